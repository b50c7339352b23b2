"""Specimen papers: scans like any other, small, repeatable, and red with 見本."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from caseman.demo import specimens
from caseman.demo.people import SamplePerson, sample_people
from caseman.domain.fees import Money
from caseman.domain.requests import RequestType
from caseman.exchange.scans import MediaType, inspect_scan

PEOPLE = sample_people(400)
LONGEST = max(PEOPLE, key=lambda person: len(person.address) + 10 * len(person.name))
TODAY = date(2026, 4, 1)

PAPERS: dict[str, tuple[Callable[[SamplePerson], bytes], tuple[int, int]]] = {
    "licence": (specimens.specimen_licence, (1011, 638)),
    "passport": (specimens.specimen_passport, (1250, 880)),
    "form": (lambda p: specimens.specimen_request_form(p, [RequestType.DISCLOSURE], TODAY), (992, 1403)),
    "form en": (
        lambda p: specimens.specimen_request_form(p, list(RequestType), TODAY, "en", agent=PEOPLE[1]),
        (992, 1403),
    ),
    "receipt": (lambda p: specimens.specimen_bank_receipt(p, Money(5250)), (680, 1000)),
    "proxy": (lambda p: specimens.specimen_proxy(p, PEOPLE[1]), (992, 1403)),
    "seal": (specimens.specimen_seal_certificate, (992, 1403)),
    "envelope": (specimens.specimen_envelope, (1175, 600)),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_specimen_is_a_scan_like_any_other(paper: str) -> None:
    draw, size = PAPERS[paper]
    data = draw(LONGEST)
    facts = inspect_scan(f"{paper}.png", data)
    assert (facts.media_type, facts.pages, facts.width, facts.height) == (MediaType.PNG, 1, *size)
    assert len(data) < 200_000


@pytest.mark.parametrize("paper", PAPERS)
def test_a_specimen_is_the_same_each_time_and_another_for_another_person(paper: str) -> None:
    draw, _ = PAPERS[paper]
    assert draw(PEOPLE[0]) == draw(PEOPLE[0])
    assert draw(PEOPLE[0]) != draw(PEOPLE[2])


def reddish(data: bytes) -> float:
    """The share of the paper that is red or shines red."""
    with Image.open(BytesIO(data), formats=["PNG"]) as image:
        pixels = image.convert("RGB").resize((200, 200)).tobytes()
    red = sum(r > g + 40 and r > b + 40 for r, g, b in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))
    return red / 40_000


@pytest.mark.parametrize("paper", PAPERS)
def test_a_specimen_is_overprinted_in_red(paper: str) -> None:
    draw, _ = PAPERS[paper]
    assert reddish(draw(PEOPLE[0])) > 0.03


def test_what_is_asked_for_shows_on_the_form() -> None:
    person = PEOPLE[0]
    forms = {
        specimens.specimen_request_form(person, [kind], TODAY, lang) for kind in RequestType for lang in ("ja", "en")
    }
    assert len(forms) == 2 * len(RequestType)


def test_the_amount_and_the_day_show_on_the_receipt() -> None:
    person = PEOPLE[0]
    receipts = {
        specimens.specimen_bank_receipt(person, Money(amount), day)
        for amount in (5250, 5000)
        for day in (TODAY, date(2026, 4, 2))
    }
    assert len(receipts) == 4


@pytest.mark.parametrize(
    ("kana", "spelt"),
    [
        ("サトウ", "SATO"),
        ("オオノ", "ONO"),
        ("ユウコ", "YUKO"),
        ("ナンバ", "NAMBA"),
        ("ジュンイチ", "JUNICHI"),
    ],
)
def test_names_are_spelt_as_in_passports(kana: str, spelt: str) -> None:
    assert specimens._romaji(kana) == spelt
