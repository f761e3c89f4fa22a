"""The library of a command: the edition in use, and on standard error why it is another than the one chosen."""

from __future__ import annotations

import sys

from content.library import Library
from content.packs.opening import Shelf, open_shelf
from ui.folders import Folders


def library_of(folders: Folders) -> Library:
    return shelf_of(folders).library


def shelf_of(folders: Folders) -> Shelf:
    """Raises ContentMalformed, ContentUnreadable."""
    shelf = open_shelf(folders.data, folders.cache)
    if shelf.trouble is not None:
        from ui.packs.words import trouble_words

        print(trouble_words(shelf.trouble, shelf.lost, shelf.serial), file=sys.stderr)
    return shelf
