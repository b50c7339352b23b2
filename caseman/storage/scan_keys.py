"""Each content of a scan under a key of its own, so that destroying the key makes every page left of it useless.

AES-256-GCM, a random nonce before the sealed bytes, the content's hash and the page bound as associated data. The key
is a row; deleting it overwrites it (`secure_delete`), and emptying the log after the commit leaves no copy in the file.
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlmodel import Column, Field, SQLModel

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12  # NIST SP 800-38D, 8.2.2


class ScanKeyRow(SQLModel, table=True):
    """The key of a content and of the small pictures of its pages. It is deleted first, then what it opened."""

    __tablename__ = "scan_key"
    __table_args__ = (CheckConstraint("length(key) = 32", name="key_whole"),)

    sha256: str = Field(
        sa_column=Column(ForeignKey("scan_content.sha256", ondelete="RESTRICT"), primary_key=True, nullable=False)
    )
    key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


def new_key() -> bytes:
    """A random key for one content."""
    return secrets.token_bytes(_KEY_BYTES)


def sealed(key: bytes, sha256: str, plain: bytes, page: int | None = None) -> bytes:
    """A content, or the small picture of one of its pages, as it is stored."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, _bound(sha256, page))


def opened(key: bytes | None, sha256: str, stored: bytes, page: int | None = None) -> bytes | None:
    """The inverse of `sealed`; None without the right key, and for bytes that were changed."""
    if key is None:
        return None
    try:
        return AESGCM(key).decrypt(stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], _bound(sha256, page))
    except (InvalidTag, ValueError):
        return None


def _bound(sha256: str, page: int | None) -> bytes:
    return f"caseman 1 scan {sha256} {'whole' if page is None else page}".encode()
