"""What a value may be, at both sides of every border: texts, lists, days, years, numbers, and the shape of an event."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checklist.event import Event, event_hash
from checklist.event_checks import check_event, is_count, json_value
from checklist.fields import read
from checklist.refusals import (
    DateImpossible,
    FieldUnknown,
    NumberImpossible,
    StatusUnknown,
    TextMissing,
    TextTooLong,
    TextUnclean,
    TooMany,
    ValueRefused,
    WrongKind,
    YearImpossible,
)
from checklist.standing import Evidence, Status
from checklist.values import answer, clean, day, long_text, number, one_of, short_text, texts, truth, year

SHA, UUID = "c" * 64, "0" * 8 + "-0000-0000-0000-" + "0" * 12
TAKEN: list[tuple[Any, object, object]] = [
    (short_text, None, ""),
    (short_text, "科" * 200, "科" * 200),
    (short_text, "零\u200b宽", "零\u200b宽"),
    (long_text, None, ""),
    (long_text, "一\n\t二", "一\n\t二"),
    (long_text, "长" * 20_000, "长" * 20_000),
    (texts, None, ()),
    (texts, ("甲", "乙", "甲"), ("甲", "乙")),
    (texts, [str(n) for n in range(50)], tuple(str(n) for n in range(50))),
    (texts, ["科" * 200], ("科" * 200,)),
    (day, None, None),
    (day, "1949-01-01", date(1949, 1, 1)),
    (day, "2999-12-31", date(2999, 12, 31)),
    (year, None, None),
    (year, 1949, 1949),
    (year, 2999, 2999),
    (number, None, None),
    (number, 3, 3.0),
    (number, -2.5, -2.5),
    (number, 10**15, 1e15),
    (number, -(10**15), -1e15),
    (truth, None, False),
    (truth, True, True),
    (truth, False, False),
    (answer, None, None),
    (answer, False, False),
    (answer, True, True),
    (one_of(Status, StatusUnknown), None, next(iter(Status))),
    (one_of(Status, StatusUnknown), "done", Status.DONE),
]
REFUSED: list[tuple[Any, object, type[ValueRefused]]] = [
    (short_text, "科" * 201, TextTooLong),
    (short_text, "一\n二", TextUnclean),
    (short_text, "一\t二", TextUnclean),
    (short_text, b"a", WrongKind),
    (long_text, "长" * 20_001, TextTooLong),
    (long_text, "a\rb", TextUnclean),
    (long_text, "\ud800", TextUnclean),
    *(
        (short_text, f"李{override}四", TextUnclean)
        for override in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ),
    (texts, "甲", WrongKind),
    (texts, [1], WrongKind),
    (texts, ["科" * 201], TextTooLong),
    (texts, [str(n) for n in range(51)], TooMany),
    (day, "1948-12-31", DateImpossible),
    (day, "3000-01-01", DateImpossible),
    (day, "2026-02-30", DateImpossible),
    (day, "2026-01-01 ", DateImpossible),
    (day, 20260101, DateImpossible),
    (year, 1948, YearImpossible),
    (year, 3000, YearImpossible),
    (year, 2018.0, YearImpossible),
    (year, "2018", YearImpossible),
    (year, True, YearImpossible),
    (number, float("inf"), NumberImpossible),
    (number, float("nan"), NumberImpossible),
    (number, 10**15 + 1, NumberImpossible),
    (number, 2 * 10**15, NumberImpossible),
    (number, -2 * 10**15, NumberImpossible),
    (number, True, NumberImpossible),
    (number, "3", NumberImpossible),
    (truth, 0, WrongKind),
    (truth, "", WrongKind),
    (answer, 1, WrongKind),
    (one_of(Status, StatusUnknown), "paused", StatusUnknown),
    (one_of(Status, StatusUnknown), ["done"], StatusUnknown),
]


@pytest.mark.parametrize(("reader", "value", "expected"), TAKEN)
def test_what_is_taken_and_as_what(reader: Any, value: object, expected: object) -> None:
    found = reader("lead", value)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(("reader", "value", "refusal"), REFUSED)
def test_what_is_refused_and_why(reader: Any, value: object, refusal: type[ValueRefused]) -> None:
    with pytest.raises(refusal) as told:
        reader("lead", value)
    assert told.value.field == "lead"
    assert told.value.value is value or isinstance(value, list)  # of a list, the member that is refused


def test_a_refusal_says_the_limit() -> None:
    with pytest.raises(TextTooLong) as long:
        clean("lead", "科" * 203, 200)
    assert (long.value.length, long.value.limit) == (203, 200)
    with pytest.raises(TooMany) as many:
        texts("supporting", ["甲"] * 60)
    assert many.value.limit == 50
    assert str(WrongKind("due", "长" * 500)) == f"due: '{'长' * 80}'"


def test_a_text_of_one_line_is_the_rule() -> None:
    assert clean("lead", "一\n二", 9, lines=True) == "一\n二"
    with pytest.raises(TextUnclean):
        clean("lead", "一\n二", 9)


DATED = {"date": "2026-03-01", "text": "开会"}
FILE = {"name": "文件.pdf", "size": 0, "added": "2026-03-01"}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("entry/x", None, None),
        (f"evidence/{SHA}", None, None),
        (f"evidence/{SHA}", FILE, Evidence(SHA, "文件.pdf", 0, date(2026, 3, 1))),
        (
            f"evidence/{SHA}",
            {**FILE, "size": (1 << 53) - 1},
            Evidence(SHA, "文件.pdf", (1 << 53) - 1, date(2026, 3, 1)),
        ),
        (f"evidence/{SHA}", {**FILE, "name": None}, Evidence(SHA, "", 0, date(2026, 3, 1))),
        ("decided/x", ["甲"], ("甲",)),
        ("step/1", None, False),
    ],
)
def test_a_field_with_a_key_takes(field: str, value: object, expected: object) -> None:
    assert read(field, value) == expected


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("step", True, FieldUnknown),
        ("entry/", DATED, FieldUnknown),
        ("lead/x", "甲", FieldUnknown),
        ("evidence/" + "c" * 63, FILE, FieldUnknown),
        ("evidence/" + "C" * 64, FILE, FieldUnknown),
        ("evidence/x", None, FieldUnknown),
        ("entry/x", [1], WrongKind),
        ("entry/x", 0, WrongKind),
        ("entry/x", {**DATED, "text": "长" * 20_001}, TextTooLong),
        ("entry/x", {**DATED, "text": None}, WrongKind),
        ("entry/x", {**DATED, "text": " \n"}, TextMissing),
        ("entry/x", {"text": "会"}, DateImpossible),
        (f"evidence/{SHA}", {**FILE, "size": 1 << 53}, WrongKind),
        (f"evidence/{SHA}", {**FILE, "size": True}, WrongKind),
        (f"evidence/{SHA}", {**FILE, "size": 1.0}, WrongKind),
        (f"evidence/{SHA}", {**FILE, "added": None}, DateImpossible),
        (f"evidence/{SHA}", "文件.pdf", WrongKind),
    ],
)
def test_a_field_with_a_key_refuses(field: str, value: object, refusal: type[ValueRefused]) -> None:
    with pytest.raises(refusal) as told:
        read(field, value)
    assert told.value.field == field


def event(**other: Any) -> Event:
    plain = Event(
        *(UUID, UUID, 1, 1, "2026-05-06T07:08:09+08:00", "甲", "duty-1.1-1.1", "lead"),
        *("null", '"科技局"', SHA, "", SHA),
    )
    return replace(plain, **other)


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"seq": 10**12, "clock": 10**12},
        {"prev": SHA, "action": UUID, "basis": ""},
        {"actor": "甲" * 200, "subject": "s" * 200, "field": "f" * 400},
        {"field": "budget", "after": "3"},
        {"field": "status", "after": '"a later one"'},
        {"subject": "annotation/x", "field": "whatever", "after": "[[[]]]"},
        {"before": "[" * 21 + "]" * 21},
        {"before": '{"a": {"b": ["c"]}}'},
    ],
)
def test_an_event_that_this_program_or_a_later_one_could_have_written(other: dict[str, Any]) -> None:
    check_event(event(**other))


@pytest.mark.parametrize(
    ("other", "refusal", "field"),
    [
        *(({name: None}, WrongKind, name) for name in ("id", "device", "at", "actor", "subject", "field", "before")),
        *(({name: 1}, WrongKind, name) for name in ("after", "basis", "prev", "hash", "action")),
        *(({name: bad}, WrongKind, name) for name in ("seq", "clock") for bad in (0, -1, True, "1", 10**12 + 1)),
        *(({name: UUID + "0"}, WrongKind, name) for name in ("id", "device", "action")),
        ({"id": UUID.upper().replace("0", "A")}, WrongKind, "id"),
        ({"hash": SHA[1:]}, WrongKind, "hash"),
        ({"hash": ""}, WrongKind, "hash"),
        ({"prev": "x"}, WrongKind, "hash"),
        ({"basis": "b" * 65}, TextTooLong, "basis"),
        ({"actor": "甲" * 201}, TextTooLong, "actor"),
        ({"subject": "s" * 201}, TextTooLong, "subject"),
        ({"field": "f" * 401}, TextTooLong, "field"),
        ({"actor": "甲\n乙"}, TextUnclean, "actor"),
        ({"subject": "s\x00"}, TextUnclean, "subject"),
        ({"field": "f\x1b"}, TextUnclean, "field"),
        ({"at": "2026-05-06T07:08:09"}, DateImpossible, "at"),
        ({"at": "yesterday"}, DateImpossible, "at"),
        ({"after": "nul"}, WrongKind, "after"),
        ({"before": "nul"}, WrongKind, "before"),
        ({"after": '"长' + "长" * 200 + '"'}, TextTooLong, "lead"),
        ({"subject": "profile", "field": "county", "after": "3"}, WrongKind, "county"),
    ],
)
def test_an_event_that_nobody_could_have_written(
    other: dict[str, Any], refusal: type[ValueRefused], field: str
) -> None:
    with pytest.raises(refusal) as told:
        check_event(event(**other))
    assert told.value.field == field


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", WrongKind),
        ("NaN", WrongKind),
        ("-Infinity", WrongKind),
        ("{", WrongKind),
        ("[" * 100_000, WrongKind),
        ("[" * 22 + "]" * 22, WrongKind),
        ('{"a": ' * 22 + "1" + "}" * 22, WrongKind),
        (r'"\u0000"', TextUnclean),
        (r'"\ud800"', TextUnclean),
        (r'"\udfff"', TextUnclean),
        (r'["a", {"b": "\ud834"}]', TextUnclean),
        (r'{"\u0000": 1}', TextUnclean),
        (r'{"a": [1, "\udc00"]}', TextUnclean),
    ],
)
def test_json_that_is_not_taken(text: str, refusal: type[ValueRefused]) -> None:
    with pytest.raises(refusal) as told:
        json_value("after", text)
    assert told.value.field == "after"


@pytest.mark.parametrize(
    "text", ['"\\ud83d\\ude00"', "[1, [2, {}]]", "3.5", "null", '"\\uff08\\ue000"', "[" * 20 + "]" * 20]
)
def test_json_that_is_taken(text: str) -> None:
    assert json_value("after", text) == json.loads(text)


def test_counts_begin_with_one() -> None:
    assert [is_count(one) for one in (0, 1, 10**12, 10**12 + 1, True, 1.0, "1")] == [False, True, True] + [False] * 4


def test_the_hash_of_an_event_covers_all_of_it() -> None:
    """Any part that changes changes it, and none can lend its end to the next."""
    changed = [event(**{name: value}) for name, value in (("actor", "乙"), ("seq", 2), ("clock", 2), ("before", "1"))]
    changed += [event(subject="duty-1.1-1.1l", field="ead"), event(basis=""), event(at=""), event(prev=SHA), event()]
    assert len({event_hash(one) for one in changed}) == len(changed)
