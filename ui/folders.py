"""Where the program keeps what it writes. Knows no Qt."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

# A file of one of these names beside the program: everything it writes stays beside it, as on a stick.
PORTABLE = ("便携", "便携.txt", "portable", "portable.txt")


@dataclass(frozen=True, slots=True)
class Folders:
    """`data` holds the county's record and settings (precious), `cache` what can be made anew."""

    data: Path
    cache: Path


def folders_at(data: Path | None, home: Path | None = None) -> Folders:
    """Everything below `data` where it is named; else beside a portable program; else the user's own folders.

    `home` is the folder that the program stands in, by itself that of the packaged program.
    """
    home = home or _home_of_package()
    if data is None and home is not None and any((home / name).is_file() for name in PORTABLE):
        data = home / "data"
    if data is not None:
        return Folders(data, data / "cache")
    import platformdirs

    return Folders(
        platformdirs.user_data_path("xiance", appauthor=False),
        platformdirs.user_cache_path("xiance", appauthor=False),
    )


def _home_of_package() -> Path | None:
    """Where the packaged program stands; None for one run from its source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None
