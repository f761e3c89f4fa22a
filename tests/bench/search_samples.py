"""Samples of the search benchmark by quantity and engine, their medians and ratios, and the aims they are held to."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass, field

Key = tuple[str, str]  # quantity, engine


@dataclass
class Samples:
    """Values of each round, in the order of the rounds, so that ratios are taken within one round."""

    values: dict[Key, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, quantity: str, engine: str, value: float) -> None:
        self.values[quantity, engine].append(value)

    def middle(self, key: Key) -> float | None:
        return statistics.median(self.values[key]) if self.values.get(key) else None

    def ratio(self, key: Key, other: Key) -> float | None:
        """The median over rounds of one value through the other of the same round."""
        pairs = list(zip(self.values.get(key, []), self.values.get(other, []), strict=False))
        return statistics.median(mine / theirs for mine, theirs in pairs if theirs) if pairs else None

    def print_table(self, engines: tuple[str, ...]) -> None:
        print(f"\n{'median of the rounds':44}" + "".join(f"{name:>14}" for name in engines))
        for quantity in dict.fromkeys(quantity for quantity, _ in self.values):
            cells = [_number(self.middle((quantity, name))) for name in engines]
            print(f"{quantity:44}" + "".join(f"{cell:>14}" for cell in cells))

    def print_ratios(self, engines: tuple[str, ...]) -> None:
        print(f"\n{'ours through the peer':44}" + "".join(f"{name:>14}" for name in engines))
        for quantity in dict.fromkeys(quantity for quantity, _ in self.values):
            cells = [_number(self.ratio((quantity, "ours"), (quantity, name))) for name in engines]
            if set(cells) != {"-"}:
                print(f"{quantity:44}" + "".join(f"{cell:>14}" for cell in cells))


@dataclass(frozen=True)
class Aim:
    """At most `most`, as it is or as a ratio to `versus`."""

    quantity: str
    most: float
    versus: Key | None = None
    engine: str = "ours"

    def seen_in(self, samples: Samples) -> float | None:
        key = (self.quantity, self.engine)
        return samples.ratio(key, self.versus) if self.versus else samples.middle(key)

    def row(self, samples: Samples) -> str:
        seen = self.seen_in(samples)
        verdict = "not measured" if seen is None else "pass" if seen <= self.most else "MISSED"
        against = f"x {self.versus[1]}" if self.versus else ""
        most = f"<= {self.most:g}"
        return f"{self.quantity:44}{self.engine:12}{against:>16}{_number(seen):>12}{most:>12}  {verdict}"


def print_aims(samples: Samples, aims: tuple[Aim, ...]) -> None:
    print(f"\n{'against the aims of issue 4':44}{'':12}{'':16}{'seen':>12}{'aim':>12}")
    for aim in aims:
        print(aim.row(samples))


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, -int(-share * len(ranked) // 1) - 1)]


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}"
