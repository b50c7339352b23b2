"""A reader of office files by another hand: written from the help's pages on the format, and from nothing else.

It imports the standard library, `cryptography` and a bare SQLCipher, nothing of the program. The names of the pages
stand at each part: where this file says something that they do not, they lack it.

python other_reader.py FILE passphrase NAME PASSPHRASE | code CODE | sheet QR_TEXT CODE | keyring ENTRY
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SYMBOLS = 32


# The key file: canonical JSON, and what a ciphertext is bound to.


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def place(purpose: str, file_id: str, slot: str, **further: Any) -> bytes:
    return canonical({"caseman": 1, "purpose": purpose, "file": file_id, "slot": slot, **further})


def from_base64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def hkdf(secret: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 without salt: one block is all of the 32 bytes."""
    inner = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(inner, info + b"\x01", "sha256")


def opened(key: bytes, wrapped: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(wrapped[:12], wrapped[12:], bound_to)


# The key file: from the passphrase to the data key.


def private_place(file_id: str, slot: dict[str, Any]) -> bytes:
    cost = slot["argon2id"]
    return place(
        "staff private key",
        file_id,
        slot["id"],
        name=slot["name"],
        public_key=from_base64(slot["public_key"]).hex(),
        salt=from_base64(cost["salt"]).hex(),
        memory_kib=cost["memory_kib"],
        iterations=cost["iterations"],
        lanes=cost["lanes"],
    )


def passphrase_key(slot: dict[str, Any], passphrase: str) -> bytes:
    cost = slot["argon2id"]
    return Argon2id(
        salt=from_base64(cost["salt"]),
        length=32,
        iterations=cost["iterations"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    ).derive(unicodedata.normalize("NFKC", passphrase).encode())


def seed_of(file_id: str, slot: dict[str, Any], passphrase: str) -> bytes:
    return opened(passphrase_key(slot, passphrase), from_base64(slot["wrapped_private"]), private_place(file_id, slot))


def key_pair(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey, bytes]:
    """X-Wing's two private keys, and the public key of both."""
    expanded = hashlib.shake_256(seed).digest(96)
    mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    curve = X25519PrivateKey.from_private_bytes(expanded[64:])
    public = mlkem.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return mlkem, curve, public + curve.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def unsealed(seed: bytes, sealed: bytes, info: bytes) -> bytes:
    """HPKE by hand (RFC 9180, sections 4 and 5.1): base mode, KEM 0x647a, KDF 0x0001, AEAD 0x0002."""
    mlkem, curve, public = key_pair(seed)
    for_mlkem, for_curve, ciphertext = sealed[:1088], sealed[1088:1120], sealed[1120:]
    first = mlkem.decapsulate(for_mlkem)
    second = curve.exchange(X25519PublicKey.from_public_bytes(for_curve))
    shared = hashlib.sha3_256(first + second + for_curve + public[1184:] + bytes.fromhex("5c2e2f2f5e5c")).digest()
    suite = b"HPKE" + bytes.fromhex("647a00010002")

    def extract(salt: bytes, label: bytes, value: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + value, "sha256")

    def expand(key: bytes, label: bytes, context: bytes, length: int) -> bytes:
        labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
        return hmac.digest(key, labelled + b"\x01", "sha256")[:length]

    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    key, nonce = expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, ciphertext, b"")


def sealed_place(file_id: str, generation: int, slot: dict[str, Any]) -> bytes:
    public = from_base64(slot["public_key"]).hex()
    return place("staff data key", file_id, slot["id"], generation=generation, name=slot["name"], public_key=public)


def by_passphrase(keys: dict[str, Any], name: str, passphrase: str) -> bytes:
    generation = keys["generations"][-1]
    (slot,) = [each for each in generation["staff"] if each["name"] == name]
    seed = seed_of(keys["file_id"], slot, passphrase)
    assert key_pair(seed)[2] == from_base64(slot["public_key"])
    bound_to = sealed_place(keys["file_id"], generation["generation"], slot)
    return unsealed(seed, from_base64(slot["sealed"]), bound_to)


def check_mac(keys: dict[str, Any], data_key: bytes) -> None:
    """The MAC of the newest generation, which covers the whole file."""
    *before, newest = keys["generations"]
    covered = {**keys, "generations": [*before, {k: v for k, v in newest.items() if k != "mac"}]}
    made = hmac.digest(hkdf(data_key, b"caseman 1 keyslot file mac"), canonical(covered), "sha256")
    assert hmac.compare_digest(made, from_base64(newest["mac"])), "the key file was changed"


# The recovery sheet.


def times_x(element: int) -> int:
    element <<= 1
    return element ^ 0b100101 if element & 0b100000 else element


def check_symbol(number: int, symbols: list[int]) -> int:
    element = number
    for symbol in symbols:
        element = times_x(element) ^ symbol
    return times_x(element)


def secret_of(code: str) -> bytes:
    read = code.upper().translate(str.maketrans("OIL", "011")).replace("-", "").replace(" ", "")
    symbols = [ALPHABET.index(each) for each in read]
    assert len(symbols) == 40
    value = 0
    for number in range(8):
        group = symbols[number * 5 : number * 5 + 5]
        assert check_symbol(number + 1, group[:4]) == group[4], f"group {number + 1}"
        for symbol in group[:4]:
            value = value * SYMBOLS + symbol
    return value.to_bytes(20, "big")


def recovered(file_id: str, generation: int, slot: str, wrapped: bytes, code: str) -> bytes:
    bound_to = place("recovery", file_id, slot, generation=generation)
    return opened(hkdf(secret_of(code), bound_to), wrapped, bound_to)


def by_code(keys: dict[str, Any], code: str) -> bytes:
    generation = keys["generations"][-1]
    slot = generation["recovery"]
    return recovered(keys["file_id"], generation["generation"], slot["id"], from_base64(slot["wrapped"]), code)


def by_sheet(text: str, code: str) -> bytes:
    begin, _, body = text.partition(":")
    assert begin == "CASEMAN1"
    data = base64.b32decode(body + "=" * (-len(body) % 8))
    payload, check = data[:-6], data[-6:]
    assert hashlib.sha256(b"caseman recovery sheet" + payload).digest()[:6] == check
    file_id, generation, slot = payload[:16].hex(), int.from_bytes(payload[16:20], "big"), payload[20:28].hex()
    return recovered(file_id, generation, slot, payload[28:], code)


# The key file: a workstation.


def by_keyring(keys: dict[str, Any], entry: str) -> bytes:
    generation = keys["generations"][-1]
    slot_id, _, secret = entry.partition(".")
    (slot,) = [each for each in generation["workstations"] if each["id"] == slot_id]
    owner = {"staff": slot["staff"]} if "staff" in slot else {}
    bound_to = place("workstation", keys["file_id"], slot_id, generation=generation["generation"], **owner)
    return opened(hkdf(from_base64(secret), bound_to), from_base64(slot["wrapped"]), bound_to)


# The database: with SQLCipher, and without.


def database(path: Path, data_key: bytes) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    connection.execute("PRAGMA cipher_compatibility = 4")
    assert connection.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"CASE", "big")
    return connection


