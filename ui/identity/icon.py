"""The program's icon: drawn from xiance.svg at any size; as pictures beside it for those who cannot draw."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPainter

HOME = Path(__file__).parent
DRAWING = HOME / "xiance.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def application_icon() -> QIcon:
    """The icon for windows and task bars, from the pictures: the drawing would cost its library at every start."""
    icon = QIcon()
    for size in SIZES:
        icon.addFile(str(picture(size)), QSize(size, size))
    return icon


def picture(size: int) -> Path:
    """The file of one size of SIZES."""
    return HOME / f"xiance-{size}.png"


def drawn(size: int) -> QImage:
    """The drawing at a size. Raises ValueError where Qt cannot read it."""
    reader = QImageReader(str(DRAWING))
    reader.setScaledSize(QSize(size, size))
    rendered = reader.read()
    if rendered.isNull():
        raise ValueError(f"{DRAWING.name}: {reader.errorString()}")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.drawImage(0, 0, rendered)
    painter.end()
    return image
