"""The data key replaced for who stays, a member taken out and put back, and the key file prepared beside its place."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from security_samples import HANAKO, HANAKOS, TARO, TAROS, Memory, Office

from caseman.errors import CasemanError, FileError, InputError, RuleError, UnlockError
from caseman.security import argon, generations, sealing, workstation
from caseman.security import keyslots as keys
from caseman.security.generations import NextKeys
from caseman.security.keyslots import FLOOR_COST
from caseman.security.subkeys import hkdf


def code_of(attempt: Callable[[], object]) -> str:
    with pytest.raises(CasemanError) as refused:
        attempt()
    assert str(refused.value).endswith(".")
    return refused.value.code


def slot_of(office: Office, name: str) -> str:
    return keys.known(office.keyslots.newest, name).id


@pytest.fixture(scope="module")
def following(office: Office) -> NextKeys:
    return generations.next_generation(office.keyslots, office.data_key)


@pytest.fixture(scope="module")
def without_taro(office: Office) -> NextKeys:
    return generations.next_generation(office.keyslots, office.data_key, without={slot_of(office, TARO)})


def test_everyone_who_stays_reaches_both_keys_with_the_same_passphrase(office: Office, following: NextKeys) -> None:
    assert following.data_key != office.data_key
    read = keys.from_json(keys.to_json(following.keyslots))
    assert read == following.keyslots
    assert read.replacing
    for name, phrase in ((HANAKO, HANAKOS), (TARO, TAROS)):
        unlocked = keys.unlock_with_passphrase(read, phrase, name)
        assert unlocked.candidates == (following.data_key, office.data_key)
        assert (unlocked.generation, unlocked.slot_id) == (2, slot_of(office, name))


def test_both_keys_cost_one_derivation(following: NextKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[int] = []
    derive = argon.derive

    def counted(secret: bytes, salt: bytes, cost: keys.Cost) -> bytes:
        derived.append(1)
        return derive(secret, salt, cost)

    monkeypatch.setattr(argon, "derive", counted)
    assert len(keys.unlock_with_passphrase(following.keyslots, TAROS, TARO).candidates) == 2
    assert len(derived) == 1


def test_who_leaves_reaches_the_earlier_key_alone(office: Office, without_taro: NextKeys) -> None:
    assert without_taro.keyslots.staff_names == (HANAKO,)
    leaving = keys.unlock_with_passphrase(without_taro.keyslots, TAROS, TARO)
    assert leaving.candidates == (office.data_key,)
    assert (leaving.generation, leaving.slot_id) == (1, slot_of(office, TARO))
    finished = generations.finish(without_taro.keyslots, without_taro.data_key)
    assert code_of(lambda: keys.unlock_with_passphrase(finished, TAROS, TARO)) == "passphrase-wrong"
    assert keys.unlock_with_passphrase(finished, HANAKOS).candidates == (without_taro.data_key,)


def test_either_sheet_opens_until_it_is_finished(office: Office, following: NextKeys) -> None:
    both = following.keyslots
    new, old = (keys.unlock_with_recovery(both, code) for code in (following.recovery.text, office.code))
    assert (new.data_key, new.generation, new.slot_id) == (following.data_key, 2, both.newest.recovery.id)
    assert (old.data_key, old.generation, old.slot_id) == (office.data_key, 1, both.generations[0].recovery.id)
    finished = generations.finish(both, following.data_key)
    assert code_of(lambda: keys.unlock_with_recovery(finished, office.code)) == "recovery-wrong"
    assert keys.unlock_with_recovery(finished, following.recovery.text).data_key == following.data_key
    wrapped = following.recovery.wrapped_text
    assert keys.unlock_from_sheet(both.file_id, wrapped, following.recovery.text) == following.data_key


def test_finishing_leaves_one_generation_signed_anew(office: Office, following: NextKeys) -> None:
    finished = generations.finish(following.keyslots, following.data_key)
    assert [each.number for each in finished.generations] == [2]
    assert not finished.replacing
    keys.verify(finished, following.data_key)
    assert code_of(lambda: keys.verify(finished, office.data_key)) == "keys-changed"
    third = generations.next_generation(finished, following.data_key)
    assert [each.number for each in third.keyslots.generations] == [2, 3]


@pytest.mark.parametrize("number", [0, 1])
def test_each_generation_is_guarded_by_a_mac_of_its_own(office: Office, following: NextKeys, number: int) -> None:
    both = following.keyslots
    touched = replace(both.generations[number], staff=both.generations[number].staff[::-1])
    parts = tuple(touched if each.number == touched.number else each for each in both.generations)
    changed = replace(both, generations=parts)
    assert code_of(lambda: generations.finish(changed, following.data_key)) == "keys-changed"
    assert code_of(lambda: keys.unlock_with_passphrase(changed, TAROS, TARO)) == "keys-changed"
    if number == 1:  # the earlier generation says nothing about the later one
        keys.verify(changed, office.data_key, generation=1)


def test_a_key_is_not_replaced_by_who_has_another_or_for_nobody(office: Office, following: NextKeys) -> None:
    everyone = {slot.id for slot in office.keyslots.newest.staff}
    wrong = bytes(32)
    assert code_of(lambda: generations.next_generation(office.keyslots, wrong)) == "keys-changed"
    assert code_of(lambda: generations.finish(following.keyslots, office.data_key)) == "keys-changed"
    with pytest.raises(RuleError) as refused:
        generations.next_generation(office.keyslots, office.data_key, without=everyone)
    assert refused.value.code == "last-staff"
    with pytest.raises(ValueError, match="being replaced"):
        generations.next_generation(following.keyslots, following.data_key)


def test_workstations_do_not_come_into_the_next_generation(office: Office, memory: Memory) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, TARO)
    both = generations.next_generation(enabled, office.data_key).keyslots
    assert (len(both.generations[0].workstations), both.newest.workstations) == (1, ())
    assert code_of(lambda: workstation.unlock(both)) == "workstation-none"


def test_no_repr_shows_the_new_key(following: NextKeys) -> None:
    assert following.data_key.hex() not in repr(following)
    assert repr(following.data_key)[2:-1] not in repr(following)
    unlocked = keys.Unlocked(b"1" * 32, TARO, 2, "slot", b"2" * 32)
    assert "1111" not in repr(unlocked)
    assert "2222" not in repr(unlocked)


@settings(max_examples=15)
@given(gone=st.sets(st.integers(0, 1), max_size=1), rounds=st.integers(1, 3))
def test_whoever_stays_for_any_number_of_keys_opens_the_last(office: Office, gone: set[int], rounds: int) -> None:
    keyslots, data_key = office.keyslots, office.data_key
    staying = [name for place, name in enumerate(keyslots.staff_names) if place not in gone]
    without = {slot.id for place, slot in enumerate(keyslots.newest.staff) if place in gone}
    for _ in range(rounds):
        following = generations.next_generation(keyslots, data_key, without=without)
        keyslots, data_key = generations.finish(following.keyslots, following.data_key), following.data_key
    assert list(keyslots.staff_names) == staying
    assert keyslots.generation == 1 + rounds
    phrases = {HANAKO: HANAKOS, TARO: TAROS}
    assert keys.unlock_with_passphrase(keyslots, phrases[staying[-1]], staying[-1]).data_key == data_key


# --- suspended


def test_a_suspended_member_opens_nothing_and_comes_back_with_the_old_passphrase(office: Office) -> None:
    kept, slot = generations.take_out(office.keyslots, office.data_key, TARO)
    assert kept.staff_names == (HANAKO,)
    assert code_of(lambda: keys.unlock_with_passphrase(kept, TAROS, TARO)) == "passphrase-wrong"
    back = generations.put_back(kept, office.data_key, slot)
    assert keys.unlock_with_passphrase(back, TAROS, TARO).data_key == office.data_key
    assert keys.known(back.newest, TARO).id == slot_of(office, TARO)


def test_a_suspended_member_comes_back_under_a_key_that_was_replaced_twice(office: Office) -> None:
    keyslots, slot = generations.take_out(office.keyslots, office.data_key, TARO)
    data_key = office.data_key
    for _ in range(2):
        following = generations.next_generation(keyslots, data_key)
        keyslots, data_key = generations.finish(following.keyslots, following.data_key), following.data_key
    back = generations.put_back(keyslots, data_key, slot)
    unlocked = keys.unlock_with_passphrase(back, TAROS, TARO)
    assert (unlocked.data_key, unlocked.generation) == (data_key, 3)


def test_what_is_kept_of_a_suspended_slot_holds_no_data_key(office: Office) -> None:
    _, slot = generations.take_out(office.keyslots, office.data_key, TARO)
    assert json.loads(slot)["slot"]["sealed"] == ""
    (staff,) = (each for each in json.loads(keys.to_json(office.keyslots))["generations"][0]["staff"]
                if each["name"] == TARO)  # fmt: skip
    assert staff["sealed"] not in slot


@pytest.mark.parametrize(
    "damage",
    [
        lambda _text: "",
        lambda _text: "[]",
        lambda _text: "null",
        lambda text: text[:-5],
        lambda text: text.replace("caseman-suspended-slot", "caseman-keys"),
        lambda text: text.replace('"file_id": "', '"file_id": "0'),
        lambda text: text.replace('"sealed": ""', '"sealed": "AAAA"'),
        lambda text: text.replace('"name"', '"nom"'),
        lambda text: text[:-1] + ', "more": 1}',
    ],
)
def test_a_damaged_suspended_slot_is_refused(office: Office, damage: Callable[[str], str]) -> None:
    kept, slot = generations.take_out(office.keyslots, office.data_key, TARO)
    assert code_of(lambda: generations.put_back(kept, office.data_key, damage(slot))) == "slot-damaged"


def test_a_slot_is_not_put_back_into_another_file_or_beside_its_namesake(office: Office, other_office: Office) -> None:
    kept, slot = generations.take_out(office.keyslots, office.data_key, TARO)
    other = other_office.keyslots
    assert code_of(lambda: generations.put_back(other, other_office.data_key, slot)) == "slot-damaged"
    with pytest.raises(InputError) as refused:
        generations.put_back(office.keyslots, office.data_key, slot)
    assert refused.value.code == "staff-exists"
    renamed = keys.add_staff(kept, office.data_key, TARO, TAROS, FLOOR_COST)
    with pytest.raises(InputError):
        generations.put_back(renamed, office.data_key, slot)
    with pytest.raises(FileError):
        generations.put_back(kept, bytes(32), slot)


def test_the_last_member_is_not_suspended(office: Office) -> None:
    kept, _ = generations.take_out(office.keyslots, office.data_key, TARO)
    assert code_of(lambda: generations.take_out(kept, office.data_key, HANAKO)) == "last-staff"
    assert code_of(lambda: generations.take_out(kept, office.data_key, TARO)) == "staff-unknown"


# --- workstations go with their member


@pytest.mark.parametrize(
    "leave",
    [
        lambda file, key: keys.remove_staff(file, key, TARO),
        lambda file, key: generations.take_out(file, key, TARO)[0],
        lambda file, key: keys.set_passphrase(file, key, TARO, "another lantern of copper 18", FLOOR_COST),
    ],
    ids=["removed", "suspended", "new passphrase"],
)
def test_a_member_s_workstations_go_with_the_slot(
    office: Office, memory: Memory, leave: Callable[[keys.KeyslotFile, bytes], keys.KeyslotFile]
) -> None:
    hers = workstation.enable(office.keyslots, office.data_key, HANAKO, "DESK-1")
    memory.entries.clear()  # the other is another workstation
    both = workstation.enable(hers, office.data_key, TARO, "DESK-2")
    assert workstation.unlock(both).staff_name == TARO
    left = leave(both, office.data_key)
    assert [slot.label for slot in left.newest.workstations] == ["DESK-1"]
    with pytest.raises(UnlockError):
        workstation.unlock(left)


def test_a_workstation_needs_a_member_with_a_key(office: Office, memory: Memory) -> None:
    nobody = "Sample Nobody"
    assert code_of(lambda: workstation.enable(office.keyslots, office.data_key, nobody)) == "staff-unknown"
    assert memory.entries == {}


def test_a_workstation_of_an_older_file_still_opens_it_for_nobody_by_name(office: Office, memory: Memory) -> None:
    """Its bytes are as they were written, so that the MAC of then holds; who leaves takes it along."""
    enabled = workstation.enable(office.keyslots, office.data_key, TARO)
    slot = enabled.newest.workstations[0]
    (place, text) = next(iter(memory.entries.items()))
    before = workstation._place(enabled.file_id, 1, slot.id, "")
    secret = base64.b64decode(text.partition(".")[2])
    older = replace(
        slot,
        staff="",
        wrapped=sealing.wrap(hkdf(secret, before), office.data_key, before),
    )
    unsigned = enabled.with_newest(replace(enabled.newest, workstations=(older,)))
    written = keys.to_json(keys.sign(unsigned, office.data_key))
    assert '"staff": "' not in written
    read = keys.from_json(written)
    assert workstation.unlock(read) == keys.Unlocked(office.data_key, None, 1, slot.id)
    assert keys.to_json(read) == written
    assert keys.remove_staff(read, office.data_key, HANAKO).newest.workstations == ()
    assert place == ("caseman", enabled.file_id)


# --- the key file, prepared beside its place


def test_a_prepared_key_file_changes_nothing_until_it_takes_its_place(
    tmp_path: Path, office: Office, following: NextKeys
) -> None:
    path = tmp_path / "office.caseman.keys"
    keys.write_keyslots(path, office.keyslots)
    prepared = keys.prepare_keyslots(path, following.keyslots)
    assert keys.read_keyslots(path) == office.keyslots
    assert prepared.temporary.stat().st_mode & 0o777 == 0o600
    assert prepared.temporary.read_text(encoding="utf-8") == keys.to_json(following.keyslots)
    prepared.take_place()
    assert keys.read_keyslots(path) == following.keyslots
    assert list(tmp_path.iterdir()) == [path]


def test_a_discarded_one_leaves_nothing(tmp_path: Path, office: Office, following: NextKeys) -> None:
    path = tmp_path / "office.caseman.keys"
    keys.write_keyslots(path, office.keyslots)
    prepared = keys.prepare_keyslots(path, following.keyslots)
    prepared.discard()
    prepared.discard()
    assert list(tmp_path.iterdir()) == [path]
    assert keys.read_keyslots(path) == office.keyslots


def test_what_a_crash_left_prepared_is_cleared_away(tmp_path: Path, office: Office) -> None:
    path, other = tmp_path / "office[1].caseman.keys", tmp_path / ".other.caseman.keys-x.part"
    other.write_bytes(b"of another office")
    left = keys.prepare_keyslots(path, office.keyslots).temporary
    assert left.exists()
    keys.write_keyslots(path, office.keyslots)
    assert sorted(each.name for each in tmp_path.iterdir()) == [other.name, path.name]
