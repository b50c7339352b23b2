"""The standard case in LibreOffice Calc and Writer by real keys, as an able clerk does it who has only these two.

What makes it short: nothing is looked up, as the walk at the desk looks nothing up; the cursor stands where the case
before left it; Ctrl+; puts today's date in; AutoInput completes a term from its first sign; Ctrl+S comes three times,
where a loss would hurt. A formula puts the letter's text together, and this one cell is copied into the template: input
fields would ask for each value again, and a mail merge asks for the record and the output in two dialogs more and keeps
no letter of its own. What the desk does besides is not asked for: checks, who did what, the trail, the encryption.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pypdfium2

from tests.e2e.desk_walk import TYPED, VALID_UNTIL, Asker
from tests.e2e.hands import Hands
from tests.e2e.hands_and_ears import LONGEST, Lost
from tests.e2e.suite_papers import NUMBER, due_after, lines_of, make_register, make_template, row_of
from tests.e2e.x_session import ROOT, XSession, x_session

ADDRESS = "東京都港区"  # which the desk finds by the postal code
TERMS = {"came by": "簡易書留", "enclosed": "rib", "asks for": "開示", "document": "運転免許証",
         "agrees": "nabm", "result": "全部開示", "missing": "scan"}  # fmt: skip
_LOOK_EVERY = 0.02  # seconds
_TODAY = ""
_TEMPLATE = "letter.ott"
# No tip of the day before the register.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item></oor:items>"""


class SuiteWalk:
    """The steps, each from where the one before ended."""

    def __init__(self, session: XSession, papers: Path) -> None:
        self.session = session
        self.hands = Hands(session)
        self.register = papers / "register.ods"
        self.letter = papers / f"{NUMBER}.odt"
        self.printed = papers / "printed.pdf"

    def whole_case(self, asker: Asker) -> None:
        """A standard case, from the envelope to its end."""
        term = {heading: term[0] for heading, term in TERMS.items()}
        self.fill_row(_TODAY, term["came by"], asker.tracking, asker.name, term["enclosed"])
        self.fill_row(term["asks for"], asker.scope, asker.kana, asker.postal_code, ADDRESS + asker.house)
        self.save()
        self.fill_row(term["document"], VALID_UNTIL, term["agrees"], _TODAY)  # identity
        self.fill_row(_TODAY, asker.kana, _TODAY)  # fee
        self.fill_row(_TODAY)  # accepted: the due date comes by its formula
        self.fill_row(term["result"], asker.details, _TODAY)
        self.save()
        self.write_letter()
        self.hands.press("Tab")
        self.fill_row(asker.tracking, _TODAY, _TODAY, _TODAY)  # sent, delivered, closed
        self.hands.type(term["missing"])
        self.hands.press("Return")
        self.save()

    def fill_row(self, *cells: str) -> None:
        """Cells one after the other, each left with Tab."""
        for cell in cells:
            if cell == _TODAY:
                self.hands.press("ctrl+semicolon")
            else:
                self.hands.type(cell)
            self.hands.press("Tab")

    def write_letter(self) -> None:
        """Copy the letter's text into the template, save it under the case's number, print it, leave it."""
        hands = self.hands
        hands.press("ctrl+c", "ctrl+o")
        self.wait_window("Open")
        hands.type(_TEMPLATE)
        hands.press("Return")
        self.wait_window("Untitled")
        hands.press("ctrl+shift+alt+v", "ctrl+s")  # as text without format
        self.wait_window("Save")
        hands.replace(NUMBER)
        hands.press("Return")
        self.wait_window(self.letter.name)
        hands.press("ctrl+p")
        self.wait_window("Print")
        hands.press("Return")
        self._until(self.printed.exists, "nothing is printed")
        self.wait_window(self.letter.name)
        hands.press("ctrl+w")
        self.wait_window(self.register.name)

    def save(self) -> None:
        """Save the register."""
        before = self.register.stat().st_mtime_ns
        self.hands.press("ctrl+s")
        self._until(lambda: self.register.stat().st_mtime_ns != before, "the register is not saved")

    def prove(self, asker: Asker, day: date) -> None:
        """Raise `AssertionError` unless what was saved and printed holds the case that was walked on a day."""
        row = row_of(self.register, NUMBER)
        letter = row.pop("letter").splitlines()
        typed = {"tracking number": asker.tracking, "sender": asker.name, "which data": asker.scope,
                 "kana": asker.kana, "postal code": asker.postal_code, "address": ADDRESS + asker.house,
                 "valid until": VALID_UNTIL, "payer": asker.kana, "what is disclosed": asker.details,
                 "sent as": asker.tracking}  # fmt: skip
        found = {"number": NUMBER, "due": f"{due_after(day)}"}
        days = [heading for heading in row if heading not in typed | TERMS | found]
        assert row == typed | TERMS | found | dict.fromkeys(days, f"{day}"), row
        kept = "\n".join(letter)
        assert all(each in kept for each in (NUMBER, asker.name, row["address"], asker.scope, asker.details)), kept
        assert lines_of(self.letter)[: len(letter)] == letter
        with pypdfium2.PdfDocument(self.printed) as document:
            paper = "".join(page.get_textpage().get_text_range() for page in document)
        assert "".join(kept.split()) in "".join(paper.split())

    def wait_window(self, title: str) -> None:
        """Until the keyboard is in a window whose title begins so: keys that come sooner go to the one before."""
        self._until(lambda: self._window().startswith(title), f"the keyboard is not in “{title}”")

    def _window(self) -> str:
        asked = ("xdotool", "getwindowfocus", "getwindowname")
        told = subprocess.run(asked, env=self.session.environment, capture_output=True, text=True, check=False)
        return told.stdout  # nothing while a window goes

    def _until(self, came: Callable[[], bool], lost: str) -> None:
        last = time.monotonic() + LONGEST
        while not came():
            if time.monotonic() > last:
                self.session.picture(self.session.folder / "lost.png")
                raise Lost(f"{lost}; it is in “{self._window().strip()}”")
            time.sleep(_LOOK_EVERY)


