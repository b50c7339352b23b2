"""The values of the example: found by the pages' own reader, and by the program."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

import pytest

from caseman.help_pages import help_page
from caseman.security import slots
from caseman.security.codec import read_staff
from caseman.security.subkeys import audit_key, keyslot_mac_key
from caseman.storage import audit
from caseman.text import Language
from tests.documents import other_reader as reader


@cache
def _values() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The key file with all its fields, what follows from it, and the trail."""
    keys, told, trail = (
        json.loads(text) for kind, text in help_page("format-example", Language.EN).code if kind == "json"
    )
    keys["staff"]["sealed"] = "".join(keys["staff"]["sealed"])
    keys["staff"]["public_key"] = reader.base64.b64encode(reader.key_pair(bytes.fromhex(told["seed"]))[2]).decode()
    told["qr_text"] = "".join(told["qr_text"])
    return keys, told, trail


def test_the_passphrase_gives_the_data_key() -> None:
    keys, told, _ = _values()
    slot, file_id = keys["staff"], keys["file_id"]
    assert reader.unicodedata.normalize("NFKC", told["passphrase"]).encode().hex() == told["passphrase_nfkc_utf8"]
    assert reader.passphrase_key(slot, told["passphrase"]).hex() == told["argon2id_key"]
    assert reader.seed_of(file_id, slot, told["passphrase"]).hex() == told["seed"]
    public = reader.from_base64(slot["public_key"])
    assert hashlib.sha256(public).hexdigest() == told["public_key_sha256"]
    private_place, sealed_place = reader.private_place(file_id, slot), reader.sealed_place(file_id, 1, slot)
    assert hashlib.sha256(private_place).hexdigest() == told["staff_private_key_place_sha256"]
    assert hashlib.sha256(sealed_place).hexdigest() == told["staff_data_key_place_sha256"]
    sealed = reader.from_base64(slot["sealed"])
    assert reader.unsealed(bytes.fromhex(told["seed"]), sealed, sealed_place).hex() == told["data_key"]


def test_the_sheet_gives_the_data_key() -> None:
    keys, told, _ = _values()
    slot = keys["recovery"]
    assert reader.secret_of(told["recovery_code"]).hex() == told["recovery_secret"]
    assert reader.place("recovery", keys["file_id"], slot["id"], generation=1).decode() == told["recovery_place"]
    assert reader.by_sheet(told["qr_text"], told["recovery_code"]).hex() == told["data_key"]


def test_the_mac_covers_the_key_file() -> None:
    keys, told, _ = _values()
    data_key = bytes.fromhex(told["data_key"])
    assert reader.hkdf(data_key, b"caseman 1 keyslot file mac").hex() == told["keyslot_mac_key"]
    generation = {"generation": 1, "staff": [keys["staff"]], "recovery": keys["recovery"], "workstations": []}
    whole = {"format": keys["format"], "version": keys["version"], "file_id": keys["file_id"]}
    mac = reader.base64.b64encode(bytes.fromhex(told["mac"])).decode()
    reader.check_mac({**whole, "generations": [{**generation, "mac": mac}]}, data_key)
    with pytest.raises(AssertionError):
        reader.check_mac({**whole, "generations": [{**generation, "generation": 2, "mac": mac}]}, data_key)


def test_the_entries_follow_each_other() -> None:
    _, told, trail = _values()
    key, before = bytes.fromhex(trail["chain_key"]), bytes(32)
    assert reader.hkdf(bytes.fromhex(told["data_key"]), b"caseman 1 audit chain") == key
    for entry in trail["entries"]:
        sealed = bytes.fromhex(entry["sealed"]) if entry["sealed"] else None
        seal = reader.entry_seal(bytes.fromhex(entry["salt"]), entry["details"], sealed)
        assert seal.hex() == entry["seal"]
        told_by = (entry["number"], entry["at"], entry["staff"], entry["action"], entry["case_id"])
        before = reader.hmac.digest(key, reader.entry_bytes(*told_by, seal, before), "sha256")
        assert before.hex() == entry["mac"]
        assert reader.head_of(entry["number"], before) == entry["head"]


def test_the_program_finds_the_same() -> None:
    """So that the example stays the format's."""
    keys, told, trail = _values()
    data_key, slot = bytes.fromhex(told["data_key"]), read_staff(keys["staff"])
    seed = slots.open_private(keys["file_id"], slot, told["passphrase"])
    assert slots.open_sealed(keys["file_id"], 1, slot, seed) == data_key
    assert keyslot_mac_key(data_key).hex() == told["keyslot_mac_key"]
    assert audit_key(data_key).hex() == trail["chain_key"]
    last = trail["entries"][-1]
    assert audit.head_text(last["number"], bytes.fromhex(last["mac"])) == last["head"]
