"""Files from anywhere at the very edge of every limit, and the odd corners of text, Word and PDF."""

from __future__ import annotations

import codecs
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from content import importing, pdf_file, plain_file, word_file
from content.import_errors import (
    ImportEncrypted,
    ImportHasNoText,
    ImportKindUnknown,
    ImportMalformed,
    ImportTooLarge,
    ImportUnreadable,
)
from content.importing import Furniture, ImportedText, Remark, read_text
from tests.office_files import packed, paragraph
from tests.office_files import pdf_file as pdf_of
from tests.office_files import word_file as word_of


def read(folder: Path, name: str, data: bytes) -> ImportedText:
    path = folder / name
    path.write_bytes(data)
    return read_text(path)


def bodied(body: str) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(word_of(body))) as package:
        return {name: package.read(name) for name in package.namelist()}


LIMITS = [
    (importing, "MOST_BYTES", "a.txt", b"0123456789", 10, "bytes"),
    (importing, "MOST_CHARACTERS", "a.txt", "一二三四五".encode(), 5, "characters"),
    (word_file, "MOST_CHARACTERS", "a.docx", word_of(paragraph("一二三四五六七")), 7, "characters"),
    (word_file, "MOST_MEMBERS", "a.docx", packed(bodied(paragraph("文"))), 4, "members"),
    (pdf_file, "MOST_PAGES", "a.pdf", pdf_of([["文"]] * 3), 3, "pages"),
    (pdf_file, "MOST_CHARACTERS", "a.pdf", pdf_of([["一二三"], ["四五"]]), 5, "characters"),
]


@pytest.mark.parametrize(("module", "limit", "name", "data", "size", "unit"), LIMITS)
def test_as_much_as_the_limit_is_read_and_one_more_is_not(
    tmp_path: Path,
    module: object,
    limit: str,
    name: str,
    data: bytes,
    size: int,
    unit: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, limit, size)
    assert read(tmp_path, name, data).text
    monkeypatch.setattr(module, limit, size - 1)
    with pytest.raises(ImportTooLarge) as told:
        read(tmp_path, name, data)
    assert (told.value.limit, told.value.unit, told.value.path.name) == (size - 1, unit, name)


