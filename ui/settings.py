"""What the window remembers outside the file: geometry, language, idle time. Nothing about people."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from caseman.errors import CasemanError
from caseman.rules_place import rules_there
from caseman.text import Language
from ui.i18n import system_language

if TYPE_CHECKING:
    from caseman.domain.workstation_rules import WorkstationRules

DEFAULT_IDLE_SECONDS = 180
DEFAULT_REMIND_DAYS, MOST_REMIND_DAYS = 3, 14


class Look(StrEnum):
    """How the window looks."""

    SYSTEM = "system"  # light or dark, high contrast or not, as the desktop asks
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


def _settings() -> QSettings:
    return QSettings("caseman", "caseman")


def workstation_rules() -> WorkstationRules:
    """What the administrator set. Rules that cannot be followed count as none here: with those no file is opened."""
    from caseman.domain.workstation_rules import WorkstationRules
    from caseman.workstation_rules import rules

    with suppress(CasemanError):
        return rules()
    return WorkstationRules()


def offices_folder() -> Path | None:
    """Where new office files are kept, where the administrator set that."""
    if not rules_there():
        return None
    from caseman.domain.workstation_rules import WorkstationRule

    folder = workstation_rules().folder(WorkstationRule.OFFICES)
    return Path(folder) if folder else None


def language() -> Language:
    """The language chosen in the settings page; else the administrator's, else the system's."""
    chosen = _settings().value("language", "")
    if chosen in ("ja", "en"):
        return Language(chosen)
    return (workstation_rules().language if rules_there() else None) or system_language()


def set_language(chosen: Language | None) -> None:
    _settings().setValue("language", chosen.value if chosen else "")


def chosen_language_code() -> str:
    """`ja`, `en`, or empty when the system's is followed."""
    return str(_settings().value("language", "") or "")


def idle_seconds() -> int:
    """Seconds without input after which the window locks; at least 30, at most what the administrator set."""
    try:
        chosen = max(30, int(str(_settings().value("idle_seconds", DEFAULT_IDLE_SECONDS))))
    except ValueError:
        chosen = DEFAULT_IDLE_SECONDS
    return workstation_rules().idle_seconds(chosen) if rules_there() else chosen


def set_idle_seconds(seconds: int) -> None:
    _settings().setValue("idle_seconds", seconds)


def geometry() -> QByteArray | None:
    kept = _settings().value("geometry")
    return kept if isinstance(kept, QByteArray) else None


def set_geometry(kept: QByteArray) -> None:
    _settings().setValue("geometry", kept)


def splitter(name: str) -> QByteArray | None:
    """Where the handle between two halves of a page stood; None where it was never moved."""
    kept = _settings().value(f"splitter/{name}")
    return kept if isinstance(kept, QByteArray) else None


def set_splitter(name: str, kept: QByteArray) -> None:
    _settings().setValue(f"splitter/{name}", kept)


def last_slot() -> str:
    """The random id of the key that opened a file here last, so that its name is proposed; no name is kept."""
    return str(_settings().value("last_slot", "") or "")


def set_last_slot(slot_id: str) -> None:
    _settings().setValue("last_slot", slot_id)


def look() -> Look:
    """The look that was chosen; the system's where none was."""
    chosen = str(_settings().value("look", "") or "")
    return Look(chosen) if chosen in set(Look) else Look.SYSTEM


def set_look(chosen: Look) -> None:
    _settings().setValue("look", chosen.value)


def text_size() -> int:
    """The size of the type in percent of the system's, 80 to 200."""
    try:
        return min(200, max(80, int(str(_settings().value("text_size", 100)))))
    except ValueError:
        return 100


def set_text_size(percent: int) -> None:
    _settings().setValue("text_size", percent)


def remind() -> bool:
    """Whether the desktop reminds of dates."""
    return str(_settings().value("remind", "true")).lower() != "false"


def set_remind(on: bool) -> None:
    _settings().setValue("remind", on)


def remind_days() -> int:
    """How many days before the date by which to answer the reminder begins; 0 to 14, 0 reminds on the day."""
    try:
        return min(MOST_REMIND_DAYS, max(0, int(str(_settings().value("remind_days", DEFAULT_REMIND_DAYS)))))
    except ValueError:
        return DEFAULT_REMIND_DAYS


def set_remind_days(days: int) -> None:
    _settings().setValue("remind_days", days)


def reminded(office: str) -> tuple[str, tuple[int, int, int]]:
    """When an office (a code, no name) was last reminded of dates, and the numbers that were told."""
    part, _, counts = str(_settings().value(f"reminded/{office}", "") or "").partition(":")
    try:
        overdue, today, soon = map(int, counts.split())
    except ValueError:
        return "", (0, 0, 0)
    return part, (overdue, today, soon)


def set_reminded(office: str, part: str, counts: tuple[int, int, int]) -> None:
    _settings().setValue(f"reminded/{office}", f"{part}:{' '.join(map(str, counts))}")
