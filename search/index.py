"""SearchIndex: the one face of this room. Nothing of Whoosh crosses it.

Tiers, each after the one before: the documents that the query names; clauses that contain it (literal); clauses with
all its terms; with like words; by sound; where none of these found a clause, corrected spellings and best effort; and
notes and duties of other clauses.
"""

from __future__ import annotations

import heapq
from pathlib import Path
from typing import TYPE_CHECKING

from search.corpus import Corpus
from search.correction import one_edit_away, same_sound
from search.errors import QueryEmpty
from search.found import Found, best_first, to_hits
from search.hit import DOCUMENT, TEXT, Answer, Hit, Passage
from search.likeness import Form, Likeness
from search.loose import LooseSearch
from search.names import Mention, mention, part_number, to_chinese
from search.passages import Guide
from search.query import QUERY_LIMIT, Query, parse
from search.ranking import frequency_scores, rarity
from search.scope import Scope
from search.sounds import Sounds, letters_of, open_sounds

if TYPE_CHECKING:
    from search.postings import Postings

__all__ = ["QUERY_LIMIT", "SearchIndex"]

Within = frozenset[int] | None
# Like words that find fewer clauses than this are followed by best effort.
_FEW = 3


class SearchIndex:
    """Searches passages. Made at once; `load_postings` and `load_sounds` are slow and belong in a job."""

    def __init__(self, passages: tuple[Passage, ...], guide: Guide | None = None) -> None:
        self._names = guide.documents if guide else ()
        self._corpus = Corpus(passages)
        self._likeness = Likeness(guide.synonyms if guide else ())
        self._scope = Scope(passages, self._names)
        self._sounds: Sounds | None = None
        self._loose_search: LooseSearch | None = None

    def load_postings(self, folder: Path) -> Postings:
        """Open or build the Whoosh index below `folder`. Raises OSError where that cannot be done."""
        from search.postings import open_postings

        return open_postings(folder, self._corpus.texts)

    def load_sounds(self, folder: Path) -> Sounds:
        """Read or work out how the texts sound; kept below `folder` where that can be."""
        return open_sounds(folder, self._corpus.texts)

    def attach(self, postings: Postings) -> None:
        self._corpus.postings = postings

    @property
    def has_sounds(self) -> bool:
        return self._sounds is not None

    def attach_sounds(self, sounds: Sounds) -> None:
        self._sounds = sounds

    def close(self) -> None:
        if self._corpus.postings is not None:
            self._corpus.postings.close()
            self._corpus.postings = None

    def search(self, text: str, doc: str | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """The hits of `answer`."""
        return self.answer(text, doc, limit).hits

    def answer(self, text: str, doc: str | None = None, limit: int = 50) -> Answer:
        """What a query finds, best first; limit 0 means all. Raises QueryEmpty, QueryTooLong, QueryTooManyTerms.

        Every clause that contains the query is a literal hit, and nothing else is.
        """
        query = parse(text)
        within = self._scope.within(query.filters, doc)
        named = mention(query.raw, self._names) if query.is_plain else Mention((), "")
        found = self._literal(query, within, self._scope.within({}, doc), limit)
        if not query.groups and not found:
            raise QueryEmpty
        if limit and len(found) >= limit:
            hits = self._documents(named, doc) + to_hits(self._corpus, found)
            return Answer(hits[:limit])
        found += self._with_all(query, within, found)
        found += self._with_like(query, within, found)
        found = found or self._by_sound(query, within)
        suggestions: tuple[str, ...] = ()
        if not found and query.is_plain and (named.rest or not named.docs):
            suggestions = self._suggestions(query)
            found = (
                self._by_part(query, named, within)
                or self._corrected(suggestions, within)
                or self._plain_words(query, named, within)
            )
        elif len(found) < _FEW and query.is_plain and all(one.kind == "synonym" for one in found):
            found += self._others(self._plain_words(query, named, within), found)
        found += self._beside(query, within, found)
        documents = self._documents(named, doc)
        hits = documents + to_hits(self._corpus, found[:limit] if limit else found)
        return Answer(hits[:limit] if limit else hits, suggestions)

    def _literal(self, query: Query, within: Within, everywhere: Within, most: int) -> list[Found]:
        """The query as one string, as typed (单位：科技厅 may stand in a text); else its words without its filters."""
        numbers = self._clauses(query.raw, everywhere)
        string = query.raw
        if not numbers and query.words and not query.exact and not query.is_plain:
            string = query.words
            numbers = self._allowed(query, self._clauses(string, within))
        return self._ranked("literal", numbers, (string,), most)

    def _with_all(self, query: Query, within: Within, found: list[Found]) -> list[Found]:
        """Every term, in any order."""
        if query.is_plain and len(query.groups) < 2:
            return []
        held = [self._any_of(group, within) for group in query.groups]
        return self._joined("terms", query, held, found)

    def _with_like(self, query: Query, within: Within, found: list[Found]) -> list[Found]:
        """Every term or a like word, at least one like word among them."""
        forms = {term: self._forms(query, term) for group in query.groups for term in group}
        if query.is_plain and len(query.groups) > 1:
            return self._like(query, {query.raw: self._forms(query, query.raw)}, within, found) or self._like(
                query, forms, within, found
            )
        return self._like(query, forms, within, found) if any(forms.values()) else []

    def _like(
        self, query: Query, forms: dict[str, tuple[Form, ...]], within: Within, found: list[Found]
    ) -> list[Found]:
        groups = query.groups if query.raw not in forms else ((query.raw,),)
        held, reasons, strings = [], [], []
        for group in groups:
            numbers = set(self._any_of(group, within))
            for form in (form for term in group for form in forms[term]):
                more = self._clauses(form.text, within)
                numbers.update(more)
                if more:
                    reasons.append(form.reason)
                    strings.append(form.text)
            held.append(sorted(numbers))
        if not reasons:
            return []
        joined = self._joined("synonym", query, held, found, tuple(strings))
        return [one._replace(reason=self._reason(one.number, strings, reasons)) for one in joined]

    def _reason(self, number: int, strings: list[str], reasons: list[str]) -> str:
        text = self._corpus.texts[number]
        return "，".join(reason for string, reason in zip(strings, reasons, strict=True) if string in text)

    def _forms(self, query: Query, term: str) -> tuple[Form, ...]:
        return () if term in query.exact else self._likeness.forms(term)

    def _by_sound(self, query: Query, within: Within) -> list[Found]:
        letters = letters_of(query.typed)
        if not letters or self._sounds is None:
            return []
        spans: dict[int, list[tuple[int, int]]] = {}
        for match in self._sounds.find(letters):
            if self._corpus.passages[match.number].where == TEXT and (within is None or match.number in within):
                spans.setdefault(match.number, []).append((match.start, match.end))
        return best_first(
            Found(number, "pinyin", self._sound_score(number, places), spans=tuple(places), reason=f"拼音 {letters}")
            for number, places in spans.items()
        )

    def _sound_score(self, number: int, places: list[tuple[int, int]]) -> float:
        words = {self._corpus.texts[number][start:end] for start, end in places}
        return max(frequency_scores(self._corpus, (number,), word)[0] for word in words)

    def _suggestions(self, query: Query) -> tuple[str, ...]:
        """Nearest spellings; one that sounds the same before one that is written nearly so."""
        near = same_sound(self._corpus, self._sounds, query.raw) or one_edit_away(
            self._corpus, query.raw, self._likeness.words
        )
        return tuple(dict.fromkeys(near))

    def _by_part(self, query: Query, named: Mention, within: Within) -> list[Found]:
        """第十条, 第3项: the clauses that begin with （十）, （三）."""
        number = part_number(named.rest if named.docs else query.raw)
        return self._ranked_parts(f"({to_chinese(number)})", self._narrowed(named, within)) if number else []

    def _ranked_parts(self, beginning: str, within: Within) -> list[Found]:
        numbers = [n for n in self._clauses(beginning, within) if self._corpus.texts[n].startswith(beginning)]
        return [Found(n, "synonym", 1.0, (beginning,), reason=beginning) for n in numbers]

    def _narrowed(self, named: Mention, within: Within) -> Within:
        """To the documents that the query names, where nothing else narrows."""
        if not named.docs or within is not None:
            return within
        return frozenset(n for n, one in enumerate(self._corpus.passages) if one.doc in named.docs)

    def _corrected(self, suggestions: tuple[str, ...], within: Within) -> list[Found]:
        if not suggestions:
            return []
        ranked = self._ranked("loose", self._clauses(suggestions[0], within), suggestions[:1])
        return [one._replace(reason=f"按“{suggestions[0]}”") for one in ranked]

    def _plain_words(self, query: Query, named: Mention, within: Within) -> list[Found]:
        """Best effort; where the question names documents, in them."""
        if self._loose_search is None:
            self._loose_search = LooseSearch(self._corpus, self._likeness)
        matches = self._loose_search.find(named.rest or query.raw, self._narrowed(named, within))
        return [Found(one.number, "loose", one.score, one.strings) for one in matches]

    def _others(self, more: list[Found], found: list[Found]) -> list[Found]:
        seen = {one.number for one in found}
        return [one for one in more if one.number not in seen]

    def _beside(self, query: Query, within: Within, found: list[Found]) -> list[Found]:
        """Notes and duties that contain the words, of clauses not yet found."""
        passages = self._corpus.passages
        if not query.words or len(passages) == len(self._corpus.clauses):
            return []
        seen = {(passages[one.number].doc, passages[one.number].clause) for one in found}
        numbers = [
            number
            for number in self._allowed(query, self._corpus.containing(query.words, within))
            if passages[number].where != TEXT and (passages[number].doc, passages[number].clause) not in seen
        ]
        return self._ranked("terms", numbers, (query.words,))

    def _documents(self, named: Mention, doc: str | None) -> tuple[Hit, ...]:
        """The documents themselves, where the query names them and nothing else."""
        if named.rest:
            return ()
        return tuple(
            Hit(one.id, None, (), 1.0, "synonym", one.title, 0, (), DOCUMENT, "文件名")
            for one in self._names
            if one.id in named.docs and doc in (None, one.id)
        )

    def _joined(
        self, kind: str, query: Query, held: list[list[int]], found: list[Found], more: tuple[str, ...] = ()
    ) -> list[Found]:
        """Passages in all of the lists that no earlier tier found."""
        if not held:
            return []
        common = set.intersection(*map(set, held)) - {one.number for one in found}
        strings = tuple(term for group in query.groups for term in group)
        return self._ranked(kind, self._allowed(query, sorted(common)), strings + more)

    def _any_of(self, group: tuple[str, ...], within: Within) -> list[int]:
        return sorted({number for term in group for number in self._clauses(term, within)})

    def _clauses(self, string: str, within: Within) -> list[int]:
        """Clauses (no notes, no duties) that contain a folded string."""
        if not string:
            return []
        last = len(self._corpus.clauses)
        return [number for number in self._corpus.containing(string, within) if number < last]

    def _allowed(self, query: Query, numbers: list[int]) -> list[int]:
        """Without those that contain an excluded word."""
        texts = self._corpus.texts
        return [number for number in numbers if not any(word in texts[number] for word in query.without)]

    def _ranked(self, kind: str, numbers: list[int], strings: tuple[str, ...], most: int = 0) -> list[Found]:
        """Best first; only the best `most` of them where that is not 0."""
        weight = rarity(len(self._corpus), len(numbers))
        columns = [frequency_scores(self._corpus, numbers, string) for string in strings]
        scores = columns[0] if len(columns) == 1 else [sum(row) for row in zip(*columns, strict=True)]
        ranked = [(-score, number) for score, number in zip(scores, numbers, strict=True)]
        best = heapq.nsmallest(most, ranked) if most else sorted(ranked)
        return [Found(number, kind, -weight * score, strings) for score, number in best]
