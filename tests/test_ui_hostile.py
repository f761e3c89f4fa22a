"""Rendering is reading only: hostile text loads no file, follows no link, keeps no tag but the few that are ours."""

from __future__ import annotations

import ctypes
import os
import re
import struct
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QTextCursor
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from checklist.progress import Progress, Status
from content.document import Clause, EditorNote
from content.duty import Basis, Duty, Force, Step
from content.errors import ContentMalformed
from content.markup import read_markup
from ui.ledger.card import DutyCard
from ui.ledger.panel import Beside, DutyPanel
from ui.plain import tip
from ui.presenting.slides import Slide
from ui.presenting.view import PresentationView
from ui.reading.reader_view import ReaderView
from ui.theme import theme_named

CORPUS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "data" / "hostile.yaml").read_text("utf-8"))
SNIPPETS = [snippet for group in CORPUS.values() for snippet in group]
SCHEMES = (
    *("http", "https", "file", "ftp", "mailto", "tel", "javascript", "vbscript", "data"),
    *("smb", "ldap", "qrc", "about", "blob", "view-source", "xiance", "ms-msdt", "ms-officecmd", "search-ms"),
)
ALLOWED = {"a": {"href"}, "strong": set(), "sup": {"class"}, "sub": set()}
ALLOWED_IN_ROWS = ALLOWED | {"td": {"rowspan", "colspan"}, "p": {"id", "class"}}
IN_ACCESS_OR_OPEN = 0x1 | 0x20
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify tells which files are opened")


class Canary:
    """A folder of files that nothing may open, watched below Python and Qt."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("canary.css", "canary.html", "canary.txt", "canary.js", "canary.svg", "x.png"):
            (folder / name).write_text("p { color: red } <b>canary</b>", encoding="utf-8")
        picture = QByteArray()
        buffer = QBuffer(picture)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImage(16, 16, QImage.Format.Format_RGB32).save(buffer, "PNG")  # type: ignore[call-overload]
        (folder / "canary.png").write_bytes(bytes(picture.data()))
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._watch, os.fsencode(folder), IN_ACCESS_OR_OPEN) >= 0

    def opened(self) -> set[str]:
        """Names of the files opened since last asked."""
        try:
            events = os.read(self._watch, 1 << 16)
        except BlockingIOError:
            return set()
        names, at = set(), 0
        while at < len(events):
            length = struct.unpack_from("iIII", events, at)[3]
            names.add(events[at + 16 : at + 16 + length].rstrip(b"\0").decode())
            at += 16 + length
        return names

    def baited(self) -> list[str]:
        return [snippet.replace("CANARY", str(self.folder)) for snippet in SNIPPETS]

    def close(self) -> None:
        os.close(self._watch)


class Desk(QObject):
    """Stands where the desk's browser would: records every address it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString())


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def canary(qapp: object, tmp_path: Path) -> Iterator[Canary]:
    made = Canary(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    standing = Desk()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, standing, "open")  # type: ignore[arg-type]
    yield standing
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


def read(body: str) -> tuple[tuple[Clause, ...], tuple[EditorNote, ...]]:
    """What content makes of a file; nothing where it refuses it by name."""
    try:
        return read_markup(Path("test.md"), body)
    except ContentMalformed:
        return (), ()


def rendered(snippet: str) -> tuple[tuple[Clause, ...], tuple[EditorNote, ...]]:
    """The snippet as a paragraph, as a table, and as a note."""
    inline = " ".join(snippet.splitlines())
    bodies = (
        f"县{inline}\n{{#1}}\n",
        f"{snippet}\n\n[away]: http://example.invalid/\n[canary]: CANARY/canary.png\n",
        f"县\n{{#1}}\n\n| {inline} {{#2}} | 县 |\n| --- | --- |\n| 县 {{#3}} | {inline} |\n",
        f"县[^x]\n{{#1}}\n\n[^x]: 术语：{inline}\n",
    )
    clauses, notes = zip(*(read(body) for body in bodies), strict=True)
    return sum(clauses, ()), sum(notes, ())


