"""To which running case an envelope may belong, and whether it was logged already. A person decides.

What is written on an envelope is searched for a case number, a document number, one of our codes, a tracking number;
then the sender's words for the names, readings and addresses of people of cases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Connection, text

from caseman.domain.codes import Code, CodeKind, office_tag, parse_code
from caseman.domain.entry import check_tracking_number
from caseman.domain.lifecycle import State
from caseman.domain.names import match_key
from caseman.domain.permissions import Permission
from caseman.domain.post import MailClass
from caseman.errors import CasemanError, InputError
from caseman.services.desk import Desk
from caseman.services.post_views import find_envelope
from caseman.storage.search import first_found, match_expression
from caseman.text import T, Text

_MOST: Final = 5
_LOOKED_AT: Final = 40
_NEAR: Final = timedelta(days=3)
_BREAKS: Final = re.compile(r"[\s、。,，;；/／()（）「」]+|様|殿|より")
_NO_BEFORE: Final = re.compile(r"(?<![A-Za-z])No\.?\s*(?=[A-Za-z0-9])", re.IGNORECASE)
_OF_ADDRESS: Final = re.compile(
    r"[0-9〒@]|(?:[都道府県市区町村郡荘]|丁目|番地|号|ビル|マンション|ハイツ|アパート|コーポ|気付)$"
)
_JAPANESE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LONGEST_NAME: Final = 4  # words
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─", "-"))
_SIGNS: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{3,40}")


@dataclass(frozen=True)
class Clues:
    """What is known of an envelope that is being logged."""

    sender: str = ""
    note: str = ""
    tracking_number: str = ""
    arrived_on: date | None = None
    codes: tuple[str, ...] = ()  # read from its scans
    envelope_id: int | None = None  # the envelope itself, once it is logged


class Sure(IntEnum):
    """How sure a proposal is."""

    PERHAPS = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True)
class SuggestedCase:
    """A case that the envelope may belong to, and why; `document_number` where it is our own letter come back."""

    number: str
    principal: str
    state: State
    closed: bool
    sure: Sure
    why: tuple[Text, ...]
    document_number: str = ""


@dataclass(frozen=True)
class KnownEnvelope:
    """An envelope that may be this one, logged already."""

    envelope_id: int
    arrived_on: date
    sender: str
    case_numbers: tuple[str, ...]
    why: Text


@dataclass(frozen=True)
class Suggestions:
    """The likeliest first."""

    cases: tuple[SuggestedCase, ...] = ()
    duplicates: tuple[KnownEnvelope, ...] = ()


def suggest(desk: Desk, clues: Clues) -> Suggestions:
    """Look for the cases and the envelopes that fit these clues. Nothing is changed."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        if clues.envelope_id is not None:
            find_envelope(session, clues.envelope_id)
        connection = session.connection()
        found = _Found(connection, _own_cases(connection, clues.envelope_id))
        for code in _coded(desk, clues):
            where = "c.id = :value" if code.kind is CodeKind.CASE else _OF_ENCLOSURE
            found.add(where, code.row_id, Sure.CERTAIN, T("Its code was read."))
        for sign in _signs(f"{clues.sender} {clues.note}"):
            found.add("c.number = :value", sign, Sure.CERTAIN, T("The case number is written on it."))
            found.add_letter("l.document_number = :value", sign, T("The number of our letter is written on it."))
        for tracking in tracking_forms(clues.tracking_number):
            found.add_letter("d.tracking_number = :value", tracking, T("Our letter left with this tracking number."))
        _by_sender(connection, found, clues.sender)
        return Suggestions(found.best(), _duplicates(connection, clues))


class _Found:
    """Cases with the reasons that were found for each."""

    def __init__(self, connection: Connection, known: frozenset[int]) -> None:
        self._connection = connection
        self._known = known  # where the envelope is filed already
        self._cases: dict[int, tuple[Any, Sure, dict[Text, None], str]] = {}

    def add(self, where: str, value: object, sure: Sure, why: Text, document: str = "") -> None:
        statement = (
            "SELECT c.id, c.number, c.state, c.closed_on, p.name FROM cases c "  # noqa: S608  our own conditions
            f"JOIN party p ON p.case_id = c.id AND p.role = 'principal' WHERE {where} LIMIT {_LOOKED_AT}"
        )
        for row in self._connection.execute(text(statement), {"value": value}):
            if row.id in self._known:
                continue
            _, before, reasons, number = self._cases.get(row.id, (row, sure, {}, ""))
            self._cases[row.id] = (row, max(before, sure), {**reasons, why: None}, document or number)

    def add_letter(self, where: str, value: str, why: Text) -> None:
        """Our own letters that are out: one of them may have come back."""
        statement = (
            "SELECT l.case_id, l.document_number FROM letter l "  # noqa: S608  our own conditions
            f"JOIN dispatch d ON d.letter_id = l.id AND d.returned_on IS NULL WHERE {where} LIMIT {_MOST}"
        )
        for case_id, document in self._connection.execute(text(statement), {"value": value}).all():
            self.add("c.id = :value", case_id, Sure.CERTAIN, why, document)

    def best(self) -> tuple[SuggestedCase, ...]:
        """Sure ones first, then running ones, then the latest."""
        order = sorted(
            self._cases.values(), key=lambda each: (-each[1], each[0].closed_on is not None, -len(each[2]), -each[0].id)
        )
        return tuple(
            SuggestedCase(row.number, row.name, State(row.state), row.closed_on is not None, sure, tuple(why), document)
            for row, sure, why, document in order[:_MOST]
        )


