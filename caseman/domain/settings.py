"""What can be set, and where: the sections of the settings, each setting in it, and the words that find them.

A setting is found by its name in either language, by the name of its section, and by words that people use for it.
Those of one workstation are kept outside the file; what they may be is said here, and each change is told in the trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from caseman.domain.counting import span
from caseman.domain.names import match_key
from caseman.errors import InputError
from caseman.text import Language, T, Text


class Section(StrEnum):
    """The sections of the settings, in the order in which they are shown."""

    PROCEDURE = "procedure"
    TEXTS = "texts"
    ENVELOPES = "envelopes"
    CLOSURES = "closures"
    STAFF = "staff"
    BACKUP = "backup"
    LOCK = "lock"
    LANGUAGE = "language"
    LOOK = "look"
    REMINDERS = "reminders"
    SCANNER = "scanner"
    PRINTER = "printer"
    FILE = "file"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Text:
        return _SECTIONS[self]


_SECTIONS: Final[Mapping[Section, Text]] = {
    Section.PROCEDURE: T("Office procedure"),
    Section.TEXTS: T("Letter texts"),
    Section.ENVELOPES: T("Envelopes and labels"),
    Section.CLOSURES: T("Holidays and closures"),
    Section.STAFF: T("Staff and roles"),
    Section.BACKUP: T("Backups"),
    Section.LOCK: T("Lock"),
    Section.LANGUAGE: T("Language"),
    Section.LOOK: T("Look and text size"),
    Section.REMINDERS: T("Reminders"),
    Section.SCANNER: T("Scanner"),
    Section.PRINTER: T("Printer and type"),
    Section.FILE: T("The file"),
    Section.ADMINISTRATOR: T("Set for this workstation"),
}


class Setting(StrEnum):
    """Each thing that can be set or looked up in the settings."""

    PROCEDURE_TEXT = "procedure_text"
    PROCEDURE_VERSIONS = "procedure_versions"
    OFFICE_CONTACT = "office_contact"
    OFFICE_FEES = "office_fees"
    OFFICE_PERIODS = "office_periods"
    LETTER_TEXTS = "letter_texts"
    WINDOW_ENVELOPE = "window_envelope"
    LABEL_SHEET = "label_sheet"
    CLOSURES = "closures"
    ROLES = "roles"
    PASSPHRASE = "passphrase"  # noqa: S105  the name of a setting
    BACKUP_PLAN = "backup_plan"
    DRILL = "drill"
    IDLE_SECONDS = "idle_seconds"
    LANGUAGE = "language"
    LOOK = "look"
    TEXT_SIZE = "text_size"
    REMIND = "remind"
    REMIND_DAYS = "remind_days"
    SCANNER_FOLDER = "scanner_folder"
    PRINTER = "printer"
    FONTS = "fonts"
    FILE_PLACE = "file_place"
    RULES = "rules"

    @property
    def label(self) -> Text:
        return _PLACES[self].label

    @property
    def section(self) -> Section:
        return _PLACES[self].section


@dataclass(frozen=True)
class _Place:
    section: Section
    label: Text
    words: tuple[Text, ...] = ()  # what people call it too


_PLACES: Final[Mapping[Setting, _Place]] = {
    Setting.PROCEDURE_TEXT: _Place(Section.PROCEDURE, T("Text of the procedure"), (T("rules, TOML, edit"),)),
    Setting.PROCEDURE_VERSIONS: _Place(Section.PROCEDURE, T("Versions of the procedure"), (T("adopt, in force"),)),
    Setting.OFFICE_CONTACT: _Place(
        Section.PROCEDURE, T("Name and address of the office"), (T("letterhead, contact, telephone, e-mail, seal"),)
    ),
    Setting.OFFICE_FEES: _Place(Section.PROCEDURE, T("Fees"), (T("amount, money, bank account"),)),
    Setting.OFFICE_PERIODS: _Place(
        Section.PROCEDURE, T("Periods"), (T("deadline, processing period, retention, second person"),)
    ),
    Setting.LETTER_TEXTS: _Place(Section.TEXTS, T("Letter texts"), (T("letters, templates, notices"),)),
    Setting.WINDOW_ENVELOPE: _Place(Section.ENVELOPES, T("Window envelope"), (T("paper, address, test sheet"),)),
    Setting.LABEL_SHEET: _Place(Section.ENVELOPES, T("Label sheet"), (T("address labels, stickers, test sheet"),)),
    Setting.CLOSURES: _Place(Section.CLOSURES, T("Days added later"), (T("calendar, working days, office closed"),)),
    Setting.ROLES: _Place(Section.STAFF, T("Members and their roles"), (T("permissions, people, users"),)),
    Setting.PASSPHRASE: _Place(Section.STAFF, T("Passphrases and keys"), (T("password, recovery sheet, keyring"),)),
    Setting.BACKUP_PLAN: _Place(Section.BACKUP, T("Plan of the backups"), (T("copy, save, restore, schedule"),)),
    Setting.DRILL: _Place(Section.BACKUP, T("Recovery drill"), (T("test, exercise, recovery sheet, restore"),)),
    Setting.IDLE_SECONDS: _Place(Section.LOCK, T("Lock after"), (T("idle time, timeout, security, seconds"),)),
    Setting.LANGUAGE: _Place(Section.LANGUAGE, T("Language of the window"), (T("Japanese, English"),)),
    Setting.LOOK: _Place(Section.LOOK, T("Look"), (T("theme, colours, dark mode, light, high contrast"),)),
    Setting.TEXT_SIZE: _Place(Section.LOOK, T("Size of the type"), (T("text size, font size, zoom, large type"),)),
    Setting.REMIND: _Place(Section.REMINDERS, T("Desktop reminders"), (T("notifications, due dates"),)),
    Setting.REMIND_DAYS: _Place(Section.REMINDERS, T("Remind before the date"), (T("days ahead, deadline"),)),
    Setting.SCANNER_FOLDER: _Place(Section.SCANNER, T("Scanner's folder"), (T("scans, watched folder"),)),
    Setting.PRINTER: _Place(Section.PRINTER, T("Printer, sides and tray"), (T("print, duplex, paper tray"),)),
    Setting.FONTS: _Place(Section.PRINTER, T("The office's own fonts"), (T("type, rare names, characters"),)),
    Setting.FILE_PLACE: _Place(Section.FILE, T("Place of the file"), (T("path, folder, key file"),)),
    Setting.RULES: _Place(
        Section.ADMINISTRATOR, T("Rules of the administrator"), (T("policy, roll-out, read-only, not changeable"),)
    ),
}

_LONGEST_SEARCH = 200  # signs


def find_settings(typed: str) -> dict[Section, tuple[Setting, ...]]:
    """The sections that what was typed leads to, each with its settings that bear it; all of them for nothing typed.

    Every word must be found, in either language, whatever its width, case, or kind of kana.
    """
    keys = [key for word in typed[:_LONGEST_SEARCH].split() if (key := match_key(word))]
    found: dict[Section, tuple[Setting, ...]] = {}
    for section in Section:
        own = _key(section.label)
        inside = [setting for setting in Setting if setting.section is section]
        hits = tuple(each for each in inside if all(key in own + _key_of(each) for key in keys))
        if hits:
            found[section] = hits
    return found


def _key_of(setting: Setting) -> str:
    place = _PLACES[setting]
    return "".join(_key(text) for text in (place.label, *place.words))


def _key(text: Text) -> str:
    return "".join(f"{match_key(text.say(language))}\n" for language in Language)


@dataclass(frozen=True)
class Bounds:
    """What a setting of a workstation may be: one of some codes, or a whole number; and what it is at first."""

    default: str
    codes: Mapping[str, Text] = field(default_factory=dict)
    low: int = 0
    high: int = 0
    unit: Text | None = None  # behind the number

    def takes(self, value: str) -> bool:
        """Whether the setting can be this."""
        if self.unit is None:
            return value in self.codes
        return value.isascii() and value.isdigit() and len(value) < 10 and self.low <= int(value) <= self.high

    def say(self, value: str) -> Text:
        """A value in words; one that this program does not know is told as it is."""
        if not self.takes(value):
            return T("{value}", value=value)
        if self.unit is None:
            return self.codes[value]
        if self.unit is _DAYS:
            return span(int(value), "calendar_days")
        return T("{amount} {unit}", amount=int(value), unit=self.unit)


_SWITCH: Final = {"1": T("on"), "0": T("off")}
_SECONDS, _PERCENT, _DAYS = T("s"), T("%"), T("days")
_SYSTEM: Final = T("As the system")

WORKSTATION: Final[Mapping[Setting, Bounds]] = {
    Setting.IDLE_SECONDS: Bounds("180", low=30, high=3600, unit=_SECONDS),
    Setting.LANGUAGE: Bounds("", {"": _SYSTEM, "ja": T("Japanese"), "en": T("English")}),
    Setting.LOOK: Bounds(
        "system", {"system": _SYSTEM, "light": T("Light"), "dark": T("Dark"), "contrast": T("High contrast")}
    ),
    Setting.TEXT_SIZE: Bounds("100", low=80, high=200, unit=_PERCENT),
    Setting.REMIND: Bounds("1", _SWITCH),
    Setting.REMIND_DAYS: Bounds("3", low=0, high=14, unit=_DAYS),
}


def check_value(setting: Setting, value: str) -> None:
    """Refuse what a setting of a workstation cannot be. Raises `InputError` (field `value`)."""
    bounds = WORKSTATION[setting]
    if bounds.takes(value):
        return
    if bounds.unit is None:
        may: Text = T("Choose one of: {known}.", known=list(bounds.codes.values()))
    else:
        may = T("Give a whole number from {low} to {high}.", low=str(bounds.low), high=str(bounds.high))
    raise InputError(
        "setting-value", T("“{setting}” cannot be that. {may}", setting=setting.label, may=may), field="value"
    )
