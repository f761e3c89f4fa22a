"""Every error of the room is told in Chinese, names the thing and the next step, and shows no part of the program."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklist import errors, exchange_errors, refusals
from checklist.actions import Edit
from checklist.errors import ChecklistError, EvidenceNoRoom, EvidenceTooLarge, RecordError, UndoOverlaid, UndoUnknown
from checklist.exchange_errors import ExchangeOtherCounty, ExchangeRefused, ExchangeValueBad
from checklist.fields import PLAIN
from checklist.refusals import DateImpossible, TextTooLong, TooMany, ValueRefused
from ui.field_words import field_label
from ui.messages import sentence

PATH = Path("/data/县/说明.pdf")
BASES = (ChecklistError, RecordError, ExchangeRefused, ValueRefused)


def example(kind: type[ChecklistError]) -> ChecklistError:
    special: dict[type[ChecklistError], ChecklistError] = {
        EvidenceTooLarge: EvidenceTooLarge(PATH, 300 << 20, 200 << 20),
        EvidenceNoRoom: EvidenceNoRoom(PATH, 1 << 20, 9 << 20),
        UndoOverlaid: UndoOverlaid("d", "lead", "2026-03-01T00:00:00+08:00", "李四"),
        UndoUnknown: UndoUnknown("x"),
        TextTooLong: TextTooLong("lead", "长" * 300, 200),
        TooMany: TooMany("supporting", [], 50),
        ExchangeOtherCounty: ExchangeOtherCounty(PATH, "青川县", "剑阁县"),
        ExchangeValueBad: ExchangeValueBad(PATH, 7, DateImpossible("due", "2026-02-30")),
    }
    if kind in special:
        return special[kind]
    return kind("due", "2026-02-30") if issubclass(kind, ValueRefused) else kind(PATH, "reason")


def kinds() -> Iterator[type[ChecklistError]]:
    for module in (errors, exchange_errors, refusals):
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, ChecklistError) and kind not in BASES and kind.__module__ == module.__name__:
                yield kind


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.__name__)
def test_every_error_has_its_sentence(kind: type[ChecklistError]) -> None:
    error = example(kind)
    told = sentence(error)
    assert told != str(error)
    assert told.endswith("。")
    assert len(re.findall("[\u4e00-\u9fff]", told)) > 6
    assert kind.__name__ not in told


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (example(EvidenceTooLarge), "300 MB，佐证文件每个最大 200 MB"),
        (example(ExchangeValueBad), "第 7 条"),
        (example(ExchangeValueBad), "2026-02-30"),
        (example(UndoOverlaid), "“牵头单位”后来由李四于 2026-03-01 又改过"),
        (DateImpossible("entry/x", "a\x1bb"), "a?b"),
    ],
)
def test_a_sentence_says_what_matters(error: ChecklistError, words: str) -> None:
    assert words in sentence(error)


def test_every_field_has_its_word() -> None:
    for field in PLAIN:
        assert field_label(field) != field, field
    assert field_label(Edit("d", "entry/x", None).field) == "进展情况"
    assert len(field_label("x" * 500)) == 40
