"""Print runs: letters that wait are gathered, numbered, get their tracking numbers, and leave together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

from sqlmodel import Session, col, func, select

from caseman.domain.actions import Action
from caseman.domain.numbering import CaseNumbering
from caseman.domain.post import MailClass
from caseman.domain.print_plan import RunState
from caseman.domain.tracking_block import read_tracking_block
from caseman.errors import CasemanError, InputError, InputErrors, RuleError
from caseman.letters.counting import count_pages
from caseman.services.approval import require_approved
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.dispatch import send_out
from caseman.services.inputs import DispatchInput
from caseman.services.letter_inputs import RunEndInput, RunInput, RunLetterInput, RunSentInput, TrackingInput
from caseman.services.run_mail import mail_class_of
from caseman.services.run_papers import address_papers
from caseman.services.run_rows import cases_of, fault_of, members_of, open_run, record
from caseman.services.send_guard import require_in_house
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import DispatchRow, LetterRow, PrintRunItemRow, PrintRunRow
from caseman.text import T

_NUMBERS: Final = CaseNumbering("R-{year}-{serial:03d}")  # the series begins anew each year
_OPEN: Final = [state.value for state in RunState if state.open]


def make_run(desk: Desk, run: RunInput) -> Change:
    """Gather letters for one pass of the printer; the number of the run is the `document_number` of the change.

    Raises `InputErrors` with a fault for each letter that cannot go: unknown, chosen twice, in another open run,
    superseded, under way, without the approval it needs, or with an address that no label takes. Nothing is made then.
    """
    with desk.work(Action.DISPATCH) as work:
        chosen, faults = chosen_letters(work, run.documents)
        if faults:
            raise InputErrors(tuple(faults))
        made = gather(work, chosen, run.mail_class)
    return Change(ChangeKind.LETTER, _cases(chosen), document_number=made)


def gather(work: Work, chosen: Sequence[tuple[LetterRow, CaseRow]], mail_class: MailClass | None) -> str:
    """Make a run of letters that may go, in the caller's transaction; returns its number."""
    if not chosen:
        raise InputError("empty", T("Choose the letters that are printed."), field="documents")
    year = work.today.year
    last = work.session.exec(select(func.max(PrintRunRow.serial)).where(PrintRunRow.year == year)).one()
    serial = (last or 0) + 1
    made = PrintRunRow(
        number=_NUMBERS.number(work.today, serial),
        year=year,
        serial=serial,
        created_at=work.now,
        created_by=work.staff_id,
    )
    work.session.add(made)
    work.session.flush()
    for position, (letter, case) in enumerate(chosen, start=1):
        work.session.add(
            PrintRunItemRow(
                run_id=row_id(made),
                position=position,
                letter_id=row_id(letter),
                pages=count_pages(letter.pdf),
                mail_class=mail_class_of(work.desk, case, mail_class),
            )
        )
    work.session.flush()
    address_papers(work.desk, work.session, 1, members_of(work.session, made))  # refuses what fits on no label
    work.note("run_made", run=made.number, letters=len(chosen))
    return made.number


def chosen_letters(work: Work, documents: Sequence[str]) -> tuple[list[tuple[LetterRow, CaseRow]], list[CasemanError]]:
    """Letters by their document numbers; those that may not go are among them, with a fault each."""
    chosen: list[tuple[LetterRow, CaseRow]] = []
    faults: list[CasemanError] = []
    counted = Counter(documents)
    for document in dict.fromkeys(documents):
        found = work.session.exec(
            select(LetterRow, CaseRow)
            .join(CaseRow, col(CaseRow.id) == LetterRow.case_id)
            .where(LetterRow.document_number == document)
        ).one_or_none()
        if found is None:
            faults.append(_fault(document, T("There is no letter with this number.")))
            continue
        if counted[document] > 1:
            faults.append(_fault(document, T("It is chosen twice.")))
        refused = fault_of(partial(_require_ready, work, *found))
        if refused is not None:
            faults.append(_fault(document, refused.text))
        chosen.append((found[0], found[1]))
    return chosen, faults


def _require_ready(work: Work, letter: LetterRow, case: CaseRow) -> None:
    if case.closed_on is not None:
        raise RuleError("case-closed", T("Case {number} is closed; nothing can be added to it.", number=case.number))
    require_in_house(work, letter)
    require_approved(work.desk, work.session, case, letter)
    other = work.session.exec(
        select(PrintRunRow.number)
        .join(PrintRunItemRow, col(PrintRunItemRow.run_id) == PrintRunRow.id)
        .where(PrintRunItemRow.letter_id == row_id(letter), col(PrintRunRow.state).in_(_OPEN))
    ).first()
    if other is not None:
        raise RuleError("in-run", T("It is in print run {run} already.", run=other))


def _fault(document: str, text: object) -> InputError:
    return InputError("run-letter", T("{number}: {fault}", number=document, fault=text), field="documents")


