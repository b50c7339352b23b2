"""The entries of the trail about settings, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from caseman.domain.settings import WORKSTATION, Setting
from caseman.text import T, Text

_USUAL: Final = T("the usual printer")


def _changed(details: dict[str, Any]) -> Text:
    known = details["setting"] in set(Setting)
    setting = Setting(details["setting"]) if known else None
    bounds = None if setting is None else WORKSTATION.get(setting)
    before, after = str(details["before"]), str(details["after"])
    return T(
        "On a workstation “{setting}” was changed from “{before}” to “{after}”.",
        setting=details["setting"] if setting is None else setting.label,
        before=before if bounds is None else bounds.say(before),
        after=after if bounds is None else bounds.say(after),
    )


def _printing(details: dict[str, Any]) -> Text:
    sides = T("two sides") if details["duplex"] else T("one side")
    return T("The printer was chosen: {printer}, {sides}.", printer=details["printer"] or _USUAL, sides=sides)


SETTINGS_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "setting_changed": _changed,
    "printing_chosen": _printing,
}
