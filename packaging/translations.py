"""Both catalogues brought up to date: Qt Linguist's for the window, gettext's for the core.

python packaging/translations.py          extract, update, compile
python packaging/translations.py --check  exit 1 when a text has no Japanese, or a kept file is old

The same sources give the same bytes, on any day.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from caseman.cli.app import app
from caseman.cli.words import FRAME, sentences

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
PO = I18N / "ja" / "LC_MESSAGES" / "caseman.po"
TS = I18N / "ui_ja.ts"
PLURALS = I18N / "ui_en.ts"  # English says one case, two cases
BIN = Path(sys.executable).parent

# Where `tr` is called on another object, lupdate knows its variable only; Qt asks with the object's class.
CONTEXTS = {"": "Form", "page": "Page"}


class Core(Catalog):
    """The core's catalogue. Its header tells neither dates nor versions, which would change the file by themselves."""

    def __init__(self) -> None:
        super().__init__(
            locale="ja",
            header_comment="# The core's sentences in Japanese. packaging/translations.py adds what is new.",
            fuzzy=False,
        )

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "caseman"),
            ("Language", "ja"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def update_core(po: Path) -> Core:
    """Every sentence marked T("…"), with the Japanese it has; what is no longer said is dropped."""
    known: dict[str, str] = {}
    if po.exists():
        with po.open("rb") as stream:
            known = {str(m.id): str(m.string) for m in read_po(stream, locale="ja") if m.string and not m.fuzzy}
    catalogue = Core()
    for package in ("caseman", "ui"):
        found = extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")], keywords={"T": None}, comment_tags=()
        )
        for _name, _line, message, _comments, _context in found:
            catalogue.add(message, known.get(str(message), ""))
    for message in (*FRAME, *sentences(get_command(app))):
        catalogue.add(message, known.get(message, ""))
    return catalogue


def save_core(catalogue: Core, po: Path) -> None:
    with po.open("wb") as stream:
        write_po(stream, catalogue, width=110, sort_output=True, no_location=True)
    with po.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalogue)


def update_window(ts: Path) -> None:
    """Let Qt's own tool extract the window's texts; for English, those that count something."""
    sources = sorted(str(p.relative_to(ROOT)) for p in (ROOT / "ui").rglob("*.py"))
    language = ts.stem.removeprefix("ui_")
    only = ["-pluralonly"] if language == "en" else []
    shape = ["-noobsolete", "-locations", "none", "-source-language", "en", "-target-language", language, *only]
    lupdate = [BIN / "pyside6-lupdate", *shape, *sources, "-ts", ts]
    subprocess.run(lupdate, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def compile_window(ts: Path) -> None:
    """Let Qt's own tool compile them, each under the class that asks for it."""
    text = ts.read_text(encoding="utf-8")
    for variable, cls in CONTEXTS.items():
        text = text.replace(f"<name>{variable}</name>", f"<name>{cls}</name>")
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / ts.name
        named.write_text(text, encoding="utf-8")
        qm = ts.with_suffix(".qm")
        subprocess.run([BIN / "pyside6-lrelease", named, "-qm", qm, "-silent"], check=True, cwd=ROOT)


def update(po: Path, *window: Path) -> list[str]:
    """Bring the files up to date, each beside its compiled form. Returns the texts that are not translated."""
    catalogue = update_core(po)
    save_core(catalogue, po)
    lacking = [str(m.id) for m in catalogue if m.id and not m.string]
    for ts in window:
        update_window(ts)
        compile_window(ts)
        lacking += [f"{ts.name}: unfinished"] * ts.read_text(encoding="utf-8").count('type="unfinished"')
    return lacking


def check() -> list[str]:
    """Hold the kept files against fresh ones."""
    kept = (PO, TS, PLURALS)
    with tempfile.TemporaryDirectory() as folder:
        fresh = [Path(shutil.copy(path, folder)) for path in kept]
        faults = update(*fresh)
        for new, old in zip(fresh, kept, strict=True):
            for suffix in (old.suffix, {".po": ".mo", ".ts": ".qm"}[old.suffix]):
                there = old.with_suffix(suffix)
                if not there.exists() or there.read_bytes() != new.with_suffix(suffix).read_bytes():
                    faults.append(f"{there.name} is old: make translations")
    return faults


def main() -> int:
    if "--check" in sys.argv:
        faults = check()
        print(*faults, sep="\n", end="\n" if faults else "")
        return 1 if faults else 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    lacking = update(PO, TS, PLURALS)
    print(*lacking, f"{len(lacking)} texts without a translation", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
