"""The command line as scripts use it: what it prints, its exit codes, and a sentence for every wrong use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import apsw.sqlite_extra
import pytest

from checklist.connection import checksum_vfs
from checklist.record import FILE_NAME, open_record
from content.library import Library
from content.normal_form import normal_form
from ui.command import inspection
from ui.command.inspection import inspect_installation
from ui.folders import folders_at

ROOT = Path(__file__).parent.parent

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs main.py with its data in a folder of the test's own and no display."""

    def run(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        clean.pop("QT_QPA_PLATFORM", None)
        command = [sys.executable, str(ROOT / "main.py"), "--data", str(tmp_path / "data"), *arguments]
        return subprocess.run(
            command, input=text, capture_output=True, encoding="utf-8", env={**clean, **environment}, check=False
        )

    return run


def test_documents(run: Run) -> None:
    rows = json.loads(run("documents", "--json").stdout)
    assert [one["id"] for one in rows] == [*("cbf-2018-60", "cbf-2016-71", "jscxgc-2017", "cbf-2022-13", "jscxzx-2025")]
    row = rows[0]
    assert list(row) == [
        *("id", "title", "number", "issuers", "signed", "effective", "expires", "period_end", "status"),
        *("source", "source_sha256", "clauses", "duties", "validity"),
    ]
    assert (row["id"], row["number"], row["signed"]) == ("cbf-2018-60", "川办发〔2018〕60号", "2018-07-31")
    assert (row["effective"], row["expires"], row["status"], row["period_end"]) == (None, None, None, "2022")
    assert (row["clauses"], row["duties"]) == (42, 40)


def test_text_is_the_policy_text_alone(run: Run, library: Library) -> None:
    lines = run("text", "cbf-2018-60").stdout.splitlines()
    document = library.document("cbf-2018-60")
    assert lines == [clause.text for clause in document.clauses]
    assert "编者" not in normal_form("".join(lines))


def test_clauses(run: Run) -> None:
    rows = json.loads(run("clauses", "cbf-2018-60", "--json").stdout)
    (row,) = [row for row in rows if row["id"] == "5-3"]
    assert list(row) == ["id", "kind", "heading", "text"]
    assert row["heading"] == ["二、重点任务", "（五）加强县域创新创业平台建设。"]


def test_duties(run: Run) -> None:
    rows = json.loads(run("duties", "--json").stdout)
    of_60 = json.loads(run("duties", "--doc", "cbf-2018-60", "--json").stdout)
    assert of_60 == [row for row in rows if row["doc"] == "cbf-2018-60"]
    assert len(of_60) < len(rows)
    assert {"id", "doc", "clause", "quote", "force", "actor", "applies_to", "indicator", "deadline"} <= set(rows[0])
    assert {"steps", "evidence", "related"} <= set(rows[0])
    assert set(rows[0]["steps"][0]) == {"id", "text", "basis"}
    assert {row["force"] for row in rows} == {"must", "promote", "support", "encourage", "target"}
    assert {step["basis"] for row in rows for step in row["steps"]} == {"原文", "编者建议"}


def test_search(run: Run) -> None:
    done = run("search", "科技成果转化", "--json", "--limit", "0", "--doc", "cbf-2018-60")
    rows = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(rows[0]) == [*("doc", "clause", "heading", "score", "kind", "excerpt", "marks", "where", "reason")]
    assert [row["clause"] for row in rows if row["kind"] == "literal"] == ["5-3", "3-3", "10-1", "11-1"]
    assert len(json.loads(run("search", "科技成果转化", "--json", "--limit", "2").stdout)) == 2


def test_search_that_finds_nothing(run: Run) -> None:
    done = run("search", "qqqzzz", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (1, [])


def test_search_batch_answers_in_order(run: Run) -> None:
    done = run("search", "--batch", "--json", text="后备库\n\n没有这样的词xyz\n三级综合治理\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer[0]["clause"] if answer else None for answer in answers] == ["4-1", None, None, "6-2"]


def test_progress_shows_what_was_ticked_and_makes_no_record(run: Run, tmp_path: Path) -> None:
    assert {row["status"] for row in json.loads(run("progress", "--json").stdout)} == {"not_started"}
    assert not (tmp_path / "data" / FILE_NAME).exists()
    record = open_record(tmp_path / "data", "李四")
    record.set_step("cbf-2018-60.5-3.1", "2", True, "")
    busy = run("progress")
    assert (busy.returncode, busy.stdout) == (2, "")
    assert "正由另一个县策窗口使用" in busy.stderr
    record.close()
    (row,) = [r for r in json.loads(run("progress", "--json").stdout) if r["status"] == "in_progress"]
    assert (row["id"], row["changed_by"]) == ("cbf-2018-60.5-3.1", "李四")
    assert [step["id"] for step in row["steps"] if step["done"]] == ["2"]


def test_check_proves_the_installation(run: Run) -> None:
    done = run("check", "--json")
    findings = json.loads(done.stdout)
    assert done.returncode == 0, findings
    assert all(finding["ok"] for finding in findings)
    assert len(findings) >= 6


def test_check_finds_that_the_library_of_checksums_is_gone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    checksum_vfs.cache_clear()
    monkeypatch.setattr(apsw.sqlite_extra, "_exts", (".nowhere",))
    try:
        findings = {one.check: one for one in inspect_installation(folders_at(tmp_path))}
    finally:
        checksum_vfs.cache_clear()
    assert not findings["记录功能"].ok
    assert "缺少校验本县记录的部件" in findings["记录功能"].detail


def test_check_finds_that_pages_are_not_guarded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A bit turned over and not seen."""
    monkeypatch.setattr(inspection, "_turn_a_bit", lambda path: None)
    findings = {one.check: one for one in inspect_installation(folders_at(tmp_path))}
    assert not findings["记录功能"].ok
    assert findings["原文 川办发〔2018〕60号"].ok


def test_check_finds_a_damaged_record(run: Run, tmp_path: Path) -> None:
    open_record(tmp_path / "data", "x").close()
    path = tmp_path / "data" / FILE_NAME
    path.write_bytes(path.read_bytes()[:8192])
    done = run("check")
    assert done.returncode == 1
    assert "不通过　本县记录" in done.stdout


def test_units(run: Run) -> None:
    rows = json.loads(run("units", "--unit", "科技厅", "--json").stdout)
    assert all("科技厅" in [*row["leads"], *row["others"]] for row in rows)
    assert list(rows[0]) == ["doc", "clause", "stated_in", "leads", "others"]
    assert run("units", "--unit", "没有这个单位").returncode == 1


def test_indicators(run: Run) -> None:
    rows = json.loads(run("indicators", "--json").stdout)
    assert list(rows[0]) == ["doc", "clause", "quote", "subject", "value", "unit", "comparison", "year", "scope"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["text", "cbf-1999-1"], "cbf-1999-1"),
        (["clauses", "../etc/passwd"], "../etc/passwd"),
        (["duties", "--doc", "x"], "cbf-2018-60"),
        (["search", ""], "检索词是空的"),
        (["search", "  \t"], "检索词是空的"),
        (["search"], "检索词是空的"),
        (["search", "县" * 30_000], "30000"),
        (["search", "县", "--limit", "-1"], "--limit"),
        (["search", "县", "--limit", "多"], "--limit"),
        (["search", "县", "--doc", "x"], "没有编号为“x”的文件"),
        (["export"], "export"),
        (["text"], "DOC"),
        (["--colour"], "--help"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "query", ["*", "?*?*", "[TO]", "((((((((", "“”", "-", "县*", "\ud800".encode("utf-8", "surrogatepass")]
)
def test_odd_queries_are_answered(run: Run, query: str | bytes) -> None:
    done = run("search", query, "--json")
    assert done.returncode in (0, 1)
    assert isinstance(json.loads(done.stdout), list)
    assert "Traceback" not in done.stderr


def test_a_damaged_or_newer_record_is_said_and_left(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "data" / FILE_NAME
    path.parent.mkdir()
    path.write_bytes(b"\0" * 5000)
    done = run("progress")
    assert done.returncode == 2
    assert "不是县策的记录" in done.stderr
    assert path.read_bytes() == b"\0" * 5000


def test_no_display_is_a_sentence_not_an_abort(run: Run) -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有可用的图形显示" in done.stderr
    dead = run(DISPLAY=":987")
    assert (dead.returncode, dead.stderr) == (2, done.stderr)


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_any_locale_prints_chinese(run: Run, locale: str) -> None:
    done = run("search", "后备库", "--json", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert json.loads(done.stdout)[0]["clause"] == "4-1"


def test_commands_work_where_nothing_can_be_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "data").write_text("in the way")
    done = run("search", "后备库", "--json")
    assert json.loads(done.stdout)[0]["clause"] == "4-1"
    assert "结果相同" in done.stderr


def test_commands_never_import_qt() -> None:
    code = (
        "import sys, main\n"
        "for arguments in (['documents'], ['search', '县'], ['progress'], ['check']):\n"
        "    main.main(['--data', sys.argv[1], *arguments])\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, os.devnull], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
