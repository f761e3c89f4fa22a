"""The lines of a duty's card. Knows no Qt."""

from __future__ import annotations

from checklist.ledger import Flag
from checklist.phrases import APPLIES_TO, EVERY
from checklist.progress import Progress
from checklist.standing import Status
from content.duty import Duty
from ui.ledger_words import FLAG

NOT_OURS = "按县情不适用（建议）"
_SHOWN = (
    Flag.NEEDS_REVIEW,
    Flag.CONFLICT,
    Flag.OVERDUE,
    Flag.DUE_SOON,
    Flag.BLOCKED,
    Flag.DONE_WITHOUT_EVIDENCE,
    Flag.NOT_OURS,
)


def asked_lines(duty: Duty) -> list[str]:
    """What the text says besides the title: who, whom it applies to, how much, until when."""
    is_for_all = APPLIES_TO.get(duty.applies_to, "") == EVERY
    facts = (
        ("主体", duty.actor),
        ("适用", "" if is_for_all else duty.applies_to),
        ("指标", duty.indicator),
        ("时限", deadline_words(duty)),
    )
    return [f"{name}　{value}" for name, value in facts if value]


def deadline_words(duty: Duty) -> str:
    """When the text wants it done; a year alone is a year."""
    told = f"{duty.deadline}年" if duty.deadline and len(duty.deadline) == 4 else duty.deadline
    return "；".join(part for part in (told, duty.recurring) if part)


def county_line(progress: Progress) -> str:
    """What the county has put down, in one line; nothing where it has put down nothing."""
    told = (
        progress.lead and f"牵头 {progress.lead}",
        progress.due and f"时限 {progress.due.isoformat()}",
        progress.evidence and f"佐证 {len(progress.evidence)}",
        progress.entries and f"进展 {len(progress.entries)}",
    )
    return " · ".join(part.replace(" ", "\u00a0") for part in told if part)  # lines break between the parts


def flag_line(flags: frozenset[Flag], progress: Progress) -> str:
    """What is the matter, and for what does not apply the reason."""
    reason = f"不适用：{progress.reason}" if progress.status is Status.NOT_APPLICABLE and progress.reason else ""
    is_answered = progress.status is Status.NOT_APPLICABLE
    told = [_word(flag) for flag in _SHOWN if flag in flags and not (is_answered and flag is Flag.NOT_OURS)]
    return "\n".join(part for part in (f"! {' · '.join(told)}" if told else "", reason) if part)


def _word(flag: Flag) -> str:
    return NOT_OURS if flag is Flag.NOT_OURS else FLAG[flag]
