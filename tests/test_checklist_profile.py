"""The county, its own duties, its values of goals: said, read back, and refused where they cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checklist.indicators import Actual, actual, indicator_id, reaches, set_actual
from checklist.own_duties import OwnDuty, own_duties, put_own_duty, remove_own_duty
from checklist.phrases import APPLIES_TO
from checklist.profile import FACTS, Answer, CountyProfile, Person, able, applies, read_profile, write_profile
from checklist.record import Record, open_record
from checklist.refusals import (
    DateImpossible,
    ForceUnknown,
    NumberImpossible,
    TextMissing,
    TextTooLong,
    TextUnclean,
    ValueRefused,
    WrongKind,
    YearImpossible,
)
from checklist.values import day, number
from content.duty import Force
from content.library import Library
from ui.ledger_words import FACT

FULL = CountyProfile(
    "青川县",
    2026,
    ("科技局", "发改局"),
    (Person("李四", "科技局"), Person("王五")),
    {"deep_poverty": True, able("x"): False},
)


def test_every_wording_of_the_content_is_known(library: Library) -> None:
    assert {duty.applies_to for duty in library.duties} == set(APPLIES_TO)
    assert set(FACTS) <= set(FACT)


@pytest.mark.parametrize(
    ("words", "facts", "answer", "because"),
    [
        ("各县（市、区）", {}, Answer.YES, "every"),
        ("深度贫困县", {}, Answer.UNKNOWN, "deep_poverty"),
        ("深度贫困县", {"deep_poverty": True}, Answer.YES, "deep_poverty"),
        ("深度贫困县", {"deep_poverty": False}, Answer.NO, "deep_poverty"),
        ("有产业园区的县（市、区）", {"industrial_park": False}, Answer.NO, "industrial_park"),
        (
            "有省技术创新中心的县（市、区）",
            {"planning_innovation_centre": True},
            Answer.UNKNOWN,
            "has_innovation_centre",
        ),
        ("有条件的县（市、区）", {}, Answer.UNKNOWN, "able:cbf-2018-60.2.1"),
        ("有条件的县（市、区）", {"able:cbf-2018-60.2.1": True}, Answer.YES, "able:cbf-2018-60.2.1"),
        ("有条件的县（市、区）", {"able:another": True}, Answer.UNKNOWN, "able:cbf-2018-60.2.1"),
    ],
)
def test_which_duties_are_the_county_s(
    library: Library, words: str, facts: dict[str, bool], answer: Answer, because: str
) -> None:
    found = applies(replace(library.duties[0], applies_to=words), CountyProfile(facts=facts))
    assert (found.answer, found.because) == (answer, because)


def test_words_that_are_not_known_decide_nothing(library: Library) -> None:
    duty = replace(library.duties[0], applies_to="山区县")
    assert applies(duty, FULL).answer is Answer.UNKNOWN


def test_the_profile_is_kept_as_events(record: Record, tmp_path: Path) -> None:
    write_profile(record, FULL)
    write_profile(record, FULL)
    assert len(record.history("profile")) == 8
    changed = replace(FULL, units=("科技局",), people=(Person("李四", "发改局"),), facts={"deep_poverty": False})
    write_profile(record, changed)
    record.close()
    again = open_record(tmp_path, "x")
    assert read_profile(again.state) == changed
    assert again.progress == {}
    again.close()


@pytest.mark.parametrize(
    ("profile", "refusal"),
    [
        (CountyProfile(year=26), YearImpossible),
        (CountyProfile(year=3000), YearImpossible),
        (CountyProfile("县" * 201), TextTooLong),
        (CountyProfile("青\x00川"), TextUnclean),
        (CountyProfile(units=("科\n技局",)), TextUnclean),
        (CountyProfile(people=(Person("李" * 300),)), TextTooLong),
        (CountyProfile(facts={"deep_poverty": "yes"}), WrongKind),  # type: ignore[dict-item]
    ],
)
def test_a_profile_that_cannot_be_is_refused(
    record: Record, profile: CountyProfile, refusal: type[ValueRefused]
) -> None:
    with pytest.raises(refusal):
        write_profile(record, profile)
    assert record.journal.events() == ()


def test_own_duties_have_the_same_progress(record: Record, tmp_path: Path) -> None:
    own = OwnDuty(
        "建立月调度制度",
        "广府办〔2026〕3号",
        Force.PROMOTE,
        "县科技局",
        date(2026, 6, 30),
        (("1", "发文"), ("2", "开会")),
    )
    put_own_duty(record, own)
    record.set_step(own.id, "1", True, "")
    assert own_duties(record.state) == (own,)
    assert (own.duty.doc, own.duty.deadline, [step.text for step in own.duty.steps]) == (
        "own",
        "2026-06-30",
        ["发文", "开会"],
    )
    changed = replace(own, title="建立季调度制度", steps=(("1", "发文"),), deadline=None)
    put_own_duty(record, changed)
    record.close()
    again = open_record(tmp_path, "x")
    assert own_duties(again.state) == (changed,)
    assert again.of(own.id).steps == {"1"}
    remove_own_duty(again, own.id)
    assert own_duties(again.state) == ()
    again.undo_last()
    assert own_duties(again.state) == (changed,)
    again.close()


@pytest.mark.parametrize(
    ("own", "refusal"),
    [
        (OwnDuty(""), TextMissing),
        (OwnDuty(" "), TextMissing),
        (OwnDuty("题" * 201), TextTooLong),
        (OwnDuty("题", "依据\x07"), TextUnclean),
        (OwnDuty("题", force="will"), ForceUnknown),  # type: ignore[arg-type]
    ],
)
def test_an_own_duty_that_cannot_be_is_refused(record: Record, own: OwnDuty, refusal: type[ValueRefused]) -> None:
    with pytest.raises(refusal):
        put_own_duty(record, own)
    assert record.journal.events() == ()


def test_the_county_s_value_of_a_goal(record: Record, library: Library) -> None:
    goal, other = library.indicators[:2]
    set_actual(record, goal, Actual(56.5, 2022, "统计公报"))
    assert actual(record.state, goal) == Actual(56.5, 2022, "统计公报")
    assert actual(record.state, other) == Actual()
    assert record.progress == {}
    assert len({indicator_id(one) for one in library.indicators}) == len(library.indicators)
    record.undo_last()
    assert actual(record.state, goal) == Actual()


@pytest.mark.parametrize(
    ("comparison", "value", "reached"),
    [
        ("≥", 55, True),
        ("≥", 54.9, False),
        (">", 55, False),
        ("≤", 55, True),
        ("=", 56, True),
        ("=", 54, False),
        ("≈", 53, True),
        ("≈", 50, False),
        ("≥", None, None),
    ],
)
def test_whether_a_goal_is_reached(
    library: Library, comparison: str, value: float | None, reached: bool | None
) -> None:
    goal = replace(library.indicators[0], comparison=comparison, value=55)
    assert reaches(goal, Actual(value)) is reached


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e16, "55", True, [1]])
def test_a_number_that_cannot_be_is_refused(record: Record, library: Library, value: object) -> None:
    with pytest.raises(NumberImpossible):
        number("value", value)
    with pytest.raises(NumberImpossible):
        set_actual(record, library.indicators[0], Actual(value))  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["2026-02-29", "2026-00-10", "", "2026/02/03", "２０２６-02-03", "1948-12-31"])
def test_days_that_are_none(value: str) -> None:
    with pytest.raises(DateImpossible):
        day("due", value)
