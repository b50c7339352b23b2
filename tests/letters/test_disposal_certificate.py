"""The certificate of disposal: what it says in both languages, over as many pages as it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from caseman.domain.retention import RecordKind
from caseman.letters.disposal_certificate import CertificateFacts, DisposedRecord, disposal_certificate
from caseman.letters.facts import Sender
from caseman.text import Language, T

_FACTS = CertificateFacts(
    run="D-2030-001",
    sender=Sender("見本株式会社", "総務部", "", "見本県見本市見本町1-2-3", ""),
    disposed_on=date(2030, 1, 15),
    proposed_by="見本 花子",
    proposed_on=date(2030, 1, 14),
    confirmed_by="例示 太郎",
    confirmed_on=date(2030, 1, 15),
    kinds=((RecordKind.LETTERS.label, 2, 5),),
    records=(DisposedRecord("P-2026-0001", RecordKind.LETTERS.label, date(2029, 11, 24), 5),),
    left_out=(
        (T("{number}", number="P-2026-0099"), RecordKind.PERSONAL.label, T("The case is open. Close it first.")),
    ),
    backups=(
        ("office-20300110T010000Z.caseman", date(2030, 1, 10), T("goes by itself on {day}", day=date(2030, 2, 1))),
    ),
    papers=14,
    head="1234-ABCDEFGHIJKLMNOPQRST",
)


def _pages(pdf: bytes) -> list[str]:
    with pdfium.PdfDocument(pdf) as document:
        return ["".join(str(page.get_textpage().get_text_range()).split()) for page in document]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            Language.JA,
            ("廃棄証明書", "令和12年1月15日", "通知書：2案件、5件", "14束", "今回見送った記録", "暗号鍵を廃棄"),
        ),
        (Language.EN, ("Certificateofdisposal", "15January2030", "Letters:2cases,5records", "14bundles", "Leftout")),
    ],
)
def test_it_names_run_records_both_people_the_anchor_and_the_backups(language: Language, told: tuple[str, ...]) -> None:
    (page,) = _pages(disposal_certificate(_FACTS, language))
    for text in (*told, "D-2030-001", "P-2026-0001", "P-2026-0099", "1234-ABCDEFGHIJKLMNOPQRST"):
        assert text in page
    for text in ("見本花子", "例示太郎", "office-20300110T010000Z.caseman", "見本株式会社"):
        assert text in page


@pytest.mark.parametrize("language", list(Language))
def test_many_records_take_many_pages_and_none_is_lost(language: Language) -> None:
    records = tuple(
        DisposedRecord(f"P-2026-{number:04d}", RecordKind.PERSONAL.label, date(2029, 11, 24), number)
        for number in range(1, 501)
    )
    backups = _FACTS.backups * 60
    made = disposal_certificate(replace(_FACTS, records=records, backups=backups), language)
    pages = _pages(made)
    assert len(pages) > 10
    whole = "".join(pages)
    assert all(record.of in whole for record in records if isinstance(record.of, str))
    assert whole.count("office-20300110T010000Z.caseman") == 60


def test_the_same_facts_give_the_same_bytes() -> None:
    assert disposal_certificate(_FACTS, Language.JA) == disposal_certificate(_FACTS, Language.JA)


def test_nothing_disposed_and_no_backup_is_said_too() -> None:
    facts = replace(_FACTS, kinds=(), records=(), left_out=(), backups=(), papers=0)
    (page,) = _pages(disposal_certificate(facts, Language.EN))
    assert "Noneisknown" in page
    assert "Papersdestroyed" not in page
