"""Makes dist/xiance in a Windows; run with a Windows Python that has what requirements-package.txt names."""

from __future__ import annotations

import sys
from pathlib import Path

from build_bundle import assemble

if __name__ == "__main__":
    assemble(Path(sys.executable))
