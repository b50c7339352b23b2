"""Where a letter stands on its way: made, reviewed, approved, printed, dispatched, delivered or come back."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import T, Text


class ReviewKind(StrEnum):
    """What a review did to a letter; the latest one counts."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT_BACK = "sent_back"


class LetterStanding(StrEnum):
    """The standing of one letter; it follows from what was recorded and is never stored."""

    MADE = "made"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    PRINTED = "printed"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    RETURNED = "returned"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    LetterStanding.MADE: T("made"),
    LetterStanding.DRAFT: T("draft"),
    LetterStanding.IN_REVIEW: T("in review"),
    LetterStanding.SENT_BACK: T("sent back"),
    LetterStanding.APPROVED: T("approved"),
    LetterStanding.PRINTED: T("printed"),
    LetterStanding.DISPATCHED: T("dispatched"),
    LetterStanding.DELIVERED: T("delivered"),
    LetterStanding.RETURNED: T("returned undelivered"),
    LetterStanding.SUPERSEDED: T("superseded"),
}
_REVIEWS = {
    ReviewKind.SUBMITTED: LetterStanding.IN_REVIEW,
    ReviewKind.SENT_BACK: LetterStanding.SENT_BACK,
    ReviewKind.APPROVED: LetterStanding.APPROVED,
}


def standing_of(
    *,
    superseded: bool,
    review: ReviewKind | None,
    reviewed: bool,
    printed: bool,
    dispatched: bool,
    returned: bool,
    delivered: bool,
) -> LetterStanding:
    """The standing from the facts. `reviewed`: the procedure wants a review; `printed`: since it was made.

    What happened last on its way comes first. A review that is open or failed comes before a print, which it calls
    back; a letter under way stays under way though a newer one supersedes it.
    """
    if delivered:
        return LetterStanding.DELIVERED
    if dispatched and not returned:
        return LetterStanding.DISPATCHED
    if superseded:
        return LetterStanding.SUPERSEDED
    if returned:
        return LetterStanding.RETURNED
    if review in (ReviewKind.SUBMITTED, ReviewKind.SENT_BACK):
        return _REVIEWS[review]
    if printed:
        return LetterStanding.PRINTED
    if review is ReviewKind.APPROVED:
        return LetterStanding.APPROVED
    return LetterStanding.DRAFT if reviewed else LetterStanding.MADE
