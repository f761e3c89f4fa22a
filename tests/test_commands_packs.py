"""`packs` and `install`: exit codes, one JSON value, and sentences that name the thing and the next step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checklist.copies import Occasion, copies
from checklist.record import open_record
from content.library import Library
from content.packs import trust
from tests.pack_samples import Household, Publisher, read_own_content_once, small_edition
from ui.command.command_line import parse_arguments, run_command
from ui.folders import Folders


@pytest.fixture
def house(tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> Household:
    """A program that trusts the publisher."""
    house = Household(tmp_path)
    assert house.packs
    monkeypatch.setattr("content.packs.installing.SHIPPED", tmp_path / "trusted.pub")
    read_own_content_once(library, monkeypatch)
    return house


def run(house: Household, *arguments: str) -> int:
    return run_command(parse_arguments(list(arguments)), Folders(house.home / "data", house.home / "cache"))


def pack(house: Household, serial: int) -> str:
    return str(house.publisher.write(house.home / f"{serial}.xiancepack", serial, small_edition(str(serial))))


def test_a_pack_is_installed_and_listed(house: Household, capsys: pytest.CaptureFixture[str]) -> None:
    open_record(house.home / "data", "测试员").close()
    assert run(house, "install", pack(house, 2)) == 0
    told = capsys.readouterr()
    assert "签名有效，内容检查通过" in told.out
    assert "重新启动县策后生效" in told.err
    assert [one.occasion for one in copies(house.home / "data")] == [Occasion.PACK]
    assert run(house, "packs", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["serial"], one["in_use"]) for one in found["editions"]] == [(2, True), (1, False)]
    assert found["keys"] == [house.publisher.pair.public.name]
    assert found["trouble"] is None
    assert [line["deed"] for line in found["log"]] == ["installed"]
    assert run(house, "packs") == 0
    assert "使用中\t第 2 号" in capsys.readouterr().out
    assert run(house, "documents", "--json") == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["shi-1"]


def test_check_only_looks(house: Household, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(house, "install", pack(house, 2), "--check", "--json") == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["serial"], seen["signer"]) == (2, house.publisher.pair.public.name)
    assert {one["doc"]: one["change"] for one in seen["changes"]}["shi-1"] == "added"
    assert not (house.home / "data" / "packs").exists()
    assert run(house, "install", pack(house, 2)) == 0
    assert run(house, "install", pack(house, 2)) == 0
    assert "已经安装，正在使用" in capsys.readouterr().out


def test_the_edition_in_use_is_what_check_proves(house: Household, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(house, "install", pack(house, 2)) == 0
    capsys.readouterr()
    run(house, "check", "--json")  # whoever runs the tests has loaded network modules
    rows = {row["check"]: row for row in json.loads(capsys.readouterr().out)}
    assert "第 2 号" in rows["书架缓存"]["detail"]
    assert {name for name, row in rows.items() if not row["ok"]} <= {"不联网"}
    (policy,) = (house.home / "data" / "packs").glob("*/policies/shi-1.md")
    policy.write_bytes(policy.read_bytes() + b"x")
    assert run(house, "check", "--json") == 1
    (shelf,) = [row for row in json.loads(capsys.readouterr().out) if row["check"] == "书架缓存"]
    assert (shelf["ok"], "第 2 号已损坏" in shelf["detail"]) == (False, True)
    assert run(house, "documents") == 0
    assert "第 2 号已损坏" in capsys.readouterr().err


def test_refusals(house: Household, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code, a piece of the sentence; what is installed stays as it was."""
    assert run(house, "install", pack(house, 5)) == 0
    strange = Publisher().write(house.home / "strange", 6, small_edition())
    broken = house.home / "broken"
    broken.write_bytes(Path(pack(house, 6)).read_bytes()[:-1])
    stray = house.home / "text"
    stray.write_text("你好")
    capsys.readouterr()
    cases = (
        (strange, 1, "不在本程序信任之列"),
        (broken, 1, "签名与内容不符"),
        (Path(pack(house, 4)), 1, "第 4 号（2026-12-01），本机已有过第 5 号（2026-12-01）"),
        (Path(pack(house, 90_000)), 1, "高出太多"),
        (stray, 2, "不是县策的内容包"),
        (house.home / "nowhere", 2, "读不了"),
    )
    for path, code, piece in cases:
        assert run(house, "install", str(path)) == code, path
        told = capsys.readouterr()
        assert piece in told.err
        assert "没有安装" in told.err
        assert told.out == ""
    assert [one.serial for one in house.packs.state.kept] == [5]


def test_while_the_window_has_the_record_nothing_is_installed(
    house: Household, capsys: pytest.CaptureFixture[str]
) -> None:
    window = open_record(house.home / "data", "测试员")
    try:
        assert run(house, "install", pack(house, 2)) == 2
    finally:
        window.close()
    assert "请先关闭那个窗口" in capsys.readouterr().err
    assert house.packs.state.kept == ()


def test_this_build_says_that_it_takes_no_packs(
    house: Household, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("content.packs.installing.SHIPPED", trust.SHIPPED)
    assert run(house, "packs") == 0
    assert "本版程序不接收内容包" in capsys.readouterr().out
    assert run(house, "install", pack(house, 2)) == 1
    assert "没有发布单位的公钥" in capsys.readouterr().err
