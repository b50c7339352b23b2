"""The sample office: every stage, a natural past, one envelope taken through every step, and no real person."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import pypdfium2
import pytest

from caseman.bootstrap import open_office
from caseman.demo import office
from caseman.demo.office_cases import SAMPLES
from caseman.demo.office_days import TOKYO, Diary, PastDays, SampleClock
from caseman.domain.authority import AgentKind
from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.lifecycle import State, Step
from caseman.domain.print_plan import RunState
from caseman.domain.working_days import Calendar
from caseman.errors import FileError
from caseman.offices.calendar import office_calendar
from caseman.offices.loader import load_office
from caseman.security.passphrase import strength
from caseman.services import lists
from caseman.services.attachments import list_attachments
from caseman.services.case_file import show_case
from caseman.services.case_query import CaseQuery, Show
from caseman.services.desk import Desk
from caseman.services.letter_list import waiting_letters
from caseman.services.retention_list import due_list
from caseman.services.run_views import list_runs, show_run
from caseman.services.today import COUNTED, today_view
from caseman.services.views import CaseView
from caseman.text import Language, Text


@dataclass(frozen=True)
class Made:
    """What the demo left, and what it said."""

    folder: Path
    said: list[str]
    on: date
    names: list[str]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sample office of this run; only read."""
    folder = tmp_path_factory.mktemp("sample") / "demo"
    said: list[Text] = []
    day = datetime.now(TOKYO).date()
    office.run_demo(folder, say=said.append, language=Language.JA, pictures=False)
    return Made(folder, [text.say(Language.EN) for text in said], day, sorted(path.name for path in folder.iterdir()))


@pytest.fixture(scope="module")
def desk(made: Made) -> Iterator[Desk]:
    passphrase = (made.folder / "passphrase.txt").read_text(encoding="utf-8").strip()
    opened = open_office(made.folder / "demo.caseman", passphrase)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cases(desk: Desk) -> list[CaseView]:
    lines = lists.list_cases(desk, CaseQuery(limit=1000)).lines
    return [show_case(desk, line.number) for line in lines]


def test_everything_is_where_it_is_said_to_be(made: Made) -> None:
    names = ["demo-recovery-sheet.pdf", "demo.caseman", "demo.caseman.keys", "export", "letters", "passphrase.txt"]
    assert made.names == names
    told = "\n".join(made.said)
    for name in names:
        if not name.endswith(".keys"):
            assert str(made.folder / name) in told
    assert f"caseman-desk {made.folder / 'demo.caseman'}" in told
    assert "make run" in told


def test_it_says_first_and_last_that_it_is_a_sample(made: Made) -> None:
    for sentence in (made.said[0], made.said[-1]):
        assert "THIS IS A SAMPLE" in sentence
        assert "invented" in sentence
        assert "public" in sentence


def test_the_steps_are_told_in_their_order(made: Made) -> None:
    steps = [line for line in made.said if line.startswith("[")]
    assert [line.split()[0] for line in steps] == [f"[{number}/10]" for number in range(1, 11)]
    assert [line.split()[1] for line in steps] == [
        *("Envelope:", "Case:", "Identity:", "Fee:", "Date:"),
        *("Decision:", "Letter:", "Dispatch:", "Delivery:", "Close:"),
    ]
    assert any("The file is sound." in line for line in made.said)


def test_every_state_and_every_step_has_a_case(cases: list[CaseView]) -> None:
    assert {case.state for case in cases} == set(State)
    waiting = Counter(case.next_step for case in cases)
    assert {step for step in waiting if step} == set(Step) - {Step.ENVELOPE, Step.CASE}
    assert len(cases) == len(SAMPLES) + 2


