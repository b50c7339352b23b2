"""What an administrator can set for a workstation, for every office that is opened there, and what becomes of a choice.

Such a rule is a bound: a member or an office may be stricter, never weaker. `WorkstationRules` has one method for each
setting that a rule bounds; whoever reads the setting asks it. Where the rules are kept: `caseman.workstation_rules`.

They keep honest people to what the house decided. They are no wall against someone who runs another program, or who
is the administrator of the workstation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Any, Final

from caseman.domain.settings import WORKSTATION, Setting
from caseman.text import Language, T, Text

LEAST_PASSPHRASE: Final = 12  # characters; what the program asks for by itself
MOST_PASSPHRASE: Final = 32  # what a rule can ask for: the sample office's own is longer
LONGEST_LIST: Final = 100


class Kind(StrEnum):
    """What a rule is: a folder, a whole number, on or off, a language, codes of procedures."""

    FOLDER = "folder"
    NUMBER = "number"
    SWITCH = "switch"
    LANGUAGE = "language"
    CODES = "codes"


class WorkstationRule(StrEnum):
    """Each rule, by its table and key in the file."""

    OFFICES = "folders.offices"
    PROCEDURES = "folders.procedures"
    FONTS = "folders.fonts"
    IDLE_SECONDS = "lock.idle_seconds"
    BACKUP_FOLDER = "backup.folder"
    BACKUP_HOURS = "backup.every_hours"
    BACKUP_AT_CLOSE = "backup.at_close"
    BACKUP_KEEP = "backup.keep"
    DRILL_DAYS = "backup.drill_every_days"
    KEYRING = "keys.keyring"
    PASSPHRASE_LENGTH = "keys.passphrase_length"  # noqa: S105  the name of a rule
    LANGUAGE = "language.default"
    ALLOWED = "procedures.allowed"

    @property
    def about(self) -> About:
        return ABOUT[self]


@dataclass(frozen=True)
class About:
    """A rule in words; `low` and `high` are the bounds of a number, in `unit`. `example` is how it is written."""

    kind: Kind
    label: Text
    meaning: Text
    example: str
    low: int = 0
    high: int = 0
    unit: Text | None = None


_IDLE: Final = WORKSTATION[Setting.IDLE_SECONDS]

ABOUT: Final[Mapping[WorkstationRule, About]] = {
    WorkstationRule.OFFICES: About(
        Kind.FOLDER,
        T("Folder of the office files"),
        T("New office files are made, and backups brought back, in this folder or below it."),
        '"/srv/caseman"',
    ),
    WorkstationRule.PROCEDURES: About(
        Kind.FOLDER,
        T("Folder of procedures"),
        T("The procedures in it are offered beside those that ship, when an office is set up."),
        '"/etc/caseman/procedures"',
    ),
    WorkstationRule.FONTS: About(
        Kind.FOLDER,
        T("Folder of fonts"),
        T("Fonts for rare names are taken from it, whatever folder an office chose."),
        '"/usr/local/share/caseman/fonts"',
    ),
    WorkstationRule.IDLE_SECONDS: About(
        Kind.NUMBER,
        T("Lock after (at most)"),
        T("Seconds without input after which the file is locked; a member may choose fewer."),
        "300",
        _IDLE.low,
        _IDLE.high,
        _IDLE.unit,
    ),
    WorkstationRule.BACKUP_FOLDER: About(
        Kind.FOLDER,
        T("Folder for the backups"),
        T("Planned backups go there, whatever folder an office chose."),
        '"/mnt/backup/caseman"',
    ),
    WorkstationRule.BACKUP_HOURS: About(
        Kind.NUMBER,
        T("Backup every (at most)"),
        T("Hours after which a backup is made; an office may choose fewer."),
        "24",
        1,
        720,
        T("hours"),
    ),
    WorkstationRule.BACKUP_AT_CLOSE: About(
        Kind.SWITCH, T("Backup at close"), T("A backup is made whenever the window is closed."), "true"
    ),
    WorkstationRule.BACKUP_KEEP: About(
        Kind.NUMBER,
        T("Backups kept (at least)"),
        T("So many of the newest backups are kept; an office may keep more."),
        "30",
        1,
        1000,
    ),
    WorkstationRule.DRILL_DAYS: About(
        Kind.NUMBER,
        T("Recovery drill every (at most)"),
        T("Days after which the program asks for the next recovery drill; an office may choose fewer."),
        "180",
        1,
        3660,
        T("days"),
    ),
    WorkstationRule.KEYRING: About(
        Kind.SWITCH,
        T("Opening without a passphrase"),
        T("false: the system keyring of this workstation opens no file."),
        "false",
    ),
    WorkstationRule.PASSPHRASE_LENGTH: About(
        Kind.NUMBER,
        T("Length of a passphrase (at least)"),
        T("Characters of a passphrase that is chosen from now on."),
        "16",
        LEAST_PASSPHRASE,
        MOST_PASSPHRASE,
        T("characters"),
    ),
    WorkstationRule.LANGUAGE: About(
        Kind.LANGUAGE,
        T("Language at first"),
        T("ja or en: the language of the window until a member chooses another."),
        '"ja"',
    ),
    WorkstationRule.ALLOWED: About(
        Kind.CODES,
        T("Procedures allowed"),
        T("An office is set up by one of these procedures only, by their codes. Offices that there are open as ever."),
        '["aucnet"]',
    ),
}


@dataclass(frozen=True)
class WorkstationRules:
    """The rules in force. `source` is the file they stand in; empty where no administrator set any.

    Every value was checked (`caseman.workstation_rules`): a number is within its bounds, a folder is absolute.
    """

    values: Mapping[WorkstationRule, Any] = field(default_factory=dict)
    source: str = ""

    def has(self, rule: WorkstationRule) -> bool:
        return rule in self.values

    def number(self, rule: WorkstationRule) -> int | None:
        """A number, or None where none is set."""
        found = self.values.get(rule)
        return None if found is None else int(found)

    def folder(self, rule: WorkstationRule) -> str:
        """A folder, or "" where none is set."""
        return str(self.values.get(rule, ""))

    # --- what becomes of a choice

    def idle_seconds(self, chosen: int) -> int:
        """Seconds until the lock: what was chosen, at most the rule's."""
        return _fewer(chosen, self.number(WorkstationRule.IDLE_SECONDS))

    def backup_folder(self, chosen: str) -> str:
        """Where planned backups go: the rule's folder, else what was chosen."""
        return self.folder(WorkstationRule.BACKUP_FOLDER) or chosen

    def backup_hours(self, chosen: int) -> int:
        """Hours from backup to backup; 0 means never, which no rule is as weak as."""
        bound = self.number(WorkstationRule.BACKUP_HOURS)
        return chosen if bound is None else _fewer(chosen or bound, bound)

    def backup_keep(self, chosen: int) -> int:
        """How many backups are kept."""
        return max(chosen, self.number(WorkstationRule.BACKUP_KEEP) or 0)

    def backup_at_close(self, *, chosen: bool) -> bool:
        """Whether a backup is made at close."""
        return chosen or self.values.get(WorkstationRule.BACKUP_AT_CLOSE) is True

    @property
    def asks_for_backups(self) -> bool:
        """Whether backups are made because a rule says so: then a folder that is missing is told."""
        return self.has(WorkstationRule.BACKUP_HOURS) or self.backup_at_close(chosen=False)

    def drill_days(self, chosen: int) -> int:
        """Days from one recovery drill to the next; 0 means never, which no rule is as weak as."""
        bound = self.number(WorkstationRule.DRILL_DAYS)
        return chosen if bound is None else _fewer(chosen or bound, bound)

    @property
    def keyring(self) -> bool:
        """Whether a workstation may open a file without a passphrase."""
        return self.values.get(WorkstationRule.KEYRING) is not False

    @property
    def passphrase_length(self) -> int:
        """Characters that a passphrase must have."""
        return max(LEAST_PASSPHRASE, self.number(WorkstationRule.PASSPHRASE_LENGTH) or 0)

    @property
    def language(self) -> Language | None:
        """The language until a member chooses another."""
        found = self.values.get(WorkstationRule.LANGUAGE)
        return None if found is None else Language(found)

    def fonts_folder(self, chosen: str) -> str:
        """Where fonts for rare names are taken from."""
        return self.folder(WorkstationRule.FONTS) or chosen

    def allows_procedure(self, code: str) -> bool:
        """Whether an office may be set up by a procedure."""
        allowed = self.values.get(WorkstationRule.ALLOWED)
        return allowed is None or code in allowed

    def allows_place(self, path: PurePath) -> bool:
        """Whether a new office file may stand here; `path` is resolved, so that no “..” leads out of the folder."""
        folder = self.folder(WorkstationRule.OFFICES)
        return not folder or path.is_relative_to(folder)

    def say(self, rule: WorkstationRule) -> Text:
        """A rule's value in words."""
        value, kind = self.values[rule], rule.about.kind
        if kind is Kind.SWITCH:
            if rule is WorkstationRule.KEYRING:
                return T("allowed") if value else T("not allowed")
            return T("on") if value else T("off")
        if kind is Kind.LANGUAGE:
            return Language(value).label
        if kind is Kind.CODES:
            return T("{codes}", codes=list(value))
        if kind is Kind.NUMBER:
            unit = rule.about.unit
            number = T("{number}", number=int(value))
            return number if unit is None else T("{amount} {unit}", amount=int(value), unit=unit)
        return T("{folder}", folder=str(value))

    def told(self, *rules: WorkstationRule) -> Text | None:
        """Those of some rules that are set, with their values and the file; None where none is."""
        values = [T("{rule}: {value}", rule=rule.about.label, value=self.say(rule)) for rule in rules if self.has(rule)]
        if not values:
            return None
        return T("Set by the administrator of this workstation: {rules} ({file})", rules=values, file=self.source)


def _fewer(chosen: int, bound: int | None) -> int:
    return chosen if bound is None else min(chosen, bound)
