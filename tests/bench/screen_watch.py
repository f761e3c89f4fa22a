"""Sees from outside when a program has drawn its window: through the damage extension of the X server.

So a frozen program, a source tree and a program of any make are timed alike, without a line of code in them.
"""

from __future__ import annotations

import ctypes
import select
import time
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_short, c_ulong, c_ushort, c_void_p

_RAW_RECTANGLES = 0
_LARGE = 400 * 300  # pixels: more than a cursor, a splash or the clearing of an edge


class _Rectangle(Structure):
    _fields_ = [("x", c_short), ("y", c_short), ("width", c_ushort), ("height", c_ushort)]


class _DamageEvent(Structure):
    _fields_ = [
        ("type", c_int),
        ("serial", c_ulong),
        ("sent", c_int),
        ("display", c_void_p),
        ("drawable", c_ulong),
        ("damage", c_ulong),
        ("level", c_int),
        ("more", c_int),
        ("timestamp", c_ulong),
        ("area", _Rectangle),
        ("geometry", _Rectangle),
        ("padding", c_long * 24),
    ]


class ScreenWatch:
    """Watches a whole display. Raises OSError where that cannot be done."""

    def __init__(self, display: str) -> None:
        self._x, self._xdamage = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXdamage.so.1")
        self._x.XOpenDisplay.restype = c_void_p
        self._x.XOpenDisplay.argtypes = [c_char_p]
        self._x.XDefaultRootWindow.restype = c_ulong
        for call in ("XDefaultRootWindow", "XPending", "XConnectionNumber", "XCloseDisplay", "XFlush"):
            getattr(self._x, call).argtypes = [c_void_p]
        self._x.XNextEvent.argtypes = [c_void_p, c_void_p]
        self._xdamage.XDamageQueryExtension.argtypes = [c_void_p, POINTER(c_int), POINTER(c_int)]
        self._xdamage.XDamageCreate.argtypes = [c_void_p, c_ulong, c_int]
        self._connection = self._x.XOpenDisplay(display.encode())
        if not self._connection:
            raise OSError(f"no display {display}")
        self._notified = c_int()
        if not self._xdamage.XDamageQueryExtension(self._connection, byref(self._notified), byref(c_int())):
            raise OSError(f"display {display} does not report damage")
        self._xdamage.XDamageCreate(self._connection, self._x.XDefaultRootWindow(self._connection), _RAW_RECTANGLES)
        self._x.XFlush(self._connection)

    def forget(self) -> None:
        """Pass over what was drawn until now."""
        while self._x.XPending(self._connection):
            self._next()

    def wait_for_drawing(self, patience: float = 30.0) -> float:
        """The time (of time.monotonic) at which something large was drawn. Raises TimeoutError."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            while self._x.XPending(self._connection):
                event = self._next()
                if event.type == self._notified.value and event.area.width * event.area.height >= _LARGE:
                    return time.monotonic()
            select.select([self._x.XConnectionNumber(self._connection)], [], [], 0.1)
        raise TimeoutError("nothing was drawn")

    def close(self) -> None:
        self._x.XCloseDisplay(self._connection)

    def _next(self) -> _DamageEvent:
        event = _DamageEvent()
        self._x.XNextEvent(self._connection, byref(event))
        return event
