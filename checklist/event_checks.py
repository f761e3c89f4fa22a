"""Whether an event from elsewhere is one that this program could have written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime

from checklist.event import Event
from checklist.fields import read
from checklist.indicators import read_indicator_field
from checklist.own_duties import read_own_field
from checklist.profile import read_profile_field
from checklist.refusals import (
    DateImpossible,
    FieldUnknown,
    ForceUnknown,
    ResultUnknown,
    StatusUnknown,
    TextTooLong,
    TextUnclean,
    WrongKind,
)
from checklist.subjects import ANNOTATION, INDICATOR, PROFILE, is_duty, is_own
from checklist.values import SHORT, clean

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("id", "device", "at", "actor", "subject", "field", "before", "after", "basis", "prev", "hash", "action")
_LATEST_CLOCK = 1_000_000_000_000
_DEEPEST = 20
# A later version may know more of these than we do.
_OPEN = (FieldUnknown, StatusUnknown, ResultUnknown, ForceUnknown)


def check_event(event: Event) -> None:
    """Raises the refusals of checklist.refusals. What a later version may have written passes."""
    _check_shape(event)
    clean("actor", event.actor, SHORT)
    clean("subject", event.subject, SHORT)
    clean("field", event.field, SHORT * 2)
    _check_time(event.at)
    after = json_value("after", event.after)
    json_value("before", event.before)
    try:
        _read(event.subject, event.field, after)
    except _OPEN:
        return


def is_uuid(value: object) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_sha256(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def is_count(value: object) -> bool:
    return type(value) is int and 1 <= value <= _LATEST_CLOCK


def json_value(name: str, text: str) -> object:
    """The value of a JSON text. Raises WrongKind, TextUnclean."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise WrongKind(name, text) from None
    for part in _parts(name, value, 0):
        if "\0" in part or any("\ud800" <= char <= "\udfff" for char in part):
            raise TextUnclean(name, ascii(part))
    return value


def _check_shape(event: Event) -> None:
    for name in _TEXTS:
        if not isinstance(getattr(event, name), str):
            raise WrongKind(name, getattr(event, name))
    for name in ("seq", "clock"):
        if not is_count(getattr(event, name)):
            raise WrongKind(name, getattr(event, name))
    for name in ("id", "device"):
        if not is_uuid(getattr(event, name)):
            raise WrongKind(name, getattr(event, name))
    if event.action and not is_uuid(event.action):
        raise WrongKind("action", event.action)
    if not is_sha256(event.hash) or (event.prev and not is_sha256(event.prev)):
        raise WrongKind("hash", event.hash)
    if len(event.basis) > len(event.hash):
        raise TextTooLong("basis", event.basis, len(event.hash))


def _check_time(at: str) -> None:
    try:
        if datetime.fromisoformat(at).tzinfo is not None:
            return
    except ValueError:
        pass
    raise DateImpossible("at", at)


def _read(subject: str, field: str, value: object) -> None:
    if subject == PROFILE:
        read_profile_field(field, value)
    elif subject.startswith(INDICATOR):
        read_indicator_field(field, value)
    elif is_own(subject):
        read_own_field(field, value)
    elif is_duty(subject):
        read(field, value)
    elif subject.startswith(ANNOTATION):
        return  # read by the annotations' own rules, which pass over what they do not know


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _parts(name: str, value: object, depth: int) -> Iterator[str]:
    """Every text in a JSON value. Raises WrongKind for one that is nested beyond all measure."""
    if depth > _DEEPEST:
        raise WrongKind(name, depth)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _parts(name, one, depth + 1)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _parts(name, key, depth + 1)
            yield from _parts(name, one, depth + 1)
