"""Proofs of what a bundle holds, without running it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from elf_files import elf_files, highest_glibc, needed
from proof_outcome import Outcome

SUMS = "SHA256SUMS"
# What no bundle holds under any name: network, web, QML, Qt's PDF reader, encryption, programmers' tools.
FORBIDDEN = re.compile(
    r"Qt6?(Network|Qml|Quick|Pdf|WebEngine|Sql|Test|Designer)|lib(ssl|crypto|gnutls|krb5|curl|nss3)\b"
    r"|\b_(ssl|socket|hashlib|tkinter|sqlite3)\.|/tls/|networkinformation|qtvirtualkeyboard"
)
# What a bundle leaves to the system. glibc; C++, Xlib and zlib, which come with libGL on every desktop, and must be as
# new as its drivers; glib and zstd, which desktops and their installers are made with; fonts, whose settings only the
# system's own library reads aright; and what speaks to its printers and its message bus.
OF_THE_SYSTEM = re.compile(
    r"(ld-linux-x86-64|ld-linux-aarch64|libc|libm|libdl|librt|libpthread|libutil|libstdc\+\+|libgcc_s|libGL|libEGL"
    r"|libX11|libX11-xcb|libxcb|libz|libzstd|libglib-2\.0|libgthread-2\.0|libexpat|libfontconfig|libfreetype|libcups"
    r"|libdbus-1)\.so\.\d+"
)
LARGEST = 95 << 20  # bytes


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def nothing_forbidden(bundle: Path) -> Outcome:
    """No file has a name of the network or of what else was left out."""
    names = [path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if "licences" not in path.parts]
    found = [name for name in names if FORBIDDEN.search(name)]
    return Outcome(not found, "、".join(found[:10]) or f"{len(names)} 个文件")


def nothing_missing(bundle: Path) -> Outcome:
    """Every library that a file of the bundle names is in the bundle, or the system's."""
    files = list(elf_files(bundle))
    inside = {path.name for path in files}
    outside = sorted({name for path in files for name in needed(path)} - inside)
    unknown = [name for name in outside if not OF_THE_SYSTEM.fullmatch(name)]
    return Outcome(not unknown, "、".join(unknown) or f"借用系统的 {'、'.join(outside)}")


def glibc_at_most(limit: tuple[int, ...] | None, bundle: Path) -> Outcome:
    """The newest version of glibc that any file asks for, and which does."""
    highest, name = max((highest_glibc(path), path.name) for path in elf_files(bundle))
    return Outcome(limit is None or highest <= limit, f"GLIBC_{'.'.join(map(str, highest))}（{name}）")


def small_enough(bundle: Path) -> Outcome:
    size = size_of(bundle)
    return Outcome(size <= LARGEST, f"{size / 2**20:.1f} MiB")


def sums_of(bundle: Path) -> str:
    """A line for each file: SHA-256 and name, as sha256sum writes them."""
    return "".join(f"{digest}  {name}\n" for name, digest in _digests(bundle).items())


def unchanged(bundle: Path) -> Outcome:
    """The files are those whose hashes were written down, and no others."""
    lines = (bundle / SUMS).read_text(encoding="utf-8").splitlines()
    then, now = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}, _digests(bundle)
    wrong = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
    return Outcome(not wrong, "、".join(wrong[:10]) or f"{len(then)} 个文件与 {SUMS} 一致")


def _digests(bundle: Path) -> dict[str, str]:
    files = {path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*")}
    plain = {name: path for name, path in files.items() if path.is_file() and not path.is_symlink() and name != SUMS}
    return {name: hashlib.sha256(plain[name].read_bytes()).hexdigest() for name in sorted(plain)}
