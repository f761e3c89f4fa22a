"""Reading files that a person chose: every kind an office sends, and what is broken, hostile or not text at all."""

from __future__ import annotations

import hashlib
import os
import random
import struct
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from content.import_errors import (
    ImportEncrypted,
    ImportHasNoText,
    ImportKindUnknown,
    ImportMalformed,
    ImportRefused,
    ImportTooLarge,
    ImportUnreadable,
)
from content.importing import MOST_BYTES, Furniture, ImportedText, Remark, read_text
from content.numerals import chinese, digital, letters, ring, roman, stems
from tests.office_files import packed, paragraph, pdf_file, pdf_pages, word_file

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data" / "proofing"
WORDS = "四川省人民政府办公厅关于加快县域创新驱动发展的实施意见\n川办发〔2018〕60号"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def read(folder: Path, name: str, data: bytes) -> ImportedText:
    path = folder / name
    path.write_bytes(data)
    return read_text(path)


ENCODED = [
    ("utf-8", "utf-8", WORDS),
    ("utf-8-sig", "utf-8-sig", WORDS),
    ("gb2312", "gb18030", WORDS),
    ("gbk", "gb18030", WORDS + "镕喆"),
    ("gb18030", "gb18030", WORDS + "𠀀"),
    ("utf-16", "utf-16", WORDS),
    ("utf-16-le", "utf_16_le", WORDS),
    ("utf-16-be", "utf_16_be", WORDS * 3),
    ("utf-32", "utf-32", WORDS),
    ("big5", "big5", "關於加快縣域創新驅動發展的實施意見，各縣人民政府：支持設立創新創業投資引導基金。" * 3),
    ("ascii", "utf-8", "R&D 2018"),
]


@pytest.mark.parametrize(("encoding", "said", "words"), ENCODED)
def test_text_in_every_encoding_an_office_has(tmp_path: Path, encoding: str, said: str, words: str) -> None:
    data = words.replace("\n", "\r\n").encode(encoding)
    imported = read(tmp_path, "意见.TXT", data)
    assert (imported.text, imported.encoding) == (words, said)
    assert (imported.name, imported.kind) == ("意见.TXT", "txt")
    assert imported.sha256 == hashlib.sha256(data).hexdigest()