def test_requests_agents_and_rulings_of_every_kind(cases: list[CaseView]) -> None:
    assert {request.type for case in cases for request in case.requests} == {"disclosure", "correction", "cessation"}
    assert {case.agent.agent_kind for case in cases if case.agent} == {AgentKind.DELEGATED, AgentKind.GUARDIAN}
    assert sum(len(case.requests) == 2 for case in cases) >= 4
    rulings = [request for case in cases for request in case.requests if request.outcome]
    assert {request.outcome for request in rulings} == set(Outcome)
    grounds = {Ground.RIGHTS, Ground.BUSINESS, Ground.NOT_UNTRUE, Ground.LEGAL_RETENTION, Ground.IDENTITY}
    assert {request.ground for request in rulings if request.ground} == grounds
    assert any(c.state is State.AWAITING_CORRECTION and c.corrections for c in cases)
    assert any(c.corrections and c.corrections[0].cured_on for c in cases)
    assert any(0 < case.fee_paid.minor < case.fee_due.minor for case in cases)


def test_reasons_fit_what_was_asked(cases: list[CaseView]) -> None:
    told = {(r.scope, r.reason) for case in cases for r in case.requests if r.outcome is Outcome.REFUSE}
    words = {"生年月日": "生年月日", "不正利用の調査": "不正利用の調査", "取引の記録の消去": "取引の記録は、法令"}
    found = {asked: [reason for scope, reason in told if asked in scope] for asked in words}
    assert all(len(reasons) == 1 and words[asked] in reasons[0] for asked, reasons in found.items())
    others = {reason for scope, reason in told if not any(asked in scope for asked in words)}
    assert all("本人であることを確認できなかった" in reason for reason in others)


def test_something_is_overdue_and_something_due_soon(desk: Desk, cases: list[CaseView], made: Made) -> None:
    today = today_view(desk)
    assert today.overdue >= 3
    assert today.envelopes_without_case == 1
    calendar = office_calendar(desk.procedure, made.on.year)
    first = made.on if calendar.is_open(made.on) else calendar.next_open(made.on)
    due = {case.due_on for case in cases if case.state is State.ACCEPTED}
    assert first in due
    assert min(due) < made.on
    assert calendar.add_business_days(first, 1) in due


def test_today_shows_something_nearly_everywhere(desk: Desk) -> None:
    today = today_view(desk)
    shows = {show for show, count in today.shows.items() if count}
    assert shows >= set(COUNTED) - {Show.DUE_THIS_WEEK, Show.WAITING_READER}
    assert all(today.letters.values())
    assert today.to_dispose == 1
    assert [item.kind for item in due_list(desk).items if item.may_go]
    assert sum(day.due for day in today.weeks) >= 10


def test_one_answer_has_the_disclosed_data_with_it(desk: Desk, cases: list[CaseView]) -> None:
    attached = [line for case in cases for line in list_attachments(desk, case.number)]
    assert [line.title for line in attached] == ["会員登録情報及び取引の記録（見本）"]


def test_the_past_reads_as_it_could_have_happened(desk: Desk, made: Made) -> None:
    trail = list(reversed(lists.list_trail(desk, limit=10_000)))
    moments = [line.at for line in trail]
    assert moments == sorted(moments)
    calendar = office_calendar(desk.procedure, made.on.year)
    before = [moment.astimezone(TOKYO) for moment in moments if moment.astimezone(TOKYO).date() < made.on]
    assert len(before) > 200
    assert {moment.date() for moment in before if not calendar.is_open(moment.date())} == set()
    assert {moment for moment in before if not time(9) <= moment.time() <= time(18)} == set()
    assert len({moment.date() for moment in before}) > 20


def test_cases_are_numbered_as_they_arrived(cases: list[CaseView]) -> None:
    in_order = [case.arrived_on for case in sorted(cases, key=lambda case: case.number)]
    assert in_order == sorted(in_order)


def test_every_person_is_invented_and_says_so(cases: list[CaseView]) -> None:
    for person in (person for case in cases for person in case.people):
        assert "見本" in person.address
        assert person.postal_code.startswith("000-")
        assert person.member_id.startswith("SAMPLE-")
        assert person.email.endswith("@example.jp")
    assert len({case.principal.member_id for case in cases}) == len(cases)


