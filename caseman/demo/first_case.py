"""The guided first case: a small sample office with one unopened envelope, and how far its case has come.

Nothing is done beforehand: the office has two places for papers, and the envelope's scans lie in a folder beside the
file. What was really done is read from the file; a step can be taken with sample values for who asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from caseman.bootstrap import create_office, open_office
from caseman.demo import specimens
from caseman.demo.office import OFFICE, PASSPHRASE, STAFF
from caseman.demo.office_clerk import Clerk, granted
from caseman.demo.office_days import TOKYO
from caseman.demo.office_papers import enclosures, own_papers
from caseman.demo.people import SamplePerson, sample_people
from caseman.domain.envelopes import SealState
from caseman.domain.fees import Money
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.errors import FileError, RuleError
from caseman.exchange.atomic import write_new_bytes
from caseman.paths import FIRST_CASE
from caseman.services.case_file import show_case
from caseman.services.case_query import CaseQuery
from caseman.services.custody_views import list_places
from caseman.services.desk import Change, ChangeKind, Clock, Desk, system_clock
from caseman.services.intake import log_envelope
from caseman.services.lists import list_cases
from caseman.services.post_inputs import EnvelopeInput
from caseman.services.post_register import Direction, list_post
from caseman.services.views import CaseView
from caseman.text import Language, T

FILE_NAME = FIRST_CASE
FEE = 5_250
ASKED = (RequestType.DISCLOSURE,)
SCOPE = "会員登録された私の情報すべて（見本）"
TRACKING = "000-00-00000-0"  # as the drawn envelope shows it
_SCANS = "scans"
_SENT_BY = MailClass.SIMPLIFIED_REGISTERED


class Stage(StrEnum):
    """What the guide ticks off: the steps of the walk, and the delivery that follows the dispatch."""

    ENVELOPE = "envelope"
    CASE = "case"
    IDENTITY = "identity"
    FEE = "fee"
    DATE = "date"
    DECISION = "decision"
    LETTER = "letter"
    DISPATCH = "dispatch"
    DELIVERY = "delivery"
    CLOSE = "close"

    @property
    def step(self) -> Step:
        """The step of the case's page at which it is done."""
        return Step.DISPATCH if self is Stage.DELIVERY else Step(self.value)


@dataclass(frozen=True)
class Progress:
    """What is really done in the file. `number` is the case's, once it is open; `envelope_id` that of its envelope."""

    done: frozenset[Stage]
    number: str = ""
    envelope_id: int | None = None

    @property
    def next(self) -> Stage | None:
        """What comes next; None when the case is closed."""
        return next((stage for stage in Stage if stage not in self.done), None)


def person() -> SamplePerson:
    """Who asks: invented, the same at every run."""
    return sample_people(1)[0]


def who_asks(desk: Desk) -> SamplePerson:
    """As `person`, for the window: drawing people takes a second the first time, which its thread does not wait for."""
    del desk
    return person()


def open_first_case(folder: Path, *, language: Language, clock: Clock = system_clock) -> Desk:
    """Open the small sample office in this folder; make it first where there is none. What was begun goes on.

    `language` is that of the recovery sheet, which nobody needs. Raises `FileError` where the folder cannot be written.
    """
    file = folder / FILE_NAME
    if not file.exists():
        _make(folder, language, clock)
    desk = open_office(file, PASSPHRASE, clock=clock)
    if not list_places(desk):
        Clerk(desk).furnish()
    return desk


def scans_of(file: Path) -> tuple[Path, ...]:
    """What the scanner made of the envelope and its papers, in the order in which they lay."""
    return tuple(sorted((file.parent / _SCANS).glob("*.png")))


def remove_first_case(folder: Path) -> None:
    """Delete what was made here, and nothing else; the file must be closed. Raises `FileError` when that fails."""
    made = [*folder.glob("first-case.caseman*"), *folder.glob(".first-case.caseman*"), folder / "passphrase.txt"]
    made += (folder / _SCANS).glob("*.png")
    try:
        for path in made:
            path.unlink(missing_ok=True)
        for empty in (folder / _SCANS, folder):
            if empty.is_dir() and not any(empty.iterdir()):
                empty.rmdir()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise FileError(
            "sample-not-removed",
            T("The sample in “{folder}” cannot be deleted ({why}). Delete the folder by hand.", folder=folder, why=why),
        ) from error


def progress(desk: Desk) -> Progress:
    """How far the envelope came, read from the file: it does not matter who did it, nor where."""
    logged = [line.envelope_id for line in list_post(desk) if line.direction is Direction.IN]
    if not logged:
        return Progress(frozenset())
    cases = list_cases(desk, CaseQuery(limit=1)).lines
    if not cases:
        return Progress(frozenset({Stage.ENVELOPE}), envelope_id=logged[-1])
    number = cases[0].number
    return Progress(_done(show_case(desk, number)), number, logged[-1])


