"""The words for the fields of the record. Knows no Qt, and nothing heavy: sentences for errors need it at the start."""

from __future__ import annotations

# The columns of a ledger in their order, each with the field of LedgerRow that fills it.
LEDGER_COLUMNS = {
    "number": "序号",
    "clause": "条款",
    "quote": "任务原文",
    "title": "县级任务",
    "lead": "牵头单位",
    "supporting": "配合单位",
    "person": "责任人",
    "due": "完成时限",
    "status": "状态",
    "entries": "进展情况",
    "funds": "资金使用",
    "problems": "存在问题",
    "measures": "下一步措施",
    "evidence": "佐证材料",
    "done_on": "办结日期",
    "remark": "备注",
}

_FIELD = {
    **LEDGER_COLUMNS,
    "result": "评价",
    "reason": "不适用的理由",
    "blocked": "受阻",
    "review": "复核",
    "step": "步骤",
    "entry": "进展情况",
    "decided": "两说取舍",
    "county": "县名",
    "year": "年份",
    "unit": "单位",
    "fact": "县情",
    "source": "依据",
    "force": "力度",
    "actor": "主体",
    "deadline": "完成时限",
    "task": "步骤",
    "removed": "移出",
    "value": "本县实际值",
}


def field_label(field: str) -> str:
    """The word for a field of the record; a field of a later version is shown as it is."""
    kind = field.partition("/")[0]
    return _FIELD.get(kind, kind[:40])
