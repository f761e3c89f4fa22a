"""`make bench`: set up with the peers, then every measurement, each as ratios within one interleaved run."""

from __future__ import annotations

import os
import subprocess
import sys

from set_up import ROOT, set_up


def main() -> int:
    python = str(set_up("requirements-bench.txt"))
    platform = {} if os.environ.get("DISPLAY") else {"QT_QPA_PLATFORM": "offscreen"}
    for name in ("start_up", "reading", "ledger_views", "search_speed", "search_typing", "search_fuzz"):
        print(f"== {name}", flush=True)
        command = [python, str(ROOT / "tests" / "bench" / f"{name}.py")]
        code = subprocess.run(command, cwd=ROOT, env={**os.environ, **platform}, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
