"""Which test runs through which function, and how long it takes: measured in one run of the tests as they are."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest

Touched = dict[str, set[tuple[str, str]]]  # of a test: modules by their path, and the names of functions in them


class Watch:
    """A plugin of one run. `seconds` are of work, whatever else the machine does; those that failed are in `failed`."""

    def __init__(self, root: Path, modules: Sequence[str]) -> None:
        self._files = {str(root / module): module for module in modules}
        self._now: set[tuple[str, str]] = set()
        self.touched: Touched = {}
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._now = set()
        begun = _worked()
        sys.settrace(self._enter)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.seconds[item.nodeid] = _worked() - begun
            self.touched[item.nodeid] = self._now

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def _enter(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and (module := self._files.get(code.co_filename)):
            self._now.add((module, code.co_qualname.partition(".<locals>")[0]))


def _worked() -> float:
    """Seconds of this process and of those it started."""
    return sum(os.times()[:4])


class Chosen:
    """A plugin of one run: only these tests, in this order; the first that failed is in `killer`."""

    def __init__(self, names: Sequence[str]) -> None:
        self._rank = {name: number for number, name in enumerate(names)}
        self.killer = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self._rank]
        items[:] = sorted(chosen, key=lambda item: self._rank[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.killer:
            self.killer = report.nodeid
