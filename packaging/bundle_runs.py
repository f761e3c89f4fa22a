"""Proofs of a bundle by running it: with an empty environment and, where we are root, as a user with no rights."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from proof_outcome import Outcome
from virtual_display import virtual_display

PASSED, STATIONS = "通过", 5
_NOBODY = 65534
_PATIENCE = 300  # seconds
_NETWORK = re.compile(r"AF_(INET6?|NETLINK|PACKET)")
_TRIED_IN = "xiance-proof"


def checks_itself(bundle: Path) -> Outcome:
    with _scratch() as scratch:
        return _outcome(_run([_program(bundle), "--data", f"{scratch}/d", "check"]))


def searches(bundle: Path) -> Outcome:
    with _scratch() as scratch:
        done = _run([_program(bundle), "--data", f"{scratch}/d", "search", "技术转移服务机构", "--json"])
    return Outcome(done.returncode == 0 and "cbf-2018-60" in done.stdout, done.stderr or f"{len(done.stdout)} 字")


def walks(bundle: Path, display: str | None = None) -> Outcome:
    """Reading, finding and ticking in the real window; offscreen where no display is named."""
    environment = {"DISPLAY": display} if display else {}
    with _scratch() as scratch:
        return _outcome(_run(_walk(bundle, scratch), environment), STATIONS)


def walks_on_a_display(bundle: Path) -> Outcome:
    if shutil.which("Xvfb") is None:
        return Outcome(None, "没有 Xvfb")
    with virtual_display() as display:
        return walks(bundle, display)


def opens_no_network_socket(bundle: Path) -> Outcome:
    """The walk on a display, with every socket that any of its threads and children opens looked at."""
    if shutil.which("strace") is None or shutil.which("Xvfb") is None:
        return Outcome(None, "没有 strace 或 Xvfb")
    with virtual_display() as display, _scratch() as scratch:
        trace = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", f"{scratch}/calls"]
        walked = _outcome(_run([*trace, *_walk(bundle, scratch)], {"DISPLAY": display}), STATIONS)
        calls = (scratch / "calls").read_text(errors="replace").splitlines()
    network = [call for call in calls if _NETWORK.search(call)]
    return Outcome(walked.held and bool(calls) and not network, f"套接字 {len(calls)} 个，联网的 {len(network)} 个")


def runs_in_a_bare_system(bundle: Path, system: Path) -> Outcome:
    """In a root file system without Python; it is left as it was."""
    if os.geteuid() != 0:
        return Outcome(None, "需要管理员权限")
    home, scratch = system / "opt" / "县策 试运行", system / "tmp" / _TRIED_IN
    shutil.copytree(bundle, home, symlinks=True)
    program = ["chroot", str(system), f"/opt/{home.name}/xiance", "--data", f"/tmp/{_TRIED_IN}"]
    try:
        checked = _outcome(_run([*program, "check"]))
        walked = _outcome(_run([*program, "walk", f"/tmp/{_TRIED_IN}/w"]), STATIONS)
    finally:
        subprocess.run(["chmod", "-R", "u+w", str(home)], check=True)
        shutil.rmtree(home)
        shutil.rmtree(scratch, ignore_errors=True)
    return Outcome(checked.held and walked.held, f"自检 {checked.detail}，走查 {walked.detail}")


def _program(bundle: Path) -> str:
    return str(bundle / "xiance")


def _walk(bundle: Path, scratch: Path) -> list[str]:
    return [_program(bundle), "--data", f"{scratch}/d", "walk", f"{scratch}/截图"]


def _run(command: list[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    is_root = os.geteuid() == 0 and command[0] != "chroot" and shutil.which("setpriv") is not None
    nobody = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"] if is_root else []
    command = [shutil.which(command[0]) or command[0], *command[1:]]
    return subprocess.run(
        [*nobody, *command],
        env=environment or {},
        cwd="/",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=_PATIENCE,
    )


def _outcome(done: subprocess.CompletedProcess[str], least: int = 1) -> Outcome:
    lines = [line for line in done.stdout.splitlines() if line.startswith(PASSED)]
    if done.returncode == 0 and len(lines) >= least:
        return Outcome(True, f"{len(lines)} 项")
    return Outcome(False, f"退出码 {done.returncode}\n{done.stdout}{done.stderr}")


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder that the user without rights may write to."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)
