"""The certificates of a disposal run, in both languages: made once, when the file was swept, and kept as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from caseman.domain.derivation import pack, unpack
from caseman.domain.retention import RecordKind
from caseman.letters.disposal_certificate import CertificateFacts, DisposedRecord, disposal_certificate
from caseman.services.backup_ends import holding_backups
from caseman.services.desk import Desk
from caseman.services.letter_facts import sender_of
from caseman.storage import audit
from caseman.storage.case_tables import CaseRow
from caseman.storage.disposal_tables import DisposalItemRow, DisposalRunRow
from caseman.storage.office_tables import StaffRow
from caseman.text import Language, Sentences, T, Text


def certificates(desk: Desk, session: Session, run: DisposalRunRow) -> tuple[str, bytes, bytes]:
    """What the certificates say (JSON), and the two PDFs, Japanese first. It names cases and staff, nobody else."""
    facts = {language: _facts(desk, session, run, language) for language in Language}
    japanese, english = (disposal_certificate(facts[language], language) for language in (Language.JA, Language.EN))
    return _written(facts[Language.JA]), japanese, english


def of_item(session: Session, row: DisposalItemRow) -> Text:
    """Of what an item is, in words: its case's number, else what it is."""
    if row.case_id is not None:
        return T("{number}", number=session.get_one(CaseRow, row.case_id).number)
    if row.envelope_id is not None:
        return T("Envelope {number}", number=row.envelope_id)
    return T("Book and bank's lines")


def why_left_out(row: DisposalItemRow) -> Any:
    """Why an item was left out, in words."""
    return Sentences(tuple(unpack(each) for each in json.loads(row.why)))


def items_of_run(session: Session, run: DisposalRunRow) -> Sequence[DisposalItemRow]:
    """The items of a run, in its order."""
    statement = select(DisposalItemRow).where(DisposalItemRow.run_id == run.id)
    return session.exec(statement.order_by(col(DisposalItemRow.position))).all()


def _facts(desk: Desk, session: Session, run: DisposalRunRow, language: Language) -> CertificateFacts:
    assert run.settled_on is not None
    names = dict(session.exec(select(StaffRow.id, StaffRow.name)).all())
    rows = items_of_run(session, run)
    gone = [row for row in rows if row.outcome == "disposed"]
    kinds = tuple(
        (kind.label, len(mine), sum(row.records for row in mine))
        for kind in RecordKind
        if (mine := [row for row in gone if row.kind == kind])
    )
    return CertificateFacts(
        run=run.number,
        sender=sender_of(desk.procedure, language),
        disposed_on=run.settled_on,
        proposed_by=names.get(run.proposed_by, ""),
        proposed_on=run.proposed_on,
        confirmed_by=names.get(run.settled_by, ""),
        confirmed_on=run.settled_on,
        kinds=kinds,
        records=tuple(
            DisposedRecord(of_item(session, row), RecordKind(row.kind).label, row.kept_until, row.records)
            for row in gone
        ),
        left_out=tuple(
            (of_item(session, row), RecordKind(row.kind).label, T("{sentences}", sentences=why_left_out(row)))
            for row in rows
            if row.outcome == "left_out"
        ),
        backups=tuple((each.name, each.made_on, each.end) for each in holding_backups(desk, run.settled_at)),
        papers=_papers(session, gone),
        head=audit.head(session.connection()),
        sample=desk.file.sample,
    )


def _papers(session: Session, gone: Sequence[DisposalItemRow]) -> int:
    """How many bundles of papers of the cases that went whole were noted as destroyed."""
    ids = [row.case_id for row in gone if row.kind == RecordKind.PERSONAL]
    counted: int = (
        session.connection()
        .exec_driver_sql(
            "SELECT count(*) FROM enclosure e JOIN cases c ON c.envelope_id = e.envelope_id "
            "WHERE c.id IN (SELECT value FROM json_each(?)) AND (e.case_id IS NULL OR e.case_id = c.id) AND "
            "'destroyed' = (SELECT m.ended FROM custody m WHERE m.enclosure_id = e.id ORDER BY m.id DESC LIMIT 1)",
            (json.dumps(ids),),
        )
        .scalar_one()
    )
    return counted


def _written(facts: CertificateFacts) -> str:
    """What is certified as data, beside the pages: numbers, kinds, days, names of staff."""
    told = {
        "run": facts.run,
        "disposed_on": facts.disposed_on.isoformat(),
        "proposed": [facts.proposed_by, facts.proposed_on.isoformat()],
        "confirmed": [facts.confirmed_by, facts.confirmed_on.isoformat()],
        "records": [[pack(r.of), pack(r.kind), r.kept_until.isoformat(), r.records] for r in facts.records],
        "backups": [[name, made_on.isoformat(), pack(end)] for name, made_on, end in facts.backups],
        "papers": facts.papers,
        "head": facts.head,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
