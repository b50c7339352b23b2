"""Wrapping under a secret key (AES-256-GCM) and sealing to a public one (HPKE, RFC 9180).

The sealing suite is the hybrid ML-KEM-768 with X25519 (X-Wing, draft-connolly-cfrg-xwing-kem): it holds as
long as either of the two does. A private key is X-Wing's 32-byte seed.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

SEED_BYTES: Final = 32
_MLKEM_PUBLIC_BYTES: Final = 1184
PUBLIC_BYTES: Final = _MLKEM_PUBLIC_BYTES + 32
_NONCE_BYTES: Final = 12
WRAPPED_BYTES: Final = _NONCE_BYTES + 32 + 16
SEALED_BYTES: Final = 1120 + 32 + 16  # X-Wing's encapsulated key, the data key, the tag


class WrongKeyError(Exception):
    """It does not open: another key, another place, or changed bytes. Callers say what that means."""


def wrap(key: bytes, secret: bytes, bound_to: bytes) -> bytes:
    """Nonce and ciphertext of a 32-byte secret. Every wrapping key here is made for one secret."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound_to)


def unwrap(key: bytes, wrapped: bytes, bound_to: bytes) -> bytes:
    """The secret of `wrap`. Raises `WrongKeyError`."""
    try:
        return AESGCM(key).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError):
        raise WrongKeyError from None


def new_seed() -> bytes:
    return secrets.token_bytes(SEED_BYTES)


def public_key(seed: bytes) -> bytes:
    """The public key of a seed: ML-KEM-768's 1,184 bytes, then X25519's 32."""
    mlkem, x25519 = _expand(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def seal(public: bytes, secret: bytes, bound_to: bytes) -> bytes:
    """Encrypt to a public key. The place goes into HPKE's `info` (RFC 9180, section 8.1). Raises
    `WrongKeyError`.
    """
    try:
        key = MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:]),
        )
        return _suite().encrypt(secret, key, info=bound_to)
    except ValueError:
        raise WrongKeyError from None


def unseal(seed: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The secret of `seal`. Raises `WrongKeyError`."""
    try:
        return _suite().decrypt(sealed, MLKEM768X25519PrivateKey(*_expand(seed)), info=bound_to)
    except (InvalidTag, ValueError):
        raise WrongKeyError from None


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _expand(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    """X-Wing's `expandDecapsulationKey`."""
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])
