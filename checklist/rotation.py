"""Which copies have had their time. Decides by the order in which they were made, so that no clock can mislead it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from checklist.copies import Copy, Occasion

_ALL = timedelta(hours=48)
_DAYS, _WEEKS, _MONTHS = 7, 4, 12
_RISKY = 3  # of those made before something risky


def outlived(copies: Iterable[Copy], now: datetime) -> tuple[Copy, ...]:
    """The copies that may go: all of 48 hours stay, then one a day, a week, a month, of days that have one.

    Never the one made last, nor what bears no name of ours, nor what is dated later than `now`; and nothing at all
    while the clock stands before the one made last.
    """
    made = sorted((one for one in copies if one.number), key=lambda one: one.number, reverse=True)
    if not made or made[0].at > now:
        return ()
    past = [one for one in made if one.at <= now]
    kept = {made[0].path, *(one.path for one in past if now - one.at <= _ALL)}
    for key, count in ((_day, _DAYS), (_week, _WEEKS), (_month, _MONTHS)):
        kept |= {one.path for one in _first_of_each(past, key, count)}
    kept |= {one.path for one in [one for one in past if one.occasion is not Occasion.TIMED][:_RISKY]}
    return tuple(one for one in past if one.path not in kept)


def _first_of_each(past: Iterable[Copy], key: Callable[[datetime], object], count: int) -> tuple[Copy, ...]:
    """The last made of each of the last `count` days, weeks or months that have one."""
    first: dict[object, Copy] = {}
    for one in past:
        first.setdefault(key(one.at), one)
    return tuple(first.values())[:count]


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return tuple(at.isocalendar())[:2]


def _month(at: datetime) -> object:
    return at.year, at.month
