"""A recovery drill: a backup is opened with the code of the recovery sheet, as if all else were lost, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from caseman.text import T, Text

YEARLY: Final = 365  # days; unless the office or its workstation says otherwise
LONGEST: Final = 3660


class DrillStep(StrEnum):
    """What a drill looks at, in order; the first that fails ends it, but for the comparisons."""

    KEY_FILE = "key_file"
    CODE = "code"
    PAGES = "pages"
    OPENING = "opening"
    TRAIL = "trail"
    ROWS = "rows"
    SCANS = "scans"
    LETTERS = "letters"
    OFFICE = "office"
    COUNTS = "counts"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS: Final[Mapping[DrillStep, Text]] = {
    DrillStep.KEY_FILE: T("Key file beside the backup"),
    DrillStep.CODE: T("Code of the recovery sheet"),
    DrillStep.PAGES: T("Pages of the backup"),
    DrillStep.OPENING: T("Opening it as an office file"),
    DrillStep.TRAIL: T("Chain of the trail"),
    DrillStep.ROWS: T("Seal over all rows"),
    DrillStep.SCANS: T("Scans against their hashes"),
    DrillStep.LETTERS: T("Letters against their hashes"),
    DrillStep.OFFICE: T("An earlier state of this office"),
    DrillStep.COUNTS: T("Counts as the office recorded them"),
}


@dataclass(frozen=True)
class DrillCheck:
    """What a drill found at one step. `held` None: it could not be compared, and `told` says why."""

    step: DrillStep
    held: bool | None
    told: Text


@dataclass(frozen=True)
class DrillResult:
    """A drill that was done: with which backup (its file's name), made when, and what each step found. UTC.

    `schema` is the version of the backup's tables, `program` that of the program that tried it; `head` is where the
    trail of the backup ends. What was not reached is 0 or empty.
    """

    at: datetime
    office: str
    backup: str
    made_at: datetime | None
    size: int
    program: str
    checks: tuple[DrillCheck, ...]
    schema: str = ""
    head: str = ""
    entries: int = 0
    cases: int = 0
    letters: int = 0
    scans: int = 0

    @property
    def passed(self) -> bool:
        """Whether the office could be brought back from it."""
        return bool(self.checks) and all(check.held is not False for check in self.checks)

    @property
    def failed(self) -> DrillCheck | None:
        """The first step that did not hold."""
        return next((check for check in self.checks if check.held is False), None)

    @property
    def label(self) -> Text:
        """The result in one sentence."""
        failed = self.failed
        if failed is None:
            return T("The recovery works: the backup {backup} opens with the recovery sheet.", backup=self.backup)
        return T(
            "The recovery does NOT work with the backup {backup}: {step}. {told}",
            backup=self.backup,
            step=failed.step.label,
            told=failed.told,
        )


def drill_due(last: datetime | None, every_days: int, now: datetime) -> bool:
    """Whether the next drill is due: `every_days` after the last one that passed, at once where there was none."""
    if not every_days:
        return False
    return last is None or now - last >= timedelta(days=every_days)


def counted(counts: Iterable[tuple[Text, int]]) -> Text:
    """Counts in words."""
    return T("{counts}", counts=[T("{what}: {count}", what=what, count=count) for what, count in counts])
