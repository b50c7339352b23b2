"""Identity: what a privacy office compares on a document before it answers (APPI Art. 37, Order Arts. 12 and 13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from caseman.domain.defects import Defect
from caseman.domain.documents import BackSide, CopyForm, Detail, DocumentKind, use_faults
from caseman.domain.identity_policy import (
    COMPARED,
    AcceptedDocument,
    Finding,
    FourEyes,
    IdentityPolicy,
    issued_in_time,
    usable_documents,
)
from caseman.text import T, Text

_REQUIRED = FourEyes.REQUIRED
_SHOWN_OR_RIGHT = T("Please send a document that shows it as on the form, or a form that is put right.")


def document_faults(
    finding: Finding,
    policy: IdentityPolicy,
    arrived_on: date,
    *,
    address_changed: bool = False,
    correcting: frozenset[Detail] = frozenset(),
) -> tuple[Text, ...]:
    """What `document_defects` finds, in words."""
    found = document_defects(finding, policy, arrived_on, address_changed=address_changed, correcting=correcting)
    return tuple(defect.what for defect in found)


def document_defects(
    finding: Finding,
    policy: IdentityPolicy,
    arrived_on: date,
    *,
    address_changed: bool = False,
    correcting: frozenset[Detail] = frozenset(),
) -> tuple[Defect, ...]:
    """Why this document does not confirm identity, each with its cure; empty when it does.

    Validity is judged at arrival. A detail that the document has no place for is not compared on it: whether the
    documents together show enough, `identity_sufficient` tells. `correcting` names what the person asks to correct in
    the register, which therefore may differ there (APPI Art. 34). What the office must do itself (mask a copy, look
    again) has no cure.
    Sources: the office's procedure (APPI Art. 37(1)); `documents` for what ended; Act No. 27 of 2013, Arts. 15 and
    20, for the back of the My Number card.
    """
    if policy.compares(finding.document):
        return (*_comparison(finding, correcting), *map(Defect, _second_reader(finding, policy.four_eyes, _REQUIRED)))
    terms = policy.terms(finding.document)
    usable = usable_documents(policy, arrived_on)
    another = T("Please send a valid one of these: {documents}.", documents=usable)
    return (
        *_acceptance(finding, terms, another),
        *(Defect(text, another) for text in use_faults(finding.document, finding.issued_on, arrived_on)),
        *_dates(finding, terms, arrived_on, another),
        *_disagreements(finding, policy.demanded & finding.shows),
        *_register(finding, correcting),
        *_copy(finding, needs_back=address_changed and policy.back_if_address_changed),
        *map(Defect, _second_reader(finding, policy.four_eyes, _REQUIRED)),
    )


def document_warnings(finding: Finding, policy: IdentityPolicy) -> tuple[Text, ...]:
    """What to mind about a document that may be confirmed all the same."""
    if policy.compares(finding.document):
        return tuple(_second_reader(finding, policy.four_eyes, FourEyes.WARN))
    found: list[Text] = []
    missing = [detail for detail in COMPARED if detail in policy.demanded - finding.shows]
    if missing:
        found.append(
            T(
                "“{document}” has no place for: {details}. Another document must show it.",
                document=finding.document.label,
                details=[detail.label for detail in missing],
            )
        )
    note = finding.document.facts.note
    if note is not None:
        found.append(note)
    terms = policy.terms(finding.document)
    if finding.form is CopyForm.ORIGINAL and terms is not None and terms.form is CopyForm.COPY:
        found.append(T("An original came although a copy is enough: return it."))
    return (*found, *_second_reader(finding, policy.four_eyes, FourEyes.WARN))


def identity_sufficient(
    confirmed: Sequence[DocumentKind], policy: IdentityPolicy, *, shown: frozenset[Detail] | None = None
) -> Text | None:
    """What is still needed to confirm a person; None when the confirmed documents are enough.

    Documents of one kind count once, and kinds the office does not accept not at all; a document with a photograph
    counts among the others too. `shown` is what the confirmed documents show together (`Finding.shows`); left out, it
    is taken from their kinds.
    """
    if any(map(policy.compares, confirmed)):
        return None
    if not policy.accepted:
        return T("What the office holds of the person was not compared yet.")
    kinds = {kind for kind in confirmed if policy.terms(kind) is not None}
    photo = policy.photo_needed - sum(kind.facts.photo for kind in kinds)
    others = policy.others_needed - len(kinds)
    if photo > 0 and (others > 0 or not policy.others_needed):
        if not policy.others_needed:
            return T("Documents with a photograph still needed: {photo}.", photo=photo)
        if others <= photo:
            return T("Documents still needed: {others} of any accepted kind.", others=others)
        return T(
            "Documents still needed: {photo} with a photograph, or {others} of any accepted kind.",
            photo=photo,
            others=others,
        )
    seen = _union(kind.facts.shows for kind in kinds) if shown is None else shown
    lacking = [detail.label for detail in COMPARED if detail in policy.demanded and detail not in seen]
    return T("No confirmed document shows: {details}. Ask for one that does.", details=lacking) if lacking else None


def _acceptance(finding: Finding, terms: AcceptedDocument | None, another: Text) -> Iterable[Defect]:
    if terms is None:
        told = T("{document} is not among the documents this office accepts.", document=finding.document.label)
        yield Defect(told, another)
    elif terms.form is CopyForm.ORIGINAL and finding.form is not CopyForm.ORIGINAL:
        told = T("This office asks for the original of “{document}”.", document=finding.document.label)
        yield Defect(told, T("Please send the original."))


def _dates(finding: Finding, terms: AcceptedDocument | None, arrived_on: date, another: Text) -> Iterable[Defect]:
    if finding.expires_on is not None and finding.expires_on < arrived_on:
        told = T("The document expired on {day}, before the envelope arrived.", day=finding.expires_on)
        yield Defect(told, another)
    if finding.expires_on is None and finding.document.facts.has_expiry:
        yield Defect(T("Enter until when the document is valid."))
    issued = finding.issued_on
    if issued is not None and issued > arrived_on:
        yield Defect(T("The date of issue, {day}, lies after the arrival.", day=issued))
    if issued is not None and finding.expires_on is not None and issued > finding.expires_on:
        yield Defect(T("The document would expire before it was issued: compare both dates again."))
    if terms is None or (terms.issued_within_days is None and terms.issued_within_months is None):
        return
    if issued is None:
        yield Defect(T("Enter when the document was issued: this office takes only a new one."))
    elif not issued_in_time(terms, issued, arrived_on):
        yield _too_old(terms, issued, arrived_on)


def _too_old(terms: AcceptedDocument, issued: date, arrived_on: date) -> Defect:
    days, months = terms.issued_within_days, terms.issued_within_months
    if days is not None and arrived_on > issued + timedelta(days=days):
        return Defect(
            T(
                "The document was issued on {day}; it must not be older than {days} days at arrival.",
                day=issued,
                days=days,
            ),
            T("Please send one issued at most {days} days before it reaches us.", days=days),
        )
    return Defect(
        T(
            "The document was issued on {day}; it must not be older than {months} months at arrival.",
            day=issued,
            months=months,
        ),
        T("Please send one issued at most {months} months before it reaches us.", months=months),
    )


def _disagreements(finding: Finding, details: Iterable[Detail]) -> Iterable[Defect]:
    asked = frozenset(details)
    if Detail.NAME in asked and not finding.name_agrees:
        yield Defect(T("The name does not agree with the request form."), _SHOWN_OR_RIGHT)
    if Detail.ADDRESS in asked and not finding.address_agrees:
        yield Defect(T("The address does not agree with the request form."), _SHOWN_OR_RIGHT)
    if Detail.BIRTH_DATE in asked and not finding.birth_date_agrees:
        yield Defect(T("The date of birth does not agree with the request form."), _SHOWN_OR_RIGHT)


def _register(finding: Finding, correcting: frozenset[Detail]) -> Iterable[Defect]:
    if finding.register_name_agrees is False and Detail.NAME not in correcting:
        yield Defect(
            T("The name does not agree with the register."),
            T("Please send a paper that shows the former and the present name, such as an extract of the register."),
        )
    if finding.register_address_agrees is False and Detail.ADDRESS not in correcting:
        yield Defect(
            T("The address does not agree with the register."),
            T("Please send a paper that shows the former and the present address, such as a certificate of residence."),
        )


def _comparison(finding: Finding, correcting: frozenset[Detail]) -> Iterable[Defect]:
    if finding.known_by_agrees is None:
        yield Defect(T("What the office holds of the person was not compared yet."))
    elif not finding.known_by_agrees:
        yield Defect(
            T("What the office holds of the person does not agree with the request."),
            T("Please write to us again what we know you by, such as your member ID, telephone number or address."),
        )
    yield from _register(finding, correcting)


def _copy(finding: Finding, *, needs_back: bool) -> Iterable[Defect]:
    if not finding.masked:
        yield Defect(T("A number that must not be kept is still readable on the copy: mask it first."))
    back = finding.document.facts.back
    if back is BackSide.NEVER and finding.back_side:
        yield Defect(
            T("The back of a My Number card must never be taken: destroy or return it, and keep the front alone.")
        )
    if needs_back and back is BackSide.CHANGES and not finding.back_side:
        yield Defect(
            T("The address changed: the back, where changes are written, is needed too."),
            T("Please send a copy of the back, too."),
        )
    if not finding.sharp:
        yield Defect(
            T("The copy is not sharp enough to be read."),
            T("Please send a copy on which everything can be read."),
        )


def _second_reader(finding: Finding, rule: FourEyes, told: FourEyes) -> Iterable[Text]:
    if rule is told and not finding.second_reader.strip():
        yield T("A second person must look at this document, too: name them.")


def _union(sets: Iterable[frozenset[Detail]]) -> frozenset[Detail]:
    return frozenset().union(*sets)
