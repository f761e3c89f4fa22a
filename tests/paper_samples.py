"""Rows of a ledger as the worst county fills them in, and a cover to go with them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from checklist.ledger import Flag, LedgerRow, rows_of
from checklist.papers.cover import Cover
from checklist.papers.sheet import Cell, Column, Kind, Sheet
from checklist.standing import Entry, Evidence, Result, Status
from checklist.state import State
from content.library import Library

DAY = date(2026, 3, 5)
UNITS = ("县科技局", "县发展改革局", "县财政局", "县人力资源社会保障局", "经济开发区管委会")

FORMULAS = (
    "=1+1",
    "+SUM(A1)",
    "-5%",
    "@now",
    "\t=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\n=1",
    "\x00=1",
    "=cmd|' /C calc'!A0",
)
NASTY = (
    *FORMULAS,
    "",
    " ",
    "  前后有空格  ",
    "第一行\n第二行\n\n第四行",
    "行\r\n尾\r都\x0b有\x85",
    "制\t表",
    "控\x00制\x07字\x1b符\x7f",
    "半个\ud83d字符",
    "\ud83d\ude00 合成的一个",
    "😀👨‍👩‍👧 𠀀𪚥 é",
    "עברית العربية \u202e反向\u202c",
    "<r><t>标记</t></r>",
    "<w:t>&amp;</w:t> ]]> <!-- --> &lt;",
    "_x0041_ _x000D_ _x005F_ x005F_",
    "引号\"和'和“”，逗号,分号;",
    "'以单引号开头",
    "\ufeff有标记\ufffe\uffff",
    "12345678901234567890",
    "2026-02-30",
    "TRUE",
    "http://example.invalid/?a=1&b=2",
    "{=1}",
    "长" * 40_000,
    "😀" * 20_000,
)
COLUMNS = (
    Column("number", "序号", Kind.INTEGER, 6),
    Column("title", "县级任务"),
    Column("text", "=进展情况"),
    Column("due", "完成时限", Kind.DATE, fillable=True),
    Column("status", "状态", Kind.CHOICE, 8, ("未启动", "推进中"), fillable=True),
    Column("amount", "金额", Kind.NUMBER),
    Column("id", "编号（勿改）"),
)


def nasty_sheet(seed: int, rows: int = 200) -> Sheet:
    """Random records; every nasty text stands in at least one of them."""
    luck = random.Random(seed)
    texts = [*NASTY, *(luck.choice(NASTY) for _ in range(max(0, rows - len(NASTY))))]
    luck.shuffle(texts)
    made = tuple(_record(luck, number, text) for number, text in enumerate(texts[:rows], 1))
    return Sheet("台账:/1", "=标题", "副题\t\x07", COLUMNS, made, ("注：第一条", "=注二"))


def _record(luck: random.Random, number: int, text: str) -> tuple[Cell, ...]:
    day = luck.choice((None, DAY, date(1899, 1, 2), date(2999, 12, 31), DAY + timedelta(luck.randrange(4000))))
    amount = luck.choice((None, 0, -5, 0.1 + 0.2, 1e15, -123456.789, 10**16, 2.5e-9))
    return (number, luck.choice(NASTY[:40]), text, day, luck.choice(("未启动", "推进中", "")), amount, f"d.{number}")


def ledger(library: Library, seed: int = 5) -> list[LedgerRow]:
    """The real duties with a made-up county's progress."""
    luck = random.Random(seed)
    rows = rows_of(library, State(()), frozenset(), DAY)
    return [_filled(luck, row, number) for number, row in enumerate(rows, 1)]


def _filled(luck: random.Random, row: LedgerRow, number: int) -> LedgerRow:
    status = luck.choice(tuple(Status))
    words = ("召开专题会议，研究分工。", "=SUM(A1) 只是文字。", "走访企业12户，\n登记问题23条。")
    entries = [Entry(str(at), DAY - timedelta(9 - at), luck.choice(words)) for at in range(luck.choice((0, 0, 1, 3)))]
    proofs = [Evidence(f"{number * 10 + at:064x}", "会议纪要.pdf", 12, DAY) for at in range(luck.choice((0, 1, 2)))]
    return replace(
        row,
        number=number,
        status=status,
        result=luck.choice(tuple(Result)),
        lead=luck.choice(("", *UNITS)),
        supporting=tuple(luck.sample(UNITS, luck.choice((0, 1, 2)))),
        person=luck.choice(("", "王建国")),
        entries=tuple(entries),
        evidence=tuple(proofs),
        reason="本县没有高新区。" if status is Status.NOT_APPLICABLE else "",
        problems=luck.choice(("", "研发费用归集不规范。")),
        funds=luck.choice(("", "50万元")),
        done_on=DAY if status is Status.DONE else None,
        flags=frozenset({Flag.OVERDUE}) if number % 10 == 0 and status is Status.IN_PROGRESS else row.flags,
    )


def cover(library: Library) -> Cover:
    return Cover(library, DAY, "青川县", "状态：推进中", "3f9a 77c1 0b2e 5d44")
