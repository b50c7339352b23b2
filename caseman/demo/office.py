"""The sample office: a file with invented cases at every stage, and one envelope taken through every step today."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import caseman
from caseman.bootstrap import create_office, open_office
from caseman.demo import specimens
from caseman.demo.bulk import fill
from caseman.demo.office_before import case_of_before
from caseman.demo.office_cases import SAMPLES, Paid
from caseman.demo.office_clerk import Clerk
from caseman.demo.office_course import FEE, Course
from caseman.demo.office_days import TOKYO, Diary, PastDays, SampleClock
from caseman.demo.office_papers import Papers
from caseman.demo.office_run import print_waiting
from caseman.demo.office_today import Today
from caseman.demo.people import SamplePerson, sample_people
from caseman.domain.documents import Detail
from caseman.domain.fees import Money
from caseman.domain.post import MailClass
from caseman.errors import FileError
from caseman.exchange.atomic import write_new_bytes
from caseman.offices.calendar import office_calendar
from caseman.offices.loader import load_office
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk, system_clock
from caseman.services.export.writing import export_set
from caseman.storage.file import keys_path
from caseman.text import Language, T, Text

OFFICE = "aucnet"
STAFF = "見本 花子"
PASSPHRASE = "plum tart on the night tram 見本 58"  # noqa: S105  public on purpose: it opens samples only
_FOUNDED = 45  # open days before today, before the first sample envelope
_PICTURES_SECONDS = 300

Say = Callable[[Text], None]


@dataclass(frozen=True)
class _Places:
    """What stands where in the folder."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "demo.caseman"

    @property
    def passphrase(self) -> Path:
        return self.folder / "passphrase.txt"

    @property
    def sheet(self) -> Path:
        return self.folder / "demo-recovery-sheet.pdf"

    @property
    def letters(self) -> Path:
        return self.folder / "letters"

    @property
    def export(self) -> Path:
        return self.folder / "export"

    @property
    def pictures(self) -> Path:
        return self.folder / "pictures"

    def prepare(self) -> None:
        """Make the folder. Raises `FileError` where anything of a sample stands already, or it cannot be made."""
        for each in (
            self.file,
            keys_path(self.file),
            self.passphrase,
            self.sheet,
            self.letters,
            self.export,
            self.pictures,
        ):
            if os.path.lexists(each):
                raise FileError(
                    "sample-exists",
                    T(
                        "“{name}” exists already. Choose another folder, or delete the sample in this one.",
                        name=str(each),
                    ),
                    field="folder",
                )
        try:
            self.letters.mkdir(parents=True)
        except OSError as error:
            raise FileError(
                "folder-not-made",
                T(
                    "The folder “{name}” cannot be made ({why}). Choose another folder.",
                    name=str(self.folder),
                    why=error.strerror or type(error).__name__,
                ),
                field="folder",
            ) from error


def run_demo(folder: Path, *, say: Say, language: Language, pictures: bool, cases: int = 0) -> None:
    """Make the sample office in a new folder, and say what is done and where each thing is.

    `language` is that of the recovery sheet; so many invented `cases` come beside those of the sample.
    Raises `FileError` when a sample stands in the folder already.
    """
    places = _Places(folder)
    places.prepare()
    say(_WARNING)
    clock = SampleClock()
    past = _past_days()
    clock.put_to(past[_FOUNDED])
    _create(places, clock, language)
    desk = open_office(places.file, PASSPHRASE, clock=clock)
    try:
        people = sample_people(2 * len(SAMPLES) + 3)
        clerk = Clerk(desk)
        _live(desk, clerk, clock, past, people)
        clock.follow()
        say(T("A sample office with {count} invented cases at every stage is made.", count=len(SAMPLES) + 1))
        say(T("Now one new envelope is taken through every step (in an office this takes days):"))
        Today(desk, clerk, people[-1], say).walk(places.letters)
        export_set(desk, places.export)
        _verify(desk, say)
        if cases:
            say(
                T("Now {count} more invented cases are filled in; a hundred thousand take about a minute.", count=cases)
            )
            fill(desk, cases)
    finally:
        desk.close()
    if pictures:
        _take_pictures(places, say)
    _tell_places(places, say)


_WARNING = T(
    "*** THIS IS A SAMPLE. All people are invented, and its passphrase is public: never keep a real request in it. ***"
)


def _past_days() -> PastDays:
    today = system_clock().astimezone(TOKYO).date()
    return PastDays(office_calendar(load_office(OFFICE), today.year), today)


