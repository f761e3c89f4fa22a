"""Sentences about the county's record: files, values, evidence, undo, exchange files. Knows no Qt."""

from __future__ import annotations

from checklist.errors import (
    BackupFailed,
    ChecklistError,
    ChecksumsMissing,
    CopyFailed,
    EvidenceChanging,
    EvidenceNoRoom,
    EvidenceTooLarge,
    EvidenceUnreadable,
    EvidenceVanished,
    PlaceTaken,
    RecordDamaged,
    RecordForeign,
    RecordInUse,
    RecordMissing,
    RecordTooNew,
    RecordUnwritable,
    UndoOverlaid,
    UndoUnknown,
)
from checklist.exchange_errors import (
    ExchangeChainBroken,
    ExchangeDamaged,
    ExchangeForeign,
    ExchangeForged,
    ExchangeForked,
    ExchangeIncomplete,
    ExchangeMalformed,
    ExchangeOtherCounty,
    ExchangeRefused,
    ExchangeTooLarge,
    ExchangeTooNew,
    ExchangeUnreadable,
    ExchangeUnsafe,
    ExchangeUnwritable,
    ExchangeValueBad,
)
from checklist.refusals import (
    DateImpossible,
    FieldUnknown,
    ForceUnknown,
    NumberImpossible,
    ResultUnknown,
    StatusUnknown,
    TextMissing,
    TextTooLong,
    TextUnclean,
    TooMany,
    ValueRefused,
    WrongKind,
    YearImpossible,
)
from ui.field_words import field_label

_MIB = 1 << 20


def record_sentence(error: ChecklistError) -> str:
    """The Chinese sentence for an error of the checklist room."""
    if isinstance(error, ValueRefused):
        return _value_sentence(error)
    if isinstance(error, ExchangeRefused):
        return _exchange_sentence(error)
    return _evidence_sentence(error) or _file_sentence(error)


def _file_sentence(error: ChecklistError) -> str:
    match error:
        case RecordInUse(path=path):
            return f"本县记录正由另一个县策窗口使用：{path}。请先关闭那个窗口。"
        case RecordTooNew(path=path):
            return f"本县记录由更新版本的县策写成：{path}。记录未作任何改动；请安装新版本后打开。"
        case RecordForeign(path=path):
            return f"{path} 不是县策的记录。文件未作任何改动；请把它移到别处后重试。"
        case RecordDamaged(path=path, reason=reason):
            return f"本县记录没有通过完整性检查（{reason}）：{path}。文件未作任何改动；请用备份替换后重试。"
        case RecordMissing(path=path):
            return f"找不到本县记录：{path}。它以前在这里，没有新建空白记录代替。请在窗口的“帮助 → 记录与备份”中恢复。"
        case RecordUnwritable(path=path):
            return f"不能写入本县记录：{path}。可以阅读和检索，不能勾选；请检查文件夹权限和磁盘空间。"
        case ChecksumsMissing():
            return "程序不完整：缺少校验本县记录的部件，没有打开记录，记录未作任何改动。请重新安装县策。"
        case PlaceTaken(path=path):
            return f"{path} 里已经有一份记录（或就是现在的位置），没有移动。请换一个文件夹。"
        case CopyFailed(path=path):
            return f"{path.name} 写出后读回来不一致，已经放弃；原来的没有改动。U 盘可能有故障，请换一个再试。"
        case BackupFailed(path=path, reason=reason):
            return f"没有能够备份本县记录（{reason}）：{path}。为稳妥起见，后面的操作没有进行；请检查磁盘空间后重试。"
        case UndoOverlaid(field=field, at=at, actor=actor):
            return f"不能撤销：“{field_label(field)}”后来由{actor}于 {at[:10]} 又改过。请先撤销那一次，或直接修改。"
        case UndoUnknown():
            return "没有可以撤销或重做的操作。"
    return str(error)


