"""How a person can be reached and is read aloud: telephone, e-mail, kana, date of birth, as typed from a form."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from caseman.errors import InputError
from caseman.text import T

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─ｰ", "-"))
_EXTENSION = r"(?:ext\.?|x|内線):? ?[0-9]+"
_TELEPHONE = re.compile(rf"(?:\+[0-9]|[0-9(])[0-9() -]*[0-9](?: ?{_EXTENSION}| ?\( ?{_EXTENSION} ?\))?", re.IGNORECASE)
# Dots may follow one another before the @: Japanese mobile carriers once gave out such addresses.
_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\".]+(?:\.[^\s@<>(),;:\".]+)+")
_HIRAGANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_VOICED = {0x309B: "\u3099", 0x309C: "\u309a"}  # free-standing marks, which NFKC would part from their kana
_NO_READING = ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "IDEOGRAPHIC")
_OLDEST = 125  # years; nobody is older


def parse_telephone(text: str, field: str | None = None) -> str:
    """A telephone number with plain digits and hyphens. Raises `InputError` for what nobody can dial."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    digits = sum(sign.isdigit() for sign in plain)
    if not _TELEPHONE.fullmatch(plain) or not 5 <= digits <= 20:
        raise InputError("telephone", T("Write the telephone number in digits, like 03-6440-2530."), field=field)
    return plain


def parse_email(text: str, field: str | None = None) -> str:
    """An e-mail address with plain signs. Raises `InputError` for one without a name, an @ and a domain."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _EMAIL.fullmatch(plain) or not plain.isprintable():
        raise InputError("email", T("Write the e-mail address like name@example.jp."), field=field)
    return plain


def parse_kana(text: str, field: str | None = None) -> str:
    """A reading in full-width katakana, whatever kana it was typed in; Roman letters stay for foreign names.

    Raises `InputError` for kanji and digits, which are no reading.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_VOICED)).translate(_HIRAGANA)
    plain = " ".join(unicodedata.normalize("NFC", folded).split())
    if any(sign.isdigit() or unicodedata.name(sign, "").startswith(_NO_READING) for sign in plain):
        raise InputError("kana", T("Write how the name is read, in kana."), field=field)
    return plain


def check_birth_date(born: date, today: date, field: str | None = None) -> None:
    """Raises `InputError` for a birth to come, or longer ago than anybody lives."""
    if born > today:
        raise InputError("born-later", T("A date of birth cannot lie in the future. Check the year."), field=field)
    if today.year - born.year > _OLDEST:
        raise InputError("born-long-ago", T("Nobody is that old. Check the year of birth."), field=field)
