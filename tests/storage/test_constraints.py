"""The rules that the database guards once more, should a page or a service ever forget one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from caseman.domain.letters import LetterKind
from tests.services.walking import Office, TickingClock, Walk, open_copy, raw


@pytest.fixture(scope="module")
def walked(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Case 1, disclosed and delivered; case 2, a correction asked for by an agent, with a deficiency."""
    clock = TickingClock()
    desk = open_copy(office, office.copy_to(tmp_path_factory.mktemp("walked")), clock)
    walk = Walk(desk, clock)
    first = walk.case()
    walk.identity(first)
    walk.payment(first)
    walk.accept(first)
    walk.decide(first)
    document = walk.letter(first, LetterKind.DISCLOSURE)
    walk.dispatch(first, document)
    walk.deliver(first, document)
    walk.agent_case("correction")
    raw(walk.desk, "INSERT INTO correction (case_id, defect, asked_on) VALUES (2, 'no seal', '2026-11-21')")
    yield desk.file.engine
    desk.close()


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ("UPDATE request SET fee_minor = 1 WHERE type = 'correction'", "fee_only_by_article_38"),
        ("UPDATE request SET type = 'cessation' WHERE fee_minor > 0", "fee_only_by_article_38"),
        ("UPDATE request SET fee_minor = -1 WHERE case_id = 1", "fee_not_negative"),
        ("UPDATE request SET forms = 0", "forms_positive"),
        ("UPDATE request SET outcome = 'refuse' WHERE case_id = 1", "refusal_has_reason"),
        ("UPDATE request SET outcome = 'part', ground = 'rights' WHERE case_id = 1", "refusal_has_reason"),
        ("UPDATE request SET outcome = 'refuse', reason = 'r' WHERE case_id = 1", "refusal_has_reason"),
        ("UPDATE request SET decided_on = NULL WHERE case_id = 1", "decided_when_outcome"),
        ("UPDATE request SET outcome = 'grant' WHERE case_id = 2", "decided_when_outcome"),
        ("UPDATE request SET position = 1, case_id = 1 WHERE case_id = 2", "UNIQUE"),
        ("UPDATE envelope SET postmarked_on = '2026-11-21'", "postmark_first"),
        ("UPDATE cases SET accepted_on = '2026-11-19'", "accepted_after_arrival"),
        ("UPDATE cases SET closed_on = '2026-11-19'", "closed_after_arrival"),
        ("UPDATE cases SET number = 'P-2026-0001'", "UNIQUE"),
        ("UPDATE dispatch SET delivered_on = '2026-11-23'", "delivered_after"),
        ("UPDATE dispatch SET delivered_on = NULL, returned_on = '2026-11-23'", "returned_after"),
        ("UPDATE dispatch SET delivered_on = '2026-12-24', returned_on = '2026-12-24'", "delivered_or_returned"),
        (
            (
                "INSERT INTO extension (case_id, noticed_on, amount, reason, recorded_by) "
                "VALUES (1, '2026-11-24', 0, '', 1)"
            ),
            "amount_positive",
        ),
        ("INSERT INTO case_link (case_id, other_id, why) VALUES (2, 1, 'same')", "earlier_first"),
        ("INSERT INTO closure (day, kind, name, added_at, added_by) VALUES ('2026-11-24', 'feast', '', '', 1)", "kind"),
        (
            (
                "INSERT INTO search_task (case_id, holder, contact, question, asked_on, due_on, asked_by, answer) "
                "VALUES (1, 'AIS', '', '', '2026-11-24', '2026-11-23', 1, '')"
            ),
            "due_after_asked",
        ),
        (
            (
                "INSERT INTO request_item (request_id, position, item, outcome, reason, before, after) "
                "VALUES (1, 1, 'name', 'refuse', 'r', '', '')"
            ),
            "refusal_has_reason",
        ),
        ("UPDATE book_entry SET amount_minor = 0", "amount_not_zero"),
        ("UPDATE book_entry SET currency = ''", "currency_filled"),
        ("UPDATE party SET role = 'neighbour'", "role_known"),
        ("UPDATE party SET agent_kind = 'delegated' WHERE role = 'principal'", "agent_kind_for_agents"),
        ("UPDATE party SET agent_kind = NULL WHERE role = 'agent'", "agent_kind_for_agents"),
        ("UPDATE party SET name = ''", "name_filled"),
        ("UPDATE staff SET name = ''", "name_filled"),
        ("UPDATE correction SET cured_on = '2026-11-20'", "cured_after_asked"),
        ("UPDATE correction SET limit_on = '2026-11-20'", "limit_after_asked"),
        ("UPDATE correction SET defect = ''", "defect_filled"),
        ("UPDATE enclosure SET sheets = 0", "sheets_positive"),
        ("UPDATE scan SET pages = 0", "pages_positive"),
        ("UPDATE letter SET sha256 = 'short'", "sha256_hex"),
        (
            "INSERT INTO office (id, file_id, created_at, sample, keyslots) VALUES (2, 0, 0, 0, 0)",
            "one_row",
        ),
        (
            (
                "INSERT INTO dispatch (letter_id, dispatched_on, mail_class, tracking_number, dispatched_by) "
                "SELECT letter_id, dispatched_on, mail_class, '', 1 FROM dispatch"
            ),
            "UNIQUE",
        ),
        ("DELETE FROM envelope WHERE id = 1", "FOREIGN KEY"),
        ("DELETE FROM staff", "FOREIGN KEY"),
        ("DELETE FROM cases WHERE id = 1", "FOREIGN KEY"),
        ("DELETE FROM scan_content", "FOREIGN KEY"),
        ("DELETE FROM procedure", "FOREIGN KEY"),
        ("UPDATE request SET case_id = 99 WHERE case_id = 1", "FOREIGN KEY"),
        (
            "INSERT INTO letter_review (letter_id, kind, reason, sha256, at, by) VALUES (1, 'kept', '', 'x', '', 1)",
            "CHECK",
        ),
        (
            (
                "INSERT INTO letter_review (letter_id, kind, reason, sha256, at, by) "
                "SELECT 1, 'sent_back', '', sha256, '', 1 FROM letter"
            ),
            "sent_back_has_reason",
        ),
        (
            (
                "INSERT INTO letter_enclosure (letter_id, kind, words, sheets, added_at, added_by) "
                "VALUES (1, 'other', '', 1, '', 1)"
            ),
            "other_in_words",
        ),
        (
            (
                "INSERT INTO letter_enclosure (letter_id, kind, words, sheets, added_at, added_by) "
                "VALUES (1, 'form', '', 0, '', 1)"
            ),
            "sheets_positive",
        ),
        (
            (
                "INSERT INTO print_run "
                "(number, year, serial, state, next_sheet, duplex, complete, created_at, created_by) "
                "VALUES ('R-2026-001', 2026, 1, 'lost', 1, 0, 0, '', 1)"
            ),
            "state_known",
        ),
        ("UPDATE letter SET supersedes_id = 99", "FOREIGN KEY"),
    ],
)
def test_the_database_refuses(walked: Engine, change: str, guard: str) -> None:
    with walked.connect() as connection, pytest.raises(IntegrityError, match=guard):
        connection.exec_driver_sql(change)
