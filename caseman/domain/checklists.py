"""The checklist of a case: what its envelope must hold, and what must be seen on each paper.

It follows from procedure × request × requester × document; nobody ticks it by hand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from caseman.domain.authority import AgentKind, AuthorityPolicy, missing_paper, missing_papers
from caseman.domain.defects import Defect
from caseman.domain.documents import BackSide, CopyForm, Detail, DocumentKind
from caseman.domain.identity_policy import AcceptedDocument, IdentityPolicy, usable_documents
from caseman.domain.post import EnclosureKind
from caseman.text import T, Text


@dataclass(frozen=True)
class CheckItem:
    """One line: what is needed, whether it is there (None: a person must look), and what to say where it is not."""

    what: Text
    there: bool | None = None
    lack: Defect | None = None


def papers_checklist(
    enclosed: Collection[EnclosureKind],
    agent: AgentKind | None,
    identity: IdentityPolicy,
    authority: AuthorityPolicy,
    *,
    fee_with_request: bool,
    fee: Text | None = None,
    identity_needed: bool = True,
    form_needed: bool = True,
    arrived_on: date | None = None,
) -> tuple[CheckItem, ...]:
    """The papers an envelope must hold (APPI Art. 37(1): as the office fixed them).

    Where nobody's identity is needed, as for a complaint, neither is an agent's authority. What comes without paper (by
    telephone, say) has no form. What had ended by the day of arrival is not asked for. `fee` tells amount and means.
    """
    form = EnclosureKind.REQUEST_FORM
    items = [_paper(form, enclosed)] if form_needed or form in enclosed else []
    documents = [terms for terms in identity.accepted if terms.kind is not DocumentKind.OTHER]
    if documents and identity_needed:
        items.append(_document(EnclosureKind.ID_COPY, documents_wanted(identity), enclosed, identity, arrived_on))
    if agent is not None and identity_needed:
        own = EnclosureKind.AGENT_ID_COPY
        lacking = missing_papers(agent, enclosed, authority)
        chain = [paper for paper in authority.chain(agent) if paper is not own]
        items += [CheckItem(paper.label, paper not in lacking, missing_paper(paper)) for paper in chain]
        if documents:
            items.append(_document(own, own.label, enclosed, identity, arrived_on))
    if fee_with_request:
        proofs = {EnclosureKind.BANK_RECEIPT, EnclosureKind.MONEY_ORDER, EnclosureKind.STAMPS, EnclosureKind.CASH}
        lack = Defect(
            T("The fee, or the proof that it was paid, is missing."),
            T("Please pay the fee, and send the proof of it.")
            if fee is None
            else T("Please pay the fee ({fee}), and send the proof of it.", fee=fee),
        )
        items.append(CheckItem(T("The fee, or the proof that it was paid"), bool(proofs & set(enclosed)), lack))
    return tuple(items)


def _paper(kind: EnclosureKind, enclosed: Collection[EnclosureKind]) -> CheckItem:
    return CheckItem(kind.label, kind in enclosed, missing_paper(kind))


def _document(
    kind: EnclosureKind,
    what: Text,
    enclosed: Collection[EnclosureKind],
    identity: IdentityPolicy,
    arrived_on: date | None,
) -> CheckItem:
    """An identity document, of the principal or the agent."""
    cure = identity_cure(identity, arrived_on)
    if kind is EnclosureKind.AGENT_ID_COPY:
        cure = T("For the agent: {cure}", cure=cure)
    lack = Defect(T("“{paper}” is missing.", paper=kind.label), cure)
    return CheckItem(what, kind in enclosed, lack)


def identity_cure(identity: IdentityPolicy, arrived_on: date | None = None) -> Text:
    """What a person is asked to send to be known: how many documents, and which."""
    return T(
        "Please send: {wanted}. We accept: {documents}.",
        wanted=documents_wanted(identity),
        documents=usable_documents(identity, arrived_on),
    )


def documents_wanted(identity: IdentityPolicy) -> Text:
    """The identity documents an office asks for, in one line."""
    if not identity.others_needed:
        return T("Identity documents with a photograph: {photo}", photo=identity.photo_needed)
    if identity.photo_needed == identity.others_needed:
        return T("Identity documents: {count}", count=identity.photo_needed)
    return T(
        "Identity documents: {photo} with a photograph, or {others} of any accepted kind",
        photo=identity.photo_needed,
        others=identity.others_needed,
    )


def document_checklist(
    kind: DocumentKind, identity: IdentityPolicy, arrived_on: date, *, address_changed: bool = False
) -> tuple[Text, ...]:
    """What to look at on one document."""
    if identity.compares(kind):
        return (T("What the office holds of the person agrees with the request."),)
    facts = kind.facts
    terms = identity.terms(kind)
    seen = [
        detail.label for detail in (Detail.NAME, Detail.ADDRESS, Detail.BIRTH_DATE) if _asked(detail, kind, identity)
    ]
    items = [T("It shows, as the request form does: {details}.", details=seen)] if seen else []
    if facts.has_expiry:
        items.append(T("It was valid on {day}, when the envelope arrived.", day=arrived_on))
    items += _newness(terms)
    if terms is not None and terms.form is CopyForm.ORIGINAL:
        items.append(T("It is the original."))
    if facts.back is BackSide.NEVER:
        items.append(T("The back was not copied."))
    if facts.back is BackSide.CHANGES and address_changed and identity.back_if_address_changed:
        items.append(T("The back, where a change of address is written, was copied too."))
    if facts.masked:
        items.append(T("Masked on the copy: {details}.", details=[detail.label for detail in facts.masked]))
    return tuple(items)


def _asked(detail: Detail, kind: DocumentKind, identity: IdentityPolicy) -> bool:
    return detail in identity.demanded and detail in kind.facts.shows


def _newness(terms: AcceptedDocument | None) -> list[Text]:
    if terms is None:
        return []
    if terms.issued_within_days is not None:
        return [T("It was issued at most {days} days before it arrived.", days=terms.issued_within_days)]
    if terms.issued_within_months is not None:
        return [T("It was issued at most {months} months before it arrived.", months=terms.issued_within_months)]
    return []
