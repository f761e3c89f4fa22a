"""Responsible units as data, parsed from the text: who leads a measure, and who else is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.document import Clause, Document

# （责任单位：甲、乙，丙、丁） — where the text puts a comma, those before it lead (13号: 逗号前为牵头单位，下同).
_STATED = re.compile(r"[（〔]责任单位：(?P<units>.+?)[）〕\]]?$")
_LEADS_FIRST = "逗号前为牵头单位"
_REMARK = re.compile(r"。.*")
_PARTING = re.compile(r"[、，](?![^（]*）)|及(?=各|有关)")


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The units that clause `stated_in` names for the measure `clause`.

    `leads` are those the text itself calls leading; where it calls none so, all are in `others`.
    """

    doc: str
    clause: str
    stated_in: str
    leads: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        return self.leads + self.others


def responsibilities(document: Document) -> tuple[Responsibility, ...]:
    """Every statement of responsible units in the document, in order."""
    says_who_leads = any(_LEADS_FIRST in clause.text for clause in document.clauses)
    return tuple(
        Responsibility(document.id, clause.id.removesuffix("-units"), clause.id, *_parted(stated, says_who_leads))
        for clause in document.clauses
        for stated in _stated(clause)
    )


def _stated(clause: Clause) -> Iterator[str]:
    if clause.kind == "row" and not clause.id.endswith("-head"):
        yield clause.text.split("\t")[-2]
    elif found := _STATED.search(clause.text):
        yield _REMARK.sub("", found["units"])


def _parted(stated: str, says_who_leads: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    leading, comma, following = stated.partition("，")
    if not says_who_leads:
        return (), _names(stated)
    return (_names(leading), _names(following)) if comma else (_names(stated), ())


def _names(stated: str) -> tuple[str, ...]:
    return tuple(name.removesuffix("等") for name in _PARTING.split(stated) if name)
