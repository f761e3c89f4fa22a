"""What annotations are called on screen, and what is said of them. Knows no Qt."""

from __future__ import annotations

from checklist.annotation import Annotation, Colour, Kind
from checklist.annotation_errors import ExportIncomplete, ExportUnwritable
from checklist.annotation_export import Format
from checklist.annotation_placing import Placed
from checklist.errors import ChecklistError, UndoOverlaid
from checklist.refusals import TextTooLong
from ui.messages import sentence

KIND = {Kind.HIGHLIGHT: "高亮", Kind.UNDERLINE: "下划线", Kind.NOTE: "批注", Kind.BOOKMARK: "书签"}
COLOUR = {Colour.YELLOW: "黄", Colour.GREEN: "绿", Colour.BLUE: "蓝", Colour.RED: "红"}
FORMAT = {
    Format.WORD: "Word 文档（*.docx）",
    Format.MARKDOWN: "Markdown 文本（*.md）",
    Format.JSON_LD: "JSON-LD，供其他程序读取（*.jsonld）",
}
LOST = "需重新定位"
NOT_OPEN = "本县记录还没有打开，不能批注。请看窗口上方的说明。"
NOTHING_SELECTED = "请先在正文中选中文字。"


def annotation_label(annotation: Annotation) -> str:
    """高亮（黄）."""
    return f"{KIND[annotation.kind]}（{COLOUR[annotation.colour]}）"


def change_label(placed: Placed) -> str:
    """What became of an annotation's place since it was made; nothing where it stands as it did."""
    if placed.is_lost:
        return LOST
    if placed.is_corrected:
        return "原文有更正"
    return "条款编号有变" if placed.is_moved else ""


def preview(placed: Placed, most: int = 120) -> str:
    """A line or two about an annotation: the note, or what it stands on."""
    words = placed.annotation.note or placed.annotation.quotation.replace("\t", " ")
    cut = words if len(words) <= most else f"{words[:most]}…"
    return f"{annotation_label(placed.annotation)}　{placed.annotation.by}\n{cut}"


def failure(error: ChecklistError) -> str:
    """The sentence for an error of the record that concerns annotations."""
    match error:
        case TextTooLong(length=length, limit=limit):
            return f"批注有 {length} 个字，最多 {limit} 个。请缩短后再保存。"
        case UndoOverlaid(actor=actor):
            return f"这条批注后来又由{actor}改动，不能撤销。"
        case ExportUnwritable(path=path, reason=reason):
            return f"不能写入 {path}：{reason}。原有文件未受影响；请换一个文件夹，或关闭正打开它的程序后重试。"
        case ExportIncomplete(path=path, found=found, expected=expected):
            return f"导出的文件核对不符（{found}/{expected} 条），没有保存：{path}。请重试。"
    return sentence(error)
