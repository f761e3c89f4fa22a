"""导出 and 交接 by keys and clicks: exactly the rows of the filter, counted, and nothing lost when it cannot be."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checklist.files import put_in_place
from checklist.ledger import LedgerFilter
from checklist.papers import draft as draft_module
from checklist.papers.xlsx_file import write_xlsx
from checklist.parcel_reading import read_parcel
from checklist.record import Record, open_record
from checklist.standing import Status
from content.library import Library
from tests.handing_samples import fill
from tests.test_ui_accessible import nameless, unseen
from ui.fonts import install_fallback
from ui.handing import handing_out, target_row
from ui.handing.export_dialog import ExportDialog
from ui.handing.guide import HandingGuide
from ui.handing.handover_dialog import HandoverDialog
from ui.handing.kinds import Kind
from ui.jobs import wait_for_jobs
from ui.ledger.session import ChecklistSession
from ui.theme import THEMES, dress

ROOT = Path(__file__).parent.parent
GOING = LedgerFilter(statuses=frozenset({Status.IN_PROGRESS}))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def record(tmp_path: Path, library: Library) -> Iterator[Record]:
    opened = fill(open_record(tmp_path / "data", "李四"), library)
    yield opened
    wait_for_jobs()
    opened.close()


@pytest.fixture
def guide(qtbot: QtBot, library: Library, record: Record) -> HandingGuide:
    install_fallback()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, THEMES[0])
    session = ChecklistSession(library)
    session.attach(record)
    over = QWidget()
    over.session = session  # type: ignore[attr-defined]
    qtbot.addWidget(over)
    over.resize(1366, 768)
    over.show()
    return HandingGuide(library, session, over)


@pytest.fixture
def dialog(qtbot: QtBot, guide: HandingGuide, tmp_path: Path) -> ExportDialog:
    """Opened from the ledger, which shows what is under way."""
    guide.export("xlsx", GOING)
    assert isinstance(guide.dialog, ExportDialog)
    qtbot.waitUntil(guide.dialog.export.isEnabled)
    guide.dialog.target.text.setText(str(tmp_path / "台账.xlsx"))
    return guide.dialog


def export(qtbot: QtBot, dialog: ExportDialog) -> str:
    """Press 导出; what is said in the end."""
    qtbot.keyClick(dialog.export, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.export.isEnabled() and bool(dialog.outcome.sentence.text()), timeout=30_000)
    return dialog.outcome.sentence.text()


def test_it_says_what_will_go_out(dialog: ExportDialog) -> None:
    assert dialog.scope.part.text() == "当前筛选：5 项（状态：推进中）"
    assert dialog.scope.whole.text() == "全部事项：67 项"
    assert dialog.kinds.buttons[Kind.XLSX].hasFocus()
    assert not dialog.evidence.isVisible()


def test_exactly_the_filter_goes_out_or_all(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    assert export(qtbot, dialog) == "已导出 台账.xlsx：5 项，重新打开核对无误。"
    dialog.scope.whole.click()
    assert "67 项" in export(qtbot, dialog)
    page = load_workbook(tmp_path / "台账.xlsx")["台账"]
    assert sum(isinstance(row[0], int) for row in page.iter_rows(values_only=True)) == 67
    qtbot.mouseClick(dialog.outcome.copy, LEFT)
    assert QApplication.clipboard().text() == str(tmp_path / "台账.xlsx")


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF, Kind.CSV, Kind.TASKS, Kind.ORDERS, Kind.PACKAGE, Kind.EXCHANGE])
def test_every_kind_goes_out_under_its_own_ending(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, kind: Kind
) -> None:
    dialog.kinds.buttons[kind].click()
    assert "重新打开核对无误" in export(qtbot, dialog)
    made = [path for path in tmp_path.iterdir() if path.is_file()]
    assert [path.suffix for path in made] == [Path(dialog.target.text.text()).suffix]
    if kind is Kind.EXCHANGE:
        assert len({one.subject for one in read_parcel(made[0]).events}) == 5


def test_kinds_are_chosen_by_arrow_keys(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.keyClick(dialog.kinds.buttons[Kind.XLSX], Qt.Key.Key_Down)
    assert dialog.kinds.kind is Kind.DOCX
    assert dialog.target.text.text().endswith("台账.docx")


def test_a_pdf_lies_across_and_has_every_row(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.kinds.buttons[Kind.PDF].click()
    dialog.scope.whole.click()
    assert "67 项，共" in export(qtbot, dialog)
    pages = PdfReader(tmp_path / "台账.pdf").pages
    assert pages[0].mediabox.width > pages[0].mediabox.height
    assert all("县级任务" in page.extract_text().replace("\n", "") for page in pages)
    assert "对照科技进步贡献率平均目标" in pages[0].extract_text().replace("\n", "")


def test_the_command_writes_a_pdf_without_a_display(record: Record, tmp_path: Path) -> None:
    record.close()
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(record.folder), "export", "pdf"]
    clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run([*command, str(tmp_path / "a.pdf")], capture_output=True, env=clean, check=False)
    assert done.returncode == 0, done.stderr
    assert len(PdfReader(tmp_path / "a.pdf").pages) > 5


def test_missing_evidence_is_told_before_and_can_be_left_out(
    qtbot: QtBot, dialog: ExportDialog, record: Record
) -> None:
    next((record.folder / "evidence").glob("??/*")).unlink()
    dialog.scope.whole.click()
    dialog.kinds.buttons[Kind.PACKAGE].click()
    qtbot.waitUntil(dialog.evidence.left_out.isVisible)
    assert dialog.evidence.words.text() == "佐证材料 2 份（共 22 字节）。"
    assert dialog.evidence.missing.text().startswith("佐证 1 份缺失、有改动或读不了：纪要")
    assert "没有打包" in export(qtbot, dialog)
    qtbot.waitUntil(dialog.evidence.left_out.isVisible)
    dialog.evidence.left_out.click()
    assert "重新打开核对无误" in export(qtbot, dialog)
    assert "没有放入文件" in dialog.outcome.remarks.text()


def _denied(temporary: Path, target: Path) -> None:
    if not target.parent.name.startswith(".xiance-"):
        raise PermissionError(errno.EACCES, "in use", str(temporary), None, str(target))
    put_in_place(temporary, target)


def _full(temporary: Path, target: Path) -> None:
    raise OSError(errno.ENOSPC, "full")


@pytest.mark.parametrize(("fault", "words"), [(_denied, "正由其他程序"), (_full, "磁盘空间不足")])
@pytest.mark.parametrize("kind", [Kind.XLSX, Kind.PDF, Kind.PACKAGE, Kind.EXCHANGE])
def test_a_target_that_cannot_be_written_stays_as_it_was(
    qtbot: QtBot, dialog: ExportDialog, monkeypatch: pytest.MonkeyPatch, kind: Kind, fault: object, words: str
) -> None:
    dialog.kinds.buttons[kind].click()
    assert dialog.target.path is not None
    dialog.target.path.write_bytes(b"before")
    monkeypatch.setattr(draft_module, "put_in_place", fault)
    said = export(qtbot, dialog)
    assert words in said
    assert dialog.target.path.name in said
    assert dialog.target.path.read_bytes() == b"before"
    assert [path.name for path in dialog.target.path.parent.iterdir() if path.name.startswith(".")] == []


def test_a_table_that_an_office_program_has_open_is_not_touched(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path
) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"before")
    (tmp_path / ".~lock.台账.xlsx#").touch()
    assert "正由其他程序（如 WPS、Excel）打开" in export(qtbot, dialog)
    assert (tmp_path / "台账.xlsx").read_bytes() == b"before"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "请写上文件名"), ("/no/such/folder/a", "文件夹不存在"), ("/proc/a", "没有写成"), ("a\x00b", "没有写成")],
)
def test_bad_targets_are_said(qtbot: QtBot, dialog: ExportDialog, typed: str, words: str) -> None:
    dialog.target.text.setText(typed)
    assert words in export(qtbot, dialog)


def test_what_stands_there_is_said_before(dialog: ExportDialog, tmp_path: Path) -> None:
    assert not dialog.target.remark.isVisible()
    (tmp_path / "有.xlsx").touch()
    dialog.target.text.setText(str(tmp_path / "有"))
    assert dialog.target.remark.isVisible()


def test_stopping_leaves_nothing(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, plain = threading.Event(), write_xlsx
    monkeypatch.setattr(handing_out, "write_xlsx", partial(_late, may_go_on, plain))
    qtbot.keyClick(dialog.export, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.waiting.stop.isVisible)
    qtbot.mouseClick(dialog.waiting.stop, LEFT)
    assert dialog.outcome.sentence.text() == "已停止，没有写出文件。"
    may_go_on.set()
    wait_for_jobs()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def _late(may_go_on: threading.Event, plain: object, *arguments: object) -> object:
    may_go_on.wait(10)
    return plain(*arguments)  # type: ignore[operator]


def test_the_file_dialog_gives_the_target(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target_row, "choose_target", lambda *asked: tmp_path / "别处")
    qtbot.mouseClick(dialog.target.browse, LEFT)
    assert dialog.target.path == tmp_path / "别处.xlsx"


def test_the_handover_makes_both_files(qtbot: QtBot, guide: HandingGuide, record: Record, tmp_path: Path) -> None:
    guide.hand_over()
    dialog = guide.dialog
    assert isinstance(dialog, HandoverDialog)
    qtbot.waitUntil(dialog.make.isEnabled)
    assert "未办结 62 项；佐证材料 2 份" in dialog.counted.text()
    dialog.folder.setText(str(tmp_path))
    qtbot.keyClick(dialog.make, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "流水校验码" in dialog.outcome.sentence.text(), timeout=20_000)
    parcel, paper = sorted(path for path in tmp_path.iterdir() if path.is_file())[::-1]
    parcel, paper = (parcel, paper) if parcel.suffix == ".xiance" else (paper, parcel)
    assert paper.name.endswith("移交清单.docx")
    assert record.head in dialog.outcome.sentence.text()
    assert len(read_parcel(parcel).evidence) == 2


def test_a_handover_that_fails_leaves_neither(
    qtbot: QtBot, guide: HandingGuide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide.hand_over()
    dialog = guide.dialog
    assert isinstance(dialog, HandoverDialog)
    qtbot.waitUntil(dialog.make.isEnabled)
    dialog.folder.setText(str(tmp_path / "没有"))
    qtbot.keyClick(dialog.make, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(dialog.outcome.sentence.text()))
    assert "文件夹不存在" in dialog.outcome.sentence.text()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_all_is_named_and_seen(qtbot: QtBot, dialog: ExportDialog) -> None:
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    assert nameless(dialog) == []
    assert unseen(dialog) == []


def test_closing_the_record_ends_it(guide: HandingGuide, dialog: ExportDialog) -> None:
    guide._session.closing.emit()
    assert guide.dialog is None
