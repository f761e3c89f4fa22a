"""Sends a print to a printer that the reader chooses."""

from __future__ import annotations

import os

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ui.printing.layout import Print
from ui.printing.measures import RESOLUTION
from ui.printing.pages import Sheet, a4_layout, paint_page

# Left to itself, CUPS asks port 631 of this machine, or the server that its settings name, where this file is missing.
_SPOOLER = ("CUPS_SERVER", "/run/cups/cups.sock")


def local_printer() -> QPrinter:
    """A printer of this machine's own spooler, which is spoken to through a file: printing opens no network socket.

    What the spooler does with the pages is the system's business. On Windows there is no such setting to make.
    """
    os.environ.__setitem__(*_SPOOLER)
    return QPrinter(QPrinter.PrinterMode.HighResolution)


def choose_printer(parent: QWidget, made: Print) -> QPrinter | None:
    """The printer, copies and pages chosen in the system's own dialog; None where it is closed."""
    printer = local_printer()
    printer.setDocName(made.request.document.metadata.title)
    printer.setPageLayout(a4_layout(made.sheet))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(made.sheet.pages))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def send(printer: QPrinter, sheet: Sheet) -> bool:
    """Paint the pages chosen (all where none are); whether the printer took them."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(sheet.pages)
    printer.setPageLayout(a4_layout(sheet))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    scale = printer.resolution() / RESOLUTION
    painter.scale(scale, scale)
    for index in range(first - 1, min(last, len(sheet.pages))):
        if index >= first:
            printer.newPage()
        paint_page(painter, sheet, index)
    return painter.end()
