"""Exports hold every annotation, as it was written, or the file that stood there before."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from checklist import annotation_export
from checklist.annotation import Annotation, Colour, Kind
from checklist.annotation_entry import Collection, Entry
from checklist.annotation_errors import ExportIncomplete, ExportUnwritable
from checklist.annotation_export import Format, export_annotations
from checklist.selector import Selector

HOSTILE = "# 题\n- 一\n1. 二\n> 引\n[点](http://x/) <script>x</script> &amp; *粗* `码` =1+1\n| a | b |\n---"


def made(number: int, document: str, chapter: str, note: str = "", kind: Kind = Kind.HIGHLIGHT) -> Entry:
    pieces = (Selector("5-3", 4, 8, "成果\t转移", "搭建", "转化"), Selector("5-4", 0, 2, "支持", "", "县"))
    when = f"2026-03-0{number}T09:30:00+08:00"
    one = Annotation(f"id-{number}", "cbf-2018-60", pieces, kind, Colour.RED, note, when, when, "李晓梅")
    return Entry(one, document, chapter, "《意见》（川办发〔2018〕60号）第（五）条", "高亮（红）", "#FAD3DC")


ENTRIES = (
    made(1, "60号", "二、重点任务", "月底前报进展\n第二段"),
    made(2, "60号", "二、重点任务", HOSTILE, Kind.NOTE),
    made(3, "60号", "三、组织保障", kind=Kind.BOOKMARK),
    made(4, "71号", ""),
)
COLLECTION = Collection("批注", "共 4 条", ENTRIES)


def export(tmp_path: Path, form: Format, collection: Collection = COLLECTION) -> Path:
    path = tmp_path / f"批注 导出.{form}"
    export_annotations(path, form, collection)
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    return path


def test_markdown_is_grouped_and_quotes(tmp_path: Path) -> None:
    text = export(tmp_path, Format.MARKDOWN).read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == ["# 批注", "## 60号", "### 二、重点任务", "### 三、组织保障", "## 71号"]
    quoted = "> 成果 转移\n>\n> 支持\n>\n> —— 《意见》（川办发〔2018〕60号）第（五）条"
    assert text.count(quoted) == 4
    assert "月底前报进展  \n第二段\n\n*高亮（红） · 李晓梅 · 2026-03-01 09:30*" in text


def test_markdown_takes_nothing_in_a_note_for_markup(tmp_path: Path) -> None:
    from markdown import markdown

    html = markdown(export(tmp_path, Format.MARKDOWN).read_text(encoding="utf-8"), extensions=["tables"])
    assert html.count("<blockquote>") == 4
    for tag in ("<script", "<a ", "<li>", "<strong>", "<code>", "<table", "<hr"):
        assert tag not in html
    assert html.count("<h1>") == 1
    assert "&lt;script&gt;x&lt;/script&gt; &amp;amp; *粗* `码` =1+1" in html


def test_json_ld_is_a_web_annotation_collection(tmp_path: Path) -> None:
    whole = json.loads(export(tmp_path, Format.JSON_LD).read_text(encoding="utf-8"))
    assert (whole["@context"], whole["type"], whole["total"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationCollection",
        4,
    )
    items = whole["first"]["items"]
    assert [one["motivation"] for one in items] == ["highlighting", "commenting", "bookmarking", "highlighting"]
    assert items[1]["body"]["value"] == HOSTILE
    assert "body" not in items[2]
    assert items[0]["created"] == "2026-03-01T09:30:00+08:00"
    place, words = items[0]["target"][0]["selector"]
    position = {"type": "TextPositionSelector", "start": 4, "end": 8}
    assert place == {"type": "FragmentSelector", "value": "5-3", "refinedBy": position}
    assert words == {"type": "TextQuoteSelector", "exact": "成果\t转移", "prefix": "搭建", "suffix": "转化"}
    assert [one["source"] for one in items[0]["target"]] == ["urn:xiance:cbf-2018-60"] * 2


def _east_asian(element: Any) -> str:
    """The Chinese typeface of a run or a style."""
    return str(element.rPr.rFonts.get(qn("w:eastAsia")))


def test_word_holds_the_words_in_chinese_typefaces(tmp_path: Path) -> None:
    path = export(tmp_path, Format.WORD)
    document = Document(str(path))
    told = [(one.style.name if one.style else "", one.text) for one in document.paragraphs]
    assert told[:3] == [("Title", "批注"), ("Normal", "共 4 条"), ("Heading 1", "60号")]
    quoted = "成果 转移\n支持\n—— 《意见》（川办发〔2018〕60号）第（五）条"
    assert [text for style, text in told if style == "Quote"] == [quoted] * 4
    assert all(("Normal", line) in told for line in HOSTILE.splitlines())
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert {_east_asian(run._element) for run in runs} == {"FangSong", "SimHei", "KaiTi"}
    for name in ("Normal", "Heading 1", "Heading 2", "Quote", "Title"):
        assert _east_asian(document.styles[name].element) in ("FangSong", "SimHei", "KaiTi")
        assert document.styles[name].element.rPr.rFonts.get(qn("w:eastAsiaTheme")) is None
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width is not None
    assert height is not None
    assert (round(width.mm), round(height.mm)) == (210, 297)
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    assert xml.count('w:fill="FAD3DC"') == 4
    assert "w:instrText" not in xml


@pytest.mark.parametrize("form", Format)
def test_nothing_to_export_is_a_whole_file_too(tmp_path: Path, form: Format) -> None:
    assert export(tmp_path, form, Collection("批注", "", ())).stat().st_size > 0


@pytest.mark.parametrize("form", Format)
def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path, form: Format) -> None:
    with pytest.raises(ExportUnwritable) as refusal:
        export_annotations(tmp_path / "没有" / "x", form, COLLECTION)
    assert refusal.value.path.name == "x"
    taken = tmp_path / "folder"
    taken.mkdir()
    (taken / "old").write_text("旧")
    with pytest.raises(ExportUnwritable):
        export_annotations(taken, form, COLLECTION)
    assert [path.name for path in tmp_path.rglob("*")] == ["folder", "old"]


def test_a_file_that_does_not_hold_all_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.md"
    path.write_text("旧")
    write, _ = annotation_export._FORMATS[Format.MARKDOWN]
    forms = {**annotation_export._FORMATS, Format.MARKDOWN: (write, lambda draft: 3)}
    monkeypatch.setattr(annotation_export, "_FORMATS", forms)
    with pytest.raises(ExportIncomplete) as refusal:
        export_annotations(path, Format.MARKDOWN, COLLECTION)
    assert (refusal.value.found, refusal.value.expected) == (3, 4)
    assert path.read_text() == "旧"
    assert len(list(tmp_path.iterdir())) == 1
