"""What is checked before a case is opened: what was typed, and whether the office takes such a request."""

from __future__ import annotations

from datetime import date

from caseman.domain.contacts import check_birth_date
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.errors import CasemanError, InputError, InputErrors, RuleError
from caseman.offices.schema import Procedure
from caseman.services.inputs import CaseInput
from caseman.text import T

_FORMS = T("Write how many forms there are, from 1 to 99.")
_UNITS = T("Write how many items or names there are, from 1 to 99.")


def check_taken(procedure: Procedure, case: CaseInput, channel: Channel) -> None:
    """Whether the procedure takes these requests, from this agent, by this channel."""
    for position, request in enumerate(case.requests):
        field = f"requests.{position}.type"
        if procedure.offered(request.type) is None:
            raise RuleError(
                "not-offered",
                T("This office's procedure does not take “{type}”.", type=request.type.label),
                field=field,
            )
        channels = procedure.channels(request.type)
        if channel not in channels:
            raise RuleError(
                "channel-not-taken",
                T(
                    "This office takes “{type}” by {channels} only; this came by {channel}. "
                    "Tell the person how to ask.",
                    type=request.type.label,
                    channels=[each.label for each in channels],
                    channel=channel.label,
                ),
                field=field,
            )
    if case.agent_kind is not None and case.agent_kind not in procedure.agents.kinds:
        raise RuleError(
            "agent-not-taken",
            T("This office takes no request from this kind of agent: {agent}.", agent=case.agent_kind.label),
            field="agent_kind",
        )


def check_case(case: CaseInput, today: date) -> None:
    """Whether a case can be opened as it was typed. Raises `InputErrors` with all that is wrong."""
    faults: list[CasemanError] = []
    if not case.requests:
        faults.append(InputError("no-request", T("Choose at least one request."), field="requests"))
    if case.agent is not None and case.agent_kind is None:
        faults.append(InputError("agent-kind", T("Choose what kind of agent acts."), field="agent_kind"))
    complains = any(request.type is RequestType.COMPLAINT for request in case.requests)
    if case.complaint is not None and not complains:
        faults.append(InputError("no-complaint", T("No complaint is among the requests."), field="complaint"))
    for position, request in enumerate(case.requests):
        for name, text in (("forms", _FORMS), ("units", _UNITS)):
            if not 1 <= getattr(request, name) <= 99:
                faults.append(InputError(name, text, field=f"requests.{position}.{name}"))
    for field, person in (("principal", case.principal), ("agent", case.agent)):
        if person is not None and person.birth_date is not None:
            try:
                check_birth_date(person.birth_date, today, f"{field}.birth_date")
            except InputError as error:
                faults.append(error)
    if faults:
        raise InputErrors(tuple(faults))
