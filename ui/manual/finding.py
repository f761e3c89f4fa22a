"""Finding in the manual: the sections that hold every word asked for, those named so first. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis import fold, fold_text
from ui.manual.book import Book, Section

_BEFORE, _AFTER = 6, 30
_MOST_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A section with the number of places in it, and the words around the first; `page_title` is the chapter's."""

    section: Section
    page_title: str
    count: int
    excerpt: str


def terms_of(query: str) -> tuple[str, ...]:
    """What is looked for: words parted by blanks, width, case and traditional forms set aside."""
    return tuple(dict.fromkeys(filter(None, map(fold_text, query[:_MOST_CHARACTERS].split()))))


def find(book: Book, query: str) -> tuple[Found, ...]:
    """In the order of the book, sections with a word in their title before the others."""
    terms = terms_of(query)
    if not terms:
        return ()
    titles = {page.name: page.title for page in book.pages}
    found = [one for section in book.sections for one in _found(section, titles[section.page], terms)]
    return tuple(sorted(found, key=lambda one: not any(term in fold_text(one.section.title) for term in terms)))


def places(text: str, terms: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """(start, behind the end) of every place of a text, as it stands, where one of the terms is."""
    folded = fold(text)
    for term in terms:
        yield from folded.find_all(term)


def _found(section: Section, page_title: str, terms: tuple[str, ...]) -> Iterator[Found]:
    own = f"{section.title}\n{section.text}"
    whole = fold_text(f"{page_title}\n{own}")
    marks = sorted(places(own, terms))
    if marks and all(term in whole for term in terms):
        yield Found(section, page_title, len(marks), _excerpt(own, marks[0][0]))


def _excerpt(text: str, at: int) -> str:
    start = max(0, at - _BEFORE)
    cut = " ".join(text[start : at + _AFTER].split())
    return f"{'…' if start else ''}{cut}…"
