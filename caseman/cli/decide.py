"""`caseman decide FILE CASE OUTCOME`: the ruling on one request, and another method of disclosure where one is used."""

from __future__ import annotations

from typing import Annotated

import typer

from caseman.cli.console import opened, out
from caseman.cli.options import File, PassphraseFile, Staff
from caseman.domain.decisions import Outcome, outcome_of
from caseman.domain.grounds import Ground
from caseman.services.case_file import show_case
from caseman.services.decisions import decide as record_decision
from caseman.services.inputs import DecisionInput
from caseman.text import T


def decide(
    file: File,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    outcome: Annotated[Outcome, typer.Argument(help="The result of the request.")],
    *,
    request: Annotated[int, typer.Option(min=1, help="The request by its number in the case.")] = 1,
    ground: Annotated[Ground | None, typer.Option(help="The ground of a refusal, or of what is withheld.")] = None,
    reason: Annotated[str, typer.Option(help="The reason, in words the person understands.")] = "",
    details: Annotated[str, typer.Option(help="What is disclosed, what was done, or which data were searched.")] = "",
    before: Annotated[str, typer.Option(help="The data before a correction.")] = "",
    after: Annotated[str, typer.Option(help="The data after it.")] = "",
    method_asked: Annotated[str, typer.Option(help="The method of disclosure that was asked for.")] = "",
    method_given: Annotated[str, typer.Option(help="The method that is used instead.")] = "",
    method_reason: Annotated[str, typer.Option(help="Why the method asked for is costly or difficult.")] = "",
    on: Annotated[str, typer.Option("--on", help="The day, like 2026-11-24 or R8.11.24; else today.")] = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Record the decision on one request of a case. What is decided item by item is decided in the window."""
    with opened(file, passphrase_file, staff) as desk:
        typed = DecisionInput.read(
            number=number,
            position=request,
            outcome=outcome,
            ground=ground,
            reason=reason,
            details=details,
            before=before,
            after=after,
            method_asked=method_asked,
            method_given=method_given,
            method_reason=method_reason,
            decided_on=on or desk.today(),
        )
        record_decision(desk, typed)
        view = show_case(desk, number)
    found = next(each for each in view.requests if each.position == request)
    assert found.outcome is not None
    out(
        T(
            "Request {position} is decided: {outcome}",
            position=found.position,
            outcome=outcome_of(found.type, found.outcome),
        )
    )
    if found.method.changed:
        out(
            T(
                "Disclosed by another method: {given} instead of {asked}",
                given=found.method.given,
                asked=found.method.asked,
            )
        )
    if view.next_step is not None:
        out(T("Next: {step}", step=view.next_step.call_to_action))
