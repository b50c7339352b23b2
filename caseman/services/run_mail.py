"""How each letter of a print run leaves: the mail class it was taken in with, or another for one letter."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.domain.entry import check_tracking_number
from caseman.domain.post import MailClass
from caseman.errors import CasemanError, InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.letter_inputs import RunMailInput
from caseman.services.run_papers import address_papers
from caseman.services.run_rows import cases_of, members_of, open_run
from caseman.storage.case_tables import CaseRow
from caseman.text import T


def mail_class_of(desk: Desk, case: CaseRow, wanted: MailClass | None) -> MailClass:
    """The way a letter leaves. Raises `RuleError` for one that the procedure of its case does not answer by."""
    replies = desk.procedure_of(case.procedure_id).replies
    chosen = wanted or replies.mail_class
    if chosen.reply_channel not in replies.channels:
        raise RuleError(
            "way-not-taken",
            T("This office's procedure does not answer this way: {mail}.", mail=chosen.label),
            field="mail_class",
        )
    return chosen


def change_mail_class(desk: Desk, typed: RunMailInput) -> Change:
    """Let one letter of an open run leave by another mail class.

    The acceptance list and the addresses follow. A tracking number that the new class has not, or writes otherwise, is
    taken off. Raises `InputError` for a letter that is not in the run, `RuleError` for a class that the procedure does
    not answer by.
    """
    with desk.work(Action.DISPATCH) as work:
        run = open_run(work.session, typed.run)
        members = members_of(work.session, run)
        found = next((each for each in members if each[1].document_number == typed.document_number.strip()), None)
        if found is None:
            raise InputError("not-in-run", T("This letter is not in the run."), field="document_number")
        item, letter, case = found
        chosen = mail_class_of(desk, case, typed.mail_class)
        if chosen == item.mail_class:
            return Change(ChangeKind.LETTER, (), document_number=run.number)
        item.mail_class = chosen
        item.tracking_number = _kept(item.tracking_number, chosen)
        work.session.add(item)
        work.session.flush()
        address_papers(desk, work.session, run.first_label, [found])  # refuses an address that fits on no label
        work.note("run_mail_class", case, run=run.number, document=letter.document_number, mail_class=chosen)
        numbers = cases_of(members)
    return Change(ChangeKind.LETTER, numbers, document_number=run.number)


def _kept(number: str, mail_class: MailClass) -> str:
    """A tracking number, where the class has one of this form."""
    try:
        return check_tracking_number(number, mail_class)
    except CasemanError:
        return ""
