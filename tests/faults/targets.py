"""A script with several targets, each with a promise of its own: all of them, or the one named first."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.faults.scratch import numbers, scratch
from tests.faults.trust import Row

Run = Callable[[Path, random.Random, Row, int], None]


def run_targets(arguments: list[str], targets: Mapping[str, tuple[str, Run]], counts: Mapping[str, int]) -> bool:
    """`arguments` are those of the script: itself, a target, how often, the seed. Prints a row a target."""
    script, *rest = arguments
    only = rest.pop(0) if rest and rest[0] in targets else ""
    chosen = [only] if only else list(targets)
    return all([_run(script, one, targets[one], *numbers([script, *rest], counts[one])) for one in chosen])


def _run(script: str, target: str, told: tuple[str, Run], count: int, seed: int) -> bool:
    promise, run = told
    row = Row(promise, f"python tests/faults/{Path(script).name} {target}", seed=seed)
    with scratch() as home:
        run(home, random.Random(seed), row, count)
    return row.print()
