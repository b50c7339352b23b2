"""The defects of a case: what is missing or faulty in its papers, word for word as the deficiency notice tells it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from caseman.domain.authority import AgentKind, PartyRole, authority_defects, authority_not_shown
from caseman.domain.checklists import CheckItem, identity_cure
from caseman.domain.defects import Defect, defect_line, mendable
from caseman.domain.documents import Detail, DocumentKind
from caseman.domain.evidence import document_defects
from caseman.domain.identity_policy import CheckResult, IdentityPolicy
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType
from caseman.offices.policies import authority_policy, identity_policy
from caseman.offices.schema import Procedure
from caseman.services.case_course import checklist_of
from caseman.services.case_facts import documents_lack, enclosed, held_together
from caseman.services.case_rows import party_of
from caseman.services.compared import recorded_finding
from caseman.services.desk import Desk
from caseman.storage.case_tables import CaseRow, CheckRow
from caseman.storage.reading import of_case
from caseman.text import T, Text


def found_defects(desk: Desk, session: Session, case: CaseRow) -> tuple[str, ...]:
    """What a case lacks that the person can mend, one line a defect with its cure, in the language of its letters."""
    papers = checklist_of(session, case, desk.procedure_of(case.procedure_id))
    return defect_lines(desk, session, case, papers)


def defect_lines(desk: Desk, session: Session, case: CaseRow, papers: Sequence[CheckItem]) -> tuple[str, ...]:
    """As `found_defects`, where the checklist of the case's envelopes is known already."""
    procedure = desk.procedure_of(case.procedure_id)
    found = _missing(papers) + _faulty(session, case, procedure)
    lines = [defect_line(defect, procedure.replies.language) for defect in mendable(found)]
    return tuple(dict.fromkeys(lines))


def _missing(papers: Sequence[CheckItem]) -> list[Defect]:
    return [item.lack for item in papers if item.there is False and item.lack is not None]


def _faulty(session: Session, case: CaseRow, procedure: Procedure) -> list[Defect]:
    """What the latest check of each document found; where documents are good but too few, what else is needed."""
    policy = identity_policy(procedure)
    rows = of_case(session, CheckRow, case.id)
    found: list[Defect] = []
    for role in PartyRole:
        latest = {check.document: check for check in rows if check.role == role}
        failed = [check for check in latest.values() if check.result == CheckResult.NOT_CONFIRMED]
        faults = [defect for check in failed for defect in _of_document(case, check, policy)]
        if role is PartyRole.AGENT and latest:
            faults += _of_authority(session, case, procedure, tuple(latest.values()))
        lack = documents_lack(policy, held_together(rows, role)) if latest else None
        if lack is not None and not mendable(faults):
            faults.append(Defect(lack, identity_cure(policy, case.arrived_on)))
        found += faults
    return found


def _of_document(case: CaseRow, check: CheckRow, policy: IdentityPolicy) -> list[Defect]:
    role = PartyRole(check.role)
    correcting = RequestType.CORRECTION in case.request_types.split() and role is PartyRole.PRINCIPAL
    found = document_defects(
        recorded_finding(check),
        policy,
        case.arrived_on,
        address_changed=check.register_address_agrees is False,
        correcting=frozenset({Detail.NAME, Detail.ADDRESS}) if correcting else frozenset(),
    )
    if policy.compares(DocumentKind(check.document)):
        return list(found)
    named = DocumentKind(check.document).label
    return [Defect(_named(role, named, defect.what), defect.cure) for defect in found]


def _named(role: PartyRole, document: Text, what: Text) -> Text:
    if role is PartyRole.AGENT:
        return T("{document} of the agent: {what}", document=document, what=what)
    return T("{document}: {what}", document=document, what=what)


def _of_authority(
    session: Session, case: CaseRow, procedure: Procedure, checks: Sequence[CheckRow]
) -> tuple[Defect, ...]:
    """What the agent's papers do not show. Papers that did not come at all are among the missing ones."""
    agent = party_of(session, case.id, PartyRole.AGENT)
    if agent is None or agent.agent_kind is None:
        return ()
    kind, policy = AgentKind(agent.agent_kind), authority_policy(procedure)
    last = checks[-1]
    papers = enclosed(session, case) | {EnclosureKind.AGENT_ID_COPY}  # that one is told among the missing papers
    found = authority_defects(kind, papers, policy, names_receipt=last.receipt_named)
    return found if last.authority_agrees is not False else (*found, authority_not_shown(kind, policy))
