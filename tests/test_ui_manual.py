"""帮助: the manual says what is really on screen, is found in, printed, and told of after an upgrade."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from content.library import Library
from content.prose import Heading, Item, Paragraph, Picture, Pieces, Table, words_of
from ui.actions import Menus
from ui.application import open_window
from ui.folders import Folders
from ui.manual.book import NEWS, PICTURES, Book, link_target, read_book
from ui.manual.dialog import ManualDialog
from ui.manual.finding import find
from ui.manual.guide import HelpGuide
from ui.manual.words import COMMANDS
from ui.settings import read_seen, write_seen
from ui.window import MainWindow

ROOT = Path(__file__).parent.parent
KEY, NONE, CONTROL = Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
# Keys of Qt's own fields, which no source of ours names.
STANDARD_KEYS = ("Ctrl+C", "Ctrl+V")


def guide(window: MainWindow) -> HelpGuide:
    assert window.parts.late is not None
    return window.parts.late.help


def opened(
    qtbot: QtBot, window: MainWindow, key: Qt.Key = KEY.Key_F1, modifier: Qt.KeyboardModifier = NONE
) -> ManualDialog:
    qtbot.waitUntil(lambda: window.parts.late is not None)
    qtbot.keyClick(window, key, modifier)
    manual = guide(window).manual
    assert manual is not None
    qtbot.waitUntil(lambda: manual.book is not None)
    return manual


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(())


@pytest.fixture(scope="module")
def interface() -> str:
    """Every word of the interface: all strings of ui/, accelerators left out."""
    words = [
        node.value
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return re.sub(r"\(&\w\)", "", "\n".join(words))


def pieces_of(book: Book) -> list[tuple[str, Pieces]]:
    """(page, pieces) of everything that is text."""
    found: list[tuple[str, Pieces]] = []
    for page in book.pages:
        for block in page.blocks:
            if isinstance(block, Table):
                found += [(page.name, cell) for row in block.rows for cell in row]
            elif isinstance(block, Heading | Paragraph | Item):
                found.append((page.name, block.pieces))
    return found


def menu_words(menus: Menus) -> list[str]:
    return [command.title for commands in menus.values() for command in commands if command]


# what it says is so


def test_every_word_of_the_interface_that_it_quotes_is_there(window: MainWindow, book: Book, interface: str) -> None:
    said = f"{interface}\n" + "\n".join((*menu_words(window.parts._menus), *window.parts._menus))
    quoted = [(page, word) for page, one in pieces_of(book) for word in re.findall("「([^」]+)」", words_of(one))]
    assert len(quoted) > 120
    lacking = [(page, word) for page, word in quoted if re.sub(r"\(&\w\)", "", word) not in said]
    assert lacking == []


def test_every_message_that_it_explains_is_one_of_the_programs(book: Book, interface: str) -> None:
    tables = [block for block in book.page("troubles").blocks if isinstance(block, Table)]
    messages = [words_of(row[0]) for table in tables for row in table.rows[1:]]
    assert len(messages) > 15
    assert [message for message in messages if message not in interface] == []


def test_every_key_that_it_names_is_one(window: MainWindow, book: Book, interface: str) -> None:
    real = {keys for _, rows in guide(window).key_table() for keys, _ in rows}
    named = {piece.text for _, one in pieces_of(book) for piece in one if piece.face == "code"}
    keys = {name for name in named if re.match(r"(Ctrl|Alt|Shift)\+|F\d", name)}
    assert len(keys) > 20
    assert [key for key in keys if key not in real and key not in interface and key not in STANDARD_KEYS] == []


def test_the_pictures_are_all_there_and_none_is_left_over(book: Book) -> None:
    named = [block for page in book.pages for block in page.blocks if isinstance(block, Picture)]
    there = {path.name for path in PICTURES.iterdir()}
    assert {block.name for block in named} == there
    assert all(block.caption for block in named)
    assert all(not QImage(str(PICTURES / name)).isNull() for name in there)
    assert sum((PICTURES / name).stat().st_size for name in there) < 640 << 10


def test_every_link_leads_to_a_page_and_a_heading(book: Book) -> None:
    links = [(page, piece.link) for page, one in pieces_of(book) for piece in one if piece.link]
    assert links
    for page, link in links:
        target = link_target(link, page)
        assert target is not None, link
        assert not target[1] or target[1] in {section.anchor for section in book.page(target[0]).sections}, link
    assert link_target("http://example.com/", "start") is None
    assert link_target("../../etc/passwd.md", "start") is None


def test_the_news_are_of_this_version(book: Book) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert next(book.page(NEWS).headings(2))[1] == project["version"]


# reading and finding


def test_f1_opens_it_beside_the_window(qtbot: QtBot, window: MainWindow) -> None:
    manual = opened(qtbot, window)
    assert not manual.isModal()
    assert manual.browser.toPlainText().startswith("开始使用")
    tree = manual.contents.tree
    assert tree.topLevelItemCount() == len(manual.book.pages if manual.book else ())
    tree.setFocus()
    qtbot.keyClick(tree, KEY.Key_End)
    assert manual.browser.toPlainText().startswith("更新说明")
    qtbot.keyClick(manual, KEY.Key_Escape)
    assert not manual.isVisible()
    assert opened(qtbot, window) is manual
    assert manual.browser.toPlainText().startswith("更新说明")


def test_the_keys_are_those_of_the_menus(qtbot: QtBot, window: MainWindow) -> None:
    text = opened(qtbot, window, KEY.Key_F1, CONTROL).browser.toPlainText()
    assert text.startswith("快捷键")
    actions = [action for menu in window.parts._menu_bar.values() for action in menu.actions()]
    with_keys = [action for action in actions if not action.shortcut().isEmpty()]
    assert len(with_keys) > 40
    assert [action.text() for action in with_keys if action.text() not in text] == []
    for keys in ("Ctrl+K", "Shift+F3", "Ctrl+↓", "Alt+←", "Ctrl+回车", "F1"):
        assert f"\n{keys}\n" in text


def test_finding_in_it(qtbot: QtBot, window: MainWindow) -> None:
    manual = opened(qtbot, window)
    qtbot.keyClick(manual, KEY.Key_F, CONTROL)
    assert manual.contents.box.hasFocus()
    manual.contents.box.setText("U盘")  # Qt types no Chinese in tests
    first = manual.contents.tree.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "备份与恢复 › 复制到 U 盘（3 处）"
    qtbot.keyClick(manual.contents.box, KEY.Key_Return)
    assert manual.browser.toPlainText().startswith("备份与恢复")
    marked = {one.cursor.selectedText() for one in manual.browser.extraSelections()}  # type: ignore[attr-defined]
    assert marked == {"U 盘"}
    manual.contents.box.setText("qqqzzz")
    assert manual.contents.nothing.isVisible()
    assert "没有找到“qqqzzz”" in manual.contents.nothing.text()


@pytest.mark.parametrize(
    ("query", "section"),
    [("撤销", "撤销"), ("便携", "数据在哪里"), ("两说并存 备份", None), ("筛選", "筛选"), ("＋", "用十分钟走一遍")],
)
def test_sections_hold_every_word(book: Book, query: str, section: str | None) -> None:
    found = find(book, query)
    assert (found[0].section.title if found else None) == section


def test_a_link_is_followed_within_and_nowhere_else(qtbot: QtBot, window: MainWindow) -> None:
    manual = opened(qtbot, window)
    manual.browser.anchorClicked.emit(QUrl("03-searching.md#filters"))
    assert manual.browser.toPlainText().startswith("检索条款")
    assert manual.browser.textCursor().block().text() == "筛选"
    manual.browser.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert manual.browser.toPlainText().startswith("检索条款")


def test_it_loads_nothing(qtbot: QtBot, window: MainWindow) -> None:
    browser = opened(qtbot, window).browser
    for address in ("file:///etc/passwd", "http://example.com/x.png", "picture:../icon.png"):
        picture = browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address))
        assert isinstance(picture, QImage)
        assert (picture.width(), picture.height()) == (1, 1)
        assert browser.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl(address)) == QByteArray()


def test_another_look_keeps_the_page(qtbot: QtBot, window: MainWindow) -> None:
    manual = opened(qtbot, window)
    manual.show_page("limits")
    before = manual.browser.document()
    window.look.set_theme("dark")
    window.look.set_size("huge")
    assert manual.browser.document() is not before
    assert manual.browser.toPlainText().startswith("程序不能做什么")


# on paper


def test_it_is_printed_with_contents_that_are_right(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    manual = opened(qtbot, window)
    manual.save(tmp_path / "manual.pdf")
    qtbot.waitUntil(manual.save_button.isEnabled, timeout=60_000)
    reader = PdfReader(tmp_path / "manual.pdf")
    assert manual.status.text() == f"已存为 manual.pdf，共 {len(reader.pages)} 面。"
    assert manual.book is not None
    tops = [one for one in reader.outline if not isinstance(one, list)]
    assert [one.title for one in tops] == [page.title for page in manual.book.pages]
    listed = "".join(page.extract_text() for page in reader.pages[1:4])
    for one in tops:
        number = (reader.get_destination_page_number(one) or 0) + 1
        assert re.search(rf"{re.escape(str(one.title))}[ …\s]+{number}\b", listed), one.title
        assert str(one.title) in reader.pages[number - 1].extract_text()[:200]


def test_where_it_cannot_be_written_it_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    manual = opened(qtbot, window)
    manual.save(tmp_path / "none" / "manual.pdf")
    qtbot.waitUntil(manual.save_button.isEnabled, timeout=60_000)
    assert "文件夹不存在" in manual.status.text()


def test_the_command_prints_it_without_a_display(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path), "manual", str(tmp_path / "m.pdf")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "m.pdf").pages)
    assert "Ctrl+K" in text
    assert not (tmp_path / "record.db").exists()


# what is new


@pytest.mark.parametrize(("before", "is_told"), [("", False), ("0.0.1", True)])
def test_an_upgrade_is_told_of_once(
    qtbot: QtBot, library: Library, tmp_path: Path, cache: Path, before: str, is_told: bool
) -> None:
    if before:
        write_seen(tmp_path, before)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    for is_first in (True, False):
        window = open_window(application, library, Folders(tmp_path, cache))
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: window.is_complete and window.parts.late is not None)  # noqa: B023
        button = guide(window).news_button
        assert (button is not None) is (is_told and is_first)
        if button is not None:
            assert "查看更新说明" in button.text()
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            manual = guide(window).manual
            assert manual is not None
            qtbot.waitUntil(lambda: manual.browser.toPlainText().startswith("更新说明"))  # noqa: B023
        window.close()
    assert read_seen(tmp_path) not in ("", before)


def test_nothing_of_it_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    script = f"""
import sys; from pathlib import Path
from content.shelf import open_library
from ui.application import make_application, open_window
from ui.folders import folders_at
folders = folders_at(Path({str(tmp_path)!r}))
application = make_application(["xiance"])
window = open_window(application, open_library(folders.cache), folders)
print([name for name in sys.modules if name.startswith(("ui.manual", "ui.identity", "content.prose"))])
window.close()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_the_menu_ends_with_about(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.parts.late is not None)
    titles = [action.text() for action in window.parts._menu_bar["帮助"].actions() if not action.isSeparator()]
    assert (titles[0], titles[-1]) == (COMMANDS[0], COMMANDS[-1])
