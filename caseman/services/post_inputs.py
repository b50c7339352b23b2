"""What a person types about the post: an envelope, what was in it, and what it turned out to be. One class a form."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from caseman.domain.documents import Detail
from caseman.domain.envelopes import Brings, Disposition, SealState
from caseman.domain.fees import PaymentMeans
from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.errors import InputError
from caseman.services.forms import (
    Amount,
    Code,
    Day,
    Input,
    Line,
    LongText,
    MaybeDay,
    NeededLine,
    Sheets,
    Telephone,
    blank_to_none,
)
from caseman.text import T

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:時]([0-5][0-9])分?")


def _time(typed: Any) -> str:
    """A time of the day as 14:30; empty stays empty."""
    plain = unicodedata.normalize("NFKC", str(typed)[:20]).strip()
    found = _TIME.fullmatch(plain)
    if plain and found is None:
        error = InputError("time", T("Write the time like 14:30."))
        raise PydanticCustomError("caseman", "refused", {"error": error})
    return f"{int(found[1]):02}:{found[2]}" if found else ""


class ScanInput(Input):
    """A file that shows what was in the envelope. The name is only a label: the bytes say what it is.

    `shows` names what no office may keep and what is not masked on it yet: such a scan goes into quarantine.
    """

    name: str
    data: bytes
    shows: tuple[Detail, ...] = ()
    source: Literal["file", "paste", "folder"] = "file"


class EnclosureInput(Input):
    """One kind of paper found in the envelope."""

    kind: EnclosureKind
    sheets: Sheets = 1
    note: Line = ""


class FoundMoneyInput(Input):
    """Money found when the envelope was opened, and the two people who counted it."""

    means: PaymentMeans
    amount: Amount
    counted_by: NeededLine
    witnessed_by: NeededLine


class EnvelopeInput(Input):
    """An envelope that came, or what reached the office by another channel.

    `tray_scans` wait in the scan tray and show what was in it. `place` is where its papers are laid.
    `same_number` says that another envelope with this tracking number is known and this is another one all the same.
    `taken_at` and `call_back` are of a telephone call: its time, and the number where the person can be reached.
    """

    channel: Channel = Channel.POST
    arrived_on: Day
    postmarked_on: MaybeDay = None
    mail_class: MailClass = MailClass.ORDINARY
    tracking_number: Code = ""
    marked_confidential: bool = False
    marking: Line = ""
    seal_state: Annotated[SealState | None, BeforeValidator(blank_to_none)] = None
    opened_by: Line = ""
    witnessed_by: Line = ""
    taken_at: Annotated[str, BeforeValidator(_time)] = ""
    call_back: Telephone = ""
    sender_as_written: NeededLine
    note: LongText = ""
    enclosures: tuple[EnclosureInput, ...] = ()
    money: tuple[FoundMoneyInput, ...] = ()
    scans: tuple[ScanInput, ...] = ()
    tray_scans: tuple[int, ...] = ()
    place: Line = ""
    same_number: bool = False


class FilingInput(Input):
    """What an envelope turned out to be, where it starts no case.

    An addition names the case and what it brings; a returned letter its document number; the others a note. Without
    `envelope_id` it is the envelope that is being logged.
    """

    envelope_id: int = 0
    disposition: Disposition
    number: Code = ""
    brings: tuple[Brings, ...] = ()
    document_number: Code = ""
    note: Line = ""
