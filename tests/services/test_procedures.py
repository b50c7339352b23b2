"""Versions of the procedure: adopted one after the other; new cases follow the new one, running cases keep theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from caseman.errors import FileError
from caseman.services import case_file, lists, procedures
from caseman.services.desk import Desk
from caseman.services.procedures import ProcedureVersion
from tests.services.variants import adopt, changed_text
from tests.services.walking import Walk, refused

_FEE = ("amount = 5250", "amount = 300")
_CLOCK = ('amount = 10\nunit = "business_days"', 'amount = 1\nunit = "months"')
_FROM = "in_force_from = 2020-01-01"


def test_the_next_version_is_adopted_and_the_old_one_kept(walk: Walk) -> None:
    walk.case()
    walk.to(Step.CLOSE)
    adopt(walk.desk, (_FROM, "in_force_from = 2026-11-24"))
    walk.case()
    assert procedures.list_versions(walk.desk) == (
        ProcedureVersion(2, "aucnet", date(2026, 11, 24), 1),
        ProcedureVersion(1, "aucnet", date(2020, 1, 1), 1),
    )
    assert walk.desk.procedure.version == 2
    trail = [str(line.label) for line in lists.list_trail(walk.desk)]
    assert "Version 2 of the procedure is in force from 2026-11-24 (Tue)." in trail


def test_a_running_case_keeps_its_fee_and_its_clock(walk: Walk) -> None:
    older = walk.case()
    adopt(walk.desk, _FEE, _CLOCK)
    newer = walk.case()
    for number, fee in ((older, "5250"), (newer, "300")):
        walk.identity(number)
        walk.payment(number, amount=fee)
        walk.accept(number)
    old, new = (case_file.show_case(walk.desk, number) for number in (older, newer))
    assert (old.fee_due.minor, old.due_on, old.procedure.version) == (5250, date(2026, 12, 8), 1)
    assert (new.fee_due.minor, new.due_on, new.procedure.version) == (300, date(2026, 12, 24), 2)


def test_the_versions_are_there_after_reopening(walk: Walk, open_desk: Callable[[Path], Desk]) -> None:
    older = walk.to(Step.FEE)
    adopt(walk.desk, _CLOCK)
    path = walk.desk.file.path
    walk.desk.close()
    desk = open_desk(path)
    assert desk.procedure.version == 2
    Walk(desk, walk.clock).accept(older)
    assert case_file.show_case(desk, older).due_on == date(2026, 12, 8)


def test_versions_follow_one_another(walk: Walk) -> None:
    for version in (2, 3):
        adopt(walk.desk)
        assert walk.desk.procedure.version == version


@pytest.mark.parametrize("version", [1, 3, 99])
def test_only_the_next_version_is_taken(walk: Walk, version: int) -> None:
    text = procedures.procedure_toml(walk.desk).replace("\nversion = 1\n", f"\nversion = {version}\n")
    told = refused(walk.desk, lambda: procedures.adopt_procedure(walk.desk, text))
    assert (told.code, told.field) == ("version-not-next", "version")
    assert "version = 2" in str(told)
    assert walk.desk.procedure.version == 1


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (('code = "aucnet"', 'code = "another"'), "other-office", "code"),
        ((_FROM, "in_force_from = 2019-12-31"), "version-before", "in_force_from"),
        ((_FROM, "in_force_from = 2026-11-25"), "version-in-future", "in_force_from"),
        (('document = "', "document = "), "procedure-not-toml", "office"),
        (("extension_max = 10", "extension_max = 10\nqqq = 1"), "procedure-wrong-key", "office"),
        (("extension_max = 10", "extension_max = 366"), "procedure-wrong-key", "office"),
        (('type = "disclosure"\namount', 'type = "correction"\namount'), "fee-not-allowed", "office"),
        (('country = "JP"', 'country = "XX"'), "procedure-wrong-key", "office"),
    ],
)
def test_a_version_that_cannot_be_used_is_refused(walk: Walk, change: tuple[str, str], code: str, field: str) -> None:
    text = changed_text(walk.desk, change)
    told = refused(walk.desk, lambda: procedures.adopt_procedure(walk.desk, text))
    assert (told.code, told.field) == (code, field)
    assert walk.desk.procedure.version == 1
    assert walk.case() == "P-2026-0001"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('case_pattern = "P-{year}-{serial:04d}"', 'case_pattern = "P-{year}"'), "case_pattern"),
        (('case_pattern = "P-{year}-', 'case_pattern = "P-{case}-'), "case_pattern"),
        (('letter_pattern = "{case}-{serial:02d}"', 'letter_pattern = "L-{serial:02d}"'), "letter_pattern"),
        (('letter_pattern = "{case}-{serial:02d}"', 'letter_pattern = "{case}-01"'), "letter_pattern"),
    ],
)
def test_numbers_that_two_cases_or_letters_could_share_are_refused(
    walk: Walk, change: tuple[str, str], key: str
) -> None:
    text = changed_text(walk.desk, change)
    with pytest.raises(FileError) as told:
        procedures.adopt_procedure(walk.desk, text)
    assert told.value.code == "procedure-wrong-key"
    assert f"“numbering.{key}”" in str(told.value)
    assert [version.version for version in procedures.list_versions(walk.desk)] == [1]


@pytest.mark.parametrize("text", ["", "version = 2", "[", "\x00", "code = 'aucnet'\nversion = 2"])
def test_what_is_no_procedure_is_refused(walk: Walk, text: str) -> None:
    told = refused(walk.desk, lambda: procedures.adopt_procedure(walk.desk, text))
    assert told.code in ("procedure-not-toml", "procedure-wrong-key")


def test_the_first_day_of_a_version_is_early_enough(walk: Walk) -> None:
    adopt(walk.desk, (_FROM, "in_force_from = 2026-11-24"))
    told = refused(walk.desk, lambda: adopt(walk.desk, ("in_force_from = 2026-11-24", "in_force_from = 2026-11-23")))
    assert told.code == "version-before"
