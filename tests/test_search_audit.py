"""The audit confirms what a scan finds, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from search import audit
from search.analysis import bigrams
from search.audit import Audit
from search.inversion import Inversion
from search.listing import STEPS, Listing, unpack

TEXTS = tuple("".join(random.Random(seed).choices("科技成果转化县域", k=12)) for seed in range(40))
GRAMS = sorted(set().union(*map(bigrams, TEXTS)))

LIES: dict[str, Callable[[list[int]], list[int]]] = {
    "nothing": lambda listed: [],
    "one less": lambda listed: listed[1:],
    "one more": lambda listed: sorted({*listed, min(set(range(40)) - set(listed))}),
    "another": lambda listed: sorted({*listed[1:], min(set(range(40)) - set(listed))}),
    "one twice": lambda listed: sorted([*listed, listed[0]]),
    "beyond": lambda listed: [*listed, 40],
}


PACKED = dict(Inversion(TEXTS).packed())


def holding(gram: str) -> list[int]:
    return [number for number, text in enumerate(TEXTS) if gram in text]


def listing(gram: str) -> Listing:
    """As the index lists a bigram."""
    return unpack(PACKED.get(gram, b""), len(TEXTS))


def lying(gram: str, lie: Callable[[list[int]], list[int]]) -> Listing:
    """With bounds that nobody would doubt."""
    numbers = lie(holding(gram))
    return Listing(numbers, bytes([STEPS]) * len(numbers))


def test_what_a_scan_finds_is_confirmed() -> None:
    made = Audit(TEXTS)
    assert all(list(listing(gram).numbers) == holding(gram) for gram in GRAMS)
    assert all(made.confirms(gram, listing(gram)) for gram in GRAMS)
    assert all(made.confirms(gram, lying(gram, list)) for gram in GRAMS)
    assert made.confirms("没有", listing("没有"))


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_not_confirmed(lie: str) -> None:
    made = Audit(TEXTS)
    assert not any(made.confirms(gram, lying(gram, LIES[lie])) for gram in GRAMS)
    assert not made.confirms("没有", lying("没有", lambda _: [3]))


@pytest.mark.parametrize("by", [-1, -STEPS, STEPS])
def test_a_bound_that_hides_a_clause_from_the_best_is_not_confirmed(by: int) -> None:
    made = Audit(TEXTS)
    for gram in GRAMS:
        numbers, bounds = listing(gram)
        false = bytes(max(0, bound + by) for bound in bounds[:1]) + bounds[1:]
        assert not made.confirms(gram, Listing(numbers, false))


def test_of_much_text_a_part_is_audited_each_time_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "CHARACTERS", 12 * 20)
    audits = [Audit(TEXTS) for _ in range(60)]
    assert all(made.confirms(gram, listing(gram)) for made in audits for gram in GRAMS)
    seen = [sum(not made.confirms(gram, lying(gram, lambda held: held[1:])) for made in audits) for gram in GRAMS]
    assert all(seen), "no list can lose a passage for ever"


def test_about_what_share_of_the_passages_hold_a_bigram() -> None:
    made = Audit(("科技",) * 300 + ("成果",) * 100)
    assert [made.share(gram) for gram in ("没有", "成果", "科技")] == pytest.approx([0, 0.25, 0.75], abs=0.05)


def test_a_sample_is_about_as_large_as_asked() -> None:
    assert 10 <= len(list(Audit(TEXTS).sample(16))) <= 16
    assert list(Audit(()).sample(16)) == []
