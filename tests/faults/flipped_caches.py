"""What can be made anew, spoiled: the compiled library, the search index and sounds, the window's settings."""

from __future__ import annotations

import json
import logging
import random
import shutil
from functools import partial
from pathlib import Path

from content.library import Library
from content.shelf import open_library
from search.index import SearchIndex
from search.passages import guide_of, passages_of
from tests.faults.attempting import attempt
from tests.faults.scratch import fresh
from tests.faults.trust import Row

Answers = list[tuple[str, str | None, str, tuple[tuple[int, int], ...]]]
QUERIES = ("创新驱动", "孵化器 众创空间", "60号文", "zscq", "科技特派员", "知识产权质押", "谁负责考核")


def spoil_one(files: list[Path], chance: random.Random) -> None:
    """Turn one bit over in one of the files, or cut its end off."""
    path = chance.choice([one for one in files if one.stat().st_size])
    body = bytearray(path.read_bytes())
    place = chance.randrange(len(body))
    if chance.random() < 0.2:
        del body[place:]
    else:
        body[place] ^= 1 << chance.randrange(8)
    path.write_bytes(body)


def library_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    row.control = "没有校验和的同一份缓存"
    truth = open_library(home)
    whole = (home / "library.json").read_bytes()
    for _ in range(count):
        (home / "library.json").write_bytes(whole)
        spoil_one([home / "library.json"], chance)
        row.judge_control(_unchecked((home / "library.json").read_bytes(), whole))
        row.judge([] if open_library(home) == truth else ["another library"])


def _unchecked(body: bytes, whole: bytes) -> list[str]:
    """Whether a reader without the hash would have taken other words for ours."""
    try:
        return ["silent"] if json.loads(body.partition(b"\n")[2]) != json.loads(whole.partition(b"\n")[2]) else []
    except ValueError:
        return []


def search_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    row.control = "没有校验的 JSON 倒排表"
    logging.disable(logging.WARNING)
    library, whole = open_library(None), fresh(home / "whole")
    truth = _answers(library, whole)
    for _ in range(count):
        row.judge(_spoiled_answers(library, whole, truth, chance))
    naive = home / "naive.json"
    lists = _naive_lists(library)
    for _ in range(count):
        naive.write_text(json.dumps(lists, ensure_ascii=False), encoding="utf-8")
        spoil_one([naive], chance)
        row.judge_control(_naive_answers(naive, lists))


def _spoiled_answers(library: Library, whole: Path, truth: list[Answers], chance: random.Random) -> list[str]:
    folder = fresh(whole.with_name("run"))
    shutil.copytree(whole, folder, dirs_exist_ok=True)
    spoil_one([path for path in folder.rglob("*") if path.is_file()], chance)
    found = attempt(partial(_answers, library, folder))
    if isinstance(found, Exception):
        return [f"{type(found).__name__} gets out"]
    return [] if found == truth else ["another answer"]


def _naive_lists(library: Library) -> dict[str, list[int]]:
    """The passages that hold each pair of characters."""
    lists: dict[str, list[int]] = {}
    for number, passage in enumerate(passages_of(library)):
        for gram in {passage.text[at : at + 2] for at in range(len(passage.text) - 1)}:
            lists.setdefault(gram, []).append(number)
    return lists


def _naive_answers(path: Path, lists: dict[str, list[int]]) -> list[str]:
    try:
        return ["another answer"] if json.loads(path.read_text(encoding="utf-8")) != lists else []
    except ValueError:
        return []


def _answers(library: Library, cache: Path) -> list[Answers]:
    index = SearchIndex(passages_of(library), guide_of(library))
    index.attach(index.load_postings(cache))
    index.attach_sounds(index.load_sounds(cache))
    found = [[(hit.doc, hit.clause, hit.kind, hit.marks) for hit in index.search(one, limit=0)] for one in QUERIES]
    index.close()
    return found


def settings_run(home: Path, chance: random.Random, row: Row, count: int) -> None:
    from tests.faults.settings_file import made, settings_deed, settings_faults  # Qt: for this one alone

    row.control = "照单全收：读出的与写入的不同"
    settings_deed(home, 1)
    whole = (home / "settings.ini").read_bytes()
    for number in range(count):
        folder = fresh(home / str(number))  # Qt keeps what it read of a path
        (folder / "settings.ini").write_bytes(whole)
        spoil_one([folder / "settings.ini"], chance)
        found, faults = settings_faults(folder)
        row.judge(faults)
        row.judge_control(["differs"] if found != made(1) else [])
