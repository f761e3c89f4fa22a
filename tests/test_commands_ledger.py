"""The ledger's commands as scripts use them: what they print and write, exit codes, a sentence for every refusal."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from checklist.annotation import Annotation, Kind
from checklist.annotation_record import Annotations
from checklist.parcel_reading import read_parcel
from checklist.record import FILE_NAME, open_record
from checklist.selector import Edition
from content.library import Library
from tests.handing_samples import FIRST, PROBLEM, colleague_file, county_file, fill, refill

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs main.py with its data in a folder of the test's own and no display."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        clean.pop("QT_QPA_PLATFORM", None)
        command = [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path / "data"), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=clean, check=False)

    return run


@pytest.fixture
def filled(tmp_path: Path, library: Library) -> Path:
    """The folder of a county's record."""
    fill(open_record(tmp_path / "data", "李四"), library).close()
    return tmp_path / "data"


def test_progress_tells_all_that_is_said_of_a_duty(run: Run, filled: Path) -> None:
    rows = json.loads(run("progress", "--json").stdout)
    assert {"id", "doc", "clause", "title", "force", "status", "steps", "changed_at", "changed_by"} < set(rows[0])
    assert (rows[0]["lead"], rows[0]["status"], rows[0]["result"]) == ("县科技局", "in_progress", "not_assessed")
    assert [one["name"] for one in rows[0]["evidence"]] == ["纪要0.txt"]
    assert rows[0]["evidence"][0]["size"] == len("青川县 0".encode())
    assert rows[11]["lead"] is None
    assert all({"due", "entries", "problems", "measures", "flags", "done_on", "basis"} <= set(row) for row in rows)


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ([], 67),
        (["--status", "done"], 5),
        (["--status", "已办结", "--status", "推进中"], 10),
        (["--unit", "县科技局"], 10),
        (["--unit", "县科技局", "--status", "推进中"], 5),
        (["--doc", "cbf-2018-60"], 40),
        (["--chapter", "一、总体要求"], 2),
        (["--overdue"], 0),
        (["--doc", "own"], 0),
    ],
)
def test_filters_hold_together(run: Run, filled: Path, arguments: list[str], count: int) -> None:
    done = run("progress", "--json", *arguments)
    assert (done.returncode, len(json.loads(done.stdout))) == (0, count)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "tasks"])
def test_a_table_has_exactly_the_rows_of_the_filter(run: Run, filled: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"表.{'docx' if kind == 'tasks' else kind}"
    done = run("export", kind, target, "--status", "已办结", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["kind"], told["rows"], told["file"]) == (kind, 5, str(target))
    assert _rows(target) == 5


def _rows(path: Path) -> int:
    """The duties that stand in a file: those with a number before them."""
    match path.suffix:
        case ".xlsx":
            return sum(isinstance(row[0], int) for row in load_workbook(path)["台账"].iter_rows(values_only=True))
        case ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return sum(bool(row) and row[0].isdigit() for row in csv.reader(file))
        case ".docx":
            return sum(row.cells[0].text.isdigit() for row in Document(str(path)).tables[0].rows)
    raise ValueError(path)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "tasks", "orders", "handover"])
