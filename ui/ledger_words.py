"""The words of the ledger: results, flags, rhythms and the questions about the county. Knows no Qt."""

from __future__ import annotations

from checklist.calendar import Rhythm
from checklist.ledger import Flag
from checklist.merging import Kind
from checklist.standing import Result

OWN_DUTY = "本地事项"
GONE_DUTY = "现行无此项"

RESULT = {
    Result.NOT_ASSESSED: "未评价",
    Result.PARTLY: "部分达到",
    Result.REACHED: "达到",
    Result.NOT_REACHED: "未达到",
}

FLAG = {
    Flag.OVERDUE: "已逾期",
    Flag.DUE_SOON: "30日内到期",
    Flag.BLOCKED: "受阻",
    Flag.DONE_WITHOUT_EVIDENCE: "办结无佐证",
    Flag.NEEDS_REVIEW: "需复核",
    Flag.CONFLICT: "两说并存",
    Flag.TARGET_PASSED: "目标年已过",
    Flag.OWN: OWN_DUTY,
    Flag.NOT_OURS: "本县不适用",
    Flag.OURS_UNKNOWN: "是否适用待定",
    Flag.GONE: GONE_DUTY,
}

RHYTHM = {Rhythm.ONCE: "一次", Rhythm.YEARLY: "每年", Rhythm.QUARTERLY: "每季度", Rhythm.MONTHLY: "每月"}

KIND = {Kind.NEW: "采用对方", Kind.SAME: "相同", Kind.OLDER: "保留本机", Kind.CONFLICT: "两说并存"}

FACT = {
    "deep_poverty": "本县属于原深度贫困县",
    "industrial_park": "本县有产业园区",
    "planning_innovation_centre": "本县拟建省技术创新中心",
    "has_innovation_centre": "本县有省技术创新中心",
    "conditional": "原文写明“有条件的县（市、区）”，本县是否具备条件",
}
