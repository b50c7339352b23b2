"""The recovery sheet's two parts: the code that a person can type, and the wrapped data key in the QR code.

The code has eight groups of five characters in Crockford's Base32 (https://www.crockford.com/base32.html):
four carry 20 of the code's 160 bits, the fifth is a check character over the group and its place. A wrong
character, two exchanged ones and two exchanged groups are always found, and the group is named.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from caseman.errors import InputError
from caseman.security.sealing import WRAPPED_BYTES
from caseman.text import T

SECRET_BYTES: Final = 20
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS: Final = 8
_GROUP: Final = 5
_READ_AS: Final = str.maketrans("OIL", "011")
# Spaces and every dash, with the kana length mark that an input method types in its place.
_SEPARATORS: Final = re.compile(r"[\s\-‐‑‒–—―−ー_.,・、。]+")
_WRAPPED_PREFIX: Final = "CASEMAN1:"
_CHECK_BYTES: Final = 6
_HEADER_BYTES: Final = 16 + 4 + 8  # file id, generation, slot id


@dataclass(frozen=True)
class RecoveryCode:
    """What is printed once on the recovery sheet and kept nowhere else."""

    secret: bytes = field(repr=False)
    wrapped_text: str = field(repr=False)

    @property
    def text(self) -> str:
        """The code in groups, as printed."""
        return code_text(self.secret)


@dataclass(frozen=True)
class Sheet:
    """What a sheet's QR code says."""

    file_id: str
    generation: int
    slot_id: str
    wrapped: bytes = field(repr=False)


def code_text(secret: bytes) -> str:
    """A 160-bit secret as eight groups of five characters."""
    bits = int.from_bytes(secret)
    symbols = [(bits >> shift) & 31 for shift in range(SECRET_BYTES * 8 - 5, -1, -5)]
    groups = [symbols[start : start + 4] for start in range(0, len(symbols), 4)]
    return "-".join(
        "".join(_ALPHABET[symbol] for symbol in (*group, _check(number, group)))
        for number, group in enumerate(groups, start=1)
    )


def parse_code(text: str) -> bytes:
    """The secret of a typed code; any case, width and grouping, O for 0, I and L for 1.

    Raises `InputError` (field `recovery_code`) that names the groups to look at again.
    """
    groups = _split(text)
    wrong = [number for number, group in enumerate(groups, start=1) if not _holds(number, group)]
    if wrong:
        raise InputError(
            "recovery-code-group",
            T(
                "There is a typing error in group {groups} of the recovery code. Compare it with the sheet.",
                groups=tuple(str(number) for number in wrong),
            ),
            field="recovery_code",
        )
    bits = 0
    for group in groups:
        for symbol in group[:4]:
            bits = bits << 5 | _ALPHABET.index(symbol)
    return bits.to_bytes(SECRET_BYTES)


def wrapped_text(sheet: Sheet) -> str:
    """The text of the QR code: only upper-case letters, digits and a colon, which it holds compactly."""
    payload = bytes.fromhex(sheet.file_id) + sheet.generation.to_bytes(4) + bytes.fromhex(sheet.slot_id) + sheet.wrapped
    return _WRAPPED_PREFIX + base64.b32encode(payload + _digest(payload)).decode().rstrip("=")


def parse_wrapped(text: str) -> Sheet:
    """What a sheet's QR code says. Raises `InputError` (field `wrapped_text`) for anything else or a misread
    one.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if not plain.startswith(_WRAPPED_PREFIX):
        raise InputError(
            "sheet-foreign",
            T("This is not the QR code of a recovery sheet. Scan the one beside the recovery code."),
            field="wrapped_text",
        )
    body = plain.removeprefix(_WRAPPED_PREFIX)
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError):
        data = b""
    payload, digest = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
    if len(payload) != _HEADER_BYTES + WRAPPED_BYTES or not hmac.compare_digest(digest, _digest(payload)):
        raise InputError(
            "sheet-misread",
            T("The sheet's QR code was not read completely. Scan it again, or type the text below it."),
            field="wrapped_text",
        )
    return Sheet(payload[:16].hex(), int.from_bytes(payload[16:20]), payload[20:28].hex(), payload[28:])


def _split(text: str) -> list[str]:
    """The eight groups as typed; by length when they were typed without the dashes."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)
    groups = [group for group in _SEPARATORS.split(plain) if group]
    if len(groups) == _GROUPS:
        return groups
    joined = "".join(groups)
    if len(joined) != _GROUPS * _GROUP:
        raise InputError(
            "recovery-code-length",
            T(
                "The recovery code has {expected} characters in {groups} groups; {found} were typed.",
                expected=_GROUPS * _GROUP,
                groups=_GROUPS,
                found=len(joined),
            ),
            field="recovery_code",
        )
    return [joined[start : start + _GROUP] for start in range(0, len(joined), _GROUP)]


def _holds(number: int, group: str) -> bool:
    if len(group) != _GROUP or any(symbol not in _ALPHABET for symbol in group):
        return False
    symbols = [_ALPHABET.index(symbol) for symbol in group]
    return _check(number, symbols[:4]) == symbols[4]


def _check(number: int, group: list[int]) -> int:
    """A polynomial over GF(32), begun with the group's place; each symbol has a weight of its own, none is
    zero.
    """
    sum_ = number
    for symbol in group:
        sum_ = _times_x(sum_) ^ symbol
    return _times_x(sum_)


def _times_x(element: int) -> int:
    """Multiply by x in GF(2)[x] / (x⁵ + x² + 1)."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled


def _digest(payload: bytes) -> bytes:
    return hashlib.sha256(b"caseman recovery sheet" + payload).digest()[:_CHECK_BYTES]
