"""Comparing a document with another text of it: exactly the differences there are, each where it stands."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.alignment import align
from content.comparison import Comparison, Difference, Kind, compare
from content.document import Clause, Collation, Document, Metadata
from content.errors import ContentMalformed, ContentUnreadable
from content.folding import LeftOut, fold
from content.importing import read_text
from content.library import Library
from content.normal_form import normal_form
from content.shelf import CONTENT_FOLDER
from content.sources import received_text
from content.tidying import Lines
from tests.office_files import paragraph, pdf_file, pdf_pages, word_file

SOURCES = CONTENT_FOLDER / "sources"
DOCUMENTS = sorted(path.stem for path in SOURCES.glob("*.txt"))


def document(*texts: str, missing: int | None = None) -> Document:
    """A document of these clauses, c0 c1 …; `missing` is the number of one that is ours (〔原件缺〕)."""
    nothing = Metadata("d", "", "", None, (), None, None, None, None, None, None, None, None)
    clauses = tuple(
        Clause(f"c{number}", "missing" if number == missing else "paragraph", (), text, "")
        for number, text in enumerate(texts)
    )
    return Document(nothing, Collation("d.txt", "", None), clauses, ())


def drawn(comparison: Comparison) -> list[str]:
    """Each difference as clause@offset ours→theirs."""
    return [f"{one.clause}@{one.start} {one.ours}→{one.theirs}" for one in comparison.differences]


def applied(ours: Document, comparison: Comparison) -> str:
    """The normal form of ours with the differences carried out, and what stands before and behind it."""
    parts = [comparison.theirs[comparison.head.start : comparison.head.end]]
    for clause in ours.clauses:
        at = 0
        for one in comparison.differences:
            if one.clause == clause.id:
                assert clause.text[one.start : one.end] == one.ours
                parts += [clause.text[at : one.start], one.theirs]
                at = one.end
        parts += [clause.text[at:]] if clause.is_policy else []
    parts.append(comparison.theirs[comparison.tail.start : comparison.tail.end])
    return "".join(fold(part).text for part in parts)


FIRST, SECOND, THIRD = "支持建设一个以上科技园区。", "鼓励高校、科研院所到县域办学。", "二〇一八年七月三十一日"
DIFFERENT = [
    (f"{FIRST}\n{SECOND}\n{THIRD}", []),
    (f" {FIRST[:5]}\r\n  {FIRST[5:]}{SECOND.replace('、', ' 、')}{THIRD}", []),
    (f"{FIRST}{SECOND}{THIRD}".replace("一个", "两个"), ["c0@4 一→两"]),
    (f"{FIRST}{SECOND}{THIRD}".replace("一个", "个"), ["c0@4 一→"]),
    (f"{FIRST}{SECOND}{THIRD}".replace("一个", "一百个"), ["c0@5 →百"]),
    (f"{FIRST}{SECOND}{THIRD}".replace("科研", "研"), ["c1@5 科→"]),
    (f"{FIRST}\n{THIRD}", [f"c1@0 {SECOND}→"]),
    (f"{FIRST}\n新增的一段。\n{SECOND}\n{THIRD}", [f"c0@{len(FIRST)} →新增的一段。"]),
    (f"{FIRST}\n另外{SECOND}\n{THIRD}", ["c1@0 →另外"]),
    (f"{FIRST[:-1]}等。\n{SECOND}\n{THIRD}", ["c0@12 →等"]),
    (f"{FIRST[:-1]}！\n励鼓{SECOND[2:]}\n{THIRD}", ["c0@12 。→！", "c1@0 鼓→", "c1@2 →鼓"]),
    (f"{FIRST}\n{SECOND}\n{THIRD.replace('七', '八')}", ["c2@5 七→八"]),
]


@pytest.mark.parametrize(("theirs", "expected"), DIFFERENT)
def test_differences_and_their_places(theirs: str, expected: list[str]) -> None:
    assert drawn(compare(document(FIRST, SECOND, THIRD), theirs)) == expected


OUTSIDE = [
    ("", "", 0, 0),
    ("某某网站 首页\n", "", 6, 0),
    ("首页 > 支持建设\n二〇一九年\n", "\n打印本页\n关闭", 12, 6),
    ("支持单位\n", "\n二〇一八年印发", 4, 7),
]


@pytest.mark.parametrize(("before", "behind", "head", "tail"), OUTSIDE)
def test_lines_before_and_behind_the_text_are_told_from_it(before: str, behind: str, head: int, tail: int) -> None:
    theirs = f"{before}{FIRST}\n{SECOND}\n{THIRD}{behind}"
    comparison = compare(document(FIRST, SECOND, THIRD), theirs)
    assert drawn(comparison) == []
    assert (comparison.head.count, comparison.tail.count) == (head, tail)
    assert comparison.theirs[comparison.head.end :].startswith(FIRST)
    assert comparison.theirs[: comparison.tail.start].endswith(THIRD)


def test_a_changed_first_character_is_not_lost_in_a_banner() -> None:
    theirs = f"支持单位：某某网站\n导航\n扶持建设{FIRST[4:]}\n{SECOND}\n{THIRD}"
    comparison = compare(document(FIRST, SECOND, THIRD), theirs)
    assert drawn(comparison) == ["c0@0 支→扶"]
    assert comparison.head.count == len("支持单位:某某网站导航")


def test_shape_and_width_are_counted_apart() -> None:
    comparison = compare(document("（一）到２０２２年，建成①个。10㎡"), "(一)到2022年,建成1个。10m2")
    assert comparison.is_same
    counted = {(shape.ours, shape.theirs): shape.count for shape in comparison.shapes}
    assert counted[("２", "2")] == 3
    assert counted[("㎡", "m2")] == 1
    assert sum(counted.values()) == 9


def test_a_character_is_never_cut() -> None:
    comparison = compare(document("面积10㎡以上"), "面积10m3以上")
    assert drawn(comparison) == ["c0@4 ㎡→m3"]


def test_what_is_ours_is_not_compared_and_what_is_left_out_is_passed_over() -> None:
    theirs = f"{FIRST[:6]}\n— 1 —\n{FIRST[6:]}\n{THIRD}"
    page = LeftOut(7, 12, "page-number")
    comparison = compare(document(FIRST, "〔原件缺：附件〕", THIRD, missing=1), theirs, (page,))
    assert drawn(comparison) == []
    assert [pair.clause for pair in comparison.pairs] == ["c0", "c2"]
    assert drawn(compare(document(FIRST, THIRD), theirs)) == ["c0@6 →— 1 —"]


def test_each_clause_has_its_stretch_of_the_other_text() -> None:
    theirs = f"首页\n{FIRST}\n新增。\n{THIRD}\n尾"
    comparison = compare(document(FIRST, SECOND, THIRD), theirs)
    stretches = [theirs[pair.theirs.start : pair.theirs.end] for pair in comparison.pairs]
    assert [stretch.strip() for stretch in stretches] == [FIRST, "新增。", THIRD]
    assert [one.kind for one in comparison.differences] == [Kind.CHANGED]


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_the_received_text_is_the_same(library: Library, document_id: str) -> None:
    ours = library.document(document_id)
    received = received_text(ours)
    assert received.is_as_recorded
    assert len(received.left_out) == len(ours.collation.omitted)
    comparison = compare(ours, received.text, received.left_out)
    assert drawn(comparison) == []
    assert (comparison.head.count, comparison.tail.count, comparison.alike) == (0, 0, 1.0)


def test_a_changed_source_is_said_and_shown(library: Library, tmp_path: Path) -> None:
    ours = library.document("cbf-2018-60")
    text = (SOURCES / "cbf-2018-60.txt").read_text(encoding="utf-8").replace("1个以上", "9个以上", 1)
    (tmp_path / "cbf-2018-60.txt").write_text(text, encoding="utf-8")
    received = received_text(ours, tmp_path)
    assert not received.is_as_recorded
    assert [(one.ours, one.theirs) for one in compare(ours, received.text, received.left_out).differences] == [
        ("1", "9")
    ]


def test_a_source_that_cannot_be_read_is_named(library: Library, tmp_path: Path) -> None:
    ours = library.document("cbf-2018-60")
    with pytest.raises(ContentUnreadable):
        received_text(ours, tmp_path)
    (tmp_path / "cbf-2018-60.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ContentMalformed):
        received_text(ours, tmp_path)


# Characters that fold in every way: alone, together, to nothing, to two, with marks, from broken fonts.
LETTERS = "的发展，,。.（(１1㎡②ﬁe\u0301カﾞ\u3099\xad \n\t\ua3ac«\u1100\u1161𠀀"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=5), st.text(LETTERS, max_size=40))
def test_the_differences_lose_nothing(ours: list[str], theirs: str) -> None:
    policy = document(*ours)
    assert applied(policy, compare(policy, theirs)) == fold(theirs).text


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 12))
def test_the_differences_of_a_like_text_lose_nothing(chance: random.Random, edits: int) -> None:
    text = "".join(chance.choice("的一是在不了有和人这中大为上个国") for _ in range(200))
    policy = document(*(text[at : at + 40] for at in range(0, 200, 40)))
    theirs = text
    for _ in range(edits):
        at = chance.randrange(len(theirs) + 1)
        theirs = theirs[:at] + chance.choice(["", "新", "\n", "一"]) + theirs[at + chance.randrange(30) :]
    assert applied(policy, compare(policy, theirs)) == normal_form(theirs)


def common(ours: str, theirs: str) -> int:
    """Length of a longest common sequence, the slow and sure way."""
    row = [0] * (len(theirs) + 1)
    for one in ours:
        diagonal = 0
        for at, other in enumerate(theirs, 1):
            diagonal, row[at] = row[at], diagonal + 1 if one == other else max(row[at], row[at - 1])
    return row[-1]


@settings(max_examples=300, deadline=None)
@given(st.text("的一是在", max_size=24), st.text("的一是在", max_size=24))
def test_no_more_differs_than_must(ours: str, theirs: str) -> None:
    lines = Lines(frozenset({0}), frozenset({0}))
    edits = align(f"文{ours}号", f"文{theirs}号", lines, lambda done: None).edits
    kept = len(ours) - sum(edit.end - edit.start for edit in edits)
    chance = sum(edit.size for edit in edits)  # what tidying joined may hide equal characters in a difference
    assert kept <= common(ours, theirs)
    assert kept == common(ours, theirs) or chance > len(edits)


@settings(max_examples=200, deadline=None)
@given(st.text(LETTERS, max_size=30))
def test_folding_is_the_normal_form_with_the_way_back(text: str) -> None:
    folded = fold(text)
    assert folded.text == normal_form(text)
    assert all(
        normal_form(text[start:end]).count(char)
        for char, start, end in zip(folded.text, folded.starts, folded.ends, strict=True)
    )


def planted(chance: random.Random, policy: Document, count: int) -> tuple[Document, list[Difference]]:
    """The document with so many single characters changed, added or taken away, and what compare must find."""
    texts = {clause.id: clause.text for clause in policy.clauses}
    places = [
        (clause.id, at)
        for clause in policy.clauses
        for at in range(3, len(clause.text) - 3, 9)
        if "\t" not in clause.text[at - 1 : at + 2]
    ]
    found = []
    for clause, at in sorted(chance.sample(places, count), reverse=True):
        text = texts[clause]
        taken, put = chance.choice([(1, "换"), (0, "添"), (1, ""), (1, chance.choice("的和在〇9"))])
        if {text[at : at + 1], put} & {text[at - 1], text[at + 1]} or text[at] == put:
            taken, put = 1, "龘"
        found.append(Difference(clause, at, at + taken, text[at : at + taken], put, 0, 0))
        texts[clause] = text[:at] + put + text[at + taken :]
    order = policy.order
    changed = tuple(replace(clause, text=texts[clause.id]) for clause in policy.clauses)
    return replace(policy, clauses=changed), sorted(found, key=lambda one: (order[one.clause], one.start))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_planted_changes_are_all_found_and_no_other(library: Library, document_id: str, seed: int) -> None:
    chance = random.Random(seed)
    changed, expected = planted(chance, library.document(document_id), 17)
    theirs = "\n".join(clause.text for clause in changed.clauses if clause.is_policy)
    expected = [one for one in expected if library.document(document_id).clause(one.clause).is_policy]
    found = compare(library.document(document_id), theirs).differences
    assert [replace(one, theirs_start=0, theirs_end=0) for one in found] == expected


WRITTEN: dict[str, Callable[[list[str]], bytes]] = {
    "a.docx": lambda lines: word_file("".join(map(paragraph, lines))),
    "a.pdf": lambda lines: pdf_file(pdf_pages(lines)),
    "a.txt": lambda lines: "\r\n".join(lines).encode("gb18030"),
}


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_planted_changes_are_found_in_files(library: Library, tmp_path: Path, document_id: str, name: str) -> None:
    ours = library.document(document_id)
    changed, _ = planted(random.Random(60), ours, 17)
    policy = [clause for clause in changed.clauses if clause.is_policy]
    (tmp_path / name).write_bytes(WRITTEN[name]([clause.text for clause in policy]))
    imported = read_text(tmp_path / name)
    found = compare(ours, imported.text, imported.left_out).differences
    assert {one.clause for one in found} == {one.id for one in policy if one.text != ours.clause(one.id).text}
    assert drawn(compare(changed, imported.text, imported.left_out)) == []
    direct = compare(ours, "\n".join(clause.text for clause in policy)).differences
    assert [(one.ours, one.theirs) for one in found] == [(one.ours, one.theirs) for one in direct]


def long_document(library: Library, size: int) -> Document:
    texts = [clause.text for one in library.documents for clause in one.clauses if clause.is_policy]
    whole = "".join(texts) * (size // sum(map(len, texts)) + 1)
    return document(*(whole[at : at + 150] for at in range(0, size, 150)))


def test_forty_thousand_characters_take_a_second_at_most(library: Library) -> None:
    policy = long_document(library, 39_900)
    changed, expected = planted(random.Random(1), policy, 200)
    started = time.perf_counter()
    found = compare(policy, "\n".join(clause.text for clause in changed.clauses)).differences
    assert time.perf_counter() - started < 1
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    "theirs",
    ["的" * 2_000_000, "e\u0301" * 500_000, "a" + "\u0301\u0327" * 500_000, "县域创新\n" * 200_000],
    ids=["one character", "marks", "a tower of marks", "lines"],
)
def test_a_text_that_has_nothing_to_do_with_it_is_bounded_and_said(library: Library, theirs: str) -> None:
    ours, started = library.document("cbf-2018-60"), time.perf_counter()
    comparison = compare(ours, theirs)
    assert time.perf_counter() - started < 10  # about 2.5 s
    assert comparison.is_coarse
    assert comparison.alike < 0.1


def test_another_document_is_told_by_how_little_is_alike(library: Library) -> None:
    other = received_text(library.document("cbf-2016-71")).text
    assert compare(library.document("cbf-2018-60"), other).alike < 0.1


class Stop(Exception):
    """The person does not want to wait."""


def test_it_can_be_stopped(library: Library) -> None:
    steps = []

    def stop(done: float) -> None:
        steps.append(done)
        if len(steps) == 3:
            raise Stop

    with pytest.raises(Stop):
        compare(library.document("cbf-2018-60"), received_text(library.document("cbf-2016-71")).text, (), stop)
    assert all(0 <= done <= 1 for done in steps)
