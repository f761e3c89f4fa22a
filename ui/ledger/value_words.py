"""Values of the record in words, as history shows them: before → after. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from checklist.fields import BLOCKED, DECIDED, ENTRY, EVIDENCE, RESULT, REVIEW, STATUS, STEP
from checklist.own_duties import FORCE as OWN_FORCE
from checklist.own_duties import REMOVED
from checklist.standing import Result, Status
from content.duty import Duty, Force
from ui.field_words import field_label
from ui.labels import FORCE
from ui.labels import STATUS as STATUS_WORD
from ui.ledger_words import RESULT as RESULT_WORD

NOTHING = "（空）"
_LONGEST = 400
_KIB = 1024


def value_words(field: str, value: object) -> str:
    """A JSON value of a field; what a later version wrote is shown as it is."""
    kind, stroke, _ = field.partition("/")
    telling = _TELLING.get(kind + stroke)
    words = telling(value) if telling else _plain(value)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}……（共 {len(words)} 字）"


def field_words(field: str, duty: Duty | None) -> str:
    """A field's name; a step by its own words."""
    if field.startswith(STEP) and duty is not None:
        step = next((one for one in duty.steps if one.id == field.removeprefix(STEP)), None)
        return f"{field_label(field)}“{step.text}”" if step else field_label(field)
    return field_label(field)


def size_words(size: int) -> str:
    """386 字节, 12 KB, 3.4 MB."""
    if size < _KIB:
        return f"{size} 字节"
    return f"{size / _KIB:.0f} KB" if size < _KIB * _KIB else f"{size / _KIB / _KIB:.1f} MB"


def _plain(value: object) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def _status(value: object) -> str:
    return STATUS_WORD[Status(str(value))] if value in set(Status) else STATUS_WORD[Status.NOT_STARTED]


def _result(value: object) -> str:
    return RESULT_WORD[Result(str(value))] if value in set(Result) else RESULT_WORD[Result.NOT_ASSESSED]


def _force(value: object) -> str:
    return FORCE[Force(str(value))] if value in set(Force) else NOTHING


def _ticked(value: object) -> str:
    return "已勾选" if value else "未勾选"


def _truth(value: object) -> str:
    return "是" if value else "否"


def _entry(value: object) -> str:
    return f"{value.get('date', '')} {value.get('text', '')}".strip() if isinstance(value, dict) else NOTHING


def _evidence(value: object) -> str:
    if not isinstance(value, dict):
        return NOTHING
    size = value.get("size")
    return f"{value.get('name', '')}（{size_words(size)}）" if isinstance(size, int) else str(value.get("name", ""))


def _review(value: object) -> str:
    return f"条文 {str(value)[:8]}" if value else NOTHING


def _decided(value: object) -> str:
    return "已取舍" if value else NOTHING


_TELLING: Mapping[str, Callable[[object], str]] = MappingProxyType(
    {
        STATUS: _status,
        RESULT: _result,
        OWN_FORCE: _force,
        STEP: _ticked,
        BLOCKED: _truth,
        REMOVED: _truth,
        ENTRY: _entry,
        EVIDENCE: _evidence,
        REVIEW: _review,
        DECIDED: _decided,
    }
)
