"""What the law says of each type of request, as dated data: a case keeps the law of the day its envelope arrived.

Sources: Act on the Protection of Personal Information (Act No. 57 of 2003), Arts. 32 to 40 as numbered since
2022-04-01, Arts. 27 to 35 before, and Arts. 24 to 31 until 2017-05-29; for public bodies Arts. 76 to 128 of the same
Act; Regulation (EU) 2016/679 (GDPR), Arts. 12 to 21, and the same articles as retained in the United Kingdom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from caseman.domain.grounds import COMMON_GROUNDS, Ground
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.text import T, Text


class LawCode(StrEnum):
    """The bodies of law that a procedure may follow."""

    APPI = "appi"
    APPI_PUBLIC = "appi-public"
    GDPR = "gdpr"
    UK_GDPR = "uk-gdpr"

    @property
    def label(self) -> Text:
        return _LAWS[self]


_LAWS = {
    LawCode.APPI: T("Act on the Protection of Personal Information"),
    LawCode.APPI_PUBLIC: T("Act on the Protection of Personal Information, public bodies"),
    LawCode.GDPR: T("General Data Protection Regulation"),
    LawCode.UK_GDPR: T("UK General Data Protection Regulation"),
}


@dataclass(frozen=True)
class Statute:
    """What one law says of one type of request. Articles are references as `citations.Article` reads them."""

    request_type: RequestType
    article: str  # under which it is asked: "33(1)"
    answer_article: str  # under which it is granted: "33(2)"
    refusal_article: str  # under which a refusal is notified: "33(3)"
    fee_article: str  # under which a fee may be asked; empty where none ever may
    suit_after_two_weeks: bool  # APPI Art. 39
    must_answer: Text
    grounds: tuple[Ground, ...]  # on which it may be refused; empty: it is answered, not refused

    @property
    def fee_allowed(self) -> bool:
        return bool(self.fee_article)


@dataclass(frozen=True)
class Law:
    """A body of law in force over some years; `last` is None while it is."""

    code: LawCode
    first: date
    last: date | None
    rows: Mapping[RequestType, Statute]
    ground_articles: Mapping[Ground, str]
    suit_article: str = ""
    purpose_articles: Mapping[Ground, str] = field(default_factory=dict)  # where notification of purpose has its own

    def in_force(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)

    def ground_article(self, ground: Ground, request_type: RequestType | None = None) -> str:
        """The clause of a ground. Notification of purpose has its own (APPI Art. 32(2), which refers to Art. 21(4))."""
        own = self.purpose_articles.get(ground, "") if request_type is RequestType.PURPOSE else ""
        return own or self.ground_articles.get(ground, "")

    def row(self, request_type: RequestType) -> Statute:
        """What it says of a type of request. Raises `RuleError` for a type that it does not have."""
        row = self.rows.get(request_type)
        if row is None:
            raise RuleError(
                "type-not-in-law",
                T(
                    "“{type}” does not exist under the law of that day ({law}).",
                    type=request_type.label,
                    law=self.code.label,
                ),
                field="type",
            )
        return row


_DISCLOSURE = (Ground.RIGHTS, Ground.BUSINESS, Ground.OTHER_LAW, *COMMON_GROUNDS)
_PURPOSE = (Ground.PURPOSE_CLEAR, Ground.RIGHTS, Ground.BUSINESS, Ground.STATE_DUTIES, *COMMON_GROUNDS)
_CORRECTION = (Ground.NOT_UNTRUE, *COMMON_GROUNDS)
_CESSATION = (Ground.NOT_JUSTIFIED, Ground.LEGAL_RETENTION, *COMMON_GROUNDS)
_EUROPEAN = (Ground.EXCESSIVE, Ground.RIGHTS, Ground.OTHER_LAW, *COMMON_GROUNDS)

_NOTIFY_PURPOSE = T("Notify the purpose of use without delay, or notify that it is not notified.")
_DISCLOSE = T(
    "Disclose without delay by the method the person asked for, or notify without delay that all or part is not "
    "disclosed, that no such data exist, or that the method is difficult."
)
_CORRECT = T(
    "Investigate without delay; correct where the content is untrue; notify what was corrected, or that nothing is."
)
_CEASE = T("Stop or erase without delay where the ground holds; notify what was done, or that nothing is done.")
_COMPLAINT = T("Endeavour to handle the complaint properly and promptly.")
_ONE_MONTH = T("Answer without undue delay and within one month; a refusal gives reasons and the right to complain.")
_THIRTY_DAYS = T("Decide within 30 days and notify the decision in writing.")


def _rows(*rows: Statute) -> dict[RequestType, Statute]:
    return {row.request_type: row for row in rows}


def _appi(numbers: Mapping[str, str], *, third_party_records: bool, suit: bool = True) -> dict[RequestType, Statute]:
    n = numbers.__getitem__
    disclosed, fee = (n("disclose-do"), n("disclose-no")), n("fee")
    corrected, ceased = (n("correct-told"), n("correct-told")), (n("cease-told"), n("cease-told"))
    rows = [
        Statute(
            RequestType.PURPOSE, n("purpose"), n("purpose"), n("purpose-no"), fee, False, _NOTIFY_PURPOSE, _PURPOSE
        ),
        Statute(RequestType.DISCLOSURE, n("disclose"), *disclosed, fee, suit, _DISCLOSE, _DISCLOSURE),
        Statute(RequestType.CORRECTION, n("correct"), *corrected, "", suit, _CORRECT, _CORRECTION),
        Statute(RequestType.CESSATION, n("cease"), *ceased, "", suit, _CEASE, _CESSATION),
        Statute(RequestType.PROVISION_CESSATION, n("provision"), *ceased, "", suit, _CEASE, _CESSATION),
        Statute(RequestType.COMPLAINT, n("complaint"), n("complaint"), n("complaint"), "", False, _COMPLAINT, ()),
    ]
    if third_party_records:
        records = RequestType.THIRD_PARTY_RECORDS
        rows.append(Statute(records, n("records"), *disclosed, fee, suit, _DISCLOSE, _DISCLOSURE))
    return _rows(*rows)


_SINCE_2022 = {
    "purpose": "32(2)",
    "purpose-no": "32(3)",
    "disclose": "33(1)",
    "disclose-do": "33(2)",
    "disclose-no": "33(3)",
    "records": "33(5)",
    "correct": "34(1)",
    "correct-told": "34(3)",
    "cease": "35(1)",
    "cease-told": "35(7)",
    "provision": "35(3)",
    "fee": "38",
    "complaint": "40",
}
# As the Act was first numbered.
_SINCE_2005 = {
    "purpose": "24(2)",
    "purpose-no": "24(3)",
    "disclose": "25(1)",
    "disclose-do": "25(1)",
    "disclose-no": "25(2)",
    "correct": "26(1)",
    "correct-told": "26(2)",
    "cease": "27(1)",
    "cease-told": "27(3)",
    "provision": "27(2)",
    "fee": "30",
    "complaint": "31",
}
# As numbered by the amendment of 2015, before that of 2021 moved the articles by five.
_SINCE_2017 = {
    "purpose": "27(2)",
    "purpose-no": "27(3)",
    "disclose": "28(1)",
    "disclose-do": "28(2)",
    "disclose-no": "28(3)",
    "correct": "29(1)",
    "correct-told": "29(3)",
    "cease": "30(1)",
    "cease-told": "30(5)",
    "provision": "30(3)",
    "fee": "33",
    "complaint": "35",
}
_PUBLIC = _rows(
    Statute(RequestType.DISCLOSURE, "76(1)", "82(1)", "82(2)", "89(1)", False, _THIRTY_DAYS, _DISCLOSURE),
    Statute(RequestType.CORRECTION, "90(1)", "93(1)", "93(2)", "", False, _THIRTY_DAYS, _CORRECTION),
    Statute(RequestType.CESSATION, "98(1)", "101(1)", "101(2)", "", False, _THIRTY_DAYS, _CESSATION),
    Statute(RequestType.PROVISION_CESSATION, "98(1)", "101(1)", "101(2)", "", False, _THIRTY_DAYS, _CESSATION),
    Statute(RequestType.COMPLAINT, "128", "128", "128", "", False, _COMPLAINT, ()),
)


def _european(prefix: str) -> dict[RequestType, Statute]:
    def row(request_type: RequestType, article: str, grounds: tuple[Ground, ...]) -> Statute:
        told, refused = prefix + "12(3)", prefix + "12(4)"
        return Statute(request_type, prefix + article, told, refused, "", False, _ONE_MONTH, grounds)

    erasure = (Ground.EXCESSIVE, Ground.NOT_JUSTIFIED, Ground.LEGAL_RETENTION, *COMMON_GROUNDS)
    return _rows(
        row(RequestType.PURPOSE, "15(1)", _EUROPEAN),
        row(RequestType.DISCLOSURE, "15(1)", _EUROPEAN),
        row(RequestType.CORRECTION, "16", (Ground.EXCESSIVE, *_CORRECTION)),
        row(RequestType.CESSATION, "17(1)", erasure),
        row(RequestType.PROVISION_CESSATION, "21(1)", erasure),
        row(RequestType.COMPLAINT, "12(2)", ()),
    )


def _european_grounds(prefix: str) -> dict[Ground, str]:
    return {
        Ground.EXCESSIVE: prefix + "12(5)",
        Ground.RIGHTS: prefix + "15(4)",
        Ground.NOT_UNTRUE: prefix + "16",
        Ground.NOT_JUSTIFIED: prefix + "17(1)",
        Ground.LEGAL_RETENTION: prefix + "17(3)",
        Ground.IDENTITY: prefix + "12(6)",
        Ground.NOT_IDENTIFIABLE: prefix + "11(2)",
    }


def _purposes(clear: str, excepted: str) -> dict[Ground, str]:
    return {
        Ground.PURPOSE_CLEAR: clear,
        Ground.RIGHTS: f"{excepted}(i)",
        Ground.BUSINESS: f"{excepted}(ii)",
        Ground.STATE_DUTIES: f"{excepted}(iii)",
    }


_LAW_TABLE: tuple[Law, ...] = (
    Law(
        LawCode.APPI,
        date(2005, 4, 1),
        date(2017, 5, 29),
        _appi(_SINCE_2005, third_party_records=False, suit=False),
        {
            Ground.RIGHTS: "25(1)(i)",
            Ground.BUSINESS: "25(1)(ii)",
            Ground.OTHER_LAW: "25(1)(iii)",
            Ground.NOT_UNTRUE: "26(1)",
            Ground.NOT_JUSTIFIED: "27(1)",
            Ground.IDENTITY: "29",
            Ground.DEFICIENT: "29",
        },
        purpose_articles=_purposes("24(2)(i)", "18(4)"),
    ),
    Law(
        LawCode.APPI,
        date(2017, 5, 30),
        date(2022, 3, 31),
        _appi(_SINCE_2017, third_party_records=False),
        {
            Ground.RIGHTS: "28(2)(i)",
            Ground.BUSINESS: "28(2)(ii)",
            Ground.OTHER_LAW: "28(2)(iii)",
            Ground.NOT_UNTRUE: "29(2)",
            Ground.NOT_JUSTIFIED: "30(2)",
            Ground.IDENTITY: "32",
            Ground.DEFICIENT: "32",
        },
        suit_article="34",
        purpose_articles=_purposes("27(2)(i)", "18(4)"),
    ),
    Law(
        LawCode.APPI,
        date(2022, 4, 1),
        None,
        _appi(_SINCE_2022, third_party_records=True),
        {
            Ground.RIGHTS: "33(2)(i)",
            Ground.BUSINESS: "33(2)(ii)",
            Ground.OTHER_LAW: "33(2)(iii)",
            Ground.NOT_UNTRUE: "34(2)",
            Ground.NOT_JUSTIFIED: "35(2)",
            Ground.IDENTITY: "37",
            Ground.DEFICIENT: "37",
        },
        suit_article="39",
        purpose_articles=_purposes("32(2)(i)", "21(4)"),
    ),
    Law(
        LawCode.APPI_PUBLIC,
        date(2022, 4, 1),
        None,
        _PUBLIC,
        {
            Ground.RIGHTS: "78(1)",
            Ground.BUSINESS: "78(1)",
            Ground.OTHER_LAW: "78(1)",
            Ground.NOT_UNTRUE: "92",
            Ground.NOT_JUSTIFIED: "100",
            Ground.IDENTITY: "77(2)",
            Ground.DEFICIENT: "77(3)",
        },
    ),
    Law(LawCode.GDPR, date(2018, 5, 25), None, _european("gdpr:"), _european_grounds("gdpr:")),
    Law(LawCode.UK_GDPR, date(2021, 1, 1), None, _european("uk-gdpr:"), _european_grounds("uk-gdpr:")),
)


def law_of(code: LawCode, on: date) -> Law:
    """The law in force on a day. Raises `RuleError` for a day before the laws this program knows."""
    for law in _LAW_TABLE:
        if law.code is code and law.in_force(on):
            return law
    first = min(law.first for law in _LAW_TABLE if law.code is code)
    raise RuleError(
        "law-unknown",
        T(
            "{law}: its rules are known here from {first} on, and {day} lies before.",
            law=code.label,
            first=first,
            day=on,
        ),
        field="arrived_on",
    )


def statute(request_type: RequestType, code: LawCode = LawCode.APPI, on: date = date.max) -> Statute:
    """What the law in force on a day says of a type of request; without a day, the newest.

    Raises `RuleError` for a type that this law does not have.
    """
    return law_of(code, on).row(request_type)


def ground_article(
    ground: Ground,
    code: LawCode = LawCode.APPI,
    on: date = date.max,
    request_type: RequestType | None = None,
) -> str:
    """The clause of a ground, as cited; empty where the ground is the office's published one."""
    return law_of(code, on).ground_article(ground, request_type)
