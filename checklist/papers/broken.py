"""What the libraries raise for a file that is broken inside."""

from __future__ import annotations

import csv
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    csv.Error,
    EOFError,
    SyntaxError,  # broken XML
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    NotImplementedError,
    RecursionError,
)
