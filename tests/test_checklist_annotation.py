"""Annotations are events: they add up, can be taken back, and take nothing that they do not understand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.annotation import NOTE_LIMIT, Annotation, Colour, Kind, annotation_passages
from checklist.annotation_fields import fold, tidied
from checklist.annotation_record import Annotations
from checklist.errors import UndoOverlaid
from checklist.event import Change, Event
from checklist.journal import Journal
from checklist.refusals import TextTooLong
from checklist.selector import Selector

PIECE = Selector("5-3", 4, 8, "成果转移", "搭建", "转化服务体系")
SECOND = Selector("5-4", 0, 2, "支持", "", "县（市、区）")
DRAFT = Annotation(document="cbf-2018-60", pieces=(PIECE, SECOND))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "record.db", "李晓梅")
    yield opened
    opened.close()


@pytest.fixture
def kept(journal: Journal) -> Annotations:
    return Annotations(journal)


def drawn(kept: Annotations) -> list[str]:
    return [f"{one.kind} {one.colour} {one.note}".strip() for one in kept.all]


def again(journal: Journal) -> list[str]:
    """What another start reads."""
    return drawn(Annotations(journal))


def test_an_annotation_is_kept_with_its_place_and_person(kept: Annotations, journal: Journal) -> None:
    made = kept.add(replace(DRAFT, kind=Kind.NOTE, colour=Colour.BLUE, note="月底前报进展"), "a" * 64)
    assert (made.pieces, made.by, made.kind) == ((PIECE, SECOND), "李晓梅", Kind.NOTE)
    assert made.created == made.changed != ""
    assert made.quotation == "成果转移\n支持"
    assert Annotations(journal).all == (made,)
    events = journal.events()
    assert {event.subject for event in events} == {f"annotation/{made.id}"}
    assert {event.basis for event in events} == {"a" * 64}
    assert len({event.deed for event in events}) == 1


def test_changes_add_up_and_only_they_are_written(kept: Annotations, journal: Journal) -> None:
    made = kept.add(DRAFT)
    before = len(journal.events())
    kept.change(replace(made, colour=Colour.RED, note="改"))
    assert [event.field for event in journal.events()[before:]] == ["colour", "note"]
    kept.change(kept.of(made.id))
    assert len(journal.events()) == before + 2
    assert drawn(kept) == again(journal) == ["highlight red 改"]
    moved = kept.change(replace(kept.of(made.id), pieces=(SECOND,)))
    assert (moved.pieces, moved.colour) == ((SECOND,), Colour.RED)


def test_removal_restoring_and_undo(kept: Annotations, journal: Journal) -> None:
    first, second = kept.add(DRAFT), kept.add(replace(DRAFT, colour=Colour.GREEN))
    kept.remove([first.id, second.id])
    assert drawn(kept) == again(journal) == []
    kept.restore([first.id])
    assert drawn(kept) == ["highlight yellow"]
    for expected in ([], ["highlight yellow", "highlight green"], ["highlight yellow"], []):
        assert kept.undo()
        assert drawn(kept) == again(journal) == expected
    assert not kept.undo()
    journal.verify()


def test_undo_steps_back_through_one_field(kept: Annotations) -> None:
    made = kept.add(DRAFT)
    for colour in (Colour.RED, Colour.BLUE, Colour.GREEN):
        made = kept.change(replace(made, colour=colour))
    seen = []
    for _ in range(3):
        kept.undo()
        seen.append(kept.of(made.id).colour)
    assert seen == [Colour.BLUE, Colour.RED, Colour.YELLOW]


def test_undo_does_not_overlay_what_came_from_elsewhere(kept: Annotations, journal: Journal) -> None:
    made = kept.add(DRAFT)
    kept.change(replace(made, note="甲"))
    journal.append((Change(f"annotation/{made.id}", "note", "甲", "乙"),))
    kept.reload()
    with pytest.raises(UndoOverlaid):
        kept.undo()
    assert drawn(kept) == ["highlight yellow 乙"]


def test_history_tells_every_change(kept: Annotations) -> None:
    made = kept.add(DRAFT)
    kept.change(replace(made, note="改"))
    rows = kept.history(made.id)
    assert (rows[-1].field, rows[-1].before, rows[-1].after, rows[-1].actor) == ("note", "", "改", "李晓梅")
    assert rows[0].field == "place"


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("一\r\n二\r三  \n\n", "一\n二\n三"),
        ("甲\x00乙\x1b[31m丙\x85", "甲乙[31m丙"),
        ("名\u202e反\u2066x", "名反x"),
        ("\ud800半", "半"),
        ("表\t格 👩\u200d🌾 𠀀", "表\t格 👩\u200d🌾 𠀀"),
        ("=1+1 <b>x</b>", "=1+1 <b>x</b>"),
    ],
)
def test_notes_are_cleaned(kept: Annotations, journal: Journal, written: str, clean: str) -> None:
    assert kept.add(replace(DRAFT, note=written)).note == clean
    assert Annotations(journal).all[0].note == clean


def test_a_note_has_a_limit(kept: Annotations, journal: Journal) -> None:
    kept.add(replace(DRAFT, note="字" * NOTE_LIMIT + "\n  "))
    with pytest.raises(TextTooLong) as refusal:
        kept.add(replace(DRAFT, note="字" * (NOTE_LIMIT + 1)))
    assert (refusal.value.length, refusal.value.limit) == (NOTE_LIMIT + 1, NOTE_LIMIT)
    assert len(kept.all) == len(Annotations(journal).all) == 1


GOOD = {"document": "d", "pieces": [{"clause": "1", "start": 0, "end": 2, "exact": "支持", "prefix": "", "suffix": ""}]}


def event(field: str, after: object, key: str = "k") -> Event:
    return Event(
        "id",
        "dev",
        1,
        1,
        "2026-03-01T09:00:00+08:00",
        "他",
        f"annotation/{key}",
        field,
        "null",
        json.dumps(after),
        "",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "scribble"),
        ("kind", 3),
        ("colour", "ultraviolet"),
        ("colour", ["red"]),
        ("note", 7),
        ("note", {"a": 1}),
        ("place", "5-3"),
        ("place", {"document": "d"}),
        ("place", {"document": "d", "pieces": []}),
        ("place", {"document": 1, "pieces": GOOD["pieces"]}),
        ("place", {"document": "d", "pieces": [{"clause": "1"}]}),
        ("place", {"document": "d", "pieces": [{**GOOD["pieces"][0], "start": -1}]}),  # type: ignore[dict-item]
        ("place", {"document": "d", "pieces": [{**GOOD["pieces"][0], "end": True}]}),  # type: ignore[dict-item]
        ("place", {"document": "d", "pieces": [{**GOOD["pieces"][0], "exact": "字" * 20_001}]}),  # type: ignore[dict-item]
        ("place", {"document": "d", "pieces": 9}),
        ("tags/2", ["来自更新的版本"]),
        ("removed", "no"),
    ],
)
def test_what_a_later_version_or_a_stranger_wrote_leaves_the_rest(field: str, value: object) -> None:
    before = [event("place", GOOD), event("kind", "underline"), event("note", "留下")]
    (one,) = fold([*before, event(field, value)]).values()
    assert [(piece.clause, piece.start, piece.exact) for piece in one.pieces] == [("1", 0, "支持")]
    assert (one.document, one.kind, one.note, one.colour, one.is_shown) == (
        "d",
        Kind.UNDERLINE,
        "留下",
        Colour.YELLOW,
        True,
    )


def test_without_a_place_nothing_is_shown() -> None:
    (one,) = fold([event("note", "无处可去")]).values()
    assert not one.is_shown


def test_other_subjects_are_no_annotations() -> None:
    assert fold([replace(event("status", "done"), subject="cbf-2018-60.5-3.1")]) == {}


FIELDS = st.sampled_from(["place", "kind", "colour", "note", "removed", "x"])
VALUES: st.SearchStrategy[object] = st.sampled_from([None, 1, "red", "note", True, GOOD, [], {}])


@given(st.lists(st.tuples(FIELDS, VALUES)))
def test_no_event_can_break_the_fold(told: list[tuple[str, object]]) -> None:
    for one in fold([event(*each) for each in told]).values():
        assert isinstance(one.kind, Kind)
        assert isinstance(one.colour, Colour)
        assert one.note == tidied(one.note)


def test_search_is_told_of_notes_and_where_they_stand_now() -> None:
    noted = replace(DRAFT, id="a", note="月底前报进展")
    passages = annotation_passages([noted, replace(DRAFT, id="b"), replace(noted, id="c", removed=True)], {"a": "5-4"})
    assert [(one.id, one.document, one.clause, one.text) for one in passages] == [
        ("a", "cbf-2018-60", "5-4", "月底前报进展")
    ]
    assert annotation_passages([noted])[0].clause == "5-3"
