"""Cases that belong together: the same person again, the same envelope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, or_, select

from caseman.domain.authority import PartyRole
from caseman.domain.names import match_key
from caseman.domain.permissions import Permission
from caseman.errors import InputError
from caseman.services.case_rows import find_case, party_of
from caseman.services.course_inputs import LinkInput, RemovalInput
from caseman.services.course_views import LinkView
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.removed import taking_back
from caseman.storage.case_tables import CaseRow, PartyRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import CaseLinkRow
from caseman.storage.reading import columns, in_envelopes
from caseman.storage.search import first_found, match_expression
from caseman.text import T, Text

_LINKED: Final = (
    select(CaseLinkRow.id, CaseRow.number, CaseLinkRow.why)
    .join(CaseRow, or_(CaseRow.id == CaseLinkRow.case_id, CaseRow.id == CaseLinkRow.other_id))
    .where(
        or_(CaseLinkRow.case_id == bindparam("case"), CaseLinkRow.other_id == bindparam("case")),
        CaseRow.id != bindparam("case"),
    )
    .order_by(col(CaseRow.id))
)
_CANDIDATES = 200  # of a common name; the soonest dates of them


def link_cases(desk: Desk, link: LinkInput) -> Change:
    """Note that two cases belong together. Raises `InputError` for a case with itself, or a link that is there."""
    with desk.work(Permission.OPEN_CASE) as work:
        case = work.case(link.number)
        other = _other(work.session, link.other)
        first, second = sorted((row_id(case), row_id(other)))
        if first == second:
            raise InputError("itself", T("A case cannot be linked with itself."), field="other")
        known = work.session.exec(
            select(CaseLinkRow.id).where(CaseLinkRow.case_id == first, CaseLinkRow.other_id == second)
        ).first()
        if known is not None:
            raise InputError("linked-already", T("These cases are linked already."), field="other")
        work.session.add(CaseLinkRow(case_id=first, other_id=second, why=link.why))
        work.note("case_linked", case, other=other.number)
        work.note("case_linked", other, other=case.number)
    return Change(ChangeKind.CASE, (case.number, other.number))


def unlink_cases(desk: Desk, removal: RemovalInput) -> Change:
    """Take out a link made by mistake."""
    with desk.work(Permission.OPEN_CASE) as work:
        case = work.case(removal.number)
        row = work.session.exec(
            select(CaseLinkRow).where(
                CaseLinkRow.id == removal.row_id,
                or_(CaseLinkRow.case_id == case.id, CaseLinkRow.other_id == case.id),
            )
        ).one_or_none()
        if row is None:
            raise InputError("no-such-link", T("There is no such link in this case."), field="row_id")
        other = work.session.get_one(CaseRow, row.other_id if row.case_id == case.id else row.case_id)
        work.session.delete(row)
        for each, linked in ((case, other), (other, case)):
            undone = taking_back(removal.undoes) if each is case else {}
            work.note("case_unlinked", each, other=linked.number, reason=removal.reason, **undone)
    return Change(ChangeKind.CASE, (case.number, other.number))


def linked_cases(session: Session, case: CaseRow) -> tuple[LinkView, ...]:
    """The cases that were linked with this one."""
    return tuple(LinkView(*row) for row in columns(session, _LINKED, case=case.id))


def suggested_links(session: Session, case: CaseRow) -> tuple[tuple[str, Text], ...]:
    """Other cases that probably belong to this one: from the same envelope, or of a principal of the same name."""
    linked = {link.number for link in linked_cases(session, case)}
    came = in_envelopes(session, CaseRow, (case.envelope_id,))
    found = {other.number: T("Came in the same envelope.") for other in came if other.id != case.id}
    for number, why in _same_person(session, case):
        found.setdefault(number, why)
    return tuple((number, why) for number, why in found.items() if number not in linked)


def _same_person(session: Session, case: CaseRow) -> list[tuple[str, Text]]:
    """Cases of a principal of the same name who was born on the same day, or lives at the same address."""
    principal = party_of(session, case.id, PartyRole.PRINCIPAL)
    if principal is None:
        return []
    name, address = match_key(principal.name), match_key(principal.address)
    wanted = match_expression(principal.name)
    if wanted is None:
        return []
    found = first_found(session.connection(), wanted, ["c.id <> :this"], {"this": case.id}, _CANDIDATES)
    alike: list[tuple[str, Text]] = []
    for number, other in _principals(session, found):
        if match_key(other.name) != name:
            continue
        if principal.birth_date is not None and other.birth_date is not None:
            if principal.birth_date == other.birth_date:
                alike.append((number, T("A principal of the same name, born on the same day.")))
        elif address and match_key(other.address) == address:
            alike.append((number, T("A principal of the same name, at the same address.")))
    return alike


def _principals(session: Session, cases: Sequence[int]) -> Sequence[tuple[str, PartyRow]]:
    """The number and the principal of each of these cases, the latest first."""
    if not cases:
        return ()
    return session.exec(
        select(CaseRow.number, PartyRow)
        .join(PartyRow, col(PartyRow.case_id) == CaseRow.id)
        .where(PartyRow.role == "principal", col(CaseRow.id).in_(cases))
        .order_by(col(CaseRow.id).desc())
    ).all()


def _other(session: Session, number: str) -> CaseRow:
    try:
        return find_case(session, number)
    except InputError as error:
        raise InputError(error.code, error.text, field="other") from error
