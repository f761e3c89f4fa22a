"""接收 and 汇总 by keys and clicks: seen before it is taken, given back, decided; what is refused changes nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checklist.actions import Edit, edit
from checklist.errors import BackupFailed
from checklist.exchange import export_exchange
from checklist.journal import Journal
from checklist.ledger import LedgerFilter
from checklist.record import Record, open_record
from content.library import Library
from tests.handing_samples import FIRST, PROBLEM, colleague_file, county_file, fill, refill
from tests.test_ui_accessible import nameless, unseen
from ui.handing import rollup_dialog
from ui.handing.guide import HandingGuide
from ui.handing.handing_out import Order, hand_out
from ui.handing.holding import gather, held
from ui.handing.kinds import Kind
from ui.handing.receive_dialog import ReceiveDialog
from ui.handing.rollup_dialog import RollupDialog
from ui.jobs import wait_for_jobs
from ui.ledger.session import ChecklistSession
from ui.theme import THEMES, dress

LEFT, SPACE = Qt.MouseButton.LeftButton, Qt.Key.Key_Space


@pytest.fixture
def record(tmp_path: Path, library: Library) -> Iterator[Record]:
    opened = fill(open_record(tmp_path / "data", "李四"), library)
    yield opened
    wait_for_jobs()
    opened.close()


@pytest.fixture
def session(library: Library, record: Record) -> ChecklistSession:
    made = ChecklistSession(library)
    made.attach(record)
    return made


@pytest.fixture
def guide(qtbot: QtBot, library: Library, session: ChecklistSession) -> HandingGuide:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, THEMES[0])
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(1366, 768)
    over.show()
    return HandingGuide(library, session, over)


@pytest.fixture
def dialog(guide: HandingGuide) -> ReceiveDialog:
    guide.receive()
    assert isinstance(guide.dialog, ReceiveDialog)
    return guide.dialog


def seen(qtbot: QtBot, dialog: ReceiveDialog, path: Path) -> list[tuple[str, ...]]:
    """What the preview shows of a file that is dropped: every row's words."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, buttons, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(dialog.receiving.seen, timeout=20_000):
        dialog.drop.dropEvent(QDropEvent(QPointF(5, 5), copy, data, buttons, none))
    return shown(dialog)