def _create(places: _Places, clock: SampleClock, language: Language) -> None:
    created = create_office(
        places.file,
        office=OFFICE,
        staff_name=STAFF,
        passphrase=PASSPHRASE,
        language=language,
        sample=True,
        clock=clock,
    )
    write_new_bytes(places.passphrase, f"{PASSPHRASE}\n".encode())
    write_new_bytes(places.sheet, created.recovery_sheet)


def _live(desk: Desk, clerk: Clerk, clock: SampleClock, past: PastDays, people: list[SamplePerson]) -> None:
    """Let the office's past happen: two people for each case, so that agents are others."""
    diary = Diary(past, clock)
    papers = Papers(people[-2], past[_FOUNDED])
    for number, sample in enumerate(SAMPLES):
        Course(sample, (people[2 * number], people[2 * number + 1]), clerk, papers).plan(diary)

    def leave_unopened(day: date) -> None:
        face = {"name": "封筒（見本）.png", "data": specimens.specimen_envelope(people[-2], past[2])}
        clerk.log_envelope(people[-2].name, day, MailClass.SIMPLIFIED_REGISTERED, scans=(face,), note="未開封（見本）")

    def leave_scans(_day: date) -> None:
        receipt = specimens.specimen_bank_receipt(people[-2], Money(FEE), past[2])
        clerk.leave_in_tray("振込明細書（見本）.png", receipt)
        card = specimens.specimen_licence(people[-2])
        clerk.leave_in_tray("運転免許証の写し（見本）.png", card, shows=(Detail.ORGAN_DONATION,))

    def bring_statement(day: date) -> None:
        """One that fits its case, one short of a bank's fee, one that belongs to no case."""
        unpaid = [2 * at for at, sample in enumerate(SAMPLES) if sample.paid is Paid.NOTHING]
        payers = [people[at].kana for at in unpaid]
        deposits = [(payers[0], FEE), (payers[1], FEE - 440), (people[-1].kana, 12_000)]
        clerk.take_statement(day, [(payer.replace("　", " "), amount) for payer, amount in deposits])

    clerk.furnish()
    case_of_before(clerk, people[-3], papers, past[_FOUNDED])
    diary.on(1, leave_unopened)
    diary.on(1, leave_scans)
    diary.on(1, bring_statement)
    diary.on(1, lambda _day: print_waiting(desk, clerk))
    diary.live()


def _verify(desk: Desk, say: Say) -> None:
    check = verify_file(desk)
    if not check.sound:
        raise FileError(
            "sample-damaged",
            T("The sample file was damaged while it was written. Check the disk, and try again in another folder."),
        )
    say(
        T(
            "Checked: {entries} entries of the trail, {scans} scans and {letters} letters. The file is sound.",
            entries=check.entries,
            scans=check.scans_checked,
            letters=check.letters_checked,
        )
    )


def _take_pictures(places: _Places, say: Say) -> None:
    """Let the window's own module draw its pages, in both languages; the core itself has no window."""
    say(T("Pictures of the pages are being made; this takes a moment."))
    for language in Language:
        if not _take_pictures_in(language, places):
            say(T("The pictures could not be made here. Everything else is there."))
            return


def _take_pictures_in(language: Language, places: _Places) -> bool:
    command = [*_photographer(), str(places.file.absolute())]
    command += ["--passphrase-file", str(places.passphrase.absolute()), "--out", str(places.pictures.absolute())]
    try:
        ran = subprocess.run(  # noqa: S603  our own module and paths of our own; no shell
            [*command, "--language", language.value],
            cwd=Path(caseman.__file__).absolute().parents[1],  # where the package of the window lies as well
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            timeout=_PICTURES_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0


def _photographer() -> list[str]:
    """The window's own module; in a frozen program, where there are no modules to start, the window's program."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("caseman-desk" + Path(sys.executable).suffix)), "--pictures"]
    return [sys.executable, "-m", "ui.pictures"]


def _tell_places(places: _Places, say: Say) -> None:
    say(T("Where things are:"))
    say(T("  Office file: {path}", path=str(places.file)))
    say(T("  Its passphrase: {path}", path=str(places.passphrase)))
    say(T("  Recovery sheet: {path}", path=str(places.sheet)))
    say(T("  Letters: {path}", path=str(places.letters)))
    say(T("  Export set for auditors: {path}", path=str(places.export)))
    if places.pictures.is_dir():
        say(T("  Pictures of the pages: {path}", path=str(places.pictures)))
    say(
        T(
            "To look at it in the window: `make run`, then open {file}; or `caseman-desk {file}`. "
            "The passphrase to type stands in {passphrase}.",
            file=str(places.file),
            passphrase=str(places.passphrase),
        )
    )
    say(_WARNING)
