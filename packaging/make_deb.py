"""Makes the Debian package of a built bundle: `make_deb.py` → dist/xiance_VERSION_ARCH.deb.

The program goes to /usr/lib/xiance, where the Filesystem Hierarchy Standard puts what belongs to one machine type and
one program, and its entries to /usr/share, where every desktop looks: dpkg's own triggers then refresh menus, icons and
file types, and no script of ours runs. (/opt/apps is for the shop of UOS alone: elsewhere its entries are not found.)
"""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
import shutil
import tempfile
from pathlib import Path

from build_bundle import BUNDLE, DIST, STAMP
from bundle_contents import size_of
from deb_file import write_deb
from elf_files import elf_files, highest_glibc
from make_archives import time_of
from set_up import ROOT

_DESKTOP = ROOT / "packaging" / "desktop"
_IDENTITY = ROOT / "ui" / "identity"
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
_CONTROL = """Package: xiance
Version: {version}
Architecture: {architecture}
Maintainer: Xiance contributors <xiance@localhost.invalid>
Installed-Size: {kibibytes}
Depends: libc6 (>= {glibc}), libstdc++6, libgcc-s1, zlib1g, libzstd1, libglib2.0-0, libexpat1,
 libfontconfig1, libfreetype6, libx11-6, libx11-xcb1, libxcb1, libgl1, libegl1, libdbus-1-3
Recommends: libcups2, shared-mime-info, desktop-file-utils, hicolor-icon-theme
Section: text
Priority: optional
Description: offline reader of Sichuan policy documents for county officials
 县策：县级工作人员用的离线政策阅读器。阅读省级政策原文，按关键词检索条款，
 逐项勾选文件要求县级做的事，并打印台账。不联网。
"""


def make_deb() -> Path:
    """The package, from the bundle as it stands in dist/."""
    stamp = json.loads((BUNDLE / STAMP).read_text(encoding="utf-8"))
    architecture = _ARCHITECTURES[platform.machine()]
    package = DIST / f"xiance_{stamp['version']}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        _lay_out(root)
        _write_control(root, stamp["version"], architecture)
        write_deb(package, root, architecture, int(time_of(stamp["committed"]).timestamp()))
    return package


def _lay_out(root: Path) -> None:
    shutil.copytree(BUNDLE, root / "usr/lib/xiance", symlinks=True)
    (root / "usr/bin").mkdir()
    (root / "usr/bin/xiance").symlink_to("../lib/xiance/xiance")
    share = root / "usr/share"
    _copy(_DESKTOP / "xiance.desktop", share / "applications/xiance.desktop")
    _copy(_DESKTOP / "xiance.xml", share / "mime/packages/xiance.xml")
    for picture in _IDENTITY.glob("xiance-*.png"):
        size = picture.stem.split("-")[1]
        _copy(picture, share / f"icons/hicolor/{size}x{size}/apps/xiance.png")
    _copy(_IDENTITY / "xiance.svg", share / "icons/hicolor/scalable/apps/xiance.svg")
    _compress(_DESKTOP / "xiance.1", share / "man/man1/xiance.1.gz")
    _compress(_DESKTOP / "xiance.zh_CN.1", share / "man/zh_CN/man1/xiance.1.gz")
    _compress(ROOT / "CHANGELOG.md", share / "doc/xiance/changelog.gz")
    licences = (BUNDLE / "licences" / "README.txt").read_text(encoding="utf-8")
    own = (ROOT / "LICENSE").read_text(encoding="utf-8")
    where = "Full texts: /usr/lib/xiance/licences/\n"
    (share / "doc/xiance/copyright").write_text(f"{own}\n{where}\n{licences}", encoding="utf-8")


def _write_control(root: Path, version: str, architecture: str) -> None:
    glibc = max(highest_glibc(path) for path in elf_files(BUNDLE))
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files)
    folder = root / "DEBIAN"
    folder.mkdir()
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    control = _CONTROL.format(
        version=version,
        architecture=architecture,
        kibibytes=size_of(root) // 1024,
        glibc=".".join(map(str, glibc)),
    )
    (folder / "control").write_text(control, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compress(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


if __name__ == "__main__":
    made = make_deb()
    print(f"== {made}：{made.stat().st_size / 1e6:.1f} MB")
