"""What the bundle is made by: spec, stand-ins, list of materials, packages, entries of the desktop, icon."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import struct
import subprocess
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
from deb_file import write_deb  # noqa: E402
from elf_files import exported  # noqa: E402
from icu_stand_in import compile_stand_in, replace_icu, sorts  # noqa: E402
from make_sbom import bill_of_materials  # noqa: E402

from ui.folders import PORTABLE, folders_at  # noqa: E402
from ui.opening import ENDINGS  # noqa: E402

needs_compiler = pytest.mark.skipif(
    shutil.which("cc") is None or shutil.which("objdump") is None, reason="a C compiler and binutils are not installed"
)
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


@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libxkbcommon.so.0", "libpython3.11.so.1.0", "libcurl.so.4"])
def test_what_a_bundle_brings_itself(name: str) -> None:
    assert not OF_THE_SYSTEM.fullmatch(name)


@pytest.mark.parametrize("name", ["libstdc++.so.6", "libX11.so.6", "libfontconfig.so.1", "libc.so.6", "libGL.so.1"])
def test_what_a_bundle_must_not_bring(name: str) -> None:
    """An older one than the drivers of the system want would keep them from loading."""
    assert OF_THE_SYSTEM.fullmatch(name)


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


@needs_compiler
def test_in_icu_s_place_names_are_sorted_by_their_numbers(tmp_path: Path) -> None:
    library = compile_stand_in(tmp_path / "libicui18n.so.73")
    assert sorts(library)
    assert {"ucol_open_73", "ucnv_open_73", "ucal_open_73", "u_strToUpper_73"} <= exported(library)


@needs_compiler
def test_a_function_of_icu_that_the_stand_in_lacks_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "libicuuc.so.73").write_bytes(b"ICU")
    (tmp_path / "libicui18n.so.73").write_bytes(b"ICU")
    replace_icu(tmp_path)
    source = tmp_path / "caller.c"
    source.write_text("void unorm_normalize_73(void); void call(void) { unorm_normalize_73(); }")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(tmp_path / "libcaller.so"), str(source)], check=True)
    with pytest.raises(LookupError, match="unorm_normalize_73"):
        replace_icu(tmp_path)


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


def test_a_debian_package_has_root_s_rights_and_the_same_bytes(tmp_path: Path) -> None:
    """Written anew it is the same, whoever built it and when."""
    root = tmp_path / "root"
    for name in ("DEBIAN/control", "usr/lib/xiance/xiance", "usr/lib/xiance/_internal/some.so", "usr/a.b/c/一.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/xiance").symlink_to("../lib/xiance/xiance")
    package = tmp_path / "xiance.deb"
    write_deb(package, root, "amd64", 1_700_000_000)
    content = package.read_bytes()
    os.chmod(root / "usr/lib/xiance/xiance", 0o600)
    write_deb(package, root, "amd64", 1_700_000_000)
    assert package.read_bytes() == content
    assert content.startswith(b"!<arch>\ndebian-binary   1700000000  0     0     100644  4         `\n2.0\n")
    with tarfile.open(fileobj=io.BytesIO(content[content.rindex(b"\xfd7zXZ") :].rstrip(b"\n"))) as archive:
        rows = {entry.name: (entry.mode, entry.uid, entry.uname, entry.mtime) for entry in archive}
    assert all(row[1:] == (0, "root", 1_700_000_000) for row in rows.values())
    modes = {name: row[0] for name, row in rows.items()}
    assert modes.pop("./usr/bin/xiance") == 0o777
    assert modes["./usr/lib/xiance/xiance"] == 0o755
    assert modes["./usr/lib/xiance/_internal/some.so"] == 0o644
    assert not [name for name in rows if "DEBIAN" in name]
    names = [Path(name) for name in rows]
    assert all(name.parent in names[:at] for at, name in enumerate(names) if at), "a folder comes after what is in it"


def test_the_desktop_entry_and_the_file_types() -> None:
    entry = (PACKAGING / "desktop" / "xiance.desktop").read_text(encoding="utf-8")
    assert dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)["Name[zh_CN]"] == "县策"
    types = ElementTree.parse(PACKAGING / "desktop" / "xiance.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kinds = (ROOT / "ui" / "handing" / "kinds.py").read_text(encoding="utf-8")
    ending = re.findall(r'^EXCHANGE_ENDING = "(.*)"', kinds, re.MULTILINE)[0]
    assert [glob.get("pattern") for glob in types.iter(f"{space}glob")] == [f"*{ending}", "*.xiancepack"]
    kinds_opened = re.findall(r"^MimeType=(.*);$", entry, re.MULTILINE)[0].split(";")
    assert kinds_opened == [kind.get("type") for kind in types.iter(f"{space}mime-type")]
    assert "\nExec=xiance %f\n" in entry
    assert set(ENDINGS) == {ending, ".xiancepack"}


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
