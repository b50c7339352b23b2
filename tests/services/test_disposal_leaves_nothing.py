"""What was disposed of is nowhere in the file any more: rows, index, free pages, log, packed streams, keys.

The search is shown to work first: everything is found before disposal, in the same file, by the same search.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import String
from sqlmodel import SQLModel

from caseman.domain.letters import LetterKind
from caseman.services import approval, backups, case_file, drafts, enclosing, events, links
from caseman.services.auditing import verify_file
from caseman.services.backup_ends import holding_backups
from caseman.services.course_inputs import LinkInput
from caseman.services.desk import Desk
from caseman.services.disposal import confirm
from caseman.services.identity_copies import mark_identity_copies
from caseman.services.letter_inputs import EnclosedInput, ReviewInput, SendBackInput
from caseman.storage.personal import PERSONAL, undeclared
from tests.e2e.leak_search import hits, needles
from tests.services.course_walk import amend, answer, ask_correction, ask_holder, cure, event
from tests.services.disposal_walk import LATER, MUCH_LATER, SECOND, add_second, desk_of, dispose, due, propose
from tests.services.walking import ENCLOSURES, TODAY, Office, Walk, open_copy, raw
from tests.storage.plain_pages import plain_pages

# Signs that stand nowhere else, so that even a pair of them left in the index is found.
NAME, KANA, ADDRESS = "鸚鵡薔", "ヰヱヲ ヴヵヶ", "鸞鳳鑿町七丁目"
SAID = {
    name: f"{name.upper()}-鱇{number:02d}-sentinel"
    for number, name in enumerate(
        [
            "note",
            "enclosure",
            "scope",
            "checknote",
            "defect",
            "question",
            "contact",
            "answer",
            "details",
            "reason",
            "before",
            "after",
            "marking",
            "words",
            "sentback",
            "objection",
            "settled",
            "hold",
            "link",
            "remarks",
            "draft",
            "amended",
            "payer",
            "waived",
        ]
    )
}
_MARK = bytes(range(7, 247))


@dataclass(frozen=True)
class Filled:
    """A closed case full of sentinels, the bytes that belong to it, and what each is called."""

    number: str
    other: str
    blobs: dict[str, bytes]


def _scan() -> bytes:
    out = io.BytesIO()
    page = Image.frombytes("P", (240, 240), _MARK * 240)
    page.putpalette([tone for tone in range(256) for _ in range(3)])
    page.save(out, "PNG", compress_level=0)
    return out.getvalue()


def _fill(walk: Walk) -> Filled:
    envelope = walk.envelope(
        sender_as_written=NAME,
        note=SAID["note"],
        marking=SAID["marking"],
        tracking_number="123-45-67890-3",
        mail_class="simplified_registered",
        enclosures=({"kind": "request_form", "note": SAID["enclosure"]}, *ENCLOSURES[1:]),
        scans=({"name": f"{NAME}.png", "data": _scan()},),
    )
    person = {
        "name": NAME,
        "kana": KANA,
        "postal_code": "000-0001",
        "address": ADDRESS,
        "telephone": "03-9182-7364",
        "email": "zqx-sentinel@example.jp",
        "birth_date": "1971-03-09",
        "member_id": "ZQX-777123",
    }
    number = walk.case(
        "disclosure",
        "correction",
        envelope=envelope,
        principal=person,
        requests=[
            {"type": "disclosure", "scope": SAID["scope"], "forms": 1},
            {"type": "correction", "scope": SAID["scope"], "forms": 1},
        ],
    )
    mark_identity_copies(walk.desk, [case_file.show_case(walk.desk, number).scans[0].scan_id])
    other = walk.case()
    walk.identity(number, result="not_confirmed", sharp=False, note=SAID["checknote"])
    ask_correction(walk, number, defect=SAID["defect"])
    cure(walk, number)
    walk.identity(number)
    walk.payment(number, payer=SAID["payer"])
    walk.accept(number)
    ask_holder(walk, number, holder="AIS Inc.", contact=SAID["contact"], question=SAID["question"])
    (task,) = case_file.show_case(walk.desk, number).course.searches
    answer(walk, number, task.task_id, answer=SAID["answer"])
    walk.decide(number, 1, outcome="part", ground="rights", reason=SAID["reason"], details=SAID["details"])
    walk.decide(number, 2, before=SAID["before"], after=SAID["after"])
    first = walk.letter(number)
    approval.submit_for_review(walk.desk, ReviewInput.read(number=number, document_number=first))
    approval.send_back(walk.desk, SendBackInput.read(number=number, document_number=first, reason=SAID["sentback"]))
    for kind in (LetterKind.DISCLOSURE, LetterKind.CORRECTION):
        document = walk.letter(number, kind)
        enclosing.enclose(
            walk.desk,
            EnclosedInput.read(number=number, document_number=document, kind="other", words=SAID["words"]),
        )
        walk.dispatch(number, document, tracking_number="987-65-43210-2")
        walk.deliver(number, document)
    event(walk, number, events.object_to, reason=SAID["objection"])
    event(walk, number, events.settle_objection, reason=SAID["settled"])
    event(walk, number, events.hold, reason=SAID["hold"])
    event(walk, number, events.release)
    links.link_cases(walk.desk, LinkInput.read(number=number, other=other, why=SAID["link"]))
    amend(walk, number, **{**person, "kana": "ヰヱヲ ヴヵヶヽ", "why": SAID["amended"]})
    drafts.keep_draft(walk.desk, "case", {"cases": {number: {"text": SAID["draft"]}}})
    raw(
        walk.desk,
        "INSERT INTO fee_event (case_id, kind, happened_on, reason, recorded_at, recorded_by) "
        "SELECT id, 'asked', '2026-11-24', :reason, '2026-11-24T00:00:00.000Z', 1 FROM cases WHERE number = :number",
        reason=SAID["waived"],
        number=number,
    )
    with walk.desk.reading() as session:
        run = session.connection().exec_driver_sql
        scans = run("SELECT c.data, k.key FROM scan_content c JOIN scan_key k USING (sha256)").all()
        pdfs = run("SELECT pdf FROM letter l JOIN cases c ON c.id = l.case_id WHERE c.number = ?", (number,)).scalars()
        keys = run(
            "SELECT key FROM case_key k JOIN cases c ON c.id = k.case_id WHERE c.number = ?", (number,)
        ).scalars()
        blobs = {f"letter {at}": _own_part(pdf) for at, pdf in enumerate(pdfs)}
        blobs |= {f"case key {at}": key for at, key in enumerate(keys)}
        with_mark = [(data, key) for data, key in scans if len(data) > 50_000]
        blobs |= {"scan": with_mark[0][0][200:260], "scan key": with_mark[0][1]}
    walk.close(number, note=SAID["remarks"], despite_missing=True)
    return Filled(number, other, blobs)


def _own_part(pdf: bytes) -> bytes:
    """A piece of a letter's type, which is that of its words: other documents share the rest."""
    size, at = max((int(found[1]), found.end()) for found in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    middle = at + size // 2
    return pdf[middle : middle + 60]


def _wanted(filled: Filled) -> dict[str, bytes]:
    texts = {
        "name": NAME,
        "pair of the name": NAME[:2],
        "pair of the address": ADDRESS[:2],
        "address": ADDRESS,
        "telephone": "03-9182-7364",
        "mail address": "zqx-sentinel@example.jp",
        "member": "ZQX-777123",
        "tracking number": "987-65-43210-2",
        **SAID,
    }
    found = {
        f"{kind} in {encoding}": text.encode(encoding)
        for kind, text in texts.items()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    }
    return found | filled.blobs | {"mark of the scan": _MARK}


def _stored(desk: Desk) -> Iterator[bytes]:
    """Every value of every row."""
    with desk.reading() as session:
        run = session.connection().exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'case_text'").scalars().all()
        for name in names:
            for row in run(f'SELECT * FROM "{name}"'):
                yield from (value if isinstance(value, bytes) else str(value).encode() for value in row if value)


def _found(pages: bytes, wanted: Mapping[str, bytes]) -> set[str]:
    return {kind for kind, needle in wanted.items() if needle in pages}


def _copied(desk: Desk, folder: Path) -> Path:
    """The file and its log as they lie on the disk while the office is open."""
    folder.mkdir()
    for suffix in ("", "-wal"):
        source = desk.file.path.with_name(desk.file.path.name + suffix)
        if source.exists():
            shutil.copy(source, folder / f"office.caseman{suffix}")
    return folder / "office.caseman"


def _letters_say(desk: Desk) -> set[str]:
    """What the letters, unpacked, tell of the sentinels."""
    wanted = needles({"name": NAME, "reason": SAID["reason"]})
    with desk.reading() as session:
        pdfs = session.connection().exec_driver_sql("SELECT pdf FROM letter WHERE length(pdf) > 0").scalars().all()
    return {kind.split()[0] for pdf in pdfs for kind in hits(pdf, wanted)}


def test_no_page_of_the_file_or_its_log_holds_what_was_disposed_of(walk: Walk, office: Office, tmp_path: Path) -> None:
    filled = _fill(walk)
    wanted = _wanted(filled)
    walk.desk.file.forget_deleted()
    before = _found(plain_pages(_copied(walk.desk, tmp_path / "before"), office.data_key), wanted)
    assert {kind.rpartition(" in ")[0] for kind in before if kind.endswith("utf-8")} == {
        kind.rpartition(" in ")[0] for kind in wanted if kind.endswith("utf-8")
    } - _SEALED
    assert set(filled.blobs) - before == set()
    assert _letters_say(walk.desk) == {"name", "reason"}
    walk.clock.set_day(MUCH_LATER)
    assert due(walk.desk)[f"personal {filled.number}"].may_go, due(walk.desk)[f"personal {filled.number}"].blocks
    dispose(walk)
    assert {name for name, needle in wanted.items() if any(needle in value for value in _stored(walk.desk))} == set()
    assert _letters_say(walk.desk) == set()
    assert _found(plain_pages(_copied(walk.desk, tmp_path / "open"), office.data_key), wanted) == set()
    assert verify_file(walk.desk).sound
    walk.desk.close()
    assert _found(plain_pages(walk.desk.file.path, office.data_key), wanted) == set()
    assert not list(walk.desk.file.path.parent.glob("*-shm"))
    desk = open_copy(office, walk.desk.file.path, walk.clock)
    assert verify_file(desk).sound
    assert case_file.show_case(desk, filled.number).disposed_on == MUCH_LATER
    desk.close()


# What stands only sealed in the trail was never readable on a page.
_SEALED = {"amended"}


def test_a_planted_leak_is_found(walk: Walk, office: Office, tmp_path: Path) -> None:
    """A name that is left in a column, on a free page, or in the log."""
    filled = _fill(walk)
    walk.clock.set_day(MUCH_LATER)
    dispose(walk)
    raw(walk.desk, "INSERT INTO setting (key, value) VALUES ('planted', :name)", name=NAME)
    wanted = {"name": NAME.encode(), **filled.blobs}
    assert _found(plain_pages(_copied(walk.desk, tmp_path / "log"), office.data_key), wanted) == {"name"}
    with walk.desk.file.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
    raw(walk.desk, "DELETE FROM setting WHERE key = 'planted'")
    walk.desk.file.forget_deleted()
    assert _found(plain_pages(_copied(walk.desk, tmp_path / "free"), office.data_key), wanted) == {"name"}
    walk.desk.file.sweep()
    assert _found(plain_pages(_copied(walk.desk, tmp_path / "swept"), office.data_key), wanted) == set()


def test_identity_copies_leave_no_key_and_no_page_while_the_case_stays(
    walk: Walk, office: Office, tmp_path: Path
) -> None:
    filled = _fill(walk)
    walk.clock.set_day(TODAY + timedelta(days=91))
    assert dispose(walk).disposed == 1
    pages = plain_pages(_copied(walk.desk, tmp_path / "after"), office.data_key)
    assert _found(pages, {kind: filled.blobs[kind] for kind in ("scan", "scan key")}) == set()
    assert NAME.encode() in pages


def test_a_backup_made_before_still_holds_it_and_is_listed_with_its_end(
    walk: Walk, office: Office, tmp_path: Path
) -> None:
    filled = _fill(walk)
    folder = tmp_path / "backups"
    folder.mkdir()
    backups.set_backup_plan(walk.desk, str(folder), 3, 24, at_close=False)
    walk.clock.set_day(LATER)
    made = backups.back_up(walk.desk).backup
    assert made is not None
    walk.clock.set_day(MUCH_LATER)
    dispose(walk)
    disposed_at = walk.clock()
    walk.clock.now += timedelta(minutes=1)
    later = backups.back_up(walk.desk).backup
    assert later is not None
    wanted = {"name": NAME.encode(), **filled.blobs}
    assert _found(plain_pages(made.path, office.data_key), wanted) == set(wanted)
    assert _found(plain_pages(later.path, office.data_key), wanted) == set()
    with walk.desk.reading() as session:
        settled = session.connection().exec_driver_sql("SELECT facts FROM disposal_run").scalar_one()
    assert made.path.name in settled
    assert [each.name for each in holding_backups(walk.desk, disposed_at)] == [made.path.name]


def test_every_column_says_what_becomes_of_it(walk: Walk) -> None:
    with walk.desk.reading() as session:
        connection = session.connection()
        assert undeclared(connection) == ()
        connection.exec_driver_sql("CREATE TABLE planted (name TEXT)")
        connection.exec_driver_sql("ALTER TABLE party ADD COLUMN nickname TEXT")
        assert undeclared(connection) == ("party.nickname", "planted")


def test_what_is_declared_is_done_in_every_column(walk: Walk) -> None:
    """Each column that is declared to end is filled in every row of the case, and is empty afterwards."""
    filled = _fill(walk)
    _rows_where_none_is(walk, filled.number)
    planted: dict[tuple[str, str], str] = {}
    for name, columns in PERSONAL.items():
        with walk.desk.reading() as session:
            count = session.connection().exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
        assert count, f"no row of {name} to look at"
        for column in (*columns.emptied.split(), *columns.marked.split()):
            if isinstance(SQLModel.metadata.tables[name].columns[column].type, String):
                planted[name, column] = f"planted {name} {column}"
                raw(walk.desk, f'UPDATE "{name}" SET "{column}" = :text', text=planted[name, column])
    walk.clock.set_day(MUCH_LATER)
    add_second(walk)
    run = propose(walk.desk)
    confirm(desk_of(walk, SECOND), run)
    left = {name: _texts_of_case(walk, name, filled.number) for name in PERSONAL}
    assert {
        f"{name}.{column}" for (name, column), text in planted.items() if any(text in value for value in left[name])
    } == set()
    assert not any("planted" in value for values in left.values() for value in values)
    with walk.desk.reading() as session:
        for name in ("unredacted", "attachment_page"):
            assert session.connection().exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() == 0


def _rows_where_none_is(walk: Walk, number: str) -> None:
    """What this office's walk does not come by."""
    values = {"number": number}
    case = "(SELECT id FROM cases WHERE number = :number)"
    for statement in (
        (
            f"INSERT INTO request_item (request_id, position, item, outcome, reason, before, after) "
            f"SELECT id, 9, 'x', 'grant', '', '', '' FROM request WHERE case_id = {case}"
        ),
        (
            f"INSERT INTO past_decision (request_id, outcome, reason, details, before, after, items, decided_on) "
            f"SELECT id, 'grant', '', '', '', '', '[]', '2026-11-24' FROM request WHERE case_id = {case}"
        ),
        (
            f"INSERT INTO extension (case_id, noticed_on, amount, reason, recorded_by) "
            f"VALUES ({case}, '2026-11-24', 1, 'x', 1)"
        ),
        f"INSERT INTO complaint (case_id, urgent, publish, reported_to) VALUES ({case}, 0, 0, 'x')",
        (
            "INSERT INTO statement (sha256, name, format, account, lines, total_minor, currency, taken_at, taken_by) "
            "VALUES (printf('%064d', 1), 'x', 'mufg', '', 1, 1, 'JPY', '2026-11-24T00:00:00.000Z', 1)"
        ),
        (
            "INSERT INTO statement_line (statement_id, line, deposited_on, amount_minor, currency, payer, payer_key, "
            "edi, bank, branch, reference, cancelled, fingerprint, occurrence, settled) "
            "VALUES (1, 1, '2026-11-24', 1, 'JPY', 'x', 'x', '', '', '', '', 0, 'x', 0, 1)"
        ),
        (
            "INSERT INTO custody (enclosure_id, ended, moved_on, moved_at, moved_by, note) "
            "SELECT e.id, 'returned', '2026-11-24', '2026-11-24T00:00:00.000Z', 1, 'x' FROM enclosure e"
        ),
        (
            "INSERT INTO print_run (number, year, serial, state, next_sheet, duplex, complete, created_at, created_by) "
            "VALUES ('R-1', 2026, 1, 'sent', 1, 0, 1, '2026-11-24T00:00:00.000Z', 1)"
        ),
        (
            f"INSERT INTO print_run_item (run_id, position, letter_id, pages, mail_class, tracking_number) "
            f"SELECT 1, l.id, l.id, 1, 'ordinary', '' FROM letter l WHERE l.case_id = {case}"
        ),
        (
            f"INSERT INTO attachment (request_id, position, title, placing, name, media_type, sha256, size, pages, "
            f"added_at, added_by) SELECT id, 1, 'x', 'appended', 'x', 'image/png', printf('%064d', 2), 1, 1, "
            f"'2026-11-24T00:00:00.000Z', 1 FROM request WHERE case_id = {case}"
        ),
        "INSERT INTO unredacted (attachment_id, data) SELECT id, 'planted data' FROM attachment",
        "INSERT INTO attachment_page (attachment_id, page, picture) SELECT id, 1, 'planted page' FROM attachment",
        (
            "INSERT INTO redaction (attachment_id, page, x, y, width, height, reason, made_at, made_by) "
            "SELECT id, 1, 0, 0, 1, 1, 'x', '2026-11-24T00:00:00.000Z', 1 FROM attachment"
        ),
        (
            f"INSERT INTO letter_attachment (letter_id, number, title, placing, pages, redactions, original, sha256) "
            f"SELECT id, 1, 'x', 'appended', 1, 0, printf('%064d', 3), '' FROM letter WHERE case_id = {case}"
        ),
        (
            f"INSERT INTO case_note (case_id, text, written_at, written_by) "
            f"VALUES ({case}, 'planted note', '2026-11-24T00:00:00.000Z', 1)"
        ),
        (
            "INSERT INTO register_import (sha256, name, sheet, rows, cases, left_out, map, imported_at, imported_by) "
            "VALUES (printf('%064d', 4), 'x', '', 1, 1, 0, '', '2026-11-24T00:00:00.000Z', 1)"
        ),
        (
            f"INSERT INTO register_line (case_id, import_id, row, number, ended, tracking_number, told) VALUES "
            f"({case}, 1, 1, '', '', '', '{{\"decided_on\": \"\", \"reasons\": \"planted told\"}}')"
        ),
    ):
        raw(walk.desk, statement, **(values if ":number" in statement else {}))


def _texts_of_case(walk: Walk, name: str, number: str) -> list[str]:
    """All texts of the rows that belong to the case, or to what it came in, or to the book."""
    columns = PERSONAL[name]
    found: list[str] = []
    with walk.desk.reading() as session:
        run = session.connection().exec_driver_sql
        case, envelope = run("SELECT id, envelope_id FROM cases WHERE number = ?", (number,)).one()
        values: dict[str, Any] = {
            "case": case,
            "envelope": envelope,
            "through": "2026-12-31",
            "held_lines": "[]",
            "held_cases": "[]",
        }
        for where in columns.rows.values():
            used = {key: value for key, value in values.items() if f":{key}" in where}
            for row in run(f'SELECT * FROM "{name}" WHERE {where}', used):
                found += [str(value) for value in row if isinstance(value, str)]
    return found


def test_a_reason_in_the_steps_of_the_date_goes_too(walk: Walk, office: Office, tmp_path: Path) -> None:
    filled = _fill(walk)
    steps = '{"due":"2026-12-08","target":null,"suit_from":null,"steps":[{"text":"x","values":{"reason":"鱇99-why"}}]}'
    raw(walk.desk, "UPDATE cases SET derivation = :steps WHERE number = :number", steps=steps, number=filled.number)
    walk.clock.set_day(MUCH_LATER)
    dispose(walk)
    assert "鱇99-why".encode() not in plain_pages(_copied(walk.desk, tmp_path / "after"), office.data_key)
    assert case_file.show_case(walk.desk, filled.number).derivation.steps == ()
