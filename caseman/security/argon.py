"""Argon2id, which makes each guess of a passphrase expensive (RFC 9106)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from caseman.errors import FileError
from caseman.text import T

SALT_BYTES: Final = 16
KEY_BYTES: Final = 32


@dataclass(frozen=True)
class Cost:
    """What one derivation costs: memory in KiB, passes over it, and lanes that run side by side."""

    memory_kib: int = 262144
    iterations: int = 3
    lanes: int = 4


DEFAULT_COST: Final = Cost()
# RFC 9106, section 4: the second recommended option.
FLOOR_COST: Final = Cost(65536, 3, 4)
# A changed key file must not take all memory or run for hours before it is refused.
CEILING_COST: Final = Cost(2097152, 32, 16)


def check_cost(cost: Cost) -> None:
    """Raise `FileError` for a cost outside the bounds, before anything is computed with it."""
    within = (
        FLOOR_COST.memory_kib <= cost.memory_kib <= CEILING_COST.memory_kib
        and FLOOR_COST.iterations <= cost.iterations <= CEILING_COST.iterations
        and FLOOR_COST.lanes <= cost.lanes <= CEILING_COST.lanes
    )
    if not within:
        raise FileError(
            "keys-cost",
            T(
                "The key file asks for a key derivation outside the safe bounds, so it was changed "
                "or damaged. "
                "Take the key file from a backup."
            ),
        )


def derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key for a passphrase. Raises `FileError` for a cost out of bounds or not enough memory."""
    check_cost(cost)
    argon = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return argon.derive(secret)
    except MemoryError:
        raise FileError(
            "memory",
            T(
                "There is not enough free memory to check the passphrase ({needed} MiB). "
                "Close other programs and try again.",
                needed=cost.memory_kib // 1024,
            ),
        ) from None
