"""How an index can be forged: its seal, and another pickle or list wherever one stands; with fixtures of a good one."""

from __future__ import annotations

import gc
import importlib
import itertools
import pickle
import struct
import time
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from whoosh import columns, fields, index
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter

from content.library import Library
from search import postings
from search.analysis import bigrams, fold
from search.field import schema
from search.listing import STEPS
from search.postings import Postings, open_postings
from search.unpickling import GUARDS

Texts = tuple[str, ...]
Files = dict[Path, bytes]
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
        candidates = opened.listing(text[:12])
        assert candidates is not None
        assert list(candidates.holding(text[:12], texts).numbers) == holding(text[:12], texts)
        for gram in bigrams(text[-6:]):
            assert list(opened.of_gram(gram).numbers) == holding(gram, texts)


def holding(string: str, texts: Texts) -> list[int]:
    """What a scan finds."""
    return [number for number, text in enumerate(texts) if string in text]


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


def read_everything(home: Path, known: fields.Schema | None) -> None:
    """All that Whoosh would unpickle in an index, whether our searches ask for it or not."""
    with index.open_dir(home, schema=known).searcher() as searcher:
        reader = searcher.reader()
        for _, term in itertools.islice(reader.all_terms(), 3):
            list(reader.postings("gram", term).all_ids())
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
    new.extras["fieldmap"] = {"gram": 0}
    new.close()
    write_container(home, files | {name: storage.files["new"]})


def into_block_header(home: Path, evil: bytes) -> None:
    add_posting_list(home, evil)


def into_block_body(home: Path, evil: bytes) -> None:
    add_posting_list(home, pickle.dumps((1, 0, 1.0, 0, 0, 0), 2) + evil)


def into_compressed_body(home: Path, evil: bytes) -> None:
    add_posting_list(home, pickle.dumps((1, 0, 1.0, 3, 0, 0), 2) + zlib.compress(evil))


def into_stored_column(home: Path, evil: bytes) -> None:
    count = index.open_dir(home, schema=schema()).doc_count()
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
# By our searches; only by read_everything.
NEVER_READ = ("schema", "block header", "block body", "compressed body", "stored column")


def into_lists(home: Path, packed: list[bytes]) -> None:
    """In place of the lists of the bigrams, in their order."""
    files, storage = read_container(home), RamStorage()
    name, _ = file_in(files, ".held.col")
    column = columns.VarBytesColumn().writer(storage.create_file("column"))
    for number, one in enumerate(packed):
        column.add(number, one)
    column.finish(len(packed))
    column._dbfile.close()
    write_container(home, files | {name: storage.files["column"]})


def packed_list(numbers: list[int], bound: int = STEPS) -> bytes:
    """As the index packs it; a number below the one before it is a gap of almost 2^32."""
    gaps = array("I", ((after - before) % (1 << 32) for before, after in itertools.pairwise([0, *numbers])))
    return b"I" + gaps.tobytes() + bytes([bound]) * len(numbers)
