"""Every word of 原文核对: refusals with their next step, verdicts, and names for the values of a comparison."""

from __future__ import annotations

import re
import unicodedata

from content.comparison import Comparison, Difference, Kind
from content.document import Clause
from content.errors import ContentError
from content.folding import LeftOut
from content.import_errors import (
    ImportEncrypted,
    ImportHasNoText,
    ImportKindUnknown,
    ImportMalformed,
    ImportRefused,
    ImportTooLarge,
    ImportUnreadable,
)
from content.importing import Furniture, Remark
from content.normal_form import normal_form
from ui.messages import sentence

OURS = "本程序正文"
FAILED = "核对没有完成：程序遇到意外情况。请重试；仍不行时，请把文件另存为 .txt 再核对。"
DROP_HERE = "把官方文本（.txt、.docx、.md、.pdf）拖到这里，逐字核对。"
LEGEND = "波浪线　用字不同　　　删除线、虚线　只本程序有　　　下划线　只对方有　　　∧　此处缺字　　　点线　未计入"

KINDS = {Kind.CHANGED: "用字不同", Kind.ONLY_OURS: "只本程序有", Kind.ONLY_THEIRS: "只对方有"}
_PLACES = {
    "title": "标题",
    "subtitle": "副题",
    "number": "文号",
    "addressees": "主送",
    "signature": "署名",
    "date": "日期",
    "closing": "结尾",
    "missing": "原件缺",
}
_NAMES = {"preamble": "引言", "notice": "通知", "annex": "附件", "annex-title": "附表题", "annex-head": "表头"}
_ANNEX = "annex-"
FILE_KINDS = {"txt": "纯文本", "md": "Markdown", "docx": "Word 文件", "pdf": "PDF"}
_FURNITURE = {Furniture.PAGE_NUMBER.value: "页码", Furniture.RUNNING_LINE.value: "每页重复的页眉页脚"}
_REMARKS = {
    Remark.NUMBERS_COUNTED: "{} 个自动编号已按 Word 的规则算出，列入比较",
    Remark.NUMBERS_LOST: "{} 处自动编号的样式不能识别，编号没有列入比较",
    Remark.PICTURES: "{} 处图片或嵌入对象，里面的字没有列入比较",
    Remark.NOTES: "{} 处脚注、尾注或批注，没有列入比较",
    Remark.DELETIONS: "{} 处修订删除的内容，按已删除处理",
    Remark.HIDDEN: "{} 处隐藏文字，没有列入比较",
    Remark.SYMBOLS: "{} 个特殊符号不能识别，显示为 \ufffd",
    Remark.PAGES_WITHOUT_TEXT: "{} 页没有文字（可能是扫描图像），没有列入比较",
    Remark.RADICALS: "{} 个字在 PDF 里写作形同的部首，已还原",
    Remark.MARKDOWN: "Markdown 的标记已去掉",
}
_LIMITS = {
    "bytes": ("{:.0f} MB", 1_000_000),
    "characters": ("{:.0f} 万字", 10_000),
    "pages": ("{:.0f} 页", 1),
    "members": ("{:.0f} 个内部文件", 1),
}
_ALIKE = 0.3
_SHORT = 24
_DOUBTFUL = re.compile("[^ -~\n\t\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")  # all but what every page is full of
_LONGEST_NUMERAL = 3


def refusal(error: ContentError) -> str:
    """Why a text cannot be compared, and what to do."""
    if not isinstance(error, ImportRefused):
        return sentence(error)
    name = f"“{visible(error.path.name)}”"
    match error:
        case ImportUnreadable():
            return f"读不到{name}。请确认它还在原处、没有被其他程序独占，然后重新选择。"
        case ImportTooLarge(limit=limit, unit=unit):
            words, part = _LIMITS[unit]
            return f"{name}太大：上限是 {words.format(limit / part)}。请只留下这份文件的正文，另存后再核对。"
        case ImportEncrypted():
            return f"{name}设有密码。请在 Word、WPS 或 PDF 阅读器里去掉密码，另存后再核对。"
        case ImportHasNoText():
            return f"{name}里没有文字，可能是空文件或扫描图像。请改用有文字的版本，或先做文字识别再核对。"
        case ImportKindUnknown(detail=ending):
            return f"不能读“{visible(ending) or '没有扩展名'}”文件：{name}。请另存为 .docx、.pdf、.txt 或 .md 再核对。"
        case ImportMalformed():
            return f"{name}已损坏，或内容与扩展名不符。请用原来的程序打开它，另存后再核对。"
    return FAILED


