"""An office on a busy day: something waits in every list of the Today page."""

from __future__ import annotations

from datetime import date, timedelta

from caseman.domain.lifecycle import State, Step
from caseman.services import approval, case_file, letters
from tests.services.course_walk import LATER, case_in
from tests.services.letter_walk import at_desk_of, review, send_back
from tests.services.variants import COLLEAGUE, adopt, colleague
from tests.services.walking import TODAY, Walk

THE_DAY = LATER + timedelta(days=3)  # the answers to what arrived first are overdue by then
_LONG_AGO = date(2020, 3, 31)


def busy(walk: Walk) -> dict[str, str]:
    """Fill the office; the numbers of some cases, by what is special about them. The day is `THE_DAY` afterwards."""
    closed = _case_of_before(walk)
    for state in (each for each in State if each is not State.CLOSED):
        walk.clock.set_day(TODAY)
        case_in(walk, state)
    walk.clock.set_day(TODAY)
    steps = {step: walk.to(step) for step in (Step.IDENTITY, Step.DECISION, Step.LETTER, Step.CLOSE)}
    walk.clock.set_day(TODAY)
    printed = walk.to(Step.LETTER)
    letters.note_output(walk.desk, printed, f"{printed}-01", "printed")
    walk.envelope()
    walk.envelope()
    found = {"closed": closed, "printed": printed, "to print": steps[Step.LETTER], **_watched(walk)}
    walk.clock.set_day(THE_DAY)
    for days in range(13, 17):  # some of them are due this week
        arrived = THE_DAY - timedelta(days=days)
        walk.case(envelope=walk.envelope(arrived_on=arrived, postmarked_on=None))
    return found


def _case_of_before(walk: Walk) -> str:
    """One that was closed so long ago that its time is over."""
    number = walk.to(Step.CLOSE)
    with walk.desk.file.engine.begin() as connection:
        for statement in (
            "UPDATE cases SET retain_until = :day WHERE number = :number",
            "UPDATE request SET decided_on = :day",
            "UPDATE identity_check SET checked_on = :day",
            "UPDATE dispatch SET dispatched_on = :day, delivered_on = :day",
            "UPDATE book_entry SET paid_on = :day",
            "UPDATE cases SET arrived_on = :day, accepted_on = :day, closed_on = :day",
        ):
            connection.exec_driver_sql(statement, {"day": _LONG_AGO.isoformat(), "number": number})
    return number


def _watched(walk: Walk) -> dict[str, str]:
    """Cases under a procedure that wants two people for identity, and an approval for each letter."""
    colleague(walk.desk)
    adopt(
        walk.desk,
        ('dispatch = "off"', 'dispatch = "off"\nletter = "required"'),
        ('identity = "off"', 'identity = "required"'),
    )
    alone = walk.case()
    walk.identity(alone, result="not_confirmed", note="二人目の確認待ち（見本）")
    found = {"one reader": alone}
    for name in ("draft", "in review", "sent back", "approved"):
        found[name] = number = walk.case("correction")
        walk.identity(number, second_reader=COLLEAGUE)
        walk.accept(number)
        walk.decide(number)
        document = walk.letter(number, case_file.show_case(walk.desk, number).letters_wanted[0])
        if name != "draft":
            review(walk.desk, approval.submit_for_review, number, document)
        with at_desk_of(walk, COLLEAGUE) as manager:
            if name == "sent back":
                send_back(manager, number, document, "宛名の確認（見本）")
            elif name == "approved":
                review(manager, approval.approve_letter, number, document)
    return found
