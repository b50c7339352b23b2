"""What a person types about the disclosed data that go with a letter."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from caseman.domain.attachments import Placing
from caseman.domain.grounds import Ground
from caseman.services.forms import Input, LongText, NeededLine, blank_to_none


class AttachmentInput(Input):
    """A file that is attached to the answer of a request, by the request's position in its case."""

    number: str
    position: int = 1
    title: NeededLine
    placing: Placing = Placing.APPENDED


class AttachmentChange(Input):
    """Another title or placing of an attachment."""

    number: str
    attachment_id: int
    title: NeededLine
    placing: Placing


class AttachmentMove(Input):
    """A new place among the attachments of a request; `to` counts from 1, and beyond the ends means the end."""

    number: str
    attachment_id: int
    to: int


class AttachmentRemoval(Input):
    """An attachment that does not go after all."""

    number: str
    attachment_id: int


class RedactionInput(Input):
    """A box on a page (from 1), in fractions of the page as shown, and why what it covers is withheld."""

    page: int = Field(ge=1, le=9999)
    x: float
    y: float
    width: float
    height: float
    ground: Annotated[Ground | None, BeforeValidator(blank_to_none)] = None
    reason: LongText = ""


class RedactInput(Input):
    """Everything that is redacted in an attachment from now on."""

    number: str
    attachment_id: int
    redactions: tuple[RedactionInput, ...] = Field(max_length=100_000)
