"""Very many invented cases: each one is what the services would have stored, and is found like any other."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from caseman.bootstrap import create_office, open_office
from caseman.demo import bulk
from caseman.demo.bulk import fill
from caseman.domain.authority import PartyRole
from caseman.domain.decisions import Outcome, Ruling, check_ruling
from caseman.domain.documents import DocumentKind
from caseman.domain.entry import check_tracking_number
from caseman.domain.evidence import document_faults
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import Finding
from caseman.domain.lifecycle import State
from caseman.domain.permissions import Permission
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.domain.statute import ground_article
from caseman.errors import RuleError
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.offices.policies import identity_policy
from caseman.security.keyslots import FLOOR_COST
from caseman.services.auditing import verify_file
from caseman.services.case_facts import authority_lacks
from caseman.services.case_file import show_case
from caseman.services.case_query import CaseQuery, Show
from caseman.services.desk import Desk
from caseman.services.export.choice import ExportChoice
from caseman.services.export.writing import export_set
from caseman.services.fees import fee_of
from caseman.services.found_by import index
from caseman.services.letters import letter
from caseman.services.lists import count_cases, list_cases
from caseman.services.standing import resettle
from caseman.services.today import today_view
from caseman.services.views import CaseView
from caseman.storage import search
from caseman.storage.case_tables import CaseRow, CheckRow, PartyRow, RequestRow
from caseman.storage.letter_tables import DispatchRow
from caseman.storage.post_tables import EnvelopeRow
from caseman.text import Language

STAFF = "見本 花子"
PASSPHRASE = "合言葉は 見本の桜餅 correct horse 24"
COUNT = 900


def clock() -> datetime:
    """Ten in the morning of Tuesday 24 November 2026 in Tokyo."""
    return datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A sample office, filled once; what a test changes it takes back."""
    path = tmp_path_factory.mktemp("bulk") / "sample.caseman"
    create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, sample=True, cost=FLOOR_COST)
    desk = open_office(path, PASSPHRASE, clock=clock)
    change = fill(desk, COUNT)
    assert len(set(change.numbers)) == COUNT
    yield desk
    desk.close()


def numbers_by_state(desk: Desk) -> dict[str, list[str]]:
    """A handful of cases of every state, the latest first."""
    found: dict[str, list[str]] = {}
    with desk.reading() as session:
        for number, state in session.exec(select(CaseRow.number, CaseRow.state).order_by(col(CaseRow.id).desc())).all():
            found.setdefault(state, []).append(number)
    return {state: numbers[:8] for state, numbers in found.items()}


def terms(session: Session) -> Counter[tuple[str, int, str]]:
    """How often the search index holds each term for each case and column."""
    connection = session.connection()
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, case_text, instance)")
    found = Counter(
        (str(term), int(case), str(column))
        for term, case, column in connection.exec_driver_sql("SELECT term, doc, col FROM temp.words")
    )
    connection.exec_driver_sql("DROP TABLE temp.words")
    return found


def test_cases_stand_at_every_part_of_the_way(full: Desk) -> None:
    states = numbers_by_state(full)
    assert {State.RECEIVED, State.ACCEPTED, State.DISPATCHED, State.DELIVERED, State.CLOSED} <= set(states)
    assert count_cases(full, CaseQuery()) == COUNT
    assert 0.9 < count_cases(full, CaseQuery(show=Show.CLOSED)) / COUNT < 1
    assert today_view(full).envelopes_without_case == 0
    assert {line.arrived_on.year for line in list_cases(full, CaseQuery(limit=COUNT)).lines} >= {2022, 2024, 2026}


def test_the_services_would_have_stored_the_same(full: Desk) -> None:
    """Settling a case anew from its facts, and indexing it anew, changes nothing."""
    with full.work(Permission.OPEN_CASE) as work:
        before = terms(work.session)
        assert len({case for _, case, _ in before}) == COUNT
        for numbers in numbers_by_state(full).values():
            for number in numbers:
                case = work.case(number)
                stored = case.model_dump()
                resettle(work, case)
                assert case.model_dump() == stored
                index(work, case)
        assert terms(work.session) == before
        work.session.rollback()