def shown(dialog: ReceiveDialog) -> list[tuple[str, ...]]:
    model = dialog.lines.filter
    places = [[model.index(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())]
    return [tuple(str(place.data()) for place in row) for row in places]


def take(qtbot: QtBot, dialog: ReceiveDialog) -> str:
    with qtbot.waitSignal(dialog.receiving.taken, timeout=20_000):
        qtbot.keyClick(dialog.take, SPACE)
    return dialog.outcome.sentence.text()


def test_a_colleagues_file_is_shown_field_by_field(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, tmp_path: Path
) -> None:
    rows = seen(qtbot, dialog, colleague_file(record, library, tmp_path))
    first, second, third = (duty.title for duty in library.duties[:3])
    assert [(row[0], row[1], row[2], row[3], row[4], row[6]) for row in rows] == [
        (first, "存在问题", "（空）", PROBLEM, "王五", "采用对方"),
        (second, "牵头单位", "县市场监管局", "县经济信息化局", "王五", "! 两说并存"),
        (third, "资金使用", "（空）", "50万元", "王五", "采用对方"),
    ]
    assert dialog.lines.counted.text() == "采用对方 2 · 两说并存 1"
    qtbot.keyClick(dialog.lines.choice, Qt.Key.Key_End)
    assert [row[6] for row in shown(dialog)] == ["! 两说并存"]
    assert (dialog.lines.mine.toPlainText(), dialog.lines.theirs.toPlainText()) == ("县市场监管局", "县经济信息化局")
    assert record.of(library.duties[0].id).problems == ""


def test_it_is_taken_decided_and_given_back(
    qtbot: QtBot, dialog: ReceiveDialog, session: ChecklistSession, record: Record, library: Library, tmp_path: Path
) -> None:
    heard: list[frozenset[str]] = []
    session.changed.connect(heard.append)
    first, second, third = (duty.id for duty in library.duties[:3])
    seen(qtbot, dialog, colleague_file(record, library, tmp_path))
    said = take(qtbot, dialog)
    backups = list((record.folder / "backups").glob("*.db"))
    assert len(backups) == 1
    assert f"接收前已备份：{backups[0].name}" in said
    assert heard == [frozenset({first, second, third})]
    assert record.of(first).problems == PROBLEM
    assert record.disputed == {second}
    assert [row[6] for row in shown(dialog)] == ["! 两说并存"]
    qtbot.mouseClick(dialog.keep_mine, LEFT)
    assert (record.of(second).lead, record.disputed) == ("县市场监管局", frozenset())
    assert shown(dialog)[0][6] == "已取舍：保留我的"
    assert not dialog.keep_theirs.isEnabled()
    with qtbot.waitSignal(dialog.receiving.refused):
        qtbot.mouseClick(dialog.undo, LEFT)
    assert "“两说取舍”" in dialog.outcome.sentence.text() or "“牵头单位”" in dialog.outcome.sentence.text()
    assert record.of(first).problems == PROBLEM
    seen(qtbot, dialog, tmp_path / "王五.xiance")
    assert "本机已经全部有了" in dialog.told.text()
    assert not dialog.take.isEnabled()


def test_what_was_taken_is_given_back(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, tmp_path: Path
) -> None:
    sent = colleague_file(record, library, tmp_path)
    before = dict(record.progress)
    seen(qtbot, dialog, sent)
    take(qtbot, dialog)
    with qtbot.waitSignal(dialog.receiving.given_back):
        qtbot.mouseClick(dialog.undo, LEFT)
    now = {duty: (one.lead, one.problems, one.funds) for duty, one in record.progress.items()}
    assert now == {duty: (one.lead, one.problems, one.funds) for duty, one in before.items()}
    assert dialog.outcome.sentence.text() == "已撤销这次接收，记录与接收前相同。"
    assert not dialog.undo.isVisible()


def test_a_conflict_may_be_decided_for_theirs(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, tmp_path: Path
) -> None:
    seen(qtbot, dialog, colleague_file(record, library, tmp_path))
    take(qtbot, dialog)
    qtbot.mouseClick(dialog.keep_theirs, LEFT)
    assert (record.of(library.duties[1].id).lead, record.disputed) == ("县经济信息化局", frozenset())


@pytest.fixture
def ledger(record: Record, library: Library, tmp_path: Path) -> Path:
    """The ledger as it went out to be filled in."""
    gathered = gather(library, held(record), LedgerFilter(), record.journal.today().date())
    path = tmp_path / "台账.xlsx"
    hand_out(Order(Kind.XLSX, path, gathered.everything, gathered.cover, gathered.holding), lambda done, count: None)
    return path


def test_a_returned_ledger_shows_changes_and_problems(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, ledger: Path
) -> None:
    def filling(page: Workbook) -> None:
        page.cell(FIRST, 9).value = "已办结"  # type: ignore[attr-defined]
        page.cell(FIRST + 1, 8).value = "2月30日"  # type: ignore[attr-defined]
        page.cell(FIRST + 2, 14).value = "=1+1"  # type: ignore[attr-defined]
        page.cell(FIRST + 3, 5).value = "县水利局"  # type: ignore[attr-defined]

    back = refill(ledger, filling)
    edit(record, Edit(library.duties[3].id, "lead", "县林业局"))
    rows = seen(qtbot, dialog, back)
    assert [(row[1], row[2], row[3], row[5], row[6]) for row in rows] == [
        ("状态", "推进中", "已办结", "第 4 行", "采用表中"),
        ("牵头单位", "县林业局", "县水利局", "第 7 行", "! 本机后来也改过"),
    ]
    assert [dialog.problems.item(row).text() for row in range(dialog.problems.count())] == [
        "第 5 行“完成时限”：不是日历上的日期。请写成 2026-3-31（2月30日）",
        "第 6 行“存在问题”：是公式，没有计算。请改填文字或数字（=1+1）",
    ]
    assert "已接收 1 条" in take(qtbot, dialog)
    assert record.of(library.duties[0].id).status == "done"
    assert record.of(library.duties[3].id).lead == "县林业局"


def test_cells_are_ticked_by_keys(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, ledger: Path
) -> None:
    def filling(page: Workbook) -> None:
        for row in range(3):
            page.cell(FIRST + row, 18).value = f"备注{row}"  # type: ignore[attr-defined]

    seen(qtbot, dialog, refill(ledger, filling))
    table = dialog.lines.table
    table.setCurrentIndex(dialog.lines.filter.index(1, 0))
    qtbot.keyClick(table, SPACE)
    assert dialog.lines.model.ticked == (0, 2)
    take(qtbot, dialog)
    assert [record.of(duty.id).remark for duty in library.duties[:3]] == ["备注0", "", "备注2"]
    with qtbot.waitSignal(dialog.receiving.given_back):
        qtbot.mouseClick(dialog.undo, LEFT)
    assert {record.of(duty.id).remark for duty in library.duties[:3]} == {""}


def _slip(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.txt", "x")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("evidence/ab/" + "ab" * 32, b"\0" * (8 << 20))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:400])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_slip, "可能不安全"),
        (_bomb, "超出大小限制"),
        (_cut, "不完整或在途中损坏"),
        (Path.unlink, "请确认文件还在"),
        (lambda path: path.write_bytes(b""), "不是县策的交换文件"),
        (lambda path: path.write_text("hello"), "不是县策的交换文件"),
    ],
)
def test_hostile_and_broken_files_are_a_sentence(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, tmp_path: Path, spoil: object, words: str
) -> None:
    sent = colleague_file(record, library, tmp_path)
    spoil(sent)  # type: ignore[operator]
    events = record.journal.events()
    with qtbot.waitSignal(dialog.receiving.refused, timeout=20_000):
        dialog.look(sent)
    assert words in dialog.outcome.sentence.text()
    assert "王五.xiance" in dialog.outcome.sentence.text()
    assert record.journal.events() == events
    assert not dialog.take.isVisible()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: Workbook().save(path), "没有“编号”列"),
        (lambda path: path.write_text("hello"), "没有“编号”列"),
        (lambda path: None, "请确认文件还在"),
    ],
)
def test_foreign_workbooks_are_a_sentence(
    qtbot: QtBot, dialog: ReceiveDialog, tmp_path: Path, make: object, words: str
) -> None:
    make(tmp_path / "表.xlsx")  # type: ignore[operator]
    with qtbot.waitSignal(dialog.receiving.refused):
        dialog.look(tmp_path / "表.xlsx")
    assert words in dialog.outcome.sentence.text()


