"""The one place where everything is caught: what gets out of the program is just what the fault runs look for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def attempt(action: Callable[[], T]) -> T | Exception:
    """What an action gives, or what got out of it."""
    try:
        return action()
    except Exception as error:  # noqa: BLE001 (what is looked for)
        return error
