"""`caseman fee FILE CASE VERB`: the fee of one case is asked for, waived, estimated, paid and given back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from caseman.cli.console import opened, out, print_json, table
from caseman.cli.options import File, Json, PassphraseFile, Staff
from caseman.domain.fees import PaymentMeans
from caseman.errors import RuleError
from caseman.services import fee_asking, fees
from caseman.services.case_file import show_case
from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, Desk
from caseman.services.fee_inputs import EstimateInput, FeeAskedInput, PaymentInput, RefundInput, WaiverInput
from caseman.services.views import CaseView
from caseman.text import T

fee_app = typer.Typer(
    help="The fee of a case: caseman fee FILE CASE show, ask, remind, waive, restore, estimate, pay, refund.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

On = Annotated[str, typer.Option("--on", help="The day, like 2026-11-24 or R8.11.24; else today.")]
By = Annotated[str, typer.Option("--by", help="The day by which it should be paid; else as the procedure has it.")]
Reason = Annotated[str, typer.Option(help="Why; it stands in the trail.")]
Means = Annotated[PaymentMeans, typer.Option(help="By which means.")]
Amount = Annotated[str, typer.Argument(help="The amount, like 5250.")]


@dataclass(frozen=True)
class _Chosen:
    """The file and the case that the group was given."""

    file: Path
    number: str


@fee_app.callback()
def choose(
    context: typer.Context,
    file: File,
    case: Annotated[str, typer.Argument(help="The case's number, such as P-2026-0001.")],
) -> None:
    """The fee of one case."""
    context.obj = _Chosen(file, case)


@fee_app.command()
def show(
    context: typer.Context, json: Json = False, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Show what is due and paid, what was done about it, and what the procedure says of it now."""
    chosen = _chosen(context)
    with opened(chosen.file, passphrase_file, staff) as desk:
        view = show_case(desk, chosen.number)
    if json:
        events = view.course.fee_events
        print_json(
            {
                "state": view.fee_state,
                "due": view.fee_due.minor,
                "paid": view.fee_paid.minor,
                "estimates_open": list(view.course.estimates_open),
                "events": events,
                "advice": [str(advice) for advice in view.course.fee_advice],
            }
        )
        return
    _tell(view)
    for position in view.course.estimates_open:
        out(T("The fee of request {position} is still to be estimated.", position=position))
    for advice in view.course.fee_advice:
        out(T("As the procedure says: {advice}", advice=advice))
    table(
        [T("Day"), T("What"), T("To be paid by"), T("Reason")],
        [[each.happened_on, each.kind.label, each.limit_on, each.reason] for each in view.course.fee_events],
    )


