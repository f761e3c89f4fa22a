"""The words that printing adds to a document or says about itself. Knows no Qt."""

from __future__ import annotations

from collections import Counter

from content.document import Clause, EditorNote
from ui.labels import EDITORIAL, NOT_STATED, document_label, place_label
from ui.printing.errors import PrintTargetUnwritable, Unwritable
from ui.printing.request import PrintRequest

EXCERPT = "（节选）"
NOTES = EDITORIAL
NOTES_REMARK = "以下编注由编者所加，不属于文件；编号与正文中的[编注]标记对应。"
DUTIES = "本县事项"
DUTIES_REMARK = "以下事项及其进展取自本县记录，不属于文件；编号与页边的“事”字标记对应。"
UNOFFICIAL = "非官方排印，以发文机关正式文本为准"

FAILED = "没有存成：程序遇到意外错误，已记入日志。"
PREVIEW = "打印预览"
TITLE = "打印与导出"
RANGE, WHOLE, CHAPTER = "范围", "全文(&W)", "一章一节(&C)"
ADDED, WITH_NOTES, WITH_DUTIES = "附带", "编注(&N)", "本县进展标记(&D)"
ADDED_REMARK = "附在末尾，另起一面；正文中只加标记。"
NO_DUTIES = "本县记录没有打开，不能附带进展标记。"
NO_NOTES_HERE = "所选范围没有编注。"
NO_DUTIES_HERE = "所选范围没有本县事项。"
FORMAT_REMARK = "按 GB/T 9704—2012 版式排印：A4，每面22行、每行28字。非官方排印，以发文机关正式文本为准。"
FIT_WIDTH, FIT_PAGE, SMALLER, LARGER = "适合宽度", "整面", "缩小", "放大"
PRINT, SAVE, CANCEL, CLOSE = "打印(&P)…", "另存为 PDF(&S)…", "停止", "关闭"
SAVE_TITLE, PDF_FILES = "另存为 PDF", "PDF 文件 (*.pdf)"
CANCELLED = "已停止，没有写出文件。"
SENT = "已送往打印机。"
NOT_SENT = "打印机没有接受。请检查打印机是否接通，或另存为 PDF 后打印。"

_UNFIT_FOR_A_NAME = '\\/:*?"<>|'

_REASONS = {
    Unwritable.IN_USE: "文件正由其他程序打开，或是只读的。请关闭打开它的程序，或换一个文件名",
    Unwritable.READ_ONLY: "这个文件夹不能写入。请换一个文件夹",
    Unwritable.NO_ROOM: "磁盘空间不足。请清理后再试，或存到别的磁盘",
    Unwritable.NO_FOLDER: "文件夹不存在。请换一个文件夹",
    Unwritable.DAMAGED: "写出的文件没有通过检查。请再试一次；如反复出现，请换一个磁盘",
    Unwritable.OTHER: "写入时出错。请换一个文件夹或文件名",
}


def unwritable_sentence(error: PrintTargetUnwritable) -> str:
    return f"没有存成 {error.path.name}：{_REASONS[error.reason]}。"


def note_mark(number: int) -> str:
    return f"[编注{number}]"


def note_line(number: int, note: EditorNote) -> str:
    return f"编注{number}\t〔{note.kind}〕{note.text}"


def duty_place(clause: Clause) -> str:
    """Where the duties listed below stand."""
    return place_label(clause) or clause.text[:20]


def duty_line(number: int, word: str, title: str) -> str:
    return f"事{number}\t〔{word}〕{title}"


def sign_lines(first: int, words: tuple[str, ...]) -> tuple[str, ...]:
    """The sign in the margin: the numbers of the duties, and how many are in which state."""
    last = first + len(words) - 1
    counts = Counter(words)
    states = [word if len(words) == 1 else f"{word} {count}" for word, count in counts.items()]
    return (f"事{first}" if last == first else f"事{first}–{last}", *states)


def foot_lines(request: PrintRequest) -> tuple[str, ...]:
    """What the last page says of itself, below its number."""
    label = document_label(request.document)
    source = request.document.metadata.source or NOT_STATED
    part = "节选" if request.is_excerpt else "全文"
    printed = f"{request.printed_at:%Y-%m-%d %H:%M}"
    return (f"{label}（{part}）。来源：{source}。", f"打印时间：{printed}。{UNOFFICIAL}。")


def selected(count: int) -> str:
    return f"选中条款 {count} 条(&L)"


def page_count(count: int) -> str:
    return f"共 {count} 面"


def page_place(page: int, count: int) -> str:
    return f"第 {page}/{count} 面"


def zoom_percent(zoom: float) -> str:
    return f"{zoom:.0%}"


def writing(page: int, count: int) -> str:
    return f"正在写第 {page}/{count} 面…"


def saved(name: str, pages: int) -> str:
    return f"已存为 {name}，共 {pages} 面。"


def file_name(request: PrintRequest) -> str:
    """A name for the PDF: 川办发〔2018〕60号 县域创新驱动发展实施意见.pdf."""
    stated = request.document.metadata
    name = " ".join(part for part in (stated.number, stated.short_title) if part)
    clean = "".join(char for char in name if char not in _UNFIT_FOR_A_NAME and char.isprintable())
    return f"{clean}{EXCERPT if request.is_excerpt else ''}.pdf"