def _evidence_sentence(error: ChecklistError) -> str:
    match error:
        case EvidenceTooLarge(path=path, size=size, limit=limit):
            return f"{path.name} 有 {size / _MIB:.0f} MB，佐证文件每个最大 {limit // _MIB} MB。请压缩或拆分后再添加。"
        case EvidenceVanished(path=path):
            return f"找不到文件 {path.name}，可能已被移走、删除或U盘已拔出。请确认后重试。"
        case EvidenceChanging(path=path):
            return f"{path.name} 正在被别的程序改写，没有收存。请保存并关闭该文件后重试。"
        case EvidenceUnreadable(path=path):
            return f"读不了 {path.name}。请确认它是普通文件，并且有读取权限。"
        case EvidenceNoRoom(free=free, needed=needed):
            return f"磁盘空间不足：需要约 {needed // _MIB + 1} MB，剩余 {free // _MIB} MB。请清理磁盘后重试。"
    return ""


def _value_sentence(error: ValueRefused) -> str:
    name = field_label(error.field)
    match error:
        case TextTooLong(length=length, limit=limit):
            return f"“{name}”有 {length} 个字，最多 {limit} 个。请缩短后再保存。"
        case TextUnclean():
            return f"“{name}”里有看不见的控制字符。请删去后重新输入。"
        case TextMissing():
            return f"请填写“{name}”。"
        case DateImpossible(value=value):
            return f"“{name}”的日期不存在：{_shown(value)}。请写成 2026-02-28 这样的日期。"
        case YearImpossible(value=value):
            return f"“{name}”的年份不对：{_shown(value)}。请填四位数年份，例如 2026。"
        case NumberImpossible(value=value):
            return f"“{name}”需要填数字，现在是：{_shown(value)}。"
        case TooMany(limit=limit):
            return f"“{name}”最多填 {limit} 个。"
        case StatusUnknown(value=value) | ResultUnknown(value=value) | ForceUnknown(value=value):
            return f"“{name}”没有“{_shown(value)}”这一项。请从列表中选择。"
        case FieldUnknown() | WrongKind():
            return f"“{name}”的内容不合要求，没有保存。"
    return str(error)


def _exchange_sentence(error: ExchangeRefused) -> str:
    name = error.path.name
    match error:
        case ExchangeUnreadable():
            return f"读不了交换文件 {name}。请确认文件还在、U盘没有拔出，然后重试。"
        case ExchangeForeign():
            return f"{name} 不是县策的交换文件。请向对方索取用“导出台账… → 交换文件”生成的文件。"
        case ExchangeDamaged():
            return f"交换文件 {name} 不完整或在途中损坏，没有导入任何内容。请让对方重新导出。"
        case ExchangeTooNew():
            return f"交换文件 {name} 由更新版本的县策写成。请先升级本机的县策，再导入。"
        case ExchangeTooLarge():
            return f"交换文件 {name} 超出大小限制，没有导入。请让对方分次导出，或不带佐证材料导出。"
        case ExchangeUnsafe():
            return f"{name} 里有交换文件不该有的内容，可能不安全，没有打开。请核实来源。"
        case ExchangeForged() | ExchangeChainBroken():
            return f"交换文件 {name} 的流水与校验值对不上，可能被改动过，没有导入。请核实来源并让对方重新导出。"
        case ExchangeForked():
            return f"交换文件 {name} 与本机流水不一致：可能有两台电脑在用同一份拷贝的记录。没有导入；请核对两台电脑。"
        case ExchangeOtherCounty(mine=mine, theirs=theirs):
            return f"{name} 是“{theirs}”的，本机记录是“{mine}”的，没有导入。若是同一个县，请先把县情中的县名改成一致。"
        case ExchangeValueBad(line=line, refusal=refusal):
            return f"交换文件 {name} 第 {line} 条不合要求，没有导入任何内容。{_value_sentence(refusal)}"
        case ExchangeMalformed(reason=reason):
            return f"交换文件 {name} 的格式不对（{reason}），没有导入任何内容。请让对方重新导出。"
        case ExchangeIncomplete():
            return f"写出的交换文件 {name} 没有通过核对，已经放弃；原来的文件没有改动。请检查佐证材料和磁盘后重试。"
        case ExchangeUnwritable():
            return f"不能写入 {error.path}。请确认文件没有被别的程序打开、U盘没有写保护且空间足够，或换一个位置。"
    return str(error)


def _shown(value: object) -> str:
    return "".join(char if char.isprintable() else "?" for char in str(value)[:40])
