"""The sheets of what belongs to the office: custody of papers, staff and roles, versions of the procedure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final

from caseman.domain.custody import CustodyEnd, PlaceKind
from caseman.domain.post import EnclosureKind
from caseman.domain.roles import Role, read_roles
from caseman.exchange.cells import Cell
from caseman.services.export.sheet import Field, Source, fact, free_text, member, moment, sheet_of, term, yes_no
from caseman.text import T, say

_WHOLE: Final = T("all there are, whatever the period")
# A paper belongs to one case of its envelope, or to all that came or were added in it.
_CASES: Final = """(SELECT group_concat(number, ' ') FROM (
  SELECT number FROM cases WHERE id = e.case_id
  UNION SELECT number FROM cases WHERE e.case_id IS NULL AND envelope_id = e.envelope_id
  UNION SELECT c.number FROM envelope_case b JOIN cases c ON c.id = b.case_id
    WHERE e.case_id IS NULL AND b.envelope_id = e.envelope_id))"""


def _roles(source: Source) -> Callable[[Any], Cell]:
    def told(stored: str) -> str:
        held = read_roles(stored)
        return say([role.label for role in Role if role in held], source.language)

    return told


CUSTODY: Final = sheet_of(
    "custody",
    T("Custody of papers"),
    T("of the papers whose envelope arrived in the period"),
    (
        fact("paper", T("Paper"), "e.id"),
        fact("envelope", T("Envelope"), "e.envelope_id"),
        fact("received_on", T("Received on"), "v.arrived_on"),
        fact("cases", T("Case number"), _CASES),
        term("kind", T("Kind of paper"), "e.kind", EnclosureKind),
        fact("sheets", T("Sheets"), "e.sheets"),
        free_text("note", T("Note"), "e.note"),
        term("place_kind", T("Kind of place"), "p.kind", PlaceKind),
        free_text("place", T("Place"), "p.name"),
        term("ended", T("End of custody"), "m.ended", CustodyEnd),
        fact("moved_on", T("Moved on"), "m.moved_on"),
        moment("moved_at", T("Recorded at"), "m.moved_at"),
        member("moved_by", T("Moved by"), "s"),
        free_text("move_note", T("Note on the move"), "m.note"),
    ),
    "enclosure e JOIN envelope v ON v.id = e.envelope_id LEFT JOIN custody m ON m.enclosure_id = e.id "
    "LEFT JOIN place p ON p.id = m.place_id LEFT JOIN staff s ON s.id = m.moved_by",
    where="v.arrived_on BETWEEN :first AND :last",
    order="e.id, m.id",
)

STAFF: Final = sheet_of(
    "staff",
    T("Staff and roles"),
    _WHOLE,
    (
        fact("number", T("Staff number"), "'S' || s.id"),
        free_text("name", T("Name"), "s.name"),
        Field("roles", T("Roles"), "s.roles", reader=_roles),
        yes_no("active", T("Active"), "s.active"),
        moment("added_at", T("Added at"), "s.added_at"),
    ),
    "staff s",
    order="s.id",
)

PROCEDURES: Final = sheet_of(
    "procedures",
    T("Versions of the procedure"),
    _WHOLE,
    (
        fact("version", T("Version"), "v.version"),
        fact("code", T("Procedure"), "v.code"),
        fact("in_force_from", T("In force from"), "v.in_force_from"),
        moment("added_at", T("Added at"), "v.added_at"),
        Field(
            "sha256",
            T("SHA-256 of its file"),
            "v.toml",
            reader=lambda _: lambda toml: hashlib.sha256(toml.encode()).hexdigest(),
        ),
    ),
    "procedure v",
    order="v.version",
)
