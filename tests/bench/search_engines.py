"""The engines the search benchmark compares, behind one face. Peers get the folded texts that ours searches.

Where a peer has faster and slower ways, the faster one is taken: SQLite counts in the statement that ranks, writes
without waiting for the disk. All return the numbers and scores of the best and count the rest; ours makes hits of them,
with excerpts and marks, when they are shown.
"""

from __future__ import annotations

import importlib
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import apsw

from search.hit import Passage
from search.index import SearchIndex
from tests.bench.search_corpus import Corpus
from tests.bench.search_questions import Question

TOP = 50
# ASCII marks would part tokens; their full-width forms, which folding leaves nowhere, do not.
_WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {0x20: "\u3000"}


class Engine(ABC):
    """`prepare` is what stands before the clock starts, `open` builds where nothing is built yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts: tuple[str, ...] = ()

    def prepare(self, corpus: Corpus, to_build: bool) -> None:
        if to_build:
            self._texts = corpus.folded

    @abstractmethod
    def open(self) -> None: ...

    @abstractmethod
    def ask(self, question: Question) -> int:
        """Find the TOP best; returns how many match in all."""

    def adding(self, more: Corpus) -> Callable[[], None] | None:
        """What adds passages to an open index; None where that has no meaning."""
        return None

    def close(self) -> None:
        self._texts = ()

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Ours(Engine):
    """SearchIndex with the Whoosh index attached."""

    _passages: tuple[Passage, ...]
    index: SearchIndex

    def prepare(self, corpus: Corpus, to_build: bool) -> None:
        self._passages = corpus.passages
        self.index = SearchIndex(corpus.passages)

    def open(self) -> None:
        self.index.attach(self.index.load_postings(self.folder))

    def ask(self, question: Question) -> int:
        return self.index.answer(question.typed, limit=TOP).total

    def adding(self, more: Corpus) -> Callable[[], None]:
        """What is measured is the opening of an index of all passages where one of fewer is."""
        self.index = SearchIndex(self._passages + more.passages)
        return self.open

    def close(self) -> None:
        self.index.close()


class OursScanning(Ours):
    """SearchIndex before the Whoosh index is open."""

    def open(self) -> None: ...


class PlainScan(Engine):
    """Python's `in` over every text: the truth."""

    def prepare(self, corpus: Corpus, to_build: bool) -> None:
        self._texts = corpus.folded

    def open(self) -> None: ...

    def ask(self, question: Question) -> int:
        numbers: Iterable[int] = range(len(self._texts))
        for term in question.terms:
            numbers = [number for number in numbers if term in self._texts[number]]
        return len(list(numbers))


class _Fts5(Engine):
    """SQLite FTS5, ranked by its bm25."""

    _table: str

    def open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / "index.db"
        fresh = not path.exists()
        self._database = apsw.Connection(str(path))
        self._database.execute("PRAGMA synchronous=OFF")
        if fresh:
            self._database.execute(f"CREATE VIRTUAL TABLE found USING fts5({self._table})")
            self._insert(0, self._texts)

    def adding(self, more: Corpus) -> Callable[[], None]:
        first = next(self._rows("SELECT count(*) FROM found"))[0]
        texts = more.folded
        return lambda: self._insert(first, texts)

    def close(self) -> None:
        self._database.close()

    def _insert(self, first: int, texts: Iterable[str]) -> None:
        rows = ((number, self._indexed(text)) for number, text in enumerate(texts, first))
        with self._database:
            self._database.executemany("INSERT INTO found(rowid, text) VALUES (?, ?)", rows)

    def _indexed(self, text: str) -> str:
        return text

    def _match(self, query: str) -> int:
        statement = "SELECT rowid, rank, count(*) OVER () FROM found WHERE found MATCH ? ORDER BY rank LIMIT 50"
        found = list(self._rows(statement, query))
        return int(found[0][2]) if found else 0

    def _rows(self, statement: str, *values: str) -> Any:
        return self._database.execute(statement, values)


class Fts5Bigrams(_Fts5):
    """A text is the phrase of its bigrams; the last character stands alone, so that one character is a prefix."""

    _table = "text, content='', tokenize='ascii'"

    def ask(self, question: Question) -> int:
        return self._match(" AND ".join(self._phrase(term) for term in question.terms))

    def _indexed(self, text: str) -> str:
        return " ".join(pairs(text))

    def _phrase(self, term: str) -> str:
        return f'"{" ".join(pairs(term)[:-1])}"' if len(term) > 1 else f'"{term.translate(_WIDE)}"*'


class Fts5Trigrams(_Fts5):
    """SQLite's own trigrams over stored text; below three characters they find nothing, so instr() reads the text."""

    _table = "text, tokenize='trigram case_sensitive 1'"

    def ask(self, question: Question) -> int:
        long = [term for term in question.terms if len(term) > 2]
        short = [term for term in question.terms if len(term) < 3]
        phrases = " AND ".join('"' + term.replace('"', '""') + '"' for term in long)
        if not short:
            return self._match(phrases)
        conditions = ["found MATCH ?"] * bool(long) + ["instr(text, ?)"] * len(short)
        statement = f"SELECT rowid FROM found WHERE {' AND '.join(conditions)}"
        return len(list(self._rows(statement, *([phrases] if long else []), *short)))


class TantivyBigrams(Engine):
    """tantivy over the same bigrams, phrases, one writing thread."""

    def open(self) -> None:
        self._library: Any = importlib.import_module("tantivy")
        fresh = not self.folder.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        builder = self._library.SchemaBuilder().add_integer_field("number", stored=True)
        self._schema = builder.add_text_field("text", tokenizer_name="whitespace").build()
        self._index = self._library.Index(self._schema, path=str(self.folder))
        if fresh:
            self._add(0, self._texts)
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> int:
        terms = [self._query(term) for term in question.terms]
        query = terms[0] if len(terms) == 1 else terms[0].and_must_match(*terms[1:])
        result = self._searcher.search(query, limit=TOP, count=True)
        _ = [self._searcher.doc(address)["number"] for _, address in result.hits]
        return int(result.count)

    def adding(self, more: Corpus) -> Callable[[], None]:
        first, texts = self._searcher.num_docs, more.folded
        return lambda: self._add(first, texts)

    def _add(self, first: int, texts: Iterable[str]) -> None:
        writer = self._index.writer(heap_size=128_000_000, num_threads=1)
        for number, text in enumerate(texts, first):
            writer.add_document(self._library.Document(number=number, text=" ".join(pairs(text))))
        writer.commit()
        writer.wait_merging_threads()

    def _query(self, term: str) -> Any:
        grams = pairs(term)[:-1]
        if not grams:
            return self._library.Query.regex_query(self._schema, "text", re.escape(term.translate(_WIDE)) + ".?")
        if len(grams) == 1:
            return self._library.Query.term_query(self._schema, "text", grams[0])
        return self._library.Query.phrase_query(self._schema, "text", grams)


def pairs(text: str) -> list[str]:
    """The bigrams of a folded text in their order, then its last character."""
    wide = text.translate(_WIDE)
    return [wide[at : at + 2] for at in range(len(wide))]


ENGINES: dict[str, type[Engine]] = {
    "ours": Ours,
    "ours, scan": OursScanning,
    "FTS5 bigram": Fts5Bigrams,
    "FTS5 trigram": Fts5Trigrams,
    "tantivy": TantivyBigrams,
    "plain scan": PlainScan,
}
BUILDING = ("ours", "FTS5 bigram", "FTS5 trigram", "tantivy")
