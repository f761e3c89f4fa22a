"""What the window remembers between runs, in an ini file beside the record. A bad value falls back, alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_WORDS = ("theme", "size", "document", "skipped")
_BYTES = ("geometry", "panes", "grid")
_LISTS = ("tabs", "places", "recent", "saved")


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
