"""Makes ui/typefaces/XianceHan.otf, the font of last resort: `python packaging/make_font.py NotoSansCJK-Regular.ttc`.

Every character of GBK, Latin, and the signs of the interface, cut from Noto Sans CJK SC (SIL Open Font License 1.1, no
reserved name), without layout features. It has a name of its own, so that it never stands in for, nor is replaced by,
an installed Noto. The same source gives the same bytes: Debian's fonts-noto-cjk 1:20220127+repack1-1.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

FONT = Path(__file__).resolve().parent.parent / "ui" / "typefaces" / "XianceHan.otf"
FAMILY = "Xiance Han"
SOURCE_SHA256 = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"
_SIMPLIFIED = 2  # the face of the collection with mainland forms
_EM = 1000
_KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 13, 14]
_SIGNS = "‹›−⋯⚠▪▫⊕⊖⊘◐◑●○◎★☆✓✔×→←↑↓▲▼◀▶△▽…—–·•①⑳※〔〕〇￥₂²³㎡℃⅓\u2010\u2011\u2012\u2013\u2014\u2015"

_Shape = tuple[tuple[int, int], ...]
_FRAME: tuple[_Shape, ...] = (
    ((110, -10), (890, -10), (890, 770), (110, 770)),
    ((170, 50), (170, 710), (830, 710), (830, 50)),
)
_TICK: _Shape = ((205, 385), (430, 160), (795, 580), (733, 636), (427, 277), (262, 442))
_CROSS: tuple[_Shape, ...] = (
    ((245, 180), (300, 125), (755, 580), (700, 635)),
    ((700, 125), (755, 180), (300, 635), (245, 580)),
)
# Signs that Noto Sans CJK lacks, outlines in thousandths of the em. All are as wide as a hanzi: so the
# table of widths ends at the last narrower glyph.
DRAWN: dict[str, tuple[_Shape, ...]] = {
    "☐": _FRAME,
    "☑": (*_FRAME, _TICK),
    "☒": (*_FRAME, *_CROSS),
    "✕": _CROSS,
    "✗": _CROSS,
    "▴": (((240, 170), (760, 170), (500, 560)),),
    "▸": (((330, 120), (720, 380), (330, 640)),),
    "◂": (((670, 120), (670, 640), (280, 380)),),
    "▾": (((240, 560), (500, 170), (760, 560)),),
}


def gbk_characters() -> set[str]:
    """Every character that has two bytes in GBK: 20,902 hanzi and the symbols of GB 2312."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return {char for pair in pairs if len(char := pair.decode("gbk", "ignore")) == 1}


def wanted_characters() -> set[str]:
    """GBK, Latin, the signs, and the radicals that broken PDF files have in place of hanzi (⼈ for 人)."""
    ranges = (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2F00, 0x2FD6))
    return gbk_characters() | {chr(code) for code in ranges} | set(_SIGNS)


def cut(source: Path) -> TTFont:
    """The source's simplified face with the wanted characters alone, under our name."""
    options = subset.Options()
    options.font_number = _SIMPLIFIED
    options.layout_features = []
    options.hinting = False
    options.name_IDs = _KEPT_NAMES
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "GDEF"]
    font = subset.load_font(str(source), options)
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in wanted_characters()])
    subsetter.subset(font)
    return font


def rename(font: TTFont) -> None:
    """Our name in place of Noto's; whose work it is, and its licence, stay in the font."""
    postscript = f"{FAMILY.replace(' ', '')}-Regular"
    version = font["name"].getDebugName(5)
    for record, value in ((1, FAMILY), (3, f"{FAMILY} 1.0; {version}"), (4, FAMILY), (6, postscript)):
        font["name"].setName(value, record, 3, 1, 0x409)
    table = font["CFF "].cff
    table.fontNames = [postscript]
    for key, value in (("FullName", FAMILY), ("FamilyName", FAMILY)):
        setattr(table.topDictIndex[0], key, value)


def add_drawn(font: TTFont) -> None:
    """Append the glyphs of DRAWN."""
    top = font["CFF "].cff.topDictIndex[0]
    top.charset = list(top.charset)
    glyphs = top.CharStrings
    for number, (char, shapes) in enumerate(DRAWN.items()):
        name = f"cid{60000 + number}"
        pen = T2CharStringPen(_EM, None)
        for shape in shapes:
            pen.moveTo(shape[0])
            for point in shape[1:]:
                pen.lineTo(point)
            pen.closePath()
        glyphs.charStringsIndex.append(pen.getCharString(top.FDArray[0].Private, top.GlobalSubrs))
        glyphs.charStrings[name] = len(glyphs.charStringsIndex) - 1
        top.charset.append(name)
        top.FDSelect.gidArray.append(0)
        font["hmtx"][name] = (_EM, min(x for shape in shapes for x, _ in shape))
        for table in font["cmap"].tables:
            table.cmap[ord(char)] = name
    font.setGlyphOrder(top.charset)


def main() -> None:
    source = Path(sys.argv[1])
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCE_SHA256:
        print("not the source that the shipped font was made from: the result will differ", file=sys.stderr)
    font = cut(source)
    rename(font)
    add_drawn(font)
    FONT.parent.mkdir(exist_ok=True)
    font.save(FONT, reorderTables=True)
    print(f"{len(font.getBestCmap())} characters, {FONT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
