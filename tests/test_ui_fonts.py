"""Chinese never shows as boxes: what the shipped font holds, and the pages on a machine that has no Chinese font."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from content.library import Library
from ui.fonts import FALLBACK, Role, chosen_families, font_of, install_fallback

ROOT = Path(__file__).parent.parent
TYPEFACES = ROOT / "ui" / "typefaces"
FONT = TYPEFACES / "XianceHan.otf"
SIGNS = "☐☑☒◐⊘✕▸▾◂×→←↑↓·—…–−①②③※〇〔〕《》“”‘’、。，；：？！％％￥"

# In a process of its own, for Qt reads the fonts of the machine once. Prints families and glyphs without a shape.
CHILD = """
import json, sys
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser
from content.page import page_html
from content.reading import read_library
from content.shelf import CONTENT_FOLDER
from ui.fonts import chosen_families, install_fallback
from ui.theme import dress, page_style, theme_named

application = QApplication([])
before = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
if "bare" not in sys.argv:
    install_fallback()
dress(application, theme_named("light"))
browser = QTextBrowser()
browser.resize(800, 600)
browser.document().setDefaultStyleSheet(page_style(theme_named("light")))
faces, boxes = set(), 0
for document in read_library(CONTENT_FOLDER).documents:
    browser.setHtml(page_html(document))
    browser.document().setTextWidth(760)
    browser.document().size()
    block = browser.document().begin()
    while block.isValid():
        for run in block.layout().glyphRuns(0, block.length()):
            faces.add(run.rawFont().familyName())
            boxes += sum(glyph == 0 for glyph in run.glyphIndexes())
        block = block.next()
label = QLabel("县级事项")
raw = QRawFont.fromFont(label.font())
print(json.dumps({"before": before, "faces": sorted(faces), "boxes": boxes, "chosen": chosen_families(),
                  "label": label.font().families()[-1]}))
"""


@pytest.fixture
def shipped(qapp: QApplication) -> QRawFont:
    return QRawFont(str(FONT), 16)


def on_a_machine_without_chinese(folder: Path, *arguments: str) -> dict[str, object]:
    """What CHILD says where fontconfig knows a Latin font at most."""
    fonts = folder / "fonts"
    fonts.mkdir(exist_ok=True)
    for latin in sorted(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))[:1]:
        shutil.copy(latin, fonts)
    config = folder / "fonts.conf"
    config.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>"
    )
    environment = os.environ | {
        "FONTCONFIG_FILE": str(config),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def test_the_font_holds_all_of_gbk(shipped: QRawFont) -> None:
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    chars = {char for pair in pairs if len(char := pair.decode("gbk", "ignore")) == 1 and char > "\x7f"}
    hanzi = {char for char in chars if "\u4e00" <= char <= "\u9fff"}
    assert len(hanzi) == 20_902
    assert {char for char in hanzi if not shipped.supportsCharacter(ord(char))} == set()
    assert {char for char in chars - hanzi if not shipped.supportsCharacter(ord(char))} <= {"≒"}


def test_the_font_holds_what_program_and_texts_say(shipped: QRawFont, library: Library) -> None:
    said = set(SIGNS) | {chr(code) for code in range(0x20, 0x7F)}
    said |= {char for document in library.documents for clause in document.clauses for char in clause.text}
    said |= {char for path in (ROOT / "ui").rglob("*.py") for char in path.read_text(encoding="utf-8")}
    unseen = set("\t\n\u2060\ufeff")
    assert {char for char in said - unseen if not shipped.supportsCharacter(ord(char))} == set()


def test_the_font_is_small_and_says_whose_it_is(shipped: QRawFont) -> None:
    assert FONT.stat().st_size < 5_000_000
    assert shipped.familyName() == FALLBACK
    names = bytes(shipped.fontTable("name").data()).decode("utf-16-be", "ignore")
    assert "SIL Open Font License" in names
    assert "Adobe" in names
    assert "Noto" not in names
    licence = (TYPEFACES / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright 2014-2021 Adobe" in licence
    assert {path.name for path in TYPEFACES.iterdir()} == {"XianceHan.otf", "OFL.txt"}


def test_nothing_unneeded_is_in_the_font(shipped: QRawFont) -> None:
    kept = {tag for tag in ("cmap", "CFF ", "name", "hmtx") if shipped.fontTable(tag).size()}
    assert kept == {"cmap", "CFF ", "name", "hmtx"}
    assert [tag for tag in ("GSUB", "GPOS", "vmtx", "fpgm", "prep", "cvt ") if shipped.fontTable(tag).size()] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig is how the fonts are taken away")
def test_without_a_chinese_font_every_glyph_of_every_page_has_a_shape(tmp_path: Path) -> None:
    told = on_a_machine_without_chinese(tmp_path)
    assert told["before"] == []
    assert told["boxes"] == 0
    assert set(told["chosen"].values()) == {FALLBACK}  # type: ignore[attr-defined]
    assert FALLBACK in told["faces"]  # type: ignore[operator]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig is how the fonts are taken away")
def test_the_check_sees_boxes_where_the_font_is_left_out(tmp_path: Path) -> None:
    told = on_a_machine_without_chinese(tmp_path, "bare")
    assert told["boxes"] > 10_000  # type: ignore[operator]


def test_families_are_chosen_from_what_the_machine_has(qapp: QApplication) -> None:
    install_fallback()
    chosen = chosen_families()
    assert list(chosen) == [role.title for role in Role]
    assert all(QFontDatabase.hasFamily(family) for family in chosen.values())
    for role in Role:
        assert role.families[-1] == FALLBACK
        assert font_of(role).families() == list(role.families)
        assert re.fullmatch(r"('[^']+',)+'Xiance Han'", role.css)


def test_the_first_installed_wish_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = {"楷体", "KaiTi", "SimHei", FALLBACK}
    monkeypatch.setattr(QFontDatabase, "hasFamily", staticmethod(installed.__contains__))
    assert chosen_families() == {
        "界面": FALLBACK,
        "正文 仿宋": FALLBACK,
        "一级标题 黑体": "SimHei",
        "二级标题 楷体": "KaiTi",
        "标题 小标宋": FALLBACK,
    }