def suite_missing() -> str:
    """Why the suite cannot be walked here; empty when it can."""
    starter = shutil.which("soffice")
    program = Path(starter).resolve().parent if starter else Path()
    parts = ("libsclo.so", "libswlo.so", "libvclplug_genlo.so")  # Calc, Writer, windows
    if starter and all((program / part).exists() for part in parts):
        return ""
    return "LibreOffice with windows is not installed (Debian: libreoffice-calc, libreoffice-writer)"


@contextmanager
def at_the_suite(folder: Path) -> Iterator[SuiteWalk]:
    """A clerk before the register, in a LibreOffice of its own; its printer writes a file."""
    with x_session(folder, (*TYPED, ADDRESS, *TERMS.values())) as session:
        home = Path(session.environment["HOME"])
        (home / "fonts").symlink_to(ROOT / "resources" / "fonts" / "bizud")  # where fontconfig looks for a person's own
        walk = SuiteWalk(session, home)
        make_register(walk.register)
        make_template(home / _TEMPLATE)
        settings = home / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS)
        printer = folder / "bin" / "lpr"  # what LibreOffice calls to print
        printer.parent.mkdir()
        printer.write_text(f"#!/bin/sh\ncat > '{walk.printed}.part' && mv '{walk.printed}.part' '{walk.printed}'\n")
        printer.chmod(0o700)
        path = f"{printer.parent}:{session.environment['PATH']}"
        options = (f"-env:UserInstallation={(home / 'profile').as_uri()}", "--norestore", "--nologo", "--calc")
        suite = session.start("setsid", "soffice", *options, str(walk.register),
                              PATH=path, SAL_USE_VCLPLUGIN="gen", TZ="Asia/Tokyo")  # fmt: skip
        try:
            walk.wait_window(walk.register.name)
            yield walk
        finally:
            walk.hands.leave()
            os.killpg(suite.pid, signal.SIGKILL)  # the starter and what it started; everything is saved
            suite.communicate(timeout=30)
