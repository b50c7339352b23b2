"""The trail in words: what each entry says to a layman."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from caseman.domain.authority import PartyRole
from caseman.domain.decisions import Outcome, outcome_of
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import Money
from caseman.domain.identity_policy import CheckResult
from caseman.domain.letters import LetterKind
from caseman.domain.requests import RequestType
from caseman.domain.trail import group_of
from caseman.services.attachment_trail import ATTACHMENT_TRAIL
from caseman.services.case_facts import EventKind
from caseman.services.disposal_trail import DISPOSAL_TRAIL
from caseman.services.drill_trail import DRILL_TRAIL
from caseman.services.export_trail import EXPORT_TRAIL
from caseman.services.key_trail import KEY_TRAIL
from caseman.services.letter_trail import LETTER_TRAIL
from caseman.services.money_trail import MONEY_TRAIL
from caseman.services.note_trail import NOTE_TRAIL
from caseman.services.person_fields import PERSON_FIELDS
from caseman.services.post_trail import POST_TRAIL
from caseman.services.reading_trail import READING_TRAIL
from caseman.services.register_trail import REGISTER_TRAIL
from caseman.services.removed import Removed
from caseman.services.search_tasks import FOUND
from caseman.services.settings_trail import SETTINGS_TRAIL
from caseman.services.statistics_trail import STATISTICS_TRAIL
from caseman.storage.case_keys import Opened
from caseman.text import Language, T, Text

_Details = dict[str, Any]


DISPOSED_OF: Final = T("(disposed of)")


def entry_label(action: str, opened: Opened) -> Text:
    """What happened, in one sentence; “(disposed of)” stands for what was made unreadable.

    The values come from `caseman.storage.case_keys.Opener`. An action of a newer program is shown by its code.
    """
    say = _SENTENCES.get(action)
    if say is None:
        return T("{action}", action=action)
    if not opened.gone:
        return say(opened.values)
    try:
        told = say(_Gone(opened.values))
        told.say(Language.EN)  # an amount that is none any more cannot be said
    except (KeyError, TypeError, ValueError):  # an entry of an earlier version, of which not even the days are left
        return T("{group}: {gone}", group=group_of(action).label, gone=DISPOSED_OF)
    return told


class _Gone(dict[str, Any]):
    """Values some of which were made unreadable."""

    def __missing__(self, name: str) -> Text:
        return DISPOSED_OF


def _day(details: _Details, key: str) -> date:
    return date.fromisoformat(details[key])


def _event(kind: EventKind, details: _Details) -> Text:
    return T("{event} on {day}.", event=kind.label, day=_day(details, "happened_on"))


_SENTENCES: dict[str, Callable[[_Details], Text]] = {
    "file_created": lambda d: T("The office file was made from the procedure “{name}”.", name=d["procedure"]),
    "envelope_logged": lambda d: T(
        "An envelope was logged; it arrived on {day}. Scans: {scans}.",
        day=_day(d, "arrived_on"),
        scans=d["scans"],
    ),
    "scans_added": lambda d: T("Scans attached: {scans}.", scans=d["scans"]),
    **POST_TRAIL,
    **MONEY_TRAIL,
    **NOTE_TRAIL,
    **LETTER_TRAIL,
    **ATTACHMENT_TRAIL,
    "case_opened": lambda d: T(
        "The case was opened: {types}. Answer by {due}.",
        types=[RequestType(t).label for t in d["requests"]],
        due=_day(d, "due_on"),
    ),
    "identity_checked": lambda d: T(
        "{role}: {document}: {result}.",
        role=PartyRole(d["role"]).label,
        document=DocumentKind(d["document"]).label,
        result=CheckResult(d["result"]).label,
    ),
    "correction_asked": lambda d: T("A correction was asked for on {day}.", day=_day(d, "asked_on")),
    "correction_cured": lambda d: T("The correction came on {day}.", day=_day(d, "cured_on")),
    "correction_removed": lambda d: T(
        "The correction asked for on {day} was taken out: {reason} Answer by {due}.",
        day=_day(d, "asked_on"),
        reason=d["reason"],
        due=_day(d, "due_on"),
    ),
    "cure_removed": lambda d: T(
        "The correction of {day} was taken back: {reason}", day=_day(d, "cured_on"), reason=d["reason"]
    ),
    "payment_recorded": lambda d: T(
        "A payment of {amount} of {day} was recorded.",
        amount=Money(d["amount"], d["currency"]),
        day=_day(d, "paid_on"),
    ),
    "payment_matched": lambda d: T("A payment was found on the statement of {day}.", day=_day(d, "matched_on")),
    "payment_removed": lambda d: T(
        "A payment of {amount} of {day} was taken out: {reason}",
        amount=Money(d["amount"], d["currency"]),
        day=_day(d, "paid_on"),
        reason=d["reason"],
    ),
    "fee_estimated": lambda d: T(
        "The fee of request {position} was estimated at {amount}.",
        position=d["position"],
        amount=Money(d["amount"], d["currency"]),
    ),
    "acceptance_removed": lambda d: T(
        "The acceptance of {day} was taken back: {reason} Answer by {due}.",
        day=_day(d, "accepted_on"),
        reason=d["reason"],
        due=_day(d, "due_on"),
    ),
    "period_extended": lambda d: T(
        "The period was extended; it was told on {day}. Answer by {due}.",
        day=_day(d, "noticed_on"),
        due=_day(d, "due_on"),
    ),
    "extension_removed": lambda d: T(
        "The extension told on {day} was taken out: {reason} Answer by {due}.",
        day=_day(d, "noticed_on"),
        reason=d["reason"],
        due=_day(d, "due_on"),
    ),
    "date_moved": lambda d: T(
        "The date moved from {before} to {after}, because of {day}.",
        before=_day(d, "before"),
        after=_day(d, "after"),
        day=_day(d, "because"),
    ),
    "holder_asked": lambda d: T("{holder} was asked to search by {due}.", holder=d["holder"], due=_day(d, "due_on")),
    "holder_answered": lambda d: T(
        "{holder} answered: {found}.", holder=d["holder"], found=FOUND.get(d["found"], T("nothing found"))
    ),
    "inquiry_printed": lambda d: T("The inquiry sheet to {holder} was printed.", holder=d["holder"]),
    **{f"case_{kind.value}": partial(_event, kind) for kind in EventKind},
    "case_linked": lambda d: T("Linked with case {number}.", number=d["other"]),
    "case_unlinked": lambda d: T(
        "The link with case {number} was taken out: {reason}", number=d["other"], reason=d["reason"]
    ),
    "complaint_reported": lambda d: T(
        "The complaint was reported to {to} on {day}.", to=d["to"], day=_day(d, "reported_on")
    ),
    "person_amended": lambda d: T(
        "{role} amended: {fields}. {reason}",
        role=PartyRole(d["role"]).label,
        fields=[
            label for name, label in PERSON_FIELDS.items() if name in (d["fields"] if "fields" in d else d["changed"])
        ],
        reason=d["reason"],
    ),
    "entry_removed": lambda d: T(
        "{what} of {day} was taken out: {reason}",
        what=Removed(d["what"]).label,
        day=_day(d, "day"),
        reason=d["reason"],
    ),
    "staff_added": lambda d: T("{name} was added to the staff.", name=d["name"]),
    "closure_added": lambda d: T(
        "{day} was added as a day of its own. Cases whose date moved: {count}.", day=_day(d, "day"), count=d["cases"]
    ),
    "closure_removed": lambda d: T(
        "{day} was taken out again. Cases whose date moved: {count}.", day=_day(d, "day"), count=d["cases"]
    ),
    "procedure_adopted": lambda d: T(
        "Version {version} of the procedure is in force from {day}.",
        version=d["version"],
        day=_day(d, "in_force_from"),
    ),
    "letter_text_adopted": lambda d: T(
        "The office's own text of “{kind}” ({language}) is in force, version {version}.",
        kind=LetterKind(d["kind"]).label,
        language=Language(d["language"]).label,
        version=d["version"],
    ),
    "letter_text_shipped": lambda d: T(
        "The text of “{kind}” ({language}) that ships is in force again.",
        kind=LetterKind(d["kind"]).label,
        language=Language(d["language"]).label,
    ),
    "case_accepted": lambda d: T(
        "The request was accepted on {day}. Answer by {due}.",
        day=_day(d, "accepted_on"),
        due=_day(d, "due_on"),
    ),
    "request_decided": lambda d: T(
        "Request {position} ({type}) was decided: {outcome}.",
        position=d["position"],
        type=RequestType(d["type"]).label,
        outcome=outcome_of(RequestType(d["type"]), Outcome(d["outcome"])),
    ),
    "case_closed": lambda d: T("The case was closed on {day}.", day=_day(d, "closed_on")),
    "case_disposed": lambda d: T("The case was disposed of on {day}.", day=_day(d, "day")),
    "months_disposed": lambda d: T(
        "What entries of no case told before {month} was made unreadable.", month=d["before"]
    ),
    "sample_cases_added": lambda d: T("Invented sample cases were added: {count}.", count=d["cases"]),
    "fonts_chosen": lambda d: (
        T("The office's own fonts are taken from a folder.") if d["added"] else T("Only the machine's fonts are taken.")
    ),
    **SETTINGS_TRAIL,
    **STATISTICS_TRAIL,
    **REGISTER_TRAIL,
    **EXPORT_TRAIL,
    **DISPOSAL_TRAIL,
    **DRILL_TRAIL,
    **KEY_TRAIL,
    **READING_TRAIL,
}
