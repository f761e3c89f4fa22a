"""`make package-windows`: the program for Windows, from a Linux with Wine, for a release; in dist/windows:

the bundle, an installer and a portable archive, each of them tried. How it looks on a real Windows nobody has seen.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from build_bundle import DIST, STAMP, commit, version
from bundle_contents import SUMS, size_of, sums_of
from make_setup import make_portable, make_setup
from prove_windows import prove
from set_up import ROOT
from windows_resources import resource_script
from wine_system import DRIVE, Wine, inside, install, running_wine

TARGET = DIST / "windows"
_PROJECT = DRIVE / "project"
_WINDOWS = ROOT / "packaging" / "windows"
_COMPILER = ["x86_64-w64-mingw32-gcc-win32", "-Wall", "-Wextra", "-Werror", "-Os", "-s"]
_MADE_HERE = (".git", ".venv*", "build", "dist", "__pycache__", ".*_cache", ".hypothesis", "walk-screens")


def build(wine: Wine) -> Path:
    """The bundle, anew; ends the program with a sentence where that fails."""
    python = install(wine, "python", "requirements-package.txt")
    project = bring_project(_PROJECT)
    print("== 冻结", flush=True)
    wine.must([python, inside(project / "packaging" / "freeze_windows.py")])
    bundle = TARGET / "xiance"
    shutil.rmtree(bundle, ignore_errors=True)
    shutil.copytree(project / "dist" / "xiance", bundle)
    make_console_face(bundle / "xiance-cli.exe")
    stamp = json.loads((bundle / STAMP).read_text(encoding="utf-8")) | commit()
    (bundle / STAMP).write_text(json.dumps(stamp, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (bundle / SUMS).write_text(sums_of(bundle), encoding="utf-8")
    return bundle


def bring_project(target: Path) -> Path:
    """The tree as it stands; what was made here stays here."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT, target, symlinks=True, ignore=shutil.ignore_patterns(*_MADE_HERE))
    return target


def make_console_face(target: Path) -> None:
    """The program for the commands, which has a console where xiance.exe has none."""
    icon, manifest = ROOT / "ui" / "identity" / "xiance.ico", _WINDOWS / "xiance.manifest"
    with tempfile.TemporaryDirectory() as scratch:
        script, compiled = Path(scratch) / "face.rc", Path(scratch) / "face.o"
        script.write_text(resource_script(target.name, version(), str(icon), str(manifest)), encoding="utf-8")
        subprocess.run(["x86_64-w64-mingw32-windres", "-c", "65001", str(script), str(compiled)], check=True)
        source = str(_WINDOWS / "console_face.c")
        subprocess.run([*_COMPILER, "-o", str(target), source, str(compiled)], check=True)


def main() -> int:
    with running_wine() as wine:
        bundle = build(wine)
        setup, archive = make_setup(bundle, TARGET), make_portable(bundle, TARGET)
        print(f"== {bundle}：{size_of(bundle) / 2**20:.1f} MiB")
        for made in (setup, archive):
            print(f"== {made}：{made.stat().st_size / 1e6:.1f} MB", flush=True)
        return 0 if prove(wine, bundle, setup, archive) else 1


if __name__ == "__main__":
    sys.exit(main())
