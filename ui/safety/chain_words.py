"""The words of checking the record's history. Knows no Qt."""

from __future__ import annotations

from checklist.anchoring import Anchor
from checklist.errors import ChecklistError
from checklist.event import Event
from ui.record_words import record_sentence

TITLE = "流水核对"
CHECKING = "正在逐条核对流水…"
NOT_OPEN = "本县记录没有打开，无从核对。请看窗口上方的说明。"
EMPTY = "还没有任何操作，没有流水可核对。"
CODE_HEAD, COPY, COPIED = "现在的流水校验码", "复制(&C)", "已复制。"
PAPER_HEAD = "核对纸质台账"
PAPER_HINT = "输入台账上印的 16 位流水校验码"
COMPARE, CLOSE = "核对(&H)", "关闭"
MALFORMED = "流水校验码是 16 位数字和字母 a—f，例如 1f0c 9a2b 77d4 3e05。请对照台账重新输入。"
NEVER = (
    "本机流水里没有哪一刻的校验码是它。先看是否抄错，再看台账是不是从这份记录导出的；"
    "都没有错，就是台账印出以后流水被换过，请用当时的备份对照。"
)
WHAT_HEAD = "能证明什么，不能证明什么"
WHAT = (
    "每次操作都带着上一次操作的校验值，连成一条链；改动、删除中间任何一次，或者调换次序，链就对不上，这里会指出是哪一次。",
    "台账上印的校验码代表印出那一刻的全部流水。台账交出去或归档以后，能在这里对上，就说明那一刻以前的操作至今没有动过。",
    "不能证明的：没有印在任何纸上、也没有留在别处的流水，管电脑的人可以整段删去重写，从最后一次往回删也不会断链；"
    "操作人和时间取自这台电脑的登录名和时钟，不能证明是谁本人、钟准不准；校验码也不证明所填内容属实。",
)


def whole(count: int) -> str:
    return f"流水完整：{count} 条逐条核对无误，没有被改动、删除或调换次序。"


def broken(error: ChecklistError) -> str:
    return f"流水对不上：{record_sentence(error)}"


def code(fingerprint: str) -> str:
    """In groups of four, as it is printed: easier to compare by eye."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def matched(anchor: Anchor) -> str:
    since = f"其后又有 {anchor.since} 条，见各事项的历史。" if anchor.since else "其后没有新的操作。"
    return (
        f"对上了：这是第 {anchor.count} 条流水（{_moment(anchor.event)}）之后的校验码。"
        f"那一刻及以前的操作至今没有改动。{since}"
    )


def _moment(event: Event) -> str:
    return f"{event.at[:16].replace('T', ' ')}　{event.actor}"
