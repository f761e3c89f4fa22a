"""The words on screen for the values of the rooms."""

from __future__ import annotations

from datetime import date

from checklist.progress import Status
from content.document import Clause, Document
from content.duty import Duty, Force
from content.validity import Validity, ValidityLine

NOT_STATED = "原文未载"
CLOCK_BEHIND = "本机日期早于所收文件的成文日期，可能不准；逾期、届满等提示不可信，请先校准日期。"
EDITORIAL = "编者注、非官方解读"

FORCE = {
    Force.MUST: "必须",
    Force.PROMOTE: "应当推进",
    Force.SUPPORT: "支持",
    Force.ENCOURAGE: "鼓励",
    Force.TARGET: "目标",
}

STATUS = {
    Status.NOT_STARTED: "未启动",
    Status.IN_PROGRESS: "推进中",
    Status.DONE: "已办结",
    Status.NOT_APPLICABLE: "不适用",
}


def day(value: date) -> str:
    """2018年7月31日."""
    return f"{value.year}年{value.month}月{value.day}日"


def validity_label(line: ValidityLine) -> str:
    """What may be said of a document's validity; never more than its text states."""
    stated = line.metadata
    until = f"有效期至{day(stated.expires)}" if stated.expires else "有效期原文未载"
    match line.validity:
        case Validity.NOT_YET:
            return f"自{day(stated.effective or line.day)}起施行，尚未施行"
        case Validity.IN_FORCE:
            return f"按原文所载施行日期和期限，{until}；其间有无变动，请向发文机关核实"
        case Validity.EXPIRED:
            return f"{until}，已经届满；是否延续，请向发文机关核实"
        case Validity.PERIOD_RUNS:
            return f"原文写明“{stated.period_words}”，尚未届满；有效期原文未载，请向发文机关核实"
        case Validity.PERIOD_OVER:
            return f"原文写明“{stated.period_words}”，{stated.period_end}年已过；是否仍然有效原文未载，请向发文机关核实"
        case Validity.NOT_STATED:
            return "施行日期和有效期原文未载，请向发文机关核实"


def document_label(document: Document) -> str:
    """The shortest name an official uses: 川办发〔2018〕60号, or the short title where there is no number."""
    return document.metadata.number or document.metadata.short_title


def place_label(clause: Clause) -> str:
    """Where a clause stands: the headings above it and, for a paragraph with a leading line, that line."""
    own = clause.text if clause.is_heading and clause.kind != "title" else clause.lead
    return " › ".join(part.rstrip("。") for part in (*clause.heading, own) if part)


def duty_label(duty: Duty) -> str:
    return f"{FORCE[duty.force]}：{duty.title}"
