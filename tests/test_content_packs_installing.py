"""An edition installed, used, gone back from, damaged, interrupted; and a start without packs, which pays nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from content.library import Library
from content.packs import bundled, diary
from content.packs import state as states
from content.packs.comparing import Change
from content.packs.errors import EditionMissing, PackUnwritable, SerialTooLow
from content.packs.installing import Proposal
from content.packs.opening import Trouble, open_shelf, trouble_with
from content.packs.state import StateDamaged, read_state, write_state
from content.shelf import open_library
from tests.pack_samples import Household, document, edition, heard, read_own_content_once, small_edition

NOW = datetime.fromisoformat("2026-12-02T09:00:00+08:00")
ROOT = Path(__file__).parent.parent


@pytest.fixture
def house(tmp_path: Path) -> Household:
    return Household(tmp_path)


@pytest.fixture(autouse=True)
def own_content(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    read_own_content_once(library, monkeypatch)


def data(house: Household) -> Path:
    return house.home / "data"


def install(house: Household, serial: int, files: dict[str, bytes] | None = None) -> Proposal:
    """A pack over whatever is in use."""
    path = house.publisher.write(house.home / f"{serial}.xiancepack", serial, files or small_edition(str(serial)))
    current = open_shelf(data(house), None).library
    seen = house.packs.examine(path, current, heard)
    house.packs.install(seen, current, "张三", NOW)
    return seen


def words(house: Household) -> tuple[int, str]:
    """The serial in use and the words that tell the editions apart."""
    shelf = open_shelf(data(house), None)
    return shelf.serial, shelf.library.documents[0].clauses[1].text if shelf.library.folder else "the program's own"


def test_what_is_installed_is_in_use(house: Household, library: Library) -> None:
    assert words(house) == (1, "the program's own")
    seen = install(house, 2)
    assert words(house) == (2, "各县要制定第2个方案。")
    shelf = open_shelf(data(house), None)
    assert shelf.library == seen.library
    assert shelf.library.folder == data(house) / "packs" / seen.pack.sha256
    assert {duty.id for duty in shelf.library.gone} == {duty.id for duty in library.duties}
    assert shelf.trouble is None
    assert trouble_with(data(house), shelf.library) is None


def test_two_previous_editions_are_kept(house: Household) -> None:
    seen = [install(house, serial) for serial in (2, 3, 4, 5)]
    kept = [one.serial for one in house.packs.state.kept]
    assert kept == [5, 4, 3]
    folders = {path.name for path in house.packs.folder.iterdir() if path.is_dir()}
    assert folders == {one.pack.sha256 for one in seen[1:]}


def test_the_way_back_is_open_and_written_down(house: Household) -> None:
    old, new = install(house, 2), install(house, 3)
    house.packs.switch(old.pack.sha256, "第 3 号有误", "李四", NOW)
    assert words(house)[0] == 2
    with pytest.raises(SerialTooLow):
        install(house, 2, small_edition("另"))  # an older one still does not get in
    house.packs.switch("", "先用自带的", "李四", NOW)
    assert words(house) == (1, "the program's own")
    install(house, 4)
    assert [one.serial for one in house.packs.state.kept] == [4, 3, 2]
    lines = diary.read_lines(house.packs.folder)
    assert [(line.deed, line.serial, line.reason) for line in lines] == [
        (diary.Deed.INSTALLED, 2, ""),
        (diary.Deed.INSTALLED, 3, ""),
        (diary.Deed.SWITCHED, 2, "第 3 号有误"),
        (diary.Deed.SWITCHED, 1, "先用自带的"),
        (diary.Deed.INSTALLED, 4, ""),
    ]
    assert new.pack.sha256 == lines[1].sha256
    with pytest.raises(EditionMissing):
        house.packs.switch("0" * 64, "?", "李四", NOW)


def test_the_edition_gone_back_from_stays_kept(house: Household) -> None:
    good = install(house, 2)
    install(house, 3)
    install(house, 4)
    house.packs.switch(good.pack.sha256, "3、4 号有误", "李四", NOW)
    install(house, 5)
    assert [one.serial for one in house.packs.state.kept] == [5, 2, 4]


@pytest.mark.parametrize(("serial", "used"), [(1, 3), (2, 3), (3, 3), (4, 4), (9, 9)], ids=lambda number: str(number))
def test_a_newer_program_uses_its_own_content_when_that_is_newer(
    house: Household, monkeypatch: pytest.MonkeyPatch, serial: int, used: int
) -> None:
    install(house, 3)
    monkeypatch.setattr(bundled, "SERIAL", serial)
    assert words(house)[0] == used
    if used == serial > 3:
        with pytest.raises(SerialTooLow):
            install(house, 3)
        kept = house.packs.state.kept[0].sha256
        house.packs.switch(kept, "新版程序的内容有误", "李四", NOW)
        assert words(house)[0] == 3  # whoever goes back on purpose is heard


# damage


def spoil(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(body)


@pytest.mark.parametrize("name", ["policies/shi-1.md", "duties/shi-1.yaml", "sources/shi-1.txt"])
def test_a_damaged_edition_gives_way_to_the_newest_good_one(house: Household, name: str) -> None:
    install(house, 2)
    folder = data(house) / "packs" / install(house, 3).pack.sha256
    spoil(folder / name)
    shelf = open_shelf(data(house), None)
    assert (shelf.serial, shelf.trouble, shelf.lost) == (2, Trouble.EDITION_DAMAGED, 3)
    assert trouble_with(data(house), shelf.library) == (Trouble.EDITION_DAMAGED, 3, 2)


def test_a_file_too_many_and_one_too_few_are_damage(house: Household) -> None:
    folder = data(house) / "packs" / install(house, 2).pack.sha256
    (folder / "Thumbs.db").write_bytes(b"an office's own")
    assert words(house)[0] == 2
    (folder / "policies" / "fremd.md").write_text("# 夹带")
    assert words(house)[0] == 1
    (folder / "policies" / "fremd.md").unlink()
    (folder / "synonyms.yaml").unlink()
    assert words(house)[0] == 1


def test_a_damaged_edition_is_mended_by_installing_it_again(house: Household) -> None:
    seen = install(house, 2)
    spoil(data(house) / "packs" / seen.pack.sha256 / "policies" / "shi-1.md")
    assert words(house)[0] == 1
    assert install(house, 2, small_edition("2")).pack.sha256 == seen.pack.sha256
    assert words(house)[0] == 2
    assert len(list(data(house).glob("packs/*/"))) == 1


def test_one_copy_of_the_state_is_enough(house: Household) -> None:
    install(house, 2)
    for name in (states.STATE, states.COPY):
        path = house.packs.folder / name
        whole = path.read_bytes()
        for damage in (b"", b"{}", whole[:-1], whole.replace(b"2", b"3")):
            path.write_bytes(damage)
            assert words(house)[0] == 2
        path.unlink()
        assert words(house)[0] == 2
        path.write_bytes(whole)


def test_without_a_state_the_program_goes_on_and_nothing_older_gets_in(house: Household) -> None:
    install(house, 7)
    for name in (states.STATE, states.COPY):
        (house.packs.folder / name).write_bytes(b"\0" * 100)
    with pytest.raises(StateDamaged):
        read_state(house.packs.folder)
    shelf = open_shelf(data(house), None)
    assert (shelf.serial, shelf.trouble) == (1, Trouble.STATE_DAMAGED)
    with pytest.raises(SerialTooLow):
        install(house, 6)
    install(house, 8)
    assert words(house)[0] == 8


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_says_so(house: Household) -> None:
    install(house, 2)
    house.packs.folder.chmod(0o500)
    try:
        with pytest.raises(PackUnwritable):
            install(house, 3)
    finally:
        house.packs.folder.chmod(0o700)
    assert words(house)[0] == 2


@pytest.mark.parametrize("call", ["fsync", "replace", "rename", "mkdir"])
def test_whatever_call_fails_the_old_edition_or_the_new_is_whole(
    house: Household, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Each such call in turn fails once, until an installation gets by without it."""
    install(house, 2)
    real, owner = (getattr(os, call), os) if call == "fsync" else (getattr(Path, call), Path)
    for failing in range(40):
        calls = 0

        def fail(*args: object, failing: int = failing, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls == failing + 1 and "xiance-pack-" not in str(args[0]):
                raise OSError(28, "No space left on device")
            return real(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(owner, call, fail)
            try:
                install(house, 3, small_edition("3"))
            except PackUnwritable:
                assert words(house)[0] in (2, 3)
                continue
        if calls <= failing:
            break
    assert calls <= failing
    assert words(house) == (3, "各县要制定第3个方案。")


# what a new edition changes


def test_the_comparison_counts_what_carries_over(house: Household) -> None:
    first = document(
        "shi-1", {"1": "各县制定方案。", "2": "各县报告。", "3": "各县公开。"}, {"1": "制定方案", "2": "报告"}
    )
    second = document("shi-2", {"1": "各县备案。"}, {"1": "备案"})
    install(house, 2, edition(first, second))
    changed = document("shi-1", {"1": "各县制定方案。", "2": "各县每年报告。"}, {"1": "制定方案", "2": "报告"})
    third = document("shi-3", {"1": "各县开会。"}, {"1": "开会"})
    seen = install(house, 3, edition(changed, third))
    told = {one.document.id: one for one in seen.changes}
    one = told["shi-1"]
    assert (one.change, one.clauses, one.kept, one.reviewed) == (Change.CHANGED, 2, ("shi-1.1.1",), ("shi-1.2.1",))
    assert (told["shi-2"].change, told["shi-2"].gone) == (Change.REMOVED, ("shi-2.1.1",))
    assert (told["shi-3"].change, told["shi-3"].added) == (Change.ADDED, ("shi-3.1.1",))
    assert [duty.title for duty in open_shelf(data(house), None).library.gone if duty.doc == "shi-2"] == ["备案"]


def test_the_compiled_copy_of_an_edition_is_used(house: Household, tmp_path: Path) -> None:
    folder = data(house) / "packs" / install(house, 2).pack.sha256
    assert open_library(tmp_path / "cache", folder) == open_library(tmp_path / "cache", folder)
    assert (tmp_path / "cache" / "library.json").exists()


def test_the_state_is_the_same_when_read_again(house: Household, library: Library) -> None:
    install(house, 2)
    state = house.packs.state
    write_state(house.packs.folder, state)
    assert read_state(house.packs.folder) == state
    later = json.loads((house.packs.folder / states.STATE).read_bytes().partition(b"\n")[2])
    assert later["version"] == 1


# the start


def test_without_packs_nothing_of_them_is_imported(tmp_path: Path) -> None:
    """One look at a folder that is not there; no zip, no nacl, no msgspec, no YAML."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from content.packs.opening import open_shelf\n"
        "open_shelf(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "looks = []; real = os.stat\n"
        "os.stat = lambda path, *a, **k: (looks.append(str(path)), real(path, *a, **k))[1]\n"
        "open_shelf(Path(sys.argv[1]), Path(sys.argv[2])); os.stat = real\n"
        "heavy = ('zipfile', 'nacl', 'cffi', 'content.packs.state', 'content.packs.opened')\n"
        "print([name for name in heavy if name in sys.modules and name not in before], sum(\n"
        "    path.endswith('packs') for path in looks))\n"
    )
    code = code.replace("import os, sys;", "import os, sys; before = set(sys.modules);", 1)
    cache = tmp_path / "cache"
    open_library(cache)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "data"), str(cache)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("[] 1", "")
