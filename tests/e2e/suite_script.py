"""The standard case in a register of LibreOffice Calc and a letter of LibreOffice Writer, written down key by key.

It is counted, not driven, and counted in the suite's favour: both programs are open, the register has a column for each
thing that the case holds, dates are filled by a formula or by Ctrl+; and the letter is a template with input fields,
which Ctrl+Shift+F9 goes through. Nobody looks anything up, nothing is mistyped. What is not there is not counted: the
checks, the date found and explained, the trail, the encryption.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.e2e.desk_walk import Asker

_DAY = "2026-11-24"
_TODAY = 2  # keys: Ctrl+; and the Tab after it
_NUMBER = "P-2026-0001"
_ADDRESS = "東京都港区"  # which the program finds by the postal code


@dataclass(frozen=True)
class Stretch:
    """A piece of the work: keys that are no text, and the texts that are typed."""

    what: str
    keys: int
    texts: tuple[str, ...] = ()

    @property
    def signs(self) -> int:
        return sum(map(len, self.texts))


def _row(what: str, moves: int, *texts: str, today: int = 0) -> Stretch:
    """Cells filled one after the other, each left with Tab."""
    return Stretch(what, moves + len(texts) + _TODAY * today, texts)


def standard_case(asker: Asker) -> tuple[Stretch, ...]:
    """The same facts as the walk at the desk puts into a case."""
    back = 5  # Ctrl+F, Enter, Esc, and to the column where the work goes on: Ctrl+Right, Tab
    papers = ("x", "x", "x")  # request form, identity document, receipt
    return (
        _row("log an envelope", 3, "簡易書留", asker.tracking, asker.name, *papers, today=1),
        _row("open the case", 0, _NUMBER, asker.kana, asker.postal_code, _ADDRESS + asker.house, asker.scope),
        Stretch("save", 1),
        _row("identity", back, _NUMBER, "運転免許証", "2034-04-01", "x", "x", "x", "x", today=1),
        _row("fee", 0, "5250", _DAY, asker.kana, _DAY),
        _row("date", 0, today=1),
        _row("decision", 0, "全部開示", asker.details, today=1),
        Stretch("save", 1),
        Stretch("open the letter's template", 2, ("~/letters/disclosure.ott",)),  # Ctrl+O, Enter
        Stretch(
            "fill the letter's fields",
            1 + 6,  # Ctrl+Shift+F9, then Enter after each
            (_NUMBER, asker.postal_code, _ADDRESS + asker.house, asker.name, asker.scope, asker.details),
        ),
        Stretch("save the letter", 2, (f"~/letters/{_NUMBER}-01",)),  # Ctrl+S, Enter
        Stretch("print the letter", 4, (f"~/letters/{_NUMBER}-01.pdf",)),  # Ctrl+P, Tab to the file, Enter, Enter
        Stretch("back to the register", 2),  # Ctrl+W, Alt+Tab
        _row("dispatch", back, _NUMBER, "簡易書留", asker.tracking, today=1),
        _row("delivery", 0, today=1),
        _row("close", 0, "保管", today=1),
        Stretch("save", 1),
    )