def test_every_ledger_carries_the_fingerprint_of_the_history(run: Run, filled: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"表.{kind if kind in ('xlsx', 'csv') else 'docx'}"
    assert run("export", kind, target).returncode == 0
    record = open_record(filled, "李四")
    head = record.head
    record.close()
    assert head in _words(target)


def _words(path: Path) -> str:
    match path.suffix:
        case ".xlsx":
            return "".join(str(cell) for sheet in load_workbook(path) for row in sheet.values for cell in row)
        case ".csv":
            return path.read_text(encoding="utf-8-sig")
        case ".docx":
            return "".join(one.text for one in Document(str(path)).paragraphs)
    raise ValueError(path)


def test_papers_for_the_building(run: Run, filled: Path, tmp_path: Path) -> None:
    assert run("export", "orders", tmp_path / "交办单.docx").returncode == 0
    assert "县科技局：" in {one.text for one in Document(str(tmp_path / "交办单.docx")).paragraphs}
    assert run("export", "handover", tmp_path / "移交.docx").returncode == 0
    assert "移交清单" in Document(str(tmp_path / "移交.docx")).paragraphs[0].text
    assert json.loads(run("export", "package", tmp_path / "包.zip", "--json").stdout)["files"] == 5
    with zipfile.ZipFile(tmp_path / "包.zip") as archive:
        assert len([name for name in archive.namelist() if name.startswith("佐证材料/")]) == 2


def test_an_exchange_file_is_whole_or_of_the_filter(run: Run, filled: Path, tmp_path: Path) -> None:
    assert run("export", "exchange", tmp_path / "全.xiance").returncode == 0
    assert run("export", "exchange", tmp_path / "部分.zip", "--status", "done", "--without-evidence").returncode == 0
    whole, part = read_parcel(tmp_path / "全.xiance"), read_parcel(tmp_path / "部分.zip")
    assert (len(whole.evidence), len(part.evidence)) == (2, 0)
    assert len({one.subject for one in part.events}) == 5
    assert len(part.events) < len(whole.events)


@pytest.mark.parametrize("ending", ["md", "docx", "json"])
def test_annotations_go_out_by_the_ending(
    run: Run, filled: Path, library: Library, tmp_path: Path, ending: str
) -> None:
    record = open_record(filled, "李四")
    piece = Edition(library.document("cbf-2018-60").clauses).select("5-3", 0, 8)
    Annotations(record.journal).add(Annotation(document="cbf-2018-60", pieces=(piece,), kind=Kind.NOTE, note="报市局"))
    record.close()
    done = run("export", "notes", tmp_path / f"批注.{ending}")
    assert (done.returncode, "批注 1 条" in done.stdout) == (0, True)
    if ending != "docx":
        assert "报市局" in (tmp_path / f"批注.{ending}").read_text(encoding="utf-8")


def test_import_shows_first_and_takes_when_told(run: Run, filled: Path, library: Library, tmp_path: Path) -> None:
    record = open_record(filled, "李四")
    sent = colleague_file(record, library, tmp_path)
    record.close()
    seen = run("import", sent, "--json")
    told = json.loads(seen.stdout)
    assert (seen.returncode, told["taken"], told["backup"]) == (1, False, None)
    assert "还没有接收" in seen.stderr
    assert {(one["field"], one["mark"]) for one in told["fields"]} == {
        ("problems", "new"),
        ("lead", "conflict"),
        ("funds", "new"),
    }
    assert run("progress", "--json", "--unit", "县经济信息化局").stdout.strip() == "[]"
    taken = run("import", sent, "--yes")
    assert (taken.returncode, "有 1 处两人各改了一次" in taken.stderr) == (0, True)
    assert "! 两说并存" in taken.stdout
    assert json.loads(run("progress", "--json").stdout)[0]["problems"] == PROBLEM
    assert len(list((filled / "backups").glob("*.db"))) == 1
    again = run("import", sent)
    assert (again.returncode, "没有需要接收的" in again.stdout) == (0, True)


def test_a_returned_ledger_is_taken_but_for_what_cannot_be(run: Run, filled: Path, tmp_path: Path) -> None:
    run("export", "xlsx", tmp_path / "台账.xlsx")

    def filling(page: object) -> None:
        page.cell(FIRST, 9).value = "已办结"  # type: ignore[attr-defined]
        page.cell(FIRST + 1, 8).value = "2月30日"  # type: ignore[attr-defined]

    back = refill(tmp_path / "台账.xlsx", filling)
    done = run("import", back, "--yes")
    assert done.returncode == 1  # a cell was left out
    assert "没有采纳：第 5 行“完成时限”：不是日历上的日期" in done.stderr
    assert "推进中 → 已办结" in done.stdout
    assert json.loads(run("progress", "--json").stdout)[0]["status"] == "done"


def test_rollup_compares_and_lists_what_is_refused(run: Run, library: Library, tmp_path: Path) -> None:
    files = [county_file(library, tmp_path, county) for county in ("剑阁县", "旺苍县")]
    done = run("rollup", *files, "--out", tmp_path / "汇总.xlsx", "--json")
    assert done.returncode == 0
    assert [(one["county"], one["done"], one["total"]) for one in json.loads(done.stdout)] == [
        ("剑阁县", 5, 67),
        ("旺苍县", 5, 67),
    ]
    assert load_workbook(tmp_path / "汇总.xlsx").sheetnames == ["各县总表", "按力度", "按章节", "逐项对照"]
    (tmp_path / "坏.xiance").write_bytes(files[0].read_bytes()[:500])
    partly = run("rollup", *files, tmp_path / "坏.xiance", tmp_path / "没有.xiance", "--out", tmp_path / "汇总.csv")
    assert partly.returncode == 1
    assert len(partly.stderr.splitlines()) == 2
    assert "剑阁县" in (tmp_path / "汇总.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["export"], 2, "export"),
        (["export", "bmp", "a.bmp"], 2, "bmp"),
        (["export", "xlsx", "a.docx"], 2, ".xlsx"),
        (["export", "xlsx", "no/such/folder/a.xlsx"], 2, "文件夹不存在"),
        (["export", "xlsx", "a.xlsx", "--doc", "x"], 2, "没有编号为“x”的文件"),
        (["export", "xlsx", "a.xlsx", "--status", "办了"], 2, "没有“办了”"),
        (["export", "xlsx", "a.xlsx", "--unit", "没有这个局"], 1, "没有符合条件的事项"),
        (["import", "没有这份.xiance"], 2, "读不了交换文件 没有这份.xiance"),
        (["import", "没有这份.xlsx"], 2, "读不了 没有这份.xlsx"),
        (["import", str(ROOT / "README.md")], 2, "不是县策的交换文件"),
        (["rollup", "a.xiance"], 2, "--out"),
        (["rollup", "a.xiance", "--out", "b.docx"], 2, ".xlsx 或 .csv"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, filled: Path, arguments: list[str], code: int, words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [["export", "exchange"], ["export", "notes"], ["import"]])
def test_without_a_record_none_is_made(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    endings = {"exchange": "a.xiance", "notes": "a.md"}
    done = run(*arguments, tmp_path / endings.get(arguments[-1], "a.xiance"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "本县记录" in done.stderr
    assert not (tmp_path / "data" / FILE_NAME).exists()


def test_missing_evidence_is_refused_or_left_out_and_said(run: Run, filled: Path, tmp_path: Path) -> None:
    next((filled / "evidence").glob("??/*")).unlink()
    refused = run("export", "package", tmp_path / "包.zip")
    assert (refused.returncode, (tmp_path / "包.zip").exists()) == (1, False)
    assert "没有打包" in refused.stderr
    done = run("export", "package", tmp_path / "包.zip", "--allow-missing", "--json")
    assert (done.returncode, len(json.loads(done.stdout)["missing"])) == (0, 1)
    assert "没有放入文件" in done.stderr


def test_a_record_that_is_open_elsewhere_is_a_sentence(run: Run, filled: Path, tmp_path: Path) -> None:
    record = open_record(filled, "李四")
    done = run("export", "xlsx", tmp_path / "a.xlsx")
    record.close()
    assert (done.returncode, (tmp_path / "a.xlsx").exists()) == (2, False)
    assert "正由另一个县策窗口使用" in done.stderr


def test_all_but_the_pdf_do_without_qt(filled: Path, tmp_path: Path) -> None:
    code = (
        "import sys, main\n"
        "data, out = sys.argv[1:]\n"
        "for kind, ending in (('xlsx', 'xlsx'), ('orders', 'docx'), ('package', 'zip'), ('notes', 'md')):\n"
        "    assert main.main(['--data', data, 'export', kind, f'{out}/{kind}.{ending}']) == 0\n"
        "main.main(['--data', data, 'export', 'exchange', f'{out}/a.xiance'])\n"
        "main.main(['--data', data, 'import', f'{out}/a.xiance'])\n"
        "main.main(['--data', data, 'rollup', f'{out}/a.xiance', '--out', f'{out}/b.csv'])\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)\n"
    )
    command = [sys.executable, "-c", code, str(filled), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "b.csv").exists()
