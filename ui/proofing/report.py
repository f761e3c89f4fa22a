"""The result as plain text, to be copied or kept."""

from __future__ import annotations

from collections.abc import Iterator

from ui.labels import document_label, place_label
from ui.proofing.proof import Proof
from ui.proofing.words import KINDS, clause_name, details, named, reason, short, verdict, visible

_LONGEST = 200


def report(proof: Proof) -> str:
    """A page that can stand alone: both texts by name and hash, the verdict, and everything found."""
    return "\n".join(_lines(proof)) + "\n"


def _lines(proof: Proof) -> Iterator[str]:
    document, source, found = proof.document, proof.source, proof.comparison
    yield "原文核对"
    yield f"文件　{document.metadata.title}（{document_label(document)}）"
    yield f"对照　{source.title}　{visible(source.name)}"
    yield f"SHA-256　{source.sha256}{_recorded(source.is_as_recorded)}"
    yield from (f"{name}　{visible(value)}" for name, value in source.facts)
    yield from source.remarks
    yield ""
    yield f"结论　{verdict(found)}"
    if details(found):
        yield f"说明　{details(found)}"
    for number, one in enumerate(found.differences, 1):
        clause = document.clause(one.clause)
        place = place_label(clause)
        yield ""
        yield f"第 {number} 处　{KINDS[one.kind]}　{place or clause_name(clause)}　{one.clause}"
        yield f"　本程序　{short(one.ours, _LONGEST) or '〔无〕'}"
        yield f"　对方　　{short(one.theirs, _LONGEST) or '〔无〕'}"
    yield from _section("未计入", [f"{reason(one)}　{_passage(proof, one.start, one.end)}" for one in found.left_out])
    yield from _section("字形差异", [f"{one.ours} 作 {named(one.theirs)}　{one.count} 处" for one in found.shapes])
    outside = [one for one in (found.head, found.tail) if one.count]
    yield from _section("正文之外", [_passage(proof, one.start, one.end) for one in outside])


def _recorded(is_as_recorded: bool | None) -> str:
    if is_as_recorded is None:
        return ""
    return "（与登记相同）" if is_as_recorded else "（与登记不同）"


def _passage(proof: Proof, start: int, end: int) -> str:
    return short(proof.comparison.theirs[start:end], _LONGEST)


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"　{line}" for line in lines)