def sins(html: str, allowed: dict[str, set[str]]) -> list[str]:
    """Tags, attributes and addresses that have no business on the page."""
    found = []
    for tag, attributes in Tags(html).found:
        extra = set(attributes) - allowed.get(tag, set())
        if tag not in allowed or extra:
            found.append(f"<{tag} {sorted(extra)}>")
        target = attributes.get("href") or "note:_"
        if tag == "a" and not re.fullmatch(r"note:[^\s:/\\]+|clause:[a-z0-9-]*(#[a-z0-9-]+)?", target):
            found.append(target)
    return found


def test_the_corpus_only_grows() -> None:
    assert len(SNIPPETS) >= 240
    assert len(set(SNIPPETS)) == len(SNIPPETS)
    assert {"script", "image", "style", "vector", "file_address", "markdown", "comment", "table"} <= set(CORPUS)


def test_content_keeps_our_few_tags_alone() -> None:
    found = {}
    read_anything = 0
    for snippet in SNIPPETS:
        clauses, notes = rendered(snippet)
        read_anything += bool(clauses)
        wrong = [sin for clause in clauses if clause.kind != "row" for sin in sins(clause.html, ALLOWED)]
        wrong += [sin for clause in clauses if clause.kind == "row" for sin in sins(clause.html, ALLOWED_IN_ROWS)]
        wrong += [sin for note in notes for sin in sins(note.html, ALLOWED)]
        if wrong:
            found[snippet] = wrong
    assert found == {}
    assert read_anything > len(SNIPPETS) * 0.8


def test_the_test_of_tags_sees_sins() -> None:
    assert sins('<img src="x">', ALLOWED)
    assert sins('<a href="javascript:alert(1)">', ALLOWED)
    assert sins('<a href="clause:../x">', ALLOWED)
    assert sins('<sup class="mark" onclick="x">', ALLOWED)
    assert not sins('<sup class="mark"><a href="note:甲">注</a></sup>', ALLOWED)


@LINUX
def test_the_canary_sings(qtbot: QtBot, canary: Canary) -> None:
    """Qt's own browser and label do read what a page names: the watch sees it."""
    plain = QTextBrowser()
    qtbot.addWidget(plain)
    plain.setHtml(f'<img src="{canary.folder}/canary.png">')
    plain.grab()
    assert canary.opened() == {"canary.png"}
    label = QLabel(f'<img src="{canary.folder}/canary.png">')
    qtbot.addWidget(label)
    label.grab()
    assert canary.opened() == {"canary.png"}


@LINUX
@pytest.mark.qt_log_ignore("No document for")
def test_the_page_loads_nothing_even_unsanitised(qtbot: QtBot, canary: Canary) -> None:
    view = ReaderView(theme_named("light"))
    qtbot.addWidget(view)
    view.resize(800, 600)
    before = sockets()
    for snippet in canary.baited():
        view.setHtml(snippet)
        view.grab()
        assert canary.opened() == set(), snippet
    for name in ("canary.html", "canary.png"):
        view.setSource(QUrl.fromLocalFile(str(canary.folder / name)))
        assert canary.opened() == set()
        assert "canary" not in view.toPlainText()
    assert sockets() == before


def sockets() -> set[str]:
    """Sockets of this process, and network code of Qt loaded into it."""
    held = {os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if _is_link(fd)}
    maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    return {name for name in held if name.startswith("socket:")} | set(re.findall(r"libQt6Network\S*", maps))


