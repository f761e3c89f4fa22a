"""What is decided from names, tables and times alone: places of a record, safe starts, what gets into the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import NamedTuple

import pytest

from ui.safety import logs
from ui.safety.logs import SmallFile, keep_crashes, keep_log
from ui.safety.place_kinds import Kind, Mount, place_kind, read_mounts
from ui.safety.places import place_at
from ui.safety.starts import begin_start, end_well, is_crash_loop, put_settings_aside, take_back_start
from ui.safety.words import place_warning

NOW = datetime(2026, 11, 22, 9, 38, tzinfo=UTC)

# places

MOUNTS = read_mounts(
    "/dev/sda2 / ext4 rw 0 0\n"
    "/dev/sda1 /boot/efi vfat rw 0 0\n"
    "/dev/sda3 /home ext4 rw 0 0\n"
    "tmpfs /tmp tmpfs rw 0 0\n"
    "/dev/sdb1 /media/zhang/KINGSTON vfat rw 0 0\n"
    "/dev/sdc1 /media/zhang/移动\\040硬盘 ext4 rw 0 0\n"
    "/dev/sdd1 /run/media/zhang/A exfat rw 0 0\n"
    "/dev/sda5 /data fuseblk rw 0 0\n"
    "srv:/x /mnt/nfs nfs4 rw 0 0\n"
    "//srv/share /mnt/share cifs rw 0 0\n"
    "sshfs /mnt/ssh fuse.sshfs rw 0 0\n"
    "dav /mnt/dav fuse.davfs2 rw 0 0\n"
    "/dev/sda6 /mnt/d ext4 rw 0 0\n"
    "/dev/sda7 /mnt/over ext4 rw 0 0\n"
    "srv:/y /mnt/over nfs rw 0 0\n"
    "short line\n"
)


class Row(NamedTuple):
    path: str
    kind: Kind
    name: str = ""


LINUX = [
    Row("/home/zhang/.local/share/xiance", Kind.LOCAL),
    Row("/root", Kind.LOCAL),
    Row("/data/县策", Kind.LOCAL),
    Row("/mnt/d/县策", Kind.LOCAL),
    Row("/media/zhang/KINGSTON/县策", Kind.REMOVABLE),
    Row("/media/zhang/移动 硬盘/县策", Kind.REMOVABLE),
    Row("/run/media/zhang/A", Kind.REMOVABLE),
    Row("/mnt/nfs/a/b", Kind.NETWORK),
    Row("/mnt/nfsx", Kind.LOCAL),
    Row("/mnt/share", Kind.NETWORK),
    Row("/mnt/ssh/x", Kind.NETWORK),
    Row("/mnt/dav/x", Kind.NETWORK),
    Row("/mnt/over/x", Kind.NETWORK),
    Row("/home/zhang/坚果云/县策", Kind.CLOUD, "坚果云"),
    Row("/home/zhang/我的坚果云", Kind.CLOUD, "坚果云"),
    Row("/home/zhang/Nutstore Files/x", Kind.CLOUD, "坚果云"),
    Row("/home/zhang/Dropbox/x", Kind.CLOUD, "Dropbox"),
    Row("/home/zhang/Nextcloud", Kind.CLOUD, "Nextcloud"),
    Row("/mnt/share/OneDrive", Kind.CLOUD, "OneDrive"),
    Row("/home/zhang/adrivers", Kind.LOCAL),
    Row("/home/zhang/dropboxes", Kind.LOCAL),
]
WINDOWS = [
    (Row(r"C:\Users\张三\AppData\Local\xiance", Kind.LOCAL), 3),
    (Row(r"C:\Users\张三\OneDrive\文档\县策", Kind.CLOUD, "OneDrive"), 3),
    (Row(r"C:\Users\张三\OneDrive - 某县科技局\县策", Kind.CLOUD, "OneDrive"), 3),
    (Row(r"D:\WPS云盘\县策", Kind.CLOUD, "WPS云盘"), 3),
    (Row(r"D:\WPS 云盘", Kind.CLOUD, "WPS云盘"), 3),
    (Row(r"D:\WPSDrive\12345\WPS云盘", Kind.CLOUD, "WPS云盘"), 3),
    (Row(r"D:\百度网盘同步空间\x", Kind.CLOUD, "百度网盘"), 3),
    (Row(r"D:\BaiduSyncdisk\x", Kind.CLOUD, "百度网盘"), 3),
    (Row(r"D:\iCloud Drive", Kind.CLOUD, "iCloud"), 3),
    (Row(r"D:\Google Drive\x", Kind.CLOUD, "Google Drive"), 3),
    (Row(r"D:\阿里云盘", Kind.CLOUD, "阿里云盘"), 3),
    (Row(r"E:\县策", Kind.REMOVABLE), 2),
    (Row(r"F:\县策", Kind.REMOVABLE), 5),
    (Row(r"Z:\县策", Kind.NETWORK), 4),
    (Row(r"\\srv\share\县策", Kind.NETWORK), None),
    (Row(r"D:\工作\云南考察", Kind.LOCAL), 3),
]


@pytest.mark.parametrize("row", LINUX, ids=lambda row: row.path)
def test_places_on_linux(row: Row) -> None:
    found = place_kind(PurePosixPath(row.path), MOUNTS)
    assert (found.kind, found.name) == (row.kind, row.name)


@pytest.mark.parametrize(("row", "drive"), WINDOWS, ids=lambda part: getattr(part, "path", ""))
def test_places_on_windows(row: Row, drive: int | None) -> None:
    found = place_kind(PureWindowsPath(row.path), (), drive)
    assert (found.kind, found.name) == (row.kind, row.name)


def test_only_this_machine_s_disk_goes_without_a_warning() -> None:
    rows: list[tuple[PurePath, Row]] = [(PurePosixPath(row.path), row) for row in LINUX]
    warned = {row.path for path, row in rows if place_warning(place_kind(path, MOUNTS))}
    assert warned == {row.path for row in LINUX if row.kind is not Kind.LOCAL}


def test_the_root_is_never_a_stick() -> None:
    assert place_kind(PurePosixPath("/home"), (Mount("/", "vfat"),)).kind is Kind.LOCAL


def test_a_link_into_a_cloud_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "本地").symlink_to(tmp_path / "Dropbox")
    assert place_at(tmp_path / "本地").kind is Kind.CLOUD
    assert place_at(tmp_path / "没有的" / "文件夹").kind is Kind.LOCAL


# safe starts

LOOPS = [
    ((), 100.0, False),
    ((90.0, 95.0), 100.0, False),
    ((80.0, 90.0, 95.0), 100.0, True),
    ((40.0, 90.0, 95.0), 100.0, True),
    ((39.0, 90.0, 95.0), 100.0, False),
    ((10.0, 80.0, 90.0, 95.0), 100.0, True),
    ((200.0, 210.0, 220.0), 100.0, False),  # the clock went back
    ((80.0, 90.0, 95.0), 9_999.0, False),
]


@pytest.mark.parametrize(("starts", "now", "is_loop"), LOOPS)
def test_three_starts_within_a_minute(starts: tuple[float, ...], now: float, is_loop: bool) -> None:
    assert is_crash_loop(starts, now) is is_loop


def test_the_fourth_start_is_a_safe_one_and_closing_well_ends_it(tmp_path: Path) -> None:
    assert [begin_start(tmp_path, NOW) for _ in range(5)] == [False, False, False, True, True]
    end_well(tmp_path)
    assert begin_start(tmp_path, NOW) is False


def test_a_second_window_is_no_start(tmp_path: Path) -> None:
    begin_start(tmp_path, NOW)
    for _ in range(5):
        assert begin_start(tmp_path, NOW) is False
        take_back_start(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\xff", b"nan nan nan", b"1\n2\n3\n", b"x" * 9999, b"inf\n" * 3])
def test_spoiled_starts_give_a_normal_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "starts").write_bytes(content)
    assert begin_start(tmp_path, NOW) is False


def test_where_nothing_can_be_kept_the_start_is_normal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert [begin_start(tmp_path / "file" / "data", NOW) for _ in range(5)] == [False] * 5


def test_settings_are_put_aside_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text("size=huge")
    aside = put_settings_aside(tmp_path, NOW)
    assert aside is not None
    assert aside.read_text() == "size=huge"
    assert not (tmp_path / "settings.ini").exists()
    assert put_settings_aside(tmp_path, NOW) is None


# the log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = keep_log(tmp_path)
    assert handler is not None
    yield tmp_path / "logs" / "xiance.log"
    logging.getLogger().removeHandler(handler)
    handler.close()


CANARIES = (
    [f"金丝雀{n}号" for n in range(20)] + [f"canary-{n}" for n in range(20)] + [f"51092119{n:010}" for n in range(10)]
)


@pytest.mark.parametrize("canary", CANARIES)
def test_what_people_typed_is_not_in_the_log(log: Path, canary: str) -> None:
    logger = logging.getLogger("ui.any")
    try:
        try:
            raise ValueError(canary)
        except ValueError as error:
            raise KeyError(Path("/home") / canary) from error
    except KeyError as error:
        logger.warning("no progress to show: %s", error)
        logger.exception("job failed %s", canary)
    logger.warning("%(name)s left out", {"name": canary})
    logger.error(Path(canary))
    logging.getLogger("qt").warning("%s", f'cannot open "/home/{canary}" for {canary if canary[0] == "金" else ""}')
    said = log.read_text(encoding="utf-8")
    assert canary not in said
    assert "KeyError\n  test_ui_safety_places.py:" in said
    assert "ValueError" in said
    assert "no progress to show: KeyError" in said
    assert "qt: cannot open" in said


def test_numbers_stay(log: Path) -> None:
    logging.getLogger("ui.any").warning("%d of %s left", 3, 17)
    assert "3 of 17 left" in log.read_text(encoding="utf-8")


def test_below_warnings_nothing_is_kept(log: Path) -> None:
    logging.getLogger("ui.any").info("opened")
    assert log.read_text(encoding="utf-8") == ""


def test_a_large_log_begins_anew_and_three_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_LARGEST", 1000)
    handler = SmallFile(tmp_path / "xiance.log", encoding="utf-8")
    for n in range(400):
        handler.emit(logging.makeLogRecord({"msg": f"line {n}"}))
    handler.close()
    kept = sorted(tmp_path.iterdir())
    assert [one.name for one in kept] == ["xiance.log", "xiance.log.1", "xiance.log.2"]
    assert all(one.stat().st_size <= 1100 for one in kept)
    assert "line 399" in kept[0].read_text()


def test_a_log_that_cannot_be_kept_is_none(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    assert keep_log(tmp_path) is None
    assert keep_crashes(tmp_path) is False


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_stops_the_log_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    handler = SmallFile("/dev/full", encoding="utf-8")
    handler.emit(logging.makeLogRecord({"msg": "x"}))
    assert capsys.readouterr().err == ""
    with pytest.raises(OSError, match="No space"):
        handler.close()
