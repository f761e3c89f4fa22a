"""县策: the offline policy reader of a county. One way in: without a command the window, with one the command line."""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path

from ui.display import display_problem, prepare_environment
from ui.folders import folders_at


def main(arguments: list[str]) -> int:
    """Exit code: 0 well, 1 the answer is no, 2 wrong use or nothing can be shown."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    data: Path | None = None
    if arguments:
        from ui.command.command_line import parse_arguments, run_command

        options = parse_arguments(arguments)
        data = options.data
        if options.command is not None:
            return run_command(options, folders_at(data))
    problem = display_problem()
    if problem is not None:
        print(problem, file=sys.stderr)
        return 2
    return _run_window(data)


def _run_window(data: Path | None) -> int:
    prepare_environment()
    from content.shelf import open_library
    from ui.application import run_window

    folders = folders_at(data)
    return run_window(open_library(folders.cache), folders)


def _speak_utf8() -> None:
    """Chinese leaves the program whole whatever the console's code page; what cannot be encoded is shown as ?."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a program without a console has none
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    _speak_utf8()
    sys.exit(main(sys.argv[1:]))
