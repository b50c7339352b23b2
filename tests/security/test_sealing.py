"""The two ways to lock a key away: another key, another place or another byte opens nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.security import sealing, subkeys
from caseman.security.model import binding

KEY, SECRET, PLACE = b"k" * 32, b"s" * 32, b"place"


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)


def test_wrapped_opens_in_its_place_only() -> None:
    wrapped = sealing.wrap(KEY, SECRET, PLACE)
    assert len(wrapped) == sealing.WRAPPED_BYTES
    assert sealing.unwrap(KEY, wrapped, PLACE) == SECRET
    assert sealing.wrap(KEY, SECRET, PLACE) != wrapped
    for key, place in ((KEY, b"other"), (b"K" * 32, PLACE)):
        with pytest.raises(sealing.WrongKeyError):
            sealing.unwrap(key, wrapped, place)


def test_sealed_opens_in_its_place_only() -> None:
    seed = sealing.new_seed()
    public = sealing.public_key(seed)
    sealed = sealing.seal(public, SECRET, PLACE)
    assert (len(public), len(sealed)) == (sealing.PUBLIC_BYTES, sealing.SEALED_BYTES) == (1216, 1168)
    assert sealing.unseal(seed, sealed, PLACE) == SECRET
    for other, place in ((seed, b"other"), (sealing.new_seed(), PLACE)):
        with pytest.raises(sealing.WrongKeyError):
            sealing.unseal(other, sealed, place)


@given(st.integers(0, sealing.WRAPPED_BYTES * 8 - 1))
def test_no_bit_of_the_wrapped_can_be_changed(bit: int) -> None:
    with pytest.raises(sealing.WrongKeyError):
        sealing.unwrap(KEY, flipped(sealing.wrap(KEY, SECRET, PLACE), bit), PLACE)


SEED = b"\x07" * 32
SEALED = sealing.seal(sealing.public_key(SEED), SECRET, PLACE)


@given(st.integers(0, sealing.SEALED_BYTES * 8 - 1))
def test_no_bit_of_the_sealed_can_be_changed(bit: int) -> None:
    with pytest.raises(sealing.WrongKeyError):
        sealing.unseal(SEED, flipped(SEALED, bit), PLACE)


@pytest.mark.parametrize("public", [b"", b"\xff" * sealing.PUBLIC_BYTES, bytes(100)])
def test_a_broken_public_key_is_refused(public: bytes) -> None:
    with pytest.raises(sealing.WrongKeyError):
        sealing.seal(public, SECRET, PLACE)


def test_places_cannot_be_confused() -> None:
    places = {
        binding("a", "f", "s"),
        binding("b", "f", "s"),
        binding("a", "f2", "s"),
        binding("a", "f", "s2"),
        binding("a", "f", "s", generation=1),
        binding("a", "f", "s", generation=2),
        binding("a", "f", 's","generation":1,"x":"'),
    }
    assert len(places) == 7


def test_each_purpose_has_a_key_of_its_own() -> None:
    data_key = bytes(range(32))
    found = {data_key, subkeys.audit_key(data_key), subkeys.keyslot_mac_key(data_key)}
    assert {len(key) for key in found} == {32}
    assert len(found) == 3
    # Known answers: a file written today must be checked with the same keys tomorrow.
    assert subkeys.audit_key(data_key).hex() == "5c6b1c756407b553a9b03fa8f8464a3d38eab7209dbdfdd3059881631a75c904"
    assert subkeys.keyslot_mac_key(data_key).hex() == "5a98479d67af86b63ecb0f62e0e4685632b9d4679d8661b304d518291e40aebe"


@pytest.mark.parametrize("wrong", [b"", b"short", bytes(31), bytes(33)])
def test_a_data_key_has_32_bytes(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        subkeys.audit_key(wrong)
    with pytest.raises(ValueError, match="32 bytes"):
        subkeys.keyslot_mac_key(wrong)