def test_a_rule_holds_for_every_row(full: Desk) -> None:
    """What the services ask of papers, rulings, fees and tracking numbers is asked of the invented ones too."""
    with full.reading() as session:
        cases = {case.id: case for case in session.exec(select(CaseRow)).all()}
        for row in session.exec(select(RequestRow)).all():
            kind = RequestType(row.type)
            fee = fee_of(full.procedure, kind, row.forms, row.units, cases[row.case_id].arrived_on)
            assert (row.fee_minor, row.fee_currency) == (fee.minor, fee.currency)
            if row.outcome is not None:
                ground = Ground(row.ground) if row.ground else None
                assert kind is RequestType.DISCLOSURE or "開示" not in row.scope + row.reason
                check_ruling(kind, Ruling(Outcome(row.outcome), ground, row.reason, row.details, row.before, row.after))
        identity = identity_policy(full.procedure)
        confirmed = session.exec(select(CheckRow).where(CheckRow.result == "confirmed")).all()
        assert len(confirmed) > COUNT * 0.9
        for check in confirmed:
            looked_at = check.name_agrees, check.address_agrees, check.birth_date_agrees, check.masked
            finding = Finding(DocumentKind(check.document), check.expires_on, *looked_at)
            assert document_faults(finding, identity, cases[check.case_id].arrived_on) == ()
        agents = session.exec(select(PartyRow).where(PartyRow.role == PartyRole.AGENT)).all()
        assert len(agents) > COUNT * 0.04
        assert all(authority_lacks(full.procedure, session, cases[agent.case_id]) == () for agent in agents)
        tracked = session.exec(select(EnvelopeRow.tracking_number, EnvelopeRow.mail_class)).all()
        sent = session.exec(select(DispatchRow.tracking_number, DispatchRow.mail_class)).all()
        assert all(check_tracking_number(number, MailClass(mail)) == number for number, mail in [*tracked, *sent])


def test_the_days_of_a_case_follow_one_another(full: Desk) -> None:
    for numbers in numbers_by_state(full).values():
        for number in numbers:
            case = show_case(full, number)
            days = [
                case.envelope.postmarked_on,
                case.arrived_on,
                min((check.checked_on for check in case.checks), default=None),
                max((r.decided_on for r in case.requests if r.decided_on), default=None),
                min((x.dispatched_on for x in case.letters if x.dispatched_on), default=None),
                min((x.delivered_on for x in case.letters if x.delivered_on), default=None),
                case.closed_on,
                full.today() if case.closed_on else None,
            ]
            known = [day for day in days if day is not None]
            assert all(one <= other for one, other in pairwise(known)), (number, days)
            assert case.closed_on is None or case.retain_until is not None


def test_the_file_stays_whole_and_its_chain_too(full: Desk) -> None:
    check = verify_file(full)
    assert (check.broken_at, check.letters_damaged) == (None, ())
    assert check.page_faults == ()
    with full.reading() as session:
        actions = session.connection().execute(text("SELECT action, details FROM audit ORDER BY number")).all()
    assert ("sample_cases_added", f'{{"cases":{COUNT}}}') in [tuple(row) for row in actions]


def test_a_letter_can_be_opened(full: Desk) -> None:
    (number, *_) = numbers_by_state(full)[State.CLOSED]
    document = show_case(full, number).letters[0].document_number
    with pypdfium2.PdfDocument(letter(full, number, document).pdf) as pdf:
        (page,) = pdf
        assert page.get_textpage().get_text_range() == "SPECIMEN"


