"""Sentences about papers that could not be written and sheets that are not taken. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checklist.annotation_errors import ExportIncomplete, ExportUnwritable
from checklist.errors import ChecklistError
from checklist.papers.errors import (
    PackageEvidenceMissing,
    PaperNotEqual,
    PaperTargetUnwritable,
    PaperTooLong,
    ReturnedDamaged,
    ReturnedForeign,
    ReturnedRefused,
    ReturnedTooLarge,
    ReturnedUnreadable,
    ReturnedUnsafe,
    Unwritable,
)
from checklist.papers.returned import ReturnedProblem
from checklist.papers.returned_cells import Trouble
from content.errors import ContentError
from search.errors import SearchError
from ui.handing.errors import NoRecord, PdfDiffers
from ui.messages import sentence

FAILED = "没有完成，原因已记入日志；已有的文件和记录没有改动。请重试。"
_SHOWN = 3

_REASONS: Mapping[Unwritable, str] = MappingProxyType(
    {
        Unwritable.IN_USE: "文件正由其他程序（如 WPS、Excel）打开。请关闭后重试，或换一个文件名",
        Unwritable.READ_ONLY: "文件或文件夹不能写入。请换一个文件夹或文件名",
        Unwritable.NO_ROOM: "磁盘空间不足。请清理后重试，或存到别的磁盘",
        Unwritable.NO_FOLDER: "文件夹不存在，或U盘已拔出。请换一个文件夹",
        Unwritable.OTHER: "写入时出错。请换一个文件夹或文件名",
    }
)
_TROUBLES: Mapping[Trouble, str] = MappingProxyType(
    {
        Trouble.ID_MISSING: "没有编号，不知道是哪一项",
        Trouble.ID_UNKNOWN: "编号不在本县台账中",
        Trouble.ID_TWICE: "编号重复，两行都没有采纳",
        Trouble.HEADING_TWICE: "列名重复，只读第一列",
        Trouble.FORMULA: "是公式，没有计算。请改填文字或数字",
        Trouble.ERROR_VALUE: "是出错的值",
        Trouble.UNCLEAN: "含有看不见的控制字符",
        Trouble.DATE_IMPOSSIBLE: "不是日历上的日期。请写成 2026-3-31",
        Trouble.STATUS_UNKNOWN: "不是可选的状态",
        Trouble.RESULT_UNKNOWN: "不是可选的评价",
        Trouble.REASON_MISSING: "改为“不适用”要写明原因",
        Trouble.TOO_LONG: "太长，或名目太多",
        Trouble.WAS_CUT: "导出时此格放不下、略去了一部分，不能导回。请在程序中修改",
        Trouble.REFUSED: "不合要求",
    }
)


def told(error: Exception) -> str:
    """The sentence for anything that can end a handing out or a taking in; one of last resort for what is unknown."""
    words = _paper_sentence(error) or _returned_sentence(error)
    if words:
        return words
    return sentence(error) if isinstance(error, (ChecklistError, ContentError, SearchError)) else FAILED


def problem_words(problem: ReturnedProblem) -> str:
    """第 12 行“完成时限”：不是日历上的日期。请写成 2026-3-31（2月30日）."""
    value = f"（{problem.value}）" if problem.value else ""
    return f"第 {problem.row} 行“{problem.column}”：{_TROUBLES[problem.trouble]}{value}"


def trouble_words(problem: ReturnedProblem) -> str:
    return _TROUBLES[problem.trouble]


def _paper_sentence(error: Exception) -> str:
    match error:
        case PaperTargetUnwritable(path=path, reason=reason):
            return f"没有写成 {path.name or path}：{_REASONS[reason]}。原有文件没有改动。"
        case PaperNotEqual(path=path, row=row):
            where = f"第 {row} 行" if row else "标题部分"
            return f"写出的 {path.name} 与记录核对不符（{where}），没有保存。请重试；如反复出现，请换一个磁盘。"
        case PaperTooLong(path=path, count=count, limit=limit):
            return f"{path.name} 放不下 {count} 行或列，最多 {limit}。请筛选后分几次导出。"
        case PackageEvidenceMissing(names=names):
            return f"{_named(names)}缺失、有改动或读不了，没有打包。请先补回，或选择“缺失的不放入，在清单中注明”。"
        case ExportUnwritable(path=path):
            return f"没有写成 {path.name}：{_REASONS[Unwritable.OTHER]}。原有文件没有改动。"
        case ExportIncomplete(path=path, found=found, expected=expected):
            return f"写出的 {path.name} 核对不符（{found}/{expected} 条），没有保存。请重试。"
        case PdfDiffers():
            return "写出的 PDF 没有通过核对，没有保存。请重试，或改导 Word 文档。"
        case NoRecord():
            return "本县记录没有打开或还没有内容，没有可以导出的。请先在程序中填写。"
    return ""


def _returned_sentence(error: Exception) -> str:
    if not isinstance(error, ReturnedRefused):
        return ""
    name = error.path.name
    match error:
        case ReturnedUnreadable():
            return f"读不了 {name}。请确认文件还在、没有被别的程序占用，U盘没有拔出，然后重试。"
        case ReturnedForeign():
            return f"{name} 不是从县策导出的台账（.xlsx）：没有“编号”列。请用导出的台账填写，并保留“编号”列。"
        case ReturnedDamaged():
            return f"{name} 不完整或已损坏，没有接收任何内容。请让对方重新保存后再发。"
        case ReturnedUnsafe():
            return f"{name} 里有正常表格不该有的内容，可能不安全，没有打开。请核实来源。"
        case ReturnedTooLarge(limit=limit):
            return f"{name} 太大（行数、文字或体积超过 {limit}），没有接收。请只保留填写的那张表，删去空行后重发。"
    return f"{name} 没有接收。请核实来源。"


def _named(names: tuple[str, ...]) -> str:
    """佐证 3 份（a.pdf、b.pdf、c.pdf）."""
    shown = "、".join(names[:_SHOWN])
    return f"佐证 {len(names)} 份（{shown}{'等' if len(names) > _SHOWN else ''}）"
