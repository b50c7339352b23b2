"""The post desk: log an envelope, open a case from it."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from caseman.domain.contacts import check_birth_date
from caseman.domain.entry import check_post_dates, check_tracking_number
from caseman.domain.evidence import AgentKind
from caseman.domain.numbering import CaseNumbering
from caseman.domain.permissions import Permission
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.errors import CasemanError, InputError, InputErrors, RuleError
from caseman.exchange.scans import ScanFacts, inspect_scan, page_png
from caseman.offices.schema import Procedure
from caseman.services.complaints import complaint_row
from caseman.services.desk import Change, ChangeKind, Desk, Work, row_id
from caseman.services.fees import fee_of
from caseman.services.inputs import CaseInput, ComplaintInput, EnvelopeInput, PersonInput, RequestInput, ScanInput
from caseman.services.standing import index, resettle
from caseman.storage.tables import (
    CaseRow,
    EnclosureRow,
    EnvelopeRow,
    PartyRow,
    RequestRow,
    ScanContentRow,
    ScanRow,
)
from caseman.text import T


def log_envelope(desk: Desk, envelope: EnvelopeInput) -> Change:
    """Record an envelope with its enclosures and scans.

    Raises `InputErrors` or `InputError` for dates that cannot be, a tracking number that is none, and a scan that is
    not what it says.
    """
    check_post_dates(envelope.arrived_on, envelope.postmarked_on, desk.today(), desk.procedure.envelopes.office_since)
    tracking = check_tracking_number(envelope.tracking_number, envelope.mail_class, "tracking_number")
    inspected = [(scan, inspect_scan(scan.name, scan.data)) for scan in envelope.scans]
    _check_sheets(envelope)
    with desk.work(Permission.LOG_POST) as work:
        row = EnvelopeRow(
            channel=envelope.channel,
            arrived_on=envelope.arrived_on,
            postmarked_on=envelope.postmarked_on,
            mail_class=envelope.mail_class,
            tracking_number=tracking,
            marked_confidential=envelope.marked_confidential,
            sender_as_written=envelope.sender_as_written,
            note=envelope.note,
            logged_at=work.now,
            logged_by=work.staff_id,
        )
        work.session.add(row)
        work.session.flush()
        envelope_id = row_id(row)
        for enclosure in envelope.enclosures:
            work.session.add(
                EnclosureRow(envelope_id=envelope_id, kind=enclosure.kind, sheets=enclosure.sheets, note=enclosure.note)
            )
        for scan, facts in inspected:
            _store_scan(work, envelope_id, scan, facts)
        work.note(
            "envelope_logged",
            envelope=envelope_id,
            arrived_on=envelope.arrived_on.isoformat(),
            mail_class=envelope.mail_class,
            enclosures=[e.kind for e in envelope.enclosures],
            scans=len(inspected),
        )
    return Change(ChangeKind.ENVELOPE, envelope_id=envelope_id)


def add_scans(desk: Desk, envelope_id: int, scans: tuple[ScanInput, ...]) -> Change:
    """Attach scans to an envelope that is already logged."""
    inspected = [(scan, inspect_scan(scan.name, scan.data)) for scan in scans]
    with desk.work(Permission.LOG_POST) as work:
        _envelope(work.session, envelope_id)
        for scan, facts in inspected:
            _store_scan(work, envelope_id, scan, facts)
        cases = work.session.exec(select(CaseRow).where(CaseRow.envelope_id == envelope_id)).all()
        for case in cases:
            work.note("scans_added", case, scans=len(inspected))
        if not cases:
            work.note("scans_added", envelope=envelope_id, scans=len(inspected))
    return Change(ChangeKind.ENVELOPE, numbers=tuple(c.number for c in cases), envelope_id=envelope_id)


def open_case(desk: Desk, case: CaseInput) -> Change:
    """Open a case from a logged envelope, number it, and compute its fee and its date.

    Raises `RuleError` for a type of request that the office does not take, or not in the way it came, and for a kind
    of agent the office takes no request from.
    """
    _check_case(case, desk.today())
    procedure = desk.procedure
    with desk.work(Permission.OPEN_CASE) as work:
        envelope = _envelope(work.session, case.envelope_id)
        _check_taken(procedure, case, Channel(envelope.channel))
        row = _number(work, envelope.arrived_on)
        row.envelope_id = row_id(envelope)
        row.procedure_id = desk.procedure_id
        row.request_types = " ".join(dict.fromkeys(r.type for r in case.requests))
        row.remarks = case.remarks
        work.session.add(row)
        work.session.flush()
        case_id = row_id(row)
        _add_party(work, case_id, "principal", case.principal, None)
        if case.agent is not None:
            _add_party(work, case_id, "agent", case.agent, case.agent_kind)
        for position, request in enumerate(case.requests, start=1):
            work.session.add(_request_row(desk, case_id, position, request, envelope.arrived_on))
        if any(request.type is RequestType.COMPLAINT for request in case.requests):
            complaint = case.complaint or ComplaintInput()
            work.session.add(complaint_row(case_id, complaint, envelope.arrived_on, work.today))
        work.session.flush()
        derivation = resettle(work, row)
        index(work, row)
        work.note(
            "case_opened",
            row,
            number=row.number,
            requests=[r.type for r in case.requests],
            agent=case.agent_kind or "",
            due_on=derivation.due.isoformat(),
        )
    return Change(ChangeKind.CASE, numbers=(row.number,), envelope_id=case.envelope_id)


_FORMS = T("Write how many forms there are, from 1 to 99.")
_UNITS = T("Write how many items or names there are, from 1 to 99.")


def _check_sheets(envelope: EnvelopeInput) -> None:
    for position, enclosure in enumerate(envelope.enclosures):
        if not 1 <= enclosure.sheets <= 9999:
            raise InputError(
                "sheets",
                T("Write how many sheets there are, from 1 to 9999."),
                field=f"enclosures.{position}.sheets",
            )


def _check_taken(procedure: Procedure, case: CaseInput, channel: Channel) -> None:
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


def _check_case(case: CaseInput, today: date) -> None:
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


def _envelope(session: Session, envelope_id: int) -> EnvelopeRow:
    row = session.get(EnvelopeRow, envelope_id)
    if row is None:
        raise InputError("no-such-envelope", T("There is no such envelope. Log it first."), field="envelope_id")
    return row


def _number(work: Work, arrived_on: date) -> CaseRow:
    numbering = CaseNumbering(work.desk.procedure.numbering.case_pattern)
    year = arrived_on.year if numbering.restarts_yearly else 0
    last = work.session.exec(select(func.max(CaseRow.serial)).where(CaseRow.serial_year == year)).one()
    serial = (last or 0) + 1
    return CaseRow(
        number=numbering.number(arrived_on, serial),
        serial_year=year,
        serial=serial,
        state="received",
        arrived_on=arrived_on,
        due_on=arrived_on,
        derivation="",
        request_types="",
        opened_at=work.now,
        opened_by=work.staff_id,
    )


def _add_party(work: Work, case_id: int, role: str, person: PersonInput, agent_kind: AgentKind | None) -> None:
    work.session.add(PartyRow(case_id=case_id, role=role, agent_kind=agent_kind, **person.model_dump()))


def _request_row(desk: Desk, case_id: int, position: int, request: RequestInput, arrived_on: date) -> RequestRow:
    fee = fee_of(desk.procedure, request.type, request.forms, request.units, arrived_on)
    return RequestRow(
        case_id=case_id,
        position=position,
        type=request.type,
        article=statute(request.type, desk.procedure.law, arrived_on).article,
        scope=request.scope,
        forms=request.forms,
        units=request.units,
        fee_minor=fee.minor,
        fee_currency=fee.currency,
    )


def _store_scan(work: Work, envelope_id: int, scan: ScanInput, facts: ScanFacts) -> None:
    digest = hashlib.sha256(scan.data).hexdigest()
    known = work.session.exec(select(ScanContentRow.sha256).where(col(ScanContentRow.sha256) == digest)).first()
    if known is None:
        work.session.add(ScanContentRow(sha256=digest, data=scan.data))
        work.session.flush()
    work.session.add(
        ScanRow(
            envelope_id=envelope_id,
            sha256=digest,
            name=facts.name,
            media_type=facts.media_type,
            size=len(scan.data),
            pages=facts.pages,
            added_at=work.now,
        )
    )


def look_at_scan(desk: Desk, scan: ScanInput, page: int, max_px: int) -> tuple[ScanFacts, bytes]:
    """Inspect a file before it is logged and draw one of its pages as PNG. Nothing is stored."""
    del desk
    facts = inspect_scan(scan.name, scan.data)
    return facts, page_png(scan.data, facts.media_type, page, max_px)
