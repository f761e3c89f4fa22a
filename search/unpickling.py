"""The second wall before Whoosh's pickles, behind the seal: whoever can write the index can write its seal too.

Whoosh unpickles its table of contents, the directory of a segment, the extras of the term table, and postings, which
this program never reads: its lists stand in a column. `confine_unpickling` puts a guard in place of each loader in the
Whoosh modules that this program imports. A guard raises IndexTampered at what is not of a good index:

- a structure is under 4 KiB and keeps to the opcodes, globals, names and attributes of a good index;
- the runs of a build that is sorted on disk are texts, numbers and bytes;
- what else in Whoosh could unpickle is not on our way, and refuses.
"""

from __future__ import annotations

import io
import pickle
import re
import struct
import zlib
from importlib import import_module
from types import SimpleNamespace
from typing import Any, BinaryIO, NoReturn

from whoosh.filedb.filetables import FileFormatError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import CorruptIndexError

from search.errors import IndexTampered

# What reading a damaged index raises: ours, Whoosh's own, and what its readers let through.
DAMAGE = (
    IndexTampered,
    WhooshIndexError,
    CorruptIndexError,
    FileFormatError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
    EOFError,
    OSError,
    LookupError,
    AttributeError,
    TypeError,  # ord(b"") where the file ends
    ValueError,
    OverflowError,  # a position beyond any file
    AssertionError,
)

GLOBALS = frozenset(
    {
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
    }
)
ATTRIBUTES = frozenset(
    {"indexname", "segid", "compound", "_codec", "_doccount", "_deleted", "_fieldlengths"}  # of a segment
    | {"_blocklimit", "_compression", "_inlinelimit"}  # of its codec
)
# None that duplicates, pairs or numbers a memo slot: a few bytes of those grow without bound.
OPCODES = frozenset(
    b"\x80\x95.("  # PROTO FRAME STOP MARK
    b"\x8c\x94hj"  # SHORT_BINUNICODE MEMOIZE BINGET LONG_BINGET
    b"NKMJ\x8aG\x88\x89"  # NONE BININT1 BININT2 BININT LONG1 BINFLOAT NEWTRUE NEWFALSE
    b"]ae}su)\x85"  # EMPTY_LIST APPEND APPENDS EMPTY_DICT SETITEM SETITEMS EMPTY_TUPLE TUPLE1
    b"\x93\x81Rb"  # STACK_GLOBAL NEWOBJ REDUCE BUILD
)
_READING = pickle._Unpickler.dispatch
_STRUCTURE_LIMIT = 4096
_NAME = re.compile(r"\w[\w.]*", re.ASCII)
_POSITION_TYPES = ("B", "H", "i", "I", "q")


def _load_name(unpickler: Any) -> None:
    """Texts are names: none is a path out of the folder."""
    _READING[pickle.SHORT_BINUNICODE[0]](unpickler)
    if not _NAME.fullmatch(unpickler.stack[-1]):
        raise IndexTampered(f"text {unpickler.stack[-1]!r}")


def _load_attributes(unpickler: Any) -> None:
    """Objects get the attributes they have in a good index: none hides a method."""
    state = unpickler.stack[-1]
    if type(state) is not dict or not state.keys() <= ATTRIBUTES:
        raise IndexTampered(f"attributes {state!r}")
    _READING[pickle.BUILD[0]](unpickler)


class StructureUnpickler(pickle._Unpickler):
    """Reads a structure. It is the one in Python, since the one in C cannot be told which opcodes it may obey."""

    dispatch = {
        **{code: _READING[code] for code in OPCODES},
        pickle.SHORT_BINUNICODE[0]: _load_name,
        pickle.BUILD[0]: _load_attributes,
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in GLOBALS:
            raise IndexTampered(f"global {module}.{name}")
        return super().find_class(module, name)


class PostingUnpickler(pickle.Unpickler):
    """Reads what a large build sorts on disk: tuples of texts, numbers and, as protocol 2 spells them, bytes."""

    def find_class(self, module: str, name: str) -> Any:
        match module, name:
            case "_codecs", "encode":
                return _latin1
            case "__builtin__", "bytes":
                return _no_bytes
        raise IndexTampered(f"global {module}.{name}")


def _latin1(text: str, _: str) -> bytes:
    return text.encode("latin1")


def _no_bytes() -> bytes:
    return b""


def confine_unpickling() -> None:
    """Put the guards in place. Raises AttributeError where this Whoosh keeps its loaders elsewhere."""
    for module, name, guard in GUARDS:
        found = import_module(f"whoosh.{module}")
        getattr(found, name)
        setattr(found, name, guard)


def _load(file: BinaryIO) -> Any:
    """In place of pickle.load where structures are read; leaves the file behind what it read."""
    start = file.tell()
    pickled = io.BytesIO(file.read(_STRUCTURE_LIMIT))
    structure = StructureUnpickler(pickled).load()
    if isinstance(structure, dict) and structure.get("indextype", "B") not in _POSITION_TYPES:
        raise IndexTampered(f"positions of type {structure['indextype']!r}")
    file.seek(start + pickled.tell())
    return structure


def _load_posting(file: BinaryIO) -> Any:
    """In place of pickle.load where the runs of a build are merged."""
    return PostingUnpickler(file).load()


def _refuse(*_: object, **__: object) -> NoReturn:
    raise IndexTampered("a pickle where no index of ours has one")


_PICKLE = SimpleNamespace(loads=_refuse, dumps=pickle.dumps, PicklingError=pickle.PicklingError)
_ZLIB = SimpleNamespace(compress=zlib.compress, decompress=_refuse)

# Module of Whoosh, name in it, what stands there instead.
GUARDS = (
    ("filedb.structfile", "load", _load),
    ("codec.whoosh3", "loads", _refuse),
    ("codec.whoosh3", "zlib", _ZLIB),
    ("externalsort", "load", _load_posting),
    ("index", "pickle", _PICKLE),
    ("columns", "loads", _refuse),
    ("formats", "loads", _refuse),
    ("legacy", "RenamingUnpickler", _refuse),
    ("util.loading", "RenamingUnpickler", _refuse),
    ("util.loading", "pickle", _PICKLE),
)
