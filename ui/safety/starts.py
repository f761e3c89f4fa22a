"""Remembers each start until the window was closed well: three that were not, within a minute, call for a safe one.

Knows no Qt.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

STARTS = "starts"
SETTINGS = "settings.ini"
_LIMIT, _SPAN = 3, 60.0  # starts, seconds
_LARGEST = 4096  # bytes


def is_crash_loop(starts: tuple[float, ...], now: float) -> bool:
    """Whether the last three starts, none of them closed well, lie within a minute before `now`. Seconds.

    A clock that was set meanwhile gives a normal start.
    """
    last = starts[-_LIMIT:]
    return len(last) == _LIMIT and all(0 <= now - start <= _SPAN for start in last)


def begin_start(data: Path, now: datetime) -> bool:
    """Note a start; whether it is to be a safe one. Where nothing can be kept it is not."""
    starts = _read(data)
    is_safe = is_crash_loop(starts, now.timestamp())
    _write(data, (*starts[-_LIMIT:], now.timestamp()))
    return is_safe


def take_back_start(data: Path) -> None:
    """This start found another window open and is none."""
    _write(data, _read(data)[:-1])


def end_well(data: Path) -> None:
    """The window was closed by the person."""
    _write(data, ())


def put_settings_aside(data: Path, now: datetime) -> Path | None:
    """Keep the settings under another name, so that the safe start has none; gives the name, None for no settings."""
    settings = data / SETTINGS
    with contextlib.suppress(OSError):
        return settings.replace(data / f"settings-aside-{now:%Y%m%d-%H%M%S}.ini")
    return None


def _read(data: Path) -> tuple[float, ...]:
    with contextlib.suppress(OSError, ValueError), (data / STARTS).open(encoding="ascii") as file:
        return tuple(float(line) for line in file.read(_LARGEST).split())
    return ()


def _write(data: Path, starts: tuple[float, ...]) -> None:
    """Best effort: what cannot be written must not keep the window from opening."""
    with contextlib.suppress(OSError):
        if starts:
            data.mkdir(parents=True, exist_ok=True)
            (data / STARTS).write_text("".join(f"{start:.3f}\n" for start in starts), encoding="ascii")
        else:
            (data / STARTS).unlink(missing_ok=True)
