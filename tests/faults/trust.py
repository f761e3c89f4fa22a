"""The table of promises and what was run for each: written by the runs, never by hand."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Row:
    """One promise and its proof. `control` is the run that must fail, `seen` how often it did, of `tried`."""

    promise: str
    command: str
    count: int = 0
    seed: int = 0
    complaints: Counter[str] = field(default_factory=Counter)
    failures: int = 0
    control: str = ""
    seen: int = 0
    tried: int = 0
    seconds: float = 0.0
    remark: str = ""
    begun: float = field(default_factory=time.monotonic)

    def judge(self, complaints: Iterable[str]) -> None:
        """One more run, and what was wrong with it."""
        found = list(complaints)
        self.count += 1
        self.failures += bool(found)
        self.complaints.update(found)

    def judge_control(self, complaints: Iterable[str]) -> None:
        """One more control run."""
        self.tried += 1
        self.seen += bool(list(complaints))

    @property
    def is_kept(self) -> bool:
        """Whether nothing failed, and the control did."""
        return self.failures == 0 and (self.seen > 0 or not self.control)

    def print(self) -> bool:
        """The row as one line of JSON, after what was complained of; whether the promise is kept."""
        self.seconds = round(time.monotonic() - self.begun, 1)
        for complaint, count in self.complaints.most_common(12):
            print(f"    {count} × {complaint}", file=sys.stderr)
        shown = f"{self.command}: {self.count} runs, seed {self.seed}, {self.failures} failures"
        print(f"{shown}; control {self.seen}/{self.tried}; {self.seconds} s", file=sys.stderr)
        print(json.dumps({key: value for key, value in vars(self).items() if key != "begun"}, ensure_ascii=False))
        sys.stdout.flush()
        return self.is_kept


HEAD = """# 可靠性实测

本表由 `make crash`、`make fuzz` 与 `make mutants` 的运行写出，不手工修改。
每个“零”旁边都有一个必须失败的对照，证明这套检验看得见故障；
种子相同，抽到的情形相同（按时刻打断的几项除外，时刻由系统调度决定）。

| 承诺 | 命令 | 次数 | 种子 | 失败 | 对照（必须失败） | 用时 |
|---|---|---|---|---|---|---|
"""


def as_line(row: dict[str, object]) -> str:
    control = f"{row['control']}：{row['seen']}/{row['tried']} 失败" if row["control"] else "—"
    promise = f"{row['promise']}（{row['remark']}）" if row["remark"] else row["promise"]
    cells = (promise, f"`{row['command']}`", row["count"], row["seed"], row["failures"], control)
    return "| " + " | ".join(map(str, cells)) + f" | {row['seconds']} s |"


def write_table(path: Path, rows: Iterable[dict[str, object]], remark: str) -> None:
    """Put rows into the table; a row of a command that was not run stays."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = {line.split(" | ")[1]: line for line in lines if line.startswith("| ") and "`" in line}
    kept |= {f"`{row['command']}`": as_line(row) for row in rows}
    path.write_text(HEAD + "\n".join(kept.values()) + f"\n\n{remark}\n", encoding="utf-8")
