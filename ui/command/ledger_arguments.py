"""The filter of the ledger's commands: what is typed becomes a LedgerFilter, or a sentence. Knows no Qt."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from checklist.ledger import Flag, LedgerFilter
from checklist.own_duties import DOC
from content.library import Library
from ui.labels import FORCE, STATUS

T = TypeVar("T", bound=StrEnum)


def add_filter(parser: ArgumentParser) -> None:
    """Arguments that may be given several times: of one kind any holds, of several kinds all."""
    for name, metavar, words in (
        ("--doc", "DOC", f"只限一份文件；本地事项为 {DOC}"),
        ("--chapter", "NAME", "只限一章，如 二、重点任务"),
        ("--unit", "NAME", "只限一个单位牵头或配合的"),
    ):
        parser.add_argument(name, action="append", default=[], metavar=metavar, help=words)
    parser.add_argument("--force", type=_one_of(FORCE), action="append", default=[], help=_offered(FORCE))
    parser.add_argument("--status", type=_one_of(STATUS), action="append", default=[], help=_offered(STATUS))
    parser.add_argument("--overdue", action="store_true", help="只限已逾期的")


def filter_of(options: Namespace, library: Library) -> LedgerFilter:
    """Raises UnknownDocument."""
    return LedgerFilter(
        documents=frozenset(one if one == DOC else library.document(one).id for one in options.doc),
        chapters=frozenset(options.chapter),
        forces=frozenset(options.force),
        units=frozenset(options.unit),
        statuses=frozenset(options.status),
        flags=frozenset({Flag.OVERDUE} if options.overdue else ()),
    )


def _one_of(words: Mapping[T, str]) -> Callable[[str], T]:
    """A reader of a value by its name or by its word on screen."""

    def read(typed: str) -> T:
        for value, word in words.items():
            if typed in (value.value, word):
                return value
        raise ArgumentTypeError(f"没有“{typed[:40]}”，可以用：{'、'.join(words.values())}")

    return read


def _offered(words: Mapping[T, str]) -> str:
    return "、".join(f"{word}（{value.value}）" for value, word in words.items())
