"""What the window remembers between runs, in an ini file beside the record. A bad value falls back, alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are what a first start shows."""

    theme: str = "light"
    geometry: bytes = b""
    panes: bytes = b""
    recent: tuple[str, ...] = ()
    saved: tuple[str, ...] = ()


def read_settings(folder: Path) -> Settings:
    stored = _file(folder)
    theme = str(stored.value("theme", Settings().theme))
    bytes_read = (_bytes(stored, "geometry"), _bytes(stored, "panes"))
    return Settings(theme, *bytes_read, _words(stored, "recent"), _words(stored, "saved"))


def write_settings(folder: Path, settings: Settings) -> None:
    """Where the folder cannot be written nothing is kept, and nothing is lost that matters."""
    stored = _file(folder)
    stored.setValue("theme", settings.theme)
    stored.setValue("geometry", QByteArray(settings.geometry))
    stored.setValue("panes", QByteArray(settings.panes))
    stored.setValue("recent", list(settings.recent))
    stored.setValue("saved", list(settings.saved))
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
