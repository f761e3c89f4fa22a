"""Proves what was made for Windows, under Wine: installer, archive, and the bundle at a place with blanks and Chinese.

Wine is not Windows. How it looks there, on screens of every density, how fast it starts, and what SmartScreen and
virus scanners say of a program that nobody signed: that shows on a real Windows alone.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bundle_contents import nothing_forbidden, size_of, unchanged
from pe_files import needed, pe_files
from proof_outcome import Outcome, said
from windows_installation import carries_its_record, installs_and_leaves
from wine_system import DRIVE, Wine, inside, running_wine

PASSED, STATIONS = "通过", 5
LARGEST, LARGEST_SETUP = 85 << 20, 31_000_000  # bytes
# What every Windows 10 has; of Direct3D and DirectWrite, Qt loads what there is.
OF_WINDOWS = re.compile(
    r"api-ms-win-[\w-]+\.dll|winspool\.drv|(kernel32|user32|gdi32|advapi32|shell32|shlwapi|ole32|oleaut32|ntdll|msvcrt"
    r"|rpcrt4|version|winmm|ws2_32|mpr|netapi32|userenv|authz|setupapi|wtsapi32|comdlg32|comctl32|imm32|uxtheme|dwmapi"
    r"|dwrite|dxgi|d3d9|d3d11|d3d12|uiautomationcore|bcrypt|bcryptprimitives|crypt32)\.dll"
)
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QPA_FONTDIR": r"Z:\usr\share\fonts\opentype\noto"}


def prove(wine: Wine, bundle: Path, setup: Path, archive: Path) -> bool:
    """Every proof, with a line each. Whether none failed."""
    with tempfile.TemporaryDirectory(prefix="县策 搬家 ", dir=DRIVE) as elsewhere:
        moved = shutil.copytree(bundle, Path(elsewhere) / "县策 0")
        steps: list[tuple[str, Callable[[], Outcome]]] = [
            ("没有不该有的", partial(nothing_forbidden, bundle)),
            ("不缺库", partial(nothing_missing, bundle)),
            ("版本与清单", partial(tells_windows, bundle)),
            ("大小", partial(small_enough, bundle, setup)),
            ("自检", partial(checks_itself, wine, moved)),
            ("检索", partial(searches, wine, moved)),
            ("离屏走查", partial(walks, wine, moved, _OFFSCREEN)),
            ("显示走查", partial(walks, wine, moved, {})),
            ("没有改动", partial(unchanged, moved)),
            ("安装与卸载", partial(installs_and_leaves, wine, setup)),
            ("便携", partial(carries_its_record, wine, archive)),
        ]
        outcomes = [said(title, step()) for title, step in steps]
    return all(outcome.held is not False for outcome in outcomes)


def nothing_missing(bundle: Path) -> Outcome:
    """Every library that a file of the bundle names is in the bundle, or in every Windows 10."""
    files = list(pe_files(bundle))
    inside_it = {path.name.lower() for path in files}
    outside = sorted({name for path in files for name in needed(path)} - inside_it)
    unknown = [name for name in outside if not OF_WINDOWS.fullmatch(name)]
    return Outcome(not unknown, "、".join(unknown) or f"{len(files)} 个程序文件，借用系统的库 {len(outside)} 个")


def tells_windows(bundle: Path) -> Outcome:
    """Both programs carry version, manifest and icon."""
    wanted = (b"PerMonitorV2", b">UTF-8<", b"asInvoker", "FileVersion".encode("utf-16-le"), b"\x89PNG")
    programs = {name: (bundle / name).read_bytes() for name in ("xiance.exe", "xiance-cli.exe")}
    lacking = [f"{name} {one!r}" for name, content in programs.items() for one in wanted if one not in content]
    return Outcome(not lacking, "、".join(lacking) or "、".join(programs))


def small_enough(bundle: Path, setup: Path) -> Outcome:
    size, length = size_of(bundle), setup.stat().st_size
    held = size <= LARGEST and length <= LARGEST_SETUP
    return Outcome(held, f"装好 {size / 2**20:.1f} MiB，安装程序 {length / 1e6:.1f} MB")


def checks_itself(wine: Wine, bundle: Path) -> Outcome:
    with tempfile.TemporaryDirectory(dir=DRIVE) as scratch:
        done = wine.run([inside(bundle / "xiance-cli.exe"), "--data", inside(Path(scratch)), "check"])
    return _outcome(done.returncode, done.stdout, done.stderr)


def searches(wine: Wine, bundle: Path) -> Outcome:
    """Found, not found and wrong use each have their exit code."""
    with tempfile.TemporaryDirectory(dir=DRIVE) as scratch:
        program = [inside(bundle / "xiance-cli.exe"), "--data", inside(Path(scratch))]
        found = wine.run([*program, "search", "技术转移服务机构", "--json"])
        codes = [
            found.returncode,
            wine.run([*program, "search", "没有的词xyzzy"]).returncode,
            wine.run([*program, "搜"]).returncode,
        ]
    return Outcome(codes == [0, 1, 2] and "技术转移服务机构" in found.stdout, f"退出码 {codes}{found.stderr}")


def walks(wine: Wine, bundle: Path, settings: dict[str, str]) -> Outcome:
    """Reading, finding and ticking in the real window."""
    with tempfile.TemporaryDirectory(dir=DRIVE) as scratch:
        folder = Path(scratch)
        program = [inside(bundle / "xiance-cli.exe"), "--data", inside(folder / "d")]
        done = wine.run([*program, "walk", inside(folder / "截图")], settings)
        shots = len(list((folder / "截图").glob("*.png")))
    outcome = _outcome(done.returncode, done.stdout, done.stderr, STATIONS)
    return Outcome(outcome.held and shots == STATIONS, outcome.detail)


def _outcome(code: int, stdout: str, stderr: str, least: int = 1) -> Outcome:
    lines = [line for line in stdout.splitlines() if line.startswith(PASSED)]
    if code == 0 and len(lines) >= least:
        return Outcome(True, f"{len(lines)} 项")
    return Outcome(False, f"退出码 {code}\n{stdout}{stderr}")


def main() -> int:
    """Prove what stands in dist/windows."""
    from build_windows import TARGET

    setup, archive = next(TARGET.glob("*-setup.exe")), next(TARGET.glob("*-portable.zip"))
    with running_wine() as wine:
        return 0 if prove(wine, TARGET / "xiance", setup, archive) else 1


if __name__ == "__main__":
    sys.exit(main())
