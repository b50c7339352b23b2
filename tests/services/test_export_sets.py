"""The export set: what is in it, that it is the same again, and that its own script finds what was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseman import __version__
from caseman.domain.lifecycle import Step
from caseman.domain.open_period import OpenPeriod
from caseman.domain.roles import Role
from caseman.errors import FileError, InputError, RuleError
from caseman.exchange.encodings import Encoding
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.services.export.choice import ExportChoice, kept_choice
from caseman.services.export.registry import SHEETS
from caseman.services.export.writing import export_set
from caseman.services.lists import list_trail
from caseman.services.stopping import Stop, Stopped
from caseman.storage import audit
from caseman.text import Language
from tests.services.export_samples import SOUND, Read, exported, furnish, told, verify
from tests.services.walking import TODAY, Walk, raw

_COMPANIONS = {"manifest.json", "verify_export.py", "READ_ME.txt"}


def test_a_set_holds_every_sheet_and_what_checks_it(walk: Walk, tmp_path: Path) -> None:
    furnish(walk)
    head = walk.desk.anchor()
    made = exported(walk, tmp_path / "set")
    assert made.names() == {f"{sheet.code}.csv" for sheet in SHEETS} | _COMPANIONS
    assert verify(made.folder) == (0, [SOUND])
    facts = made.manifest
    assert facts["program"] == {"name": "caseman", "version": __version__}
    assert facts["procedure"] == {"code": "aucnet", "version": 1}
    assert facts["period"] == {"from": None, "to": None, "zone": "Asia/Tokyo"}
    assert (facts["encoding"], facts["language"], facts["minimised"]) == ("utf-8-sig", "ja", False)
    assert facts["trail"]["head"] == head
    for sheet in SHEETS:
        entry = made.entry(sheet.file_name)
        data = (made.folder / sheet.file_name).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert (entry["bytes"], entry["rows"]) == (len(data), len(made.sheet(sheet.code)))
        assert entry["period"] == sheet.period.say(Language.JA)
        assert data.startswith(b"\xef\xbb\xbf")
        assert made.headings(sheet.code) == [column["heading"] for column in entry["columns"]]
        assert entry["rows"] > 0, sheet.code


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("minimised", [False, True])
def test_every_cell_is_what_the_services_give(walk: Walk, tmp_path: Path, language: Language, minimised: bool) -> None:
    furnish(walk)
    choice = ExportChoice(language=language, minimised=minimised)
    expected = told(walk, choice)
    made = exported(walk, tmp_path / "set", choice)
    for sheet in SHEETS:
        assert made.sheet(sheet.code) == expected[sheet.code], sheet.code


def test_text_is_quoted_lines_end_in_crlf_and_numbers_are_bare(walk: Walk, tmp_path: Path) -> None:
    furnish(walk)
    made = exported(walk, tmp_path / "set")
    for sheet in SHEETS:
        lines = (made.folder / sheet.file_name).read_bytes().decode("utf-8-sig").split("\r\n")
        assert lines[-1] == ""
        assert all(line.startswith('"') or line.split(",")[0].isdigit() for line in lines[:-1]), sheet.code
        assert "\r" not in "".join(lines)
    names = [row["principal_name"] for row in made.records("ledger")]
    assert '\'=HYPERLINK("http://x")' in names


def test_the_same_records_and_period_give_the_same_bytes(walk: Walk, tmp_path: Path) -> None:
    """An export is an entry of the trail itself: it comes after the head of the set."""
    furnish(walk)
    first, second = (exported(walk, tmp_path / name) for name in ("one", "two"))
    assert _bytes(first) == _bytes(second)
    assert list_trail(walk.desk)[0].action == "set_exported"
    assert made_by(walk) == 2


def made_by(walk: Walk) -> int:
    return sum(entry.action == "set_exported" for entry in list_trail(walk.desk))


def test_a_period_that_is_over_gives_the_same_bytes_whatever_happens_later(
    walk: Walk, tmp_path: Path, open_desk: Callable[[Path], Desk]
) -> None:
    furnish(walk)
    year = ExportChoice(period=OpenPeriod(date(2026, 4, 1), TODAY))
    walk.clock.set_day(TODAY + timedelta(days=1))
    first = exported(walk, tmp_path / "one", year)
    walk.clock.set_day(TODAY + timedelta(days=40))
    walk.envelope(arrived_on=TODAY + timedelta(days=39), postmarked_on=None)
    second = exported(walk, tmp_path / "two", year)
    assert _bytes(first) == _bytes(second)
    head = first.manifest["trail"]["head"]
    assert verify_file(walk.desk, anchor=head).anchor_found is True
    assert head != walk.desk.anchor()


def _bytes(made: Read) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in made.folder.iterdir()}


def test_the_period_takes_the_cases_that_arrived_in_it_with_all_that_belongs_to_them(
    walk: Walk, tmp_path: Path
) -> None:
    early = walk.to(Step.CLOSE)
    envelope = walk.envelope(arrived_on=TODAY, postmarked_on=None)
    late = walk.case(envelope=envelope)
    walk.payment(late, paid_on=TODAY)
    before = exported(walk, tmp_path / "before", ExportChoice(period=OpenPeriod(last=date(2026, 11, 23))))
    after = exported(walk, tmp_path / "after", ExportChoice(period=OpenPeriod(first=TODAY)))
    for made, number in ((before, early), (after, late)):
        for sheet, column in (("ledger", "number"), ("requests", "case"), ("payments", "case"), ("custody", "cases")):
            assert {row[column] for row in made.records(sheet)} == {number}, sheet
        assert verify(made.folder)[0] == 0
    assert {row["case"] for row in before.records("dispatches")} == {early}
    assert before.sheet("trail") == []  # all of it was written on the day after
    assert before.manifest["trail"] == {"first": 1, "last": 0, "head": "0"}
    assert len(after.sheet("trail")) == after.manifest["trail"]["last"]


def test_the_trail_is_told_to_its_head(walk: Walk, tmp_path: Path) -> None:
    number = walk.to(Step.LETTER)
    made = exported(walk, tmp_path / "set", ExportChoice(language=Language.EN))
    rows = made.records("trail")
    last = rows[-1]
    assert [int(row["entry"]) for row in rows] == list(range(1, len(rows) + 1))
    assert audit.head_text(int(last["entry"]), bytes.fromhex(last["mac"])) == made.manifest["trail"]["head"]
    assert (last["action"], last["case"], last["staff"]) == ("letter_made", number, walk.desk.staff_name)
    assert last["at_utc"].endswith("Z")
    assert last["at_local"].endswith("+09:00")
    assert json.loads(last["details"])["kind"] == "disclosure"
    assert len(last["seal"]) == len(last["mac"]) == 64
    sentences = {line.entry: line.label.say(Language.EN) for line in list_trail(walk.desk)}
    assert all(row["sentence"] == sentences[int(row["entry"])] for row in rows)


def test_what_is_missing_of_a_case_leaves_its_cells_empty(walk: Walk, tmp_path: Path) -> None:
    """As after a disposal: the ledger keeps number, days and results."""
    number = walk.to(Step.CLOSE)
    raw(walk.desk, "PRAGMA ignore_check_constraints = ON")
    raw(walk.desk, "DELETE FROM party")
    raw(walk.desk, "UPDATE request SET reason = '', details = '', scope = ''")
    raw(walk.desk, "UPDATE identity_check SET note = ''")
    (row,) = exported(walk, tmp_path / "set").records("ledger")
    assert (row["number"], row["principal_name"], row["principal_kana"]) == (number, "", "")
    assert row["received_on"] == "2026-11-20"


# --- what is chosen


def test_sheets_and_columns_are_chosen_in_the_order_given(walk: Walk, tmp_path: Path) -> None:
    walk.case()
    choice = ExportChoice(sheets=("trail", "ledger"), columns=("received_on", "number"), language=Language.EN)
    made = exported(walk, tmp_path / "set", choice)
    assert made.names() == {"ledger.csv", "trail.csv"} | _COMPANIONS
    assert made.headings("ledger") == ["Received on", "Case number"]
    assert made.sheet("ledger") == [["2026-11-20", "P-2026-0001"]]
    assert verify(made.folder)[0] == 0


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (ExportChoice(sheets=("ledger", "wages")), "no-such-sheets"),
        (ExportChoice(columns=("number", "salary")), "no-such-columns"),
        (ExportChoice(columns=("number", "number")), "twice-columns"),
        (ExportChoice(columns=("number", "principal_name"), minimised=True), "columns-inside"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_before_anything_is_written(
    walk: Walk, tmp_path: Path, choice: ExportChoice, code: str
) -> None:
    there = set(tmp_path.iterdir())
    with pytest.raises(InputError) as refused:
        export_set(walk.desk, tmp_path / "set", choice)
    assert refused.value.code == code
    assert set(tmp_path.iterdir()) == there


def test_what_was_chosen_is_kept_for_the_next_time_but_for_the_period(walk: Walk, tmp_path: Path) -> None:
    assert kept_choice(walk.desk) == ExportChoice()
    chosen = ExportChoice(
        period=OpenPeriod(last=TODAY), encoding=Encoding.CP932, sheets=("ledger",), columns=("number",), minimised=True
    )
    export_set(walk.desk, tmp_path / "one", chosen, keep=True)
    kept = ExportChoice(encoding=Encoding.CP932, sheets=("ledger",), columns=("number",), minimised=True)
    assert kept_choice(walk.desk) == kept
    export_set(walk.desk, tmp_path / "two", ExportChoice())
    assert kept_choice(walk.desk) == kept
    raw(walk.desk, "UPDATE setting SET value = '{\"encoding\": 5' WHERE key = 'export'")
    assert kept_choice(walk.desk) == ExportChoice()


def test_the_trail_tells_what_was_exported(walk: Walk, tmp_path: Path) -> None:
    walk.case()
    done = export_set(walk.desk, tmp_path / "set", ExportChoice(period=OpenPeriod(last=TODAY), minimised=True))
    (entry, *_) = list_trail(walk.desk)
    assert entry.label.say(Language.EN).startswith("A minimised set was exported (until 2026-11-24 (Tue)): 12 sheets")
    with walk.desk.reading() as session:
        latest = "SELECT details FROM audit ORDER BY number DESC LIMIT 1"
        details = json.loads(session.connection().exec_driver_sql(latest).scalar_one())
    assert details["sha256"] == done.sha256
    assert details["rows"]["ledger"] == 1
    assert done.now.startswith(f"{entry.entry}-")


def test_only_who_may_export_does(walk: Walk, tmp_path: Path) -> None:
    raw(walk.desk, "UPDATE staff SET roles = :roles", roles=Role.MAIL_CLERK.value)
    walk.desk.read_roles_again()
    with pytest.raises(RuleError) as refused:
        export_set(walk.desk, tmp_path / "set")
    assert refused.value.code == "not-permitted"
    assert not (tmp_path / "set").exists()


# --- what goes wrong


def test_last_years_set_is_never_written_over(walk: Walk, tmp_path: Path) -> None:
    walk.case()
    first = exported(walk, tmp_path / "set")
    before, entries = _bytes(first), len(list_trail(walk.desk))
    with pytest.raises(FileError) as refused:
        export_set(walk.desk, tmp_path / "set")
    assert refused.value.code == "folder-taken"
    assert _bytes(first) == before
    assert len(list_trail(walk.desk)) == entries


def test_an_export_whose_entry_cannot_be_saved_is_taken_back(
    walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.case()
    there, head = set(tmp_path.iterdir()), walk.desk.anchor()

    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("sqlalchemy.engine.Transaction.commit", fail)
    with pytest.raises(RuntimeError):
        export_set(walk.desk, tmp_path / "set")
    monkeypatch.undo()
    assert set(tmp_path.iterdir()) == there
    assert walk.desk.anchor() == head


def test_progress_is_told_and_a_stop_leaves_nothing(
    walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseman.services.export.writing._TICK", 1)
    furnish(walk)
    seen: list[float] = []
    export_set(walk.desk, tmp_path / "set", progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    stop, there = Stop(), set(tmp_path.iterdir())
    with pytest.raises(Stopped):
        export_set(walk.desk, tmp_path / "other", stop=stop, progress=lambda done: stop.ask() if done > 0.9 else None)
    assert set(tmp_path.iterdir()) == there
    assert made_by(walk) == 1
