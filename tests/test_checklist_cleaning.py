"""What is made fit to leave or to be shown: cells, fields of a CSV, lines of Markdown, names of files."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from checklist import annotation_markdown
from checklist.annotation import Annotation, Colour, Kind
from checklist.annotation_entry import Collection, Entry
from checklist.annotation_markdown import count_markdown, write_markdown
from checklist.file_names import safe_name
from checklist.papers.csv_file import check_csv, write_csv
from checklist.papers.errors import PaperNotEqual
from checklist.papers.guarding import guard, is_risky
from checklist.papers.sheet import Column, Sheet
from checklist.papers.texts import breadth, clean, day_words, number, plain, spoken, units
from checklist.papers.words import NOTE_GUARDED
from checklist.selector import Selector

CLEANED = [
    ("", ""),
    ("县域\n\t创新", "县域\n\t创新"),
    ("a\r\nb\rc\x0bd\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
    ("a\r\n\r\nb", "a\n\nb"),
    ("县\ud800域", "县\ufffd域"),
    ("\U0001f600", "\U0001f600"),
    ("\x00", ""),
]
GONE = "\x00\x08\x0e\x1f\x7f\x84\x86\x9f\u202a\u202e\u2066\u2069\ufdd0\ufdef\ufffe\uffff"
STAYS = "\t\n\x20\x7e\xa0\u2029\u202f\u2065\u206a\ufdcf\ufdf0\ufffd"


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_a_text_as_a_file_can_hold_it(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_what_goes_of_a_text_and_what_stays() -> None:
    assert [char for char in GONE if clean(f"甲{char}乙") != "甲乙"] == []
    assert [char for char in STAYS if clean(f"甲{char}乙") != f"甲{char}乙"] == []


@pytest.mark.parametrize(
    ("cell", "as_text", "in_print"),
    [
        (None, "", ""),
        ("一\x00", "一", "一"),
        (date(2026, 2, 8), "2026-02-08", "2026.2.8"),
        (3, "3", "3"),
        (-0.0, "0", "0"),
        (2.50, "2.5", "2.5"),
        (0.1 + 0.2, "0.3", "0.3"),
        (123456789012345.6, "123456789012346", "123456789012346"),
        (1e20, "1e+20", "1e+20"),
    ],
)
def test_a_cell_in_words(cell: object, as_text: str, in_print: str) -> None:
    assert (plain(cell), spoken(cell)) == (as_text, in_print)  # type: ignore[arg-type]


def test_lengths_and_days() -> None:
    assert [units(one) for one in ("", "a", "县", "😀")] == [0, 1, 1, 2]
    assert [breadth(one) for one in ("", "ab", "县", "a县😀")] == [0, 2, 2, 5]
    assert day_words(date(2026, 2, 8)) == "2026年2月8日"
    assert number(10**18) == "1000000000000000000"


RISKY = ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "  =1", "\n=1", "\u3000=1"]


@pytest.mark.parametrize("text", RISKY)
def test_what_looks_like_a_formula_is_guarded(text: str) -> None:
    assert (is_risky(text), guard(text)) == (True, f"'{text}")


@pytest.mark.parametrize("text", ["", " ", "Xiance", "县=1", "1-2", "'=1", "（-1）", "·"])
def test_what_does_not_is_left(text: str) -> None:
    assert (is_risky(text), guard(text)) == (False, text)


COLUMNS = (Column("id", "编号"), Column("note", "=备注"))


def fields(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_csv_is_cells_then_an_empty_line_then_notes(tmp_path: Path) -> None:
    sheet = Sheet("表", "", "", COLUMNS, (("1", "=SUM(A1)"), ("2", None), ("3", "+\x00")), notes=("说明", "@注"))
    written = write_csv(tmp_path / "a.csv", sheet)
    assert (written.rows, written.guarded) == (3, 2)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert fields(tmp_path / "a.csv") == [
        *(["编号", "'=备注"], ["1", "'=SUM(A1)"], ["2", ""], ["3", "'+"], []),
        *(["说明"], ["'@注"], [NOTE_GUARDED.format(count=2)]),
    ]
    write_csv(tmp_path / "b.csv", Sheet("表", "", "", COLUMNS, (("1", "x"),)))
    assert fields(tmp_path / "b.csv") == [["编号", "'=备注"], ["1", "x"]]


@pytest.mark.parametrize(
    ("lines", "row", "column"),
    [
        ([["编号", "'=备注"], ["1", "y"]], 1, "=备注"),
        ([["编号", "'=备注"], ["9", "x"]], 1, "编号"),
        ([["编号", "'=备注"]], 1, "编号"),
        ([["编号", "'=备注"], ["1", "x"], ["2", ""]], 2, "编号"),
        ([["编号", "'=备注"], ["1", "x", "z"]], 1, ""),
    ],
)
def test_a_csv_that_reads_back_otherwise_is_told_by_its_place(
    tmp_path: Path, lines: list[list[str]], row: int, column: str
) -> None:
    sheet = Sheet("表", "", "", COLUMNS, (("1", "x"),))
    before = csv.field_size_limit()
    write_csv(tmp_path / "a.csv", sheet)
    with pytest.raises(PaperNotEqual) as told:
        check_csv(tmp_path / "a.csv", sheet, lines)
    assert (told.value.sheet, told.value.row, told.value.column) == ("表", row, column)
    assert csv.field_size_limit() == before


def test_a_field_of_any_length_is_read_back(tmp_path: Path) -> None:
    assert write_csv(tmp_path / "a.csv", Sheet("表", "", "", COLUMNS, (("1", "长" * 200_000),))).rows == 1


SHOWN = [
    ("# 题", r"\# 题"),
    ("- 一", r"\- 一"),
    ("+ 一", r"\+ 一"),
    ("= 一", r"\= 一"),
    ("1. 一", r"1\. 一"),
    ("12) 一", r"12\) 一"),
    ("12 一", "12 一"),
    ("3-1", "3-1"),
    ("a - b", "a - b"),
    ("> 引 <b>&amp;", "&gt; 引 &lt;b&gt;&amp;amp;"),
    ("[点](http://x)!", r"\[点\](http://x)\!"),
    (r"*a* _b_ `c` ~d~ $e$ {f} |g| \h", r"\*a\* \_b\_ \`c\` \~d\~ \$e\$ \{f\} \|g\| \\h"),
    ("  前\t后  ", "前 后"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_a_line_of_markdown_reads_as_it_is(text: str, shown: str) -> None:
    assert annotation_markdown._plain(text) == shown


def entry(document: str, chapter: str, note: str) -> Entry:
    pieces, when = (Selector("1", 0, 2, "引文\n \n二", "", ""),), "2026-03-01T09:30:00+08:00"
    one = Annotation("id", "d", pieces, Kind.NOTE, Colour.RED, note, when, when, "李")
    return Entry(one, document, chapter, "出处", "高亮", "#FAD3DC")


def test_annotations_as_markdown(tmp_path: Path) -> None:
    entries = (entry("甲", "一", "注\n第二行"), entry("甲", "一", ""), entry("甲", "二", ""), entry("乙", "", "#"))
    write_markdown(tmp_path / "a.md", Collection("题*目", "", entries))
    text = (tmp_path / "a.md").read_bytes().decode("utf-8")
    byline = entries[0].byline
    quoted = "> 引文\n>\n> 二\n>\n> —— 出处"
    assert text.split("\n\n") == [
        *(r"# 题\*目", "## 甲", "### 一", quoted, "注  \n第二行", f"*{byline}*", quoted, f"*{byline}*"),
        *("### 二", quoted, f"*{byline}*", "## 乙", quoted, r"\#", f"*{byline}*\n"),
    ]
    assert count_markdown(tmp_path / "a.md") == 4
    write_markdown(tmp_path / "b.md", Collection("题", "共 *0* 条", ()))
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == "# 题\n\n共 \\*0\\* 条\n"


NAMES = [
    ("a/b\\c.txt", "c.txt"),
    ('<>:"|?*', "_______"),
    *(
        (one, f"_{one}")
        for one in ("con", "PRN", "aux.txt", "Nul.a.txt", "CONIN$", "conout$", "com0", "COM9", "lpt¹.pdf")
    ),
    ("nul .txt", "_nul.txt"),
    ("com10", "com10"),
    ("console.txt", "console.txt"),
    ("a\u200b\u202e\ue000\u2028\u2029\x07b", "ab"),
    (" .a. ", "a"),
    ("x" * 110 + ".abcdefghij", "x" * 109 + ".abcdefghij"),
    ("x." + "y" * 16, "x." + "y" * 16),
    ("x" * 118 + "." + "y" * 16, "x" * 103 + "." + "y" * 16),
    ("x" * 118 + "." + "y" * 17, "x" * 118 + ".y"),
    ("县" * 40 + ".docx", "县" * 38 + ".docx"),
    ("a" * 114 + " ." + "b.docx", "a" * 114 + ".docx"),
    ("." + "a" * 130, "a" * 120),
    ("X" * 130, "X" * 120),
    ("a\ud800b", "a_b"),
    ("short", "short"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_name_that_every_system_takes(name: str, expected: str) -> None:
    assert safe_name(name) == expected