def verdict(comparison: Comparison) -> str:
    """The one line that says how it stands."""
    if not comparison.differences:
        return "✓ 一致：除版式外没有差异"
    if comparison.alike < _ALIKE:
        return "✗ 看来不是同一份文件"
    return f"≠ 有 {len(comparison.differences)} 处不同"


def details(comparison: Comparison) -> str:
    """What must be said beside the verdict, empty where nothing must."""
    parts = []
    if comparison.differences and comparison.alike < _ALIKE:
        parts.append(f"连续八字以上相同的，只占本程序正文的 {comparison.alike:.0%}")
    if comparison.is_coarse:
        parts.append("有的段落过长、相差过大，没有逐字比较，整段列为一处")
    for name, outside in (("开头", comparison.head), ("末尾", comparison.tail)):
        if outside.count:
            parts.append(f"{name}另有 {outside.count} 字不在正文范围内")
    if comparison.left_out:
        parts.append(f"未计入 {len(comparison.left_out)} 处")
    if comparison.shapes:
        parts.append(f"字形差异 {sum(shape.count for shape in comparison.shapes)} 处，不算不同")
    return "；".join(parts)


def is_alike(comparison: Comparison) -> bool:
    return comparison.alike >= _ALIKE or not comparison.differences


def remark(one: Remark, count: int) -> str:
    return _REMARKS[one].format(count)


def reason(passage: LeftOut) -> str:
    """Why it was left out."""
    return _FURNITURE.get(passage.reason, passage.reason)


def clause_name(clause: Clause) -> str:
    """A clause in the fewest words: what it is, or its address."""
    if clause.kind in _PLACES or clause.id in _NAMES:
        return _PLACES.get(clause.kind) or _NAMES[clause.id]
    if clause.kind == "chapter" and len(clause.text.partition("、")[0]) <= _LONGEST_NUMERAL:
        return clause.text.partition("、")[0] + "、"
    return clause.id.replace(_ANNEX, "附") if clause.id.startswith(_ANNEX) else clause.id


def difference_words(difference: Difference) -> str:
    """What stands on either side: “1个”→“2个”, cut where it is long."""
    ours, theirs = (f"“{short(one)}”" if one else "〔无〕" for one in (difference.ours, difference.theirs))
    return f"{ours} → {theirs}"


def short(text: str, size: int = _SHORT) -> str:
    """On one line, the middle left out."""
    flat = visible(" ".join(text.split()))
    return flat if len(flat) <= size else f"{flat[: size // 2]}……{flat[-size // 2 :]}（{len(flat)} 字）"


def visible(text: str) -> str:
    """With every character that a screen would hide or could not show named by its code."""
    return _DOUBTFUL.sub(_seen, text)


def _seen(found: re.Match[str]) -> str:
    char = found[0]
    if "\ua3a1" <= char <= "\ua3fe" or char == "\U001001b0":  # a broken font's, with a meaning in the received texts
        return normal_form(char)
    is_shown = char.isprintable() and not unicodedata.name(char, "").startswith("VARIATION SELECTOR")
    if is_shown or char in "\n\t" or unicodedata.category(char) == "Zs":
        return char
    return f"〔U+{ord(char):04X}〕"


def named(char: str) -> str:
    """A character as it is, with its code where no font may have it."""
    return char if "\u3000" <= char <= "\u9fff" or char < "\u3000" or char >= "\uff00" else f"{char} U+{ord(char):04X}"
