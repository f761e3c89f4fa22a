"""A run of pytest that reads the tests once and then tries mutants, each in a child of its own.

A mutant is the other file on the disk, for what is read or started later; and, in what is loaded already, its code in
the place of the function's.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.main import pytest_runtestloop as run_the_rest

from tests.faults.children import changed, in_child, limit_to
from tests.faults.mutating import Mutant

FROM_DISK = "to be read from the disk"


@dataclass(frozen=True, slots=True)
class Try:
    """A mutant, the tests that are asked about it in their order, and how many seconds of work they get."""

    mutant: Mutant
    names: Sequence[str]
    seconds: float


class Trial:
    """A plugin of one run: instead of the tests, the tries. `outcomes` as of Workshop.try_all, or FROM_DISK."""

    def __init__(self, path: Path, tries: Sequence[Try]) -> None:
        self._path = path
        self._tries = tries
        self._killer = ""
        self.outcomes: list[object] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        known = {item.nodeid: item for item in session.items}
        for one in self._tries:
            with changed(self._path, one.mutant.source):
                self.outcomes.append(in_child(partial(self._try, session, known, one), one.seconds))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self._killer:
            self._killer = report.nodeid

    def _try(self, session: pytest.Session, known: Mapping[str, pytest.Item], one: Try) -> str:
        limit_to(one.seconds)
        if not swap_code(self._path, one.mutant):
            return FROM_DISK
        session.items = [known[name] for name in one.names]
        with suppress(session.Failed):  # it stops at the first
            run_the_rest(session)
        return self._killer


def swap_code(path: Path, mutant: Mutant) -> bool:
    """Give the function of a mutant, and those it made already, their other code; whether it fits each of them."""
    fresh = dict(_codes(compile(mutant.source, str(path), "exec"), mutant.place))
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(path):
            code = fresh.get(one.__code__.co_qualname)
            if code is not None and code.co_freevars != one.__code__.co_freevars:
                return False  # a call of super() that is no more
            one.__code__ = code or one.__code__
    return True


def _codes(code: CodeType, place: str) -> Iterator[tuple[str, CodeType]]:
    """Those of a function and of what is defined in it, by their names."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_qualname == place or one.co_qualname.startswith(f"{place}.<locals>."):
                yield one.co_qualname, one
            yield from _codes(one, place)
