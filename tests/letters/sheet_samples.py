"""A sample of each sheet that is no letter: what goes along with letters, to data holders, into the safe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from caseman.domain.letter_form import Paper
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.letters.acceptance_list import ACCEPTED, AcceptanceFacts, AcceptedItem, acceptance_list
from caseman.letters.address_labels import AddressLabel, address_labels
from caseman.letters.address_sheets import AddressSheet, address_sheets
from caseman.letters.cover_sheet import CoverFacts, Label, cover_sheet, labels
from caseman.letters.enclosures_list import EnclosuresFacts, Envelope, enclosures_list
from caseman.letters.facts import Addressee, Sender
from caseman.letters.inquiry_sheet import InquiryFacts, render_inquiry_sheet
from caseman.letters.label_test_sheet import label_test_sheet
from caseman.letters.reply_slip import ReplySlipFacts, render_reply_slip
from caseman.letters.test_sheet import window_test_sheet
from caseman.offices.label_sheets import find_label_sheet
from caseman.offices.window_envelopes import shipped_envelopes
from caseman.text import Language, T

_SENDER = Sender("見本株式会社", "見本個人情報窓口", "100-0000", "東京都千代田区見本町1-1", "03-0000-0001")
_TO = (
    Addressee("見本 花子", "107-0000", "東京都港区見本町2-2 見本荘202号"),
    Addressee("見本株式会社総合研究所\n個人情報保護推進本部", "000-0001", "見本県見本市見本町12-3", is_person=False),
    Addressee("林 一", "000-0002", "見本県例示市見本町4-5-6 メゾン見本1103号室"),
)
_ASKED = {
    Language.JA: (
        ("印影（見本）が鮮明ではありません。", "鮮明なものをお送りください。"),
        ("委任状（見本）がありません。", ""),
    ),
    Language.EN: (
        ("The sample seal cannot be read.", "Please send one that can."),
        ("The sample proxy is missing.", ""),
    ),
}
_DAY = date(2026, 4, 17)
_TWELVE, _MANY = find_label_sheet("a4-12"), find_label_sheet("a4-24")


def sheets(language: Language) -> dict[str, Callable[[], bytes]]:
    """The sheets of a language by name. Japan Post's list and vertical addresses are Japanese alone."""
    made: dict[str, Callable[[], bytes]] = {
        "reply_slip": partial(_reply_slip, language),
        "inquiry_sheet": partial(_inquiry_sheet, language),
        "cover_sheet": partial(
            cover_sheet,
            CoverFacts("見本株式会社", "P-2026-0001", T("Envelope"), "CM1/ENV/P-2026-0001/K", _DAY),
            language,
        ),
        "enclosures_list": partial(_enclosures, language),
        "address_labels": partial(address_labels, [AddressLabel(to, "P-2026-0001") for to in _TO], _TWELVE, language),
        "address_sheets": partial(
            address_sheets,
            [AddressSheet(_TO[1], MailClass.SIMPLIFIED_REGISTERED, "P-2026-0001-01", "P-2026-0001")],
            _SENDER,
            language,
            sample=True,
        ),
        "label_test_sheet": partial(label_test_sheet, _TWELVE, language),
    }
    made |= {
        f"test_sheet-{paper.value}": partial(
            window_test_sheet, next(each.envelope for each in shipped_envelopes() if each.paper is paper), language
        )
        for paper in Paper
    }
    if language is Language.JA:
        made["acceptance_list"] = _acceptance
        made["address_labels-vertical"] = partial(
            address_labels, [AddressLabel(to, "P-2026-0001") for to in _TO], _MANY, language, vertical=True
        )
        made["labels"] = partial(
            labels, [Label(f"CM1/TAG/C{at}/K", "委任状（見本）", f"P-2026-{at:04d}") for at in range(1, 8)], _MANY
        )
    return made


def _reply_slip(language: Language) -> bytes:
    slip = ReplySlipFacts(_SENDER, "P-2026-0001", "CM1/TAG/C1/K", _ASKED[language], limit_on=_DAY, sample=True)
    return render_reply_slip(slip, language)


def _inquiry_sheet(language: Language) -> bytes:
    japanese = language is Language.JA
    return render_inquiry_sheet(
        InquiryFacts(
            language,
            "P-2026-0001",
            "見本システム部" if japanese else "Sample systems department",
            _DAY,
            date(2026, 4, 24),
            ((RequestType.DISCLOSURE, "会員登録情報（見本）" if japanese else "Membership data (sample)"),),
            "見本 花子",
            "見本個人情報窓口" if japanese else "Sample Privacy Office",
            contact="mihon@example.jp",
            question="登録の日も知らせてください。" if japanese else "Please tell the day of registration, too.",
            principal_kana="ミホン ハナコ",
            address="東京都港区見本町2-2 見本荘202号",
            birth_date=date(1980, 5, 6),
            member_id="SAMPLE-000002",
        )
    )


def _enclosures(language: Language) -> bytes:
    paper = "会員登録情報の写し（見本）" if language is Language.JA else "Sample copy of the membership data"
    envelopes = tuple(
        Envelope(f"P-2026-{at:04d}-01", to.name.replace("\n", " "), at, ((paper, at),)) for at, to in enumerate(_TO, 1)
    )
    return enclosures_list(EnclosuresFacts("R-2026-001", "見本株式会社", envelopes), language)


def _acceptance() -> bytes:
    items = [
        AcceptedItem(to.name.replace("\n", " "), mail, "123-45-67890-3")
        for to, mail in zip(_TO, ACCEPTED, strict=False)
    ]
    items.append(AcceptedItem("見本 次郎", MailClass.REGISTERED, "", "見本"))
    return acceptance_list(AcceptanceFacts(_SENDER, tuple(items), "R-2026-001", _DAY))
