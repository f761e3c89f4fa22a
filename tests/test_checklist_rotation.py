"""Which copies stay: tables of times, simulated months with damage, and clocks that cannot be believed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.copies import Copy, Occasion
from checklist.rotation import outlived

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PER_DAY, PAUSE = 6, timedelta(minutes=80)


def copy(number: int, at: datetime, occasion: Occasion | None = Occasion.TIMED) -> Copy:
    return Copy(Path(f"{number}-{at:%Y%m%d%H%M%S}.db"), number, at, occasion, 0)


def ago(*hours: float) -> tuple[Copy, ...]:
    """Copies made so many hours ago, in the order they were made."""
    return tuple(copy(number, NOW - timedelta(hours=one)) for number, one in enumerate(hours, 1))


def kept(made: Iterable[Copy], now: datetime = NOW) -> list[int]:
    gone = outlived(made, now)
    return [one.number for one in made if one not in gone]


class Row(NamedTuple):
    name: str
    made: tuple[Copy, ...]
    stay: list[int]


D, W = 24, 168
TABLE = [
    Row("nothing", (), []),
    Row("one, however old", ago(9999), [1]),
    Row("all of 48 hours", ago(48, 47.5, 30, 12, 1, 0), [1, 2, 3, 4, 5, 6]),
    Row("of an older day the last", ago(3 * D + 3, 3 * D + 2, 3 * D + 1, 1), [3, 4]),
    Row("of seven days one each", ago(*(d * D for d in range(9, 0, -1))), [3, 4, 5, 6, 7, 8, 9]),
    Row("of four weeks one each", ago(*(w * W for w in range(6, -1, -1))), [1, 2, 3, 4, 5, 6, 7]),  # days that have one
    Row("made before something risky", (copy(1, NOW - timedelta(days=3, hours=2), Occasion.IMPORT),
        *(copy(n, NOW - timedelta(days=3, hours=1)) for n in (2, 3))), [1, 3]),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_what_stays(row: Row) -> None:
    assert kept(row.made) == row.stay


def test_a_year_at_the_desk() -> None:
    """Every hour of working days: two days, seven days, four weeks and twelve months are what is left."""
    made, now = run(working_days(400))
    ages = sorted({(now - one.at).days for one in made})
    assert len(made) < 3 * PER_DAY + 7 + 4 + 12
    assert len({one.at.date() for one in made if (now - one.at).days <= 10}) >= 7
    assert len({(one.at.year, one.at.month) for one in made}) == 12
    assert ages[-1] > 320


@pytest.mark.parametrize("damaged_on", range(30))
def test_thirty_days_with_damage_that_no_check_sees(damaged_on: int) -> None:
    """A wrong bulk change on day k: a copy from before it is still there a fortnight later."""
    made, _ = run(working_days(30 + damaged_on))
    last_good = max(one.number for one in made)
    later, _ = run(working_days(14, made[-1].at + timedelta(hours=15)), made)
    assert any(one.number <= last_good for one in later)


def test_only_three_made_before_something_risky_stay_beyond_their_time() -> None:
    at = NOW - timedelta(days=3)
    made = [copy(n, at - timedelta(minutes=60 - n), Occasion.IMPORT) for n in range(1, 8)]
    assert kept([*made, copy(8, NOW)]) == [5, 6, 7, 8]


def test_a_stranger_is_never_touched() -> None:
    strangers = [copy(0, NOW - timedelta(days=days), None) for days in range(900)]
    assert outlived([*strangers, copy(1, NOW)], NOW) == ()


# clocks that cannot be believed


class Jump(NamedTuple):
    name: str
    by: timedelta


BACK = [Jump("an hour", timedelta(hours=-1)), Jump("a day", timedelta(days=-1)), Jump("to 2016", timedelta(-3650)),
        Jump("to 1970", datetime(1970, 1, 2, tzinfo=UTC) - NOW)]  # fmt: skip


@pytest.mark.parametrize("jump", BACK, ids=lambda jump: jump.name)
def test_nothing_goes_on_a_clock_that_went_back(jump: Jump) -> None:
    made = ago(*(hour / 2 for hour in range(500, -1, -1)))
    assert outlived(made, NOW) != ()
    assert outlived(made, NOW + jump.by) == ()


@pytest.mark.parametrize("jump", BACK[2:], ids=lambda jump: jump.name)
def test_what_was_made_before_the_jump_stays_while_the_wrong_clock_runs(jump: Jump) -> None:
    before, now = run(working_days(60))
    after, _ = run(working_days(40, now + jump.by), before)
    assert set(before) <= set(after)


@pytest.mark.parametrize("years", [1, 10, 73])
def test_a_clock_that_ran_ahead_for_a_day_costs_no_month(years: int) -> None:
    before, now = run(working_days(400))
    ahead, _ = run(working_days(1, now + timedelta(days=365 * years)), before)
    after, _ = run(working_days(2, now + timedelta(days=1)), ahead)
    months = [{(one.at.year, one.at.month) for one in known if one.at <= now} for known in (before, after)]
    assert len(months[1]) >= len(months[0]) - 1
    assert before[-1] in after


MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(st.lists(st.tuples(MOMENTS, st.sampled_from(Occasion))), MOMENTS)
def test_whatever_the_clock_did_the_last_one_stays(moments: list[tuple[datetime, Occasion]], now: datetime) -> None:
    made = [copy(number, *one) for number, one in enumerate(moments, 1)]
    gone = outlived(made, now)
    assert set(gone) <= set(made)
    assert not made or made[-1] not in gone
    assert all(one.at <= now - timedelta(hours=48) for one in gone)
    assert not made or made[-1].at <= now or not gone
    assert outlived([one for one in made if one not in gone], now) == ()


def working_days(count: int, first: datetime | None = None) -> list[datetime]:
    """Six moments of a working day, on each of so many days."""
    start = first or NOW.replace(hour=0) - timedelta(days=count)
    return [start + timedelta(days=day) + n * PAUSE for day in range(count) for n in range(PER_DAY)]


def run(moments: Iterable[datetime], before: Iterable[Copy] = ()) -> tuple[list[Copy], datetime]:
    """What is left after a copy was made at each moment, and thinned out each time; with the last moment."""
    made = list(before)
    now = NOW
    for now in moments:
        made.append(copy(max((one.number for one in made), default=0) + 1, now))
        gone = outlived(made, now)
        made = [one for one in made if one not in gone]
    return made, now
