"""The manual's pictures: taken from the program at twice its size, so that they are sharp on fine screens and paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui.manual.book import PICTURES

TAKEN_AT = 2.0


def picture(name: str) -> QImage:
    """A picture by its file name, its ratio of pixels set; null for what is not one of ours."""
    path = PICTURES / Path(name).name
    image = QImage(str(path)) if path.is_file() else QImage()
    if not image.isNull():
        image.setDevicePixelRatio(TAKEN_AT)
    return image


def framed(image: QImage, colour: str) -> QImage:
    """Within a hairline of that colour."""
    if image.isNull():
        return image
    ratio = image.devicePixelRatio()
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(1.0)
    painter = QPainter(made)
    painter.setPen(QPen(QColor(colour), 1))
    painter.drawRect(0, 0, made.width() - 1, made.height() - 1)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def screen_picture(name: str, width: float, ratio: float, frame: str) -> QImage:
    """A picture for a screen of that ratio, at most `width` wide. Scaled here: Qt would leave out pixels."""
    image = picture(name)
    if image.isNull():
        return image
    wide = round(min(width, image.width() / TAKEN_AT) * ratio)
    if wide != image.width():
        plain = image.convertToFormat(QImage.Format.Format_RGB32)
        image = plain.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(ratio)
    return framed(image, frame)
