"""A rule of the workstation is a bound: whatever is chosen, what holds is never weaker than the rule or the choice."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.workstation_rules import Kind, WorkstationRule, WorkstationRules
from caseman.text import Language

_NEVER = 10**9  # what 0 hours or days stand for: none, ever


def _rule(rule: WorkstationRule) -> st.SearchStrategy[int]:
    return st.integers(rule.about.low, rule.about.high)


def _with(**values: object) -> WorkstationRules:
    return WorkstationRules({WorkstationRule[name]: value for name, value in values.items()}, "/rules")


@given(chosen=st.integers(30, 10**6), bound=_rule(WorkstationRule.IDLE_SECONDS))
def test_no_choice_makes_the_lock_later(chosen: int, bound: int) -> None:
    held = _with(IDLE_SECONDS=bound).idle_seconds(chosen)
    assert held <= bound
    assert held <= chosen
    assert held in (bound, chosen)


@given(chosen=st.integers(0, 10**4), bound=_rule(WorkstationRule.BACKUP_HOURS))
def test_no_plan_makes_backups_rarer(chosen: int, bound: int) -> None:
    held = _with(BACKUP_HOURS=bound).backup_hours(chosen)
    assert 1 <= held <= bound
    assert held <= (chosen or _NEVER)


@given(chosen=st.integers(0, 10**5), bound=_rule(WorkstationRule.DRILL_DAYS))
def test_no_choice_makes_the_drill_rarer(chosen: int, bound: int) -> None:
    held = _with(DRILL_DAYS=bound).drill_days(chosen)
    assert 1 <= held <= bound
    assert held <= (chosen or _NEVER)


@given(chosen=st.integers(1, 5000), bound=_rule(WorkstationRule.BACKUP_KEEP))
def test_no_plan_keeps_fewer_backups(chosen: int, bound: int) -> None:
    assert _with(BACKUP_KEEP=bound).backup_keep(chosen) == max(chosen, bound)


@given(chosen=st.booleans(), bound=st.booleans())
def test_a_backup_at_close_is_made_where_either_asks_for_it(chosen: bool, bound: bool) -> None:
    assert _with(BACKUP_AT_CLOSE=bound).backup_at_close(chosen=chosen) is (chosen or bound)


@given(bound=_rule(WorkstationRule.PASSPHRASE_LENGTH))
def test_a_passphrase_is_never_shorter_than_the_program_asks(bound: int) -> None:
    assert _with(PASSPHRASE_LENGTH=bound).passphrase_length >= max(bound, WorkstationRules().passphrase_length)


@given(seconds=st.integers(30, 3600), hours=st.integers(0, 720), keep=st.integers(1, 1000), days=st.integers(0, 3660))
def test_without_rules_every_choice_holds(seconds: int, hours: int, keep: int, days: int) -> None:
    none = WorkstationRules()
    assert (none.idle_seconds(seconds), none.backup_hours(hours)) == (seconds, hours)
    assert (none.backup_keep(keep), none.drill_days(days)) == (keep, days)
    assert (none.backup_folder("/own"), none.fonts_folder("")) == ("/own", "")
    assert (none.keyring, none.language, none.asks_for_backups) == (True, None, False)
    assert none.allows_procedure("any")
    assert none.allows_place(PurePosixPath("/anywhere/office.caseman"))


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        ("/srv/office/a.caseman", True),
        ("/srv/office/below/a.caseman", True),
        ("/srv/offices/a.caseman", False),
        ("/srv/a.caseman", False),
        ("/home/me/a.caseman", False),
    ],
)
def test_where_a_new_office_may_stand(place: str, allowed: bool) -> None:
    assert _with(OFFICES="/srv/office").allows_place(PurePosixPath(place)) is allowed


def test_folders_of_the_rules_come_before_those_chosen() -> None:
    found = _with(BACKUP_FOLDER="/mnt/kept", FONTS="/fonts")
    assert (found.backup_folder("/own"), found.fonts_folder("/own")) == ("/mnt/kept", "/fonts")


def test_procedures_and_keyring() -> None:
    found = _with(ALLOWED=("aucnet",), KEYRING=False, LANGUAGE="ja")
    assert [found.allows_procedure(code) for code in ("aucnet", "other")] == [True, False]
    assert not found.keyring
    assert found.language is Language.JA
    assert _with(KEYRING=True).keyring


@pytest.mark.parametrize("rule", WorkstationRule)
def test_each_rule_is_told_in_both_languages(rule: WorkstationRule) -> None:
    sample = {
        Kind.FOLDER: "/folder",
        Kind.NUMBER: rule.about.low,
        Kind.SWITCH: False,
        Kind.LANGUAGE: "ja",
        Kind.CODES: ("aucnet",),
    }[rule.about.kind]
    found = WorkstationRules({rule: sample}, "/rules")
    for language in Language:
        said = [text.say(language) for text in (found.say(rule), rule.about.label, rule.about.meaning)]
        assert all(said)
    assert rule.about.label.say(Language.JA) != rule.about.label.say(Language.EN)