def test_papers_still_to_be_compared_are_the_persons_own(desk: Desk, cases: list[CaseView]) -> None:
    with desk.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT c.number, s.sha256 FROM scan s JOIN cases c USING (envelope_id) WHERE s.name LIKE '請求書%'"
        )
        forms = {row[0]: row[1] for row in rows}
    assert set(forms) == {case.number for case in cases}
    unchecked = [forms[case.number] for case in cases if case.state is State.RECEIVED]
    assert len(unchecked) == 4
    assert all(list(forms.values()).count(form) == 1 for form in unchecked)
    assert len(set(forms.values())) < len(forms) - 10


def test_the_envelope_of_today_is_answered_and_closed_today(cases: list[CaseView], made: Made) -> None:
    case = max(cases, key=lambda case: (case.arrived_on, case.number))
    assert (case.state, case.arrived_on, case.closed_on) == (State.CLOSED, made.on, made.on)
    assert (case.missing_essential, case.missing_other) == ((), ())
    assert case.fee_paid == case.fee_due
    written = sorted(path.name for path in (made.folder / "letters").iterdir())
    assert written == sorted(f"{letter.document_number}.pdf" for letter in case.letters)
    assert len(written) == 2
    for name in written:
        with pypdfium2.PdfDocument(made.folder / "letters" / name) as document:
            page = document[0]
            text = page.get_textpage()
            told = text.get_text_bounded().replace(" ", "").replace("　", "")
            text.close()
            page.close()
        assert case.number in told
        assert case.principal.name.replace(" ", "") in told
        assert "見本" in told


def test_a_print_run_waits_to_be_sent_with_its_numbers_and_a_spoilt_sheet(desk: Desk) -> None:
    (line,) = list_runs(desk)
    run = show_run(desk, line.number)
    assert (run.line.state, run.complete, run.fault) == (RunState.PRINTED, True, None)
    assert len(run.letters) >= 3
    assert len({letter.mail_class for letter in run.letters}) == 2
    assert all(letter.tracking_number and letter.fault is None for letter in run.letters)
    assert [event.kind for event in run.events] == ["paused", "spoilt", "resumed"]
    assert {letter.document_number for letter in run.letters} < {each.document_number for each in waiting_letters(desk)}


def test_the_ledger_holds_every_case(cases: list[CaseView], made: Made) -> None:
    with (made.folder / "export" / "ledger.csv").open(encoding="utf-8-sig", newline="") as stream:
        ledger = list(csv.DictReader(stream))
    assert {row["受付番号"]: row["本人氏名"] for row in ledger} == {case.number: case.principal.name for case in cases}


def test_the_file_knows_that_it_is_a_sample_and_its_passphrase_is_good(desk: Desk) -> None:
    assert desk.file.sample
    assert strength(office.PASSPHRASE).score == 4


@pytest.mark.parametrize(
    "stands",
    ["demo.caseman", "demo.caseman.keys", "passphrase.txt", "demo-recovery-sheet.pdf", "letters", "export"],
)
def test_what_stands_in_the_folder_is_not_touched(tmp_path: Path, stands: str) -> None:
    (tmp_path / stands).write_bytes(b"precious")
    said: list[Text] = []
    with pytest.raises(FileError) as failed:
        office.run_demo(tmp_path, say=said.append, language=Language.EN, pictures=True)
    assert str(failed.value) == (
        f"“{tmp_path / stands}” exists already. Choose another folder, or delete the sample in this one."
    )
    assert (failed.value.code, said) == ("sample-exists", [])
    assert [path.name for path in tmp_path.iterdir()] == [stands]
    assert (tmp_path / stands).read_bytes() == b"precious"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError) as failed:
        office.run_demo(tmp_path / "file", say=print, language=Language.EN, pictures=False)
    assert failed.value.code == "folder-not-made"
    assert str(failed.value).endswith("Choose another folder.")


class Taken:
    """Another program that is said to have been started; it answers with `code` each time."""

    def __init__(self, code: int | OSError | subprocess.TimeoutExpired) -> None:
        self.code = code
        self.commands: list[list[str]] = []
        self.folders: list[Path] = []
        self.platforms: list[str] = []

    def __call__(
        self, command: list[str], *, cwd: Path, env: dict[str, str], **_: object
    ) -> subprocess.CompletedProcess[bytes]:
        self.commands.append(command)
        self.folders.append(cwd)
        self.platforms.append(env["QT_QPA_PLATFORM"])
        if isinstance(self.code, Exception):
            raise self.code
        return subprocess.CompletedProcess(command, self.code, b"", b"")


