"""What the bundle is made by: its spec, the trimming of libraries, the list of materials, the packages and the icon."""

from __future__ import annotations

import json
import re
import struct
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGING, IDENTITY = ROOT / "packaging", ROOT / "ui" / "identity"
sys.path.append(str(PACKAGING))

import build_bundle  # noqa: E402
import make_archives  # noqa: E402
from bundle_contents import FORBIDDEN, OF_THE_SYSTEM, SUMS, sums_of, unchanged  # noqa: E402
from bundle_parts import Part, debian_part  # noqa: E402
from icu_data import trim_icu  # noqa: E402
from make_sbom import bill_of_materials  # noqa: E402

from ui.folders import PORTABLE, folders_at  # noqa: E402

SIZES = (16, 24, 32, 48, 64, 128, 256)


@pytest.mark.parametrize(
    ("name", "is_forbidden"),
    [
        ("_internal/PySide6/QtWidgets.abi3.so", False),
        ("_internal/PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", False),
        ("_internal/pypdfium2_raw/libpdfium.so", False),
        ("_internal/PySide6/QtNetwork.abi3.so", True),
        ("_internal/PySide6/Qt/lib/libQt6Network.so.6", True),
        ("_internal/PySide6/Qt/lib/libQt6QmlModels.so.6", True),
        ("_internal/PySide6/Qt/lib/libQt6Pdf.so.6", True),
        ("_internal/libssl.so.3", True),
        ("_internal/libgnutls.so.30", True),
        ("_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", True),
        ("_internal/python3.11/lib-dynload/_socket.cpython-311-x86_64-linux-gnu.so", True),
        ("_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
    ],
)
def test_what_no_bundle_holds(name: str, is_forbidden: bool) -> None:
    assert bool(FORBIDDEN.search(name)) is is_forbidden


@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libstdc++.so.6", "libpython3.11.so.1.0", "libcurl.so.4"])
def test_what_a_bundle_brings_itself(name: str) -> None:
    assert not OF_THE_SYSTEM.fullmatch(name)


def test_a_changed_added_or_lost_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("1")
    (tmp_path / "two").write_text("2")
    (tmp_path / SUMS).write_text(sums_of(tmp_path))
    assert unchanged(tmp_path).held
    (tmp_path / "one").write_text("!")
    (tmp_path / "two").rename(tmp_path / "三")
    outcome = unchanged(tmp_path)
    assert not outcome.held
    assert outcome.detail == "one、two、三"


def library_of_tables(files: dict[str, bytes]) -> bytes:
    """A library as ICU's data are built: one segment with the table, one behind it, and a header for a third."""
    names, bodies = b"", b""
    at = 4 + 8 * len(files)
    start = (at + sum(len(name) + 1 for name in files) + 15) // 16 * 16
    places = b""
    for name, content in files.items():
        places += struct.pack("<II", at + len(names), start + len(bodies))
        names += name.encode() + b"\0"
        bodies += content.ljust((len(content) + 15) // 16 * 16, b"\0")
    table = (struct.pack("<I", len(files)) + places + names).ljust(start, b"\0") + bodies
    data = (
        struct.pack("<HBB", 32, 0xDA, 0x27)
        + struct.pack("<HHBBBB", 20, 0, 0, 0, 2, 0)
        + b"CmnD".ljust(20, b"\0")
        + table
    )
    end = 0x1000 + len(data)
    behind = (end + 0xFFF) // 0x1000 * 0x1000 + 0x10
    head = b"\x7fELF\x02\x01".ljust(32, b"\0") + struct.pack("<QQIHHHHHH", 64, 0x999, 0, 64, 56, 2, 64, 3, 2)
    first = struct.pack("<IIQQQQQQ", 1, 4, 0, 0, 0, end, end, 0x1000)
    second = struct.pack("<IIQQQQQQ", 1, 6, behind, behind + 0x1000, 0, 8, 8, 0x1000)
    return (head + first + second).ljust(0x1000, b"\0") + data + bytes(behind - end) + b"dynamic!"


def test_of_icu_only_what_a_chinese_program_needs_stays(tmp_path: Path) -> None:
    library = tmp_path / "libicudata.so.73"
    files = {"icudt73l/fr.res": b"F" * 90_000, "icudt73l/gb18030.cnv": b"G" * 33, "icudt73l/zh.res": b"Z"}
    library.write_bytes(library_of_tables(files))
    trim_icu(library)
    content = library.read_bytes()
    assert len(content) < 0x4000
    assert b"G" * 33 in content
    assert b"F" not in content[0x1000:]
    assert content.endswith(b"dynamic!")
    size, place = struct.unpack_from("<Q", content, 64 + 32)[0], struct.unpack_from("<Q", content, 64 + 56 + 8)[0]
    assert content[place:] == b"dynamic!"
    assert size <= place
    assert place % 0x1000 == 0x10


def test_a_library_of_another_make_is_refused(tmp_path: Path) -> None:
    library = tmp_path / "libicudata.so.73"
    library.write_bytes(library_of_tables({"icudt73l/zh.res": b"Z"}).replace(b"\x7fELF\x02", b"\x7fELF\x01", 1))
    with pytest.raises(ValueError, match="64-bit"):
        trim_icu(library)


def test_the_list_of_materials_is_cyclonedx_and_the_same_for_the_same_parts() -> None:
    parts = [
        Part("Qt", "6.9.3", "LGPL-3.0-only", "pkg:generic/qt@6.9.3"),
        Part("other", "1", "see the text", "pkg:generic/other@1"),
    ]
    bill = bill_of_materials(parts)
    assert bill == bill_of_materials(parts)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    rows = json.loads(json.dumps(bill["components"]))
    assert rows[0]["licenses"] == [{"expression": "LGPL-3.0-only"}]
    assert rows[1]["licenses"] == [{"license": {"name": "see the text"}}]


def test_a_library_of_nobody_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="belongs to no package"):
        debian_part(tmp_path / "libmystery.so.1")


@pytest.mark.parametrize("marker", PORTABLE)
def test_a_marker_beside_the_program_keeps_the_record_there(tmp_path: Path, marker: str) -> None:
    assert folders_at(None, tmp_path).data != tmp_path / "data"
    (tmp_path / marker).write_text("")
    assert folders_at(None, tmp_path).data == tmp_path / "data"
    assert folders_at(tmp_path / "named", tmp_path).data == tmp_path / "named"


def test_the_archives_hold_every_file_and_the_marker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = tmp_path / "xiance"
    (bundle / "_internal").mkdir(parents=True)
    (bundle / "xiance").write_text("program")
    (bundle / "_internal" / "some.so").write_text("library")
    (bundle / build_bundle.STAMP).write_text(json.dumps({"version": "9.9", "committed": "2026-01-02T03:04:05+00:00"}))
    monkeypatch.setattr(make_archives, "BUNDLE", bundle)
    monkeypatch.setattr(make_archives, "DIST", tmp_path)
    tar, zipped = make_archives.make_archives()
    expected = ["xiance/_internal/some.so", "xiance/build.json", "xiance/xiance", "xiance/便携.txt"]
    with tarfile.open(tar) as archive:
        modes = {entry.name: entry.mode for entry in archive}
    with zipfile.ZipFile(zipped) as archive:
        rights = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert list(modes) == list(rights) == expected
    assert modes == rights
    assert [name for name, mode in modes.items() if mode == 0o755] == ["xiance/xiance"]
    first = tar.read_bytes(), zipped.read_bytes()
    make_archives.make_archives()
    assert (tar.read_bytes(), zipped.read_bytes()) == first
    (bundle / "link").symlink_to("xiance")
    with pytest.raises(ValueError, match="is a link"):
        make_archives.make_archives()


def test_the_desktop_entry_and_the_file_types() -> None:
    entry = (PACKAGING / "desktop" / "xiance.desktop").read_text(encoding="utf-8")
    assert dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)["Name[zh_CN]"] == "县策"
    types = ElementTree.parse(PACKAGING / "desktop" / "xiance.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kinds = (ROOT / "ui" / "handing" / "kinds.py").read_text(encoding="utf-8")
    ending = re.findall(r'^EXCHANGE_ENDING = "(.*)"', kinds, re.MULTILINE)[0]
    assert [glob.get("pattern") for glob in types.iter(f"{space}glob")] == [f"*{ending}", "*.xiancepack"]
    # Double click hands a file over; until the program takes one, the entry must not say that it does.
    assert ("%f" in entry) == ("MimeType=" in entry)


def test_both_manuals_name_every_command() -> None:
    commands = re.findall(r'_add\(table, "(\w+)"', (ROOT / "ui/command/command_line.py").read_text(encoding="utf-8"))
    assert commands
    for name in ("xiance.1", "xiance.zh_CN.1"):
        page = (PACKAGING / "desktop" / name).read_text(encoding="utf-8")
        assert [command for command in commands if f"\\fB{command}\\fR" not in page] == []


def test_the_icon_has_every_size() -> None:
    for size in SIZES:
        header = (IDENTITY / f"xiance-{size}.png").read_bytes()[16:24]
        assert struct.unpack(">II", header) == (size, size)
    icon = (IDENTITY / "xiance.ico").read_bytes()
    assert struct.unpack_from("<HHH", icon) == (0, 1, len(SIZES))
    for number, size in enumerate(SIZES):
        width, _, _, _, _, depth, length, place = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * number)
        assert (width or 256, depth) == (size, 32)
        assert icon[place : place + length] == (IDENTITY / f"xiance-{size}.png").read_bytes()


def test_the_spec_names_no_path_of_a_machine() -> None:
    spec = (PACKAGING / "bundle.spec").read_text(encoding="utf-8")
    assert re.findall(r"/(?:home|root|usr|opt|work|tmp)/|[A-Z]:[\\\\]", spec) == []
