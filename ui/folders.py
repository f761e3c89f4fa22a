"""Where the program keeps what it writes. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folders:
    """`data` holds the county's record and settings (precious), `cache` what can be made anew."""

    data: Path
    cache: Path


def folders_at(data: Path | None) -> Folders:
    """The user's own folders, or everything below `data` where one is named."""
    if data is not None:
        return Folders(data, data / "cache")
    import platformdirs

    return Folders(
        platformdirs.user_data_path("xiance", appauthor=False),
        platformdirs.user_cache_path("xiance", appauthor=False),
    )
