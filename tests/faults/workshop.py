"""Copies of the tree, in which one mutant at a time meets the tests that ran through its place."""

from __future__ import annotations

import importlib
import os
import queue
import re
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.faults.children import changed, in_child, limit_to
from tests.faults.mutant_modules import TESTS, is_asked_last
from tests.faults.mutating import Mutant
from tests.faults.scratch import fresh
from tests.faults.touching import Chosen, Watch
from tests.faults.trying import FROM_DISK, Trial, Try

ROOT = Path(__file__).parent.parent.parent
BUDGET = 4.0  # seconds of tests for one mutant, as they take on the program as it is
FIRST = 25  # tests that are asked first: most mutants are seen by then, and fewer files are read
PATIENCE = 10.0  # seconds of work beyond three times the tests' own, before a mutant counts as one that hangs
_COPIED = ("content", "search", "checklist", "ui", "tests", "main.py", "pyproject.toml")
_PATTERNS = shutil.ignore_patterns("*.pyc", "screens")
_NO_TEST = "tests/test_nothing.py"
_WARNINGS = ("-W", "ignore:Unknown config option", "-W", "ignore:Module already imported")
_QUIET = ("-q", "-x", "-p", "no:pytest-qt", "-p", "no:cacheprovider", *_WARNINGS)
# Read before the children are forked, so that each of them need not: none of ours, those are what is changed.
_AT_HAND = ("apsw", "msgspec", "yaml", "markdown", "nh3", "openpyxl", "docx", "xlsxwriter", "charset_normalizer")


class Workshop:
    """So many copies as there are cores, and what the tests ran through in the program as it is."""

    def __init__(self, home: Path, modules: Sequence[str]) -> None:
        for name in _AT_HAND:
            importlib.import_module(name)
        first = fresh(home / "tree0")
        for name in _COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, first / name, ignore=_PATTERNS)
            else:
                shutil.copyfile(ROOT / name, first / name)
        (first / _NO_TEST).write_text("def test_nothing():\n    pass\n", encoding="utf-8")
        self.sources = {module: (first / module).read_text(encoding="utf-8") for module in modules}
        self._named_by = {module: _naming(first, module) for module in modules}
        self.watch = self._watched(first, modules)
        self._free: queue.Queue[Path] = queue.Queue()
        self._free.put(first)
        for number in range(1, cores()):
            self._free.put(Path(shutil.copytree(first, home / f"tree{number}")))

    def try_all(self, module: str, found: Sequence[Mutant]) -> list[object]:
        """For each mutant the test that saw it, nothing where none did; None where they took too long.

        The first is what they say of the program as it is.
        """
        tree = self._free.get()
        try:
            tries = [self._asked(module, one) for one in (Mutant("", False, 0, "", self.sources[module]), *found)]
            inside = [one for one in tries if one.mutant.is_in_function and one.names]
            told = in_child(partial(_try_loaded, tree, module, inside), 60 + sum(one.seconds for one in inside))
            if told is None:
                raise RuntimeError(f"{module}: the tests cannot be read")
            known = dict(zip((one.mutant for one in inside), told, strict=True))  # type: ignore[call-overload]
            outcomes = [known.get(one.mutant, FROM_DISK) for one in tries]
            return [
                _try_from_disk(tree, module, one) if outcome == FROM_DISK else outcome
                for one, outcome in zip(tries, outcomes, strict=True)
            ]
        finally:
            self._free.put(tree)

    def try_past_nothing(self, module: str, mutant: Mutant) -> object:
        """The same of one mutant, with a test that tests nothing."""
        tree = self._free.get()
        try:
            return _try_from_disk(tree, module, Try(mutant, [f"{_NO_TEST}::test_nothing"], PATIENCE), ["--noconftest"])
        finally:
            self._free.put(tree)

    def _asked(self, module: str, mutant: Mutant) -> Try:
        names = self.tests_through(module, mutant)
        return Try(mutant, names, PATIENCE + 3 * sum(self.watch.seconds[name] for name in names))

    def tests_through(self, module: str, mutant: Mutant) -> list[str]:
        """Those that ran through the mutant's place, quick and particular ones first, for BUDGET seconds; then LAST."""
        watch = self.watch
        through = [name for name in watch.touched if name not in watch.failed and self._meets(name, module, mutant)]
        through.sort(key=lambda name: (watch.seconds[name] > 0.3, len(watch.touched[name]), watch.seconds[name]))
        spent, chosen = 0.0, []
        for name in through:
            spent += watch.seconds[name]
            if spent > BUDGET:
                break
            chosen.append(name)
        return chosen + [name for name in watch.seconds if is_asked_last(module, name) and name not in chosen]

    def _meets(self, name: str, module: str, mutant: Mutant) -> bool:
        """What stands outside of functions concerns every test that comes into the module, or whose file names it."""
        if not mutant.is_in_function and name.partition("::")[0] in self._named_by[module]:
            return True
        places = {function for one, function in self.watch.touched[name] if one == module}
        return mutant.place in places if mutant.is_in_function else bool(places)

    def _watched(self, tree: Path, modules: Sequence[str]) -> Watch:
        watch = Watch(tree, modules)
        files = sorted({name for module in modules for name in TESTS[module]})
        told = in_child(partial(_watch, tree, watch, files), 1800)
        if not isinstance(told, dict):
            raise RuntimeError("the tests of the program as it is do not end")
        watch.seconds, watch.failed = told["seconds"], told["failed"]
        watch.touched = {name: {(one, two) for one, two in found} for name, found in told["touched"].items()}
        for name in watch.failed:  # it says nothing about a mutant
            print(f"    fails as it is: {name}", file=sys.stderr, flush=True)
        return watch


