"""Who can write the index can write its seal: no payload runs, no damage hangs or shows, no hit is lost."""

from __future__ import annotations

import code
import copyreg
import functools
import gc
import importlib
import io
import itertools
import logging
import marshal
import operator
import os
import pathlib
import pickle
import pickletools
import random
import runpy
import shlex
import shutil
import struct
import subprocess
import sys
import time
import timeit
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from whoosh import columns, fields, index
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.externalsort import SortingPool
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter
from whoosh.util.loading import find_object

from content.library import Library
from search import postings, unpickling
from search.analysis import bigrams, fold
from search.audit import Audit
from search.errors import IndexTampered
from search.field import BigramField
from search.postings import Postings, open_postings
from search.unpickling import ATTRIBUTES, DAMAGE, GLOBALS, GUARDS, OPCODES, StructureUnpickler, confine_unpickling

# Whoosh leaves a file that it could not read to the garbage collector.
pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="the payloads are for a POSIX shell"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

Texts = tuple[str, ...]
Files = dict[Path, bytes]
ROOT = Path(__file__).parent.parent
BUILD = postings._build
LOADERS = {"load": pickle.load, "loads": pickle.loads, "pickle": pickle, "zlib": zlib}


@pytest.fixture(scope="module")
def texts(library: Library) -> Texts:
    """Some of the real text, few enough that an index of them is small."""
    clauses = [clause.text for document in library.documents for clause in document.clauses]
    return tuple(fold(text).text for text in clauses[:: len(clauses) // 16])


@pytest.fixture(scope="module")
def good(texts: Texts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """A good index: its files and what they hold."""
    folder = tmp_path_factory.mktemp("tampering") / "cache"
    open_postings(folder, texts).close()
    yield {path: path.read_bytes() for path in home_in(folder).iterdir()}
    gc.collect()


@pytest.fixture
def folder(good: Files, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good index, to be tampered with. Where a file cannot be read Whoosh tries ten times; no need to wait here."""
    monkeypatch.setattr(index, "sleep", lambda _: None)
    restore(good)
    return next(iter(good)).parent.parent


@pytest.fixture
def builds(good: Files, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where an index was rebuilt; to save time, by restoring the good one."""
    built: list[Path] = []

    def build(home: Path, _: Texts) -> None:
        restore(good)
        built.append(home)

    monkeypatch.setattr(postings, "_build", build)
    return built


def restore(good: Files) -> None:
    for path in next(iter(good)).parent.iterdir():
        if path not in good or not path.is_file():
            path.unlink()
    for path, content in good.items():
        path.write_bytes(content)


def home_in(folder: Path) -> Path:
    (home,) = folder.glob("index-*")
    return home


def forge_seal(home: Path) -> None:
    (home / "seal.txt").write_text(postings._hashes(home))


def assert_answers(opened: Postings, texts: Texts) -> None:
    """The same as a scan, for pieces of sentences and for bigrams."""
    for text in texts[::4]:
        candidates = opened.candidates(text[:12])
        assert candidates is not None
        assert [n for n in candidates if text[:12] in texts[n]] == [
            n for n, one in enumerate(texts) if text[:12] in one
        ]
        for gram in bigrams(text[-6:]):
            assert opened.holding(gram) == [n for n, one in enumerate(texts) if gram in one]


def assert_opens(folder: Path, texts: Texts) -> None:
    """No error, no wait, right answers."""
    begun = time.monotonic()
    opened = open_postings(folder, texts)
    assert_answers(opened, texts)
    opened.close()
    assert time.monotonic() - begun < 5


@contextmanager
def without_guards() -> Iterator[None]:
    """Whoosh as it is installed."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, _ in GUARDS:
            if name in LOADERS:
                patch.setattr(importlib.import_module(f"whoosh.{module}"), name, LOADERS[name])
        yield


def read_everything(home: Path, schema: fields.Schema | None) -> None:
    """All that Whoosh would unpickle in an index, whether our searches ask for it or not."""
    with index.open_dir(home, schema=schema).searcher() as searcher:
        reader = searcher.reader()
        for _, term in itertools.islice(reader.all_terms(), 3):
            list(reader.postings("text", term).all_ids())
        reader.stored_fields(0)


# Where a pickle stands in an index: each puts another one there.


def into_schema(home: Path, evil: bytes) -> None:
    toc, head, _, tail = toc_parts(home)
    toc.write_bytes(head + varint(len(evil)) + evil + tail)


def into_segments(home: Path, evil: bytes) -> None:
    toc, head, schema, tail = toc_parts(home)
    toc.write_bytes(head + varint(len(schema)) + schema + tail[:8] + evil)


def into_directory(home: Path, evil: bytes) -> None:
    write_container(home, read_container(home), directory=evil)


def into_options(home: Path, evil: bytes) -> None:
    write_container(home, read_container(home), options=evil)


def into_term_extras(home: Path, evil: bytes) -> None:
    files = read_container(home)
    name, whole = file_in(files, ".trm")
    length = int.from_bytes(whole[-4:], "big")
    write_container(home, files | {name: whole[: -4 - length] + evil + struct.pack("!i", len(evil))})


def into_inlined_postings(home: Path, evil: bytes) -> None:
    """The table of terms written anew with values of another size."""
    files, storage = read_container(home), RamStorage()
    name, _ = file_in(files, ".trm")
    new = OrderedHashWriter(storage.create_file("new"))
    for key, at in terms_in(files):
        new.add(key, b"\1" + files[name][at + 1 : at + 23] + evil)
    new.extras["fieldmap"] = {"text": 0}
    new.close()
    write_container(home, files | {name: storage.files["new"]})


def into_block_header(home: Path, evil: bytes) -> None:
    add_posting_list(home, evil)


def into_block_body(home: Path, evil: bytes) -> None:
    add_posting_list(home, pickle.dumps((1, 0, 1.0, 0, 0, 0), 2) + evil)


def into_compressed_body(home: Path, evil: bytes) -> None:
    add_posting_list(home, pickle.dumps((1, 0, 1.0, 3, 0, 0), 2) + zlib.compress(evil))


def into_stored_column(home: Path, evil: bytes) -> None:
    count = index.open_dir(home, schema=fields.Schema(text=BigramField())).doc_count()
    files, storage = read_container(home), RamStorage()
    name, _ = file_in(files, "_stored.col")
    column = columns.CompressedBytesColumn().writer(storage.create_file("column"))
    column.add(0, evil)
    column.finish(count)
    column._dbfile.close()
    write_container(home, files | {name: storage.files["column"]})


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def toc_parts(home: Path) -> tuple[Path, bytes, bytes, bytes]:
    """Its path; what stands before the schema, the schema, and what follows it (8 bytes, then the segments)."""
    (toc,) = home.glob("*.toc")
    whole = toc.read_bytes()
    at, length, shift = 14, 0, 0
    while True:
        length |= (whole[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if whole[at - 1] < 128:
            return toc, whole[:14], whole[at : at + length], whole[at + length :]


def read_container(home: Path) -> dict[str, bytes]:
    """The files inside the segment, by name."""
    (segment,) = home.glob("*.seg")
    whole = segment.read_bytes()
    directory = pickle.loads(whole[int.from_bytes(whole[:8], "big") :])
    return {name: whole[one["offset"] : one["offset"] + one["length"]] for name, one in directory.items()}


def write_container(
    home: Path, files: dict[str, bytes], directory: bytes | None = None, options: bytes | None = None
) -> None:
    (segment,) = home.glob("*.seg")
    whole, places = bytes(12), {}
    for name, content in files.items():
        places[name] = {"offset": len(whole), "length": len(content), "modified": 0.5}
        whole += content
    end = (directory or pickle.dumps(places)) + (options or pickle.dumps({}))
    segment.write_bytes(struct.pack("!qi", len(whole), len(end)) + whole[12:] + end)


def file_in(files: dict[str, bytes], suffix: str) -> tuple[str, bytes]:
    return next((name, content) for name, content in files.items() if name.endswith(suffix))


def terms_in(files: dict[str, bytes]) -> list[tuple[bytes, int]]:
    """Each key of the table of terms, and where its value begins."""
    _, whole = file_in(files, ".trm")
    storage = RamStorage()
    storage.files["terms"] = whole
    table = OrderedHashReader(storage.open_file("terms"), len(whole))
    return [(whole[key : key + size], at) for key, size, at, _ in table._ranges()]


def add_posting_list(home: Path, block: bytes) -> None:
    """One more list, which every term points to."""
    files = read_container(home)
    (lists_name, lists), (terms_name, terms) = file_in(files, ".pst"), file_in(files, ".trm")
    added = b"W3Bl" + struct.pack("!i", -len(block)) + block
    changed = bytearray(terms)
    for _, at in terms_in(files):
        changed[at + 23 : at + 35] = struct.pack("!qi", len(lists), len(added))
    write_container(home, files | {lists_name: lists + added, terms_name: bytes(changed)})


PLACES: dict[str, Callable[[Path, bytes], None]] = {
    "schema": into_schema,
    "segments": into_segments,
    "container directory": into_directory,
    "container options": into_options,
    "term extras": into_term_extras,
    "inlined postings": into_inlined_postings,
    "block header": into_block_header,
    "block body": into_block_body,
    "compressed body": into_compressed_body,
    "stored column": into_stored_column,
}
NEVER_READ = ("schema", "stored column")  # by our searches; only by read_everything


class Call:
    """Pickled as a call; so are its function and arguments where they are calls."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._call

    def __call__(self) -> None:
        """For the pickler, which wants functions to be callable."""


class WithState(Call):
    """Pickled as a call and a state to be set on what it returns."""

    def __init__(self, state: object, function: Callable[..., object], *arguments: object) -> None:
        super().__init__(function, *arguments)
        self._state = state

    def __reduce__(self) -> Any:
        return *super().__reduce__(), self._state


def touch(marker: str) -> str:
    return f"touch {shlex.quote(marker)}"


def source(marker: str) -> str:
    return f"open({marker!r}, 'w').close()"


def text(string: str) -> bytes:
    """The opcode for a text, of protocol 0."""
    return b"V" + string.encode() + b"\n"


def name(string: str) -> bytes:
    """The opcode for a short text, of protocol 4."""
    return b"\x8c" + bytes([len(string)]) + string.encode()


RECONSTRUCT = vars(copyreg)["_reconstructor"]
TOUCH = shutil.which("touch") or "touch"
CONSUMED = b"cbuiltins\nmap\n(cposix\nsystem\n(%blt"  # map and its arguments, for NEWOBJ
PAYLOADS: dict[str, Callable[[str], object]] = {
    "os.system": lambda marker: Call(os.system, touch(marker)),
    "os.system, protocol 0": lambda marker: pickle.dumps(Call(os.system, touch(marker)), 0),
    "os.system, protocol 2": lambda marker: pickle.dumps(Call(os.system, touch(marker)), 2),
    "os.system, protocol 5": lambda marker: pickle.dumps(Call(os.system, touch(marker)), 5),
    "os.popen": lambda marker: Call(list, Call(os.popen, touch(marker))),
    "os.posix_spawn": lambda m: Call(os.waitpid, Call(os.posix_spawn, TOUCH, ["touch", m], {}), 0),
    "os.mkdir": lambda marker: Call(os.mkdir, marker),
    "os.mkdir by a plain name": lambda marker: pickle.dumps(Call(os.mkdir, Path(marker).name), 4),
    "os.symlink": lambda marker: Call(os.symlink, os.devnull, marker),
    "subprocess.Popen": lambda m: Call(subprocess.Popen.wait, Call(subprocess.Popen, [TOUCH, m])),
    "subprocess.run": lambda marker: Call(subprocess.run, [TOUCH, marker]),
    "subprocess.call": lambda marker: Call(subprocess.call, [TOUCH, marker]),
    "subprocess.check_output": lambda marker: Call(subprocess.check_output, [TOUCH, marker]),
    "subprocess.getoutput": lambda marker: Call(subprocess.getoutput, touch(marker)),
    "eval": lambda marker: Call(eval, source(marker)),
    "exec": lambda marker: Call(exec, source(marker)),
    "exec of compiled": lambda marker: Call(exec, Call(compile, source(marker), "x", "exec")),
    "__import__, getattr": lambda m: Call(Call(getattr, Call(__import__, "os"), "system"), touch(m)),
    "import_module, getattr": lambda m: Call(Call(getattr, Call(importlib.import_module, "posix"), "system"), touch(m)),
    "attrgetter": lambda m: Call(Call(Call(operator.attrgetter, "system"), Call(__import__, "os")), touch(m)),
    "methodcaller": lambda marker: Call(Call(operator.methodcaller, "touch"), Call(Path, marker)),
    "operator.call": lambda marker: Call(operator.call, os.system, touch(marker)),
    "partial": lambda marker: Call(Call(functools.partial, os.system, touch(marker))),
    "partial by its state": lambda m: Call(WithState((os.system, (touch(m),), {}, None), functools.partial, print)),
    "reduce": lambda marker: Call(functools.reduce, open, [marker, "w"]),
    "map": lambda marker: Call(list, Call(map, os.system, [touch(marker)])),
    "filter": lambda marker: Call(list, Call(filter, os.system, [touch(marker)])),
    "starmap": lambda marker: Call(list, Call(itertools.starmap, os.system, [(touch(marker),)])),
    "open": lambda marker: Call(open, marker, "w"),
    "FileIO": lambda marker: Call(io.FileIO, marker, "w"),
    "Path.touch": lambda marker: Call(pathlib.Path.touch, Call(Path, marker)),
    "FileHandler": lambda marker: Call(logging.FileHandler, marker),
    "copyfile": lambda marker: Call(shutil.copyfile, __file__, marker),
    "timeit": lambda m: Call(timeit.timeit, source(m), "pass", time.perf_counter, 1),
    "runpy": lambda m: Call(runpy._run_code, Call(compile, source(m), "x", "exec"), {}),  # type: ignore[attr-defined]
    "InteractiveInterpreter": lambda m: Call(
        code.InteractiveInterpreter.runsource, Call(code.InteractiveInterpreter), source(m)
    ),
    "marshalled function": lambda m: Call(
        Call(
            Call(getattr, Call(__import__, "types"), "FunctionType"),
            Call(marshal.loads, marshal.dumps(compile(source(m), "x", "exec"))),
            {},
        )
    ),
    "ctypes": lambda m: Call(
        Call(getattr, Call(Call(getattr, Call(__import__, "ctypes"), "CDLL"), None), "system"), touch(m).encode()
    ),
    "_reconstructor": lambda m: Call(RECONSTRUCT, tuple, tuple, Call(map, os.system, [touch(m)])),
    "nested pickle": lambda m: Call(pickle.loads, pickle.dumps(Call(os.system, touch(m)))),
    "nested Unpickler": lambda m: Call(
        pickle.Unpickler.load, Call(pickle.Unpickler, Call(io.BytesIO, pickle.dumps(Call(os.system, touch(m)))))
    ),
    "Whoosh's find_object": lambda marker: Call(Call(find_object, "posix.system"), touch(marker)),
    "deep in a structure": lambda marker: [1, {"fieldmap": {"text": [(Call(os.system, touch(marker)),)]}}],
    "GLOBAL": lambda marker: b"cposix\nsystem\n(" + text(touch(marker)) + b"tR.",
    "INST": lambda marker: b"(" + text(touch(marker)) + b"iposix\nsystem\n.",
    "OBJ": lambda marker: b"(cbuiltins\nlist\n" + CONSUMED % text(touch(marker)) + b"Ro.",
    "NEWOBJ": lambda marker: b"\x80\x02cbuiltins\ntuple\n" + CONSUMED % text(touch(marker)) + b"\x81\x85\x81.",
    "NEWOBJ_EX": lambda m: b"\x80\x04cbuiltins\ntuple\n" + CONSUMED % text(touch(m)) + b"}\x92\x85}\x92.",
    "memo": lambda marker: b"\x80\x02cposix\nsystem\nq\x070h\x07(" + text(touch(marker)) + b"tR.",
    "dotted name": lambda m: b"\x80\x04" + name("shutil") + name("os.system") + b"\x93" + name(touch(m)) + b"\x85R.",
    "dotted name in an allowed module": lambda m: (
        b"\x80\x04" + name("whoosh.codec.whoosh3") + name("compound.os.system") + b"\x93" + name(touch(m)) + b"\x85R."
    ),
    "extension registry": lambda marker: b"\x80\x02\x82\xf0(" + text(touch(marker)) + b"tR.",
    "extension registry, 4 bytes": lambda m: b"\x80\x02\x84\xf0\0\0\0(" + text(touch(m)) + b"tR.",
}


def pickled(payload: object) -> bytes:
    return payload if isinstance(payload, bytes) else pickle.dumps(payload)


@pytest.fixture
def extension() -> Iterator[None]:
    """os.system in the registry of extensions, and in its cache, which no find_class sees."""
    copyreg.add_extension("posix", "system", 0xF0)
    assert pickle.loads(b"\x80\x02\x82\xf0.") is os.system
    yield
    copyreg.remove_extension("posix", "system", 0xF0)
    copyreg._extension_cache.pop(0xF0, None)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("extension")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_runs(
    payload: str, place: str, folder: Path, builds: list[Path], texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker, home = folder.parent / "ran", home_in(folder)
    monkeypatch.chdir(folder.parent)
    PLACES[place](home, pickled(PAYLOADS[payload](str(marker))))
    forge_seal(home)
    schema = None if place == "schema" else fields.Schema(text=BigramField())
    with without_guards(), suppress(Exception):
        read_everything(home, schema)
    assert os.path.lexists(marker), "Whoosh alone runs it, so the test would see it"
    marker.rmdir() if marker.is_dir() else marker.unlink()

    confine_unpickling()
    with pytest.raises(DAMAGE):
        read_everything(home, schema)
    assert_opens(folder, texts)
    assert not os.path.lexists(marker)
    assert builds == ([] if place in NEVER_READ else [home])


def test_a_method_set_on_a_class_is_not_called(folder: Path, builds: list[Path], texts: Texts) -> None:
    """Slot state is set by setattr, on a class as well: W3Segment.segment_id = partial(os.system, ...)."""
    marker, home = folder.parent / "ran", home_in(folder)
    state = pickle.dumps((None, {"segment_id": Call(functools.partial, os.system, touch(str(marker)))}), 2)
    segment = b"cwhoosh.codec.whoosh3\nW3Segment\n"
    into_segments(home, b"\x80\x02](" + segment + state[2:-1] + b"b0" + segment + b")\x81e.")
    forge_seal(home)
    with pytest.MonkeyPatch.context() as patch, without_guards(), suppress(Exception):
        patch.setattr(W3Segment, "segment_id", W3Segment.segment_id)
        read_everything(home, fields.Schema(text=BigramField()))
    assert marker.exists()
    marker.unlink()
    assert_opens(folder, texts)
    assert not marker.exists()
    assert builds == [home]


TRICKS: dict[str, dict[str, object]] = {
    "another class for the codec": {"_codec": W3Codec},
    "a class for a method": {"make_filename": W3Segment},
    "a segment for a reader, which has no close": {"codec.per_document_reader": W3Segment},
    "a path to a pipe": {"segid": "/../../outside"},
    "documents deleted": {"_deleted": {0: 0, 1: 1}},
    "not in a container": {"compound": False},
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_segment_with_other_attributes(trick: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    home = home_in(folder)
    os.mkfifo(folder / "outside.seg")
    (segment,) = index.open_dir(home, schema=fields.Schema(text=BigramField()))._segments()
    for attribute, value in TRICKS[trick].items():
        vars(segment.codec() if "." in attribute else segment)[attribute.split(".")[-1]] = value
    into_segments(home, pickle.dumps([segment]))
    forge_seal(home)
    assert_opens(folder, texts)
    assert builds == [home]
    (folder / "outside.seg").unlink()


def test_positions_of_a_type_that_whoosh_does_not_know(folder: Path, builds: list[Path], texts: Texts) -> None:
    """Of which it says Exception, which nothing of ours would catch."""
    into_term_extras(home_in(folder), pickle.dumps({"fieldmap": {"text": 0}, "indextype": "f", "indexlen": 1}))
    forge_seal(home_in(folder))
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


def into_length_of_schema(home: Path) -> None:
    toc, head, _, tail = toc_parts(home)
    toc.write_bytes(head + varint(1 << 64) + tail)


def into_magic_of_terms(home: Path) -> None:
    files = read_container(home)
    name, terms = file_in(files, ".trm")
    write_container(home, files | {name: b"HSH2" + terms[4:]})


FAULTS: dict[str, Callable[[Path], None]] = {
    "a schema that ends beyond any file": into_length_of_schema,
    "a table of terms of another format": into_magic_of_terms,
    "a block that is said to be compressed": lambda home: add_posting_list(
        home, pickle.dumps((1, 0, 1.0, 3, 0, 0), 2) + b"as it is"
    ),
    "no segment": lambda home: into_segments(home, pickle.dumps([])),
    "a dictionary of segments": lambda home: into_segments(home, pickle.dumps({})),
    "a number for the segments": lambda home: into_segments(home, pickle.dumps(5)),
    "an empty directory": lambda home: into_directory(home, pickle.dumps({})),
    "a directory of lists": lambda home: into_directory(home, pickle.dumps([[]])),
    "no extras": lambda home: into_term_extras(home, b""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_whoosh_meets(fault: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    FAULTS[fault](home_in(folder))
    forge_seal(home_in(folder))
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


def test_a_block_is_not_inflated_without_end() -> None:
    confine_unpickling()
    with pytest.raises(IndexTampered, match="over 65536 bytes"):
        importlib.import_module("whoosh.codec.whoosh3").zlib.decompress(zlib.compress(bytes(1 << 20)))


BOMBS: dict[str, bytes] = {
    "memo slot 2^26": b"\x80\x02Nr\xff\xff\xff\x03.",
    "hash of 2^60 pairs": b"\x80\x02})" + b"2\x86" * 60 + b"Ns.",
    "tuple as deep as the stack": b"\x80\x02})" + b"\x85" * 500_000 + b"Ns.",
    "frame of 2^62 bytes": b"\x80\x04\x95" + bytes(7) + b"\x40N.",
    "text of 2^62 bytes": b"\x80\x04\x8d" + bytes(7) + b"\x40N.",
    "number of 255 bytes": b"\x80\x02\x8a\xff" + b"\x7f" * 255 + b".",
    "million marks": b"\x80\x02" + b"(" * 1_000_000 + b".",
    "million lists": b"\x80\x02" + b"]" * 1_000_000 + b"a" * 999_999 + b".",
    "16 MiB of nothing": bytes(1 << 24),
}


@pytest.mark.usefixtures("builds")
@pytest.mark.parametrize("place", [place for place in PLACES if place not in (*NEVER_READ, "inlined postings")])
@pytest.mark.parametrize("bomb", BOMBS)
def test_no_bomb_goes_off(bomb: str, place: str, folder: Path, texts: Texts) -> None:
    """No control here: it would take the machine down. Inlined postings are read as bodies are."""
    PLACES[place](home_in(folder), BOMBS[bomb])
    forge_seal(home_in(folder))
    assert_opens(folder, texts)


DAMAGES: dict[str, Callable[[random.Random, bytearray], None]] = {
    "bit": lambda chance, whole: flip(whole, chance.randrange(8 * len(whole))),
    "byte": lambda chance, whole: whole.__setitem__(chance.randrange(len(whole)), chance.randrange(256)),
    "100 bytes": lambda chance, whole: overwrite(whole, chance.randrange(len(whole)), chance.randbytes(100)),
    "zeros": lambda chance, whole: overwrite(whole, chance.randrange(len(whole)), bytes(chance.randint(1, 4096))),
    "cut": lambda chance, whole: whole.__delitem__(slice(chance.randrange(len(whole)), None)),
    "less": lambda chance, whole: whole.__delitem__(
        slice(at := chance.randrange(len(whole)), at + chance.randint(1, 9))
    ),
    "more": lambda chance, whole: whole.__setitem__(slice(at := chance.randrange(len(whole)), at), chance.randbytes(9)),
}


def flip(whole: bytearray, bit: int) -> None:
    whole[bit // 8] ^= 1 << bit % 8


def overwrite(whole: bytearray, at: int, other: bytes) -> None:
    whole[at : at + len(other)] = other[: len(whole) - at]


@pytest.mark.parametrize("seed", range(400))
def test_a_damaged_file(seed: int, folder: Path, builds: list[Path], texts: Texts) -> None:
    """With its seal the index is rebuilt; with a forged one too where that is seen; always it is right."""
    chance = random.Random(seed)
    home, kind = home_in(folder), chance.choice(list(DAMAGES))
    path = chance.choice(sorted(path for path in home.iterdir() if path.suffix in (".toc", ".seg")))
    whole = bytearray(path.read_bytes())
    # Postings are most of a segment; its head and tail, where its structure stands, get as much damage as they.
    part = whole[-2000:] if path.suffix == ".seg" and chance.random() < 0.5 else whole
    DAMAGES[kind](chance, part)
    damaged = bytes(part if part is whole else whole[:-2000] + part)
    if damaged == path.read_bytes():
        return
    path.write_bytes(damaged)
    print(f"seed {seed}: {kind} of {path.suffix}")
    assert_opens(folder, texts)
    assert builds == [home]

    path.write_bytes(damaged)
    forge_seal(home)
    assert_opens(folder, texts)


def test_a_lost_posting_loses_no_hit(
    folder: Path, tmp_path: Path, builds: list[Path], texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index of other texts, sound in itself, in place of ours: a forger can do no better."""
    home, other, lost = home_in(folder), tmp_path / "other", texts[0][:2]
    BUILD(other, (texts[0].replace(lost, "，"), *texts[1:]))
    for path in home.iterdir():
        path.unlink()
    for path in (*other.glob("*.toc"), *other.glob("*.seg")):
        shutil.copy(path, home)
    forge_seal(home)
    monkeypatch.setattr(Audit, "sample", lambda *_: iter(()))
    opened = open_postings(folder, texts)
    assert builds == [], "the sample does not see it"
    assert all(0 in opened.holding(gram) for gram in bigrams(texts[0]))
    opened.close()
    assert_opens(folder, texts)
    assert builds == [home]


@pytest.mark.parametrize("numbers", [[0], [0, 0], [0, 1, 2, 99], [-1, 0], [1, 0], [0, 2]])
def test_a_forged_list_is_not_used(numbers: list[int], folder: Path, texts: Texts) -> None:
    """Numbers too few, twice, beyond the texts, negative, out of order, of other passages."""
    ids = tuple(after - before for before, after in itertools.pairwise([0, *numbers]))
    header = pickle.dumps((len(ids), max(numbers), 1.0, 0, 0, 0), 2)
    add_posting_list(home_in(folder), header + pickle.dumps((ids, None, None), 2))
    forge_seal(home_in(folder))
    assert_opens(folder, texts)


@pytest.mark.parametrize("file", ["_MAIN_1.toc", "_MAIN_9.toc", "seal.txt", "MAIN_x.trm"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(file: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    path = home_in(folder) / file
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


@pytest.mark.parametrize("file", ["_MAIN_1.toc", "seal.txt"])
def test_a_file_beyond_measure_is_not_read(file: str, folder: Path, builds: list[Path], texts: Texts) -> None:
    os.truncate(home_in(folder) / file, 1 << 40)
    assert_opens(folder, texts)
    assert builds == [home_in(folder)]


def test_an_index_that_stays_damaged_is_an_os_error(
    folder: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the program searches by scan, as where the folder cannot be written."""
    into_segments(home_in(folder), pickle.dumps([]))
    monkeypatch.setattr(postings, "_build", lambda home, texts: None)
    with pytest.raises(OSError, match=r"Errno 5.*index-"):
        open_postings(folder, texts)


def test_a_tampered_index_is_really_rebuilt(folder: Path, texts: Texts) -> None:
    home = home_in(folder)
    into_segments(home, pickle.dumps(Call(os.system, "exit 0")))
    forge_seal(home)
    seal = (home / "seal.txt").read_text()
    assert_opens(folder, texts)
    assert (home / "seal.txt").read_text() != seal


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_runs_in_a_build_that_sorts_on_disk(payload: str, tmp_path: Path) -> None:
    marker, pool = tmp_path / "ran", SortingPool(maxsize=2, tempdir=str(tmp_path))
    confine_unpickling()
    for number in range(5):
        pool.add(("text", b"\xe7\xa7\x91", number, 1.0, b""))
    Path(pool.runs[0]).write_bytes(pickled(PAYLOADS[payload](str(marker))))
    with pytest.raises(DAMAGE):
        list(pool.items())
    pool.cleanup()
    assert not os.path.lexists(marker)


def test_a_build_that_sorts_on_disk_is_not_hindered(tmp_path: Path, texts: Texts) -> None:
    confine_unpickling()
    made = index.create_in(tmp_path, fields.Schema(text=BigramField()))
    writer = made.writer(codec=W3Codec(blocklimit=1024, inlinelimit=1), limitmb=0.01)
    for text in texts:
        writer.add_document(text=text)
    assert len(writer.pool.runs) > 5
    writer.commit(merge=False)
    opened = Postings(tmp_path, texts)
    assert_answers(opened, texts)
    opened.close()


def test_a_good_index_needs_what_is_allowed_and_no_more(tmp_path: Path, texts: Texts) -> None:
    """The allow-lists, recorded anew while an index is built, opened and searched."""
    seen: dict[str, set[object]] = {"globals": set(), "opcodes": set(), "attributes": set()}

    class Recorder(StructureUnpickler):
        def __init__(self, file: io.BytesIO) -> None:
            super().__init__(file)
            seen["opcodes"].update(code.code for code, _, _ in pickletools.genops(file.getvalue()[: _end(file)]))

        def find_class(self, module: str, name: str) -> Any:
            seen["globals"].add((module, name))
            return super().find_class(module, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unpickling, "StructureUnpickler", Recorder)
        BUILD(tmp_path / "built", texts)
        assert_answers(Postings(tmp_path / "built", texts), texts)
    (segment,) = index.open_dir(tmp_path / "built", schema=fields.Schema(text=BigramField()))._segments()
    seen["attributes"].update(vars(segment), vars(segment.codec()))
    assert seen["globals"] == GLOBALS
    assert seen["attributes"] == ATTRIBUTES
    may_come = set("j\x8a\x89e")  # more segments, larger files
    assert seen["opcodes"] | may_come == {chr(code) for code in OPCODES}


def _end(file: io.BytesIO) -> int:
    """Where the pickle ends that a file begins with."""
    return next(at + 1 for code, _, at in pickletools.genops(file.getvalue()) if code.name == "STOP" and at is not None)


SCAN = """
import marshal, pickle, sys, tempfile
from pathlib import Path
from search.postings import open_postings
for _ in range(2):
    opened = open_postings(Path(sys.argv[1]), ("科技成果转化", "县域创新"))
    assert opened.holding("科技") == [0]
raw = (pickle, marshal, pickle.load, pickle.loads, pickle._load, pickle._loads, marshal.load, marshal.loads)
for module in [module for name, module in sys.modules.items() if name.split(".")[0] == "whoosh"]:
    for name, value in vars(module).items():
        if any(value is one for one in raw) or isinstance(value, type) and issubclass(value, pickle.Unpickler):
            print(module.__name__, name)
"""


def test_no_imported_module_of_whoosh_keeps_a_loader(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCAN, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
