"""What search/ relies on in Whoosh, by its public interface; the fall-back, 2.7.4, passes too.

Needs nothing of ours but search/analysis.py, field.py, inversion.py, listing.py and ranking.py, so that it runs beside
another Whoosh: `PYTHONPATH=. python -m pytest --noconftest -c /dev/null --rootdir . tests/test_search_conformance.py`.
"""

from __future__ import annotations

import inspect
import pickle
import zlib
from pathlib import Path
from typing import Any

import pytest
from whoosh import index, query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from search.analysis import bigrams
from search.field import schema
from search.inversion import Inversion
from search.listing import unpack

TEXTS = ("科技成果转化", "县域科技创新", "成果", "", "r&d(2018)60号", "\ud800县𠀀", "成果转移转化" * 300)
MANY = tuple(f"科技{number:04}" for number in range(3000))


OWN: dict[str, object] = {
    "whoosh.filedb.structfile.load": pickle.load,
    "whoosh.codec.whoosh3.loads": pickle.loads,
    "whoosh.codec.whoosh3.zlib": zlib,
    "whoosh.externalsort.load": pickle.load,
    "whoosh.index.pickle": pickle,
}


@pytest.fixture(autouse=True)
def whoosh_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the guards of search/unpickling.py, which refuse what we do not use: deleted documents."""
    for name, own in OWN.items():
        monkeypatch.setattr(name, own, raising=False)


def write(opened: Any, lists: dict[str, bytes]) -> None:
    """One commit, one segment more."""
    writer = opened.writer(codec=W3Codec(blocklimit=1024, inlinelimit=1))
    for gram, packed in lists.items():
        writer.add_document(gram=gram, held=packed)
    writer.commit(merge=False)


def made(folder: Path, *commits: dict[str, bytes]) -> Any:
    created = index.create_in(folder, schema())
    for lists in commits:
        write(created, lists)
    created.close()
    return index.open_dir(folder, schema=schema())


def lists_of(texts: tuple[str, ...]) -> dict[str, bytes]:
    return dict(Inversion(texts).packed())


def assert_holds(reader: Any, lists: dict[str, bytes]) -> None:
    """Every bigram is a document, and its column what was put there; what was not put there is no term."""
    column = reader.column_reader("held", translate=False)
    for gram, packed in lists.items():
        assert bytes(column[reader.term_info("gram", gram).min_id()]) == packed
    with pytest.raises(TermNotFound):
        reader.term_info("gram", "没有")


@pytest.mark.parametrize("texts", [TEXTS, MANY])
def test_every_bigram_has_its_list(tmp_path: Path, texts: tuple[str, ...]) -> None:
    with made(tmp_path, lists_of(texts)).reader() as reader:
        assert_holds(reader, lists_of(texts))
        column = reader.column_reader("held", translate=False)
        for gram in set().union(*map(bigrams, texts)):
            listed = unpack(column[reader.term_info("gram", gram).min_id()], len(texts))
            assert list(listed.numbers) == [number for number, text in enumerate(texts) if gram in text]


@pytest.mark.parametrize("size", [0, 1, 80, 1 << 16, 1 << 20])
def test_a_list_may_have_any_size_and_bytes(tmp_path: Path, size: int) -> None:
    lists = {"科技": bytes(range(256)) * (size // 256 + 1), "成果": bytes(size), "\ud800县": b"\xff" * size}
    with made(tmp_path, lists).reader() as reader:
        assert_holds(reader, lists)


def test_more_documents_than_a_column_keeps_offsets_of(tmp_path: Path) -> None:
    """From 32,768 on, whoosh3 writes them down."""
    lists = {f"{number:05}": b"%d" % number if number < 300 else b"" for number in range(33_000)}
    with made(tmp_path, lists).reader() as reader:
        assert_holds(reader, {gram: lists[gram] for gram in list(lists)[::997] + list(lists)[:300]})


def test_an_open_reader_keeps_to_what_it_opened(tmp_path: Path) -> None:
    opened = made(tmp_path, lists_of(TEXTS))
    with opened.reader() as before:
        write(opened, lists_of(MANY))
        assert_holds(before, lists_of(TEXTS))


def test_it_reopens_from_a_path_and_from_its_name(tmp_path: Path) -> None:
    made(tmp_path, lists_of(TEXTS)).close()
    for folder in (tmp_path, str(tmp_path)):
        for _ in range(2):
            with index.open_dir(folder, schema=schema()).reader() as reader:
                assert_holds(reader, lists_of(TEXTS))


def test_the_files_are_a_table_of_contents_and_a_segment_a_commit(tmp_path: Path) -> None:
    """These are what the seal covers; a lock may lie beside them."""
    made(tmp_path, lists_of(TEXTS), lists_of(MANY)).close()
    data = sorted(path.suffix for path in tmp_path.iterdir() if not path.name.endswith("LOCK"))
    assert data == [".seg", ".seg", ".toc"]


def test_without_documents_there_is_an_index_all_the_same(tmp_path: Path) -> None:
    with made(tmp_path, {}).reader() as reader:
        assert reader.doc_count_all() == 0
        with pytest.raises(TermNotFound):
            reader.term_info("gram", "没有")


def test_where_there_is_no_index_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(index.EmptyIndexError):
        index.open_dir(tmp_path, schema=schema())


def test_the_codec_knows_its_limits_by_these_names() -> None:
    assert {"blocklimit", "inlinelimit"} <= set(inspect.signature(W3Codec).parameters)


def test_an_ordinary_query_finds_the_bigram(tmp_path: Path) -> None:
    """The field is one like any other."""
    opened = made(tmp_path, lists_of(TEXTS))
    with opened.searcher() as searcher:
        found = searcher.search(query.Term("gram", "成果"), limit=None, scored=False)
        assert [hit.docnum for hit in found] == [sorted(lists_of(TEXTS)).index("成果")]