def test_pictures_are_asked_for_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = Taken(0)
    monkeypatch.setattr(office.subprocess, "run", taken)
    monkeypatch.chdir(tmp_path)
    said: list[Text] = []
    office._take_pictures(office._Places(Path("demo")), said.append)
    start = [sys.executable, "-m", "ui.pictures", str(tmp_path / "demo" / "demo.caseman")]
    assert [command[:4] for command in taken.commands] == [start, start]
    assert [command[-1] for command in taken.commands] == ["ja", "en"]
    assert str(tmp_path / "demo" / "pictures") in taken.commands[0]
    assert all((folder / "ui" / "pictures.py").is_file() for folder in taken.folders)
    assert taken.platforms == ["offscreen", "offscreen"]
    assert len(said) == 1


@pytest.mark.parametrize("failure", [1, OSError("no such program"), subprocess.TimeoutExpired("python", 1)])
def test_without_pictures_everything_else_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: int | OSError | subprocess.TimeoutExpired
) -> None:
    taken = Taken(failure)
    monkeypatch.setattr(office.subprocess, "run", taken)
    said: list[Text] = []
    office._take_pictures(office._Places(tmp_path), said.append)
    assert str(said[-1]) == "The pictures could not be made here. Everything else is there."
    assert len(taken.commands) == 1


@pytest.mark.parametrize(
    ("today", "last", "one_before"),
    [
        (date(2026, 11, 25), date(2026, 11, 24), date(2026, 11, 20)),  # the 23rd is a holiday
        (date(2026, 11, 22), date(2026, 11, 20), date(2026, 11, 19)),  # a Sunday
        (date(2027, 1, 4), date(2026, 12, 28), date(2026, 12, 25)),  # after the yearly closure
        (date(2026, 5, 7), date(2026, 5, 1), date(2026, 4, 30)),  # after Golden Week
    ],
)
def test_past_days_are_the_offices_open_days(today: date, last: date, one_before: date) -> None:
    past = PastDays(office_calendar(load_office("aucnet"), 2026), today)
    assert (past[1], past[2]) == (last, one_before)


def test_a_diary_is_lived_in_the_order_of_days_whatever_was_written_first() -> None:
    clock = SampleClock()
    diary = Diary(PastDays(Calendar(2026, 2026), date(2026, 4, 20)), clock)
    lived: list[tuple[str, date, str]] = []

    def act(name: str) -> None:
        diary.on(
            {"third": 1, "early": 0, "first": 9, "second": 2}[name],
            lambda day: lived.append((name, day, f"{clock().astimezone(TOKYO):%m-%d %H:%M}")),
        )

    for name in ("third", "first", "early", "second"):
        act(name)
    diary.live()
    assert lived == [
        ("first", date(2026, 4, 7), "04-07 09:10"),
        ("second", date(2026, 4, 16), "04-16 09:10"),
        ("third", date(2026, 4, 17), "04-17 09:10"),
        ("early", date(2026, 4, 17), "04-17 09:17"),
    ]


def test_nothing_of_a_person_stands_in_clear_in_the_trail(desk: Desk) -> None:
    with desk.reading() as session:
        connection = session.connection()
        clear = "\n".join(connection.exec_driver_sql("SELECT details FROM audit").scalars())
        people = connection.exec_driver_sql("SELECT name, kana, address, telephone, email, member_id FROM party").all()
        words = connection.exec_driver_sql(
            "SELECT reason FROM request UNION SELECT details FROM request UNION SELECT note FROM identity_check "
            "UNION SELECT defect FROM correction UNION SELECT return_reason FROM dispatch "
            "UNION SELECT payer FROM book_entry"
        ).scalars()
        texts = {text for row in people for text in row if text} | {text for text in words if text}
    assert len(texts) > 150
    for text in texts:
        assert text not in clear
    assert all(sign.isascii() for sign in re.sub(r'"derivation":.*', "", clear) if sign.isalpha())
