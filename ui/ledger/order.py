"""Which duty comes next when a reader goes from duty to duty. Knows no Qt."""

from __future__ import annotations

from content.duty import Duty


def next_duty(
    duties: tuple[Duty, ...], order: dict[str, int], clause: str, current: str | None, by: int
) -> Duty | None:
    """The duty after (by 1) or before (by -1) the current one, or the clause when that has moved on."""
    at = next((n for n, duty in enumerate(duties) if duty.id == current and duty.clause == clause), None)
    if at is not None:
        return duties[(at + by) % len(duties)]
    ahead = [duty for duty in duties if (order[duty.clause] - order[clause]) * by > 0]
    return (ahead[0] if by > 0 else ahead[-1]) if ahead else (duties[0 if by > 0 else -1] if duties else None)
