"""Makes searching ready in the background: the passages, which answer by scanning; then what narrows and hears."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from content.library import Library
from search.index import SearchIndex
from search.passages import guide_of, passages_of
from ui.jobs import Job
from ui.searching.session import SearchSession


class SearchLoading(QObject):
    """Ends with the session, whatever is still under way then."""

    def __init__(self, library: Library, session: SearchSession, cache: Path | None) -> None:
        """Without a folder for the index searching scans: slower, as complete."""
        super().__init__(session)
        self._library, self._session, self._cache = library, session, cache

    def begin(self) -> None:
        self._run(partial(_make_index, self._library), self._attach)

    def _attach(self, index: SearchIndex) -> None:
        self._session.attach(index)
        if self._cache is not None:
            self._run(partial(index.load_postings, self._cache), index.attach)
            self._run(partial(index.load_sounds, self._cache), index.attach_sounds)

    def _run(self, work: Callable[[], object], done: Callable[[Any], object]) -> None:
        job = Job(work)
        job.done.connect(done)
        job.start()


def _make_index(library: Library) -> SearchIndex:
    return SearchIndex(passages_of(library), guide_of(library))
