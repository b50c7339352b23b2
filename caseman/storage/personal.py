"""Every column of every table: whether it names a person, and what becomes of it when its record is disposed of.

The ledger keeps number, dates, types and result; who of the staff did what stays too. A column that is not listed here
fails a test: nobody adds one without saying whether it can name somebody.

Names are not hidden behind hashes of them: those could be tried out. What must not be empty becomes a mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection

_INDEX: Final = "case_text"  # it follows from the rows
MARK: Final = "―"  # stands where a text was and may not be empty


class Part(StrEnum):
    """What rows are found by: a case, its letters, an envelope, or the days of the book."""

    CASE = "case"
    LETTERS = "letters"
    ENVELOPE = "envelope"
    BOOK = "book"


@dataclass(frozen=True)
class Columns:
    """The columns of a table by their fate, and how its rows are found for each part that is disposed of.

    `kept` stay. `emptied` become empty, or nothing where they may be. `marked` must hold something and become `MARK`
    where they do. `put` become what an SQL expression says.
    """

    rows: Mapping[Part, str]
    kept: str
    emptied: str = ""
    marked: str = ""
    put: Mapping[str, str] = field(default_factory=dict)

    @property
    def all(self) -> frozenset[str]:
        return frozenset([*self.kept.split(), *self.emptied.split(), *self.marked.split(), *self.put])


_OF_CASE: Final = {Part.CASE: "case_id = :case"}
_REQUEST_OF_CASE: Final = "request_id IN (SELECT id FROM request WHERE case_id = :case)"
_ATTACHED_TO_CASE: Final = (
    "attachment_id IN (SELECT a.id FROM attachment a JOIN request r ON r.id = a.request_id WHERE r.case_id = :case)"
)
_OF_REQUEST: Final = {Part.CASE: _REQUEST_OF_CASE}
_LETTER_OF_CASE: Final = "letter_id IN (SELECT id FROM letter WHERE case_id = :case)"
_OF_LETTER: Final = {Part.CASE: _LETTER_OF_CASE}
_OF_ENVELOPE: Final = {Part.ENVELOPE: "envelope_id = :envelope"}
# Of a register's row only that it told no day of the decision is no word of anybody.
_TOLD: Final = (
    "CASE WHEN json_extract(told, '$.decided_on') IS NULL THEN '{}' "
    "ELSE json_object('decided_on', json_extract(told, '$.decided_on')) END"
)
_IDS: Final = "id case_id"

# What names persons, with the rows that belong to a case, to an envelope, or to the book.
PERSONAL: Final[Mapping[str, Columns]] = {
    "cases": Columns(
        {Part.CASE: "id = :case"},
        kept="id number serial_year serial envelope_id procedure_id state next_step arrived_on accepted_on due_on "
        "target_on suit_from request_types closed_on retain_until papers_end disposed_on opened_at opened_by",
        emptied="name_order remarks",
        put={"derivation": "json_set(derivation, '$.steps', json('[]'))"},  # a reason may stand in the steps
    ),
    "party": Columns(
        _OF_CASE,
        kept=f"{_IDS} role agent_kind",
        emptied="kana postal_code address telephone email birth_date member_id",
        marked="name",
    ),
    "request": Columns(
        _OF_CASE,
        kept=f"{_IDS} position type article forms units fee_minor fee_currency outcome ground decided_on decided_by "
        "method_asked method_given letter_id",
        emptied="scope details before after method_reason",
        marked="reason",
    ),
    "request_item": Columns(
        _OF_REQUEST, kept="id request_id position outcome ground", emptied="before after", marked="item reason"
    ),
    "past_decision": Columns(
        _OF_REQUEST,
        kept="id request_id outcome ground method_asked method_given decided_on decided_by letter_id",
        emptied="reason details before after method_reason",
        put={"items": "'[]'"},
    ),
    "identity_check": Columns(
        _OF_CASE,
        kept=f"{_IDS} role document name_agrees address_agrees birth_date_agrees masked known_by_agrees "
        "authority_agrees receipt_named form back_side register_name_agrees register_address_agrees sharp "
        "second_reader result checked_on checked_by",
        emptied="expires_on issued_on note",
    ),
    "case_note": Columns(_OF_CASE, kept=f"{_IDS} strikes_id written_at written_by", marked="text"),
    "correction": Columns(_OF_CASE, kept=f"{_IDS} asked_on limit_on cured_on letter_id", marked="defect"),
    "letter": Columns(
        {Part.LETTERS: "case_id = :case"},
        kept=f"{_IDS} serial document_number kind language dated sha256 quoted_due superseded version supersedes_id "
        "printed_at disposed_on made_at made_by",
        put={"pdf": "zeroblob(0)"},
    ),
    "letter_review": Columns(
        {Part.LETTERS: _LETTER_OF_CASE, **_OF_LETTER}, kept="id letter_id kind sha256 at by", marked="reason"
    ),
    "letter_enclosure": Columns(
        {Part.LETTERS: _LETTER_OF_CASE, **_OF_LETTER}, kept="id letter_id kind sheets added_at added_by", marked="words"
    ),
    "attachment": Columns(
        {Part.LETTERS: _REQUEST_OF_CASE},
        kept="id request_id position placing media_type sha256 size pages added_at added_by",
        emptied="name",
        marked="title",
    ),
    "redaction": Columns(
        {Part.LETTERS: _ATTACHED_TO_CASE},
        kept="id attachment_id page x y width height ground made_at made_by",
        emptied="reason",
    ),
    "letter_attachment": Columns(
        {Part.LETTERS: _LETTER_OF_CASE},
        kept="id letter_id number placing pages redactions original sha256 enclosure_id",
        marked="title",
        put={"pdf": "CASE WHEN pdf IS NULL THEN NULL ELSE zeroblob(0) END"},
    ),
    "register_line": Columns(
        _OF_CASE,
        kept="case_id import_id row due_on extended_due_on identity_checked_on paid_on ended dispatched_on "
        "delivered_on papers_ended_on",
        emptied="number tracking_number",
        put={"told": _TOLD},
    ),
    "dispatch": Columns(
        _OF_LETTER,
        kept="id letter_id dispatched_on mail_class delivered_on returned_on dispatched_by checked_by",
        emptied="tracking_number return_reason",
    ),
    "print_run_item": Columns(
        _OF_LETTER, kept="id run_id position letter_id pages mail_class", emptied="tracking_number"
    ),
    "extension": Columns(_OF_CASE, kept=f"{_IDS} noticed_on amount recorded_by", emptied="reason"),
    "search_task": Columns(
        _OF_CASE,
        kept=f"{_IDS} asked_on due_on asked_by answered_on found searched_by",
        emptied="contact question answer",
        marked="holder",
    ),
    "case_event": Columns(_OF_CASE, kept=f"{_IDS} kind happened_on recorded_at recorded_by", emptied="reason"),
    "case_link": Columns({Part.CASE: "case_id = :case OR other_id = :case"}, kept="id case_id other_id", emptied="why"),
    "complaint": Columns(_OF_CASE, kept=f"{_IDS} urgent publish reported_on", emptied="reported_to"),
    "fee_event": Columns(
        _OF_CASE, kept=f"{_IDS} kind happened_on limit_on letter_id recorded_at recorded_by", emptied="reason"
    ),
    "envelope": Columns(
        {Part.ENVELOPE: "id = :envelope"},
        kept="id channel arrived_on postmarked_on mail_class marked_confidential seal_state opened_by witnessed_by "
        "disposition logged_at logged_by",
        emptied="tracking_number marking disposition_note sender_as_written note",
    ),
    "enclosure": Columns(
        {Part.ENVELOPE: "envelope_id = :envelope", Part.CASE: "case_id = :case"},
        kept=f"{_IDS} envelope_id kind sheets place_id",
        emptied="note",
    ),
    "custody": Columns(
        {
            Part.ENVELOPE: "enclosure_id IN (SELECT id FROM enclosure WHERE envelope_id = :envelope)",
            Part.CASE: "enclosure_id IN (SELECT id FROM enclosure WHERE case_id = :case)",
        },
        kept="id enclosure_id place_id ended moved_on moved_at moved_by",
        emptied="note",
    ),
    "statement_line": Columns(
        {Part.BOOK: "settled AND deposited_on <= :through AND id NOT IN (SELECT value FROM json_each(:held_lines))"},
        kept="id statement_id line deposited_on amount_minor currency cancelled occurrence settled cancels_id",
        emptied="payer payer_key edi bank branch reference",
        put={"fingerprint": "hex(randomblob(16))"},
    ),
    "book_entry": Columns(
        {
            Part.BOOK: "paid_on <= :through AND (line_id IS NULL OR line_id IN (SELECT id FROM statement_line WHERE "
            "settled AND deposited_on <= :through AND id NOT IN (SELECT value FROM json_each(:held_lines)))) "
            "AND (case_id IS NULL OR case_id NOT IN (SELECT value FROM json_each(:held_cases)))"
        },
        kept=f"{_IDS} kind account line_id reverses_id amount_minor currency means paid_on receipt_enclosed matched_on "
        "booked_on confirmed_by recorded_at recorded_by",
        emptied="payer note details",
    ),
}

# Rows that go whole: scans with their contents, disclosed data and their pages, keys, what was typed and not finished,
# lists that are asked for by a person's name.
DELETED: Final = frozenset(
    {
        "attachment_page",
        "case_key",
        "draft",
        "kept_list",
        "month_key",
        "scan",
        "scan_content",
        "scan_key",
        "thumbnail",
        "unredacted",
    }
)

# Rows that name nobody but the staff, or belong to the office and to no case. The trail is sealed by itself
# (`case_keys`), a run's events tell of sheets of paper, a watched file's name is what the scanner gave it.
OFFICE: Final = frozenset(
    {
        "alembic_version",
        "anchor",
        "audit",
        "closure",
        "disposal_item",
        "disposal_run",
        "envelope_case",
        "found_money",
        "letter_text",
        "office",
        "place",
        "print_run",
        "print_run_event",
        "procedure",
        "register_import",
        "seal",
        "send_check",
        "setting",
        "staff",
        "statement",
        "watched_file",
    }
)


def undeclared(connection: Connection) -> tuple[str, ...]:
    """Tables and columns of a file whose fate nobody declared, and declared ones that it does not have; else empty."""
    listed = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    names = {name for name in listed if not name.startswith(("sqlite_", _INDEX))}
    found = [
        f"{name}.{column}"
        for name in PERSONAL
        for column in sorted(set(_columns(connection, name)) ^ PERSONAL[name].all)
    ]
    declared = set(PERSONAL) | DELETED | OFFICE
    return (*found, *sorted(names ^ declared))


def empty(connection: Connection, part: Part, values: Mapping[str, Any]) -> int:
    """Take what names a person out of the rows of a part, in the caller's transaction; returns how many rows it was."""
    count = 0
    for name, columns in PERSONAL.items():
        where = columns.rows.get(part)
        if where is not None:
            statement = f'UPDATE "{name}" SET {_assignments(connection, name, columns)} WHERE {where}'  # noqa: S608  our own names
            count += connection.exec_driver_sql(statement, _bound(where, values)).rowcount
    return count


def _assignments(connection: Connection, name: str, columns: Columns) -> str:
    nullable = _columns(connection, name)
    made = [f'"{column}" = NULL' if nullable[column] else f"\"{column}\" = ''" for column in columns.emptied.split()]
    made += [
        f"\"{column}\" = CASE WHEN \"{column}\" = '' THEN '' ELSE '{MARK}' END" for column in columns.marked.split()
    ]
    made += [f'"{column}" = {expression}' for column, expression in columns.put.items()]
    return ", ".join(made)


def _columns(connection: Connection, name: str) -> dict[str, bool]:
    """The columns of a table in the file, and whether each may hold nothing."""
    rows = connection.exec_driver_sql(f'PRAGMA table_info("{name}")')
    return {row[1]: not row[3] for row in rows}


def _bound(where: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if f":{name}" in where}
