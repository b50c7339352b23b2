"""One new envelope at the sample office, taken through every step today, each step told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from caseman.demo.office_clerk import Clerk, granted
from caseman.demo.office_papers import enclosures, own_papers
from caseman.demo.people import SamplePerson
from caseman.domain.fees import Money
from caseman.domain.letters import LetterKind
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.exchange.atomic import write_new_bytes
from caseman.services import letters
from caseman.services.case_file import show_case
from caseman.services.desk import Desk
from caseman.text import T, Text

_ASKED = (RequestType.DISCLOSURE, RequestType.CORRECTION)
_KINDS = (LetterKind.DISCLOSURE, LetterKind.CORRECTION)
_MAIL = MailClass.SIMPLIFIED_REGISTERED
_STEPS = 10
_FEE = 5250


class Today:
    """The walk of one envelope. In an office it takes days; here every step is taken today."""

    def __init__(self, desk: Desk, clerk: Clerk, person: SamplePerson, say: Callable[[Text], None]) -> None:
        self._desk, self._clerk, self._person, self._say = desk, clerk, person, say
        self._today = desk.today()
        self._taken = 0

    def walk(self, folder: Path) -> str:
        """Take every step; the letters are written as PDF into `folder`. Returns the case's number."""
        number = self._receive()
        self._check(number)
        self._answer(number, folder)
        return number

    def _told(self, step: Text) -> None:
        self._taken += 1
        self._say(T("[{step}/{steps}] {what}", step=self._taken, steps=_STEPS, what=step))

    def _receive(self) -> str:
        paid_on = self._today - timedelta(days=1)
        kinds = enclosures(_ASKED)
        scans = own_papers(kinds, self._person, _ASKED, paid_on, paid=Money(_FEE))
        envelope = self._clerk.log_envelope(self._person.name, self._today, _MAIL, kinds, scans)
        self._told(
            T(
                "Envelope: logged with {scans} scans; it came by {mail}, with {papers}.",
                scans=len(scans),
                mail=_MAIL.label,
                papers=tuple(kind.label for kind in kinds),
            )
        )
        number = self._clerk.open_case(envelope, self._person, _ASKED)
        view = show_case(self._desk, number)
        self._told(
            T(
                "Case: {number} is opened for {name}: {types}.",
                number=number,
                name=self._person.name,
                types=tuple(request.type.label for request in view.requests),
            )
        )
        return number

    def _check(self, number: str) -> None:
        self._clerk.confirm(number, self._today)
        check = show_case(self._desk, number).checks[0]
        self._told(
            T(
                "Identity: compared with the form. {document}: {result}.",
                document=check.document.label,
                result=check.result.label,
            )
        )
        self._clerk.record_payment(
            number, self._person, str(_FEE), paid_on=self._today - timedelta(days=1), matched_on=self._today
        )
        view = show_case(self._desk, number)
        self._told(T("Fee: {amount} is due, {paid} was paid.", amount=view.fee_due, paid=view.fee_paid))
        self._clerk.accept(number, self._today)
        view = show_case(self._desk, number)
        self._told(T("Date: accepted on {day}. How the date is found:", day=self._today))
        for step in view.derivation.steps:
            self._say(T("  - {step}", step=step))

    def _answer(self, number: str, folder: Path) -> None:
        for position, kind in enumerate(_ASKED, start=1):
            self._clerk.decide(number, position, granted(kind), self._today)
        decided = show_case(self._desk, number).requests
        results = tuple(T("{type}: {result}", type=r.type.label, result=r.outcome.label) for r in decided if r.outcome)
        self._told(T("Decision: {results}.", results=results))
        documents = [self._clerk.make_letter(number, kind) for kind in _KINDS]
        files = tuple(str(self._write(number, document, folder)) for document in documents)
        self._told(T("Letter: made and written as PDF: {files}.", files=files))
        tracking = tuple(self._clerk.send(number, document, self._today, _MAIL) for document in documents)
        self._told(T("Dispatch: sent by {mail}, {tracking}.", mail=_MAIL.label, tracking=tracking))
        for document in documents:
            self._clerk.deliver(number, document, self._today)
        self._told(T("Delivery: proof of delivery is noted for {count} letters.", count=len(documents)))
        self._clerk.close(number, self._today)
        kept_until = show_case(self._desk, number).retain_until
        self._told(T("Close: case {number} is closed; it is kept until {day}.", number=number, day=kept_until))

    def _write(self, number: str, document: str, folder: Path) -> Path:
        made = letters.letter(self._desk, number, document)
        path = folder / f"{document}.pdf"
        write_new_bytes(path, made.pdf)
        letters.note_output(self._desk, number, document, "saved")
        return path
