"""Cases that belong together: the same person again, the same envelope."""

from __future__ import annotations

from sqlmodel import Session, col, or_, select

from caseman.domain.names import match_key
from caseman.errors import InputError
from caseman.services.course_inputs import LinkInput
from caseman.services.desk import Change, ChangeKind, Desk, find_case, row_id
from caseman.storage.course_tables import CaseLinkRow
from caseman.storage.tables import CaseRow, PartyRow
from caseman.text import T, Text


def link_cases(desk: Desk, link: LinkInput) -> Change:
    """Note that two cases belong together. Raises `InputError` for a case with itself, or a link that is there."""
    with desk.work() as work:
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


def linked_cases(session: Session, case: CaseRow) -> tuple[tuple[str, str], ...]:
    """Number and reason of each case that was linked with this one."""
    rows = session.exec(
        select(CaseLinkRow, CaseRow.number)
        .join(CaseRow, or_(CaseRow.id == CaseLinkRow.case_id, CaseRow.id == CaseLinkRow.other_id))
        .where(
            or_(CaseLinkRow.case_id == case.id, CaseLinkRow.other_id == case.id),
            CaseRow.id != case.id,
        )
        .order_by(col(CaseRow.id))
    ).all()
    return tuple((number, link.why) for link, number in rows)


def suggested_links(session: Session, case: CaseRow) -> tuple[tuple[str, Text], ...]:
    """Other cases that probably belong to this one: from the same envelope, or of a principal of the same name."""
    linked = {number for number, _ in linked_cases(session, case)}
    same_envelope = session.exec(
        select(CaseRow.number).where(CaseRow.envelope_id == case.envelope_id, CaseRow.id != case.id)
    ).all()
    found = {number: T("Came in the same envelope.") for number in same_envelope}
    for number in _same_name(session, case):
        found.setdefault(number, T("A principal of the same name, born on the same day."))
    return tuple((number, why) for number, why in found.items() if number not in linked)


def _same_name(session: Session, case: CaseRow) -> list[str]:
    principal = session.exec(
        select(PartyRow).where(PartyRow.case_id == case.id, PartyRow.role == "principal")
    ).one_or_none()
    if principal is None or principal.birth_date is None:
        return []
    born_alike = session.exec(
        select(CaseRow.number, PartyRow.name)
        .join(PartyRow, col(PartyRow.case_id) == CaseRow.id)
        .where(PartyRow.role == "principal", PartyRow.birth_date == principal.birth_date, CaseRow.id != case.id)
        .order_by(col(CaseRow.id).desc())
        .limit(50)
    ).all()
    key = match_key(principal.name)
    return [number for number, name in born_alike if match_key(name) == key]


def _other(session: Session, number: str) -> CaseRow:
    try:
        return find_case(session, number)
    except InputError as error:
        raise InputError(error.code, error.text, field="other") from error
