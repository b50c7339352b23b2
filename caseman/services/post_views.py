"""Frozen read models of the post: envelopes, their scans, lines of the register; and how one envelope is read."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import bindparam
from sqlmodel import Session, SQLModel, col, or_, select

from caseman.domain.documents import Detail
from caseman.domain.envelopes import Brings, Disposition, SealState
from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.permissions import Permission
from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.errors import InputError
from caseman.offices.schema import Procedure
from caseman.services.desk import Desk
from caseman.services.reading import note_read
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.post_tables import EnclosureRow, EnvelopeCaseRow, EnvelopeRow, FoundMoneyRow
from caseman.storage.reading import among, columns, in_envelopes, of_case, rows
from caseman.storage.scan_tables import ScanRow
from caseman.text import T

ON_PAPER: Final = (Channel.POST, Channel.HAND)  # what comes another way is an inquiry, and has no sheets
_LATEST: Final = 2**63 - 1  # no row has a higher number
_SEARCHED: Final = 200  # characters of what is looked for; SQLite refuses patterns of some thousand
_Row = TypeVar("_Row", bound=SQLModel)
_ENVELOPE: Final = select(EnvelopeRow).where(EnvelopeRow.id == bindparam("envelope"))
_ENVELOPES: Final = select(EnvelopeRow).where(col(EnvelopeRow.id).in_(among("envelopes")))
_BROUGHT: Final = (
    select(EnvelopeCaseRow.envelope_id, CaseRow.number, EnvelopeCaseRow.brings)
    .join(CaseRow, col(CaseRow.id) == EnvelopeCaseRow.case_id)
    .where(col(EnvelopeCaseRow.envelope_id).in_(among("envelopes")))
    .order_by(col(EnvelopeCaseRow.id))
)


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A scan; its bytes are read when it is shown. `shows` is what must be masked on it, `masked` what was.

    `identity`: a copy of an identity document, which goes before the rest.
    """

    scan_id: int
    name: str
    media_type: str
    pages: int
    size: int
    quarantine: bool = False
    shows: tuple[Detail, ...] = ()
    masked: tuple[Detail, ...] = ()
    identity: bool = False


@dataclass(frozen=True, slots=True)
class FoundMoney:
    """Money found when an envelope was opened, and who counted it."""

    means: PaymentMeans
    amount: Money
    counted_by: str
    witnessed_by: str


@dataclass(frozen=True, slots=True)
class EnvelopeView:
    """An envelope, whole. `brings` is what it added to cases that were running: number and what."""

    envelope_id: int
    arrived_on: date
    postmarked_on: date | None
    mail_class: MailClass
    tracking_number: str
    marked_confidential: bool
    channel: Channel
    sender: str
    note: str
    enclosures: tuple[tuple[EnclosureKind, int, str], ...]
    scans: tuple[ScanLine, ...]
    case_numbers: tuple[str, ...]
    marking: str = ""
    seal_state: SealState | None = None
    opened_by: str = ""
    witnessed_by: str = ""
    money: tuple[FoundMoney, ...] = ()
    disposition: Disposition = Disposition.OPEN
    disposition_note: str = ""
    brings: tuple[tuple[str, Brings], ...] = ()


def channels_taken(procedure: Procedure) -> tuple[Channel, ...]:
    """The channels of any request that an office takes, the usual one first."""
    every = (*procedure.envelopes.channels, *(c for offered in procedure.requests for c in offered.channels))
    return tuple(dict.fromkeys(every))


