"""A day at the desk by keys: ten envelopes, two corrections, a bank's file, five letters, an export."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseman.domain.lifecycle import Step
from caseman.text import Language
from tests.e2e.desk_walk import TYPED, Asker, DeskWalk
from tests.e2e.hands_and_ears import Person
from tests.exchange.bank_files import Told, notices

_PEOPLE = (
    ("一郎", "イチロウ"),
    ("花子", "ハナコ"),
    ("次郎", "ジロウ"),
    ("三郎", "サブロウ"),
    ("春子", "ハルコ"),
    ("夏子", "ナツコ"),
    ("秋子", "アキコ"),
    ("冬子", "フユコ"),
    ("五郎", "ゴロウ"),
    ("六郎", "ロクロウ"),
)
_ITEMS = (1234567890 + at for at in range(len(_PEOPLE)))
ASKERS = tuple(
    Asker(name=f"見本 {name}", kana=f"ミホン {kana}", tracking=f"{item}{item % 7}")
    for (name, kana), item in zip(_PEOPLE, _ITEMS, strict=True)
)
PAYING, LACKING = ASKERS[:3], ASKERS[3:5]  # who pays through the bank, whose papers are deficient
_DEFECT = "住所の記載がありません"
DAY_TYPED = (*TYPED, _DEFECT, *(f"{each.name}{each.kana}" for each in ASKERS))
FEE = 5250  # yen
_LONGEST_EXPORT = 900.0  # seconds, of a very full office


class DeskDay(DeskWalk):
    """The day's work, in the order of a day."""

    def __init__(self, person: Person, language: Language, folder: Path, today: date) -> None:
        super().__init__(person, language)
        self._folder = folder
        self._today = today

    def work(self) -> None:
        """All of it, from the unlocked window on."""
        for asker in ASKERS:
            self.log_envelope(asker)
            if asker in PAYING or asker in LACKING:
                self.open_case(asker)
                if asker in PAYING:
                    self.check_identity()
                else:
                    self.ask_correction()
                    self.make_letter()
        self.take_statement()
        for at, asker in enumerate(PAYING, start=1):
            self.open_again(self.numbers[asker])
            self.accept()
            self.decide(asker)
            self.make_letter()
            if at == 1:
                self.print_letter(self._folder / "printed.pdf")
            elif at == 2:
                self.save_letter(self._folder / "saved.pdf")
            else:
                self.dispatch(asker)
        self.export(self._folder)

    def ask_correction(self) -> None:
        """Something lacks: the person is told."""
        person, words = self.person, self.words
        person.step("correction")
        person.push(words.next_step(Step.IDENTITY))
        person.wait_at(words("Document", "IdentityPanel"))
        person.fill(words("What else is deficient"), _DEFECT)
        self._send(
            "Recorded: the correction is awaited. “Deficiency notice…” writes the letter that tells it.",
        )
        person.wait_shown(words("Deficiency notice…"), "push button")
        person.push(words("Deficiency notice…"))

    def take_statement(self) -> None:
        """The bank's file: three deposits, each certain."""
        person, words = self.person, self.words
        statement = self._folder / "statement.txt"
        statement.write_bytes(notices([Told(self._today, FEE, asker.kana) for asker in PAYING]))
        person.step("take in the statement")
        self.place(6, words("Take in a statement…"))
        before = person.ears.heard
        person.press("space")
        self._name_file(statement)
        person.wait_said(statement.name, before)
        person.step("match the deposits")
        person.wait_shown(words("Take all that are certain ({count})").format(count=len(PAYING)), "push button")
        before = person.ears.heard
        person.press("ctrl+Return")
        person.wait_said(words.before("Taken: {count}. Allotted to {numbers}."), before)

    def open_again(self, number: str) -> None:
        """A case by its number, through the search."""
        person, words = self.person, self.words
        self.find_case(number)
        person.wait_shown(words("Complete, accepted on"), "text")
        person.push(words.next_step(Step.DATE))

    def export(self, folder: Path) -> None:
        """What the auditor gets."""
        person, words = self.person, self.words
        person.step("export")
        person.press("ctrl+7")
        person.wait_shown(words("Check the file"), "push button")
        person.choose_tab(words("Export", "AuditPage"))
        before = person.ears.heard
        person.push(words("Export…", "ExportPanel"))
        self._name_file(folder)
        told = "The set is in {folder}. Tell the auditor by another way: SHA-256 of the manifest {hash}, head {head}."
        person.wait_said(words.before(told), before, within=_LONGEST_EXPORT)
