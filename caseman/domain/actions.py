"""What a person does to a case, in the words of screens and trail. When each may be done, `transitions` says."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import T, Text


class Action(StrEnum):
    """What a person does to a case."""

    CHECK_IDENTITY = "check_identity"
    ASK_CORRECTION = "ask_correction"
    CURE_CORRECTION = "cure_correction"
    RECORD_PAYMENT = "record_payment"
    ASK_FEE = "ask_fee"
    WAIVE_FEE = "waive_fee"
    WRITE_ABOUT_FEE = "write_about_fee"
    ACCEPT = "accept"
    EXTEND = "extend"
    ASK_SEARCH = "ask_search"
    ANSWER_SEARCH = "answer_search"
    DECIDE = "decide"
    MAKE_LETTER = "make_letter"
    WRITE_CLOSURE = "write_closure"
    DISPATCH = "dispatch"
    DELIVER = "deliver"
    RETURN = "return"
    OBJECT = "object"
    SETTLE_OBJECTION = "settle_objection"
    WITHDRAW = "withdraw"
    DEEM_WITHDRAWN = "deem_withdrawn"
    CLOSE = "close"
    REOPEN = "reopen"
    HOLD = "hold"
    RELEASE = "release"
    REPORT = "report"
    UNDO_ACCEPTANCE = "undo_acceptance"
    AMEND = "amend"

    @property
    def label(self) -> Text:
        return _ACTIONS[self]


_ACTIONS = {
    Action.CHECK_IDENTITY: T("Check identity"),
    Action.ASK_CORRECTION: T("Ask for a correction"),
    Action.CURE_CORRECTION: T("Note the correction"),
    Action.RECORD_PAYMENT: T("Record the payment"),
    Action.ASK_FEE: T("Ask for the fee"),
    Action.WAIVE_FEE: T("Waive the fee"),
    Action.WRITE_ABOUT_FEE: T("Write about the fee"),
    Action.ACCEPT: T("Accept the request"),
    Action.EXTEND: T("Extend the period"),
    Action.ASK_SEARCH: T("Ask a data holder"),
    Action.ANSWER_SEARCH: T("Note the holder's answer"),
    Action.DECIDE: T("Decide"),
    Action.MAKE_LETTER: T("Make the letter"),
    Action.WRITE_CLOSURE: T("Write that it ended"),
    Action.DISPATCH: T("Note the dispatch"),
    Action.DELIVER: T("Note the delivery"),
    Action.RETURN: T("Note that it came back"),
    Action.OBJECT: T("Note an objection"),
    Action.SETTLE_OBJECTION: T("Settle the objection"),
    Action.WITHDRAW: T("Note the withdrawal"),
    Action.DEEM_WITHDRAWN: T("Deem withdrawn"),
    Action.CLOSE: T("Close the case"),
    Action.REOPEN: T("Reopen the case"),
    Action.HOLD: T("Hold for litigation"),
    Action.RELEASE: T("Release the hold"),
    Action.REPORT: T("Report the complaint"),
    Action.UNDO_ACCEPTANCE: T("Take back the acceptance"),
    Action.AMEND: T("Amend what was entered"),
}
