"""All pages of a closed office file and of its log, decrypted: what someone who has the key could find, free pages too.

SQLCipher 4 with a raw key: pages of 4096 bytes, AES-256-CBC, the last 80 bytes of each the IV and the MAC; the first
page begins with the salt.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _RESERVED, _SALT = 4096, 80, 16
_LOG_HEAD, _FRAME_HEAD = 32, 24


def plain_pages(path: Path, data_key: bytes) -> bytes:
    """Every page one after the other. Only of a closed file."""
    raw = path.read_bytes()
    pages = [raw[start : start + _PAGE] for start in range(0, len(raw), _PAGE)]
    pages[0] = bytes(_SALT) + pages[0][_SALT:]
    log = path.with_name(path.name + "-wal")
    if log.exists():
        frames = log.read_bytes()[_LOG_HEAD:]
        pages += [frames[start + _FRAME_HEAD :][:_PAGE] for start in range(0, len(frames), _FRAME_HEAD + _PAGE)]
    return b"".join(_plain(page, data_key, _SALT if number == 0 else 0) for number, page in enumerate(pages))


def _plain(page: bytes, key: bytes, skip: int) -> bytes:
    iv = page[_PAGE - _RESERVED :][:16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[skip : _PAGE - _RESERVED]) + decryptor.finalize()
