"""Settings of a workstation, which are kept outside the file: each change is told in the trail of the open office."""

from __future__ import annotations

from caseman.domain.permissions import Permission
from caseman.domain.settings import WORKSTATION, Setting, check_value
from caseman.errors import InputError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.text import T


def note_setting(desk: Desk, setting: Setting, before: str, after: str) -> Change:
    """Tell in the trail that a setting of this workstation was changed; one that stays as it was is not told.

    Raises `InputError` for a setting that is none of a workstation, and for what it cannot be.
    """
    if setting not in WORKSTATION:
        raise InputError(
            "not-of-a-workstation",
            T("“{setting}” is kept in the office file. Change it there.", setting=setting.label),
            field="setting",
        )
    check_value(setting, after)
    was = before if WORKSTATION[setting].takes(before) else ""  # whatever stood in the settings of the machine
    if was != after:
        with desk.work(Permission.OWN) as work:
            work.note("setting_changed", setting=setting.value, before=was, after=after)
    return Change(ChangeKind.AUDIT)
