"""What a keyslot file holds. Every ciphertext is bound to its place, see `binding`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any, Final

from caseman.security.argon import Cost

FORMAT: Final = "caseman-keys"
VERSION: Final = 1
MAX_GENERATIONS: Final = 2
MAX_STAFF: Final = 100
MAX_WORKSTATIONS: Final = 100
MAX_NAME: Final = 100
MAX_GENERATION: Final = 2**32 - 1


@dataclass(frozen=True)
class StaffSlot:
    """A member's way in: the passphrase opens the private key, which opens the data key.

    `wrapped_private` is bound to the file and the member but not to the generation, so that a new data key
    can be sealed to `public_key` without anyone's passphrase. `sealed` is bound to the generation too.
    """

    id: str
    name: str
    public_key: bytes = field(repr=False)
    cost: Cost
    salt: bytes = field(repr=False)
    wrapped_private: bytes = field(repr=False)
    sealed: bytes = field(repr=False)


@dataclass(frozen=True)
class RecoverySlot:
    """The data key wrapped under the code printed on the recovery sheet."""

    id: str
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True)
class WorkstationSlot:
    """The data key wrapped under a secret in one workstation's keyring; `label` is that computer's name.

    `staff` is the id of the member's slot who switched it on and works there; "" in older files. It goes with that
    slot.
    """

    id: str
    label: str
    wrapped: bytes = field(repr=False)
    staff: str = ""


@dataclass(frozen=True)
class Generation:
    """One data key (`number` counts from 1), every way to it, and a MAC under it over all up to and including
    it.
    """

    number: int
    staff: tuple[StaffSlot, ...]
    recovery: RecoverySlot
    workstations: tuple[WorkstationSlot, ...] = ()
    mac: bytes = field(default=b"", repr=False)

    def holds(self, slot_id: str) -> bool:
        """Whether a slot of any kind is one of these."""
        slots: tuple[StaffSlot | RecoverySlot | WorkstationSlot, ...] = (*self.staff, self.recovery, *self.workstations)
        return any(slot.id == slot_id for slot in slots)


@dataclass(frozen=True)
class KeyslotFile:
    """The key file beside an office file. `file_id` is a UUID in hex, the same as inside the office file.

    There is one generation, the newest last; two only while the data key is being replaced.
    """

    version: int
    file_id: str
    generations: tuple[Generation, ...]

    @property
    def newest(self) -> Generation:
        return self.generations[-1]

    @property
    def generation(self) -> int:
        return self.newest.number

    @property
    def slots(self) -> tuple[StaffSlot | RecoverySlot | WorkstationSlot, ...]:
        """Every slot of the newest generation."""
        return (*self.newest.staff, self.newest.recovery, *self.newest.workstations)

    @property
    def mac(self) -> bytes:
        return self.newest.mac

    @property
    def staff_names(self) -> tuple[str, ...]:
        """Who can be chosen at the unlock page."""
        return tuple(slot.name for slot in self.newest.staff)

    @property
    def replacing(self) -> bool:
        """Whether the data key was being replaced when this was written: either generation may open the file."""
        return len(self.generations) > 1

    def with_newest(self, generation: Generation) -> KeyslotFile:
        return replace(self, generations=(*self.generations[:-1], generation))


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value that is authenticated."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def binding(purpose: str, file_id: str, slot_id: str, **more: str | int) -> bytes:
    """The place that a ciphertext belongs to: moved to another file, generation or slot, it does not open."""
    return canonical({"caseman": 1, "purpose": purpose, "file": file_id, "slot": slot_id, **more})