def in_clear(path: Path, data_key: bytes) -> bytes:
    """The whole file without SQLCipher, the MAC of every page checked: a plain SQLite database."""
    data = path.read_bytes()
    mac_key = hashlib.pbkdf2_hmac("sha512", data_key, bytes(each ^ 0x3A for each in data[:16]), 2, 32)
    made = bytearray()
    for number, begin in enumerate(range(0, len(data), 4096), 1):
        content = data[begin + (16 if number == 1 else 0) : begin + 4096]
        covered, mac = content[:-64], content[-64:]
        assert hmac.digest(mac_key, covered + number.to_bytes(4, "little"), "sha512") == mac, f"page {number}"
        ciphertext, nonce = covered[:-16], covered[-16:]
        decryptor = Cipher(algorithms.AES(data_key), modes.CBC(nonce)).decryptor()
        made += b"SQLite format 3\0" if number == 1 else b""
        made += decryptor.update(ciphertext) + decryptor.finalize() + bytes(80)
    assert made[20] == 80
    made[18:20] = bytes([1, 1])
    return bytes(made)


def names_in_clear(data: bytes) -> list[str]:
    """What Python's own SQLite reads in it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        return [name for (name,) in connection.execute("SELECT name FROM party ORDER BY id")]


def scans(connection: Any) -> list[bytes]:
    rows = connection.execute("SELECT sha256, data, key FROM scan_content JOIN scan_key USING (sha256)").fetchall()
    found = [opened(key, data, f"caseman 1 scan {sha256} whole".encode()) for sha256, data, key in rows]
    assert [hashlib.sha256(plain).hexdigest() for plain in found] == [row[0] for row in rows]
    return found


# The seal over the rows.


def part(value: Any) -> bytes:
    if value is None:
        return b"N"
    sign = {str: b"T", bytes: b"B", int: b"I", float: b"R"}[type(value)]
    data = value if isinstance(value, bytes) else str(value).encode()
    return sign + str(len(data)).encode() + b":" + data


def check_seal(connection: Any, chain_key: bytes) -> int:
    """How many tables are under seal."""
    key = hkdf(chain_key, b"caseman 1 row seal")
    sums = dict(connection.execute("SELECT name, sum FROM seal").fetchall())
    bound = sums.pop("")
    for name, told in sums.items():
        total = 0
        for row in connection.execute(f'SELECT * FROM "{name}"'):
            made = hmac.digest(key, part(name) + b"".join(part(value) for value in row), "sha256")
            total += int.from_bytes(made, "big")
        assert (total % (1 << 256)).to_bytes(32, "big") == told, name
    number, mac = connection.execute("SELECT number, mac FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    covered = f"{number}:".encode() + mac + b"".join(part(name) + sums[name] for name in sorted(sums))
    assert hmac.digest(key, covered, "sha256") == bound
    return len(sums)


# The trail.


def entry_seal(salt: bytes, details: str, sealed: bytes | None) -> bytes:
    text = details.encode()
    if sealed is None:
        return hashlib.sha256(salt + text).digest()
    return hashlib.sha256(salt + str(len(text)).encode() + b":" + text + sealed).digest()


def entry_bytes(number: int, at: str, staff: str, action: str, case: int | None, seal: bytes, before: bytes) -> bytes:
    entry = [number, at.replace("Z", "+00:00"), staff, action, case, seal.hex(), before.hex()]
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def head_of(number: int, mac: bytes) -> str:
    return f"{number}-{base64.b32encode(mac).decode()[:20]}"


def entries(connection: Any, chain_key: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Check the whole trail on the way; the head at each entry, and all its values."""
    before = bytes(32)
    rows = connection.execute(
        "SELECT number, at, staff, action, case_id, details, sealed, salt, seal, mac FROM audit ORDER BY number"
    )
    for expected, row in enumerate(rows.fetchall(), 1):
        number, at, staff, action, case, details, sealed, salt, seal, mac = row
        assert number == expected
        assert entry_seal(salt, details, sealed) == seal, f"the values of entry {number}"
        made = hmac.digest(chain_key, entry_bytes(number, at, staff, action, case, seal, before), "sha256")
        assert made == mac, f"entry {number}"
        before = mac
        yield head_of(number, mac), json.loads(details) | unsealed_values(connection, number, at, case, sealed)


