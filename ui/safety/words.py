"""The words of backup, recovery, place and the proof of being offline. Knows no Qt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from checklist.copies import Copy, Occasion
from checklist.errors import (
    ChecklistError,
    RecordDamaged,
    RecordForeign,
    RecordMissing,
    RecordTooNew,
    RecordUnwritable,
)
from checklist.holding import Holding
from checklist.standing import Status
from ui.labels import STATUS
from ui.record_words import record_sentence
from ui.safety.place_kinds import Kind, Place

RECORD_TITLE, OFFLINE_TITLE = "记录与备份", "离线自证"
PLACE_HEAD, BACKUPS_HEAD, COMPARE_HEAD = "记录所在文件夹", "备份", "备份与现在对照（≠ 表示不同）"
MOVE, COPY_PATH = "移动到…(&M)", "复制路径(&P)"
BACK_UP, CARRY, BRING, RESTORE = "立即备份(&B)", "复制到 U 盘…(&U)", "从文件找回…(&F)", "恢复到此…(&R)"
BEGIN_ANEW, CLOSE, CANCEL = "新建空白记录…(&N)", "关闭", "取消"
RESTORE_YES, ANEW_YES, MOVE_YES = "恢复", "新建空白记录", "移动"
COLUMNS = ("检查", "备份时间", "缘由", "操作", "最后一次操作", "大小")
THEN, NOW = "所选备份", "现在的记录"
NO_BACKUPS = "还没有备份。记录有变动后，每次启动和每 30 分钟自动备份一次，每份都打开核对过才算数。"
CHOOSE_ONE = "在左边选一份备份，这里列出它与现在的记录有何不同。"
KEEPING = (
    "48 小时内全部保留，之后每天、每周、每月各留一份（7 天、4 周、12 个月）。备份含进展、批注和流水，不含佐证文件本身。"
)
CHECKING, GOOD, BAD = "检查中", "✓ 完好", "✗ 不可用"
NOTHING_OPEN = "现在没有打开记录"
DIFFERENT = "≠ "
WORKING = {
    "back_up": "正在备份并核对…",
    "carry": "正在复制并核对…",
    "bring": "正在核对所选文件…",
    "restore": "正在恢复并核对…",
    "move": "正在复制并核对整个记录…",
}
NOT_NOW = "本县记录仍在原处，只是现在打不开（见窗口上方的说明），不能用备份替换。请先排除原因，重新启动。"
BUSY = "正在处理，请稍候。"
LONG_AGO = "本县记录已超过 30 天没有复制到 U 盘。请在“帮助 → 记录与备份”中复制一份，与电脑分开保存。"
SAFE_START = "程序连续三次没有正常关闭，本次以安全方式启动：使用默认设置，不加载检索索引（检索结果相同，稍慢）。"
FOLDER_TITLE, STICK_TITLE, FILE_TITLE = "把记录移动到", "把备份复制到", "选择备份文件"
BACKUP_FILES = "县策备份 (*.db)"
SUBFOLDER, STICK_FOLDER = "县策记录", "县策备份"

_OCCASIONS = {
    Occasion.TIMED: "自动",
    Occasion.ASKED: "手动",
    Occasion.IMPORT: "导入前",
    Occasion.UPGRADE: "升级前",
    Occasion.RESTORE: "恢复前",
    Occasion.MOVE: "移动前",
    Occasion.BROUGHT: "从文件找回",
    Occasion.PACK: "更新内容前",
}
_PLACES = {
    Kind.LOCAL: "本机磁盘",
    Kind.REMOVABLE: "U 盘或移动硬盘",
    Kind.NETWORK: "网络文件夹",
    Kind.CLOUD: "{}同步文件夹",
}
_WARNINGS = {
    Kind.REMOVABLE: "拔出过早会损坏记录。建议移到本机磁盘，U 盘只存备份",
    Kind.NETWORK: "网络中断会损坏记录，别人也可能看到。建议移到本机磁盘",
    Kind.CLOUD: "同步软件会把记录传到网上，也可能用旧文件覆盖新文件。涉密与内部材料不得上网，请移到本机磁盘",
}
_KB = 1 << 10


def place_words(place: Place) -> str:
    return _PLACES[place.kind].format(place.name)


def place_warning(place: Place) -> str:
    """Why a record should not be kept there; nothing for this machine's own disk."""
    if place.kind is Kind.LOCAL:
        return ""
    return f"本县记录在{place_words(place)}里：{_WARNINGS[place.kind]}。"


def occasion_words(copy: Copy) -> str:
    return _OCCASIONS[copy.occasion] if copy.occasion else "来历不明"


