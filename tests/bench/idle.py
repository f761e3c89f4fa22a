"""How often the program wakes while nobody touches it, beside a bare PySide6 window, both idle at the same time.

Counts the voluntary context switches of all threads over a minute, once start-up is over. Run by path, with a display:
`python tests/bench/idle.py [seconds]`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.bench.start_up import BARE, ROOT

SETTLING = 80  # seconds: the first backup, the threads of the pool, and Qt flushing its cache of pictures, have ended
SWITCHES = "voluntary_ctxt_switches:"


def wakings(pid: int) -> dict[str, int]:
    """Voluntary context switches so far, by thread, with its name."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text(encoding="ascii").splitlines()
        count = next(int(line.split()[1]) for line in lines if line.startswith(SWITCHES))
        found[f"{task.name} {(task / 'comm').read_text(encoding='ascii').strip()}"] = count
    return found


def main(seconds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, **{f"XDG_{kind}_HOME": f"{home}/{kind}" for kind in ("DATA", "CACHE", "CONFIG")}}
        commands = {"bare": ["-c", BARE], "ours": ["main.py"]}
        children = {
            name: subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            for name, command in commands.items()
        }
        time.sleep(SETTLING)
        before = {name: wakings(child.pid) for name, child in children.items()}
        time.sleep(seconds)
        for name, child in children.items():
            after = wakings(child.pid)
            told = {task: count - before[name].get(task, 0) for task, count in after.items()}
            awake = ", ".join(f"{task.split()[1]} {count}" for task, count in told.items() if count) or "none"
            print(f"{name}: {sum(told.values())} in {seconds} s ({awake})")
            child.kill()
            child.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