@pytest.mark.parametrize("limit", ["MOST_UNPACKED", "MOST_XML"])
def test_what_a_word_file_unpacks_to_is_measured(tmp_path: Path, limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = bodied(paragraph("文"))
    sizes = [len(data) for name, data in parts.items() if name.endswith(".xml")]
    size = sum(sizes) if limit == "MOST_UNPACKED" else max(sizes)
    monkeypatch.setattr(word_file, limit, size)
    assert read(tmp_path, "a.docx", packed(parts)).text == "文"
    monkeypatch.setattr(word_file, limit, size - 1)
    with pytest.raises(ImportTooLarge) as told:
        read(tmp_path, "a.docx", packed(parts))
    assert (told.value.limit, told.value.unit) == (size - 1, "bytes")
    if limit == "MOST_XML":  # a picture may be larger than any text
        monkeypatch.setattr(word_file, limit, max(sizes))
        assert read(tmp_path, "a.docx", packed({**parts, "word/media/a.png": bytes(2 * max(sizes))})).text == "文"


def test_the_limits_are_those_of_the_manual() -> None:
    assert (importing.MOST_BYTES, importing.MOST_CHARACTERS) == (20_000_000, 2_000_000)
    assert (word_file.MOST_UNPACKED, word_file.MOST_XML, word_file.MOST_MEMBERS) == (100_000_000, 60_000_000, 5_000)
    assert pdf_file.MOST_PAGES == 2_000


def test_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    """The system's own words, and the ending of the name: what a person can act on."""
    with pytest.raises(ImportUnreadable) as gone:
        read_text(tmp_path / "none.txt")
    assert gone.value.detail
    assert "none.txt" not in gone.value.detail
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ImportUnreadable) as folder:
        read_text(tmp_path / "folder.txt")
    assert folder.value.detail == "not a file"
    with pytest.raises(ImportUnreadable) as odd:
        read_text(Path("a\0b.txt"))
    assert "null" in odd.value.detail
    with pytest.raises(ImportKindUnknown) as kind:
        read(tmp_path, "a.HTML", b"<p>")
    assert kind.value.detail == ".HTML"
    with pytest.raises(ImportKindUnknown) as old:
        read(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    assert old.value.detail == ".doc"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", word_of(paragraph("正文")), "txt"),
        ("a.TXT", pdf_of([["正文"]]), "txt"),
        ("a.docx", word_of(paragraph("正文")), "docx"),
        ("a.pdf", b"\n" * 1019 + pdf_of([["正文"]]), "pdf"),
    ],
)
def test_the_bytes_say_what_it_is(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    imported = read(tmp_path, name, data)
    assert (imported.text.strip(), imported.kind, imported.name) == ("正文", kind, name)


def test_a_pdf_header_stands_in_its_first_kilobyte(tmp_path: Path) -> None:
    with pytest.raises(ImportMalformed):
        read(tmp_path, "a.pdf", b"\n" * 1020 + pdf_of([["正文"]]))


def test_remarks_that_do_not_hold_are_not_made(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", pdf_of([["正文"]])).remarks == ()
    assert read(tmp_path, "a.txt", b"text").remarks == ()
    assert (read(tmp_path, "a.txt", b"text").pages, read(tmp_path, "a.txt", b"text").left_out) == (None, ())


# plain text


@pytest.mark.parametrize(
    ("mark", "written", "said"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
def test_every_mark_is_obeyed_and_is_no_text(tmp_path: Path, mark: bytes, written: str, said: str) -> None:
    imported = read(tmp_path, "a.txt", mark + "县域创新".encode(written))
    assert (imported.text, imported.encoding) == ("县域创新", said)
    with pytest.raises(ImportMalformed) as told:
        read(tmp_path, "a.txt", mark + "县".encode(written) + b"\xff")
    assert told.value.detail == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("县" * 8 + "镕喆", "gb18030"),  # of ten hanzi eight are common
        ("县\u3000一、" * 40, "gb18030"),
        ("plain 100%", "utf-8"),
    ],
)
def test_gb_text_is_mostly_common_characters(tmp_path: Path, words: str, said: str) -> None:
    imported = read(tmp_path, "a.txt", words.encode("gb18030"))
    assert (imported.text, imported.encoding) == (words, said)


def test_text_of_rare_characters_only_is_not_taken_for_gb(tmp_path: Path) -> None:
    rare = "".join(chr(code) for code in range(0x3400, 0x3440)).encode("gb18030")
    with pytest.raises(ImportMalformed):
        read(tmp_path, "a.txt", rare)


@pytest.mark.parametrize(("controls", "length", "is_text"), [(1, 1000, True), (2, 1001, False), (1, 999, False)])
def test_a_control_character_in_a_thousand_is_forgiven(
    tmp_path: Path, controls: int, length: int, is_text: bool
) -> None:
    data = b"\x07" * controls + b"a" * (length - controls)
    if is_text:
        assert len(read(tmp_path, "a.txt", data).text) == length
    else:
        with pytest.raises(ImportMalformed):
            read(tmp_path, "a.txt", data)
    with pytest.raises(ImportMalformed):
        read(tmp_path, "b.txt", b"a" * 5000 + b"\0")


def test_lines_end_alike(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", b"a\r\nb\rc\nd\x0ce\x1df\n").text == "a\nb\nc\nd\ne\nf"


MARKDOWN = [
    ("   # 标题 #", "标题"),
    ("    # 不是标题", "    # 不是标题"),
    ("####### 七个", "####### 七个"),
    ("* 项", "项"),
    ("1. 项", "1. 项"),
    ("__粗__与*斜*", "粗与斜"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("** 空 **", "** 空 **"),
    ("===", ""),
    ("- - -", ""),
    ("```python", ""),
    ("~~~", ""),
    ("|:---|---:|", ""),
    ("[^注]: 编者注\n\n后文", "\n后文"),
    ("[^注]: 编者注\n\t续\n后文", "后文"),
    ("[链]: http://x\n后文", "后文"),
    ("正文\n    缩进", "正文\n    缩进"),
    ("| 甲 {.across} | 乙 |", " \t 乙 "),
    ("<!-- 批 -->文<br/>字", "文字"),
    ("a < b > c", "a < b > c"),
    (r"\# \* \\ \a", r"# * \ \a"),
    ("末行  ", "末行"),
    ("---\na: 1\n---\n---\nb: 2\n---", "\nb: 2\n"),
    ("文 {: .x}", "文"),
    ("文{集}", "文{集}"),
]


@pytest.mark.parametrize(("written", "plain"), MARKDOWN)
def test_the_signs_of_markdown_and_nothing_else(tmp_path: Path, written: str, plain: str) -> None:
    begin = "" if written.startswith("---\na") else "始\n"
    imported = read(tmp_path, "a.md", f"{begin}{written}\n末".encode())
    assert imported.text == f"{begin}{plain}\n末"
    assert imported.encoding == "utf-8"


# Word


def test_every_part_of_a_word_file_in_the_strict_form(tmp_path: Path) -> None:
    """ISO's strict form has other names for the same things."""
    usual, strict = (
        b"schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts = bodied("<w:p><w:r><w:rPr><w:vanish w:val='false'/></w:rPr><w:t>正</w:t></w:r></w:p>")
    parts = {name: data.replace(usual, strict) for name, data in parts.items()}
    assert strict in parts["word/document.xml"]
    assert read(tmp_path, "a.docx", packed(parts)).text == "正"


RUNS = [
    ("<w:r><w:t>a</w:t><w:cr/><w:t>b</w:t></w:r>", "a\nb", {}),
    ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:ptab/><w:t>b</w:t></w:r>", "a-\tb", {}),
    ("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>", "ab", {}),
    ("<w:r><w:rPr><w:vanish w:val='off'/></w:rPr><w:t>a</w:t></w:r>", "a", {}),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>", "b", {Remark.HIDDEN: 1}),
    ("<w:r><w:object/><w:pict/><w:t>a</w:t></w:r>", "a", {Remark.PICTURES: 1}),
    ("<w:r><w:t>a</w:t><w:endnoteReference/><w:commentReference/></w:r>", "a", {Remark.NOTES: 2}),
    ("<w:del><w:r><w:delText>x</w:delText><w:object/></w:r></w:del><w:r><w:t>a</w:t></w:r>", "a",
     {Remark.DELETIONS: 1}),
    ("<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>",
     "拼", {}),
    ("<w:r>stray<w:t>a</w:t>stray</w:r>", "a", {}),
    ("<w:r><x:t xmlns:x='other'>x</x:t><w:t>a</w:t></w:r>", "a", {}),
]  # fmt: skip


@pytest.mark.parametrize(("runs", "text", "remarks"), RUNS)
def test_what_a_reader_of_word_sees_and_no_more(
    tmp_path: Path, runs: str, text: str, remarks: dict[Remark, int]
) -> None:
    imported = read(tmp_path, "a.docx", word_of(f"<w:p>{runs}</w:p>{paragraph('末')}"))
    assert (imported.text, dict(imported.remarks)) == (f"{text}\n末", remarks)


def test_an_empty_paragraph_is_an_empty_line(tmp_path: Path) -> None:
    body = paragraph("一") + "<w:p><w:r><w:t xml:space='preserve'>  </w:t></w:r></w:p>" + paragraph("二")
    assert read(tmp_path, "a.docx", word_of(body)).text == "一\n\n二"


def one_level(written: str, text: str = "%1", more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="{written}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
FORMATS = [
    ("decimal", "3"), ("decimalFullWidth", "3"), ("decimalFullWidth2", "3"), ("decimalHalfWidth", "3"),
    ("decimalZero", "03"), ("chineseCounting", "三"), ("chineseCountingThousand", "三"), ("japaneseCounting", "三"),
    ("ideographDigital", "三"), ("taiwaneseCounting", "三"), ("taiwaneseCountingThousand", "三"),
    ("ideographTraditional", "丙"), ("decimalEnclosedCircle", "③"), ("decimalEnclosedCircleChinese", "③"),
    ("upperLetter", "C"), ("lowerLetter", "c"), ("upperRoman", "III"), ("lowerRoman", "iii"),
    ("decimalEnclosedParen", "(3)"), ("decimalEnclosedFullstop", "3."), ("none", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "shown"), FORMATS)
def test_a_number_in_every_way_an_office_writes_it(tmp_path: Path, written: str, shown: str) -> None:
    imported = read(tmp_path, "a.docx", word_of(paragraph("文", NUMBERED), one_level(written, "第%1条")))
    assert imported.text == f"第{shown}条文"


@pytest.mark.parametrize(
    ("numbering", "shown", "remark"),
    [
        (one_level("hebrew1"), "", Remark.NUMBERS_LOST),
        (one_level("hebrew1", "%1", "<w:isLgl/>"), "3", Remark.NUMBERS_COUNTED),
        (one_level("decimal").replace('w:val="3"', 'w:val="9999"'), "9999", Remark.NUMBERS_COUNTED),
        (one_level("decimal").replace('w:val="3"', 'w:val="10000"'), "", Remark.NUMBERS_LOST),
        (one_level("decimal").replace('w:val="3"', 'w:val="-1"'), "", Remark.NUMBERS_LOST),
        (one_level("decimal").replace('<w:start w:val="3"/>', ""), "0", Remark.NUMBERS_COUNTED),
        (one_level("decimal").replace('w:ilvl="0"', 'w:ilvl="1"'), "", Remark.NUMBERS_LOST),
    ],
)
def test_a_number_that_cannot_be_known_is_said_to_be_lost(
    tmp_path: Path, numbering: str, shown: str, remark: Remark
) -> None:
    imported = read(tmp_path, "a.docx", word_of(paragraph("文", NUMBERED), numbering))
    assert (imported.text, dict(imported.remarks)) == (f"{shown}文", {remark: 1})


def test_a_word_file_that_is_locked_says_so(tmp_path: Path) -> None:
    data = word_of(paragraph("正文"))
    at = data.index(b"PK\x01\x02")
    with pytest.raises(ImportEncrypted):
        read(tmp_path, "a.docx", data[: at + 8] + b"\x01" + data[at + 9 :])


# PDF


@pytest.mark.parametrize(
    ("pages", "left"),
    [
        ([["正文", "1"]], []),
        ([["正文", "- 1 -"]], ["- 1 -"]),
        ([["正文", "— 7 —"]], ["— 7 —"]),
        ([["甲", "3"], ["乙", "4"]], ["3", "4"]),
        ([["甲", "3"], ["乙", "3"]], []),
        ([["甲", "第3页"], ["乙", "第 4 页，共9页"]], ["第3页", "第 4 页，共9页"]),
        ([["甲", "12345"], ["乙", "12346"]], []),
        ([["眉", "甲"], ["眉", "乙"]], []),
        ([["眉", "甲"], ["眉", "乙"], ["眉", "丙"]], ["眉", "眉"]),
        ([["眉" * 40, "甲"], ["眉" * 40, "乙"], ["眉" * 40, "丙"]], ["眉" * 40] * 2),
        ([["长" * 41, "甲"], ["长" * 41, "乙"], ["长" * 41, "丙"]], []),
        ([["眉", f"甲{n}", f"乙{n}", f"丙{n}"] if n < 3 else [f"丁{n}"] for n in range(6)], ["眉", "眉"]),
        ([["眉", f"甲{n}"] if n < 3 else [f"丁{n}"] for n in range(7)], []),
        ([[f"一{n}", f"二{n}", "腰", f"四{n}", f"五{n}"] for n in range(4)], []),
        ([[f"一{n}", "眉", f"三{n}", "脚", f"五{n}"] for n in range(4)], ["眉", "脚"] * 3),
    ],
)
def test_page_numbers_and_running_lines(pages: list[list[str]], left: list[str]) -> None:
    texts = ["\n".join(page) for page in pages]
    whole = "\n".join(texts)
    found = pdf_file._furniture(texts)
    assert [whole[one.start : one.end] for one in found] == left
    assert all((one.reason is Furniture.PAGE_NUMBER) == any(char.isdigit() for char in whole[one.start : one.end])
               for one in found)  # fmt: skip


def test_a_line_of_blanks_is_no_edge(tmp_path: Path) -> None:
    texts = ["甲\n  \n- 1 -\n \n", "  - 2 -\n乙"]
    found = pdf_file._furniture(texts)
    assert ["\n".join(texts)[one.start : one.end] for one in found] == ["- 1 -", "  - 2 -"]


def test_hyphens_nulls_and_line_ends_of_a_page() -> None:
    assert pdf_file._lines("a\x02b\ufffe\0c\r\nd\n") == "a-b-c\nd"
    assert plain_file._lines("a\r\nb") == "a\nb"


def test_a_scan_says_how_many_pages(tmp_path: Path) -> None:
    with pytest.raises(ImportHasNoText) as told:
        read(tmp_path, "a.pdf", pdf_of([[], [], []]))
    assert told.value.detail == "3"
    with pytest.raises(ImportEncrypted):
        read_text(Path(__file__).parent / "data" / "proofing" / "encrypted.pdf")
