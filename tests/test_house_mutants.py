"""A short, seeded sample of mutants, and the making of them; the whole run is `make mutants`."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.faults.mutant_modules import ROOMS, TESTS
from tests.faults.mutating import mutants

ROOT = Path(__file__).parent.parent
FAULTS = ROOT / "tests" / "faults"


@pytest.mark.skipif(os.name != "posix", reason="children are forked")
def test_slips_are_seen_and_the_control_sees_none() -> None:
    """Twenty slips in the reading of headers, of which the tests see at least seventeen."""
    before = (ROOT / "content" / "front_matter.py").read_bytes()
    command = [sys.executable, str(FAULTS / "mutants.py"), "content/front_matter.py", "20", "5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stderr
    row = json.loads(lines[-1])
    assert (row["failures"], done.returncode) == (0, 0), done.stderr
    assert row["count"] >= 18
    assert row["seen"] == row["tried"] > 0, "the control sees what a test that tests nothing cannot"
    assert (ROOT / "content" / "front_matter.py").read_bytes() == before, "the working tree is never changed"


MADE = [
    ("a < b", {"(a) <= (b)", "(a) >= (b)"}),
    ("a == b", {"(a) != (b)"}),
    ("a in b", {"(a) not in (b)"}),
    ("a < b <= c", {"(a) <= (b) <= (c)", "(a) < (b) < (c)"}),
    ("a and b", {"(a) or (b)", "(a)", "(b)"}),
    ("not a", {"(a)"}),
    ("a if b else c", {"(c) if (b) else (a)"}),
    ("a + b", {"a - b"}),
    ("f(a, b=c)", {"f(a)", "pass"}),
    ("x = 3", {"4"}),
    ("x = True", {"False"}),
    ("x = 'a'", {"'aXX'"}),
    ("x = b'a'", {"b'aXX'"}),
    ("x = ''", set()),
    ("x: 'Kind' = y", set()),
    ("Kind = A | B", set()),
    ("import a", set()),
    ("raise", {"pass"}),
    ("raise E('words', a)", {"pass"}),
    ("x = cast('Kind', y)", set()),
    ("x += y", {"x -= y", "x = y"}),
    ("def f():\n    'what it does'\n    return a", {"return None"}),
    ("def f(a=1): ...", {"2"}),
    ("def f():\n    return None", set()),
    ("while a: break", {"not (a)", "continue"}),
    ("if a: f()", {"not (a)", "pass"}),
    ("x = [a for a in b if c < d]", {"True", "(c) <= (d)", "(c) >= (d)"}),
    ("try: pass\nexcept (A, B): pass", {"(A,)", "(B,)"}),
    ("x = f'{a + b} words'", {"a - b"}),
]


@pytest.mark.parametrize(("source", "changes"), MADE, ids=[row[0] for row in MADE])
def test_the_slips_that_are_made(source: str, changes: set[str]) -> None:
    found = mutants(source)
    assert {one.change.split(" → ")[1] for one in found} == changes
    assert all(ast.dump(ast.parse(one.source)) != ast.dump(ast.parse(source)) for one in found)


def test_of_a_table_one_line_is_left_out() -> None:
    found = mutants('X = """\none\ntwo\nthree\n"""')
    assert [one.change for one in found] == ["'one' → left out", "'two' → left out", "'three' → left out"]
    assert [ast.literal_eval(one.source[4:]) for one in found][1] == "\none\nthree\n"


def test_a_slip_is_named_by_its_place_and_the_rest_stays() -> None:
    source = "# 县\nclass A:\n    def f(self):\n        return g(1, 1)  # 域\n"
    found = [one for one in mutants(source) if one.change.startswith("1 ")]
    assert [(one.place, one.line, one.change) for one in found] == [("A.f", 4, "1 → 2"), ("A.f", 4, "1 → 2 #2")]
    assert found[1].source == "# 县\nclass A:\n    def f(self):\n        return g(1, (2))  # 域\n"


def test_what_is_defined_in_a_function_belongs_to_it() -> None:
    source = "def f():\n    def g():\n        return 1\n    return g\nclass A:\n    class B:\n        x = 1\n"
    assert {one.place for one in mutants(source)} == {"f", "A.B"}


def test_what_is_listed_as_the_same_still_stands_in_the_program() -> None:
    listed = tomllib.loads((FAULTS / "equivalent_mutants.toml").read_text(encoding="utf-8"))["mutant"]
    for one in listed:
        found = mutants((ROOT / one["module"]).read_text(encoding="utf-8"))
        changes = {found_one.change for found_one in found if found_one.place == one["place"]}
        assert one["change"] in changes or (one["change"] == "*" and changes), one
        assert one["why"]


def test_what_is_mutated_and_what_tests_it_is_there() -> None:
    assert {module for room in ROOMS.values() for module in room} == TESTS.keys()
    assert [name for name in TESTS if not (ROOT / name).exists()] == []
    assert [name for names in TESTS.values() for name in names if not (ROOT / name).exists()] == []