def test_the_ledger_tells_of_each_case_what_its_page_shows(full: Desk, tmp_path: Path) -> None:
    export = export_set(full, tmp_path / "set", ExportChoice(language=Language.EN))
    with (export.path / "ledger.csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, *lines = csv.reader(stream)
    assert heading == [title.say(Language.EN) for _, title in LEDGER_COLUMNS]
    assert dict(export.rows)["ledger"] == len(lines) == COUNT
    rows = {line[0]: dict(zip([code for code, _ in LEDGER_COLUMNS], line, strict=True)) for line in lines}
    for numbers in numbers_by_state(full).values():
        for number in numbers:
            case = show_case(full, number)
            assert rows[number] == {code: "" for code, _ in LEDGER_COLUMNS} | expected(case)


def expected(case: CaseView) -> dict[str, str]:
    """A line of the ledger, made from the case page in the plainest way."""

    def join(words: list[str]) -> str:
        return ", ".join(dict.fromkeys(word for word in words if word))

    def each(words: list[str]) -> str:
        """Alone, or with the type of its request."""
        if len(words) == 1:
            return words[0]
        return "; ".join(f"{r.type.label}: {w}" for r, w in zip(case.requests, words, strict=True) if w)

    def of_each(cells: list[tuple[str, str]]) -> str:
        """Alone, or with whose it is where an agent acts."""
        return "; ".join(f"{who}: {told}" for who, told in cells if told) if case.agent else cells[0][1]

    def last(days: list[object]) -> str:
        return max((str(day) for day in days if day is not None), default="")

    confirmed = {
        str(role.label): [c for c in case.checks if (c.role, c.result) == (role, "confirmed")] for role in PartyRole
    }
    failed = [c for c in case.checks if c.result != "confirmed"]
    letters = [x for x in reversed(case.letters) if x.dispatched_on]
    proofs = ("letter_of_proxy", "seal_certificate", "family_register")
    papers = [kind for kind, _, _ in case.envelope.enclosures if kind in proofs]
    grounds = [
        f"Article {article} ({r.ground.label})"
        if r.ground and (article := ground_article(r.ground, request_type=r.type))
        else ""
        for r in case.requests
    ]
    return {
        "number": case.number,
        "received_on": str(case.arrived_on),
        "channel": str(case.envelope.mail_class.label),
        "tracking_number": case.envelope.tracking_number,
        "request_types": join([str(r.type.label) for r in case.requests]),
        "articles": join([f"Article {r.article}" for r in case.requests]),
        "principal_name": case.principal.name,
        "principal_kana": case.principal.kana,
        "requester_kind": str(case.agent.agent_kind.label) if case.agent and case.agent.agent_kind else "Principal",
        "identity_documents": of_each(
            [(who, join([str(c.document.label) for c in found])) for who, found in confirmed.items()]
        ),
        "identity_checked_on": of_each(
            [(who, last([c.checked_on for c in found])) for who, found in confirmed.items()]
        ),
        "identity_checked_by": of_each(
            [(who, join([c.checked_by for c in found])) for who, found in confirmed.items()]
        ),
        "authority_documents": join([str(kind.label) for kind in papers]),
        "correction_asked_on": last([c.asked_on for c in case.corrections]),
        "correction_limit_on": last([c.limit_on for c in case.corrections]),
        "correction_done_on": last([c.cured_on for c in case.corrections]),
        "fee_required": "Required" if case.fee_due.minor else "Not required",
        "fee_amount": str(case.fee_due.minor),
        "payment_means": join([str(p.means.label) for p in case.payments]),
        "paid_on": last([p.paid_on for p in case.payments]),
        "accepted_on": last([case.accepted_on]),
        "due_on": str(case.due_on),
        "decided_on": last([r.decided_on for r in case.requests]),
        "results": each([str(r.outcome.label) if r.outcome else "" for r in case.requests]),
        "grounds": each(grounds),
        "reasons": each([r.reason for r in case.requests]),
        "decided_by": join([r.decided_by for r in case.requests]),
        "dispatched_on": last([x.dispatched_on for x in letters]),
        "dispatch_mail_class": join([str(x.mail_class.label) for x in letters if x.mail_class]),
        "dispatch_tracking_number": join([x.tracking_number for x in letters]),
        "delivered_on": last([x.delivered_on for x in letters]),
        "papers_ended_on": last([case.closed_on if case.papers_end in ("returned", "destroyed") else None]),
        "retain_until": last([case.retain_until]),
        "remarks": "; ".join(
            f"Identity not confirmed {c.checked_on} ({c.role.label}, {c.document.label}, {c.note})" for c in failed
        ),
    }


@pytest.mark.parametrize("many", [1, 30, 400, 100_000])
@pytest.mark.parametrize("stretch", [7, 1_000])
def test_a_search_lists_the_soonest_first_whichever_way_it_looks(
    full: Desk, monkeypatch: pytest.MonkeyPatch, many: int, stretch: int
) -> None:
    monkeypatch.setattr(search, "_MANY", many)
    monkeypatch.setattr(search, "_SHORTEST", stretch)
    monkeypatch.setattr(search, "_LONGEST", stretch)
    plain = list_cases(full, CaseQuery(limit=COUNT)).lines
    for typed in ("佐", "タ", "タカ", "P", "P-2026", "P-2026-00", "090", "見本町1 タ", "SAMPLE-0001", "ない人"):
        with full.reading() as session:
            statement = f"SELECT number FROM cases WHERE id {search.IS_FOUND} ORDER BY due_on, id"
            rows = session.connection().execute(text(statement), {"match": search.match_expression(typed)})
            wanted = [row.number for row in rows]
        assert list(list_cases(full, CaseQuery(search=typed, limit=COUNT)).lines) == [
            line for line in plain if line.number in set(wanted)
        ]
        assert paged(full, CaseQuery(search=typed, limit=23)) == wanted
        assert count_cases(full, CaseQuery(search=typed)) == len(wanted)
        is_open = {line.number for line in plain if line.closed_on is None}
        open_ones = CaseQuery(search=typed, show=Show.OPEN, limit=5)
        assert paged(full, open_ones) == [number for number in wanted if number in is_open]
        assert count_cases(full, open_ones) == len(is_open & set(wanted))


def paged(desk: Desk, query: CaseQuery) -> list[str]:
    """The numbers of all pages, one after the other."""
    found: list[str] = []
    after = query.after
    while True:
        page = list_cases(desk, CaseQuery(query.search, query.show, query.step, after, query.limit))
        found += [line.number for line in page.lines]
        after = page.after
        if after is None:
            return found


def test_filling_twice_goes_on_where_the_numbers_ended(tmp_path: Path) -> None:
    path = tmp_path / "sample.caseman"
    create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, sample=True, cost=FLOOR_COST)
    desk = open_office(path, PASSPHRASE, clock=clock)
    try:
        first, second = fill(desk, 15, seed=1).numbers, fill(desk, 15, seed=2).numbers
        assert len({*first, *second}) == 30
        assert fill(desk, 0).numbers == ()
        assert verify_file(desk).broken_at is None
    finally:
        desk.close()


