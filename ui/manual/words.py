"""The words around the manual. Knows no Qt."""

from __future__ import annotations

TITLE, PDF_TITLE = "使用手册", "县策使用手册"
COMMANDS = ("使用手册", "快捷键", "更新说明", "关于县策")
CONTENTS, SEARCH, TEXT = "手册目录", "在手册中查找", "手册正文"
SAVE, CLOSE = "存为 PDF(&S)…", "关闭"
SAVE_TITLE, PDF_FILES, FILE_NAME = "把使用手册存为 PDF", "PDF 文件 (*.pdf)", "县策使用手册.pdf"
READING, WRITING = "正在打开手册…", "正在写 PDF…"
UNREADABLE = "手册没有打开：程序文件不完整。请重新安装程序。"
NOTHING = "没有找到“{}”。可以少输几个字，或换一个说法。"
KEY_HEAD = ("按键", "作用")
PICTURE_CONTENTS = "目录"
UNOFFICIAL = "非官方程序，政策文本以发文机关印发的正式文件为准。"
LEADER = "…"


def found_line(page: str, section: str, count: int) -> str:
    """遇到问题 › 求助时（2 处）."""
    place = section if page == section else f"{page} › {section}"
    return f"{place}（{count} 处）"


def saved(name: str, pages: int) -> str:
    return f"已存为 {name}，共 {pages} 面。"


def refusal(error: Exception) -> str:
    """Why no PDF was written."""
    from ui.printing.errors import PrintTargetUnwritable  # the menu needs the words above, and none of these
    from ui.printing.words import FAILED, unwritable_sentence

    return unwritable_sentence(error) if isinstance(error, PrintTargetUnwritable) else FAILED


def edition(version: str) -> str:
    return f"适用于县策 {version}"


def upgraded(version: str) -> str:
    return f"已更新到 {version}，查看更新说明"
