"""The two small dialogs: the keys, and what this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

VERSION = "0.1.0"

_ABOUT = f"""<h3>县策 {VERSION}</h3>
<p>离线政策阅读器。供县级工作人员阅读省级政策、按关键词检索、逐项落实并留存记录。</p>
<p>本程序不联网。政策文本取自公开渠道，程序与编注均<b>非官方</b>；编注标有“编者注”。
文件效力请向发文机关核实。</p>"""


def show_about(parent: QWidget) -> None:
    box = QMessageBox(QMessageBox.Icon.NoIcon, "关于县策", _ABOUT, QMessageBox.StandardButton.Ok, parent)
    box.open()


def show_shortcuts(parent: QWidget, lines: tuple[tuple[str, str], ...]) -> None:
    rows = "".join(f"<tr><td><b>{keys}</b></td><td width='24'></td><td>{title}</td></tr>" for keys, title in lines)
    box = QMessageBox(
        QMessageBox.Icon.NoIcon, "快捷键", f"<table>{rows}</table>", QMessageBox.StandardButton.Ok, parent
    )
    box.open()
