"""The words on screen for the values of the rooms."""

from __future__ import annotations

from checklist.progress import Status
from content.document import Clause, Document
from content.duty import Duty, Force

NOT_STATED = "原文未载"
EDITORIAL = "编者注、非官方解读"

FORCE = {
    Force.MUST: "必须",
    Force.PROMOTE: "应当推进",
    Force.SUPPORT: "支持",
    Force.ENCOURAGE: "鼓励",
    Force.TARGET: "目标",
}

STATUS = {Status.NOT_STARTED: "未启动", Status.IN_PROGRESS: "推进中", Status.DONE: "已办结"}


def document_label(document: Document) -> str:
    """The shortest name an official uses: 川办发〔2018〕60号, or the short title where there is no number."""
    return document.metadata.number or document.metadata.short_title


def place_label(clause: Clause) -> str:
    """Where a clause stands: the headings above it and, for a paragraph with a leading line, that line."""
    own = clause.text if clause.is_heading else clause.lead
    return " › ".join(part.rstrip("。") for part in (*clause.heading, own) if part)


def duty_label(duty: Duty) -> str:
    return f"{FORCE[duty.force]}：{duty.title}"
