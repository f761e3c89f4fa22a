"""What an action was, in words: for 已撤销：… and the like. Knows no Qt."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from checklist.errors import UndoUnknown
from checklist.event import Event
from checklist.fields import ENTRY, EVIDENCE, REVIEW, STATUS, STEP
from checklist.journal import Journal
from checklist.own_duties import REMOVED, TITLE
from checklist.subjects import ACTION, ANNOTATION, IMPORT, INDICATOR, PROFILE, is_own
from checklist.undo import UNDONE
from ui.field_words import field_label
from ui.ledger.value_words import value_words
from ui.ledger_words import OWN_DUTY

_TITLE = 24
_KINDS = {ANNOTATION: "批注", INDICATOR: "本县实际值", IMPORT: "导入交换文件", PROFILE: "县情"}


def deed_words(events: Iterable[Event], title_of: Callable[[str], str]) -> str:
    """What was done by the events of one action: 建设……机构 · 状态（未启动 → 推进中）."""
    done = [event for event in events if not event.subject.startswith(ACTION)]
    if not done:
        return ""
    for kind, words in _KINDS.items():
        if any(event.subject.startswith(kind) for event in done):
            return words
    subjects = subjects_of(done)
    first = done[0]
    if len(subjects) > 1:
        return f"{len(subjects)} 项的“{field_label(first.field)}”"
    title = _short(title_of(first.subject) or _title_told(done))
    return f"{title} · {_field_words(first)}" if title else _field_words(first)


def told(journal: Journal, find: Callable[[Journal], str], title_of: Callable[[str], str]) -> str:
    """What would be taken back or done again with the action found; nothing where none is."""
    try:
        deed = find(journal)
    except UndoUnknown:
        return ""
    return deed_words(journal.action(recalled(journal).meant(deed)), title_of)


def subjects_of(events: Iterable[Event]) -> frozenset[str]:
    """What the events are about, without the notes about actions."""
    return frozenset(event.subject for event in events if not event.subject.startswith(ACTION))


@dataclass(frozen=True, slots=True)
class Recalled:
    """`undone` actions, and `undoing`: actions that took another one back, by what they took back."""

    undone: frozenset[str] = frozenset()
    undoing: Mapping[str, str] = field(default_factory=dict)

    def meant(self, deed: str) -> str:
        """The action that is taken back or done again where `deed` is undone."""
        return self.undoing.get(deed, deed)


def recalled(journal: Journal) -> Recalled:
    last: dict[str, bool] = {}
    undoing: dict[str, str] = {}
    for event in journal.events_under(ACTION):
        if event.field == UNDONE:
            about = event.subject.removeprefix(ACTION)
            last[about] = undoing_holds = json.loads(event.after) is True
            if undoing_holds:
                undoing[event.deed] = about
    undone = frozenset(about for about, holds in last.items() if holds)
    return Recalled(undone, {deed: about for deed, about in undoing.items() if about in undone})


def removed(title: str) -> str:
    return f"已撤下{OWN_DUTY}：{_short(title)}。Ctrl+Z 恢复。"


def _field_words(event: Event) -> str:
    before, after = json.loads(event.before), json.loads(event.after)
    if is_own(event.subject) and event.field == TITLE and before is None:
        return f"新建{OWN_DUTY}"
    if event.field == REMOVED:
        return f"撤下{OWN_DUTY}"
    if event.field.startswith(STEP):
        return "勾选步骤" if after else "取消勾选步骤"
    if event.field.startswith((ENTRY, EVIDENCE)):
        verb = "添加" if before is None else "移除" if after is None else "更正"
        return verb + field_label(event.field)
    if event.field == REVIEW:
        return "复核"
    if event.field == STATUS:
        return f"{field_label(STATUS)}（{value_words(STATUS, before)} → {value_words(STATUS, after)}）"
    return field_label(event.field)


def _title_told(events: list[Event]) -> str:
    """The title that the action itself gave or took: the duty may not be known any more."""
    told = next((event for event in events if event.field == TITLE), None)
    return str(json.loads(told.after) or json.loads(told.before) or "") if told else ""


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
