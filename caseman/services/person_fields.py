"""The names of a person's fields, in words."""

from __future__ import annotations

from caseman.text import T, Text

PERSON_FIELDS: dict[str, Text] = {
    "name": T("Name"),
    "kana": T("Kana"),
    "postal_code": T("Postal code"),
    "address": T("Address"),
    "telephone": T("Telephone"),
    "email": T("E-mail"),
    "birth_date": T("Date of birth"),
    "member_id": T("Member ID"),
}
