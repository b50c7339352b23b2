"""What the trail speaks of: every action by its name, the group it belongs to, and what of it is no personal value.

An entry tells its values in two parts. What this table names stays in clear: dates, counts, amounts, codes, numbers of
cases and documents, hashes, and the names of staff, who answer for what they do. Everything else (names, reasons, free
text, what stood before and after) is sealed, so that it can be made unreadable when its case is disposed of while the
chain of entries holds. An action that is not in the table has all its values sealed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from caseman.text import T, Text


class ActionGroup(StrEnum):
    """What an action has to do with; the trail is filtered by it."""

    POST = "post"
    CASE = "case"
    IDENTITY = "identity"
    FEE = "fee"
    DECISION = "decision"
    LETTERS = "letters"
    READING = "reading"
    KEYS = "keys"
    OFFICE = "office"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS: Final = {
    ActionGroup.POST: T("Post and papers"),
    ActionGroup.CASE: T("Course of the case"),
    ActionGroup.IDENTITY: T("Identity and corrections"),
    ActionGroup.FEE: T("Fees"),
    ActionGroup.DECISION: T("Search and decision"),
    ActionGroup.LETTERS: T("Letters"),
    ActionGroup.READING: T("Reading and giving out"),
    ActionGroup.KEYS: T("Staff and keys"),
    ActionGroup.OFFICE: T("File and office"),
}


@dataclass(frozen=True)
class Action:
    """An action of the trail: its group, and the names of its values that are no personal ones."""

    group: ActionGroup
    public: frozenset[str]


def _of(group: ActionGroup, **public: str) -> dict[str, Action]:
    return {name: Action(group, _ALWAYS | set(keys.split())) for name, keys in public.items()}


# How the date was found: days, periods, names of holidays; and the number of the entry that is taken back.
_ALWAYS: Final = frozenset({"derivation", "undoes"})

ACTIONS: Final[Mapping[str, Action]] = {
    **_of(
        ActionGroup.POST,
        envelope_logged="envelope arrived_on mail_class enclosures scans money",
        envelope_filed="envelope disposition",
        envelope_added="envelope arrived_on brings",
        envelope_taken_back="envelope disposition",
        scans_added="envelope scans blank_left_out",
        scan_in_tray="pages source",
        scan_taken_out="scan pages",
        scan_quarantined="scan shows",
        scan_opened_to_mask="scan",
        scan_masked="scan kinds boxes",
        place_added="kind",
        place_used_again="kind",
        place_renamed="",
        place_retired="",
        papers_moved="end kinds",
        scanner_planned="after watched",
    ),
    **_of(
        ActionGroup.CASE,
        case_opened="number requests agent due_on",
        case_imported="row register",
        case_accepted="accepted_on due_on",
        acceptance_removed="accepted_on due_on",
        period_extended="noticed_on amount due_on",
        extension_removed="noticed_on due_on",
        date_moved="before after because",
        case_withdrawn="happened_on",
        case_deemed_withdrawn="happened_on",
        case_objection="happened_on",
        case_objection_settled="happened_on",
        case_reopened="happened_on",
        case_held="happened_on",
        case_released="happened_on",
        case_linked="other",
        case_unlinked="other",
        complaint_reported="reported_on",
        person_amended="role fields",
        entry_removed="what day",
        note_written="position",
        note_struck="position",
        case_closed="closed_on papers",
        case_disposed="run kinds day number",
        records_disposed="run kind records",
        identity_copies_marked="scans on",
    ),
    **_of(
        ActionGroup.IDENTITY,
        identity_checked="role document result",
        correction_asked="asked_on",
        correction_cured="cured_on papers",
        correction_removed="asked_on due_on",
        cure_removed="cured_on",
    ),
    **_of(
        ActionGroup.FEE,
        statement_taken="file_format deposits total",
        deposit_allotted="line amount currency",
        deposit_set_aside="line amount",
        deposit_cancelled="line amount",
        deposit_taken_back="line amount",
        payment_recorded="amount currency paid_on",
        payment_matched="payment matched_on",
        payment_removed="amount currency paid_on",
        payment_refunded="amount currency means refunded_on",
        fee_estimated="position amount currency",
        fee_asked="day limit_on amount currency",
        fee_reminded="day limit_on amount currency",
        fee_waived="day limit_on amount currency",
        fee_restored="day limit_on amount currency",
    ),
    **_of(
        ActionGroup.DECISION,
        holder_asked="due_on",
        holder_answered="found",
        inquiry_printed="",
        request_decided="position type outcome ground items anew superseded",
    ),
    **_of(
        ActionGroup.LETTERS,
        letter_made="document kind sha256 version supersedes",
        letter_submitted="document sha256",
        letter_approved="document sha256",
        letter_sent_back="document",
        letter_taken_back="document",
        letter_printed="document run",
        letter_saved="document",
        letter_dispatched="document dispatched_on mail_class",
        letter_delivered="document delivered_on anew",
        letter_returned="document returned_on",
        enclosure_added="document kind sheets",
        enclosure_removed="document kind sheets",
        send_check_agreed="document",
        send_check_differed="document",
        run_made="run letters",
        run_printing="run sheet",
        run_paused="run sheet",
        run_spoilt="run sheet",
        run_printed="run",
        run_letter_out="run document",
        run_tracked="run count",
        run_sent="run day letters",
        run_cancelled="run",
        run_mail_class="run document mail_class",
        attachment_added="placing pages request sha256",
        attachment_changed="placing",
        attachment_moved="position",
        attachment_removed="",
        attachment_opened="",
        attachment_redacted="boxes pages grounds",
        attachment_printed="document",
    ),
    **_of(
        ActionGroup.READING,
        case_read="",
        envelope_read="envelope",
        scan_read="scan",
        letter_read="document",
        letter_previewed="kind",
        run_read="run",
        trail_read="",
        book_read="",
        paper_made="paper month head",
        ledger_exported="rows language",
        book_exported="rows month",
        cases_exported="rows language",
        set_exported="first last encoding language minimised columns replaced rows head sha256",
        statistics_exported="first last form hide_below",
        attachment_read="attachment",
    ),
    **_of(
        ActionGroup.KEYS,
        staff_added="name",
        member_added="name roles",
        roles_changed="name roles",
        one_time_given="name",
        passphrase_changed="name",  # noqa: S106  names of values
        member_suspended="name",
        member_put_back="name",
        member_removed="name",
        key_replaced="generation at_opening",
        sheet_replaced="",
        sheet_kept="",
        unlock_failed="name first last count",
        workstation_enabled="name label",
        workstation_forgotten="label",
        recovered="name",
    ),
    **_of(
        ActionGroup.OFFICE,
        file_created="procedure version",
        file_opened="way",
        file_closed="",
        file_restored="name backup last",
        file_updated="program version backup",
        file_verified="entries anchor",
        clock_set_back="last now",
        backup_made="name head cases letters scans",
        backup_planned="keep every_hours at_close",
        recovery_drilled="backup passed step head entries cases letters scans schema",
        drills_planned="every_days",
        closure_added="day cases",
        closure_removed="day cases",
        procedure_adopted="version in_force_from",
        letter_text_adopted="kind language version",
        letter_text_shipped="kind language version",
        fonts_chosen="added",
        setting_changed="setting before after",
        printing_chosen="duplex tray",
        months_disposed="before run",
        disposal_proposed="run items",
        disposal_withdrawn="run",
        disposal_done="run disposed left_out",
        disposal_certified="run sha256_ja sha256_en",
        certificate_printed="run language",
        sample_cases_added="cases",
        register_imported="sha256 rows cases left_out",
    ),
}

# Who looked at what: of use to an auditor, and too much among what became of a case.
READ_ACTIONS: Final = frozenset(
    {"case_read", "envelope_read", "scan_read", "letter_read", "letter_previewed", "attachment_read"}
)


def group_of(action: str) -> ActionGroup:
    """The group of an action; that of a newer program belongs to the file."""
    known = ACTIONS.get(action)
    return ActionGroup.OFFICE if known is None else known.group


def parted(action: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of an entry that stay in clear, and those that are sealed. What is empty tells nothing of anybody."""
    known = ACTIONS.get(action)
    public = _ALWAYS if known is None else known.public
    clear = {
        name: value
        for name, value in values.items()
        if (name in public and not _gives_reason(name, value)) or value in ("", None, [], {})
    }
    return clear, {name: value for name, value in values.items() if name not in clear}


def _gives_reason(name: str, value: Any) -> bool:
    """Whether a derivation repeats why a period was extended: those are words about a person."""
    steps = value.get("steps", ()) if name == "derivation" and isinstance(value, Mapping) else ()
    return any("reason" in step.get("values", {}) for step in steps)
