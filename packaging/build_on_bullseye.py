"""Builds the bundle in a Debian 11, so that the older desktops run it (Kylin V10, glibc 2.31): for a release.

`python packaging/build_on_bullseye.py FOLDER`, as root, on a Debian with mmdebstrap; FOLDER (2 GB) keeps the system for
the next time. Debian 11 has no Python 3.11: it is compiled there from the source package of Debian 12, without OpenSSL.
The bundle comes out as dist/xiance, proved in that system and in this one. What it asks of glibc is 2.28, as Qt's own
libraries do; a system of that age (UOS V20) is not at hand to run it in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from build_bundle import BUNDLE
from set_up import DEBIAN_PACKAGES, ROOT

MIRROR = "http://deb.debian.org/debian"
SOURCES = f"deb {MIRROR} bullseye main\ndeb-src {MIRROR} bullseye main\ndeb-src {MIRROR} bookworm main\n"
FLOOR = "2.28"
PACKAGES = (
    *("ca-certificates", "build-essential", "dpkg-dev", "git", "xz-utils", "binutils"),
    *("zlib1g-dev", "libffi-dev", "libbz2-dev", "liblzma-dev", "libcups2"),
    *(name for name in DEBIAN_PACKAGES if not name.startswith("fonts-")),
)
_TRAINING = (
    "test_json test_re test_unicode test_dict test_list test_set test_zlib test_hashlib test_pickle test_datetime "
    "test_struct test_bytes test_dataclasses test_enum test_functools test_itertools test_typing test_array test_bisect"
)
# glibc 2.29 gave these a second form, which differs in errno alone: asked for by its first, it is found from 2.28 down.
_OLD_FORMS = "exp exp2 log log2 pow"
# Debian's pyexpat looks into the interpreter, which wants to be told that it may.
_COMPILE = rf"""set -e
first=$(uname -m | sed 's/x86_64/2.2.5/; s/aarch64/2.17/')
for name in {_OLD_FORMS}; do echo "__asm__(\".symver $name,$name@GLIBC_$first\");"; done > /root/old_forms.h
cd /root && rm -rf python && apt-get update -qq && apt-get source -qq --download-only python3.11
dpkg-source --no-check -x python3.11_*.dsc python && cd python
sed -i "s/Extension('pyexpat', sources=\['pyexpat.c'\])/Extension('pyexpat', sources=['pyexpat.c'], \
define_macros=[('Py_BUILD_CORE_MODULE', '1')])/" setup.py
ac_cv_func_sem_clockwait=no ./configure -q --prefix=/opt/python --enable-shared --without-static-libpython \
  --without-ensurepip --enable-optimizations CFLAGS="-include /root/old_forms.h" \
  LDFLAGS="-Wl,-rpath,'\$\$ORIGIN/../lib'"
make -s -j"$(nproc)" PROFILE_TASK="-m test --pgo {_TRAINING}"
rm -rf /opt/python && make -s install
/opt/python/bin/python3.11 -c "import bz2, ctypes, lzma, math, pyexpat, zlib"
"""
_TAGS = (*(f"manylinux_2_{minor}" for minor in range(31, 4, -1)), "manylinux2014", "manylinux2010", "manylinux1")


def main(folder: Path) -> int:
    system = folder / "bullseye"
    if not (system / "etc" / "debian_version").exists():
        _run(["mmdebstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", "bullseye", str(system), MIRROR])
        (system / "etc/apt/sources.list").write_text(SOURCES)
    if not (system / "opt/python/bin/python3.11").exists():
        (system / "root/compile.sh").write_text(_COMPILE)
        _inside(system, "sh /root/compile.sh > /root/compile.log 2>&1")
    _bring_project(system)
    _bring_wheels(system)
    build = "cd /root/project && PIP_NO_INDEX=1 PIP_FIND_LINKS=/root/wheels /opt/python/bin/python3.11"
    _inside(system, f"{build} packaging/build_bundle.py")
    shutil.rmtree(BUNDLE, ignore_errors=True)
    shutil.copytree(system / "root/project/dist/xiance", BUNDLE, symlinks=True)
    prove = [sys.executable, str(ROOT / "packaging" / "prove_bundle.py"), "--glibc", FLOOR, "--chroot", str(system)]
    return subprocess.run(prove, check=False).returncode


def _bring_project(system: Path) -> None:
    """The tree as it stands, its history with it for the stamp; what was made here stays here."""
    target = system / "root/project"
    shutil.rmtree(target, ignore_errors=True)
    made = shutil.ignore_patterns(".venv*", "build", "dist", "__pycache__", ".*_cache", ".hypothesis", "walk-screens")
    shutil.copytree(ROOT, target, symlinks=True, ignore=made)


def _bring_wheels(system: Path) -> None:
    """What is pinned, in builds for that glibc: the Python there cannot reach an index, it has no OpenSSL."""
    platforms = [word for tag in _TAGS for word in ("--platform", f"{tag}_{os.uname().machine}")]
    wanted = ["-r", str(ROOT / "packaging" / "requirements-package.txt"), "-d", str(system / "root/wheels")]
    pip = [sys.executable, "-m", "pip", "download", "-q", "--require-hashes", "--only-binary=:all:"]
    _run([*pip, "--python-version", "3.11", *platforms, *wanted])


def _inside(system: Path, script: str) -> None:
    """A shell in the system, with /proc, in namespaces of its own: nothing stays mounted here."""
    mounted = f"mount -t proc proc {system}/proc && exec chroot {system} sh -c '{script}'"
    _run(["unshare", "--mount", "sh", "-c", mounted])


def _run(command: list[str]) -> None:
    print("==", " ".join(command)[:120], flush=True)
    code = subprocess.run(command, check=False).returncode
    if code:
        sys.exit(f"没有做成（退出码 {code}）：{' '.join(command)}")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
