"""What a procedure says, in sentences by topic, each with the place in its document that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from caseman.domain.authority import AgentKind
from caseman.domain.counting import span
from caseman.domain.documents import CopyForm, Detail
from caseman.domain.identity_policy import FourEyes
from caseman.domain.post import Channel
from caseman.domain.retention import RecordKind
from caseman.offices.fee_summary import said_of_fees
from caseman.offices.identity_schema import AcceptedDocument
from caseman.offices.label_sheets import USUAL, label_sheet_settings
from caseman.offices.saying import Said, in_brackets, labels
from caseman.offices.schema import OfferedRequest, Procedure
from caseman.offices.sourced import OFFICE_SETTING, BothLanguages
from caseman.offices.window_envelopes import envelope_settings
from caseman.text import Language, T, Text

_NOTHING = T("none")
_CLOCK = {
    "reset": T("A deficiency starts the period anew."),
    "pause": T("A deficiency pauses the period."),
    "none": T("A deficiency does not change the period."),
}
_UNMENDED = {
    "returned": T("then the papers go back"),
    "refused": T("then the request is refused"),
    "waits": T("then the request waits"),
}
_PAPERS = {
    "kept": T("The papers are kept as long."),
    "returned": T("The papers are returned."),
    "destroyed": T("The papers are destroyed."),
}
_ADDRESSES = {
    "as_written": T("They go to the address on the request form."),
    "on_document": T("They go to the address on the identity document alone."),
    "in_register": T("They go to the address in the register alone."),
}
_FOUR_EYES = {
    FourEyes.OFF: T("one person"),
    FourEyes.WARN: T("a warning without a second person"),
    FourEyes.REQUIRED: T("two people"),
}
_HOLDERS = {
    "group": T("group company"),
    "partner": T("business partner"),
    "contractor": T("contractor"),
    "department": T("department"),
    "service": T("service"),
}


def topics(procedure: Procedure) -> Iterator[tuple[Text, list[Said]]]:
    """The headings, and under each what the procedure says; topics of which it says nothing are left out."""
    for heading, told in _TOPICS:
        statements = list(told(procedure))
        if statements:
            yield heading, statements


def _sender(p: Procedure) -> Iterator[Said]:
    head = p.letterhead
    lines: tuple[list[BothLanguages | str], ...] = (
        [head.company, head.department],
        [head.postal_code, head.address],
        [head.telephone, head.email],
    )
    for line in lines:
        written = [part for part in line if _written(part)]  # a starting point leaves them empty
        if written:
            yield T("{parts}", parts=written), head.source


def _written(part: BothLanguages | str) -> bool:
    return bool(part if isinstance(part, str) else part.ja or part.en)


def _envelopes(p: Procedure) -> Iterator[Said]:
    rules = p.envelopes
    yield T("Requests come by: {channels}", channels=labels(rules.channels)), rules.source
    if rules.marking and rules.marking_color is not None:
        text = T("Envelopes are marked “{marking}” in {color}", marking=rules.marking, color=rules.marking_color)
        yield text, rules.source
    elif rules.marking:
        yield T("Envelopes are marked “{marking}”", marking=rules.marking), rules.source


def _requests(p: Procedure) -> Iterator[Said]:
    for request in p.requests:
        yield T("{type}{more}", type=request.type.label, more=in_brackets(list(_about(request)))), request.source


def _about(request: OfferedRequest) -> Iterator[Text]:
    if request.published is not None:
        yield T("called “{name}”", name=request.published)
    if request.channels:
        yield T("comes by: {channels}", channels=labels(request.channels))
    if request.grounds:
        yield T("grounds of refusal: {grounds}", grounds=labels(request.grounds))
    if request.some_services_may_end:
        yield T("some services may end")
    if not request.identity_needed:
        yield T("no identity needed")


def _identity(p: Procedure) -> Iterator[Said]:
    rules = p.identity
    for document in rules.documents:
        about = list(_terms(document))
        yield T("{type}{more}", type=document.kind.label, more=in_brackets(about)), rules.source
    if rules.documents:
        yield T("Documents with a photograph that suffice: {count}", count=rules.photo_needed), rules.source
        others: int | Text = rules.others_needed or T("they never do")
        yield T("Documents without a photograph that suffice: {count}", count=others), rules.source
        shown = [Detail(each).label for each in rules.demanded]
        yield T("What they must show together: {details}", details=shown), rules.source
    if rules.back_if_address_changed:
        yield T("The back too, where the address was changed"), rules.source
    if rules.known_by is not None:
        yield T("The office knows the person by: {what}", what=rules.known_by), rules.source


def _terms(document: AcceptedDocument) -> Iterator[Text]:
    if document.issued_within_days is not None:
        yield T("issued within {time}", time=span(document.issued_within_days, "calendar_days"))
    if document.issued_within_months is not None:
        yield T("issued within {time}", time=span(document.issued_within_months, "months"))
    if document.form != "either":
        yield CopyForm(document.form).label


def _agents(p: Procedure) -> Iterator[Said]:
    rules = p.agents
    for kind in AgentKind:
        if kind in rules.kinds:
            papers = labels(rules.chain(kind)) or _NOTHING
            yield T("{type}: {papers}", type=kind.label, papers=papers), rules.source
    if rules.receive_authority_needed:
        yield T("The proxy must name the authority to receive the answer."), rules.source


def _clock(p: Procedure) -> Iterator[Said]:
    clock = p.clock
    yield T("Published: {words}", words=clock.published), clock.source
    period = span(clock.amount, clock.unit)
    if clock.counted_from == "arrival":
        yield T("Answer within {period} of the arrival", period=period), clock.source
    else:
        yield T("Answer within {period} of the acceptance", period=period), clock.source
    yield _CLOCK[clock.clock], clock.source
    if clock.extensions_allowed:
        longest = span(clock.extension_max, clock.extension_unit or clock.unit)
        text = T("Extensions allowed: {count}, by {time} at most", count=clock.extensions_allowed, time=longest)
        yield text, clock.source


def _closures(p: Procedure) -> Iterator[Said]:
    rules = p.closures
    yield T("Weekends and public holidays of: {country}", country=rules.country), rules.source
    for first, last in rules.yearly:
        yield T("Every year from {first} to {last}", first=first, last=last), rules.source
    if rules.days:
        yield T("Closed: {days}", days=rules.days), rules.source
    if rules.opened:
        yield T("Open all the same: {days}", days=rules.opened), rules.source


def _deficiencies(p: Procedure) -> Iterator[Said]:
    rules = p.deficiencies
    time = span(rules.limit_days, "calendar_days")
    yield T("Papers are mended within {time}; {then}", time=time, then=_UNMENDED[rules.unmended]), rules.source


def _retention(p: Procedure) -> Iterator[Said]:
    rules = p.retention
    yield T("Years a closed case is kept: {years}", years=rules.case_years), rules.source
    yield _PAPERS[rules.papers_end], rules.source
    if rules.papers_days is not None:
        yield T("Days the papers are kept after closing: {days}", days=rules.papers_days), rules.source
    if rules.early_disposal:
        yield T("What is no longer needed goes before its time."), rules.source
    for kind in RecordKind:
        rule = rules.keep(kind)
        yield T("{kind}: {rule}", kind=kind.label, rule=rule.keep.rule), rule.source
    yield T("The ledger's line stays: number, dates, types and result. It names nobody."), OFFICE_SETTING


def _replies(p: Procedure) -> Iterator[Said]:
    rules = p.replies
    ways = [Channel(way).label for way in rules.channels]
    yield T("Answers leave by: {ways}; usually: {mail}", ways=ways, mail=rules.mail_class.label), rules.source
    yield _ADDRESSES[rules.address], rules.source
    to_principal = rules.delegated_agent == "to_principal"
    yield (
        (
            T("A delegated agent's request is answered to the principal.")
            if to_principal
            else T("A delegated agent's request is answered to the agent.")
        ),
        rules.source,
    )
    waits = rules.source if "proof_days" in rules.model_fields_set else OFFICE_SETTING
    yield T("Days after which a letter without proof of delivery is looked into: {days}", days=rules.proof_days), waits
    form = p.letters
    yield T("Letters are printed on {paper}.", paper=form.paper.label), form.source
    if rules.language is Language.JA:
        yield T("Days are written {how}.", how=form.dates.label), form.source
    if form.envelope:
        named = {each.name: each.title for each in envelope_settings(p.window_envelopes)}
        yield T("Window envelope: {name}", name=named.get(form.envelope, form.envelope)), form.source
    yield T("The address stands {where}.", where=form.addresses.label), form.source
    if form.addresses.labels:
        sheets = {each.name: each.title for each in label_sheet_settings(p.label_sheets)}
        used = form.label_sheet or USUAL[form.paper]
        yield T("Label sheet: {name}", name=sheets.get(used, used)), form.source


def _searching(p: Procedure) -> Iterator[Said]:
    time = span(p.searches.due_days, "business_days")
    yield T("A data holder has {time} to answer.", time=time), p.searches.source
    if p.complaints.report_to is not None:
        yield T("Complaints are reported to: {who}", who=p.complaints.report_to), p.complaints.source
    told = T("The fiscal year begins in month {month}.", month=p.reports.year_begins)
    yield told, p.reports.source


def _four_eyes(p: Procedure) -> Iterator[Said]:
    rules = p.four_eyes
    yield T("Identity: {rule}", rule=_FOUR_EYES[FourEyes(rules.identity)]), rules.source
    yield T("Decision: {rule}", rule=_FOUR_EYES[FourEyes(rules.decision)]), rules.source
    yield T("Dispatch: {rule}", rule=_FOUR_EYES[FourEyes(rules.dispatch)]), rules.source
    yield T("Letter: {rule}", rule=_FOUR_EYES[FourEyes(rules.letter)]), rules.source


def _holders(p: Procedure) -> Iterator[Said]:
    for holder in p.data_holders:
        about = [_HOLDERS[holder.kind]]
        about += [T("{text}", text=text) for text in (holder.business, holder.contact) if text]
        yield T("{type}{more}", type=holder.name, more=in_brackets(about)), holder.source


def _statements(p: Procedure) -> Iterator[Said]:
    for statement in p.statements:
        yield T("{text}", text=statement.text), statement.source


_TOPICS: tuple[tuple[Text, Callable[[Procedure], Iterator[Said]]], ...] = (
    (T("Where requests are sent"), _sender),
    (T("Envelopes"), _envelopes),
    (T("Requests taken"), _requests),
    (T("Identity documents"), _identity),
    (T("Agents and their papers"), _agents),
    (T("Fees"), said_of_fees),
    (T("Processing period"), _clock),
    (T("Days closed"), _closures),
    (T("Deficient papers"), _deficiencies),
    (T("Answers"), _replies),
    (T("Searches and complaints"), _searching),
    (T("Retention"), _retention),
    (T("Second person"), _four_eyes),
    (T("Who holds data"), _holders),
    (T("Other statements"), _statements),
)
