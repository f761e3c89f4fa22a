"""Where the record is: remembered, moved with everything, carried to a stick; what fails leaves it where it was."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checklist import copying, files, moving
from checklist.copies import copies
from checklist.copying import carry_evidence, carry_out, sha256_of
from checklist.errors import ChecklistError, CopyFailed, PlaceTaken, RecordMissing, RecordUnwritable
from checklist.evidence import EvidenceStore
from checklist.moving import move_record
from checklist.record import FILE_NAME, Record, open_record
from checklist.record_place import MEMORY, Memory, open_where_kept, place_of, read_memory, write_memory

NOW = datetime(2026, 11, 22, 9, 38, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A closed record with evidence and a backup, opened where it is kept."""
    data = tmp_path / "数据"
    record = open_where_kept(data, "张三")
    record.set_step("d", "1", True, "")
    record.journal.backup()
    (tmp_path / "佐证.pdf").write_bytes(b"proof")
    EvidenceStore(data).take_in(tmp_path / "佐证.pdf", date(2026, 3, 1))
    record.close()
    return data


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder by its hash."""
    return {str(one.relative_to(folder)): sha256_of(one) for one in sorted(folder.rglob("*")) if one.is_file()}


def test_it_is_remembered_where_a_record_was(data: Path) -> None:
    record = open_where_kept(data, "张三")
    assert read_memory(data) == Memory(data, record.journal.device)
    record.close()


FORGOTTEN = [b"", b"{", b"[]", b'{"folder": 1}', b'{"folder": "x", "device": "d"}', b"\xff\xfe", b"null", b"9" * 70_000]


@pytest.mark.parametrize("content", FORGOTTEN)
def test_a_spoiled_memory_is_none(data: Path, content: bytes) -> None:
    (data / MEMORY).write_bytes(content)
    assert read_memory(data) == Memory(data)
    open_where_kept(data, "张三").close()


def test_a_memory_is_kept_whole(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "内", tmp_path.parent / "外"):
        memory = Memory(folder, "device", NOW)
        write_memory(tmp_path, memory)
        assert read_memory(tmp_path) == memory


def test_a_place_within_the_data_moves_with_it(tmp_path: Path) -> None:
    """A stick is E: today and F: tomorrow."""
    write_memory(tmp_path / "E", Memory(tmp_path / "E" / "记录"))
    (tmp_path / "E").rename(tmp_path / "F")
    assert place_of(tmp_path / "F") == tmp_path / "F" / "记录"


def test_a_record_that_was_there_last_time_is_missed(data: Path, tmp_path: Path) -> None:
    """An upgrade, a stick that is not plugged in: no empty record is opened in its stead."""
    move_record(data, tmp_path / "U盘", NOW)
    (tmp_path / "U盘").rename(tmp_path / "拔出")
    for _ in range(2):
        with pytest.raises(RecordMissing) as caught:
            open_where_kept(data, "张三")
    assert caught.value.path == tmp_path / "U盘" / FILE_NAME
    assert not (tmp_path / "U盘").exists()
    (tmp_path / "拔出").rename(tmp_path / "U盘")
    open_where_kept(data, "张三").close()


# moving


def test_all_of_it_moves_and_the_old_is_kept(data: Path, tmp_path: Path) -> None:
    before = {name: sha256 for name, sha256 in tree(data).items() if name != MEMORY}
    moved = move_record(data, tmp_path / "新 位置", NOW)
    assert tree(tmp_path / "新 位置") == before
    assert moved.kept is not None
    assert tree(moved.kept) == before
    assert sorted(one.name for one in data.iterdir()) == [moved.kept.name, MEMORY]
    record = open_where_kept(data, "张三")
    assert record.folder == tmp_path / "新 位置"
    assert record.of("d").steps == {"1"}
    assert len(copies(record.folder)) == 1
    record.close()


def test_it_moves_back_again(data: Path, tmp_path: Path) -> None:
    move_record(data, tmp_path / "一", NOW)
    with pytest.raises(PlaceTaken):  # the old one is kept there
        move_record(data, data, NOW)
    move_record(data, data / "二", NOW)
    assert place_of(data) == data / "二"
    open_where_kept(data, "张三").close()


def test_it_never_moves_onto_another_record(data: Path, tmp_path: Path) -> None:
    other = open_record(tmp_path / "别县", "李四")
    other.close()
    before = tree(tmp_path / "别县")
    for taken in (tmp_path / "别县", data, data / "evidence" / "内"):
        with pytest.raises(PlaceTaken):
            move_record(data, taken, NOW)
    assert tree(tmp_path / "别县") == before
    assert place_of(data) == data


class Failing:
    """Raises at the nth call."""

    def __init__(self, real: object, nth: int) -> None:
        self._real, self._left = real, nth

    def __call__(self, *parts: object) -> object:
        self._left -= 1
        if not self._left:
            raise OSError(28, "No space left on device")
        assert callable(self._real)
        return self._real(*parts)


@pytest.mark.parametrize("broken", ["copy_whole", "look_into", "sync_folder", "write_memory", "make_folder"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_move_that_fails_leaves_it_where_it_was(
    data: Path, tmp_path: Path, broken: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {name: sha256 for name, sha256 in tree(data).items() if name != MEMORY}
    with monkeypatch.context() as patch:
        patch.setattr(moving, broken, Failing(getattr(moving, broken), nth))
        try:
            move_record(data, tmp_path / "新", NOW)
        except ChecklistError:
            assert place_of(data) == data
            assert {name: sha256 for name, sha256 in tree(data).items() if name != MEMORY} == before
    record = open_where_kept(data, "张三")
    assert record.of("d").steps == {"1"}
    record.close()


def test_a_copy_that_differs_is_no_move(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.sync_file

    def spoil(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        real(path)

    monkeypatch.setattr(copying, "sync_file", spoil)
    with pytest.raises(CopyFailed):
        move_record(data, tmp_path / "新", NOW)
    assert place_of(data) == data
    assert tree(tmp_path / "新") == {}


# to a stick


@pytest.fixture
def copy(data: Path) -> Path:
    return copies(data)[0].path


def test_a_copy_on_a_stick_is_the_backup_by_its_hash(copy: Path, tmp_path: Path) -> None:
    target = tmp_path / "U盘" / "县策备份.db"
    assert carry_out(copy, target) == hashlib.sha256(copy.read_bytes()).hexdigest() == sha256_of(target)
    with pytest.raises(RecordUnwritable):
        carry_out(copy, target)
    assert [one.name for one in target.parent.iterdir()] == [target.name]


def test_evidence_goes_along_once(data: Path, tmp_path: Path) -> None:
    (data / "evidence" / "cd").mkdir()
    (data / "evidence" / "cd" / ("cd" * 32)).write_bytes(b"spoiled: not what its name says")
    (data / "evidence" / "new-1").write_bytes(b"half")
    assert [carry_evidence(data, tmp_path / "U盘") for _ in range(2)] == [1, 0]
    assert list(tree(tmp_path / "U盘").values()) == [hashlib.sha256(b"proof").hexdigest()]


def test_a_full_stick_leaves_no_half_file(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "sync_file", Failing(files.sync_file, 1))
    with pytest.raises(RecordUnwritable):
        carry_out(copy, tmp_path / "U盘" / "县策备份.db")
    assert list((tmp_path / "U盘").iterdir()) == []


def test_a_record_is_not_remembered_before_it_was_opened(tmp_path: Path, record: Record) -> None:
    assert not (tmp_path / MEMORY).exists()
