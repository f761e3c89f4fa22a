"""The same program in other surroundings: locales, code pages, names of folders, no home, no fonts, twice the size."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
QUIET = {"QT_QPA_PLATFORM": "offscreen"}


class Surrounding(NamedTuple):
    name: str
    variables: dict[str, str]


LOCALES = [
    Surrounding("C", {"LC_ALL": "C", "LANG": "C"}),
    Surrounding("POSIX", {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}),
    Surrounding("no locale", {"LC_ALL": "", "LANG": ""}),
    Surrounding("one that is not there", {"LC_ALL": "zh_CN.nowhere"}),
    Surrounding("GBK console", {"LC_ALL": "C", "PYTHONIOENCODING": "gbk"}),
    Surrounding("UTF-8", {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}),
]
CODE_PAGES = ["GBK", "GB18030"]
FOLDERS = [
    "张三",
    "许功蓋",  # its last bytes in Big5 and GBK are a stroke
    "FolderWith中文",
    "有 空格 的 文件夹",
    "100% #1 & 'x' [y] {z}",
    "😀𠀀",
    "长" * 80,
    "/".join(["深" * 20] * 12),
]
PLACES = {
    name: str(value) for name, value in os.environ.items() if name not in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, bool]]:
    done = run(["--data", str(tmp_path_factory.mktemp("data")), "check", "--json"], {})
    return verdicts(done)


@pytest.mark.parametrize("surrounding", LOCALES, ids=lambda one: one.name)
def test_check_says_the_same_in_every_locale(
    tmp_path: Path, surrounding: Surrounding, expected: list[tuple[str, bool]]
) -> None:
    done = run(["--data", str(tmp_path / "张三 数据"), "check", "--json"], surrounding.variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert verdicts(done) == expected


@pytest.mark.skipif(shutil.which("localedef") is None, reason="localedef is not installed")
@pytest.mark.parametrize("code_page", CODE_PAGES)
def test_check_says_the_same_under_a_chinese_code_page(
    tmp_path: Path, code_page: str, expected: list[tuple[str, bool]]
) -> None:
    """A locale of its own is made, so that Python reads and writes names of files in it."""
    make = ["localedef", "-i", "zh_CN", "-f", code_page, str(tmp_path / f"zh_CN.{code_page}")]
    if subprocess.run(make, capture_output=True, check=False).returncode != 0:
        pytest.skip("the sources of locales are not installed (apt install locales)")
    variables = {"LOCPATH": str(tmp_path), "LC_ALL": f"zh_CN.{code_page}"}
    asked = python(["-c", "import sys; print(sys.getfilesystemencoding())"], variables)
    assert asked.stdout.strip().lower() in (code_page.lower(), "gb2312", "gbk")
    done = run(["--data", str(tmp_path / "zhang san"), "check", "--json"], variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert verdicts(done) == expected


@pytest.mark.parametrize("name", FOLDERS, ids=lambda name: name[:12])
def test_the_data_may_lie_anywhere(tmp_path: Path, name: str) -> None:
    """A record is made there, written, backed up, restored and read again."""
    work = (
        "import sys; from pathlib import Path\n"
        "from checklist.record_place import open_where_kept; from checklist.recovery import restore\n"
        "data = Path(sys.argv[1]); record = open_where_kept(data, '张三'); record.set_step('d', '1', True, '')\n"
        "copy = record.journal.backup(); record.close(); again = restore(data, copy, '张三')\n"
        "print(sorted(again.of('d').steps)); again.close()\n"
    )
    folder = tmp_path / name
    done = python(["-c", work, str(folder)], {})
    assert (done.stdout.strip(), done.stderr) == ("['1']", "")
    done = run(["--data", str(folder), "progress", "--json"], {"LC_ALL": "C"})
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) > 50


def test_without_a_home(tmp_path: Path) -> None:
    """Where the system does not say whose it is, the account does; where that cannot be written, a sentence does."""
    for variables in ({}, {"HOME": ""}, {"HOME": "/nonexistent"}, {"HOME": "/proc"}, {"HOME": str(tmp_path / "家")}):
        done = python([str(ROOT / "main.py"), "documents", "--json"], variables, PLACES)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert len(json.loads(done.stdout)) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig is Linux's")
def test_the_walk_without_any_font_of_the_system(tmp_path: Path) -> None:
    """The program's own typeface is enough."""
    (tmp_path / "none.conf").write_text(
        '<?xml version="1.0"?><fontconfig><cachedir>/tmp/xiance-none</cachedir></fontconfig>'
    )
    walk(tmp_path, {"FONTCONFIG_FILE": str(tmp_path / "none.conf")})


@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_the_walk_at_other_scales(tmp_path: Path, scale: str) -> None:
    walk(tmp_path, {"QT_SCALE_FACTOR": scale})


def test_the_walk_in_a_plain_locale_under_a_chinese_name(tmp_path: Path) -> None:
    walk(tmp_path / "张三 的 文件夹", {"LC_ALL": "C", "TMPDIR": str(made(tmp_path / "临时 文件"))})


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def walk(folder: Path, variables: dict[str, str]) -> None:
    done = run(["walk", str(folder / "shots")], {**QUIET, **variables})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert len(list((folder / "shots").glob("*.png"))) >= 5


def verdicts(done: subprocess.CompletedProcess[str]) -> list[tuple[str, bool]]:
    return [(row["check"], row["ok"]) for row in json.loads(done.stdout)]


def run(arguments: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return python([str(ROOT / "main.py"), *arguments], variables)


def python(
    arguments: list[str], variables: dict[str, str], base: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Its output is UTF-8 whatever the surroundings: that is promised."""
    environment = {**(os.environ if base is None else base), **variables, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False, cwd=ROOT)
