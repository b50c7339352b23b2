"""Letters on their way, by the services that the pages call; and a colleague who sits down at the same file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from caseman.services import approval, enclosing, send_guard
from caseman.services.desk import Change, Desk
from caseman.services.letter_inputs import EnclosedInput, ReviewInput, SendBackInput, SendCheckInput
from tests.services.walking import PRINCIPAL, Walk

Review = Callable[[Desk, ReviewInput], Change]


@contextmanager
def at_desk_of(walk: Walk, name: str) -> Iterator[Desk]:
    """The same open file with another member at it, as after a change of shift."""
    yield Desk(walk.desk.file, name, walk.clock)


def review(desk: Desk, service: Review, number: str, document: str) -> None:
    """A step of the review of a letter."""
    service(desk, ReviewInput.read(number=number, document_number=document))


def asked(desk: Desk, service: Review, number: str, document: str) -> Callable[[], object]:
    """The same, to be called later."""
    return lambda: service(desk, ReviewInput.read(number=number, document_number=document))


def send_back(desk: Desk, number: str, document: str, reason: str) -> None:
    """A letter goes back to its drafter."""
    approval.send_back(desk, SendBackInput.read(number=number, document_number=document, reason=reason))


def compare(desk: Desk, number: str, document: str, /, **changed: object) -> None:
    """Type addressee and number of enclosures before sending; right ones unless said."""
    values: dict[str, object] = {"addressee": PRINCIPAL["name"], "enclosures": 0}
    typed = SendCheckInput.read(number=number, document_number=document, **(values | changed))
    send_guard.check_sending(desk, typed)


def enclose(desk: Desk, number: str, document: str, /, **changed: object) -> None:
    """One piece goes into the envelope: five sheets of disclosed data, unless said."""
    values: dict[str, object] = {"kind": "disclosed_data", "sheets": 5}
    enclosing.enclose(desk, EnclosedInput.read(number=number, document_number=document, **(values | changed)))
