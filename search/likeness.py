"""Like words: 简称 and synonyms from the content's table, and numerals in the other script."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from search.analysis import fold_text
from search.names import numeral_variants

_MOST_FORMS = 12


@dataclass(frozen=True, slots=True)
class Form:
    """A string that may stand for a term, and why: GDP→地区生产总值."""

    text: str
    reason: str


class Likeness:
    """Looks up what may stand for a term."""

    def __init__(self, groups: tuple[tuple[str, ...], ...]) -> None:
        self._groups = [tuple((fold_text(word), word) for word in group) for group in groups]
        self._by_word = {folded: group for group in self._groups for folded, _ in group}

    @property
    def words(self) -> Collection[str]:
        """Every folded word of the table."""
        return self._by_word.keys()

    def forms(self, term: str) -> tuple[Form, ...]:
        """Other forms of a folded term: the term as a whole, or the longest known word inside it, replaced."""
        found = [Form(other, f"{term}→{other}") for other in numeral_variants(term)]
        for word in self._words_in(term):
            for folded, written in self._by_word[word]:
                if folded != word and (word == term or folded not in term):
                    found.append(Form(term.replace(word, folded), f"{self._written(word)}→{written}"))
        return tuple(found[:_MOST_FORMS])

    def _words_in(self, term: str) -> list[str]:
        """Known words in a term, longest first, none inside another; letters only where they stand alone."""
        if term in self._by_word:
            return [term]
        inside = sorted((word for word in self._by_word if word in term and _stands_alone(word, term)), key=len)
        chosen: list[str] = []
        for word in reversed(inside):
            if not any(word in longer for longer in chosen):
                chosen.append(word)
        return chosen

    def _written(self, word: str) -> str:
        return next(written for folded, written in self._by_word[word] if folded == word)


def _stands_alone(word: str, term: str) -> bool:
    """A word of letters must not be a part of a longer one (rd in card)."""
    start = term.find(word)
    around = term[max(0, start - 1) : start] + term[start + len(word) : start + len(word) + 1]
    return not word.isascii() or not any(char.isascii() and char.isalnum() for char in around)