def test_a_big_endian_mark_is_obeyed(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", b"\xfe\xff" + WORDS.encode("utf-16-be")).text == WORDS


MARKDOWN = [
    ("# 一、总体要求 {#part-1}", "一、总体要求"),
    ("## （一）指导思想 ##", "（一）指导思想"),
    ("**（一）指导思想。**深入学习[^注]", "（一）指导思想。深入学习"),
    ("- 第一项\n> 引文\n***\n1. 编号", "第一项\n引文\n\n1. 编号"),
    ("[国务院](http://x)办公厅![章](x.png)", "国务院办公厅"),
    ("| 序号 | 任务 |\n|---|---|\n| 1 {#annex-1} | 〃 {.merged} |", " 序号 \t 任务 \n\n 1 \t "),
    ("---\nid: x\n---\n\n正文<b>加粗</b>", "\n正文加粗"),
    ("正文\n\n[^注]: 编者注\n    第二行\n*[R&D]: 研发", "正文\n\n".rstrip("\n")),
    ("〔原件缺：附件〕\n{#missing-1 .missing}\n后文", "\n后文"),
    (r"5\*3 和 \[2\]", "5*3 和 [2]"),
]


@pytest.mark.parametrize(("written", "plain"), MARKDOWN)
def test_markdown_without_its_signs(tmp_path: Path, written: str, plain: str) -> None:
    imported = read(tmp_path, "a.md", written.encode())
    assert imported.text == plain
    assert imported.remarks == ((Remark.MARKDOWN, 1),)


BOMBS = ["[", "![", "[a](", "**a", "<a", "{#", "-", "- ", "*", "[^", "|", "---\n", "〔", "(", "{.missing", " ", "a #"]


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_markdown_makes_it_hang(tmp_path: Path, bomb: str) -> None:
    started = time.perf_counter()
    read(tmp_path, "a.md", ("文" + bomb * (600_000 // len(bomb))).encode())
    assert time.perf_counter() - started < 5


BODIES = [
    (paragraph("四川省人民政府办公厅"), "四川省人民政府办公厅", {}),
    ("<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t></w:r></w:p>", "一\t二\n三", {}),
    ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" + paragraph("乙"), "甲\n乙", {}),
    (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom></w:p>",
        "新",
        {Remark.DELETIONS: 2},
    ),
    (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr>"
        "<w:t>显</w:t></w:r></w:p>",
        "显",
        {Remark.HIDDEN: 1},
    ),
    (
        "<w:p><w:r><w:t>注</w:t><w:footnoteReference/><w:sym/></w:r></w:p>",
        "注\ufffd",
        {Remark.NOTES: 1, Remark.SYMBOLS: 1},
    ),
    (
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m' xmlns:a='a'><mc:Choice><a:blip/>"
        "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        "<w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "框\n前",
        {Remark.PICTURES: 1},
    ),
    ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r></w:p>", "7", {}),
    ("<w:p><w:r><w:t>&lt;script&gt;&#x20000;</w:t></w:r></w:p>", "<script>𠀀", {}),
]


@pytest.mark.parametrize(("body", "text", "remarks"), BODIES)
def test_word_as_its_reader_sees_it(tmp_path: Path, body: str, text: str, remarks: dict[Remark, int]) -> None:
    imported = read(tmp_path, "a.docx", word_file(body))
    assert (imported.text, dict(imported.remarks)) == (text, remarks)


def level(number: int, written: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{written}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "japaneseCounting", "（%2）")
    + level(2, "decimal", "%2.%3", 3)
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf06c")
    + level(1, "hebrew1", "%2")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num>'
)
STYLES = (
    f'<w:style w:styleId="h1"><w:pPr>{numbered(1)}</w:pPr></w:style>'
    '<w:style w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
    '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
)


def test_automatic_numbers_of_word_are_counted(tmp_path: Path) -> None:
    asked = [numbered(1), numbered(1, 1), numbered(1, 1), numbered(1, 2), numbered(1), numbered(1, 1), numbered(0)]
    asked += [
        '<w:pStyle w:val="h2"/>',
        '<w:pStyle w:val="loop"/>',
        numbered(2),
        numbered(2, 1),
        numbered(3),
        numbered(9),
    ]
    imported = read(tmp_path, "a.docx", word_file("".join(paragraph("文", one) for one in asked), LISTS, STYLES))
    before = [line.removesuffix("文") for line in imported.text.split("\n")]
    assert before == ["一、", "（一）", "（二）", "二.3", "二、", "（一）", "", "三、", "", "", "", "八、", ""]
    assert dict(imported.remarks) == {Remark.NUMBERS_COUNTED: 8, Remark.NUMBERS_LOST: 1}


def test_numerals() -> None:
    assert [chinese(n) for n in (0, 1, 10, 12, 20, 101, 110, 1001, 2018)] == [
        *("〇", "一", "十", "十二", "二十", "一百零一", "一百一十", "一千零一", "二千零一十八")
    ]
    assert (digital(10), stems(3), stems(11), ring(20), ring(21), roman(1994)) == (
        "一〇",
        "丙",
        "11",
        "⑳",
        "21",
        "MCMXCIV",
    )
    assert [letters(n) for n in (1, 26, 27, 0)] == ["A", "Z", "AA", ""]


def test_pdf_with_page_numbers_told_from_the_text(tmp_path: Path) -> None:
    pages = pdf_pages(["".join(f"第{number}段第{n}句。" for n in range(14)) for number in range(1, 30)])
    imported = read(tmp_path, "a.pdf", pdf_file(pages))
    assert imported.pages == len(pages)
    assert imported.text.split("\n") == [line for page in pages for line in page]
    assert [imported.text[one.start : one.end] for one in imported.left_out] == [
        f"— {n} —" for n in range(1, len(pages) + 1)
    ]
    assert {one.reason for one in imported.left_out} == {Furniture.PAGE_NUMBER}


def test_pdf_with_running_lines_and_numbers_that_are_text(tmp_path: Path) -> None:
    pages = [["四川省人民政府公报", f"甲{n}", "7", f"乙{n}", f"第{n}页共4页"] for n in (1, 2, 3, 4)]
    imported = read(tmp_path, "a.pdf", pdf_file(pages))
    left = [imported.text[one.start : one.end] for one in imported.left_out]
    assert left == ["第1页共4页", *(one for n in (2, 3, 4) for one in ("四川省人民政府公报", f"第{n}页共4页"))]


def test_pdf_radicals_and_pages_without_text(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.pdf", pdf_file([["⼈⺠政府", "⻓远⼾"], []]))
    assert imported.text.rstrip() == "⼈民政府\n长远户"
    assert dict(imported.remarks) == {Remark.PAGES_WITHOUT_TEXT: 1, Remark.RADICALS: 3}


def test_what_the_bytes_are_counts_more_than_the_name(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", pdf_file([["正文"]])).text == "正文"
    assert read(tmp_path, "b.pdf", word_file(paragraph("正文"))).text == "正文"


def damaged(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def forged_size(data: bytes) -> bytes:
    """A package whose directory says that its members unpack to 200 MB each."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 200_000_000) + data[at + 28 :]


def stored_with(method: int) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        package.writestr("word/document.xml", b"<a/>")
    return made.getvalue()


def bomb() -> bytes:
    return packed({"word/document.xml": b"<a/>", "word/media/a.bin": bytes(110_000_000)})


WORD = word_file(paragraph("正文"))
ENTITIES = b"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><w>&b;</w>"
OUTSIDE = b"<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w>&a;</w>"
HOSTILE: dict[str, tuple[bytes, type[ImportRefused]]] = {
    "empty.txt": (b"", ImportHasNoText),
    "blank.txt": (b" \r\n\t\xe3\x80\x80", ImportHasNoText),
    "marked.txt": (b"\xff\xfe", ImportHasNoText),
    "random.txt": (random.Random(60).randbytes(4000), ImportMalformed),
    "program.txt": (b"MZ\x90\0\3\0\0\0" + bytes(200), ImportMalformed),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), ImportMalformed),
    "odd.txt": (b"\xff\xfe\x00", ImportMalformed),
    "long.txt": ("县".encode() * 2_000_001, ImportTooLarge),
    "big.txt": (b"a" * (MOST_BYTES + 1), ImportTooLarge),
    "zip.txt": (packed({"a.txt": b"a"}), ImportMalformed),
    "sheet.docx": (packed({"xl/workbook.xml": b"<a/>"}), ImportMalformed),
    "bomb.docx": (bomb(), ImportTooLarge),
    "forged.docx": (forged_size(WORD), ImportTooLarge),
    "members.docx": (packed({f"a{n}": b"" for n in range(5_001)} | {"word/document.xml": b"<a/>"}), ImportTooLarge),
    "text bomb.docx": (word_file("<w:p><w:r><w:t>" + "县" * 2_000_001 + "</w:t></w:r></w:p>"), ImportTooLarge),
    "xml bomb.docx": (packed({"word/document.xml": b"<a>" + b" " * 61_000_000}), ImportTooLarge),
    "entities.docx": (packed({"word/document.xml": ENTITIES}), ImportMalformed),
    "outside.docx": (packed({"word/document.xml": OUTSIDE}), ImportMalformed),
    "entities in styles.docx": (packed({"word/document.xml": b"<a/>", "word/styles.xml": ENTITIES}), ImportMalformed),
    "number.docx": (word_file("", '<w:abstractNum><w:lvl w:ilvl="x"/></w:abstractNum>'), ImportMalformed),
    "deep.docx": (packed({"word/document.xml": b"<a>" * 500_000}), ImportMalformed),
    "encoding.docx": (packed({"word/document.xml": b"<?xml version='1.0' encoding='gb2312'?><a/>"}), ImportMalformed),
    "unknown.docx": (packed({"word/document.xml": b"<?xml version='1.0' encoding='moon'?><a/>"}), ImportMalformed),
    "cut.docx": (WORD[: len(WORD) // 2], ImportMalformed),
    "flipped.docx": (damaged(WORD, WORD.index(b"document.xml") + 14), ImportMalformed),
    "lzma.docx": (stored_with(zipfile.ZIP_LZMA), ImportMalformed),
    "locked zip.docx": (damaged(WORD, WORD.rindex(b"PK\x01\x02") + 8).replace(b"\x55", b"\x01", 1), ImportRefused),
    "nothing.docx": (word_file(""), ImportHasNoText),
    "not.docx": (b"plain words", ImportMalformed),
    "old.docx": (OLD_OFFICE, ImportKindUnknown),
    "locked.docx": (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), ImportEncrypted),
    "old.doc": (OLD_OFFICE, ImportKindUnknown),
    "page.html": (b"<p>", ImportKindUnknown),
    "noending": (b"words", ImportKindUnknown),
    "scan.pdf": (pdf_file([[], []]), ImportHasNoText),
    "not.pdf": (b"plain words", ImportMalformed),
    "cut.pdf": (b"%PDF-1.7\n", ImportMalformed),
    "endless.pdf": (pdf_file([["县"]] * 2_001), ImportTooLarge),
    "encrypted.pdf": ((DATA / "encrypted.pdf").read_bytes(), ImportEncrypted),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_by_its_cause(tmp_path: Path, name: str) -> None:
    data, cause = HOSTILE[name]
    started = time.perf_counter()
    with pytest.raises(cause) as caught:
        read(tmp_path, name, data)
    assert caught.value.path.name == name
    assert time.perf_counter() - started < 5


def test_only_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "folder.txt", tmp_path / "pipe.txt", tmp_path / "gone.txt", Path("a\0b.txt")):
        with pytest.raises(ImportUnreadable):
            read_text(path)


def test_reading_loads_no_network_module(tmp_path: Path) -> None:
    files = {"a.docx": WORD, "a.pdf": pdf_file([["正文"]]), "a.txt": WORDS.encode("utf-16-le"), "a.md": b"# a"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    script = (
        "import sys; from pathlib import Path; from content.importing import read_text\n"
        f"for path in Path({str(tmp_path)!r}).iterdir(): read_text(path)\n"
        "print(sorted({'socket', 'ssl', 'http.client', 'urllib.request', 'ftplib', 'asyncio'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_damaged_anywhere_it_is_read_or_refused_and_nothing_else(tmp_path: Path, kind: str) -> None:
    whole = WORD if kind == "docx" else pdf_file(pdf_pages(["支持县域科技创新" * 12]))
    chance = random.Random(60)
    for number in range(300):
        data = damaged(whole, chance.randrange(len(whole)))
        if number % 3 == 0:
            data = data[: chance.randrange(1, len(data))]
        try:
            read(tmp_path, f"a.{kind}", data)
        except ImportRefused:
            continue
