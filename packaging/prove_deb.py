"""Proves a Debian package: `prove_deb.py PACKAGE SYSTEM`, as root; SYSTEM is a bare root file system, left as it was.

apt installs it with what it depends on, the window opens on a display and takes the walk, a record is made, apt removes
it: nothing of it is left, and the record is what it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from virtual_display import virtual_display

_STEPS = r"""set -e
export DEBIAN_FRONTEND=noninteractive HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
apt-get update -qq
apt="apt-get install -y -qq --no-install-recommends"
$apt /tmp/package.deb shared-mime-info desktop-file-utils > /tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
dpkg -s xiance | grep -E '^(Status|Version|Installed-Size)'
desktop-file-validate /usr/share/applications/xiance.desktop
grep -q "[*][.]xiance" /usr/share/mime/globs2
grep -q "vnd.xiance.exchange.zip=xiance.desktop" /usr/share/applications/mimeinfo.cache
grep -q "vnd.xiance.pack.zip=xiance.desktop" /usr/share/applications/mimeinfo.cache
(cd /usr/lib/xiance && sha256sum --quiet -c SHA256SUMS)
xiance check
xiance walk /tmp/walk
timeout 10 xiance || test $? = 124
find /root/.local/share/xiance -type f -exec sha256sum {} + > /tmp/record
grep -q record.db /tmp/record
apt-get purge -y -qq xiance > /tmp/apt.log 2>&1 || { cat /tmp/apt.log; exit 1; }
sha256sum --quiet -c /tmp/record
if find / -xdev -path '*xiance*' -not -path '/root/*' -not -path '/tmp/*' -not -path '/var/*' -not -path '/proc/*' \
  | grep .; then echo 'left behind'; exit 1; fi
echo 'removed; the record is untouched'
"""


def main(package: Path, system: Path) -> int:
    with virtual_display() as display, tempfile.TemporaryDirectory() as above:
        command = ["unshare", "--mount", "sh", "-ec", _in_a_copy(package, system, above, display)]
        return subprocess.run(command, input=_STEPS, text=True, check=False).returncode


def _in_a_copy(package: Path, system: Path, above: str, display: str) -> str:
    """A layer above the system takes every change, and is gone with the namespace."""
    return (
        f"mount -t tmpfs tmpfs {above}; mkdir {above}/changes {above}/work {above}/root; "
        f"mount -t overlay overlay -o lowerdir={system},upperdir={above}/changes,workdir={above}/work {above}/root; "
        f"mount -t proc proc {above}/root/proc; mount --bind /dev {above}/root/dev; "
        f"cp /etc/resolv.conf {above}/root/etc/ || true; cp '{package}' {above}/root/tmp/package.deb; "
        f"exec env -i DISPLAY={display} {shutil.which('chroot')} {above}/root /bin/sh"
    )


if __name__ == "__main__":
    if os.geteuid() != 0:
        sys.exit("需要管理员权限。")
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