def test_a_file_that_goes_away_before_it_is_taken_changes_nothing(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, tmp_path: Path
) -> None:
    other, sent = fill(open_record(tmp_path / "other", "赵六"), library, ""), tmp_path / "赵六.xiance"
    export_exchange(other, sent)
    other.close()
    seen(qtbot, dialog, sent)
    sent.unlink()  # its evidence is still to be read
    events = record.journal.events()
    with qtbot.waitSignal(dialog.receiving.refused):
        qtbot.keyClick(dialog.take, SPACE)
    assert "请确认文件还在" in dialog.outcome.sentence.text()
    assert record.journal.events() == events
    assert dialog.take.isEnabled()


def test_without_a_backup_nothing_is_taken(
    qtbot: QtBot,
    dialog: ReceiveDialog,
    record: Record,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(journal: Journal, *asked: object) -> Path:
        raise BackupFailed(journal.path, "No space left on device")

    seen(qtbot, dialog, colleague_file(record, library, tmp_path))
    monkeypatch.setattr(Journal, "backup", full)
    with qtbot.waitSignal(dialog.receiving.refused):
        qtbot.keyClick(dialog.take, SPACE)
    assert "没有能够备份本县记录" in dialog.outcome.sentence.text()
    assert record.of(library.duties[0].id).problems == ""


def test_another_countys_file_is_refused(qtbot: QtBot, dialog: ReceiveDialog, library: Library, tmp_path: Path) -> None:
    with qtbot.waitSignal(dialog.receiving.refused):
        dialog.look(county_file(library, tmp_path, "剑阁县"))
    assert "是“剑阁县”的，本机记录是“青川县”的" in dialog.outcome.sentence.text()


def test_the_preview_is_named_and_seen(
    qtbot: QtBot, dialog: ReceiveDialog, record: Record, library: Library, tmp_path: Path
) -> None:
    seen(qtbot, dialog, colleague_file(record, library, tmp_path))
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    assert nameless(dialog) == []
    assert unseen(dialog) == []


# many counties


@pytest.fixture
def table(guide: HandingGuide) -> RollupDialog:
    guide.roll_up()
    assert isinstance(guide.dialog, RollupDialog)
    return guide.dialog


def compare(qtbot: QtBot, table: RollupDialog, *files: Path) -> None:
    with qtbot.waitSignal(table.reading.finished, timeout=30_000):
        table.drop.given.emit(files)


def cells(table: RollupDialog, tab: int) -> list[list[str]]:
    model = table.tabs.widget(tab).model()  # type: ignore[attr-defined]
    return [[str(model.index(row, at).data()) for at in range(model.columnCount())] for row in range(model.rowCount())]


def test_counties_stand_side_by_side(qtbot: QtBot, table: RollupDialog, library: Library, tmp_path: Path) -> None:
    files = [county_file(library, tmp_path, county) for county in ("剑阁县", "旺苍县")]
    (tmp_path / "坏.xiance").write_text("hello")
    compare(qtbot, table, *files, tmp_path / "坏.xiance")
    assert [table.tabs.tabText(at) for at in range(table.tabs.count())] == [
        *("各县总表", "按力度", "按章节", "逐项对照", "未汇总的文件"),
    ]
    assert [row[:4:3] for row in cells(table, 0)] == [["剑阁县", "5"], ["旺苍县", "5"]]
    assert cells(table, 3)[1][4:] == ["已办结（佐证1份）", "已办结（佐证1份）"]
    assert "坏.xiance 不是县策的交换文件" in cells(table, 4)[0][1]
    assert table.refused.text() == "! 1 份文件没有汇总，原因见最后一页。"


def test_headings_sort_numbers_as_numbers(qtbot: QtBot, table: RollupDialog, library: Library, tmp_path: Path) -> None:
    compare(qtbot, table, county_file(library, tmp_path, "剑阁县"))
    shown_table = table.tabs.widget(3)
    header = shown_table.horizontalHeader()  # type: ignore[attr-defined]
    at = header.sectionViewportPosition(0) + 5
    for _ in range(2):
        qtbot.mouseClick(header.viewport(), LEFT, pos=QPointF(at, 5).toPoint())
    numbers = [int(row[0]) for row in cells(table, 3)]
    assert numbers == sorted(numbers, reverse=numbers[0] > 1)
    assert numbers[0] in (1, 67)


def test_the_comparison_is_saved_and_a_full_disk_said(
    qtbot: QtBot, table: RollupDialog, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare(qtbot, table, county_file(library, tmp_path, "剑阁县"))
    monkeypatch.setattr(rollup_dialog, "choose_target", lambda *asked: tmp_path / "汇总")
    with qtbot.waitSignal(table.writing.finished, timeout=20_000):
        qtbot.keyClick(table.save, SPACE)
    assert table.outcome.sentence.text() == "已保存 汇总.xlsx：1 个县（市、区），重新打开核对无误。"
    assert load_workbook(tmp_path / "汇总.xlsx")["各县总表"].cell(4, 1).value == "剑阁县"
    monkeypatch.setattr(rollup_dialog, "choose_target", lambda *asked: tmp_path / "没有" / "汇总.xlsx")
    with qtbot.waitSignal(table.writing.refused):
        qtbot.keyClick(table.save, SPACE)
    assert "文件夹不存在" in table.outcome.sentence.text()


def test_where_nothing_can_be_read_nothing_is_saved(qtbot: QtBot, table: RollupDialog, tmp_path: Path) -> None:
    compare(qtbot, table, tmp_path / "没有.xiance")
    assert not table.save.isEnabled()
    assert table.tabs.tabText(table.tabs.currentIndex()) == "未汇总的文件"
    qtbot.mouseClick(table.anew, LEFT)
    assert table.drop.isVisible()
