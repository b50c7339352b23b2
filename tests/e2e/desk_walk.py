"""A case by keys alone, from the envelope to its end, as somebody works who hears the window and does not see it.

One place for everybody who walks: the short walk of every run, the long day, the count of keys, the record of stalls.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caseman.domain.documents import DocumentKind
from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.text import Language
from tests.e2e.desk_words import Words
from tests.e2e.hands_and_ears import LONGEST, Person, person_at
from tests.e2e.x_session import x_session
from tests.services.walking import PASSPHRASE

VALID_UNTIL = "2034-04-01"
GRID_KEYS = {EnclosureKind.REQUEST_FORM: "1", EnclosureKind.ID_COPY: "2", EnclosureKind.BANK_RECEIPT: "9"}
_AGREES = (
    "The name agrees with the form",
    "The address agrees with the form",
    "The date of birth agrees with the form",
    "Numbers that must not be kept are masked",
)

_WATCHED = Path(__file__).with_name("watched_desk.py")
_SETTINGS = "[General]\nlanguage={language}\nidle_seconds={idle}\n"
_IDLE = 3600  # seconds: no lock in the middle of a long export


@dataclass(frozen=True)
class Asker:
    """Who asks, and what: an invented person."""

    name: str = "見本 太郎"
    kana: str = "ミホン タロウ"
    postal_code: str = "1078349"
    house: str = "1-2-3"
    scope: str = "会員登録の内容"
    details: str = "氏名、住所、電話番号"
    tracking: str = "123-45-67890-3"


TYPED = (PASSPHRASE, *(str(value) for value in vars(Asker()).values()))


class DeskWalk:
    """The steps, each from where the one before ended."""

    def __init__(self, person: Person, language: Language) -> None:
        self.person = person
        self.words = Words(language)
        self.numbers: dict[Asker, str] = {}  # of the cases that were opened
        self._case_waits = False  # the form for a case is in sight, and its envelope is logged

    def unlock(self) -> None:
        """Open the file that the program was started with."""
        person, words = self.person, self.words
        person.step("unlock")
        person.wait_at(words("Passphrase"))
        person.type(PASSPHRASE)
        person.press("Return")
        person.wait_shown(words("Search cases"), "text")

    def place(self, number: int, first: str) -> None:
        """Go to a place by its number; the keyboard is then at its first control."""
        self.person.press(f"ctrl+{number}")
        self.person.wait_at(first)

    def log_envelope(
        self, asker: Asker, papers: tuple[EnclosureKind, ...] = tuple(GRID_KEYS), scan: Path | None = None
    ) -> None:
        """The envelope, from the post desk; the form for its case comes up."""
        person, words = self.person, self.words
        person.step("log an envelope")
        if self._case_waits:
            self.place(2, words.term(RequestType.DISCLOSURE))
            person.tab_back_to(words("Log an envelope", "PostPage"))
            person.go_to(words("Came by"))
        else:
            self.place(2, words("Came by"))
        self._case_waits = True
        person.choose(words("Mail class", "EnvelopeForm"), words.term(MailClass.SIMPLIFIED_REGISTERED))
        person.fill(words("Tracking number", "EnvelopeForm"), asker.tracking)
        person.fill(words("Sender, as written"), asker.name)
        person.go_to(words.term(EnclosureKind.REQUEST_FORM))
        person.press(*(GRID_KEYS[kind] for kind in papers))
        person.wait_at(words.term(papers[-1]))
        person.wait_state("checked")  # see `Person.press`
        if scan is not None:
            person.push(words("Choose files…"))
            self._name_file(scan)
            person.wait_shown(scan.name, part=True)
        before = person.ears.heard
        person.press("ctrl+Return")
        person.wait_said(words.before("Envelope logged: {sender}. Now open its case."), before)

    def open_case(self, asker: Asker) -> None:
        """The case of the envelope that was logged."""
        person, words = self.person, self.words
        person.step("open the case")
        person.wait_at(words.term(RequestType.DISCLOSURE))
        person.press("space")
        person.fill(words("Which data"), asker.scope)
        person.fill(words("Name in kana"), asker.kana)
        person.fill(words("Postal code"), asker.postal_code)
        person.go_to(words("Address"))
        place = person.wait_text().text  # the postal code brings it
        person.press("End")
        person.type(asker.house)
        person.wait_typed(f"{place}{asker.house}")
        person.press("ctrl+Return")
        self._case_waits = False
        here = person.wait_at(words.next_step(Step.IDENTITY))
        self.numbers[asker] = here.inside[0].partition(" ")[0]  # the window's title

    def check_identity(self) -> None:
        """A driver's licence that agrees."""
        person, words = self.person, self.words
        person.step("identity")
        person.push(words.next_step(Step.IDENTITY))
        person.wait_at(words("Document", "IdentityPanel"))
        person.choose(words("Document", "IdentityPanel"), words.term(DocumentKind.DRIVERS_LICENCE))
        person.fill(words("Valid until"), VALID_UNTIL)
        for box in _AGREES:
            person.tick(words(box))
        self._send("The check is recorded.")

    def pay(self, asker: Asker) -> None:
        """The fee came by bank transfer."""
        person, words = self.person, self.words
        person.step("fee")
        person.wait_at(words("Paid on"))
        person.go_to(words("Paid on"))
        person.press("ctrl+semicolon")
        person.fill(words("Payer, as on the receipt"), asker.kana)
        person.go_to(words("On the bank statement on"))
        person.press("ctrl+semicolon")
        self._send("The payment is recorded.")

    def accept(self) -> None:
        """The request is complete."""
        person, words = self.person, self.words
        person.step("date")
        person.wait_at(words("Complete, accepted on"))
        self._send("The request is accepted; the period runs.")

    def decide(self, asker: Asker) -> None:
        """Everything is disclosed."""
        person, words = self.person, self.words
        person.step("decision")
        person.wait_at(words("Result", "DecisionPanel"))
        person.fill(words("What is disclosed, or what was done"), asker.details)
        self._send("The decision is recorded.")

    def make_letter(self) -> None:
        """The letter that the decision asks for."""
        person, words = self.person, self.words
        person.step("letter")
        person.wait_at(words("Make the letter"))
        before = person.ears.heard
        person.press("space")
        person.wait_said(
            words("Letter {number} is made. Print it, sign it, and send it.").partition("{number}")[2], before
        )

    def save_letter(self, path: Path) -> None:
        """As a PDF, through the file dialog."""
        person, words = self.person, self.words
        person.step("save the letter")
        person.wait_at(words("Tracking number", "DispatchPanel"))
        self._to_step(Step.LETTER)
        person.go_to(words("Save as PDF…"))
        person.press("space")
        self._name_file(path)

    def print_letter(self, path: Path) -> None:
        """On paper, which here is a file of the system's own dialog."""
        person, words = self.person, self.words
        person.step("print the letter")
        person.wait_at(words("Tracking number", "DispatchPanel"))
        person.press("ctrl+p")
        person.wait_in("dialog")
        with person.uncounted():  # a printer asks for no path
            person.go_to_role("text")
            person.replace(str(path))
        person.press("Return")
        person.wait_in("frame")

    def dispatch(self, asker: Asker) -> None:
        """The letter leaves, and is delivered."""
        person, words = self.person, self.words
        person.step("dispatch")
        person.wait_at(words("Tracking number", "DispatchPanel"))
        person.fill(words("Tracking number", "DispatchPanel"), asker.tracking)
        self._send("The dispatch is noted.")
        person.step("delivery")
        person.wait_at(words("Close although this is missing"))
        self._to_step(Step.DISPATCH)
        person.wait_at(words("Delivered on"))
        self._send("The delivery is noted.")

    def close(self, *, scanned: bool = False) -> None:
        """The case ends; what was not scanned is known to be missing."""
        person, words = self.person, self.words
        person.step("close")
        person.wait_at(words.next_step(Step.CLOSE))
        person.press("space")
        person.wait_at(words("Closed on" if scanned else "Close although this is missing"))
        if not scanned:
            person.tick(words("Close although this is missing"))
        self._send("The case is closed.")

    def search(self, number: str) -> None:
        """Look for a case by its number; it is the first of the list then."""
        person, words = self.person, self.words
        person.step("find a case")
        person.press("ctrl+f")
        person.wait_at(words("Search cases"))
        person.replace(number)
        person.wait_row(words("Cases", "CasesPage"), number)

    def find_case(self, number: str) -> None:
        """Open a case by its number; the keys do not wait for what is found."""
        person, words = self.person, self.words
        person.step("find a case")
        person.press("ctrl+f")
        person.wait_at(words("Search cases"))
        person.replace(number)
        person.press("Down")
        person.press("Return")
        person.wait_shown(number, "label")

    def whole_case(self, asker: Asker, printed: Path | None = None) -> None:
        """A standard case, from the envelope to its end; its letter is `printed` where that is asked for."""
        self.log_envelope(asker)
        self.open_case(asker)
        self.check_identity()
        self.pay(asker)
        self.accept()
        self.decide(asker)
        self.make_letter()
        if printed is not None:
            self.print_letter(printed)
        self.dispatch(asker)
        self.close()

    def quit(self, process: subprocess.Popen[str]) -> int:
        """Leave; the file is closed then. Returns how the program ended."""
        self.person.step("quit")
        self.person.press("ctrl+q")
        return process.wait(LONGEST)

    def _name_file(self, path: Path) -> None:
        """Type a path into the file dialog that comes up; it is then gone."""
        person = self.person
        person.wait_in("dialog", "text")
        person.replace(str(path))
        person.press("Return")
        person.wait_in("frame")

    def _to_step(self, step: Step) -> None:
        """To a step of the case in sight, by its number."""
        self.person.press(f"ctrl+alt+{list(Step).index(step) + 1}")

    def _send(self, said: str) -> None:
        before = self.person.ears.heard
        self.person.press("ctrl+Return")
        self.person.wait_said(self.words(said), before)


@contextmanager
def at_the_desk(
    folder: Path, file: Path, language: Language, typed: Iterable[str] = TYPED, stalls: Path | None = None
) -> Iterator[tuple[Person, subprocess.Popen[str]]]:
    """A person before the program, started with an office file; `stalls` is where its stalls are written.

    CASEMAN_DESK_PROGRAM is a frozen window to walk at.
    """
    kept = folder / "home" / "caseman" / "caseman.conf"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(_SETTINGS.format(language=language.value, idle=_IDLE))
    program = [sys.executable, "-m", "ui"] if stalls is None else [sys.executable, str(_WATCHED), str(stalls)]
    if frozen := os.environ.get("CASEMAN_DESK_PROGRAM"):
        program = [frozen]
    with (
        x_session(folder, typed) as session,
        person_at(session, *program, str(file)) as (person, process),
    ):
        yield person, process
