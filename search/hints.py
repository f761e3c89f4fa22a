"""What a question in plain words asks for, and which clauses could answer it: who, how much, when, on what ground."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from search.hit import Passage

Test = Callable[[str, Passage], bool]


@dataclass(frozen=True, slots=True)
class Hint:
    """A clause that meets it is worth so much more."""

    worth: float
    is_met: Test


def hints_in(question: str) -> tuple[Hint, ...]:
    """The hints that a folded question gives."""
    hints = [Hint(worth, met) for pattern, worth, met in _HINTS if pattern.search(question)]
    counted = _COUNTED.search(question)
    if counted:
        number = re.compile(rf"[0-9]+(?:\.[0-9]+)?(?:{_UNITS.get(counted[1], re.escape(counted[1]))})")
        hints.append(Hint(0.3, lambda text, _: bool(number.search(text))))
    return tuple(hints)


def _says(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda text, _: bool(compiled.search(text))


_UNITS = {
    "钱": "(?:万|亿|万亿)?元",
    "资金": "(?:万|亿)?元",
    "经费": "(?:万|亿)?元",
    "比例": "%",
    "个": "[个家]",
    "家": "万?[个家]",
}
_COUNTED = re.compile("(?:多少|几)(钱|资金|经费|比例|个|家|项|亩|件|人|年|所|条)")
_HINTS: tuple[tuple[re.Pattern[str], float, Test], ...] = (
    (
        re.compile("哪个部门|哪些部门|哪些单位|哪个单位|哪家|责任单位|牵头"),
        0.12,
        lambda _, passage: bool(passage.units),
    ),
    (re.compile("谁|部门|单位|牵头"), 0.06, _says("部门|厅|政府")),
    (re.compile("多少|几|目标|比例|最高|数量|指标|占比"), 0.12, _says("[0-9]")),
    (
        re.compile("什么时候|什么时间|何时|哪年|哪一年|哪天|多久|期限|时限|几年|时间"),
        0.15,
        _says("20[0-9]{2}年|[0-9]+月|[0-9]年"),
    ),
    (re.compile("(?:印发|成文|发布|签发|出台|发文)"), 1.0, _says("^20[0-9]{2}年[0-9]+月[0-9]+日$")),
    (re.compile("根据什么|依据|上位|为什么"), 0.6, _says("^为.*(?:贯彻|落实).*(?:意见|方案|指引)")),
    (re.compile("县"), 0.12, _says("县\\(市、区\\)|县域|市县")),
    (re.compile("县"), 0.1, lambda _, passage: bool(passage.forces)),
    (re.compile("市州|市级"), 0.1, _says("市\\(州\\)")),
)
