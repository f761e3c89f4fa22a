"""What kind of place a folder is: this machine's disk, or one that comes and goes or is copied. Knows no Qt.

Decided from names and tables alone, so that it can be told for any system on any system.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath, PureWindowsPath

# How cloud programs name their folders, in small letters without spaces; the word shown beside.
_CLOUDS = {
    "onedrive": "OneDrive",
    "坚果云": "坚果云",
    "nutstore": "坚果云",
    "nutstorefiles": "坚果云",
    "wps云盘": "WPS云盘",
    "wpsdrive": "WPS云盘",
    "wps网盘": "WPS云盘",
    "百度网盘": "百度网盘",
    "百度云": "百度网盘",
    "baidunetdisk": "百度网盘",
    "baidusyncdisk": "百度网盘",
    "dropbox": "Dropbox",
    "googledrive": "Google Drive",
    "iclouddrive": "iCloud",
    "微云": "腾讯微云",
    "weiyun": "腾讯微云",
    "天翼云盘": "天翼云盘",
    "ecloud": "天翼云盘",
    "阿里云盘": "阿里云盘",
    "adrive": "阿里云盘",
    "和彩云": "中国移动云盘",
    "移动云盘": "中国移动云盘",
    "联想企业网盘": "联想企业网盘",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
}
_AFTER_NAME = "-_—（( 的同步空文件夹"  # OneDrive - 某局, 百度网盘同步空间; but not adrivers
_NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "davfs", "ncpfs", "virtiofs")
)
_LOCAL_FUSE = frozenset(("fuseblk", "fuse.ntfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.ext4"))
_STICKS = frozenset(("vfat", "msdos", "exfat", "fuse.exfat", "iso9660", "udf"))
_PLUGGED = ("/media/", "/run/media/", "/mnt/usb")
_REMOVABLE, _REMOTE, _DISC = 2, 4, 5  # GetDriveTypeW


class Kind(StrEnum):
    """Where a file on it may be tomorrow."""

    LOCAL = "local"
    REMOVABLE = "removable"
    NETWORK = "network"
    CLOUD = "cloud"


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of /proc/mounts."""

    point: str
    system: str


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is the cloud program's, else empty."""

    kind: Kind
    name: str = ""


def place_kind(folder: PurePath, mounts: Iterable[Mount] = (), drive_type: int | None = None) -> Place:
    """What kind of place an absolute path is; `drive_type` is what Windows says of its drive."""
    cloud = next((name for part in folder.parts if (name := _cloud(part))), "")
    if cloud:
        return Place(Kind.CLOUD, cloud)
    if isinstance(folder, PureWindowsPath):
        return Place(_windows_kind(folder, drive_type))
    return Place(_mounted_kind(folder, mounts))


def read_mounts(table: str) -> tuple[Mount, ...]:
    """The lines of /proc/mounts, their escapes undone."""
    rows = (line.split() for line in table.splitlines())
    return tuple(Mount(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2)


def _cloud(part: str) -> str:
    """The cloud program that a folder's name is of, empty for none."""
    plain = part.casefold().replace(" ", "")
    for known, name in _CLOUDS.items():
        for said in (plain, plain.removeprefix("我的")):
            if said == known or (said.startswith(known) and said[len(known)] in _AFTER_NAME):
                return name
    return ""


def _windows_kind(folder: PureWindowsPath, drive_type: int | None) -> Kind:
    if folder.drive.startswith("\\\\") or drive_type == _REMOTE:
        return Kind.NETWORK
    return Kind.REMOVABLE if drive_type in (_REMOVABLE, _DISC) else Kind.LOCAL


def _mounted_kind(folder: PurePath, mounts: Iterable[Mount]) -> Kind:
    """By the file system that is mounted nearest above; of two in one place the later one hides the first."""
    above = [mount for mount in mounts if folder.is_relative_to(mount.point)]
    if not above:
        return Kind.LOCAL
    longest = max(len(mount.point) for mount in above)
    mount = [one for one in above if len(one.point) == longest][-1]
    if mount.system in _NETWORK or (mount.system.startswith("fuse.") and mount.system not in _LOCAL_FUSE):
        return Kind.NETWORK
    is_plugged = mount.system in _STICKS or f"{mount.point}/".startswith(_PLUGGED)
    return Kind.REMOVABLE if is_plugged and mount.point != "/" else Kind.LOCAL


def _unescaped(field: str) -> str:
    """Bytes in octal, as the kernel writes a space."""
    raw = re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8)]), field.encode("utf-8", "surrogateescape"))
    return raw.decode("utf-8", "surrogateescape")
