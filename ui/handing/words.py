"""What is said of files that went out and came in. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checklist.ledger import LedgerRow
from checklist.papers.sheet import Written
from ui.handing.handing_out import Handed
from ui.handing.holding import evidence_of
from ui.handing.kinds import Kind
from ui.handing.lines import Line, Mark, counts
from ui.handing.taking_in import Seen, SeenExchange, SeenSheet, Taken
from ui.ledger.value_words import size_words

_SHOWN = 5


def handed_sentence(handed: Handed) -> str:
    """已导出 青川县台账.xlsx：67 项，重新打开核对无误。"""
    counted = {
        Kind.PDF: f"{handed.rows} 项，共 {handed.pages} 面",
        Kind.PACKAGE: f"{handed.rows} 项，{handed.files} 个文件",
        Kind.EXCHANGE: f"流水 {handed.events} 条，佐证文件 {handed.files} 个",
        Kind.NOTES: f"批注 {handed.rows} 条",
    }.get(handed.kind, f"{handed.rows} 项")
    return f"已导出 {handed.target.name}：{counted}，重新打开核对无误。"


def handed_remarks(handed: Handed) -> tuple[str, ...]:
    """What a person has to know of the file besides that it is there."""
    return tuple((*_missing(handed.missing), *_written(handed.written)))


def missing_sentence(names: tuple[str, ...]) -> str:
    """佐证 7 份缺失、有改动或读不了：a.pdf、b.pdf……"""
    shown = "、".join(names[:_SHOWN])
    return f"佐证 {len(names)} 份缺失、有改动或读不了：{shown}{'等' if len(names) > _SHOWN else ''}。"


def evidence_words(rows: tuple[LedgerRow, ...]) -> str:
    """佐证材料 24 份（不重复的文件 20 个，共 34 MB）; one file may prove several duties."""
    found, count = evidence_of(rows), sum(len(row.evidence) for row in rows)
    if not found:
        return "没有佐证材料"
    size = size_words(sum(one.size for one in found.values()))
    files = f"不重复的文件 {len(found)} 个，" if len(found) < count else ""
    return f"佐证材料 {count} 份（{files}共 {size}）"


def _missing(names: tuple[str, ...]) -> Iterator[str]:
    if names:
        yield f"{missing_sentence(names)}没有放入文件。"


def _written(written: Written | None) -> Iterator[str]:
    if written is None:
        return
    if written.cuts:
        yield f"有 {len(written.cuts)} 格文字太长，表格放不下，已略去并注明；全文请看 Word 文档。"
    if written.tall:
        rows = "、".join(map(str, written.tall[:_SHOWN]))
        more = "等" if len(written.tall) > _SHOWN else ""
        yield f"第 {rows} 行{more}文字太多，打印时一行显示不全；可改用 Word 文档打印。"
    if written.guarded:
        yield f"有 {written.guarded} 格以 = + - @ 等符号开头，已按文字保存，不会被当作公式。"


# what comes in


def seen_sentence(seen: Seen) -> str:
    """What is in the file, in one sentence."""
    return _exchange_sentence(seen) if isinstance(seen, SeenExchange) else _sheet_sentence(seen)


def _exchange_sentence(seen: SeenExchange) -> str:
    parcel = seen.preview.parcel
    whose = f"{parcel.county}，" if parcel.county else ""
    made = parcel.made_at[:16].replace("T", " ")
    if seen.is_known:
        return f"{seen.path.name}（{whose}{made} 导出）：本机已经全部有了，没有需要接收的。"
    files = f"，新佐证 {len(seen.preview.new_evidence)} 份" if seen.preview.new_evidence else ""
    news = f"新流水 {seen.preview.new_events} 条{files}，涉及 {len(seen.lines)} 处"
    return f"{seen.path.name}（{whose}{made} 导出）：{news}。"


def _sheet_sentence(seen: SeenSheet) -> str:
    problems = f"；有 {len(seen.problems)} 处不能采纳，见下" if seen.problems else ""
    if not seen.changes:
        return f"{seen.path.name}：与本机记录相比没有可接收的修改{problems}。"
    rows = len({one.duty for one in seen.changes})
    return f"{seen.path.name}：{rows} 项，修改 {len(seen.changes)} 处{problems}。"


def counted_words(lines: Iterable[Line], words: Mapping[Mark, str]) -> str:
    """采用对方 3 · 两说并存 1."""
    found = counts(lines)
    return " · ".join(f"{words[mark]} {count}" for mark, count in found.items() if count)


def taken_sentence(taken: Taken) -> str:
    """What was taken in, and where the backup is."""
    if taken.action is None and not taken.files:
        return "没有需要接收的，记录没有改动。"
    files = f"、佐证 {taken.files} 份" if taken.files else ""
    backup = f"接收前已备份：{taken.backup.name}。" if taken.backup else ""
    return f"已接收 {taken.count} 条{files}，一次存盘。{backup}"


def conflict_sentence(count: int) -> str:
    return (
        f"有 {count} 处两人各改了一次，两种说法都已保留。可以在这里取舍，也可以以后在事项卡片中取舍。" if count else ""
    )