def _naming(tree: Path, module: str) -> frozenset[str]:
    """The files of tests that import a module."""
    dotted = module.removesuffix(".py").replace("/", ".")
    folder, _, name = dotted.rpartition(".")
    imports = re.compile(rf"^from {dotted} import |^from {folder} import .*\b{name}\b", re.MULTILINE)
    return frozenset(one for one in TESTS[module] if imports.search((tree / one).read_text(encoding="utf-8")))


def _watch(tree: Path, watch: Watch, files: Sequence[str]) -> object:
    _settle(tree)
    pytest.main([*(word for word in _QUIET if word != "-x"), *_folders(tree), *files], [watch])
    touched = {name: sorted(found) for name, found in watch.touched.items()}
    return {"touched": touched, "seconds": watch.seconds, "failed": watch.failed}


def _try_loaded(tree: Path, module: str, tries: Sequence[Try]) -> object:
    """What is in functions, by one run that reads the tests once."""
    _settle(tree)
    sys.dont_write_bytecode = True
    trial = Trial(tree / module, tries)
    files = sorted({name.partition("::")[0] for one in tries for name in one.names})
    if tries:
        pytest.main([*_QUIET, *_folders(tree), *files], [trial])
    return trial.outcomes


def _try_from_disk(tree: Path, module: str, one: Try, more: Sequence[str] = ()) -> object:
    """What is outside of functions, by a run of its own for each; the first tests first, as fewer files are read."""
    with changed(tree / module, one.mutant.source):
        for names in (one.names[:FIRST], one.names[FIRST:]):
            if names and (told := in_child(partial(_killer, tree, one, names, more), one.seconds)) != "":
                return told
    return ""


def _killer(tree: Path, one: Try, names: Sequence[str], more: Sequence[str]) -> str:
    _settle(tree)
    limit_to(one.seconds)
    sys.dont_write_bytecode = True
    chosen = Chosen(names)
    files = dict.fromkeys(name.partition("::")[0] for name in names)
    code = pytest.main([*_QUIET, *_folders(tree), *more, *files], [chosen])
    return chosen.killer or ("" if code == pytest.ExitCode.OK else f"exit code {code}")


def _folders(tree: Path) -> tuple[str, ...]:
    return f"--rootdir={tree}", f"--basetemp={tree.parent / f'temporary-{tree.name}'}"


def _settle(tree: Path) -> None:
    """In a child: the copy is the program, and chance is the same each time."""
    without_qt = str(tree / "tests" / "without_qt")
    sys.path[:] = [without_qt, str(tree), *(one for one in sys.path if Path(one) != ROOT)]
    os.environ["PYTHONPATH"] = without_qt
    for name in [one for one in sys.modules if one.split(".")[0] == "tests"]:
        del sys.modules[name]
    os.chdir(tree)
    settings.register_profile("mutants", database=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("mutants")


def cores() -> int:
    """So many as this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
