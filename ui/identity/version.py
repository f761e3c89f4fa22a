"""Which program this is: its version and, of a bundle, what it was built from. Knows no Qt.

A bundle has build.json beside it; run from its source, the version stands in pyproject.toml.
"""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAMP, PROJECT = "build.json", "pyproject.toml"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stamp:
    """`commit`, `committed` and `system` are empty where this is no bundle; `is_changed`: built from edited files."""

    version: str
    commit: str = ""
    committed: str = ""
    system: str = ""
    is_changed: bool = False

    @property
    def is_bundle(self) -> bool:
        return self.system != ""


def home() -> Path:
    """The folder in which the program stands: the bundle, or the source."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else ROOT


@cache
def stamp() -> Stamp:
    """Of this program."""
    return stamp_in(home())


def program_version() -> str:
    return stamp().version


def stamp_in(folder: Path) -> Stamp:
    """Of the program in a folder; the version is UNKNOWN where nothing there can be read."""
    try:
        if (folder / STAMP).exists():
            return _of_bundle(json.loads((folder / STAMP).read_text(encoding="utf-8")))
        return Stamp(str(tomllib.loads((folder / PROJECT).read_text(encoding="utf-8"))["project"]["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Stamp(UNKNOWN)


def _of_bundle(said: dict[str, str]) -> Stamp:
    return Stamp(
        str(said["version"]),
        str(said["commit"]),
        str(said["committed"]),
        str(said["system"]),
        said["changed"] != "no",
    )
