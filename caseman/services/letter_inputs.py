"""What a person types about letters on their way: reviews, enclosures, the comparison before sending, print runs."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from caseman.domain.enclosing import EnclosedKind
from caseman.domain.post import MailClass
from caseman.services.forms import Day, Input, Line, NeededLine, ReadOnce, blank_to_none


def _half_width(value: Any) -> Any:
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else value


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
    sheets: Annotated[int, BeforeValidator(_half_width), Field(ge=1, le=9999)] = 1


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
    enclosures: Annotated[int, BeforeValidator(_half_width), Field(ge=0, le=999)]


class RunInput(Input):
    """Letters that are printed in one pass, by their document numbers, in this order.

    Without a mail class each leaves as the procedure of its case has it.
    """

    documents: tuple[str, ...] = Field(max_length=2000)
    mail_class: Annotated[MailClass | None, BeforeValidator(blank_to_none)] = None


class RunLetterInput(Input):
    """A letter of a run that is taken out of it."""

    run: str
    document_number: str


class RunMailInput(Input):
    """By which mail class one letter of a run leaves, instead of the one it was taken in with."""

    run: str
    document_number: str
    mail_class: MailClass


class RunPrintInput(Input):
    """Which sheets of a run are printed, counted from 1; `last` 0: to the end.

    `first_label`: the first label that is free on a partly used sheet of labels; None: as it was.
    """

    run: str
    first: Annotated[int, BeforeValidator(_half_width), Field(ge=1)] = 1
    last: Annotated[int, BeforeValidator(_half_width), Field(ge=0)] = 0
    duplex: bool = False
    first_label: Annotated[
        int | None, BeforeValidator(blank_to_none), BeforeValidator(_half_width), Field(ge=1, le=999)
    ] = None


class RunSheetInput(Input):
    """A sheet of a run at which something went wrong, and what."""

    run: str
    sheet: Annotated[int, BeforeValidator(_half_width), Field(ge=1)]
    reason: NeededLine


class RunEndInput(Input):
    """A run that is given up, and why."""

    run: str
    reason: NeededLine


class TrackingInput(Input):
    """Tracking numbers as typed, scanned or pasted: one a line, in the run's order."""

    run: str
    block: Annotated[str, BeforeValidator(str), Field(max_length=100_000)]


class RunSentInput(Input):
    """The day the letters of a run left the house."""

    run: str
    dispatched_on: Day
