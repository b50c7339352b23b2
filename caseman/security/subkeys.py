"""Keys derived from the data key, one for each purpose, so that no key serves two (HKDF-SHA256, RFC 5869)."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

DATA_KEY_BYTES: Final = 32


def audit_key(data_key: bytes) -> bytes:
    """The key of the audit chain's HMAC."""
    return hkdf(_checked(data_key), b"caseman 1 audit chain")


def keyslot_mac_key(data_key: bytes) -> bytes:
    """The key of the keyslot file's HMAC."""
    return hkdf(_checked(data_key), b"caseman 1 keyslot file mac")


def hkdf(secret: bytes, info: bytes) -> bytes:
    """Thirty-two bytes from a secret that is random already: no salt is needed (RFC 5869, section 3.1)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def _checked(data_key: bytes) -> bytes:
    if len(data_key) != DATA_KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    return data_key