def unsealed_values(connection: Any, number: int, at: str, case: int | None, sealed: bytes | None) -> dict[str, Any]:
    if sealed is None:
        return {}
    asked = ("case_key", "case_id", case) if case is not None else ("month_key", "month", at[:7])
    found = connection.execute(f"SELECT key FROM {asked[0]} WHERE {asked[1]} = ?", (asked[2],)).fetchone()
    with suppress(InvalidTag):
        if found is not None:
            return dict(json.loads(opened(found[0], sealed, f"caseman 1 trail {number} {case or 0}".encode())))
    return {"gone": True}


def main() -> None:
    path, way, *given = sys.argv[1:]
    file = Path(path)
    if way == "sheet":
        keys, data_key = None, by_sheet(*given)
    else:
        keys = json.loads(file.with_name(file.name + ".keys").read_text(encoding="utf-8"))
        data_key = {"passphrase": by_passphrase, "code": by_code, "keyring": by_keyring}[way](keys, *given)
        check_mac(keys, data_key)
    connection = database(file, data_key)
    file_id, inside, chain_key = connection.execute("SELECT file_id, keyslots, chain_key FROM office").fetchone()
    assert keys is None or (keys["file_id"] == file_id and json.loads(inside) == keys)
    chain_key = chain_key or hkdf(data_key, b"caseman 1 audit chain")
    trail = list(entries(connection, chain_key))
    print(
        json.dumps(
            {
                "file_id": file_id,
                "names": [name for (name,) in connection.execute("SELECT name FROM party ORDER BY id")],
                "head": trail[-1][0],
                "values": [values for _, values in trail],
                "scans": [hashlib.sha256(each).hexdigest() for each in scans(connection)],
                "sealed_tables": check_seal(connection, chain_key),
                "page_size": int.from_bytes(in_clear(file, data_key)[16:18], "big"),
                "names_in_clear": names_in_clear(in_clear(file, data_key)),
                "foreign": sorted({name.partition(".")[0] for name in sys.modules} & {"caseman", "sqlmodel", "ui"}),
            }
        )
    )


if __name__ == "__main__":
    main()
