"""What a procedure must not say although its form is right: contradictions, and what the law forbids."""

from __future__ import annotations

from collections.abc import Iterator

from caseman.domain.documents import Detail
from caseman.domain.numbering import CaseNumbering
from caseman.domain.retention import Keep, KeepEvent, RecordKind
from caseman.domain.statute import LawCode, statute
from caseman.domain.working_days import YearlyClosure
from caseman.errors import InputError, RuleError
from caseman.offices.faults import Fault
from caseman.offices.fee_substance import fee_faults
from caseman.offices.identity_schema import IdentityRules
from caseman.offices.paper_substance import label_sheet_faults, letter_faults, seal_faults
from caseman.offices.parts import Parts
from caseman.offices.retention_schema import KeepRule, Retention
from caseman.offices.schema import Closures
from caseman.text import T

_JAPAN = "JP"  # always known; other countries cost the import of the holidays
_EUROPEAN = (LawCode.GDPR, LawCode.UK_GDPR)
_MONTH_AT_MOST = {"months": 1, "weeks": 4, "calendar_days": 31, "business_days": 23}
# My Number Act Arts. 15 and 20; Health Insurance Act Art. 194-2; APPI Art. 37(4): no excessive burden.
_NEVER_DEMANDED = {
    Detail.MY_NUMBER: T("My Number must not be asked for here (My Number Act, Article 15). Let it be masked."),
    Detail.INSURER_NUMBER: T(
        "An insurer's symbols and numbers must not be asked for (Health Insurance Act, Article 194-2). "
        "Let them be masked."
    ),
    Detail.DOMICILE: T(
        "The registered domicile is more than identity needs (Article 37(4): no excessive burden). Let it be masked."
    ),
}

_KEPT_FROM = {RecordKind.OTHER_POST: KeepEvent.ARRIVED, RecordKind.BOOK: KeepEvent.BOOKED}
_NAMES_PERSON = (RecordKind.IDENTITY_COPIES, RecordKind.SCANS, RecordKind.LETTERS)
_BOOK_YEARS = 7


# What a mistake is concluded from, beside the key at which it is told.
_CONCLUDED_FROM = {
    "envelope-for-other-paper": ("paper",),
    "window-impossible": ("paper", "x", "y", "width", "height", "slack"),
    "labels-impossible": ("paper", "columns", "rows", "width", "height", "left", "top", "pitch_across", "pitch_down"),
    "extension-contradicts": ("extension_max", "extensions_allowed"),
    "longer-than-law": ("unit",),
    "identity-by-nothing": ("known_by",),
    "until-before-from": ("effective_from",),
    "fee-not-allowed": ("per",),
    "no-bank-account": ("amount", "per"),
}


def substance_faults(parts: Parts) -> Iterator[Fault]:
    """Everything wrong or doubtful in what a procedure says, in no particular order."""
    for fault in _all_faults(parts):
        table = fault.place[: 2 if isinstance(fault.place[1], int) else 1]
        keys = (fault.place[len(table)], *_CONCLUDED_FROM.get(fault.code, ()))
        if parts.unsure.isdisjoint((*table, key) for key in keys):
            yield fault


def _all_faults(parts: Parts) -> Iterator[Fault]:
    yield from seal_faults(parts)
    yield from letter_faults(parts)
    yield from label_sheet_faults(parts)
    yield from _numbering(parts)
    yield from _clock(parts)
    yield from _requests(parts)
    yield from fee_faults(parts)
    if parts.closures is not None:
        yield from _closures(parts.closures)
    if parts.identity is not None:
        yield from _identity(parts.identity)
    if parts.retention is not None:
        yield from _retention(parts.retention)


def _numbering(parts: Parts) -> Iterator[Fault]:
    if parts.numbering is None:
        return
    for key, pattern in (
        ("case_pattern", parts.numbering.case_pattern),
        ("letter_pattern", parts.numbering.letter_pattern),
    ):
        place = ("numbering", key)
        try:
            CaseNumbering(pattern)
        except InputError as error:
            yield Fault(place, "number-pattern", error.text)
            continue
        names_case = "{case}" in pattern
        if key == "case_pattern" and names_case:
            yield Fault(place, "number-pattern", T("A case's number cannot hold {place}.", place="{case}"))
        if key == "letter_pattern" and not names_case:
            text = T("A letter's number needs {place}, or two cases would share it.", place="{case}")
            yield Fault(place, "number-pattern", text)


