"""What a list of letters is asked for: those that wait for something, or all; and the conditions that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.domain.post import MailClass
from caseman.domain.transitions import may_leave
from caseman.services import waiting
from caseman.services.desk import Desk
from caseman.text import T, Text

PAGE: Final = 200


class LetterShow(StrEnum):
    """Which letters a list holds."""

    ALL = "all"
    IN_REVIEW = "in_review"
    TO_SUBMIT = "to_submit"
    TO_PRINT = "to_print"
    TO_DISPATCH = "to_dispatch"
    RETURNED = "returned"
    UNPROVEN = "unproven"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS: Final = {
    LetterShow.ALL: T("All letters"),
    LetterShow.IN_REVIEW: T("Awaiting approval"),
    LetterShow.TO_SUBMIT: T("To submit, or to make anew"),
    LetterShow.TO_PRINT: T("To print"),
    LetterShow.TO_DISPATCH: T("To dispatch"),
    LetterShow.RETURNED: T("Came back undelivered"),
    LetterShow.UNPROVEN: T("Delivery not proven in time"),
}


@dataclass(frozen=True)
class LetterQuery:
    """What the list of letters is asked for, and where the last page ended (the row of its last letter)."""

    show: LetterShow = LetterShow.ALL
    after: int | None = None
    limit: int = PAGE


def _leaving() -> str:
    """The letters that may still leave, by the state of their case: `domain/transitions.py` in SQL."""
    by_kinds: dict[tuple[LetterKind, ...], list[State]] = {}
    for state in State:
        kinds = tuple(kind for kind in LetterKind if may_leave(kind, state))
        if kinds:
            by_kinds.setdefault(kinds, []).append(state)
    return " OR ".join(
        f"(c.state IN ({_listed(states)}) AND l.kind IN ({_listed(kinds)}))" for kinds, states in by_kinds.items()
    )


def _listed(values: Any) -> str:
    return ", ".join(f"'{each.value}'" for each in values)


# In force, its bytes are there, and it may leave.
_HERE: Final = f"c.closed_on IS NULL AND l.superseded = 0 AND l.disposed_on IS NULL AND ({_leaving()})"
_UNSENT: Final = f"{_HERE} AND d.id IS NULL"
_REQUIRED: Final = "(:approved <> '[]' AND c.procedure_id IN (SELECT value FROM json_each(:approved)))"
# As `letter_course.standing_of` has it: a review that is open or failed comes before a print.
_CLEARED: Final = f"{_UNSENT} AND (r.kind = 'approved' OR (r.id IS NULL AND NOT {_REQUIRED}))"
_TRACKED: Final = _listed(kind for kind in MailClass if kind.tracked)
CONDITIONS: Final = {
    LetterShow.IN_REVIEW: f"{_UNSENT} AND r.kind = 'submitted'",
    LetterShow.TO_SUBMIT: f"{_UNSENT} AND (r.kind = 'sent_back' OR (r.id IS NULL AND {_REQUIRED}))",
    LetterShow.TO_PRINT: f"{_CLEARED} AND l.printed_at IS NULL",
    LetterShow.TO_DISPATCH: f"{_CLEARED} AND l.printed_at IS NOT NULL",
    LetterShow.RETURNED: f"{_HERE} AND d.returned_on IS NOT NULL",
    # A deficiency notice whose answer came has arrived.
    LetterShow.UNPROVEN: f"""c.closed_on IS NULL AND d.dispatched_on <= :proven_by AND d.delivered_on IS NULL
      AND d.returned_on IS NULL AND d.mail_class IN ({_TRACKED})
      AND NOT EXISTS (SELECT 1 FROM correction k WHERE k.letter_id = l.id AND k.cured_on IS NOT NULL)""",  # noqa: S608  our own parts
}


def values_of(desk: Desk) -> dict[str, Any]:
    """The values that the conditions name. How long a proof is waited for is the office's way now, for every letter."""
    return {
        "approved": waiting.procedures_where(desk, waiting.approved_letters),
        "proven_by": (desk.today() - timedelta(days=desk.procedure.replies.proof_days)).isoformat(),
    }
