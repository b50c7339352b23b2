"""Both catalogues brought up to date: Qt Linguist's for the window, gettext's for the core.

python packaging/translations.py          extract, update, compile
python packaging/translations.py --check  exit 1 when a text has no Japanese, or the compiled files are old
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
PO = I18N / "ja" / "LC_MESSAGES" / "caseman.po"
TS = I18N / "ui_ja.ts"
BIN = Path(sys.executable).parent


def extract_core() -> Catalog:
    """Every sentence marked T("…") in the core."""
    template = Catalog(project="caseman", charset="utf-8")
    found = extract_from_dir(ROOT / "caseman", method_map=[("**.py", "python")], keywords={"T": None}, comment_tags=())
    for name, line, message, _comments, _context in found:
        template.add(message, locations=[(f"caseman/{name}", line)])
    return template


def update_core(po: Path) -> Catalog:
    """Merge what the code says into the catalogue; what is no longer said is dropped."""
    with po.open("rb") as stream:
        catalogue = read_po(stream, locale="ja")
    catalogue.update(extract_core(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def save_core(catalogue: Catalog, po: Path) -> None:
    with po.open("wb") as stream:
        write_po(stream, catalogue, width=110, sort_output=True, no_location=True, omit_header=False)
    with po.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)


def update_window(ts: Path) -> None:
    """Let Qt's own tools extract and compile the window's texts."""
    sources = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "ui").rglob("*.py"))
    lupdate = [
        BIN / "pyside6-lupdate",
        "-noobsolete",
        "-locations",
        "none",
        "-source-language",
        "en",
        "-target-language",
        "ja",
    ]
    subprocess.run([*lupdate, *sources, "-ts", ts], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def compile_window(ts: Path, qm: Path) -> None:
    subprocess.run([BIN / "pyside6-lrelease", ts, "-qm", qm, "-silent"], check=True, cwd=ROOT)


def missing(catalogue: Catalog, ts: Path) -> list[str]:
    """Texts without Japanese."""
    lacking = [str(m.id) for m in catalogue if m.id and not m.string]
    lacking += [f"{ts.name}: unfinished"] * ts.read_text(encoding="utf-8").count('type="unfinished"')
    return lacking


def check() -> int:
    """Hold the kept files against fresh ones."""
    with tempfile.TemporaryDirectory() as folder:
        po, ts = Path(folder) / "caseman.po", Path(folder) / "ui_ja.ts"
        po.write_bytes(PO.read_bytes())
        ts.write_bytes(TS.read_bytes())
        catalogue = update_core(po)
        save_core(catalogue, po)
        update_window(ts)
        compile_window(ts, ts.with_suffix(".qm"))
        faults = missing(catalogue, ts)
        pairs = (
            (po.with_suffix(".mo"), PO.with_suffix(".mo")),
            (ts.with_suffix(".qm"), TS.with_suffix(".qm")),
        )
        faults += [
            f"{kept.name} is old: make translations" for fresh, kept in pairs if fresh.read_bytes() != kept.read_bytes()
        ]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def main() -> int:
    if "--check" in sys.argv:
        return check()
    PO.parent.mkdir(parents=True, exist_ok=True)
    if not PO.exists():
        save_core(Catalog(locale="ja", project="caseman", charset="utf-8"), PO)
    catalogue = update_core(PO)
    save_core(catalogue, PO)
    update_window(TS)
    compile_window(TS, TS.with_suffix(".qm"))
    lacking = missing(catalogue, TS)
    print(f"{len(catalogue)} texts of the core; {len(lacking)} texts without Japanese")
    return 0


if __name__ == "__main__":
    sys.exit(main())
