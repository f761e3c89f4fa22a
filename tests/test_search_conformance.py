"""What search/ relies on in Whoosh, by its public interface; the fall-back, 2.7.4, passes too.

Needs nothing of ours but search/analysis.py, field.py and inversion.py, so that it runs beside another Whoosh:
`PYTHONPATH=. python -m pytest --noconftest -c /dev/null --rootdir . tests/test_search_conformance.py`.
"""

from __future__ import annotations

import inspect
import pickle
import zlib
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields, index, query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from search.analysis import bigrams
from search.field import BigramField
from search.inversion import Inversion

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


def schema() -> fields.Schema:
    return fields.Schema(text=BigramField())


def codec() -> W3Codec:
    return W3Codec(blocklimit=1024, inlinelimit=1)


def write(opened: Any, texts: tuple[str, ...]) -> None:
    """One commit, one segment more."""
    writer = opened.writer(codec=codec())
    for text in texts:
        writer.add_document(text=text)
    writer.commit(merge=False)


def made(folder: Path, *commits: tuple[str, ...]) -> Any:
    created = index.create_in(folder, schema())
    for texts in commits:
        write(created, texts)
    created.close()
    return index.open_dir(folder, schema=schema())


def assert_lists(reader: Any, texts: tuple[str, ...], deleted: frozenset[int] = frozenset()) -> None:
    """Every bigram has its documents, rising; one that no text has is counted 0 and has no list."""
    for gram in set().union(*map(bigrams, texts)):
        holding = [number for number, text in enumerate(texts) if gram in text]
        assert reader.doc_frequency("text", gram) == len(holding), "deletions do not count until documents are merged"
        listed = list(reader.postings("text", gram).all_ids())
        assert listed == [number for number in holding if number not in deleted], gram
    assert reader.doc_frequency("text", "没有") == 0
    with pytest.raises(TermNotFound):
        reader.postings("text", "没有")


def test_every_bigram_has_its_documents(tmp_path: Path) -> None:
    with made(tmp_path, TEXTS).searcher() as searcher:
        assert searcher.doc_count_all() == len(TEXTS)
        assert_lists(searcher.reader(), TEXTS)


def test_lists_longer_than_a_block(tmp_path: Path) -> None:
    with made(tmp_path, MANY).searcher() as searcher:
        assert list(searcher.reader().postings("text", "科技").all_ids()) == list(range(3000))
        assert_lists(searcher.reader(), MANY)


def test_several_segments_number_their_documents_on(tmp_path: Path) -> None:
    """commit(merge=False) keeps what is there as it is and where it is."""
    opened = made(tmp_path, TEXTS, MANY[:50], TEXTS)
    with opened.searcher() as searcher:
        assert len(searcher.reader().leaf_readers()) == 3
        assert_lists(searcher.reader(), (*TEXTS, *MANY[:50], *TEXTS))


@pytest.mark.parametrize("commits", [(TEXTS,), (TEXTS, MANY[:50])])
def test_deleted_documents_leave_the_lists_and_move_no_other(tmp_path: Path, commits: tuple[Any, ...]) -> None:
    opened = made(tmp_path, *commits)
    writer = opened.writer(codec=codec())
    for number in (0, 6):
        writer.delete_document(number)
    writer.commit(merge=False)
    with index.open_dir(tmp_path, schema=schema()).searcher() as searcher:
        texts = tuple(text for commit in commits for text in commit)
        assert (searcher.doc_count_all(), searcher.doc_count()) == (len(texts), len(texts) - 2)
        assert_lists(searcher.reader(), texts, frozenset({0, 6}))


def test_an_open_searcher_keeps_to_what_it_opened(tmp_path: Path) -> None:
    opened = made(tmp_path, TEXTS)
    with opened.searcher() as before:
        write(opened, MANY[:50])
        assert_lists(before.reader(), TEXTS)
        with opened.searcher() as after:
            assert_lists(after.reader(), (*TEXTS, *MANY[:50]))


def test_it_reopens_from_a_path_and_from_its_name(tmp_path: Path) -> None:
    made(tmp_path, TEXTS).close()
    for folder in (tmp_path, str(tmp_path)):
        for _ in range(2):
            with index.open_dir(folder, schema=schema()).searcher() as searcher:
                assert_lists(searcher.reader(), TEXTS)


def test_the_files_are_a_table_of_contents_and_a_segment_a_commit(tmp_path: Path) -> None:
    """These are what the seal covers; a lock may lie beside them."""
    made(tmp_path, TEXTS, MANY[:50]).close()
    data = sorted(path.suffix for path in tmp_path.iterdir() if not path.name.endswith("LOCK"))
    assert data == [".seg", ".seg", ".toc"]


def test_without_documents_there_is_an_index_all_the_same(tmp_path: Path) -> None:
    with made(tmp_path, ()).searcher() as searcher:
        assert searcher.doc_count_all() == 0
        assert_lists(searcher.reader(), ())


def test_where_there_is_no_index_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(index.EmptyIndexError):
        index.open_dir(tmp_path, schema=schema())


def test_terms_may_come_from_a_pool_of_our_own(tmp_path: Path) -> None:
    """As search/inversion.py has it: documents without text, then the terms from the pool."""
    created = index.create_in(tmp_path, schema())
    writer = created.writer(codec=codec())
    writer.pool = Inversion("text", (*TEXTS, *MANY))
    for _ in (*TEXTS, *MANY):
        writer.add_document(text="")
    writer.commit(merge=False)
    with index.open_dir(tmp_path, schema=schema()).searcher() as searcher:
        assert searcher.doc_count_all() == len(TEXTS) + len(MANY)
        assert_lists(searcher.reader(), (*TEXTS, *MANY))


def test_the_codec_knows_its_limits_by_these_names() -> None:
    assert {"blocklimit", "inlinelimit"} <= set(inspect.signature(W3Codec).parameters)


def test_an_ordinary_query_finds_the_same_documents(tmp_path: Path) -> None:
    """The field is one like any other."""
    with made(tmp_path, TEXTS).searcher() as searcher:
        found = searcher.search(query.Term("text", "成果"), limit=None, scored=False)
        assert sorted(hit.docnum for hit in found) == [0, 2, 6]
