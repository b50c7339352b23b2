"""How each thing that was done to a case is taken back: by which service, who may, and which row it made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from caseman.domain.actions import Action
from caseman.domain.permissions import Deed, Permission
from caseman.services import undo_rows
from caseman.services.acceptance import undo_acceptance
from caseman.services.book import EntryKind
from caseman.services.case_facts import EventKind
from caseman.services.closing import take_back_closing
from caseman.services.complaints import undo_report
from caseman.services.corrections import remove_correction, undo_cure
from caseman.services.course_inputs import RemovalInput, StrikeInput
from caseman.services.decisions import remove_decision
from caseman.services.desk import Change, Desk
from caseman.services.dispatch import remove_dispatch
from caseman.services.events import remove_event
from caseman.services.extensions import remove_extension
from caseman.services.fee_asking import remove_fee_event
from caseman.services.fees import remove_payment
from caseman.services.identity import remove_check
from caseman.services.letters import take_back_letter
from caseman.services.links import unlink_cases
from caseman.services.notes import strike_note
from caseman.services.search_tasks import remove_search
from caseman.storage.case_tables import CheckRow, CorrectionRow
from caseman.storage.course_tables import ExtensionRow, SearchTaskRow
from caseman.storage.money_tables import FeeEventRow
from caseman.text import T, Text


@dataclass(frozen=True)
class Way:
    """A way back. `find` gives the row that the entry made, or raises `RuleError` with why there is no way."""

    name: Text
    deed: Deed
    service: Callable[[Desk, RemovalInput], Change]
    find: undo_rows.Finder
    mind: Text | None = None
    needs: Action | None = None  # what the state of the case must allow, by the table of transitions


def _strike(desk: Desk, removal: RemovalInput) -> Change:
    strike = StrikeInput(number=removal.number, note=removal.row_id, reason=removal.reason, undoes=removal.undoes)
    return strike_note(desk, strike)


_REVERSED: Final = T("The entry of the book stays, with another that reverses it.")
_PAPER: Final = T("Only the note is taken out: what has left the house is not called back by it.")

WAYS: Final[Mapping[str, Way]] = {
    "identity_checked": Way(
        Action.CHECK_IDENTITY.label,
        Action.CHECK_IDENTITY,
        remove_check,
        undo_rows.newest(CheckRow),
        needs=Action.CHECK_IDENTITY,
    ),
    "correction_asked": Way(
        Action.ASK_CORRECTION.label, Action.ASK_CORRECTION, remove_correction, undo_rows.newest(CorrectionRow)
    ),
    "correction_cured": Way(
        Action.CURE_CORRECTION.label, Action.CURE_CORRECTION, undo_cure, undo_rows.newest(CorrectionRow)
    ),
    "payment_recorded": Way(
        Action.RECORD_PAYMENT.label,
        Action.RECORD_PAYMENT,
        remove_payment,
        undo_rows.entry(EntryKind.PAYMENT),
        _REVERSED,
        needs=Action.RECORD_PAYMENT,
    ),
    "payment_refunded": Way(
        T("Record the refund"),
        Action.RECORD_PAYMENT,
        remove_payment,
        undo_rows.entry(EntryKind.REFUND),
        _REVERSED,
        needs=Action.RECORD_PAYMENT,
    ),
    "fee_asked": Way(
        Action.ASK_FEE.label, Action.ASK_FEE, remove_fee_event, undo_rows.newest(FeeEventRow), needs=Action.ASK_FEE
    ),
    "fee_reminded": Way(
        T("Remind of the fee"), Action.ASK_FEE, remove_fee_event, undo_rows.newest(FeeEventRow), needs=Action.ASK_FEE
    ),
    "fee_waived": Way(
        Action.WAIVE_FEE.label, Action.WAIVE_FEE, remove_fee_event, undo_rows.newest(FeeEventRow), needs=Action.ASK_FEE
    ),
    "fee_restored": Way(
        T("Take the waiver back"),
        Action.WAIVE_FEE,
        remove_fee_event,
        undo_rows.newest(FeeEventRow),
        needs=Action.ASK_FEE,
    ),
    "case_accepted": Way(
        Action.ACCEPT.label, Action.UNDO_ACCEPTANCE, undo_acceptance, undo_rows.nothing, needs=Action.UNDO_ACCEPTANCE
    ),
    "period_extended": Way(
        Action.EXTEND.label, Action.EXTEND, remove_extension, undo_rows.newest(ExtensionRow), needs=Action.EXTEND
    ),
    "holder_asked": Way(
        Action.ASK_SEARCH.label, Action.ASK_SEARCH, remove_search, undo_rows.newest(SearchTaskRow), needs=Action.AMEND
    ),
    "holder_answered": Way(
        Action.ANSWER_SEARCH.label, Action.ASK_SEARCH, remove_search, undo_rows.answered, needs=Action.AMEND
    ),
    "request_decided": Way(Action.DECIDE.label, Action.DECIDE, remove_decision, undo_rows.decided, needs=Action.AMEND),
    "letter_made": Way(
        Action.MAKE_LETTER.label,
        Action.WRITE_ABOUT_FEE,  # what more a letter needs, its own service asks
        take_back_letter,
        undo_rows.made,
        T("Its number is not given again; the letter stays among those that count no more."),
    ),
    "letter_dispatched": Way(
        Action.DISPATCH.label, Action.DISPATCH, remove_dispatch, undo_rows.dispatched, _PAPER, needs=Action.AMEND
    ),
    "letter_delivered": Way(
        Action.DELIVER.label, Action.DISPATCH, remove_dispatch, undo_rows.dispatched, needs=Action.AMEND
    ),
    "letter_returned": Way(
        Action.RETURN.label, Action.DISPATCH, remove_dispatch, undo_rows.dispatched, needs=Action.AMEND
    ),
    "complaint_reported": Way(Action.REPORT.label, Action.REPORT, undo_report, undo_rows.nothing, needs=Action.AMEND),
    "case_linked": Way(T("Link the cases"), Permission.OPEN_CASE, unlink_cases, undo_rows.linked),
    "note_written": Way(
        T("Write the note"),
        Permission.WRITE_NOTES,
        _strike,
        undo_rows.note,
        T("The note stays readable, struck out."),
    ),
    "case_closed": Way(
        Action.CLOSE.label,
        Action.REOPEN,
        take_back_closing,
        undo_rows.nothing,
        T("Papers that the closing filed lie where they lay before; what was destroyed does not come back."),
    ),
    **{
        f"case_{kind.value}": Way(action.label, action, remove_event, undo_rows.event, needs=Action.AMEND)
        for kind, action in {
            EventKind.WITHDRAWN: Action.WITHDRAW,
            EventKind.DEEMED_WITHDRAWN: Action.DEEM_WITHDRAWN,
            EventKind.OBJECTION: Action.OBJECT,
            EventKind.OBJECTION_SETTLED: Action.SETTLE_OBJECTION,
            EventKind.HELD: Action.HOLD,
            EventKind.RELEASED: Action.RELEASE,
        }.items()
    },
}

_FROM_STATEMENT: Final = T("This came from the bank's statement: take the deposit back on the page “Money”.")
_REMOVED: Final = T("The last thing that was done took an entry out. Enter it again.")
_REVIEW: Final = T("A review is not taken back. The reviewer sends the letter back, or it is made anew.")
_OPENED: Final = T("The opening of a case is not taken back. Note that the request was withdrawn, or close the case.")

# Why there is no way back, where the reason is of the thing itself.
NO_WAY: Final[Mapping[str, Text]] = {
    "case_opened": _OPENED,
    "case_imported": _OPENED,
    "case_reopened": T("A reopening cannot be taken out: close the case again."),
    "deposit_allotted": _FROM_STATEMENT,
    "deposit_taken_back": _FROM_STATEMENT,
    "deposit_cancelled": _FROM_STATEMENT,
    "payment_matched": T("The payment was found on the statement. Take the payment out, and record it again."),
    "fee_estimated": T("An estimate is not taken back. Set the fee anew."),
    "person_amended": T("An amendment is not taken back. Amend the entry again as it should be."),
    "letter_printed": T("The letter was printed, and paper is not called back. Make it anew if it is wrong."),
    "letter_saved": T("The letter was saved as a file, which may be elsewhere. Make it anew if it is wrong."),
    "letter_submitted": _REVIEW,
    "letter_approved": _REVIEW,
    "letter_sent_back": _REVIEW,
    "letter_taken_back": T("The letter that was taken back does not come back. Make it again."),
    "note_struck": T("A note that was struck out stays so. Write it again."),
    "scan_masked": T("What was masked is gone from the file."),
    "case_unlinked": _REMOVED,
    **dict.fromkeys(
        (
            "entry_removed",
            "payment_removed",
            "acceptance_removed",
            "correction_removed",
            "cure_removed",
            "extension_removed",
        ),
        _REMOVED,
    ),
}
