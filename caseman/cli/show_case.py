"""A case on the terminal."""

from __future__ import annotations

from datetime import tzinfo

from caseman.cli.console import out, table
from caseman.domain.citations import Article
from caseman.domain.decisions import outcome_of
from caseman.services.search_tasks import FOUND
from caseman.services.views import CaseView
from caseman.text import T


def print_case(view: CaseView, zone: tzinfo) -> None:
    """Print where the case stands, its people, requests and papers, the date in words, and the history in `zone`."""
    _print_standing(view)
    print()
    _print_people_and_requests(view)
    _print_course(view)
    _print_papers_and_letters(view)
    _print_notes(view, zone)
    for fact in view.register:
        out(T("In the register: {label}: {value}", label=fact.label, value=fact.value))
    for missing in (*view.missing_essential, *view.missing_other):
        out(T("Missing: {what}", what=missing))
    print()
    table(
        [T("Entry"), T("When"), T("Who"), T("What")],
        [[h.entry, h.at.astimezone(zone), h.staff, h.label] for h in reversed(view.history)],
    )


def _print_standing(view: CaseView) -> None:
    out(T("{number}  {state}", number=view.number, state=view.state.label))
    if view.disposed_on is not None:
        out(
            T("The records of this case were disposed of on {day}. Its line in the ledger stays.", day=view.disposed_on)
        )
    if view.next_step is not None:
        out(T("Next: {step}", step=view.next_step.call_to_action))
    out(T("Answer by {due}", due=view.due_on))
    for step in view.derivation.steps:
        out(T("  - {step}", step=step))


def _print_people_and_requests(view: CaseView) -> None:
    table(
        [T("Role"), T("Name"), T("Kana"), T("Address")],
        [[p.role.label, p.name, p.kana, f"{p.postal_code} {p.address}".strip()] for p in view.people],
    )
    print()
    table(
        [T("No."), T("Request"), T("Article"), T("Fee"), T("Result"), T("Decided on")],
        [
            [
                r.position,
                r.type.label,
                Article(r.article),
                r.fee,
                outcome_of(r.type, r.outcome) if r.outcome else None,
                r.decided_on,
            ]
            for r in view.requests
        ],
    )
    print()
    out(
        T(
            "Fee: {state} (due {due}, paid {paid})",
            state=view.fee_state.label,
            due=view.fee_due,
            paid=view.fee_paid,
        )
    )


def _print_papers_and_letters(view: CaseView) -> None:
    for paper in view.papers:
        out(T("Paper {kind}: {place}", kind=paper.kind.label, place=paper.whereabouts))
    for correction in view.corrections:
        out(T("Correction asked for on {day}: {defect}", day=correction.asked_on, defect=correction.defect))
    for defect in view.defects:
        out(T("Deficient: {defect}", defect=defect))
    for letter in view.letters:
        out(T("Letter {number}: {kind}", number=letter.document_number, kind=letter.kind.label))


def _print_notes(view: CaseView, zone: tzinfo) -> None:
    for note in view.notes:
        out(
            T(
                "Note {note}, {who}, {when}: {text}",
                note=note.note,
                who=note.written_by,
                when=note.written_at.astimezone(zone),
                text=note.text,
            )
        )
        if note.struck_at is not None:
            out(
                T(
                    "  struck out by {who}, {when}. {why}",
                    who=note.struck_by,
                    when=note.struck_at.astimezone(zone),
                    why=note.struck_why,
                )
            )


def _print_course(view: CaseView) -> None:
    """What happened beside the steps; nothing is printed where nothing did."""
    course = view.course
    for item in course.still_needed:
        out(T("Still needed: {what}", what=item))
    for extension in course.extensions:
        out(
            T(
                "Extended by {amount} {unit}, told on {day}: {reason}",
                amount=extension.amount,
                unit=extension.unit,
                day=extension.noticed_on,
                reason=extension.reason,
            )
        )
    for search in course.searches:
        asked = T("asked on {day}, due on {due}", day=search.asked_on, due=search.due_on)
        found = FOUND[search.found] if search.found else asked
        out(T("Data holder {holder}: {found}", holder=search.holder, found=found))
    for event in course.events:
        out(T("{event} on {day}: {reason}", event=event.kind.label, day=event.happened_on, reason=event.reason))
    for past in course.past_decisions:
        out(
            T(
                "Request {position} was decided at first on {day}: {outcome} {reason}",
                position=past.position,
                day=past.decided_on,
                outcome=past.outcome.label,
                reason=past.reason,
            )
        )
    for link in course.links:
        out(T("Linked with {number}: {why}", number=link.number, why=link.why))
    if course.held:
        out(T("Held for litigation: nothing of this case may be destroyed."))
