"""The guards before Whoosh's pickles, one by one: what a structure and a run of a build may hold, and what never."""

from __future__ import annotations

import io
import pickle
import pickletools
import struct
import zlib
from collections import defaultdict
from importlib import import_module
from typing import Any

import pytest
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filetables import FileFormatError
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import CorruptIndexError

from search import unpickling
from search.errors import IndexTampered
from search.unpickling import ATTRIBUTES, DAMAGE, GUARDS, PostingUnpickler, StructureUnpickler, confine_unpickling


def loaded(value: object, protocol: int = 4) -> Any:
    return StructureUnpickler(io.BytesIO(pickle.dumps(value, protocol))).load()


def segment(**attributes: object) -> W3Segment:
    made = W3Segment(W3Codec(), "MAIN")
    vars(made).update(attributes)
    return made


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        False,
        0,
        255,
        65_535,
        2**31 - 1,
        2**40,
        -1,
        1.5,
        "main",
        "w3.pst",
        [],
        [1],
        [1, 2],
        {},
        {"a": 1},
        {"a": 1, "b": [2]},
        (),
        (1,),
        defaultdict(int, {"a": 1}),
    ],
)
def test_what_a_structure_may_hold(value: object) -> None:
    assert loaded(value) == value


def test_a_segment_is_read_with_the_attributes_of_a_good_one() -> None:
    found = loaded([segment()])
    assert type(found[0]) is W3Segment
    assert set(vars(found[0])) <= ATTRIBUTES


@pytest.mark.parametrize(
    "value",
    [
        "",
        "../x",
        "a/b",
        ".a",
        "a b",
        "县",
        {"a\n": 1},
        segment(make_filename="x"),
        segment(odd=1),
    ],
)
def test_a_text_that_is_no_name_or_an_attribute_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(IndexTampered):
        loaded(value)


@pytest.mark.parametrize(
    "value", [eval, struct.pack, dict, list, defaultdict(list), pickle.PickleBuffer, W3Segment.codec]
)
def test_a_global_of_another_name_is_refused(value: object) -> None:
    with pytest.raises(DAMAGE):
        loaded(value)


@pytest.mark.parametrize(
    "pickled",
    [
        b"\x80\x04N2.",
        b"\x80\x02X\x01\x00\x00\x00a.",
        b"\x80\x04K\x01q\x05.",
        b"cos\nsystem\n.",
        b"(i__builtin__\neval\n.",
        b"\x80\x02C\x01a.",
        b"\x80\x04(K\x01K\x02t.",
    ],
)
def test_an_opcode_that_no_good_index_has_is_refused(pickled: bytes) -> None:
    assert list(pickletools.genops(pickled))  # a pickle it is
    with pytest.raises(DAMAGE):
        StructureUnpickler(io.BytesIO(pickled)).load()


def posting(value: object) -> Any:
    return PostingUnpickler(io.BytesIO(pickle.dumps(value, 2))).load()


def test_a_run_of_a_build_holds_texts_numbers_and_bytes() -> None:
    row = ("text", "科技", 3, 1.0, b"\xe7\xa7\x91", b"")
    assert posting(row) == row


@pytest.mark.parametrize("value", [eval, bytearray(b"x"), {1}, struct.pack])
def test_a_run_of_a_build_holds_nothing_else(value: object) -> None:
    with pytest.raises(IndexTampered):
        posting(value)


def test_a_structure_leaves_the_file_behind_it() -> None:
    first, second = pickle.dumps({"indextype": "H", "indexlen": 3}, 4), pickle.dumps("next", 4)
    file = io.BytesIO(b"head" + first + second)
    file.seek(4)
    assert unpickling._load(file) == {"indextype": "H", "indexlen": 3}
    assert file.tell() == 4 + len(first)
    assert unpickling._load(file) == "next"


@pytest.mark.parametrize(("size", "is_read"), [(4_096, True), (4_097, False)])
def test_a_structure_is_at_most_four_kilobytes(size: int, is_read: bool) -> None:
    sizes = {len(made): made for end in range(1, 9) for count in range(1_900, 2_050) for made in [dumped(count, end)]}
    if is_read:
        assert unpickling._load(io.BytesIO(sizes[size]))
        return
    with pytest.raises(DAMAGE):
        unpickling._load(io.BytesIO(sizes[size]))


def dumped(count: int, end: int) -> bytes:
    return pickle.dumps([0] * count + ["a" * end], 4)


@pytest.mark.parametrize("kind", ["B", "H", "i", "I", "q"])
def test_positions_of_a_type_that_whoosh_knows(kind: str) -> None:
    assert unpickling._load(io.BytesIO(pickle.dumps({"indextype": kind}, 4))) == {"indextype": kind}


@pytest.mark.parametrize("kind", ["f", "Q", 1, None])
def test_positions_of_another_type_are_refused(kind: object) -> None:
    with pytest.raises(IndexTampered):
        unpickling._load(io.BytesIO(pickle.dumps({"indextype": kind}, 4)))


LOADERS = [
    ("filedb.structfile", "load"),
    ("codec.whoosh3", "loads"),
    ("codec.whoosh3", "zlib"),
    ("externalsort", "load"),
    ("index", "pickle"),
    ("columns", "loads"),
    ("formats", "loads"),
    ("legacy", "RenamingUnpickler"),
    ("util.loading", "RenamingUnpickler"),
    ("util.loading", "pickle"),
]


@pytest.mark.parametrize(("module", "name"), LOADERS)
def test_each_loader_is_guarded(module: str, name: str) -> None:
    """None of them opens a pickle that would run something; what writes is left."""
    confine_unpickling()
    assert (module, name) in [guard[:2] for guard in GUARDS]
    found = getattr(import_module(f"whoosh.{module}"), name)
    payload = b"cbuiltins\neval\n(S'1/0'\ntR."
    read = getattr(found, "loads", None) or getattr(found, "decompress", None) or found
    with pytest.raises(DAMAGE):
        read(io.BytesIO(payload) if name == "load" else payload)
    if name == "pickle":
        assert found.dumps("a") == pickle.dumps("a")
        assert found.PicklingError is pickle.PicklingError
    if name == "zlib":
        assert zlib.decompress(found.compress(b"a")) == b"a"


def test_a_whoosh_that_keeps_its_loaders_elsewhere_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpickling, "GUARDS", (("index", "no_such_loader", None),))
    with pytest.raises(AttributeError):
        confine_unpickling()


@pytest.mark.parametrize(
    "damage",
    [
        IndexTampered, WhooshIndexError, CorruptIndexError, FileFormatError, pickle.UnpicklingError, struct.error,
        zlib.error, EOFError, OSError, KeyError, IndexError, AttributeError, TypeError, ValueError, OverflowError,
        AssertionError,
    ],
)  # fmt: skip
def test_what_a_damaged_index_raises_is_damage(damage: type[Exception]) -> None:
    assert issubclass(damage, DAMAGE)


def test_a_fault_of_ours_is_no_damage() -> None:
    assert not any(issubclass(fault, DAMAGE) for fault in (NameError, ZeroDivisionError, MemoryError, RecursionError))
