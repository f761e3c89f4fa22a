"""The fields of a duty's progress, and what each takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from checklist.refusals import DateImpossible, FieldUnknown, ResultUnknown, StatusUnknown, TextMissing, WrongKind
from checklist.standing import Entry, Evidence, Result, Status
from checklist.values import LONG, Reader, clean, day, long_text, one_of, short_text, texts, truth

STATUS, RESULT, REASON = "status", "result", "reason"
LEAD, SUPPORTING, PERSON, DUE = "lead", "supporting", "person", "due"
PROBLEMS, MEASURES, FUNDS, BLOCKED, REMARK = "problems", "measures", "funds", "blocked", "remark"
DONE_ON, REVIEW = "done_on", "review"
STEP, ENTRY, EVIDENCE, DECIDED = "step/", "entry/", "evidence/", "decided/"

PLAIN: Mapping[str, Reader] = MappingProxyType(
    {
        STATUS: one_of(Status, StatusUnknown),
        RESULT: one_of(Result, ResultUnknown),
        REASON: long_text,
        LEAD: short_text,
        SUPPORTING: texts,
        PERSON: short_text,
        DUE: day,
        PROBLEMS: long_text,
        MEASURES: long_text,
        FUNDS: long_text,
        BLOCKED: truth,
        REMARK: long_text,
        DONE_ON: day,
        REVIEW: short_text,
    }
)
_SHA256 = re.compile("[0-9a-f]{64}")
_LARGEST = 1 << 53


def read(field: str, value: object) -> object:
    """The value of a field as the program's own. Raises FieldUnknown or another refusal."""
    if field in PLAIN:
        return PLAIN[field](field, value)
    kind, _, key = field.partition("/")
    keyed = _KEYED.get(f"{kind}/")
    if keyed is None or not key:
        raise FieldUnknown(field, value)
    return keyed(field, value)


def read_entry(field: str, value: object) -> Entry | None:
    """{"date": "2026-03-01", "text": "…"}; null is an entry struck out. Raises TextMissing, DateImpossible …"""
    found = _members(field, value)
    if found is None:
        return None
    when = day(field, found.get("date"))
    if when is None:
        raise DateImpossible(field, found.get("date"))
    text = clean(field, found.get("text"), LONG, lines=True)
    if not text.strip():
        raise TextMissing(field, text)
    return Entry(field.removeprefix(ENTRY), when, text)


def read_evidence(field: str, value: object) -> Evidence | None:
    """{"name": "…", "size": 123, "added": "2026-03-01"}; null is a file taken off. Raises WrongKind …"""
    sha256, found = field.removeprefix(EVIDENCE), _members(field, value)
    if not _SHA256.fullmatch(sha256):
        raise FieldUnknown(field, value)
    if found is None:
        return None
    size, added = found.get("size"), day(field, found.get("added"))
    if type(size) is not int or not 0 <= size < _LARGEST:
        raise WrongKind(field, size)
    if added is None:
        raise DateImpossible(field, found.get("added"))
    return Evidence(sha256, short_text(field, found.get("name")), size, added)


def _members(field: str, value: object) -> dict[str, object] | None:
    if value is not None and not isinstance(value, dict):
        raise WrongKind(field, value)
    return cast("dict[str, object] | None", value)


_KEYED: Mapping[str, Reader] = MappingProxyType(
    {STEP: truth, ENTRY: read_entry, EVIDENCE: read_evidence, DECIDED: texts}
)
