"""What the window remembers between runs, in an ini file beside the record. A bad value falls back, alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_WORDS = ("theme", "size", "document", "skipped")
_BYTES = ("geometry", "panes", "grid")
_LISTS = ("tabs", "places", "recent", "saved")
_SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are what a first start shows.

    `theme` and `size` are names in ui.theme. `document` is the one shown last, `tabs` are the open ones, `places` where
    each document was left, as addresses (document#clause).
    """

    theme: str = "light"
    size: str = "medium"
    document: str = ""
    skipped: str = ""
    tabs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    geometry: bytes = b""
    panes: bytes = b""
    grid: bytes = b""
    recent: tuple[str, ...] = ()
    saved: tuple[str, ...] = ()


def read_settings(folder: Path) -> Settings:
    stored, default = _file(folder), Settings()
    words = {key: str(stored.value(key, getattr(default, key))) for key in _WORDS}
    lists = {key: _words(stored, key) for key in _LISTS}
    return Settings(**words, **lists, **{key: _bytes(stored, key) for key in _BYTES})  # type: ignore[arg-type]


def left_places(settings: Settings) -> dict[str, str]:
    """The clause at which each document was left, by document id."""
    parted = (place.partition("#") for place in settings.places)
    return {doc: clause for doc, _, clause in parted}


def write_settings(folder: Path, settings: Settings) -> None:
    """Where the folder cannot be written nothing is kept, and nothing is lost that matters."""
    stored = _file(folder)
    for key in _WORDS:
        stored.setValue(key, getattr(settings, key))
    for key in _LISTS:
        stored.setValue(key, list(getattr(settings, key)))
    for key in _BYTES:
        stored.setValue(key, QByteArray(getattr(settings, key)))
    stored.sync()


def read_seen(folder: Path) -> str:
    """The version of the program that was started here last; nothing where none was."""
    return str(_file(folder).value(_SEEN, ""))


def write_seen(folder: Path, version: str) -> None:
    """Kept apart from the rest, which is written when the window closes."""
    stored = _file(folder)
    stored.setValue(_SEEN, version)
    stored.sync()


def _file(folder: Path) -> QSettings:
    return QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)


def _bytes(stored: QSettings, key: str) -> bytes:
    value = stored.value(key)
    return bytes(value.data()) if isinstance(value, QByteArray) else b""


def _words(stored: QSettings, key: str) -> tuple[str, ...]:
    """A list of one comes back from an ini file as a string."""
    value = stored.value(key)
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
