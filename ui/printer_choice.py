"""Printer, duplex and tray as the office chose them last, put into a printer and read out of it again."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from caseman.services.run_printing import PrintingChoice

_TWO_SIDES = (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexAuto, QPrinter.DuplexMode.DuplexShortSide)


def put_into(printer: QPrinter, choice: PrintingChoice) -> None:
    """Set a printer up as chosen; what this workstation does not have is left as it is."""
    if choice.printer and choice.printer in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(choice.printer)
    set_sides(printer, duplex=choice.duplex)
    source = QPrinter.PaperSource.__members__.get(choice.tray)
    if source is not None:
        printer.setPaperSource(source)


def set_sides(printer: QPrinter, *, duplex: bool) -> None:
    """One side to a sheet, or two, turned over the long edge."""
    modes = QPrinter.DuplexMode
    printer.setDuplex(modes.DuplexLongSide if duplex else modes.DuplexNone)


def read_out(printer: QPrinter) -> PrintingChoice:
    """What was chosen in the dialog, by name."""
    return PrintingChoice(printer.printerName(), is_duplex(printer), printer.paperSource().name)


def is_duplex(printer: QPrinter) -> bool:
    return printer.duplex() in _TWO_SIDES