def show_envelope(desk: Desk, envelope_id: int) -> EnvelopeView:
    """An envelope of the post register."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        view = envelope_view(session, envelope_id)
    note_read(desk, "envelope_read", envelope=envelope_id)
    return view


def find_envelope(session: Session, envelope_id: int) -> EnvelopeRow:
    """An envelope by its number in the register. Raises `InputError` when there is none."""
    row = row_of(session, EnvelopeRow, envelope_id)
    if row is None:
        raise InputError("no-such-envelope", T("There is no such envelope. Log it first."), field="envelope_id")
    return row


def envelope_view(session: Session, envelope_id: int) -> EnvelopeView:
    """As `show_envelope`, inside a session."""
    find_envelope(session, envelope_id)
    return envelope_views(session, (envelope_id,))[0]


def envelope_views(session: Session, envelopes: Sequence[int]) -> tuple[EnvelopeView, ...]:
    """These envelopes of the register, whole; each table is read once for all of them."""
    found = _rows(session, envelopes)
    enclosures = _by_envelope(in_envelopes(session, EnclosureRow, envelopes))
    scans = _by_envelope(in_envelopes(session, ScanRow, envelopes))
    cases = _by_envelope(in_envelopes(session, CaseRow, envelopes))
    money = _by_envelope(in_envelopes(session, FoundMoneyRow, envelopes))
    brought = _by_envelope(columns(session, _BROUGHT, envelopes=tuple(envelopes)))
    return tuple(
        _envelope(found[each], enclosures[each], scans[each], cases[each], money[each], brought[each])
        for each in envelopes
    )


def _rows(session: Session, envelopes: Sequence[int]) -> dict[int | None, EnvelopeRow]:
    if len(envelopes) == 1:
        return {row.id: row for row in rows(session, _ENVELOPE, envelope=envelopes[0])}
    return {row.id: row for row in rows(session, _ENVELOPES, envelopes=tuple(envelopes))}


def _by_envelope(found: Iterable[Any]) -> defaultdict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in found:
        grouped[row.envelope_id].append(row)
    return grouped


def _envelope(
    row: EnvelopeRow,
    enclosures: list[EnclosureRow],
    scans: list[ScanRow],
    cases: list[CaseRow],
    money: list[FoundMoneyRow],
    brought: list[Any],
) -> EnvelopeView:
    return EnvelopeView(
        row_id(row),
        row.arrived_on,
        row.postmarked_on,
        MailClass(row.mail_class),
        row.tracking_number,
        row.marked_confidential,
        Channel(row.channel),
        row.sender_as_written,
        row.note,
        tuple((EnclosureKind(e.kind), e.sheets, e.note) for e in enclosures),
        tuple(map(scan_line, scans)),
        tuple(case.number for case in cases),
        row.marking,
        SealState(row.seal_state) if row.seal_state else None,
        row.opened_by,
        row.witnessed_by,
        tuple(map(_money, money)),
        Disposition(row.disposition),
        row.disposition_note,
        tuple((each.number, Brings(each.brings)) for each in brought),
    )


def scan_line(row: ScanRow) -> ScanLine:
    """A scan as lists show it."""
    return ScanLine(
        row_id(row),
        row.name,
        row.media_type,
        row.pages,
        row.size,
        row.quarantine,
        tuple(Detail(code) for code in row.shows.split()),
        tuple(Detail(code) for code in row.masked.split()),
        row.identity,
    )


def envelopes_of(session: Session, case: CaseRow) -> list[int]:
    """The envelopes of a case: the one that started it, then what was added, in the order of the register."""
    added = {link.envelope_id for link in of_case(session, EnvelopeCaseRow, case.id)}
    return [case.envelope_id, *sorted(added - {case.envelope_id})]


def first_envelope(session: Session, case: CaseRow) -> EnvelopeRow:
    """The envelope that started a case."""
    return _rows(session, envelopes_of(session, case))[case.envelope_id]


def enclosures_of(session: Session, case: CaseRow) -> list[EnclosureRow]:
    """The papers that came for a case, in whichever envelope; not those of another case in the same one."""
    found = in_envelopes(session, EnclosureRow, envelopes_of(session, case))
    return [row for row in found if row.case_id in (None, case.id)]


def enclosures_in(session: Session, envelope_id: int) -> list[EnclosureRow]:
    """The papers that one envelope held."""
    return list(in_envelopes(session, EnclosureRow, (envelope_id,)))


def scans_of(session: Session, case: CaseRow) -> list[ScanRow]:
    """The scans of a case's envelopes, and those that were filed with the case itself."""
    found = {row.id: row for row in in_envelopes(session, ScanRow, envelopes_of(session, case))}
    found |= {row.id: row for row in of_case(session, ScanRow, case.id)}
    return [found[scan_id] for scan_id in sorted(found, key=lambda scan_id: scan_id or 0)]


def cases_of_scan(session: Session, row: ScanRow) -> list[CaseRow]:
    """The cases whose papers a scan shows: the one it is filed with, else all of its envelope."""
    if row.case_id is not None:
        return [session.get_one(CaseRow, row.case_id)]
    return [] if row.envelope_id is None else cases_of_envelope(session, row.envelope_id)


def cases_of_envelope(session: Session, envelope_id: int) -> list[CaseRow]:
    """The cases that an envelope started, then those it was added to, each once."""
    added = select(EnvelopeCaseRow.case_id).where(EnvelopeCaseRow.envelope_id == envelope_id)
    statement = (
        select(CaseRow)
        .where(or_(CaseRow.envelope_id == envelope_id, col(CaseRow.id).in_(added)))
        .order_by(col(CaseRow.envelope_id) != envelope_id, col(CaseRow.id))
    )
    return list(session.exec(statement).all())


def row_of(session: Session, table: type[_Row], number: int) -> _Row | None:
    """A row by its number; None where there is none, also for a number that no row can have."""
    return session.get(table, number) if 0 < number <= _LATEST else None


def contains(typed: str) -> str:
    r"""A pattern for `LIKE … ESCAPE '\'` that finds what is typed, sign by sign."""
    plain = searched(typed)
    return "%" + "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in plain) + "%"


def searched(typed: str) -> str:
    """What is looked for of what was typed: its beginning, without what no text of the file can hold."""
    plain = typed.strip()[:_SEARCHED].strip().replace("\0", "\ufffd")  # at which a pattern would end
    return plain.encode("utf-8", "replace").decode()


def in_usual_width(typed: str) -> str:
    """As `searched`, full-width signs as the usual ones."""
    return unicodedata.normalize("NFKC", searched(typed)).strip()


def _money(row: FoundMoneyRow) -> FoundMoney:
    amount = Money(row.amount_minor, row.currency)
    return FoundMoney(PaymentMeans(row.means), amount, row.counted_by, row.witnessed_by)
