"""The post desk: log an envelope, open a case from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import select

from caseman.domain.authority import AgentKind
from caseman.domain.entry import check_post_dates, check_tracking_number
from caseman.domain.envelopes import Disposition
from caseman.domain.numbering import CaseNumbering
from caseman.domain.permissions import Permission
from caseman.domain.post import Channel, MailClass
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.errors import RuleError
from caseman.exchange.scans import ScanFacts, inspect_scan, page_png
from caseman.services.case_checks import check_case, check_taken
from caseman.services.complaints import complaint_row
from caseman.services.custody import put_into
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.envelope_checks import check_opening, refuse_known
from caseman.services.faults import Faults
from caseman.services.fees import fee_of
from caseman.services.filing import file_now
from caseman.services.found_by import index
from caseman.services.inputs import CaseInput, ComplaintInput, PersonInput, RequestInput
from caseman.services.post_inputs import EnvelopeInput, FilingInput, FoundMoneyInput, ScanInput
from caseman.services.post_views import ON_PAPER, enclosures_in, find_envelope
from caseman.services.scan_store import store_scan, take_in
from caseman.services.scan_tray import from_tray
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.adding import add_row, add_rows
from caseman.storage.case_tables import CaseRow, PartyRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.post_tables import EnclosureRow, EnvelopeRow, FoundMoneyRow
from caseman.text import T


def log_envelope(desk: Desk, envelope: EnvelopeInput, filing: FilingInput | None = None) -> Change:
    """Record an envelope with its enclosures and scans, and with `filing` at once what it turned out to be.

    Raises `InputErrors` or `InputError` for dates that cannot be, a tracking number that is none, a scan that is not
    what it says, and a filing that cannot be: all that is wrong at once.
    """
    return _log(desk, envelope, filing, Faults())


def log_typed(desk: Desk, typed: dict[str, Any], filed: dict[str, Any] | None = None) -> Change:
    """As `log_envelope`, from what `EnvelopeInput` and `FilingInput` read.

    What cannot be read is told together with what is wrong with the rest.
    """
    faults = Faults()
    with faults.gathered():
        EnvelopeInput.read(**typed)
    bad = faults.fields | ({"postmarked_on"} if "arrived_on" in faults.fields else set())  # compared with each other
    stands_in = {"arrived_on": desk.today(), "sender_as_written": "?"}
    sound = {name: value for name, value in typed.items() if name not in bad}
    envelope = EnvelopeInput.read(**sound, **{name: value for name, value in stands_in.items() if name not in sound})
    filing = None
    if filed is not None:
        with faults.gathered():
            filing = FilingInput.read(**filed)
    return _log(desk, envelope, filing, faults)


def _log(desk: Desk, envelope: EnvelopeInput, filing: FilingInput | None, faults: Faults) -> Change:
    """Write it down; where anything is wrong, all of that is raised in the end and nothing stays written."""
    paper = envelope.channel in ON_PAPER
    tracking, taken = "", []
    with faults.gathered():
        since = desk.procedure.envelopes.office_since
        check_post_dates(envelope.arrived_on, envelope.postmarked_on, desk.today(), since)
    with faults.gathered():
        tracking = check_tracking_number(envelope.tracking_number, envelope.mail_class, "tracking_number")
    with faults.gathered():
        check_opening(envelope)
    with faults.gathered():
        taken = [take_in(scan) for scan in envelope.scans]
    if faults.fields:  # what else is wrong is looked for in an envelope that can be written
        envelope = envelope.model_copy(
            update={"arrived_on": desk.today(), "postmarked_on": None, "witnessed_by": "", "money": ()}
        )
    with desk.work(Permission.LOG_POST) as work:
        if tracking and not envelope.same_number:
            with faults.gathered():
                refuse_known(work.session, tracking)
        mail_class = envelope.mail_class if paper else MailClass.ELECTRONIC
        envelope_id = add_row(
            work.connection,
            EnvelopeRow,
            channel=envelope.channel,
            arrived_on=envelope.arrived_on,
            postmarked_on=envelope.postmarked_on,
            mail_class=mail_class,
            tracking_number=tracking,
            marked_confidential=envelope.marked_confidential or bool(envelope.marking),
            marking=envelope.marking,
            seal_state=envelope.seal_state or "",
            opened_by=envelope.opened_by,
            witnessed_by=envelope.witnessed_by,
            sender_as_written=envelope.sender_as_written,
            note=_with_call(envelope),
            logged_at=work.now,
            logged_by=work.staff_id,
        )
        add_rows(
            work.connection,
            EnclosureRow,
            (
                {"envelope_id": envelope_id, "kind": enclosure.kind, "sheets": enclosure.sheets, "note": enclosure.note}
                for enclosure in envelope.enclosures
            ),
        )
        if envelope.place:
            with faults.gathered():
                put_into(work, enclosures_in(work.session, envelope_id), envelope.place)
        for money in envelope.money:
            work.session.add(_found_money(envelope_id, money))
        for each in taken:
            store_scan(work, each, envelope_id=envelope_id)
        with faults.gathered():
            for scan_id in envelope.tray_scans:
                from_tray(work.session, scan_id).envelope_id = envelope_id
        work.note(
            "envelope_logged",
            envelope=envelope_id,
            arrived_on=envelope.arrived_on.isoformat(),
            mail_class=mail_class,
            enclosures=[e.kind for e in envelope.enclosures],
            scans=len(taken) + len(envelope.tray_scans),
            place=envelope.place,
            money=[[money.means, money.amount.minor, money.amount.currency] for money in envelope.money],
        )
        numbers: tuple[str, ...] = ()
        if filing is not None:
            with faults.gathered():
                numbers = file_now(work, find_envelope(work.session, envelope_id), filing)
        faults.tell()
    return Change(ChangeKind.ENVELOPE, numbers, envelope_id=envelope_id)


def _with_call(envelope: EnvelopeInput) -> str:
    """The note; of a telephone call, when it was and where to call back stand before it."""
    call = (envelope.taken_at, envelope.call_back and f"☎ {envelope.call_back}")
    return "\n".join(filter(None, (" ".join(filter(None, call)), envelope.note)))


def open_case(desk: Desk, case: CaseInput) -> Change:
    """Open a case from a logged envelope, number it, and compute its fee and its date.

    Raises `RuleError` for a type of request that the office does not take, or not in the way it came, and for a kind
    of agent the office takes no request from.
    """
    check_case(case, desk.today())
    procedure = desk.procedure
    with desk.work(Permission.OPEN_CASE) as work:
        envelope = find_envelope(work.session, case.envelope_id)
        if envelope.disposition not in (Disposition.OPEN, Disposition.REQUEST, Disposition.ADDITION):
            raise RuleError(
                "filed-otherwise",
                T(
                    "This envelope is filed as “{what}”. Take that back in the register first.",
                    what=Disposition(envelope.disposition).label,
                ),
            )
        envelope.disposition = Disposition.REQUEST
        work.session.add(envelope)
        check_taken(procedure, case, Channel(envelope.channel))
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


def _found_money(envelope_id: int, money: FoundMoneyInput) -> FoundMoneyRow:
    return FoundMoneyRow(
        envelope_id=envelope_id,
        means=money.means,
        amount_minor=money.amount.minor,
        currency=money.amount.currency,
        counted_by=money.counted_by,
        witnessed_by=money.witnessed_by,
    )


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


def look_at_scan(desk: Desk, scan: ScanInput, page: int, max_px: int) -> tuple[ScanFacts, bytes]:
    """Inspect a file before it is logged and draw one of its pages as PNG. Nothing is stored."""
    del desk
    facts = inspect_scan(scan.name, scan.data)
    return facts, page_png(scan.data, facts.media_type, page, max_px)
