"""The administrator's file: found in one place, read strictly, and never passed over where it cannot be followed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from caseman import rules_place
from caseman.bootstrap import create_office, doors, look_at, open_at_workstation, open_office, restore_office
from caseman.demo.office import PASSPHRASE as SAMPLE_PASSPHRASE
from caseman.domain.roles import Role
from caseman.domain.workstation_rules import MOST_PASSPHRASE, WorkstationRule
from caseman.errors import CasemanError, FileError, InputError, RuleError
from caseman.offices.loader import offered_offices, office_names, office_toml
from caseman.rules_place import rules_path
from caseman.security import passphrase
from caseman.security.keyslots import FLOOR_COST
from caseman.services import backups, keys
from caseman.services.desk import Desk
from caseman.services.letter_paper import fonts_folder
from caseman.text import Language
from caseman.workstation_rules import check_rules, example_of, rules, warnings
from tests.rolled_out import roll_out
from tests.services.walking import PASSPHRASE, STAFF

Cli = Callable[..., Any]
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
_WHOLE = "\n".join(f"{rule.value} = {example_of(rule)}" for rule in WorkstationRule)


# --- reading


def test_without_a_file_there_are_no_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_place, "rules_path", lambda: tmp_path / "caseman.toml")
    assert rules().values == {}
    assert rules().source == ""


def test_no_variable_of_the_environment_moves_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = rules_path()
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME", "PROGRAMDATA", "ALLUSERSPROFILE", "CASEMAN_RULES"):
        monkeypatch.setenv(name, str(tmp_path))
    assert rules_path() == before


def test_every_rule_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = roll_out(_WHOLE, tmp_path, monkeypatch)
    found = rules()
    assert set(found.values) == set(WorkstationRule)
    assert found.source == str(path)
    assert (found.idle_seconds(3600), found.backup_folder("/own")) == (300, "/mnt/backup/caseman")


@pytest.mark.parametrize(
    ("text", "line", "key", "word"),
    [
        ("[lock]\nidle_seconds = 5", 2, "lock.idle_seconds", "from 30 to 3600"),
        ("\n\nlock.idle_seconds = 4000", 3, "lock.idle_seconds", "from 30 to 3600"),
        ("[lock]\nidle_seconds = true", 2, "lock.idle_seconds", "whole number"),
        ("[lock]\nidle_seconds = 60.0", 2, "lock.idle_seconds", "whole number"),
        ('[lock]\nidle_seconds = "60"', 2, "lock.idle_seconds", "whole number"),
        ("[lock]\n# three minutes\nidle = 180", 3, "lock.idle", "idle_seconds"),
        ("[look]\nidle_seconds = 180", 1, "look", "backup, folders"),
        ("[[lock]]\nidle_seconds = 180", 1, "lock", "[lock]"),
        ("lock = 3", 1, "lock", "[lock]"),
        ("[keys]\nkeyring = 0", 2, "keys.keyring", "true or false"),
        ("[keys]\npassphrase_length = 8", 2, "keys.passphrase_length", "from 12"),
        ('[backup]\nfolder = "backups"', 2, "backup.folder", "whole path"),
        ('[backup]\nfolder = "/srv/../home"', 2, "backup.folder", "whole path"),
        ('[backup]\nfolder = "/srv/\\u0000"', 2, "backup.folder", "whole path"),
        ('[language]\ndefault = "de"', 2, "language.default", "ja"),
        ("[procedures]\nallowed = []", 2, "procedures.allowed", "aucnet"),
        ('[procedures]\nallowed = ["../x"]', 2, "procedures.allowed", "aucnet"),
        ("[procedures]\nallowed = [1]", 2, "procedures.allowed", "aucnet"),
        ("[lock\nidle_seconds = 60", 1, "", "not TOML"),
        ("[lock]\nidle_seconds = 60\nidle_seconds = 90\n", 3, "", "not TOML"),
        ("a." * 600 + "b = 1", 1, "", "too long"),
        ("x = " + "[" * 900, 0, "", "nested"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(text: str, line: int, key: str, word: str) -> None:
    fault = check_rules(text)[0]
    assert (fault.line, fault.key) == (line, key)
    assert word in str(fault.why)
    assert str(fault.why).endswith(".")
    assert fault.why.say(Language.JA) != str(fault.why)


def test_all_mistakes_are_told_at_once() -> None:
    faults = check_rules("[lock]\nidle_seconds = 5\nidle = 3\n[bakup]\nx = 1\n[keys]\nkeyring = 'no'\n")
    assert [fault.line for fault in faults] == [2, 3, 4, 7]


@profile(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400) | st.text(alphabet="[]=.\"'\n#{},truefalsklocy0123456789 -", max_size=200))
def test_whatever_stands_in_it_is_followed_or_told(text: str) -> None:
    for fault in check_rules(text):
        assert fault.line >= 0
        assert str(fault.why)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"[lock]\nidle_seconds = \xff"),
        lambda path: path.write_bytes(b"# " + b"x" * 70_000),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to(path.with_name("nowhere"))),
    ],
    ids=["no UTF-8", "too large", "a folder", "a link to nothing"],
)
def test_what_cannot_be_read_is_refused(
    spoil: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = roll_out("[lock]\nidle_seconds = 60", tmp_path, monkeypatch)
    spoil(path)
    with pytest.raises(FileError, match="no office is opened") as refused:
        rules()
    assert str(path) in str(refused.value)


# --- whose file it is


@_POSIX
@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_can_write_to_is_refused(mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = roll_out("[lock]\nidle_seconds = 60", tmp_path, monkeypatch)
    path.chmod(mode)
    with pytest.raises(FileError, match="chmod go-w"):
        rules()
    path.chmod(0o644)
    assert rules().idle_seconds(180) == 60


@_POSIX
def test_a_folder_that_others_can_write_to_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = roll_out("", tmp_path, monkeypatch)
    path.parent.chmod(0o777)
    with pytest.raises(FileError, match=f"“{path.parent}”"):
        rules()


@_POSIX
def test_an_owner_who_is_not_root_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = roll_out("", tmp_path, monkeypatch)
    found = path.stat()
    monkeypatch.setattr(Path, "stat", lambda _path, **_how: os.stat_result((*found[:4], 1234, *found[5:])))
    (told,) = warnings(path)
    assert "1234" in str(told)
    assert "chown root" in str(told)


# --- in force


def test_no_way_in_is_open_where_the_rules_cannot_be_followed(
    office_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll_out("[lock]\nidle_seconds = 5", tmp_path, monkeypatch)
    before = sorted(each.name for each in office_path.parent.iterdir())
    new = tmp_path / "new.caseman"
    for attempt in (
        lambda: look_at(office_path),
        lambda: doors(office_path),
        lambda: open_office(office_path, PASSPHRASE),
        lambda: open_at_workstation(office_path),
        lambda: restore_office(office_path, new, PASSPHRASE),
        lambda: create_office(new, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, cost=FLOOR_COST),
    ):
        with pytest.raises(FileError, match="line 2") as refused:
            attempt()
        assert refused.value.code == "workstation-rules"
    assert sorted(each.name for each in office_path.parent.iterdir()) == before


def test_the_plan_of_an_office_is_bounded(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, kept = tmp_path / "own", tmp_path / "kept"
    own.mkdir()
    backups.set_backup_plan(desk, str(own), 2, 0, at_close=False)
    roll_out(f"[backup]\nfolder = '{kept}'\nevery_hours = 24\nat_close = true\nkeep = 5", tmp_path, monkeypatch)
    plan = backups.backup_plan(desk)
    assert (plan.folder, plan.keep, plan.every_hours, plan.at_close) == (kept, 5, 24, True)
    backups.set_backup_plan(desk, str(tmp_path), 1, 500, at_close=False)
    plan = backups.backup_plan(desk)
    assert (plan.folder, plan.keep, plan.every_hours, plan.at_close) == (kept, 5, 24, True)
    backups.set_backup_plan(desk, "", 50, 6, at_close=False)
    assert (backups.backup_plan(desk).keep, backups.backup_plan(desk).every_hours) == (50, 6)
    monkeypatch.undo()
    assert backups.backup_plan(desk).folder == own, "the office's own folder is kept as it was"


def test_a_folder_of_the_rules_that_is_missing_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    roll_out(f"[backup]\nfolder = '{kept}'\nevery_hours = 1\nkeep = 3", tmp_path, monkeypatch)
    assert backups.backup_due(desk), "a backup that a rule asks for is not left out in silence"
    with pytest.raises(FileError, match="kept"):
        backups.back_up(desk)
    kept.mkdir()
    assert backups.back_up(desk).backup is not None
    assert not backups.backup_due(desk)


def test_fewer_backups_than_the_rules_keep_cannot_be_kept(
    desk: Desk, clock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    roll_out("[backup]\nkeep = 3", tmp_path, monkeypatch)
    for day in range(4):
        clock.set_day(desk.today().replace(day=25 + day))
        backups.back_up(desk, kept, keep=1)
    assert len(list(kept.glob("*.caseman"))) == 3


def test_a_passphrase_is_as_long_as_the_rules_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roll_out(f"[keys]\npassphrase_length = {MOST_PASSPHRASE}", tmp_path, monkeypatch)
    with pytest.raises(InputError, match=f"at least {MOST_PASSPHRASE}"):
        passphrase.check("correct horse battery 24 桜餅")
    passphrase.check("correct horse battery 24 桜餅 and a lantern")


def test_what_the_program_chooses_itself_is_long_enough_for_every_rule(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll_out(f"[keys]\npassphrase_length = {MOST_PASSPHRASE}", tmp_path, monkeypatch)
    told = keys.add_member(desk, "見本 太郎", frozenset({Role.RECEPTION}), cost=FLOOR_COST)
    assert len(told.passphrase) >= MOST_PASSPHRASE
    passphrase.check(SAMPLE_PASSPHRASE)


def test_no_keyring_opens_a_file_where_it_is_not_allowed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.file.path
    roll_out("[keys]\nkeyring = false", tmp_path, monkeypatch)
    with pytest.raises(RuleError, match="does not allow"):
        keys.enable_workstation(desk)
    desk.close()
    assert not doors(path).workstations
    with pytest.raises(RuleError, match="does not allow"):
        open_at_workstation(path)


def test_a_new_office_has_the_place_and_the_procedure_that_are_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "offices"
    place.mkdir()
    roll_out(f"[folders]\noffices = '{place}'\n[procedures]\nallowed = ['aucnet']", tmp_path, monkeypatch)

    def create(path: Path, office: str) -> None:
        create_office(path, office=office, staff_name=STAFF, passphrase=PASSPHRASE, cost=FLOOR_COST)

    other = next(code for code in office_names() if code != "aucnet")
    for path in (tmp_path / "a.caseman", place / ".." / "a.caseman"):
        with pytest.raises(RuleError, match="offices"):
            create(path, "aucnet")
    with pytest.raises(RuleError, match="aucnet"):
        create(place / "a.caseman", other)
    assert list(place.iterdir()) == []
    create(place / "a.caseman", "aucnet")
    with pytest.raises(RuleError, match="offices"):
        restore_office(place / "a.caseman", tmp_path / "b.caseman", PASSPHRASE)


def test_procedures_of_the_administrator_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "procedures"
    folder.mkdir()
    own = office_toml("aucnet").replace('code = "aucnet"', 'code = "our-office"', 1)
    (folder / "ours.toml").write_text(own, encoding="utf-8")
    (folder / "broken.toml").write_text("code = 3", encoding="utf-8")
    roll_out(
        f"[folders]\nprocedures = '{folder}'\n[procedures]\nallowed = ['aucnet', 'our-office']", tmp_path, monkeypatch
    )
    assert offered_offices() == ("aucnet", str(folder / "ours.toml"))


def test_fonts_come_from_the_folder_of_the_rules(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roll_out(f"[folders]\nfonts = '{tmp_path}'", tmp_path, monkeypatch)
    assert fonts_folder(desk) == str(tmp_path)


# --- the command line


def test_the_verbs_show_check_and_begin(run_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = roll_out("[lock]\nidle_seconds = 60\n", tmp_path, monkeypatch)
    ran = run_cli("workstation", "show")
    assert ran.code == 0
    assert "lock.idle_seconds" in ran.out
    assert str(path) in ran.out
    ran = run_cli("workstation", "example")
    begun = tmp_path / "begun.toml"
    begun.write_text(ran.out.replace("\n# ", "\n#"), encoding="utf-8")
    assert run_cli("workstation", "check", begun).code == 0
    bad = tmp_path / "bad.toml"
    bad.write_text("[lock]\nidle_seconds = 5\n", encoding="utf-8")
    ran = run_cli("workstation", "check", bad)
    assert ran.code == 1
    assert f"{bad}:2: lock.idle_seconds:" in ran.out


def test_a_procedure_that_is_allowed_and_is_not_there_is_noted(
    run_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A code with a typing error: without a word, nobody could set up an office."""
    folder = tmp_path / "procedures"
    folder.mkdir()
    own = office_toml("aucnet").replace('code = "aucnet"', 'code = "our-own"', 1)
    (folder / "own.toml").write_text(own, encoding="utf-8")
    text = f"[folders]\nprocedures = '{folder}'\n[procedures]\nallowed = ['aucnet', 'our-own', 'aucnte']\n"
    path = roll_out(text, tmp_path, monkeypatch)
    told = run_cli("workstation", "check", path)
    assert told.code == 0
    assert [line for line in told.out.splitlines() if "no procedure" in line] == [
        "There is no procedure “aucnte” on this workstation, which the rules allow."
    ]
    assert "aucnte”" in run_cli("workstation", "show").out
    assert "aucnte”" in run_cli("workstation", "show", "--json").out
    path.write_text(text.replace(", 'aucnte'", ""), encoding="utf-8")
    assert "no procedure" not in run_cli("workstation", "check", path).out


def test_the_command_line_opens_nothing_against_rules_that_cannot_be_followed(
    run_cli: Cli, office_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll_out("[lock]\nidle_seconds = 5\n", tmp_path, monkeypatch)
    for language, word in (("en", "line 2"), ("ja", "2行目")):
        ran = run_cli("--language", language, "cases", office_path, "--passphrase-file", "-", stdin=PASSPHRASE)
        assert ran.code == 1
        assert word in ran.err
        assert ran.out == ""
    ran = run_cli("workstation", "check")
    assert ran.code == 1
    assert ":2: lock.idle_seconds:" in ran.out
    assert run_cli("about").code == 0


@_POSIX
def test_the_check_of_the_file_in_force_looks_at_its_rights(
    run_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll_out("[lock]\nidle_seconds = 60\n", tmp_path, monkeypatch).chmod(0o666)
    ran = run_cli("workstation", "check")
    assert ran.code == 1
    assert "chmod go-w" in ran.err


def test_a_refusal_is_one_sentence_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roll_out("[lock]\nidle = 5\n", tmp_path, monkeypatch)
    with pytest.raises(CasemanError) as refused:
        rules()
    for language in Language:
        told = refused.value.say(language)
        assert "{" not in told
        assert "caseman workstation check" in told