def _own_cases(connection: Connection, envelope_id: int | None) -> frozenset[int]:
    """The cases that an envelope started, or was filed with."""
    statement = (
        "SELECT id FROM cases WHERE envelope_id = :envelope "
        "UNION SELECT case_id FROM envelope_case WHERE envelope_id = :envelope"
    )
    return frozenset(connection.execute(text(statement), {"envelope": envelope_id}).scalars())


_OF_ENCLOSURE: Final = """c.id IN (
  SELECT case_id FROM enclosure WHERE id = :value
  UNION SELECT s.id FROM enclosure e JOIN cases s ON s.envelope_id = e.envelope_id
    WHERE e.id = :value AND e.case_id IS NULL
  UNION SELECT b.case_id FROM enclosure e JOIN envelope_case b ON b.envelope_id = e.envelope_id
    WHERE e.id = :value AND e.case_id IS NULL
)"""


def _coded(desk: Desk, clues: Clues) -> Iterator[Code]:
    """Our codes of cases and their papers; a damaged one, or another office's, is told where it is read, not here."""
    tag = office_tag(desk.file.file_id)
    for written in clues.codes:
        try:
            code = parse_code(written)
        except CasemanError:
            continue
        if code is not None and code.kind is not CodeKind.PLACE and code.office == tag:
            yield code


def likely_name(sender: str) -> str:
    """The name in what a sender wrote, where it is plain which words it is; else empty, for a person to read it.

    The whole where no address is in it, else one or two words behind the address.
    """
    words = [word for word in _BREAKS.split(sender) if word]
    address = [at for at, word in enumerate(words) if _OF_ADDRESS.search(unicodedata.normalize("NFKC", word))]
    if not address:
        return " ".join(words) if len(words) <= _LONGEST_NAME else ""
    name = words[address[-1] + 1 :]
    return " ".join(name) if 0 < len(name) <= 2 and all(_JAPANESE.match(word) for word in name) else ""


def tracking_forms(tracking_number: str) -> tuple[str, ...]:
    """A tracking number in each way the register may hold it, whoever carried it; none for what is none (yet).

    Couriers' numbers stand there without hyphens, those of Japan Post in the groups of its label.
    """
    forms: dict[str, None] = {}
    for carrier in (MailClass.REGISTERED, MailClass.COURIER):
        with suppress(InputError):
            forms[check_tracking_number(tracking_number, carrier)] = None
    return tuple(filter(None, forms))


def _signs(written: str) -> Iterable[str]:
    """What may be a number among the words."""
    plain = _NO_BEFORE.sub(" ", unicodedata.normalize("NFKC", written).translate(_DASHES))
    return dict.fromkeys(sign.upper() for sign in _SIGNS.findall(plain) if any(c.isdigit() for c in sign))


def _by_sender(connection: Connection, found: _Found, sender: str) -> None:
    """Cases with a person whose name stands in what the sender wrote; reading and address make it likelier."""
    words = [word for word in _BREAKS.split(sender) if len(match_key(word)) > 1]
    key = match_key(sender)
    for asked in dict.fromkeys([*words[:8], *(a + b for a, b in pairwise(words[:6]))]):
        expression = match_expression(asked)
        if expression is None:
            continue
        for case_id in first_found(connection, expression, [], {}, _LOOKED_AT):
            _weigh(connection, found, case_id, key)


def _weigh(connection: Connection, found: _Found, case_id: int, key: str) -> None:
    statement = text("SELECT name, kana, address FROM party WHERE case_id = :case_id")
    for name, kana, address in connection.execute(statement, {"case_id": case_id}):
        reasons = [
            why
            for value, why in (
                (name, T("Same name: {name}", name=name)),
                (kana, T("Same reading: {kana}", kana=kana)),
                (address, T("Same address")),
            )
            if (wanted := match_key(value)) and len(wanted) > 1 and wanted in key
        ]
        for why in reasons:
            sure = Sure.LIKELY if len(reasons) > 1 else Sure.PERHAPS
            found.add("c.id = :value", case_id, sure, why)


def _duplicates(connection: Connection, clues: Clues) -> tuple[KnownEnvelope, ...]:
    """Envelopes with this tracking number, or from this sender within some days."""
    found: dict[int, KnownEnvelope] = {}
    why = T("It has the same tracking number.")
    for tracking in tracking_forms(clues.tracking_number):
        for known in _known(connection, "e.tracking_number = :value", {"value": tracking}, why):
            found[known.envelope_id] = known
    if clues.arrived_on is not None and (key := match_key(clues.sender)):
        near = {"first": (clues.arrived_on - _NEAR).isoformat(), "last": (clues.arrived_on + _NEAR).isoformat()}
        for known in _known(connection, "e.arrived_on BETWEEN :first AND :last", near, T("It has the same sender.")):
            if match_key(known.sender) == key:
                found.setdefault(known.envelope_id, known)
    return tuple(each for each in found.values() if each.envelope_id != clues.envelope_id)


def _known(connection: Connection, where: str, values: dict[str, Any], why: Text) -> Iterator[KnownEnvelope]:
    statement = (
        "SELECT e.id, e.arrived_on, e.sender_as_written, "  # noqa: S608  our own conditions
        "(SELECT group_concat(number, ' ') FROM cases WHERE envelope_id = e.id) AS numbers "
        f"FROM envelope e WHERE {where} ORDER BY e.id DESC LIMIT 500"
    )
    for row in connection.execute(text(statement), values).all():
        numbers = tuple((row.numbers or "").split())
        yield KnownEnvelope(row.id, date.fromisoformat(row.arrived_on), row.sender_as_written, numbers, why)