def _is_link(fd: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{fd}")


def test_no_click_leaves_the_page(qtbot: QtBot, canary: Canary, desk: Desk) -> None:
    view = ReaderView(theme_named("light"))
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    wishes: list[str] = []
    view.link_requested.connect(wishes.append)
    clicked = 0
    for snippet in canary.baited():
        view.setHtml(f"<p>县</p>{snippet}")
        for place in anchors(view):
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
            clicked += 1
    assert clicked >= 40
    assert wishes
    assert desk.asked == []
    assert canary.opened() == set()


def anchors(view: ReaderView) -> list[QPoint]:
    """Where a link can be hit, one place a link."""
    places: dict[str, QPoint] = {}
    cursor = QTextCursor(view.document())
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
        place = view.cursorRect(cursor).center() - QPoint(4, 0)
        address = view.anchorAt(place)
        if address:
            places.setdefault(address, place)
    return list(places.values())


@LINUX
def test_notes_open_nothing_and_lead_to_addresses_alone(qtbot: QtBot, canary: Canary, desk: Desk) -> None:
    panel = DutyPanel(theme_named("light"))
    qtbot.addWidget(panel)
    panel.resize(330, 900)
    panel.show()
    asked: list[str] = []
    panel.link_requested.connect(asked.append)
    shown = 0
    for snippet in canary.baited():
        notes = rendered(snippet)[1]
        panel.show_beside(Beside((), notes), {})
        panel.grab()
        for label in panel.findChildren(QLabel):
            for address in (attributes.get("href") for tag, attributes in Tags(label.text()).found if tag == "a"):
                label.linkActivated.emit(address or "")
            assert not label.openExternalLinks()
        shown += len(notes)
        assert canary.opened() == set(), snippet
    assert shown > len(SNIPPETS) // 2
    assert [address for address in asked if not address.startswith("clause:")] == []
    assert desk.asked == []


def hostile_duty(snippet: str) -> Duty:
    """A duty every word of which is hostile."""
    words = (snippet,) * 5
    title, quote, actor, applies_to, more = words
    step = Step("1", snippet, Basis.TEXT)
    return Duty("x", "x", "1", title, quote, Force.MUST, actor, applies_to, more, more, more, (step,), (more,), (more,))


def rich(widget: QWidget) -> list[str]:
    """Words that Qt would take for HTML: of labels that do not say they are plain, and of tooltips."""
    labels = [one for one in (widget, *widget.findChildren(QLabel)) if isinstance(one, QLabel)]
    words = [one.text() for one in labels if one.textFormat() is not Qt.TextFormat.PlainText]
    tips = [one.toolTip() for one in (widget, *widget.findChildren(QWidget))]
    return [one for one in words if RichText.mightBeRichText(one)] + [one for one in tips if is_rich_tip(one)]


def is_rich_tip(words: str) -> bool:
    """Whether a tooltip would be drawn with any tag but the paragraphs of `tip`."""
    return RichText.mightBeRichText(words) and {tag for tag, _ in Tags(words).found} != {"p"}


def test_tooltips_are_plain(qapp: object) -> None:
    assert [snippet for snippet in SNIPPETS if is_rich_tip(tip(snippet))] == []
    assert any(is_rich_tip(snippet) for snippet in SNIPPETS)
    assert tip("县 < 市\nR&D") == "<p>县 &lt; 市</p><p>R&amp;D</p>"


@LINUX
def test_duties_are_shown_as_plain_text(qtbot: QtBot, canary: Canary) -> None:
    for snippet in canary.baited():
        card = DutyCard(hostile_duty(snippet), theme_named("light"))
        card.show_progress(Progress("x", Status.DONE, frozenset("1"), changed_at=snippet, changed_by=snippet))
        card.grab()
        assert rich(card) == [], snippet
        assert canary.opened() == set(), snippet
        card.deleteLater()


@LINUX
def test_slides_are_shown_as_plain_text(qtbot: QtBot, canary: Canary) -> None:
    view = PresentationView(theme_named("light"))
    qtbot.addWidget(view)
    for snippet in canary.baited():
        duty = hostile_duty(snippet)
        view.present((Slide("x", "1", snippet, snippet, snippet, 2, duty),))
        view.say(snippet)
        view.grab()
        assert rich(view) == [], snippet
        assert canary.opened() == set(), snippet


def test_every_page_is_one_that_loads_nothing() -> None:
    """A browser of Qt's own would open the files that a text names."""
    ui = Path(__file__).parent.parent / "ui"
    made = re.compile(r"\(QTextBrowser\)|QTextBrowser\(")  # derived from, or called
    browsers = [path.name for path in ui.rglob("*.py") if made.search(path.read_text(encoding="utf-8"))]
    assert browsers == ["sealed_browser.py"]
