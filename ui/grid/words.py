"""The words of the grid. Knows no Qt."""

from __future__ import annotations

from checklist.ledger import Flag
from ui.ledger_words import FLAG

NOT_OPEN = "本县记录没有打开，台账只能查看，不能修改。请看窗口上方的说明。"
UNASSIGNED = "未分工"
NO_CHAPTER = "不分章节"

APPLIES, APPLIES_NOT = "只看应办", "只看不适用"

# What can be asked for besides the columns; the first seven are those that need a hand.
FLAGS = {
    flag: FLAG[flag]
    for flag in (
        Flag.OVERDUE,
        Flag.DUE_SOON,
        Flag.BLOCKED,
        Flag.DONE_WITHOUT_EVIDENCE,
        Flag.NEEDS_REVIEW,
        Flag.CONFLICT,
        Flag.TARGET_PASSED,
        Flag.OURS_UNKNOWN,
        Flag.NOT_OURS,
        Flag.OWN,
        Flag.GONE,
    )
}
DUE_FLAGS = (Flag.OVERDUE, Flag.DUE_SOON, Flag.TARGET_PASSED)
STATUS_FLAGS = (Flag.BLOCKED, Flag.DONE_WITHOUT_EVIDENCE, Flag.NEEDS_REVIEW, Flag.CONFLICT, Flag.NOT_OURS, Flag.GONE)

GROUPS = {"": "不分组", "chapter": "按章节", "lead": "按牵头单位", "force": "按力度", "status": "按状态"}
LINES = {1: "每行一行字", 2: "每行两行字", 4: "每行四行字"}
EXPORTS = {"xlsx": "Excel 表格（xlsx）", "docx": "Word 文档（docx）", "pdf": "PDF", "csv": "CSV（带 BOM）"}

YES, NO = "是", "否"
REASON_MARK = "："

SEARCH = "筛选任务、单位、人员、进展"
NOTHING_HELD = "没有符合筛选条件的事项。"
NO_ROWS = "还没有事项。"

ASK_REASON = "为什么不适用？理由随台账上报。"
DAY_EXAMPLE = "例如 2026-3-31、3月31日"
DAY_WRONG = "没有这一天。请写成 2026-3-31、3月31日 或 2026年12月底。"
LONG_KEYS = "Ctrl+回车 保存　Esc 放弃"
ENTRIES_KEYS = "一事一行，行首写日期　Ctrl+回车 保存　Esc 放弃"


def fixed(title: str) -> str:
    return f"“{title}”不能在台账中修改。"


EVIDENCE_FIXED = "佐证材料请在正文旁的事项卡片中添加。"
DONE_FIRST = "先把状态改为“已办结”，再填办结日期。"
REASON_FIRST = "改为“不适用”要写明理由，例如：不适用：本县没有产业园区。"


def count_line(total: int, held: int, stray: int) -> str:
    """67 项，筛选后 12 项."""
    if held == total and not stray:
        return f"{total} 项"
    kept = f"（另有 {stray} 项刚改过，已不符合筛选）" if stray else ""
    return f"{total} 项，筛选后 {held} 项{kept}"


def group_line(title: str, count: int, done: int) -> str:
    return f"{title}　{count} 项，已办结 {done} 项"


def changed_line(rows: int, title: str) -> str:
    return f"已修改 {rows} 项的“{title}”。Ctrl+Z 撤销。"


def pasted_line(cells: int) -> str:
    return f"已粘贴，改动 {cells} 格。Ctrl+Z 撤销。"


def cleared_line(cells: int) -> str:
    return f"已清除 {cells} 格。Ctrl+Z 撤销。"


def copied_line(rows: int, columns: int) -> str:
    return f"已复制 {rows} 行 × {columns} 列，可粘贴到表格软件。"


def problem(line: int, words: str) -> str:
    return f"第 {line} 行：{words}"


def paste_line(rows: int, columns: int, cells: int) -> str:
    return f"粘贴 {rows} 行 × {columns} 列，将改动 {cells} 格。"


PASTE_NOTHING = "粘贴的内容与现有内容相同，没有要改的。"
PASTE_REFUSED = "有下列问题，没有粘贴任何内容。请在来源表格中改正后重新复制。"
PASTE_TOO_LONG = "剪贴板里的内容太多，一次最多粘贴 {limit} 格。请分几次粘贴。"
PASTE_EMPTY = "剪贴板里没有文字。"


def paste_outside(rows: int, left: int) -> str:
    return f"粘贴的内容有 {rows} 行，从当前行往下只有 {left} 行。"


def paste_too_wide(columns: int, left: int) -> str:
    return f"粘贴的内容有 {columns} 列，从当前列往右只有 {left} 列。"


def undone_line(words: str, rows: int) -> str:
    return f"已撤销：{words}" + (f"（{rows} 项）" if rows > 1 else "")


def redone_line(words: str, rows: int) -> str:
    return f"已重做：{words}" + (f"（{rows} 项）" if rows > 1 else "")
