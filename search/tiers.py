"""The ways in which a query can find something; search/index.py says in which order.

Best effort and corrections are imported when a query first comes to them: the first answer waits for neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from search.corpus import Corpus, Groups, Within
from search.found import Found, Tier, best_first
from search.hit import ANNOTATION
from search.likeness import Form, Likeness
from search.names import Mention, part_number, to_chinese
from search.query import Query
from search.ranking import Ranked, best, best_of, frequency_scores, rarity, summed_scores

if TYPE_CHECKING:
    from search.loose import LooseSearch
    from search.sounds import Sounds

Holding = Callable[[Groups, Within], list[int]]


class Tiers:
    """Each takes a query and to what it is narrowed, and returns what it found, best first."""

    def __init__(self, corpus: Corpus, synonyms: tuple[tuple[str, ...], ...]) -> None:
        self.corpus = corpus
        self.sounds: Sounds | None = None
        self._likeness = Likeness(synonyms)
        self._loose_search: LooseSearch | None = None

    def literal(self, query: Query, within: Within, everywhere: Within, most: int) -> Tier:
        """The clauses that contain the query as one string; of them the best `most` (0: all).

        As typed (单位：科技厅 may stand in a text); else its words without its filters.
        """
        string, listed = query.raw, self.corpus.listing(query.raw, everywhere)
        if not listed.numbers and query.words and not query.exact and not query.is_plain:
            string, listed = query.words, self.corpus.listing(query.words, within)
            listed = listed.without(query.without, self.corpus.texts)
        ranked = best_of(self.corpus, listed, string, most)
        return Tier("literal", listed.numbers, self._weight(listed.numbers), ranked, (string,))

    def with_all(self, query: Query, within: Within, literal: Tier, most: int) -> Tier:
        """The other clauses that hold every term, in any order; none ranked where the literal ones are `most`."""
        numbers: list[int] = []
        if query.groups and not (query.is_plain and len(query.groups) == 1):
            numbers = self._allowed(query, self.corpus.holding(query.groups, within), literal.numbers)
        if most and len(literal.numbers) >= most:
            return Tier("terms", numbers, 0.0, Ranked((), ()), ())
        return self._ranked("terms", numbers, _strings(query.groups), most)

    def with_like(self, query: Query, within: Within, found: list[Found]) -> list[Found]:
        """Clauses with every term or a like word; of several words first the whole, then each."""
        holding, seen = self.corpus.holding, [one.number for one in found]
        if query.is_plain and len(query.groups) > 1:
            whole = self._like(query, ((query.raw,),), holding, within, seen)
            if whole:
                return whole
        return self._like(query, query.groups, holding, within, seen)

    def beside(self, query: Query, within: Within, found: list[Found]) -> list[Found]:
        """Notes, duties of clauses not yet found, and annotations, with every term or a like word."""
        passages, holding = self.corpus.passages, self.corpus.beside
        if not query.groups or len(passages) == len(self.corpus.clauses):
            return []
        numbers = self._allowed(query, holding(query.groups, within), ())
        more = self._ranked("terms", numbers, _strings(query.groups)).found()
        more += self._like(query, query.groups, holding, within, numbers)
        seen = {(passages[one.number].doc, passages[one.number].clause) for one in found}
        beside = [(passages[one.number], one) for one in more]
        return [one for own, one in beside if own.where == ANNOTATION or (own.doc, own.clause) not in seen]

    def by_sound(self, query: Query, within: Within) -> list[Found]:
        if self.sounds is None:
            return []
        from search.sounds import letters_of

        letters = letters_of(query.typed)
        spans: dict[int, list[tuple[int, int]]] = {}
        for match in self.sounds.find(letters) if letters else ():
            if within is None or match.number in within:
                spans.setdefault(match.number, []).append((match.start, match.end))
        return best_first(
            Found(number, "pinyin", self._sound_score(number, places), spans=tuple(places), reason=f"拼音 {letters}")
            for number, places in spans.items()
        )

    def suggestions(self, query: Query) -> tuple[str, ...]:
        """Nearest spellings; one that sounds the same before one that is written nearly so."""
        from search.correction import one_edit_away, same_sound

        near = same_sound(self.corpus, self.sounds, query.raw) or one_edit_away(
            self.corpus, query.raw, self._likeness.words
        )
        return tuple(dict.fromkeys(near))

    def by_part(self, query: Query, named: Mention, within: Within) -> list[Found]:
        """第十条, 第3项: the clauses that begin with （十）, （三）."""
        number = part_number(named.rest if named.docs else query.raw)
        beginning = f"({to_chinese(number)})"
        numbers = self.corpus.listing(beginning, self._narrowed(named, within)).numbers if number else ()
        beginning_so = [one for one in numbers if self.corpus.texts[one].startswith(beginning)]
        return [Found(one, "synonym", 1.0, (beginning,), reason=beginning) for one in beginning_so]

    def corrected(self, suggestions: tuple[str, ...], within: Within) -> list[Found]:
        if not suggestions:
            return []
        numbers = self.corpus.listing(suggestions[0], within).numbers
        ranked = self._ranked("loose", numbers, suggestions[:1]).found()
        return [one._replace(reason=f"按“{suggestions[0]}”") for one in ranked]

    def plain_words(self, query: Query, named: Mention, within: Within) -> list[Found]:
        """Best effort; where the question names documents, in them."""
        if self._loose_search is None:
            from search.loose import LooseSearch

            self._loose_search = LooseSearch(self.corpus, self._likeness)
        matches = self._loose_search.find(named.rest or query.raw, self._narrowed(named, within))
        return [Found(one.number, "loose", one.score, one.strings) for one in matches]

    def _like(self, query: Query, groups: Groups, holding: Holding, within: Within, seen: Sequence[int]) -> list[Found]:
        """What holds of each group a term or a like word, and no term of some group."""
        forms = [tuple(form for term in group for form in self._forms(query, term)) for group in groups]
        if not any(forms):
            return []
        wider = tuple((*group, *(form.text for form in more)) for group, more in zip(groups, forms, strict=True))
        numbers = self._allowed(query, holding(wider, within), seen)
        ranked = self._ranked("synonym", numbers, _strings(wider)).found()
        return [one._replace(reason=self._reason(one.number, forms)) for one in ranked]

    def _reason(self, number: int, forms: list[tuple[Form, ...]]) -> str:
        text = self.corpus.texts[number]
        return "，".join(form.reason for group in forms for form in group if form.text in text)

    def _forms(self, query: Query, term: str) -> tuple[Form, ...]:
        return () if term in query.exact else self._likeness.forms(term)

    def _sound_score(self, number: int, places: list[tuple[int, int]]) -> float:
        words = {self.corpus.texts[number][start:end] for start, end in places}
        return max(frequency_scores(self.corpus, (number,), word)[0] for word in words)

    def _narrowed(self, named: Mention, within: Within) -> Within:
        """To the documents that the query names, where nothing else narrows."""
        if not named.docs or within is not None:
            return within
        return frozenset(number for number, one in enumerate(self.corpus.passages) if one.doc in named.docs)

    def _allowed(self, query: Query, numbers: list[int], seen: Sequence[int]) -> list[int]:
        """Without those already found and those that contain an excluded word."""
        texts, dropped = self.corpus.texts, frozenset(seen)
        numbers = [number for number in numbers if number not in dropped] if dropped else numbers
        return [n for n in numbers if not any(word in texts[n] for word in query.without)] if query.without else numbers

    def _ranked(self, kind: str, numbers: Sequence[int], strings: tuple[str, ...], most: int = 0) -> Tier:
        ranked = best(numbers, summed_scores(self.corpus, numbers, strings), most)
        return Tier(kind, numbers, self._weight(numbers), ranked, strings)

    def _weight(self, numbers: Sequence[int]) -> float:
        return rarity(len(self.corpus.passages), len(numbers))


def _strings(groups: Groups) -> tuple[str, ...]:
    return tuple(string for group in groups for string in group)
