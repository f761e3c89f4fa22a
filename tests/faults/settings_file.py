"""The window's settings as the full disk and the flips try them. Needs Qt's core, no display."""

from __future__ import annotations

from pathlib import Path

from ui.settings import Settings, read_settings, write_settings
from ui.theme import size_named, theme_named


def settings_deed(folder: Path, number: int) -> None:
    write_settings(folder, made(number))


def made(number: int) -> Settings:
    """Settings of which each field tells its number."""
    tabs = tuple(f"cbf-2018-{number}{n}" for n in range(5))
    places = tuple(f"cbf-2018-60#5-{number}{n}" for n in range(60))
    geometry = bytes([number]) * 66
    return Settings("dark", "large", f"cbf-2018-{number}", tabs, places, geometry, geometry * 3, ("创新",) * 8, ())


def settings_complaints(folder: Path, numbers: tuple[int, ...]) -> list[str]:
    """Whether the file holds one of these, whole."""
    return [] if read_settings(folder) in [made(number) for number in numbers] else ["neither the old nor the new"]


def settings_faults(folder: Path) -> tuple[Settings | None, list[str]]:
    """What is read of a spoiled file, and what is wrong with it: a value of another kind, an exception."""
    try:
        found = read_settings(folder)
        theme_named(found.theme)
        size_named(found.size)
    except Exception as error:  # noqa: BLE001 (what is looked for)
        return None, [f"{type(error).__name__} gets out: {str(error)[:60]}"]
    texts = (found.theme, found.size, found.document, *found.tabs, *found.places, *found.recent, *found.saved)
    strange = [one for one in texts if type(one) is not str]
    strange += [one for one in (found.geometry, found.panes) if type(one) is not bytes]
    return found, ["a value of another kind"] if strange else []
