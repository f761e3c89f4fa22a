"""The words of content packs. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checklist.progress import Progress
from content.packs import errors as refusals
from content.packs.comparing import Change, DocumentChange
from content.packs.errors import PackRefused
from content.packs.installing import Proposal
from content.packs.opening import Trouble
from content.packs.state import Kept
from ui.fault_words import fault_sentence
from ui.labels import document_label

TITLE = "内容更新"
NOW_HEAD, KEPT_HEAD, CHANGES_HEAD, NEWS_HEAD = "已安装的内容", "可以退回的版本", "这次更新改动什么", "更新说明"
WISH = "把内容包拖到这里"
REMARK = (
    "内容包（.xiancepack）由发布单位签名，更新政策文件和县级事项。\n"
    "先核验签名、预览改动，确认后才安装；安装前自动备份记录。"
)
CHOOSE, OTHER, INSTALL, BACK, CLOSE, CANCEL = (
    "选择文件…(&O)",
    "换一份文件…",
    "安装(&I)",
    "改用所选版本…(&B)",
    "关闭",
    "取消",
)
NO_KEYS = "本版程序不接收内容包"
NO_KEYS_WHY = (
    "程序里还没有发布单位的公钥，无从核验签名，所以任何内容包都不会安装。\n"
    "内容随程序升级而更新。需要单独更新内容时，请向提供本程序的单位索取带有公钥的版本。"
)
FILES = "内容包 (*.xiancepack);;所有文件 (*)"
COLUMNS = ("版本", "发布日期", "来源", "安装时间", "状态")
CHANGE_COLUMNS = ("文件", "改动", "改动的条款", "事项不变", "需复核", "新增", "不再列出")
WORKING = {"look": "正在核验签名、检查内容…", "install": "正在备份记录、安装内容…"}
STOPPED = "已停止，没有安装。"
SHIPPED, PACK = "程序自带", "内容包，签名"
IN_USE, NEXT, DAMAGED, KEPT = "使用中", "重新启动后使用", "! 已损坏", ""
REASON_TITLE, REASON, REASON_GO = "改用其他版本", "理由", "改用"
REASON_HINT = "写明为什么改用，例如：第 12 号的条款有误，待更正"
REASON_MISSING = "请写明理由，记入内容更新的日志。"
NOT_OPEN = "本县记录没有打开，不能在安装前备份。请先按窗口上方的说明处理，再更新内容。"
RESTART = "重新启动县策后生效。"
RESTARTED_LATER = "新内容已安装，重新启动县策后生效。"

_CHANGES = {Change.ADDED: "新增", Change.CHANGED: "有改动", Change.REMOVED: "移除", Change.SAME: "不变"}
_DUTIES = "事项有改动"


def edition_words(serial: int, issued: str) -> str:
    """第 12 号（2026-12-01）."""
    return f"第 {serial} 号（{issued}）"


def source_words(kept: Kept | None) -> str:
    return f"{PACK} {kept.signer}" if kept else SHIPPED


def seen_words(seen: Proposal) -> str:
    """Who signed, which edition, of which day."""
    stated = seen.pack.statement
    known = "已经安装，正在使用。" if seen.is_known else "签名有效，内容检查通过。"
    keys = "".join(
        (
            f"　同时启用新公钥 {'、'.join(key.name for key in stated.adds)}。" if stated.adds else "",
            f"　同时停用公钥 {'、'.join(stated.revokes)}。" if stated.revokes else "",
        )
    )
    return f"{edition_words(stated.serial, stated.issued)}　由密钥 {seen.pack.signer.name} 签名　{known}{keys}"


def change_row(change: DocumentChange) -> tuple[str, ...]:
    """A row under CHANGE_COLUMNS; nothing where nothing is to be said."""
    counts = (change.clauses, len(change.kept), len(change.reviewed), len(change.added), len(change.gone))
    is_about_duties = change.change is Change.SAME and any(counts[2:])
    told = _DUTIES if is_about_duties else _CHANGES[change.change]
    return (document_label(change.document), told, *(str(count) if count else "—" for count in counts))


def touched_words(seen: Proposal, progress: Mapping[str, Progress]) -> str:
    """What becomes of the county's own work."""
    worked = {duty for duty, known in progress.items() if not known.is_blank}
    reviewed = _count(worked, (duty for one in seen.changes for duty in one.reviewed))
    gone, kept = _count(worked, seen.gone), _count(worked, (duty for one in seen.changes for duty in one.kept))
    if not worked:
        return "本县还没有办理过的事项，不受影响。"
    return (
        f"本县已有进展的事项：{kept} 项不变，{reviewed} 项条文有改动、将标为需复核，"
        f"{gone} 项不再列出、进展和历史仍留在台账。"
    )


def installed_words(seen: Proposal) -> str:
    stated = seen.pack.statement
    return f"已安装{edition_words(stated.serial, stated.issued)}。{RESTART}"


def switched_words(serial: int, issued: str) -> str:
    return f"将改用{edition_words(serial, issued)}，理由已记入日志。{RESTART}"


