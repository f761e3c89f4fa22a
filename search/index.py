"""SearchIndex: the one face of this room. Nothing of Whoosh crosses it.

Tiers, each after the one before: the documents that the query names; clauses that contain it (literal); clauses with
all its terms; with like words; by sound; where none of these found a clause, corrected spellings and best effort; and
notes and duties of other clauses, and the reader's annotations.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from search.corpus import Corpus, Within
from search.errors import QueryEmpty
from search.found import Found, to_hits
from search.hit import DOCUMENT, Answer, DocumentName, Hit, Passage
from search.names import Mention, mention
from search.query import QUERY_LIMIT, Query, parse
from search.scope import Scope
from search.tiers import Tiers

if TYPE_CHECKING:
    from search.passages import Guide
    from search.postings import Postings
    from search.sounds import Sounds

__all__ = ["QUERY_LIMIT", "SearchIndex"]

# Like words that find fewer clauses than this are followed by best effort.
_FEW = 3


class SearchIndex:
    """Searches passages. Made at once; `load_postings` and `load_sounds` are slow and belong in a job."""

    def __init__(self, passages: tuple[Passage, ...], guide: Guide | None = None) -> None:
        self._names: tuple[DocumentName, ...] = guide.documents if guide else ()
        self._tiers = Tiers(Corpus(passages), guide.synonyms if guide else ())
        self._scope = Scope(self._names)

    def load_postings(self, folder: Path) -> Postings:
        """Open or build the Whoosh index below `folder`. Raises OSError where that cannot be done."""
        from search.postings import open_postings

        return open_postings(folder, self._tiers.corpus.clause_texts)

    def load_sounds(self, folder: Path) -> Sounds:
        """Read or work out how the texts sound; kept below `folder` where that can be."""
        from search.sounds import open_sounds

        return open_sounds(folder, self._tiers.corpus.clause_texts)

    def attach(self, postings: Postings) -> None:
        self._tiers.corpus.postings = postings

    @property
    def has_sounds(self) -> bool:
        return self._tiers.sounds is not None

    def attach_sounds(self, sounds: Sounds) -> None:
        self._tiers.sounds = sounds

    def set_annotations(self, annotations: tuple[Passage, ...]) -> None:
        """The reader's own annotations, in place of those before; at once, for they are scanned."""
        self._tiers.corpus = self._tiers.corpus.annotated(annotations)

    def close(self) -> None:
        corpus = self._tiers.corpus
        if corpus.postings is not None:
            corpus.postings.close()
            corpus.postings = None

    def search(self, text: str, doc: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """The hits of `answer`."""
        return self.answer(text, doc, limit).hits

    def answer(self, text: str, doc: str | None = None, limit: int = 50) -> Answer:
        """What a query finds, best first; limit 0 means all. Raises QueryEmpty, QueryTooLong, QueryTooManyTerms.

        Every clause that contains the query is a literal hit, and nothing else is.
        """
        query = parse(text)
        passages = self._tiers.corpus.passages
        within, everywhere = self._scope.within(passages, query.filters, doc), self._scope.within(passages, {}, doc)
        named = mention(query.raw, self._names) if self._names and query.is_plain else Mention((), "")
        documents = tuple(_document_hit(one) for one in self._names_meant(named, doc))
        literal = self._tiers.literal(query, within, everywhere, limit)
        if not query.groups and not literal.numbers:
            raise QueryEmpty
        with_all = self._tiers.with_all(query, within, literal, limit)
        total = len(documents) + len(literal.numbers) + len(with_all.numbers)
        exact = (one for tier in (literal, with_all) for one in tier.found())
        if limit and total >= limit:
            return Answer(total, partial(_made, documents, self._tiers.corpus, exact, limit))
        found, suggestions = self._forgiving(query, named, within, list(exact))
        make_hits = partial(_made, documents, self._tiers.corpus, found, limit)
        return Answer(len(documents) + len(found), make_hits, suggestions)

    def _forgiving(
        self, query: Query, named: Mention, within: Within, found: list[Found]
    ) -> tuple[list[Found], tuple[str, ...]]:
        """What was found, and after it what the wider tiers find; and spellings where nothing else is found."""
        tiers = self._tiers
        suggestions: tuple[str, ...] = ()
        found = found + tiers.with_like(query, within, found)
        found = found or tiers.by_sound(query, within)
        if not found and query.is_plain and (named.rest or not named.docs):
            suggestions = tiers.suggestions(query)
            found = (
                tiers.by_part(query, named, within)
                or tiers.corrected(suggestions, within)
                or tiers.plain_words(query, named, within)
            )
        elif len(found) < _FEW and query.is_plain and all(one.kind == "synonym" for one in found):
            seen = {one.number for one in found}
            found = found + [one for one in tiers.plain_words(query, named, within) if one.number not in seen]
        return found + tiers.beside(query, within, found), suggestions

    def _names_meant(self, named: Mention, doc: str | None) -> tuple[DocumentName, ...]:
        """The documents themselves, where the query names them and nothing else."""
        if named.rest or not named.docs:
            return ()
        return tuple(one for one in self._names if one.id in named.docs and doc in (None, one.id))


def _document_hit(name: DocumentName) -> Hit:
    return Hit(name.id, None, (), 1.0, "synonym", name.title, 0, (), DOCUMENT, "文件名")


def _made(documents: tuple[Hit, ...], corpus: Corpus, found: Iterable[Found], limit: int) -> tuple[Hit, ...]:
    hits = documents + to_hits(corpus, islice(found, limit or None))
    return hits[: limit or None]
