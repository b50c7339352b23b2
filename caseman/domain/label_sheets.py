"""Sheets of labels by their measures, and what an office prints for the outside of its envelopes.

All lengths are millimetres, from the top left of the sheet. Makers differ, so that a sheet is a setting with a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseman.domain.letter_form import Paper
from caseman.errors import InputError
from caseman.text import T, Text


class AddressPapers(StrEnum):
    """What tells the address outside: the letter itself through a window, labels, or a sheet for each letter."""

    WINDOW = "window"
    LABELS = "labels"
    VERTICAL_LABELS = "vertical_labels"
    SHEETS = "sheets"

    @property
    def label(self) -> Text:
        return _PAPERS[self]

    @property
    def labels(self) -> bool:
        """Whether a sheet of labels is needed."""
        return self in (AddressPapers.LABELS, AddressPapers.VERTICAL_LABELS)


_PAPERS = {
    AddressPapers.WINDOW: T("through the window"),
    AddressPapers.LABELS: T("on labels"),
    AddressPapers.VERTICAL_LABELS: T("on labels, in vertical writing"),
    AddressPapers.SHEETS: T("on a sheet for each letter"),
}

_SMALLEST = (38.0, 20.0)  # a short address and the number in readable type
_MOST = 100  # labels on a sheet
_TOUCH = 0.05  # what rounding of measures may differ by


@dataclass(frozen=True)
class LabelPlace:
    """Where one label is: its left and upper edge, its width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of labels. A pitch is the way from the edge of one label to the same edge of the next."""

    name: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_across: float
    pitch_down: float

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def place(self, at: int) -> LabelPlace:
        """The label with this number, counted from 0 along the rows."""
        row, column = divmod(at, self.columns)
        return LabelPlace(
            self.left + column * self.pitch_across, self.top + row * self.pitch_down, self.width, self.height
        )

    def check(self) -> None:
        """Raise `InputError` for measures that no sheet has."""
        last = self.place(self.count - 1)
        if self.count > _MOST:
            why = T("it has more than {most} labels", most=_MOST)
        elif self.width < _SMALLEST[0] or self.height < _SMALLEST[1]:
            why = T("its labels are too small for an address (at least {width} × {height} mm)",
                    width=_mm(_SMALLEST[0]), height=_mm(_SMALLEST[1]))  # fmt: skip
        elif (self.columns > 1 and self.pitch_across < self.width - _TOUCH) or (
            self.rows > 1 and self.pitch_down < self.height - _TOUCH
        ):
            why = T("its labels lie on one another: the pitch is less than a label")
        elif last.x + last.width > self.paper.width + _TOUCH or last.y + last.height > self.paper.height + _TOUCH:
            why = T("its last label reaches over the edge of the paper")
        else:
            return
        raise InputError(
            "labels-impossible",
            T("The label sheet “{name}” cannot be used: {why}. Measure the sheet again.", name=self.name, why=why),
            field="label_sheets",
        )

    def check_first(self, first: int) -> None:
        """Raise `InputError` (field `first_label`) for a label that the sheet does not have; they count from 1."""
        if not 1 <= first <= self.count:
            raise InputError(
                "no-such-label",
                T("The sheet has labels 1 to {count}. Give the first one that is free.", count=self.count),
                field="first_label",
            )


def _mm(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
