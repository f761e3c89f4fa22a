"""The log on this machine: what happened and where in the code, never about whom or what. Knows no Qt.

What people typed, paths, names, the texts of errors do not get in: of a message only its own words are kept, of an
error its kind and its way through the code.
"""

from __future__ import annotations

import faulthandler
import logging
import re
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

FOLDER = "logs"
NAME, CRASHES = "xiance.log", "crash.log"
_LARGEST = 256 << 10  # bytes
_KEPT = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LEFT_OUT = "…"
_QT = "qt"
# Of what Qt says: quoted words, paths, long figures, and whatever is not ASCII.
_DATA = re.compile(r"\"[^\"]*\"|'[^']*'|\S*[/\\]\S*|\d{4,}|[^\x20-\x7e]+")


class Discreet(logging.Formatter):
    """Leaves out every value but numbers, and the text of every error."""

    def format(self, record: logging.LogRecord) -> str:
        shown = logging.makeLogRecord({**vars(record), "exc_text": None, "stack_info": None})
        if record.name == _QT:
            shown.msg, shown.args = _DATA.sub(_LEFT_OUT, record.getMessage())[:400], ()
        else:
            shown.msg = shown.msg if isinstance(shown.msg, str) else type(shown.msg).__name__
            shown.args = _without_data(record.args)
        return super().format(shown)

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The kinds of the error and of those behind it, and where in the code."""
        lines: list[str] = []
        error = ei[1]
        while error is not None and len(lines) < 200:
            lines.append(type(error).__name__)
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


class SmallFile(logging.FileHandler):
    """Begins a new file when the old one is large; three are kept. logging.handlers would bring the socket module."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self.stream.tell() > _LARGEST:
                self._turn()
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk must not be answered with more words."""

    def _turn(self) -> None:
        self.close()
        path = Path(self.baseFilename)
        for number in range(_KEPT - 1, 0, -1):
            older = path.with_name(f"{path.name}.{number}")
            newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
            if newer.exists():
                newer.replace(older)
        self.stream = self._open()


def keep_log(data: Path) -> logging.Handler | None:
    """Write warnings and worse to a file in `data`; None where none can be written, and then nothing is kept."""
    folder = data / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = SmallFile(folder / NAME, encoding="utf-8")
    except OSError:
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Discreet(_FORMAT))
    logging.getLogger().addHandler(handler)
    return handler


def keep_crashes(data: Path) -> bool:
    """Let Python write where in the code it was when the process dies; whether it can."""
    path = data / FOLDER / CRASHES
    try:
        if path.exists() and path.stat().st_size > _LARGEST:
            path.unlink()
        faulthandler.enable(path.open("ab"))
    except (OSError, RuntimeError):
        return False
    return True


def _without_data(args: object) -> tuple[object, ...] | Mapping[str, object]:
    if isinstance(args, Mapping):
        return {str(key): _shown(value) for key, value in args.items()}
    return tuple(_shown(value) for value in args) if isinstance(args, tuple) else ()


def _shown(value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    return type(value).__name__ if isinstance(value, BaseException) else _LEFT_OUT