def take_out_of_run(desk: Desk, removal: RunLetterInput) -> Change:
    """Take a letter out of a run that is not printed yet; the others keep their order. The last one stays."""
    with desk.work(Action.DISPATCH) as work:
        run = open_run(work.session, removal.run)
        members = members_of(work.session, run)
        found = [item for item, letter, _ in members if letter.document_number == removal.document_number.strip()]
        if not found:
            raise InputError("not-in-run", T("This letter is not in the run."), field="document_number")
        if len(members) == 1:
            raise RuleError("last-letter", T("It is the run's last letter. Cancel the run instead."))
        work.session.delete(found[0])
        run.next_sheet = 1  # the sheets after it are others now
        run.complete = False
        run.state = RunState.PREPARED if run.state == RunState.PREPARED else RunState.PAUSED
        work.session.add(run)
        work.note("run_letter_out", run=run.number, document=removal.document_number.strip())
        numbers = cases_of(members)
    return Change(ChangeKind.LETTER, numbers, document_number=run.number)


def cancel_run(desk: Desk, end: RunEndInput) -> Change:
    """Give a run up; its letters wait again, and may go into another one."""
    with desk.work(Action.DISPATCH) as work:
        run = open_run(work.session, end.run)
        members = members_of(work.session, run)
        run.state = RunState.CANCELLED
        work.session.add(run)
        record(work, run, "cancelled", run.next_sheet, end.reason)
        work.note("run_cancelled", run=run.number, reason=end.reason)
    return Change(ChangeKind.LETTER, cases_of(members), document_number=run.number)


def take_tracking(desk: Desk, tracking: TrackingInput) -> Change:
    """Take the tracking numbers of a run's letters as a block, one a line in the run's order.

    Letters whose way has no number are passed over. Raises `InputErrors` with every fault and its line; nothing is
    taken then. A block that is taken again replaces the one before.
    """
    with desk.work(Action.DISPATCH) as work:
        run = open_run(work.session, tracking.run)
        members = members_of(work.session, run)
        tracked = [item for item, _, _ in members if MailClass(item.mail_class).tracked]
        numbers = read_tracking_block(tracking.block, [MailClass(item.mail_class) for item in tracked])
        faults = _known_numbers(work.session, run, numbers)
        if faults:
            raise InputErrors(tuple(faults))
        for item, number in zip(tracked, numbers, strict=True):
            item.tracking_number = number
            work.session.add(item)
        work.note("run_tracked", run=run.number, count=len(numbers))
    return Change(ChangeKind.LETTER, cases_of(members), document_number=run.number)


def _known_numbers(session: Session, run: PrintRunRow, numbers: Sequence[str]) -> list[CasemanError]:
    """Numbers that another letter left with, or has in another open run. They are few: one query for each."""
    faults: list[CasemanError] = []
    for line, number in enumerate(numbers, start=1):
        used = session.exec(
            select(LetterRow.document_number)
            .join(DispatchRow, col(DispatchRow.letter_id) == LetterRow.id)
            .where(DispatchRow.tracking_number == number)
        ).first()
        used = (
            used
            or session.exec(
                select(LetterRow.document_number)
                .join(PrintRunItemRow, col(PrintRunItemRow.letter_id) == LetterRow.id)
                .join(PrintRunRow, col(PrintRunRow.id) == PrintRunItemRow.run_id)
                .where(
                    PrintRunItemRow.tracking_number == number,
                    PrintRunRow.id != run.id,
                    col(PrintRunRow.state).in_(_OPEN),
                )
            ).first()
        )
        if used is not None:
            text = T("Number {line}: {number} belongs to letter {letter}.", line=line, number=number, letter=used)
            faults.append(InputError("tracking-used", text, field="block"))
    return faults


def send_run(desk: Desk, sent: RunSentInput) -> Change:
    """Record that every letter of a run left on one day, each with its own way and tracking number.

    All of it or nothing: raises `InputErrors` with a fault for each letter that may not leave (not compared, not
    approved, without its number), `RuleError` for a run that is not printed whole.
    """
    with desk.work(Action.DISPATCH) as work:
        run = open_run(work.session, sent.run)
        if not run.complete or run.state != RunState.PRINTED:
            raise RuleError("not-printed", T("Print run {run} is not printed whole yet.", run=run.number))
        members = members_of(work.session, run)
        faults: list[CasemanError] = []
        for item, letter, case in members:
            typed = DispatchInput(
                number=case.number,
                document_number=letter.document_number,
                dispatched_on=sent.dispatched_on,
                mail_class=MailClass(item.mail_class),
                tracking_number=item.tracking_number,
            )
            refused = fault_of(partial(send_out, work, case, typed))
            if refused is not None:
                field = "dispatched_on" if refused.field == "dispatched_on" else "documents"
                text = T("{number}: {fault}", number=letter.document_number, fault=refused.text)
                faults.append(InputError(refused.code, text, field=field))
        if faults:
            raise InputErrors(tuple(faults))
        run.state = RunState.SENT
        work.session.add(run)
        work.note("run_sent", run=run.number, day=sent.dispatched_on.isoformat(), letters=len(members))
    return Change(ChangeKind.LETTER, cases_of(members), document_number=run.number)


def _cases(chosen: Sequence[tuple[LetterRow, CaseRow]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(case.number for _, case in chosen))
