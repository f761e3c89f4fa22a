"""Work in a child of its own, which may take so much and no more; and a file that is another one meanwhile."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEMORY, FILE = 6 << 30, 1 << 30  # bytes
IDLE = 8  # times as long on the clock as at work: one that waits for ever does no work


@contextmanager
def changed(path: Path, source: str) -> Iterator[None]:
    """The file with other words, dated so that no compiled copy of it passes for the other."""
    whole, dated = path.read_bytes(), path.stat().st_mtime_ns
    path.write_text(source, encoding="utf-8", newline="")
    os.utime(path, ns=(dated, dated + 10_000_000_000))
    try:
        yield
    finally:
        path.write_bytes(whole)
        os.utime(path, ns=(dated, dated))


def limit_to(seconds: float) -> None:
    """So many seconds of work for this process, as much memory as is decent, and no file without end."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))


def in_child(work: Callable[[], object], seconds: float) -> object:
    """What `work` returns, as JSON has it, from a process of its own; None where it takes longer, or dies."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        _become(work, writer)
    os.close(writer)
    told, end = b"", time.monotonic() + IDLE * seconds
    with os.fdopen(reader, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
            if not (piece := pipe.read(1 << 16)):
                break
            told += piece
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return json.loads(told) if told.endswith(b"\n") else None


def _become(work: Callable[[], object], writer: int) -> None:
    """The rest of a child's life. Nothing of what it prints is wanted, nor what its parent would do at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for one in (0, 1, 2):
            os.dup2(nowhere, one)
        told = json.dumps(work()).encode() + b"\n"
        while told:
            told = told[os.write(writer, told) :]
    finally:
        os._exit(0)