def switch_question(serial: int, issued: str) -> str:
    return (
        f"从下次启动起使用{edition_words(serial, issued)}。"
        "本县记录不变；条文与办理时不同的事项会标为需复核，该版本没有的事项仍留在台账。"
    )


def trouble_words(trouble: Trouble, lost: int, serial: int) -> str:
    """Why another edition is in use than the one that was chosen."""
    if trouble is Trouble.STATE_DAMAGED:
        return (
            "内容更新的登记已损坏，现在使用程序自带的内容，可能较旧。本县记录没有受影响。"
            "请在“帮助 → 内容更新”中重新安装最近的内容包。"
        )
    return (
        f"内容包第 {lost} 号已损坏，没有使用；现在使用第 {serial} 号内容，可能较旧。本县记录没有受影响。"
        "请在“帮助 → 内容更新”中重新安装这个内容包。"
    )


def refusal_words(error: PackRefused) -> str:
    """Why a pack is not taken, and what to do."""
    return f"{_refusal(error)}没有安装，现有内容没有改动。"


def _refusal(error: PackRefused) -> str:
    name = _shown(error.path.name)
    match error:
        case refusals.SerialTooLow() | refusals.SerialTaken() | refusals.SerialTooHigh():
            return _serial_words(error)
        case refusals.KeyRevoked(key=key):
            return f"{name} 用已停用的密钥 {key} 签名。请向发布单位索取新的内容包。"
        case refusals.KeyUnknown(key=key):
            return (
                f"{name} 的签名密钥 {key} 不在本程序信任之列。"
                "如果发布单位换过密钥，请先依次安装之前的内容包；否则不要使用这份文件。"
            )
        case refusals.ContentWrong(findings=findings):
            told = "".join(fault_sentence(one.path, one.line, one.fault, one.detail) for one in findings[:3])
            return f"{name} 的签名有效，但内容有 {len(findings)} 处不合规定，请告知发布单位：{told}"
        case refusals.ContentIncomplete(reason=reason):
            return f"{name} 的签名有效，但缺少 {_shown(reason)}，请告知发布单位。"
        case refusals.OtherSeries(reason=reason):
            return f"{name} 是给别的读者（{reason}）的内容包。"
        case refusals.PackUnreadable(reason=reason):
            return f"读不了 {name}（{reason}）。请检查 U 盘是否插好、文件是否还在。"
        case refusals.PackUnwritable(path=path, reason=reason):
            return f"不能写入 {path}（{reason}）。请检查磁盘空间和文件夹权限。"
    return _PLAIN[type(error)].format(name=name, reason=_shown(error.reason))


def _serial_words(error: refusals.SerialRefused) -> str:
    """Both dates, so that a person sees which is the older."""
    both = f"{edition_words(error.serial, error.issued)}，本机已有过{edition_words(error.highest, error.known)}"
    match error:
        case refusals.SerialTooLow():
            return f"{error.path.name} 是{both}：较旧的内容包不再安装。要用旧内容，请改用“{KEPT_HEAD}”中的版本。"
        case refusals.SerialTaken():
            return f"{error.path.name} 是{both}：同一号而内容不同，请向发布单位核实。"
    return f"{error.path.name} 是{both}：编号高出太多，不合常理，请向发布单位核实。"


def _count(worked: set[str], duties: Iterable[str]) -> int:
    return len(worked & set(duties))


def _shown(words: str) -> str:
    """Words from a file, cut and without control characters."""
    return "".join(char if char.isprintable() else "?" for char in words[:60])


_PLAIN: Mapping[type[PackRefused], str] = {
    refusals.PackForeign: "{name} 不是县策的内容包。",
    refusals.PackUnsigned: "{name} 没有签名。只有发布单位签名的内容包才能安装。",
    refusals.PackTooLarge: "{name} 超出内容包允许的大小或数量。",
    refusals.PackLegacy: "{name} 用的是旧式签名，本程序不接受。请向发布单位索取新的内容包。",
    refusals.NoKeysTrusted: f"{NO_KEYS}：程序里还没有发布单位的公钥，无从核验 {{name}} 的签名。",
    refusals.SignatureWrong: "{name} 的签名与内容不符：文件不完整，或者被改动过。请重新复制，或向发布单位索取。",
    refusals.CommentWrong: "{name} 的编号、日期或密钥说明与签名不符：文件被改动过。请向发布单位索取。",
    refusals.StatementWrong: "{name} 的签名说明不合规定（{reason}）。请告知发布单位。",
    refusals.PackTooNew: "{name} 的格式比本程序新。请先升级县策。",
    refusals.PackUnsafe: "{name} 里有内容包不应有的东西（{reason}）。请告知发布单位。",
    refusals.PackDamaged: "{name} 里的文件不完整或与清单不符（{reason}）。请告知发布单位。",
    refusals.ManifestWrong: "{name} 的文件清单不合规定（{reason}）。请告知发布单位。",
    refusals.EditionMissing: "要改用的版本已不在本机，或者已损坏。请重新安装较新的内容包。",
}
