"""The window's settings as the full disk and the flips try them. Needs Qt's core, no display."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from pathlib import Path

from tests.faults.attempting import attempt
from ui.settings import Settings, read_settings, write_settings
from ui.theme import size_named, theme_named


def settings_deed(folder: Path, number: int) -> None:
    write_settings(folder, made(number))


def made(number: int) -> Settings:
    """Settings of which each field tells its number."""
    told: dict[str, object] = {}
    simple: dict[type, object] = {str: f"值{number}", bytes: bytes([number]) * 66}
    for one in fields(Settings):
        told[one.name] = simple.get(type(one.default), (f"{number}甲", f"{number}#乙") * 20)
    return Settings(**told)  # type: ignore[arg-type]


def settings_complaints(folder: Path, numbers: tuple[int, ...]) -> list[str]:
    """Whether the file holds one of these, whole."""
    return [] if read_settings(folder) in [made(number) for number in numbers] else ["neither the old nor the new"]


def settings_faults(folder: Path) -> tuple[Settings | None, list[str]]:
    """What is read of a spoiled file, and what is wrong with it: a value of another kind, an exception."""
    found = attempt(partial(_used, folder))
    if isinstance(found, Exception):
        return None, [f"{type(found).__name__} gets out: {str(found)[:60]}"]
    same = all(_is_alike(getattr(found, one.name), one.default) for one in fields(Settings))
    return found, [] if same else ["a value of another kind"]


def _used(folder: Path) -> Settings:
    """Read, and put to the use that the window makes of it."""
    found = read_settings(folder)
    theme_named(found.theme)
    size_named(found.size)
    return found


def _is_alike(value: object, default: object) -> bool:
    texts = value if isinstance(value, tuple) else ()
    return type(value) is type(default) and all(type(one) is str for one in texts)
