"""The words of 关于县策. Knows no Qt."""

from __future__ import annotations

from ui.identity.facts import Facts, Source
from ui.identity.version import Stamp
from ui.labels import NOT_STATED

TITLE, NAME = "关于县策", "县策"
SUBTITLE = "县级工作人员用的离线政策阅读器：读原文、查条款、办事项、报台账。"
NOTICE = (
    "非官方：本程序不是任何政府机关的产品，未经任何机关审定或授权。政策文本取自公开渠道，一律以发文机关印发的正式文件为准；"
    "文件效力请向发文机关核实。标有“编者注、非官方解读”或“编者建议”的内容是编者所加，不属于文件。"
)
SOURCES, VERSIONS, LICENCES, PLACES = "收录文件", "版本", "许可", "数据位置"
COPY, CLOSE = "复制诊断信息(&C)", "关闭"
COPIED = "已复制诊断信息，可粘贴到邮件或文档中。其中没有姓名、县名和记录内容。"
READING = "正在读取…"
FAILED = "读不到程序的组成清单，请重新安装程序。"
NO_TEXT = "这一部分没有随附许可全文。"
PARTS, LICENCE_TEXT = "组成部分", "许可全文"
FACES = "现在使用的字体"
FROM_SOURCE = "从源代码运行"
PLACES_REMARK = "本县记录的备份、移动和恢复，请用“帮助 → 记录与备份”。日志只记程序运行情况，不记姓名、文字和文件名。"
NO_PROVENANCE = "收到时未注明来源"
AS_RECORDED, NOT_AS_RECORDED = "✓ 与登记相同", "✗ 与登记不同，安装后被改动过"
_COMMIT_SHOWN = _HASH_SHOWN = 12
_DAY_LENGTH = len("2026-11-22")


def version_line(stamp: Stamp) -> str:
    """版本 0.1.0　构建 1a2b3c4d5e6f（2026-11-20）."""
    if not stamp.is_bundle:
        return f"版本 {stamp.version}　{FROM_SOURCE}"
    edited = "，含未提交的改动" if stamp.is_changed else ""
    built = f"{stamp.commit[:_COMMIT_SHOWN]}（{stamp.committed[:_DAY_LENGTH]}{edited}）"
    return f"版本 {stamp.version}　构建 {built}"


def source_lines(source: Source) -> tuple[str, ...]:
    """What is said of a document below its title."""
    state = AS_RECORDED if source.is_as_recorded else NOT_AS_RECORDED
    return (
        f"文号　{source.number or NOT_STATED}",
        f"收到的文本　{source.provenance or NO_PROVENANCE}",
        f"SHA-256　{source.sha256[:_HASH_SHOWN]}…　{state}",
    )


def diagnostics(facts: Facts, desk: tuple[tuple[str, str], ...]) -> str:
    """All that helps to find a fault, and nothing of a person; `desk` is what Qt knows of screen and fonts."""
    sources = (f"{one.id}　{one.sha256}　{_mark(one.is_as_recorded)}" for one in facts.sources)
    parts = (f"{one.name}　{one.version}" for one in facts.parts)
    sections = (
        ("县策诊断信息", (version_line(facts.stamp), f"系统　{facts.system}")),
        (VERSIONS, _rows(facts.versions)),
        ("显示", _rows(desk)),
        (PLACES, _rows(facts.places)),
        (SOURCES, tuple(sources)),
        (PARTS, tuple(parts)),
    )
    return "\n\n".join(f"【{title}】\n" + "\n".join(lines) for title, lines in sections) + "\n"


def _rows(rows: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(f"{name}　{value}" for name, value in rows)


def _mark(is_as_recorded: bool) -> str:
    return "✓" if is_as_recorded else "✗"