def test_what_is_saved_in_several_goes_is_one_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_AT_ONCE", 7)
    path = tmp_path / "sample.caseman"
    create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, sample=True, cost=FLOOR_COST)
    desk = open_office(path, PASSPHRASE, clock=clock)
    try:
        with desk.reading() as session:
            usual = session.connection().exec_driver_sql("PRAGMA cache_size").scalar_one()
        assert len(set(fill(desk, 15).numbers)) == 15
        with desk.reading() as session:
            run = session.connection().exec_driver_sql
            told = run("SELECT details FROM audit WHERE action = 'sample_cases_added' ORDER BY number").scalars().all()
            assert run("PRAGMA cache_size").scalar_one() == usual
        assert told == ['{"cases":7}', '{"cases":7}', '{"cases":1}']
        check = verify_file(desk)
        assert (check.broken_at, check.page_faults) == (None, ())
    finally:
        desk.close()


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    drawn = []
    for name in ("one", "other"):
        path = tmp_path / f"{name}.caseman"
        create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, sample=True, cost=FLOOR_COST)
        desk = open_office(path, PASSPHRASE, clock=clock)
        fill(desk, 20, seed=3)
        drawn.append(list_cases(desk, CaseQuery()).lines)
        desk.close()
    assert drawn[0] == drawn[1]


def test_an_office_at_work_is_left_alone(desk: Desk) -> None:
    with pytest.raises(RuleError) as refused:
        fill(desk, 1)
    assert refused.value.code == "not-a-sample"
    assert count_cases(desk, CaseQuery()) == 0
