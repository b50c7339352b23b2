"""What the letters about a fee, and about the end of a request, say: gathered from the rows of its case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.fees import TRANSFERS, FeeBasis, FeeEvent, FeeState, Money, PaymentMeans
from caseman.domain.letters import LetterKind
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType
from caseman.domain.statute import law_of
from caseman.errors import RuleError
from caseman.letters.facts import Ended, FeeLine, FeeTold, Paid
from caseman.offices.fee_schema import FeeRule
from caseman.offices.schema import Procedure
from caseman.services.book import standing_entries
from caseman.services.case_facts import EventKind, case_events, fee_asked, fee_standing, in_force, open_correction
from caseman.services.desk import Desk
from caseman.services.fee_advice import wrong_money
from caseman.services.fee_asking import fee_events
from caseman.services.post_views import enclosures_of
from caseman.storage.case_tables import CaseRow, CorrectionRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterRow
from caseman.storage.money_tables import BookRow, FeeEventRow
from caseman.text import T

_MONEY: Final = (EnclosureKind.CASH, EnclosureKind.MONEY_ORDER, EnclosureKind.STAMPS)


def fee_told(desk: Desk, session: Session, case: CaseRow, kind: LetterKind) -> FeeTold | None:
    """The fee as a letter of this kind tells it; None for letters that tell of none.

    Raises `RuleError` for a notice of a fee that nobody asked for, that is settled or that no law allows (Art. 38),
    and for a receipt of nothing.
    """
    if kind not in (LetterKind.FEE_NOTICE, LetterKind.RECEIPT, LetterKind.CLOSURE):
        return None
    procedure = desk.procedure_of(case.procedure_id)
    requests = session.exec(
        select(RequestRow).where(RequestRow.case_id == case.id).order_by(col(RequestRow.position))
    ).all()
    charged = [request for request in requests if request.fee_minor]
    due, paid, state = fee_standing(session, row_id(case))
    asked = fee_asked(session, row_id(case))
    if kind is LetterKind.FEE_NOTICE:
        _check_asked(asked, state)
    entries = standing_entries(session, case_id=row_id(case))
    payments = tuple(_paid(entry) for entry in entries if entry.amount_minor > 0)
    if kind is LetterKind.RECEIPT and not payments:
        raise RuleError("nothing-paid", T("Nothing was paid in this case yet. Record the payment first."), field="kind")
    rules = [rule for request in charged if (rule := procedure.fee_rule(RequestType(request.type), case.arrived_on))]
    lines = tuple(_line(request, procedure, case) for request in charged)
    told = FeeTold(lines, due, paid, _article(procedure, case, charged), payments=payments, refunds=_refunds(entries))
    return told if not rules else _as_ruled(told, desk, session, case, rules, asked)


def _check_asked(asked: FeeEventRow | None, state: FeeState) -> None:
    if state not in (FeeState.UNPAID, FeeState.SHORT):
        raise RuleError("fee-settled", T("No fee is awaited in this case."), field="kind")
    if asked is None:
        raise RuleError(
            "fee-not-noted",
            T("Note first, in the step “Fee”, that the fee is asked for, and by when it is to be paid."),
            field="kind",
        )


def _as_ruled(
    told: FeeTold, desk: Desk, session: Session, case: CaseRow, rules: list[FeeRule], asked: FeeEventRow | None
) -> FeeTold:
    """The same with what the procedure says of it."""
    procedure = desk.procedure_of(case.procedure_id)
    rule, account = rules[0], procedure.bank_account
    means = tuple(dict.fromkeys(means for each in rules for means in each.means))
    by_transfer = any(each in TRANSFERS for each in means)
    first = next((e.happened_on for e in fee_events(session, row_id(case)) if e.kind == FeeEvent.ASKED), None)
    reminded = asked is not None and asked.kind == FeeEvent.REMINDED
    before_decision = any(each.when not in ("after_decision", "at_reply") for each in rules)
    return FeeTold(
        told.lines,
        told.due,
        told.paid,
        told.article,
        means=means,
        account=account.in_language(procedure.replies.language) if by_transfer and account is not None else "",
        tax_included=all(each.tax_included for each in rules),
        transfer_fee_borne_by=rule.transfer_fee_borne_by,
        limit_on=None if asked is None else asked.limit_on,
        asked_before=first if reminded else None,
        unpaid=rule.unpaid,
        clock=procedure.clock.clock if before_decision and case.accepted_on is None else "",
        running_due=case.due_on,
        overpaid=rule.overpaid,
        underpaid=rule.underpaid,
        wrong=tuple(wrong_money(session, case, rules)),
        wrong_rule=rule.wrong_means,
        ended=rule.when_ended,
        payments=told.payments,
        refunds=told.refunds,
    )


def _line(request: RequestRow, procedure: Procedure, case: CaseRow) -> FeeLine:
    rule = procedure.fee_rule(RequestType(request.type), case.arrived_on)
    basis = FeeBasis(rule.per) if rule is not None else FeeBasis.FORM
    count = request.forms if basis is FeeBasis.FORM else request.units
    return FeeLine(RequestType(request.type), count, basis, Money(request.fee_minor, request.fee_currency))


def _article(procedure: Procedure, case: CaseRow, charged: list[RequestRow]) -> str:
    """The article under which a fee may be asked, by the law of the arrival day."""
    law = law_of(procedure.law, case.arrived_on)
    articles = (law.row(RequestType(request.type)).fee_article for request in charged)
    return next((article for article in articles if article), "")


def _paid(entry: BookRow) -> Paid:
    return Paid(entry.paid_on, PaymentMeans(entry.means), Money(abs(entry.amount_minor), entry.currency))


def _refunds(entries: Sequence[BookRow]) -> tuple[Paid, ...]:
    return tuple(_paid(entry) for entry in entries if entry.amount_minor < 0)


def how_it_ended(desk: Desk, session: Session, case: CaseRow, kind: LetterKind) -> Ended | None:
    """Why the request ended, for its closure letter; None for other letters.

    Raises `RuleError` for a request that did not end.
    """
    if kind is not LetterKind.CLOSURE:
        return None
    events = case_events(session, row_id(case))
    ends = [e for e in events if e.kind in (EventKind.WITHDRAWN, EventKind.DEEMED_WITHDRAWN)]
    if not ends or not (in_force(events, EventKind.WITHDRAWN) or in_force(events, EventKind.DEEMED_WITHDRAWN)):
        raise RuleError("not-ended", T("The request has not ended: note its withdrawal first."), field="kind")
    procedure = desk.procedure_of(case.procedure_id)
    correction = open_correction(session, row_id(case))
    asked = fee_asked(session, row_id(case))
    why, limit, papers_end = "withdrawn", None, procedure.retention.papers_end
    if ends[-1].kind == EventKind.DEEMED_WITHDRAWN:
        why, limit = _unmended(correction, asked)
        returned = (
            procedure.deficiencies.unmended == "returned" if why == "unmended" else _fee_returned(procedure, case)
        )
        papers_end = "returned" if returned else papers_end
    found: dict[EnclosureKind, int] = {}
    for paper in enclosures_of(session, case):
        if EnclosureKind(paper.kind) not in _MONEY:
            found[EnclosureKind(paper.kind)] = found.get(EnclosureKind(paper.kind), 0) + paper.sheets
    papers = tuple((each.label, sheets) for each, sheets in found.items())
    return Ended(why, ends[-1].happened_on, limit, papers, papers_end)


def _unmended(correction: CorrectionRow | None, asked: FeeEventRow | None) -> tuple[str, date | None]:
    if correction is not None:
        return "unmended", correction.limit_on
    return "unpaid", None if asked is None else asked.limit_on


def _fee_returned(procedure: Procedure, case: CaseRow) -> bool:
    rules = [procedure.fee_rule(RequestType(code), case.arrived_on) for code in case.request_types.split()]
    return any(rule is not None and rule.unpaid == "returned" for rule in rules)


def still_told(session: Session, made: LetterRow, case: CaseRow) -> bool:
    """Whether a letter about the fee or the end, made before, says what it would say today."""
    if made.kind == LetterKind.FEE_NOTICE:
        asked = fee_asked(session, row_id(case))
        return asked is None or asked.letter_id == made.id
    newest = session.exec(
        select(BookRow.recorded_at).where(BookRow.case_id == case.id).order_by(col(BookRow.id).desc())
    )
    instants = [newest.first()]
    if made.kind == LetterKind.CLOSURE:
        instants += [event.recorded_at for event in case_events(session, row_id(case))]
    return all(at is None or at <= made.made_at for at in instants)
