"""LibreOffice Writer's mail merge of a letter, in a LibreOffice of its own that is ended afterwards."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from caseman.letters.facts import LetterFacts
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO
from caseman.letters.render import render_letter
from tests.benchmarks.writing import font_of, text_of

_FONTS = Path(__file__).parents[2] / "resources" / "fonts" / "bizud"
_SCRIPT = Path(__file__).with_name("merge_by_writer.py")
_FAMILIES = {MINCHO: "BIZ UDMincho", GOTHIC: "BIZ UDGothic", GOTHIC_BOLD: "BIZ UDGothic:bold"}
_LONGEST = 900  # seconds
_PYTHONS = ("/usr/bin/python3", "/opt/libreoffice/program/python", "/usr/lib/libreoffice/program/python")


def why_not() -> str:
    """What a mail merge lacks here; empty where nothing."""
    if shutil.which("soffice") is None:
        return "LibreOffice is not installed (Debian: libreoffice-writer, libreoffice-base, python3-uno)"
    return "" if _python() else "no Python here has LibreOffice's module uno (Debian: python3-uno)"


def merged(letters: list[LetterFacts], folder: Path) -> float:
    """The seconds that Writer takes for these letters of one text, each written as a PDF; start-up is not counted."""
    _write_table(letters, folder / "addressees.csv")
    (folder / "letter.json").write_text(json.dumps(_paragraphs(letters[0])), encoding="utf-8")
    (folder / "fonts").symlink_to(_FONTS)  # where fontconfig looks for a person's own fonts
    pipe = f"caseman{os.getpid()}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"],
        env={**os.environ, "XDG_DATA_HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        told = subprocess.run(
            [str(_python()), str(_SCRIPT), pipe, str(folder)],
            check=True, capture_output=True, text=True, timeout=_LONGEST,
        )  # fmt: skip
    finally:
        os.killpg(office.pid, 9)
        office.wait()
    made = len(list((folder / "out").glob("*.pdf")))
    assert made == len(letters), f"Writer made {made} letters"
    return float(told.stdout)


@cache
def _python() -> str | None:
    """A Python that can talk to LibreOffice."""
    for python in _PYTHONS:
        tried = Path(python).exists() and subprocess.run([python, "-c", "import uno"], check=False, capture_output=True)
        if tried and tried.returncode == 0:
            return python
    return None


def _fields(letter: LetterFacts) -> dict[str, str]:
    """What differs from letter to letter; the longer number stands first, because it begins with the shorter."""
    to = letter.addressee
    return {
        "document": letter.document_number,
        "number": letter.case_number,
        "name": to.name,
        "postal_code": to.postal_code,
        "address": to.address,
    }


def _write_table(letters: list[LetterFacts], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(_fields(letters[0]))
        writer.writerows(_fields(letter).values() for letter in letters)


def _paragraphs(letter: LetterFacts) -> list[dict[str, object]]:
    """The lines of a letter in its three fonts as Writer gets them, with fields in the place of what differs."""
    fields = {value: name for name, value in _fields(letter).items()}
    parting = re.compile("(" + "|".join(map(re.escape, fields)) + ")")
    return [
        {
            "font": _FAMILIES[font_of(number)],
            "parts": [{"field": fields[part]} if part in fields else part for part in parting.split(line) if part],
        }
        for page in text_of(render_letter(letter))
        for number, line in enumerate(page)
    ]
