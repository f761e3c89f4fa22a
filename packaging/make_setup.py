"""Makes what is handed out for Windows from a built bundle: xiance-VERSION-setup.exe and the portable archive.

Their names are ASCII, because mail and download programs spoil others.
"""

from __future__ import annotations

import json
import struct
import subprocess
import tempfile
from pathlib import Path

from build_bundle import STAMP
from bundle_contents import size_of
from make_archives import files_of, make_zip, time_of
from set_up import ROOT
from windows_resources import four_numbers

BAND = 0x1F5FA8  # red, green, blue: the ground of the icon
_SCRIPT = ROOT / "packaging" / "windows" / "setup.nsi"


def make_setup(bundle: Path, folder: Path) -> Path:
    """The installer. Raises CalledProcessError where NSIS refuses."""
    target = folder / f"xiance-{_stamp(bundle)['version']}-setup.exe"
    with tempfile.TemporaryDirectory() as scratch:
        band = Path(scratch) / "band.bmp"
        band.write_bytes(picture_of(BAND))
        _run_nsis(bundle, target, band)
    return target


def picture_of(colour: int) -> bytes:
    """A BMP of one point of 24 bits, which NSIS stretches over its band."""
    head = struct.pack("<2sIHHI", b"BM", 58, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0)
    return head + colour.to_bytes(3, "little") + b"\0"


def _run_nsis(bundle: Path, target: Path, band: Path) -> None:
    version = _stamp(bundle)["version"]
    words = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, four_numbers(version))),
        "BUNDLE": str(bundle),
        "KIBIBYTES": str(size_of(bundle) // 1024),
        "BAND": str(band),
        "OUTPUT": str(target),
    }
    defined = [f"-D{name}={value}" for name, value in words.items()]
    subprocess.run(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(_SCRIPT)], check=True)


def make_portable(bundle: Path, folder: Path) -> Path:
    """The archive for a stick, with the marker by which the record stays on it; the same bundle, the same bytes."""
    stamp = _stamp(bundle)
    files = sorted(files_of(bundle), key=lambda pair: pair[0])
    return make_zip(folder / f"xiance-{stamp['version']}-windows-portable.zip", files, time_of(stamp["committed"]))


def _stamp(bundle: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((bundle / STAMP).read_text(encoding="utf-8"))
    return found