def take_step(desk: Desk) -> Change:
    """Take the next step with sample values, for who only wants to see what follows. Raises `RuleError` at the end."""
    now = progress(desk)
    if now.next is None:
        raise RuleError("first-case-closed", T("The case is closed; there is nothing left to do."))
    _TAKEN[now.next](_Hand(desk, now))
    return Change(ChangeKind.CASE, (now.number,) if now.number else ())


def _make(folder: Path, language: Language, clock: Clock) -> None:
    try:
        (folder / _SCANS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            "folder-not-made",
            T(
                "The folder “{name}” cannot be made ({why}). Choose another folder.",
                name=str(folder),
                why=error.strerror or type(error).__name__,
            ),
            field="folder",
        ) from error
    create_office(
        folder / FILE_NAME,
        office=OFFICE,
        staff_name=STAFF,
        passphrase=PASSPHRASE,
        language=language,
        sample=True,
        clock=clock,
    )
    written_on = _paid_on(clock().astimezone(TOKYO).date())
    drawn = own_papers(enclosures(ASKED), person(), ASKED, written_on, paid=Money(FEE))
    face = specimens.specimen_envelope(person(), written_on)
    pictures = {"封筒（見本）.png": face} | {paper["name"]: paper["data"] for paper in drawn}
    for number, (name, data) in enumerate(pictures.items(), start=1):
        _write(folder / _SCANS / f"{number}-{name}", data)
    _write(folder / "passphrase.txt", f"{PASSPHRASE}\n".encode())


def _write(path: Path, data: bytes) -> None:
    """Write a file that is not there yet."""
    if not path.exists():
        write_new_bytes(path, data)


def _paid_on(today: date) -> date:
    return today - timedelta(days=1)


def _done(case: CaseView) -> frozenset[Stage]:
    if case.closed_on is not None:
        return frozenset(Stage)
    found = {Stage(view.step.value) for view in case.steps if view.done}
    if case.state is State.DELIVERED:
        found.add(Stage.DELIVERY)
    return frozenset(found | {Stage.ENVELOPE, Stage.CASE})


@dataclass(frozen=True)
class _Hand:
    """Takes one step of the case at an open desk."""

    desk: Desk
    now: Progress

    @property
    def clerk(self) -> Clerk:
        return Clerk(self.desk)

    @property
    def today(self) -> date:
        return self.desk.today()

    def log(self) -> None:
        envelope = EnvelopeInput.read(
            arrived_on=self.today,
            postmarked_on=_paid_on(self.today),
            mail_class=_SENT_BY,
            tracking_number=TRACKING,
            sender_as_written=person().name,
            marked_confidential=True,
            seal_state=SealState.SEALED,
            opened_by=self.desk.staff_name,
            enclosures=tuple({"kind": kind} for kind in enclosures(ASKED)),
            scans=tuple({"name": path.name, "data": path.read_bytes()} for path in scans_of(self.desk.file.path)),
            place=list_places(self.desk)[0].name,
        )
        log_envelope(self.desk, envelope)

    def open_case(self) -> None:
        assert self.now.envelope_id is not None
        self.clerk.open_case(self.now.envelope_id, person(), ASKED, scope=SCOPE)

    def check(self) -> None:
        self.clerk.confirm(self.now.number, self.today)

    def pay(self) -> None:
        rest = show_case(self.desk, self.now.number)
        amount = str((rest.fee_due - rest.fee_paid).minor)
        paid_on = _paid_on(self.today)
        self.clerk.record_payment(self.now.number, person(), amount, paid_on=paid_on, matched_on=self.today)

    def accept(self) -> None:
        self.clerk.accept(self.now.number, self.today)

    def decide(self) -> None:
        for request in show_case(self.desk, self.now.number).requests:
            if request.outcome is None:
                self.clerk.decide(self.now.number, request.position, granted(request.type), self.today)

    def write(self) -> None:
        for kind in self._wanted():
            self.clerk.make_letter(self.now.number, kind)

    def send(self) -> None:
        clerk = self.clerk
        for line in show_case(self.desk, self.now.number).letters:
            if line.to_send:
                clerk.send(self.now.number, line.document_number, self.today, _SENT_BY)

    def deliver(self) -> None:
        for line in show_case(self.desk, self.now.number).letters:
            if line.under_way:
                self.clerk.deliver(self.now.number, line.document_number, self.today)

    def close(self) -> None:
        self.clerk.close(self.now.number, self.today, despite_missing=True)

    def _wanted(self) -> tuple[LetterKind, ...]:
        return tuple(show_case(self.desk, self.now.number).letters_open)


_TAKEN: dict[Stage, Callable[[_Hand], None]] = {
    Stage.ENVELOPE: _Hand.log,
    Stage.CASE: _Hand.open_case,
    Stage.IDENTITY: _Hand.check,
    Stage.FEE: _Hand.pay,
    Stage.DATE: _Hand.accept,
    Stage.DECISION: _Hand.decide,
    Stage.LETTER: _Hand.write,
    Stage.DISPATCH: _Hand.send,
    Stage.DELIVERY: _Hand.deliver,
    Stage.CLOSE: _Hand.close,
}
