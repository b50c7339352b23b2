"""Who opens an office file, and with what."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from security_samples import HANAKO, HANAKOS, TARO, TAROS, Office

from caseman.errors import CasemanError, FileError, InputError, RuleError, UnlockError
from caseman.security import argon, sealing, slots
from caseman.security import keyslots as keys
from caseman.security.keyslots import FLOOR_COST, Cost, KeyslotFile
from caseman.security.model import Generation

WRONG = "The name or the passphrase is not right. Check both and try again, or use the recovery sheet."
SAMPLE = Path(__file__).parent / "data" / "sample.caseman.keys"


@pytest.mark.parametrize(("name", "phrase"), [(HANAKO, HANAKOS), (TARO, TAROS)])
def test_each_member_opens_the_file(office: Office, name: str, phrase: str) -> None:
    slot = keys.known(office.keyslots.newest, name)
    unlocked = keys.unlock_with_passphrase(office.keyslots, phrase, name)
    assert unlocked == keys.Unlocked(office.data_key, name, 1, slot.id)
    assert unlocked.candidates == (office.data_key,)


def test_a_single_member_need_not_be_chosen(other_office: Office) -> None:
    unlocked = keys.unlock_with_passphrase(other_office.keyslots, HANAKOS)
    assert (unlocked.data_key, unlocked.staff_name) == (other_office.data_key, HANAKO)


def test_one_of_several_members_must_be_chosen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon, "Argon2id", None)  # nothing is derived
    with pytest.raises(UnlockError) as refused:
        keys.unlock_with_passphrase(office.keyslots, HANAKOS)
    assert (refused.value.code, refused.value.field) == ("choose-staff", "staff_name")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ｃｏｐｐｅｒ　ｌａｎｔｅｒｎ　ｓｅｖｅｎｔｅｅｎ", "ｓａｍｐｌｅ　ｔａｒｏ"),
        (unicodedata.normalize("NFD", TAROS), "  SAMPLE TARO "),
    ],
)
def test_width_of_typing_does_not_lock_anyone_out(office: Office, typed: str, name: str) -> None:
    assert keys.unlock_with_passphrase(office.keyslots, typed, name).staff_name == TARO


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        (HANAKO, TAROS),
        (TARO, "Copper lantern seventeen"),
        (TARO, ""),
        (TARO, "\ud800"),
        ("nobody", TAROS),
        ("", TAROS),
    ],
)
def test_unknown_name_and_wrong_passphrase_sound_the_same(office: Office, name: str, phrase: str) -> None:
    with pytest.raises(UnlockError) as refused:
        keys.unlock_with_passphrase(office.keyslots, phrase, name)
    assert (refused.value.code, str(refused.value)) == ("passphrase-wrong", WRONG)


def test_one_key_is_derived_however_many_members(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[Cost] = []
    derive = argon.derive
    monkeypatch.setattr(argon, "derive", lambda *given: (derived.append(given[2]), derive(*given))[1])
    keys.unlock_with_passphrase(office.keyslots, TAROS, TARO)
    assert derived == [FLOOR_COST]


def test_two_files_share_nothing(office: Office, other_office: Office) -> None:
    assert office.keyslots.file_id != other_office.keyslots.file_id
    assert office.data_key != other_office.data_key
    assert len(office.data_key) == 32
    assert office.keyslots.newest.staff[0].salt != other_office.keyslots.newest.staff[0].salt


@pytest.mark.parametrize(("phrase", "code"), [("short", "passphrase-short"), ("password1234", "passphrase-weak")])
def test_a_weak_passphrase_makes_no_key(office: Office, phrase: str, code: str) -> None:
    for make in (
        lambda: keys.new_file(HANAKO, phrase, FLOOR_COST),
        lambda: keys.add_staff(office.keyslots, office.data_key, "Sample Jiro", phrase, FLOOR_COST),
        lambda: keys.set_passphrase(office.keyslots, office.data_key, TARO, phrase, FLOOR_COST),
    ):
        with pytest.raises(InputError) as refused:
            make()
        assert (refused.value.code, refused.value.field) == (code, "passphrase")


@pytest.mark.parametrize("name", ["", "   ", "　", "two\nlines", "x" * 101, "\ud800"])
def test_a_member_needs_a_name(name: str) -> None:
    with pytest.raises(InputError) as refused:
        keys.new_file(name, HANAKOS, FLOOR_COST)
    assert (refused.value.code, refused.value.field) == ("staff-name", "staff_name")


@pytest.mark.parametrize("name", ["神\ufa19", "葛\U000e0100城", "𠮷野家"])
def test_a_name_is_kept_as_it_is_written(name: str) -> None:
    assert keys.new_file(f" {name} ", HANAKOS, FLOOR_COST).keyslots.staff_names == (name,)


@pytest.mark.parametrize("name", [TARO, "ｓａｍｐｌｅ　ｔａｒｏ", " sample taro"])
def test_no_two_members_of_one_name(office: Office, name: str) -> None:
    with pytest.raises(InputError) as refused:
        keys.add_staff(office.keyslots, office.data_key, name, TAROS, FLOOR_COST)
    assert (refused.value.code, refused.value.field) == ("staff-exists", "staff_name")


def test_the_file_holds_a_hundred_members(office: Office) -> None:
    newest = office.keyslots.newest
    many = tuple(replace(newest.staff[0], id=f"{n:016x}", name=f"Sample {n}") for n in range(100))
    full = keys.sign(office.keyslots.with_newest(replace(newest, staff=many)), office.data_key)
    assert keys.from_json(keys.to_json(full)) == full
    assert len(keys.to_json(full).encode()) < 512 * 1024, "two generations fit into the bound"
    with pytest.raises(RuleError) as refused:
        keys.add_staff(full, office.data_key, "one more", HANAKOS, FLOOR_COST)
    assert refused.value.code == "keys-full"


def test_a_changed_passphrase(office: Office) -> None:
    new = "hazelnut drizzle under viaduct"
    changed = keys.change_passphrase(office.keyslots, TARO, TAROS, new, FLOOR_COST)
    assert keys.unlock_with_passphrase(changed, new, TARO).data_key == office.data_key
    assert keys.unlock_with_passphrase(changed, HANAKOS, HANAKO).data_key == office.data_key
    with pytest.raises(UnlockError):
        keys.unlock_with_passphrase(changed, TAROS, TARO)
    before, after = office.keyslots.newest.staff[1], changed.newest.staff[1]
    assert before.public_key != after.public_key, "an old copy must not open what is sealed later"
    assert changed.staff_names == (HANAKO, TARO)


def test_the_old_passphrase_is_needed_to_change_it(office: Office) -> None:
    with pytest.raises(UnlockError) as refused:
        keys.change_passphrase(office.keyslots, TARO, HANAKOS, "hazelnut drizzle under viaduct", FLOOR_COST)
    assert refused.value.code == "passphrase-wrong"


def test_a_forgotten_passphrase_is_replaced_after_the_recovery_sheet(office: Office) -> None:
    unlocked = keys.unlock_with_recovery(office.keyslots, office.code)
    new = "hazelnut drizzle under viaduct"
    changed = keys.set_passphrase(office.keyslots, unlocked.data_key, TARO, new, FLOOR_COST)
    assert keys.unlock_with_passphrase(changed, new, TARO).data_key == office.data_key
    with pytest.raises(InputError) as refused:
        keys.set_passphrase(office.keyslots, unlocked.data_key, "nobody", new, FLOOR_COST)
    assert refused.value.code == "staff-unknown"


def test_a_member_who_left_no_longer_opens_it(office: Office) -> None:
    left = keys.remove_staff(office.keyslots, office.data_key, TARO)
    assert left.staff_names == (HANAKO,)
    assert keys.unlock_with_passphrase(left, HANAKOS).data_key == office.data_key
    with pytest.raises(UnlockError):
        keys.unlock_with_passphrase(left, TAROS, TARO)
    with pytest.raises(RuleError) as refused:
        keys.remove_staff(left, office.data_key, HANAKO)
    assert refused.value.code == "last-staff"


def test_the_recovery_code_opens_the_file(office: Office) -> None:
    unlocked = keys.unlock_with_recovery(office.keyslots, office.code.lower())
    assert unlocked == keys.Unlocked(office.data_key, None, 1, office.keyslots.newest.recovery.id)


def test_the_sheet_alone_is_enough(office: Office) -> None:
    """The key file may be gone."""
    file_id = office.keyslots.file_id
    assert keys.unlock_from_sheet(file_id, office.wrapped, office.code) == office.data_key
    assert keys.unlock_from_sheet(None, office.wrapped, office.code) == office.data_key


def test_a_sheet_of_another_file_is_told(office: Office, other_office: Office) -> None:
    with pytest.raises(UnlockError) as refused:
        keys.unlock_from_sheet(office.keyslots.file_id, other_office.wrapped, other_office.code)
    assert (refused.value.code, refused.value.field) == ("sheet-other-file", "wrapped_text")
    for attempt in (
        lambda: keys.unlock_from_sheet(None, office.wrapped, other_office.code),
        lambda: keys.unlock_with_recovery(office.keyslots, other_office.code),
    ):
        with pytest.raises(UnlockError) as refused:
            attempt()
        assert (refused.value.code, refused.value.field) == ("recovery-wrong", "recovery_code")


def test_a_typing_error_in_the_code_is_no_wrong_code(office: Office) -> None:
    typo = ("1" if office.code[0] != "1" else "2") + office.code[1:]
    with pytest.raises(InputError) as refused:
        keys.unlock_with_recovery(office.keyslots, typo)
    assert refused.value.code == "recovery-code-group"


def test_a_new_sheet_replaces_the_old_code(office: Office) -> None:
    changed, code = keys.replace_recovery(office.keyslots, office.data_key)
    assert keys.unlock_with_recovery(changed, code.text).data_key == office.data_key
    assert keys.unlock_from_sheet(changed.file_id, code.wrapped_text, code.text) == office.data_key
    with pytest.raises(UnlockError):
        keys.unlock_with_recovery(changed, office.code)


def test_nothing_is_changed_without_the_right_data_key(office: Office) -> None:
    wrong = bytes(32)
    for change in (
        lambda: keys.add_staff(office.keyslots, wrong, "Sample Jiro", HANAKOS, FLOOR_COST),
        lambda: keys.remove_staff(office.keyslots, wrong, TARO),
        lambda: keys.replace_recovery(office.keyslots, wrong),
        lambda: keys.set_passphrase(office.keyslots, wrong, TARO, HANAKOS, FLOOR_COST),
    ):
        with pytest.raises(FileError) as refused:
            change()
        assert refused.value.code == "keys-changed"


OUTSIDE = [
    Cost(65535, 3, 4),
    Cost(65536, 2, 4),
    Cost(65536, 3, 3),
    Cost(2097153, 3, 4),
    Cost(65536, 33, 4),
    Cost(65536, 3, 17),
    Cost(-1, 3, 4),
    Cost(0, 0, 0),
    Cost(2**40, 2**40, 2**40),
]


@pytest.mark.parametrize("cost", OUTSIDE)
def test_a_cost_out_of_bounds_is_never_computed(office: Office, monkeypatch: pytest.MonkeyPatch, cost: Cost) -> None:
    monkeypatch.setattr(argon, "Argon2id", None)
    newest = office.keyslots.newest
    slot = replace(newest.staff[0], cost=cost)
    tampered = office.keyslots.with_newest(replace(newest, staff=(slot,)))
    for attempt in (
        lambda: keys.unlock_with_passphrase(tampered, HANAKOS),
        lambda: keys.from_json(keys.to_json(tampered)),
        lambda: keys.new_file(HANAKO, HANAKOS, cost),
    ):
        with pytest.raises(FileError) as refused:
            attempt()
        assert refused.value.code == "keys-cost"


def test_bounds_themselves_are_allowed() -> None:
    for cost in (keys.DEFAULT_COST, FLOOR_COST, Cost(2097152, 32, 16)):
        argon.check_cost(cost)
    assert Cost(262144, 3, 4) == keys.DEFAULT_COST


def test_too_little_memory_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    class Starved:
        def __init__(self, **_given: object) -> None: ...

        def derive(self, _secret: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(argon, "Argon2id", Starved)
    with pytest.raises(FileError) as refused:
        keys.unlock_with_passphrase(office.keyslots, HANAKOS, HANAKO)
    assert refused.value.code == "memory"
    assert "(64 MiB)" in str(refused.value)


@pytest.fixture(scope="module")
def two_generations(office: Office) -> tuple[KeyslotFile, bytes]:
    """A data key replaced without knowing anyone's passphrase: sealed again to each member's public key."""
    data_key, file_id, first = b"\x5a" * 32, office.keyslots.file_id, office.keyslots.newest
    staff = tuple(
        replace(slot, sealed=sealing.seal(slot.public_key, data_key, slots._sealed_place(file_id, 2, slot)))
        for slot in first.staff
    )
    recovery, _ = slots.new_recovery(file_id, 2, data_key)
    both = replace(office.keyslots, generations=(first, Generation(2, staff, recovery)))
    return keys.sign(both, data_key), data_key


def test_both_data_keys_are_reached_while_one_is_replaced(
    office: Office, two_generations: tuple[KeyslotFile, bytes]
) -> None:
    keyslots, data_key = two_generations
    assert keys.from_json(keys.to_json(keyslots)) == keyslots
    slot = keys.known(keyslots.newest, TARO)
    both = keys.unlock_with_passphrase(keyslots, TAROS, TARO)
    assert both == keys.Unlocked(data_key, TARO, 2, slot.id, office.data_key)
    assert both.candidates == (data_key, office.data_key)
    older = keys.unlock_with_passphrase(keyslots, TAROS, TARO, generation=1)
    assert older == keys.Unlocked(office.data_key, TARO, 1, slot.id)
    assert keys.unlock_with_recovery(keyslots, office.code, generation=1).data_key == office.data_key
    assert (keyslots.generation, keyslots.mac) == (2, keyslots.newest.mac)
    assert len(keyslots.slots) == 3


def test_the_newer_mac_covers_the_older_generation(two_generations: tuple[KeyslotFile, bytes]) -> None:
    keyslots, _ = two_generations
    first, second = keyslots.generations
    fewer = replace(keyslots, generations=(replace(first, staff=first.staff[:1]), second))
    with pytest.raises(FileError) as refused:
        keys.unlock_with_passphrase(fewer, TAROS, TARO)
    assert refused.value.code == "keys-changed"


def test_a_slot_of_one_generation_does_not_serve_in_another(
    two_generations: tuple[KeyslotFile, bytes],
) -> None:
    keyslots, _ = two_generations
    first, second = keyslots.generations
    mixed = keyslots.with_newest(replace(second, staff=first.staff))
    with pytest.raises(FileError) as refused:
        keys.unlock_with_passphrase(mixed, TAROS, TARO)
    assert refused.value.code == "keys-changed"


def test_slots_do_not_move_between_files(office: Office, other_office: Office) -> None:
    """The same member, name and passphrase in both files."""
    newest = office.keyslots.newest
    foreign = other_office.keyslots.newest
    moved = office.keyslots.with_newest(
        replace(newest, staff=(foreign.staff[0], newest.staff[1]), recovery=foreign.recovery)
    )
    for attempt, code in (
        (lambda: keys.unlock_with_passphrase(moved, HANAKOS, HANAKO), "passphrase-wrong"),
        (lambda: keys.unlock_with_recovery(moved, other_office.code), "recovery-wrong"),
        (lambda: keys.unlock_with_passphrase(moved, TAROS, TARO), "keys-changed"),
    ):
        with pytest.raises(CasemanError) as refused:
            attempt()
        assert refused.value.code == code


def test_a_file_written_by_the_first_version_still_opens() -> None:
    """A sample, made once: its secrets are printed here and protect nothing."""
    data_key = bytes.fromhex("bfee258d8f868de4beb336a8133325da0c2ba716634c7a1f8d37056b18768a16")
    keyslots = keys.read_keyslots(SAMPLE)
    assert keyslots.staff_names == ("見本 花子",)
    assert keys.unlock_with_passphrase(keyslots, "四月の雨と青い自転車の鍵").data_key == data_key
    code = "W5V9A-ZDPNP-P875H-1HSKG-GBM3J-5GGX5-9BJEK-CDDG0"
    assert keys.unlock_with_recovery(keyslots, code).data_key == data_key
    wrapped = (
        "CASEMAN1:CO5JIIJFE5GWFAFIYENTNX4SJMAAAAAB6TAUXGXHLL4FM3JQCDXJYSZGQSMCEGOD4BUCOKJ"
        "UHTIHBPED6CYRGEGWJ7VTABNP62HDWOUI7HZIQ5VU3VJ5HPZTU726U47Z7EGO4KAZYZJC6ZF3G4RLRMI"
    )
    assert keys.unlock_from_sheet(keyslots.file_id, wrapped, code) == data_key
    assert keys.to_json(keyslots) == SAMPLE.read_text(encoding="utf-8")
