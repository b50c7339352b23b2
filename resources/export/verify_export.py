"""Checks an export of caseman with nothing but Python (3.8 or later): python -I -S verify_export.py [FOLDER]

Prints a line for each fault; ends with 0 for a sound export, with 1 for one that has faults. Writes nothing.
"""

import base64
import csv
import hashlib
import json
import sys
from pathlib import Path


def sheet_faults(path, entry, trail):
    codes, headings = [c["code"] for c in entry["columns"]], [c["heading"] for c in entry["columns"]]
    count, number, mac = 0, trail["first"] - 1, None
    with path.open(encoding=entry["encoding"], newline="") as stream:
        rows = csv.reader(stream, strict=True)
        if next(rows, None) != headings:
            yield "its headings are not those of the manifest"
        for count, row in enumerate(rows, 1):
            if len(row) != len(headings):
                yield f"row {count} has {len(row)} cells instead of {len(headings)}"
            elif "mac" in codes:
                number, mac = number + 1, row[codes.index("mac")]
                if row[codes.index("entry")] != str(number):
                    yield f"row {count} should be entry {number} of the trail"
    if count != entry["rows"]:
        yield f"it has {count} rows instead of {entry['rows']}"
    head = f"{number}-{base64.b32encode(bytes.fromhex(mac)).decode()[:20]}" if mac else trail["head"]
    if "mac" in codes and (number != trail["last"] or head != trail["head"]):
        yield f"its last entry does not give the head {trail['head']}"


def faults(folder):
    raw = (folder / "manifest.json").read_bytes()
    manifest = json.loads(raw)
    if hashlib.sha256(raw.replace(manifest["sha256"].encode(), b"0" * 64)).hexdigest() != manifest["sha256"]:
        yield "manifest.json: it was changed"
    entries, there = {e["name"]: e for e in manifest["files"]}, {path.name: path for path in folder.iterdir()}
    for name in sorted({*entries, *there} - {"manifest.json"}):
        path, entry = there.get(name), entries.get(name)
        if path is None or entry is None:
            yield f"{name!a}: " + ("it is missing" if path is None else "it does not belong here")
        elif path.is_symlink() or hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            yield f"{name}: it was changed"
        elif "columns" in entry:
            yield from (f"{name}: {fault}" for fault in sheet_faults(path, entry, manifest["trail"]))


if __name__ == "__main__":
    csv.field_size_limit(2**31 - 1)
    folder, found = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent, []
    try:
        found.extend(faults(folder))
    except Exception as error:  # noqa: BLE001  whatever it is, the folder is not as it was written
        found.append(f"it cannot be read: {type(error).__name__}: {error}")
    print(*(found or ["sound: compare the sha256 in manifest.json with the one that the office told you"]), sep="\n")
    sys.exit(1 if found else 0)
