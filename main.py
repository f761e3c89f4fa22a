"""县策: the offline policy reader of a county. One way in: without a command the window, with one the command line."""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path

from ui.display import display_problem
from ui.folders import folders_at
from ui.opening import files_named


def main(arguments: list[str]) -> int:
    """Exit code: 0 well, 1 the answer is no, 2 wrong use or nothing can be shown."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    data, files = files_named(arguments)
    if arguments and not files:
        from ui.command.command_line import parse_arguments, run_command

        options = parse_arguments(arguments)
        data = options.data
        if options.command is not None:
            return run_command(options, folders_at(data))
    problem = display_problem()
    if problem is not None:
        print(problem, file=sys.stderr)
        return 2
    return _run_window(data, files)


def _run_window(data: Path | None, files: tuple[Path, ...]) -> int:
    from content.packs.opening import open_shelf
    from ui.application import run_window

    folders = folders_at(data)
    return run_window(open_shelf(folders.data, folders.cache).library, folders, files)


def _speak_utf8() -> None:
    """Chinese leaves the program whole whatever the console's code page; what cannot be encoded is shown as ?.

    A program of the Windows desktop has no streams but those it was given: what it says else goes nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 (stays open to the end)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    _speak_utf8()
    sys.exit(main(sys.argv[1:]))
