"""Makes the project's virtual environment and installs what it needs; run by path, by run_program and run_tests.

Needs Python 3.11 or newer and, the first time, the package sources of this machine (pip, and apt on Debian).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
_PYTHON = "Scripts/python.exe" if os.name == "nt" else "bin/python"

# What Qt's xcb and offscreen plugins load, found by trying in a bare Debian 12; then Chinese fonts.
DEBIAN_PACKAGES = (
    *("libglib2.0-0", "libgl1", "libegl1", "libdbus-1-3", "libfontconfig1", "libfreetype6", "libxkbcommon0"),
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    *("fonts-noto-cjk", "fonts-arphic-ukai"),
)


def set_up(requirements: str, *packages: str) -> Path:
    """Bring the machine to where the program, or its tests, run; returns the environment's Python.

    `requirements` names a file beside this one, `packages` what is wanted of Debian besides. What is already done is
    not done again.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (run by whatever Python the machine has)
        sys.exit(f"需要 Python 3.11 或更新版本，现在是 {sys.version.split()[0]}。请安装后重试。")
    install_debian_packages(*packages)
    return make_environment(VENV, requirements)


def make_environment(venv: Path, requirements: str) -> Path:
    """The Python of a virtual environment with the pinned requirements in it; made where it is not."""
    python = venv / _PYTHON
    if not python.exists():
        _say(f"建立虚拟环境 {venv.name}")
        _run([sys.executable, "-m", "venv", "--clear", str(venv)])
    _install_requirements(venv, ROOT / "packaging" / requirements)
    return python


def install_debian_packages(*more: str) -> None:
    """What the program, its tests or its bundle need of the system, and `more`; nothing where it is no Debian."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-query") is None:
        return
    wanted = [*DEBIAN_PACKAGES, *more]
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    missing = [name for name in wanted if not _is_installed(name)]
    if not missing:
        return
    if os.geteuid() != 0:
        _say("缺少系统软件包。请以管理员身份运行：apt-get install --no-install-recommends " + " ".join(missing))
        return
    _say("安装系统软件包：" + " ".join(missing))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-qq"], quiet)
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], quiet)


def _is_installed(package: str) -> bool:
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout == "installed"


def _install_requirements(venv: Path, path: Path) -> None:
    """Installs when the file is not the one installed last; pip checks every hash."""
    wanted, stamp = hashlib.sha256(path.read_bytes()).hexdigest(), venv / "installed.sha256"
    if stamp.exists() and wanted in stamp.read_text().split():
        return
    _say(f"安装依赖 {path.name}")
    pip = [str(venv / _PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    _run([*pip, "-r", str(path)])
    with stamp.open("a") as file:
        file.write(f"{wanted}\n")


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    code = subprocess.run(command, env=environment, check=False).returncode
    if code:
        sys.exit(f"没有做成（退出码 {code}）：{' '.join(command)}。请检查网络或软件源后重试。")


def _say(words: str) -> None:
    print(f"== {words}", flush=True)


if __name__ == "__main__":
    set_up("requirements-run.txt")