def time_words(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def size_words(size: int) -> str:
    return f"{max(1, round(size / _KB)):,} KB"


def last_words(holding: Holding) -> str:
    """2026-11-22 09:38　张三."""
    return f"{holding.last_at[:16].replace('T', ' ')}　{holding.last_actor}" if holding.last_at else "尚无操作"


def holding_rows(holding: Holding, total: int) -> tuple[tuple[str, str], ...]:
    """(what, how much) of a record; `total` is how many duties there are."""
    counts = {status: holding.statuses.get(status, 0) for status in Status}
    counts[Status.NOT_STARTED] = max(0, total - sum(counts.values()))
    return (
        ("县（市、区）", holding.county or "未填写"),
        ("操作", f"{holding.actions} 次"),
        ("最后一次", last_words(holding)),
        *((STATUS[status], f"{count} 项") for status, count in counts.items()),
        ("流水校验码", f"{holding.head[:8]}　{holding.head[8:]}" if holding.head else "尚无"),
    )


def trouble_words(error: ChecklistError) -> str:
    """Why the record is not open, and what can be done here."""
    match error:
        case RecordMissing(path=path):
            return (
                f"找不到本县记录：{path}。它以前在这里，现在不见了；没有新建空白记录代替它。"
                "如在 U 盘或网络盘上，请插好后重新启动；也可以从下面的备份恢复。"
            )
        case RecordTooNew():
            return record_sentence(error)
        case RecordForeign(path=path):
            return f"{path} 不是县策的记录，未作任何改动。可以把它改名保留，再从下面核对完好的备份恢复。"
        case RecordDamaged(path=path, reason=reason):
            what = f"本县记录没有通过完整性检查（{reason}）：{path}。文件未作任何改动。"
            return f"{what}可以把它改名保留，再从下面核对完好的备份恢复。"
    return record_sentence(error)


def refusal_words(error: Exception) -> str:
    """What came in the way of a copy, a move or a restore."""
    match error:
        case RecordForeign(path=path):
            return f"{path.name} 不是县策的备份，没有使用。"
        case RecordDamaged(path=path, reason=reason):
            return f"备份 {path.name} 没有通过检查（{reason}），不能使用。请另选一份。"
        case RecordTooNew(path=path):
            return f"备份 {path.name} 由更新版本的县策写成。请先升级本机的县策。"
        case RecordUnwritable(path=path, reason=reason):
            return f"读写不了 {path}（{reason}）。请检查 U 盘是否插好、是否写保护、空间是否足够。"
        case ChecklistError():
            return record_sentence(error)
    return "没有做成：程序遇到意外错误，已记入日志。记录没有改动。"


def restore_question(copy: Copy, is_open: bool) -> str:
    first = "先为现在的记录备份一份，" if is_open else ""
    return (
        f"恢复到 {time_words(copy.at)} 的备份？\n\n{first}再把本县记录换成这份备份。"
        "这份备份之后的操作不再显示，但仍留在备份里，可以再恢复回来。"
    )


def aside_question(path: Path) -> str:
    return f"现在的文件不能使用：\n{path}\n\n把它和它的附属文件改名保留在原处（不删除），然后恢复？"


def anew_question(path: Path) -> str:
    return f"新建一份空白记录？\n\n原来位置：{path}\n备份和改名保留的文件都不动，以后仍可恢复。"


def move_question(target: Path, place: Place) -> str:
    warning = place_warning(place)
    return "\n\n".join(
        part
        for part in (
            f"把本县记录、佐证和备份移动到：\n{target}",
            "先复制并逐一核对，再切换过去；原来的改名保留，不删除。",
            f"注意：{warning}" if warning else "",
        )
        if part
    )


def backed_up(path: Path) -> str:
    return f"已备份并核对：{path.name}"


def carried(path: Path, sha256: str, evidence: int) -> str:
    more = f"，并补齐佐证文件 {evidence} 份" if evidence else ""
    return f"已复制并核对{more}：{path}\nSHA-256：{sha256}"


def restored(copy: Copy) -> str:
    return f"已恢复到 {time_words(copy.at)} 的备份。恢复前的记录也已备份，列在最上面。"


def moved(folder: Path, kept: Path | None) -> str:
    old = f"原来的改名保留在 {kept}" if kept else "原来的文件未能改名，仍在原处，不再使用"
    return f"记录已移动到 {folder}。{old}。"


def stick_name(at: datetime, head: str) -> str:
    """A name for one file on a stick, with the first of the history's fingerprint."""
    return f"县策备份-{at:%Y%m%d-%H%M%S}-{head[:8] or 'kong'}.db"


def carried_words(at: datetime | None) -> str:
    return (
        f"上次复制到 U 盘：{time_words(at)}"
        if at
        else "还没有复制到 U 盘。电脑损坏或丢失时，只有另存的备份能找回记录。"
    )
