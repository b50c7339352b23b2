"""What the statistics count, in words: shown beside the figures, and in small print in the report."""

from __future__ import annotations

from typing import Final

from caseman.text import T, Text

DEFINITIONS: Final[tuple[tuple[Text, Text], ...]] = (
    (
        T("Requests and cases"),
        T(
            "Requests are counted; a case is what one person asked for in one envelope, and may hold several requests. "
            "Complaints are counted among them."
        ),
    ),
    (T("Requests received"), T("In the period in which the envelope arrived.")),
    (
        T("Requests answered"),
        T(
            "In the period in which the first letter that answers the request left the office; one that came back had "
            "left too. Where a case was closed without a letter in the file, the day of its decision counts. What was "
            "decided anew after an objection counts by its first answer."
        ),
    ),
    (
        T("Ended without an answer"),
        T("In the period in which the request was withdrawn, deemed withdrawn, or closed without a decision."),
    ),
    (
        T("Open at the end"),
        T(
            "Arrived by the last day of the period and neither answered nor ended by then. Open before, and received, "
            "are answered, ended and open at the end together."
        ),
    ),
    (
        T("Days to answer"),
        T(
            "Calendar days from the day the office's period is counted from (arrival or acceptance, as its procedure "
            "says; the arrival where a request was answered without having been accepted) to the day the answer left. "
            "The first day is not counted unless the office counts it. Days on which the office's clock stood still "
            "are left out; where a correction starts the period anew, only the days since then count. Beside it "
            "stand the days since the arrival, all of them."
        ),
    ),
    (
        T("Median and 90th percentile"),
        T(
            "By the nearest rank: the least number of days within which half, and nine in ten, of the answers left. "
            "They are always days that occurred; nothing is interpolated."
        ),
    ),
    (
        T("Late"),
        T("The answer left after the date by which to answer, as extensions and the calendar made it."),
    ),
    (
        T("Ground of a refusal"),
        T("The ground named first. Each request refused in whole or part is counted once."),
    ),
    (
        T("Corrections, extensions, objections"),
        T("In the period in which they were asked for, told or made; a case, in that of its first."),
    ),
    (
        T("Fees"),
        T(
            "Asked for: the fees of requests received in the period, those that were waived too. Waived: in the period "
            "of the waiver. Paid and given back: as booked in the period, less what was reversed in it."
        ),
    ),
    (
        T("Complaints reported"),
        T("In the month in which they were reported in the company, and to whom."),
    ),
    (
        T("The period before"),
        T("As many months, or days, directly before."),
    ),
)
