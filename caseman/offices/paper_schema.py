"""What letters are printed on and with, as a procedure says it: their form, window envelopes, sheets of labels."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from caseman.domain.label_sheets import AddressPapers, LabelSheet
from caseman.domain.letter_form import DateStyle, Paper, WindowEnvelope
from caseman.offices.sourced import BothLanguages, Sourced

Millimetres = Annotated[float, Field(ge=0, le=300)]


class LetterRules(Sourced):
    """The form of the letters."""

    paper: Paper = Paper.A4
    dates: DateStyle = Field(default=DateStyle.ERA, description="How days are written in Japanese letters.")
    seal: Literal["space", "none"] = Field(
        default="space", description="Whether a place for a seal is left where no picture of one is given."
    )
    envelope: str = Field(default="", description="The name of a window envelope; empty: the usual one for the paper.")
    addresses: AddressPapers = Field(
        default=AddressPapers.WINDOW, description="What a print run adds for envelopes without a window."
    )
    label_sheet: str = Field(default="", description="The name of a label sheet; empty: the usual one for the paper.")


class EnvelopeSetting(Sourced):
    """A window envelope: what its window shows of the sheet, in millimetres from the sheet's top left."""

    name: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    title: BothLanguages
    paper: Paper
    x: Millimetres
    y: Millimetres
    width: Millimetres
    height: Millimetres
    slack: float = Field(default=5, ge=0, le=25, description="By how much more may be seen on each side.")

    @property
    def envelope(self) -> WindowEnvelope:
        return WindowEnvelope(self.name, self.paper, self.x, self.y, self.width, self.height, self.slack)


class LabelSheetSetting(Sourced):
    """A sheet of labels, in millimetres from its top left; a pitch goes from one label's edge to the next one's."""

    name: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    title: BothLanguages
    paper: Paper
    columns: int = Field(ge=1, le=20)
    rows: int = Field(ge=1, le=50)
    width: Millimetres
    height: Millimetres
    left: Millimetres = 0
    top: Millimetres = 0
    pitch_across: Millimetres
    pitch_down: Millimetres

    @property
    def sheet(self) -> LabelSheet:
        return LabelSheet(
            self.name, self.paper, self.columns, self.rows, self.width, self.height, self.left, self.top,
            self.pitch_across, self.pitch_down,
        )  # fmt: skip
