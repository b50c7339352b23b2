"""A setting of the workstation that changes is told in the trail: which, from what, to what."""

from __future__ import annotations

import pytest

from caseman.domain.settings import WORKSTATION, Setting
from caseman.services import lists
from caseman.services.desk import Desk
from caseman.services.workstation_settings import note_setting
from tests.services.walking import refused, trail_of

_OTHER = {
    Setting.IDLE_SECONDS: "300",
    Setting.LANGUAGE: "en",
    Setting.LOOK: "dark",
    Setting.TEXT_SIZE: "150",
    Setting.REMIND: "0",
    Setting.REMIND_DAYS: "7",
}


def test_each_change_has_one_entry_with_both_values(desk: Desk) -> None:
    assert set(_OTHER) == set(WORKSTATION)
    for setting, after in _OTHER.items():
        before = WORKSTATION[setting].default
        count = len(trail_of(desk))
        note_setting(desk, setting, before, after)
        assert trail_of(desk)[count:] == [
            ("setting_changed", {"setting": setting.value, "before": before, "after": after})
        ]
    told = str(lists.list_trail(desk)[0].label)
    assert told == "On a workstation “Remind before the date” was changed from “3 calendar days” to “7 calendar days”."


def test_what_stays_as_it_was_is_not_told(desk: Desk) -> None:
    count = len(trail_of(desk))
    note_setting(desk, Setting.LOOK, "dark", "dark")
    assert len(trail_of(desk)) == count


def test_what_stood_in_the_machine_and_is_no_value_is_not_repeated(desk: Desk) -> None:
    note_setting(desk, Setting.LOOK, "見本 一郎", "dark")
    assert trail_of(desk)[-1] == ("setting_changed", {"setting": "look", "before": "", "after": "dark"})


@pytest.mark.parametrize(
    ("setting", "after", "code"),
    [
        (Setting.TEXT_SIZE, "1000", "setting-value"),
        (Setting.LOOK, "見本 一郎", "setting-value"),
        (Setting.BACKUP_PLAN, "1", "not-of-a-workstation"),
    ],
)
def test_what_cannot_be_set_is_refused(desk: Desk, setting: Setting, after: str, code: str) -> None:
    assert refused(desk, lambda: note_setting(desk, setting, "", after)).code == code
