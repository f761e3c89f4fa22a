"""What ends a handing out before it is done, besides the errors of the rooms."""

from __future__ import annotations


class Stopped(Exception):
    """A person did not want to wait; nothing was put anywhere."""


class NoRecord(Exception):
    """What is wanted stands in the county's record, and there is none that can be read."""


class PdfDiffers(Exception):
    """Read again, the PDF lacks something that was painted; it was not kept."""
