"""Programs with one slip in them: do the tests see it? By path: mutants.py [room or module] [N a module] [seed].

The tree is copied, a module of the copy is changed in one place (tests/faults/mutating.py), and the tests that ran
through that place run until one fails; the working tree is never written. A mutant is seen when a test fails, the
module cannot be imported, or the tests take too long. `equivalent_mutants.toml` lists those that no test can see, each
with its reason; they count neither way. The control runs the same mutants past a test that tests nothing, and the
program as it is must pass. POSIX.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.faults.mutant_modules import ROOMS
from tests.faults.mutating import Mutant, mutants
from tests.faults.scratch import numbers, scratch
from tests.faults.trust import Row
from tests.faults.workshop import Workshop, cores

EACH = 30  # mutants of a module
AIM = 0.85
CONTROL = 10  # one mutant of so many goes past the control too
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
COMMAND = "python tests/faults/mutants.py"
WORDS = {"storage": "存储", "import": "导入", "cleaning": "清洗"}


@dataclass
class Tally:
    """What became of the mutants of one module; `slow` of those seen took too long, `equivalent` were not counted."""

    counted: int = 0
    seen: int = 0
    slow: int = 0
    equivalent: int = 0

    def __str__(self) -> str:
        share = f"{self.seen / max(1, self.counted):.0%}"
        return f"{share:>5} {self.seen:4}/{self.counted:<4} {self.slow:3} by time {self.equivalent:3} equivalent"


def sample(sources: Mapping[str, str], count: int, seed: int) -> Iterator[tuple[str, Mutant]]:
    """So many mutants of each module: all, where it has fewer."""
    for module, source in sources.items():
        every = mutants(source)
        chosen = random.Random(f"{seed} {module}").sample(every, min(count, len(every)))
        yield from ((module, mutant) for mutant in sorted(chosen, key=lambda one: one.line))


def excused() -> Callable[[str, Mutant], bool]:
    """Whether no test can see a mutant: it is listed, with the reason, by module, place and change ("*": any there)."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    known = {(one["module"], one["place"], one["change"]) for one in listed if one["why"]}
    return lambda module, one: bool({(module, one.place, one.change), (module, one.place, "*")} & known)


def run(row: Row, modules: Sequence[str], count: int, home: Path) -> Mapping[str, Tally]:
    """Every mutant of the sample; what was not seen is told while it goes on."""
    workshop, is_excused = Workshop(home, modules), excused()
    tallies = {module: Tally() for module in modules}
    asked: dict[str, list[Mutant]] = {module: [] for module in modules}
    for module, mutant in sample(workshop.sources, count, row.seed):
        if is_excused(module, mutant):
            tallies[module].equivalent += 1
        else:
            asked[module].append(mutant)
    with ThreadPoolExecutor(cores()) as pool:
        for module, (unchanged, *outcomes) in zip(
            asked, pool.map(workshop.try_all, *zip(*asked.items(), strict=True)), strict=True
        ):
            if unchanged != "":  # what is seen in the program as it is proves nothing
                raise RuntimeError(f"{module}: {unchanged} sees a mutant where none is")
            for mutant, outcome in zip(asked[module], outcomes, strict=True):
                _enter(tallies[module], module, mutant, outcome)
        past = [(module, mutant) for module, found in asked.items() for mutant in found[::CONTROL]]
        for outcome in pool.map(workshop.try_past_nothing, *zip(*past, strict=True)):
            row.judge_control(["survives"] if outcome == "" else [])
    return tallies


def _enter(tally: Tally, module: str, mutant: Mutant, outcome: object) -> None:
    tally.counted += 1
    tally.seen += outcome != ""
    tally.slow += outcome is None
    if outcome == "":
        print(f"    survives: {module}:{mutant.line} {mutant.place}: {mutant.change}", file=sys.stderr, flush=True)


def main(room: str, count: int, seed: int) -> bool:
    """One room, or a module alone. Kept where AIM of its mutants were seen, and none past the control."""
    words = WORDS.get(room, room)
    row = Row(f"变异测试（{words}）：程序改坏一处，不少于 {AIM:.0%} 被测试发现", f"{COMMAND} {room}", seed=seed)
    row.control = "同样的改动，换成什么也不验的测试"
    with scratch() as home:
        tallies = run(row, ROOMS.get(room, (room,)), count, home)
    for module, tally in tallies.items():
        print(f"    {tally} {module}", file=sys.stderr)
    row.count, seen = (sum(getattr(one, name) for one in tallies.values()) for name in ("counted", "seen"))
    left, equivalent = row.count - seen, sum(one.equivalent for one in tallies.values())
    row.remark = f"发现 {seen / row.count:.1%}，漏过 {left}，另有 {equivalent} 处改了也一样"
    row.failures = 0 if seen >= AIM * row.count else left
    return row.print() and row.seen == row.tried


if __name__ == "__main__":
    only = sys.argv.pop(1) if sys.argv[1:] and not sys.argv[1].isdigit() else ""
    sys.exit(not all([main(one, *numbers(sys.argv, EACH)) for one in ([only] if only else ROOMS)]))
