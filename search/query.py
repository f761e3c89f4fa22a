"""The query language: blanks mean and, OR, -word, "…" exact, and filters such as 文件:60号. Our own, with limits.

What a user types never reaches a parser of Whoosh, and there is no wildcard: * and ? are only characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from search.analysis import fold_text
from search.errors import QueryEmpty, QueryTooLong, QueryTooManyTerms

QUERY_LIMIT, TERM_LIMIT = 256, 16
FILTERS = {"文件": "doc", "单位": "unit", "年份": "year", "力度": "force", "类型": "where"}

_TOKEN = re.compile(r'(?P<minus>-(?=\S))?(?:["“「『](?P<phrase>[^"”」』]+)["”」』]|(?P<word>\S+))')
_FILTER = re.compile(f"({'|'.join(FILTERS)})[:：](.*)")


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart; every string but `typed` is folded.

    `raw` is all that was typed, as one string. `groups` are terms: one of each group must be there. `exact` are terms
    that stand for themselves alone. `words` is what is looked for as one string where that can be said, else nothing.
    `filters` maps doc, unit, year, force, where to what was asked.
    """

    typed: str
    raw: str
    words: str
    groups: tuple[tuple[str, ...], ...]
    exact: frozenset[str]
    without: tuple[str, ...]
    filters: dict[str, str]

    @property
    def is_plain(self) -> bool:
        """Whether nothing but words was typed."""
        return self.raw == self.words


@dataclass
class _Reading:
    groups: list[list[str]] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    exact: set[str] = field(default_factory=set)
    without: list[str] = field(default_factory=list)
    filters: dict[str, str] = field(default_factory=dict)
    joins_next: bool = False
    has_or: bool = False


def parse(text: str) -> Query:
    """Take a query apart. Raises QueryEmpty (nothing that could be looked for), QueryTooLong, QueryTooManyTerms."""
    if len(text) > QUERY_LIMIT:
        raise QueryTooLong(len(text), QUERY_LIMIT)
    reading = _Reading()
    for token in _TOKEN.finditer(text):
        _take(reading, token)
    groups = tuple(dict.fromkeys(tuple(dict.fromkeys(group)) for group in reading.groups))
    raw = fold_text(text)
    if not raw:
        raise QueryEmpty
    count = sum(map(len, groups)) + len(reading.without)
    if count > TERM_LIMIT:
        raise QueryTooManyTerms(count, TERM_LIMIT)
    words = "" if reading.has_or else fold_text(" ".join(reading.plain))
    return Query(text, raw, words, groups, frozenset(reading.exact), tuple(reading.without), reading.filters)


def filters_in(text: str) -> tuple[tuple[str, str, str], ...]:
    """The filters of a query: each as typed, its name and its value.

    >>> filters_in("人才 文件：60号 力度:必须")
    (('文件：60号', '文件', '60号'), ('力度:必须', '力度', '必须'))
    """
    found = ((word, _FILTER.fullmatch(word)) for word in text.split())
    return tuple((word, named[1], named[2]) for word, named in found if named and named[2])


def without_filters(text: str) -> str:
    """The words of a query that are no filters.

    >>> without_filters("人才 文件：60号 公寓")
    '人才 公寓'
    """
    tokens = {token for token, _, _ in filters_in(text)}
    return " ".join(word for word in text.split() if word not in tokens)


def _take(reading: _Reading, token: re.Match[str]) -> None:
    word = token["phrase"] or token["word"]
    named = None if token["phrase"] else _FILTER.fullmatch(word)
    term = fold_text(word)
    if named and named[2]:
        reading.filters[FILTERS[named[1]]] = named[2]
    elif not token["phrase"] and word in ("OR", "|") and reading.groups:
        reading.joins_next = reading.has_or = True
    elif not term:
        return
    elif token["minus"]:
        reading.without.append(term)
    else:
        _add(reading, word, term)
        if token["phrase"]:
            reading.exact.add(term)


def _add(reading: _Reading, word: str, term: str) -> None:
    if reading.joins_next:
        reading.groups[-1].append(term)
        reading.joins_next = False
    else:
        reading.groups.append([term])
    reading.plain.append(word)