def _clock(parts: Parts) -> Iterator[Fault]:
    clock = parts.clock
    if clock is None:
        return
    if clock.extension_max and not clock.extensions_allowed:
        yield Fault(
            ("clock", "extension_max"),
            "extension-contradicts",
            T(
                "A longest extension is given, but no extension is allowed. Correct {key}.",
                key="extensions_allowed",
            ),
        )
    if clock.extensions_allowed and not clock.extension_max:
        yield Fault(
            ("clock", "extensions_allowed"),
            "extension-contradicts",
            T("Extensions are allowed, but how long they last is not given. Correct {key}.", key="extension_max"),
        )
    if parts.law in _EUROPEAN and clock.amount > _MONTH_AT_MOST[clock.unit]:
        yield Fault(
            ("clock", "amount"),
            "longer-than-law",
            T("This is longer than the month that {law} gives (Article 12(3)).", law=parts.law.label),
            "warning",
        )


def _closures(closures: Closures) -> Iterator[Fault]:
    for number, (first, last) in enumerate(closures.yearly):
        for position, day in enumerate((first, last)):
            try:
                YearlyClosure.parse(day, day)
            except InputError as error:
                yield Fault(("closures", "yearly", number, position), "no-month-day", error.text)
    if closures.country != _JAPAN:
        from caseman.offices.holiday_calendar import known_years  # noqa: PLC0415

        try:
            known_years(closures.country)
        except InputError as error:
            yield Fault(("closures", "country"), "unknown-country", error.text)


def _identity(rules: IdentityRules) -> Iterator[Fault]:
    if not rules.accepted and rules.known_by is None:
        text = T(
            "No document is accepted, so say in {key} by what the office knows the person, or name documents.",
            key="known_by",
        )
        yield Fault(("identity", "accepted"), "identity-by-nothing", text)
    for number, detail in enumerate(rules.demanded):
        too_much = _NEVER_DEMANDED.get(Detail(detail))
        if too_much is not None:
            yield Fault(("identity", "demanded", number), "demands-too-much", too_much, "warning")
    yield from _documents(rules)


def _retention(rules: Retention) -> Iterator[Fault]:
    for kind in RecordKind:
        given: KeepRule | None = getattr(rules, kind.value)
        fixed = _KEPT_FROM.get(kind)
        if given is None:
            continue
        if (given.event is not fixed) if fixed is not None else given.event is KeepEvent.BOOKED:
            only = fixed or KeepEvent.CLOSED
            text = T("“{kind}” cannot be kept from that event; write “{event}”.", kind=kind.label, event=only.value)
            yield Fault(("retention", kind.value, "event"), "keep-event", text)
    if rules.personal is not None:
        personal = rules.personal.keep
        longer = [k for k in _NAMES_PERSON if _surely_longer(rules.keep(k).keep, personal)]
        if longer:
            text = T("Personal fields stay as long as these: {kinds}.", kinds=[kind.label for kind in longer])
            yield Fault(("retention", "personal", "amount"), "kept-longer", text, "warning")
    if rules.book is not None and (rules.book.unit != "years" or rules.book.amount < _BOOK_YEARS):
        text = T(
            "Tax law asks for seven years from the end of the fiscal year (Corporation Tax Act Ordinance, Article 59)."
        )
        yield Fault(("retention", "book", "amount"), "book-too-short", text, "warning")


def _surely_longer(one: Keep, other: Keep) -> bool:
    """Whether a time from the same event is longer."""
    days = {"days": 1, "months": 31, "years": 366}
    return one.event is other.event and one.amount * days[one.unit] > other.amount * days[other.unit]


def _documents(rules: IdentityRules) -> Iterator[Fault]:
    seen = set()
    for number, document in enumerate(rules.documents):
        place = ("identity", "accepted", number)
        facts = document.kind.facts
        if document.kind in seen:
            yield Fault(place, "stands-twice", T("“{what}” stands here twice. Keep one.", what=facts.label))
        seen.add(document.kind)
        if document.issued_within_days is not None and document.issued_within_months is not None:
            yield Fault(
                (*place, "issued_within_months"),
                "issued-within-both",
                T("Say how new the document must be in days or in months, not in both."),
            )
        if facts.ended is not None:
            yield Fault(place, "document-ended", facts.ended[1], "warning")
        elif facts.issued_until is not None:
            text = T(
                "“{document}” was issued for the last time on {day}.", document=facts.label, day=facts.issued_until
            )
            yield Fault(place, "document-ended", text, "warning")


def _requests(parts: Parts) -> Iterator[Fault]:
    seen = set()
    for number, request in parts.requests:
        place = ("requests", number)
        if request.type in seen:
            text = T("“{what}” stands here twice. Keep one.", what=request.type.label)
            yield Fault((*place, "type"), "stands-twice", text)
        seen.add(request.type)
        if parts.law is None:
            continue
        try:
            row = statute(request.type, parts.law)
        except RuleError as error:
            yield Fault((*place, "type"), "type-not-in-law", error.text)
            continue
        for position, ground in enumerate(request.grounds):
            if ground not in row.grounds:
                text = T(
                    "The law has no such ground of refusal for “{type}”: {ground}. Take it out.",
                    type=request.type.label,
                    ground=ground.label,
                )
                yield Fault((*place, "grounds", position), "ground-not-in-law", text)
