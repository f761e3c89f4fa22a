"""The typefaces: the families each role of the text would like, which of them this machine has, and the one we ship."""

from __future__ import annotations

import logging
from enum import Enum
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

log = logging.getLogger(__name__)

FALLBACK = "Xiance Han"
_FALLBACK_FILE = Path(__file__).parent / "typefaces" / "XianceHan.otf"
_SONG = ("SimSun", "宋体", "方正书宋_GBK", "Noto Serif CJK SC", "Source Han Serif SC")
_HEI = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "PingFang SC")


class Role(Enum):
    """What a typeface is for: its word on screen, and the families wished for, best first.

    A face is named in English and in Chinese, because Windows and fontconfig each know it by the language of the desk.
    GB/T 9704 asks for 仿宋 in the body, 小标宋 in the title, 黑体 and 楷体 in the first two levels of headings.
    """

    INTERFACE = ("界面", ("Microsoft YaHei UI", "微软雅黑", *_HEI, "Noto Sans SC"))
    BODY = (
        "正文 仿宋",
        ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "方正仿宋_GBK", "STFangsong", "华文仿宋", *_SONG),
    )
    HEADING = ("一级标题 黑体", ("SimHei", "黑体", "方正黑体_GBK", "STHeiti", *_HEI))
    SECTION = (
        "二级标题 楷体",
        (
            "KaiTi_GB2312",
            "楷体_GB2312",
            "KaiTi",
            "楷体",
            "方正楷体_GBK",
            "STKaiti",
            "华文楷体",
            "LXGW WenKai",
            "AR PL UKai CN",
            *_SONG,
        ),
    )
    TITLE = (
        "标题 小标宋",
        ("方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05S", "STZhongsong", "华文中宋", *_SONG),
    )

    def __init__(self, title: str, wished: tuple[str, ...]) -> None:
        self.title = title
        self.families = (*wished, FALLBACK)

    @property
    def css(self) -> str:
        """The families as the value of font-family."""
        return ",".join(f"'{family}'" for family in self.families)


def install_fallback() -> None:
    """Register the shipped font with Qt (under 2 ms), so that Chinese never shows as boxes. Needs an application.

    Always, not only where no Chinese font is installed: faces like 仿宋_GB2312 lack the rarer hanzi of names.
    """
    if QFontDatabase.addApplicationFont(str(_FALLBACK_FILE)) == -1:
        log.warning("the shipped font could not be read: %s", _FALLBACK_FILE.name)


def font_of(role: Role) -> QFont:
    """The role's typeface at Qt's own size."""
    font = QFont()
    font.setFamilies(list(role.families))
    return font


def chosen_families() -> dict[str, str]:
    """The family that each role is set in on this machine, by the role's word on screen."""
    return {role.title: _first_known(role.families) for role in Role}


def _first_known(families: tuple[str, ...]) -> str:
    return next((family for family in families if QFontDatabase.hasFamily(family)), FALLBACK)
