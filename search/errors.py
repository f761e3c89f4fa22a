"""What can go wrong with a search, one class a cause. The sentences for users are in ui/messages.py."""

from __future__ import annotations


class SearchError(Exception):
    """Base of every error of this room."""


class QueryEmpty(SearchError):
    """Nothing to look for: the query is empty, blanks only, or nothing but filters and exclusions."""


class QueryTooLong(SearchError):
    """The query is longer than any sentence of a document."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} characters, at most {limit}")
        self.length = length
        self.limit = limit


class QueryTooManyTerms(SearchError):
    """The query has more terms than anyone means."""

    def __init__(self, count: int, limit: int) -> None:
        super().__init__(f"{count} terms, at most {limit}")
        self.count = count
        self.limit = limit


class IndexTampered(SearchError):
    """The index holds what no index of ours holds."""
