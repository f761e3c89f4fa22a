"""`make manual`: set up, then write the manual to dist/县策使用手册.pdf; needs no display."""

from __future__ import annotations

import subprocess
import sys

from set_up import ROOT, set_up

PDF = ROOT / "dist" / "县策使用手册.pdf"


def main() -> int:
    python = str(set_up("requirements-run.txt"))
    PDF.parent.mkdir(exist_ok=True)
    return subprocess.run([python, str(ROOT / "main.py"), "manual", str(PDF)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
