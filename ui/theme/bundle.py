"""Files in memory that Qt finds by name: its binary resource format, written at run time.

A style sheet names its pictures and takes no bytes, and a look's pictures have the look's colours, which stand in the
tokens alone. Format: Qt's resource collection, version 1 (qtbase, src/tools/rcc/rcc.cpp).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_HEAD = struct.Struct(">4sIIII")  # the word, version, where the tree, the data and the names begin
_FOLDER = struct.Struct(">IHII")  # name, flags, children, place of the first child
_FILE = struct.Struct(">IHHHI")  # name, flags, territory, language, data
_IS_FOLDER = 0x02
_C_LANGUAGE = 1


def bundle(found: Mapping[str, bytes]) -> bytes:
    """The files as one folder without others in it."""
    names, data, tree = bytearray(), bytearray(), bytearray()
    tree += _FOLDER.pack(0, _IS_FOLDER, len(found), 1)
    for key, name in sorted((_hash(name), name) for name in found):  # Qt looks them up by halves
        tree += _FILE.pack(len(names), 0, 0, _C_LANGUAGE, len(data))
        names += struct.pack(">HI", len(name), key) + name.encode("utf-16-be")
        data += struct.pack(">I", len(found[name])) + found[name]
    at_data = _HEAD.size + len(tree)
    head = _HEAD.pack(b"qres", 1, _HEAD.size, at_data, at_data + len(data))
    return head + bytes(tree) + bytes(data) + bytes(names)


def _hash(name: str) -> int:
    """Qt's hash of a name (`qt_hash`, qtbase, src/corelib/tools/qhash.cpp)."""
    key = 0
    for sign in name:
        key = (key << 4) + ord(sign)
        key ^= (key & 0xF0000000) >> 23
        key &= 0x0FFFFFFF
    return key
