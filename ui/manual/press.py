"""The manual as a PDF for a command: the real window, seen by nobody, tells the keys of its menus."""

from __future__ import annotations

import os
import time
from pathlib import Path

from content.shelf import open_library
from ui.application import make_application, open_window
from ui.folders import Folders
from ui.jobs import wait_for_jobs
from ui.manual.book import KeyTable, read_book
from ui.manual.paper import write_manual

_PATIENCE_SECONDS = 60.0


def print_manual(path: Path, cache: Path, scratch: Path) -> int:
    """Write the manual to `path`, with a throwaway record in `scratch`; the number of pages. Needs no display.

    Raises PrintTargetUnwritable, TimeoutError, ContentError.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return write_manual(read_book(_keys(cache, scratch)), path)


def _keys(cache: Path, scratch: Path) -> KeyTable:
    application = make_application(["xiance"])
    window = open_window(application, open_library(cache), Folders(scratch, cache), is_safe=True)
    until = time.monotonic() + _PATIENCE_SECONDS
    while not (window.is_complete and window.parts.late):
        if time.monotonic() > until:
            raise TimeoutError
        application.processEvents()
    keys = window.parts.late.help.key_table()
    window.close()
    wait_for_jobs()
    return keys