@fee_app.command()
def ask(
    context: typer.Context, *, on: On = "", by: By = "", passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Record that the fee was asked for; `letter` with fee_notice writes the notice."""
    _ask(context, fee_asking.ask_fee, on, by, passphrase_file, staff)


@fee_app.command()
def remind(
    context: typer.Context, *, on: On = "", by: By = "", passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Record that the fee was asked for again, with a new day by which it should be paid."""
    _ask(context, fee_asking.remind_of_fee, on, by, passphrase_file, staff)


@fee_app.command()
def waive(
    context: typer.Context, *, reason: Reason, on: On = "", passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Record that the office asks no fee after all."""
    _waive(context, fee_asking.waive_fee, on, reason, passphrase_file, staff)


@fee_app.command()
def restore(
    context: typer.Context, *, reason: Reason, on: On = "", passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Take a waiver back: the fee is due after all."""
    _waive(context, fee_asking.restore_fee, on, reason, passphrase_file, staff)


@fee_app.command()
def estimate(
    context: typer.Context,
    amount: Amount,
    *,
    request: Annotated[int, typer.Option(min=1, help="The request by its number in the case.")] = 1,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Set the fee of a request that the procedure estimates."""
    number = _chosen(context).number
    typed = EstimateInput.read(number=number, position=request, amount=amount)
    _do(context, lambda desk: fees.estimate_fee(desk, typed), passphrase_file, staff)


@fee_app.command()
def pay(
    context: typer.Context,
    amount: Amount,
    *,
    means: Means = PaymentMeans.BANK_TRANSFER,
    on: On = "",
    payer: Annotated[str, typer.Option(help="The payer, as on the receipt.")] = "",
    receipt: Annotated[bool, typer.Option("--receipt", help="The bank receipt is enclosed.")] = False,
    matched: Annotated[str, typer.Option(help="The day accounting found it on the bank statement.")] = "",
    money_orders: Annotated[
        list[str] | None,
        typer.Option(help='Money orders, like "1000 x 5, 2026-11-02, 12345"; may be repeated.'),
    ] = None,
    payee_filled: Annotated[
        bool, typer.Option("--payee-filled", help="The payee's line of the money orders is filled in.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Record a payment."""
    number = _chosen(context).number

    def record(desk: Desk) -> Change:
        typed = PaymentInput.read(
            number=number,
            amount=amount,
            means=means,
            paid_on=on or desk.today(),
            payer=payer,
            receipt_enclosed=receipt,
            matched_on=matched,
            money_orders="\n".join(money_orders or ()),
            payee_blank=not payee_filled,
        )
        return fees.record_payment(desk, typed)

    _do(context, record, passphrase_file, staff)


@fee_app.command()
def refund(
    context: typer.Context,
    amount: Amount,
    *,
    reason: Reason,
    means: Means = PaymentMeans.BANK_TRANSFER,
    on: On = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Record that money was given back."""
    number = _chosen(context).number

    def record(desk: Desk) -> Change:
        day = on or desk.today()
        typed = RefundInput.read(number=number, amount=amount, means=means, refunded_on=day, reason=reason)
        return fees.refund(desk, typed)

    _do(context, record, passphrase_file, staff)


@fee_app.command("take-back")
def take_back(
    context: typer.Context, *, reason: Reason, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Take out what was noted last about asking for the fee or waiving it, entered by mistake."""
    number = _chosen(context).number

    def remove(desk: Desk) -> Change:
        events = show_case(desk, number).course.fee_events
        if not events:
            raise RuleError("no-fee-event", T("Nothing was noted yet about asking for the fee of this case."))
        typed = RemovalInput.read(number=number, row_id=events[-1].event_id, reason=reason)
        return fee_asking.remove_fee_event(desk, typed)

    _do(context, remove, passphrase_file, staff)


def _ask(
    context: typer.Context,
    service: Callable[[Desk, FeeAskedInput], Change],
    on: str,
    by: str,
    passphrase_file: Path | None,
    staff: str | None,
) -> None:
    number = _chosen(context).number

    def ask_for_it(desk: Desk) -> Change:
        return service(desk, FeeAskedInput.read(number=number, asked_on=on or desk.today(), limit_on=by))

    _do(context, ask_for_it, passphrase_file, staff)


def _waive(
    context: typer.Context,
    service: Callable[[Desk, WaiverInput], Change],
    on: str,
    reason: str,
    passphrase_file: Path | None,
    staff: str | None,
) -> None:
    number = _chosen(context).number

    def waive_it(desk: Desk) -> Change:
        return service(desk, WaiverInput.read(number=number, waived_on=on or desk.today(), reason=reason))

    _do(context, waive_it, passphrase_file, staff)


def _do(
    context: typer.Context, service: Callable[[Desk], Change], passphrase_file: Path | None, staff: str | None
) -> None:
    """Do it, and say how the fee stands then."""
    chosen = _chosen(context)
    with opened(chosen.file, passphrase_file, staff) as desk:
        service(desk)
        view = show_case(desk, chosen.number)
    _tell(view)


def _tell(view: CaseView) -> None:
    out(
        T(
            "Fee: {state} (due {due}, paid {paid})",
            state=view.fee_state.label,
            due=view.fee_due,
            paid=view.fee_paid,
        )
    )


def _chosen(context: typer.Context) -> _Chosen:
    chosen = context.obj
    assert isinstance(chosen, _Chosen)
    return chosen
