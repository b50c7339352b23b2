"""What a person types about letters on their way: reviews, enclosures, the comparison before sending, print runs."""

from __future__ import annotations

from pydantic import Field

from caseman.domain.enclosing import EnclosedKind
from caseman.services.forms import Code, Day, Input, Line, LongText, NeededLine, ReadOnce


class ReviewInput(Input):
    """A letter that is submitted for review, or approved."""

    number: str
    document_number: str


class SendBackInput(ReviewInput):
    """A letter that goes back to its drafter, and why."""

    reason: NeededLine


class EnclosedInput(Input):
    """One piece that goes into the envelope beside a letter; `words` say what it is where the kind does not."""

    number: str
    document_number: str
    kind: EnclosedKind
    words: Line = ""
    sheets: int = Field(default=1, ge=1, le=9999)


class EnclosedRemoval(Input):
    """An enclosure that does not go after all."""

    number: str
    document_number: str
    row_id: int


class SendCheckInput(Input):
    """Addressee and number of enclosures, typed from what lies on the table; neither is stored."""

    number: str
    document_number: str
    addressee: ReadOnce
    enclosures: int = Field(ge=0, le=999)


class RunInput(Input):
    """Letters that are printed in one pass, by their document numbers, in this order."""

    documents: tuple[str, ...] = Field(max_length=2000)


class RunSheetInput(Input):
    """A run that stops at a sheet, counted from 1, and why."""

    run: str
    sheet: int = Field(ge=1)
    reason: Line = ""


class TrackingInput(Input):
    """Tracking numbers as typed, scanned or pasted: one a line, in the run's order."""

    run: str
    block: LongText


class RunSentInput(Input):
    """The day the letters of a run left the house."""

    run: str
    dispatched_on: Day


class RunLetterInput(Input):
    """A letter of a run that leaves another way than the run's others, or is taken out of it."""

    run: str
    document_number: Code
