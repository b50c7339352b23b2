"""Article 39 is the Act's own, for businesses: under no other law is a day told from which a suit is possible."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.deadlines import Defect, Events
from caseman.domain.statute import LawCode, law_of
from caseman.offices.loader import load_office, office_names, office_toml
from caseman.services.due_date import compute
from caseman.text import Language
from tests.conftest import Ran

ARRIVED = date(2026, 4, 17)
FROM = date(2026, 5, 2)  # two weeks after the arrival have passed
OFFICES = {
    "aucnet": LawCode.APPI,
    "jennet": LawCode.APPI,
    "jsers": LawCode.APPI,
    "justsystems": LawCode.APPI,
    "jen": LawCode.APPI,
    "appi-private": LawCode.APPI,
    "japan-public-sector": LawCode.APPI_PUBLIC,
    "gdpr": LawCode.GDPR,
    "uk-gdpr": LawCode.UK_GDPR,
}


def test_every_office_that_ships_has_its_law() -> None:
    assert {name: load_office(name).law for name in office_names()} == OFFICES


@pytest.mark.parametrize(("office", "law"), OFFICES.items())
def test_article_39_is_told_under_its_own_law_alone(run_cli: Callable[..., Ran], office: str, law: LawCode) -> None:
    own = law is LawCode.APPI
    asked = ("due", "--office", office, "--received", ARRIVED)
    ran = run_cli("--language", "en", *asked)
    told = [line for line in ran.out.splitlines() if "Article 39" in line or "suit" in line]
    sentence = (
        "A suit is possible from 2026-05-02 (Sat): two weeks after the arrival have passed (Article 39). "
        "Nothing pauses this."
    )
    assert (ran.code, told) == (0, [sentence] if own else [])
    found = json.loads(run_cli("--language", "en", *asked, "--json").out)
    assert found["suit_from"] == (FROM.isoformat() if own else None)
    assert found["due"] > ARRIVED.isoformat()


@pytest.mark.parametrize("office", OFFICES)
def test_it_is_told_where_the_statute_has_it(office: str) -> None:
    law = law_of(OFFICES[office], ARRIVED)
    covered = any(row.suit_after_two_weeks for row in law.rows.values())
    assert (compute(office, Events(ARRIVED)).suit_from == FROM) is covered
    assert bool(law.suit_article) is covered


@pytest.mark.parametrize(("law", "expected"), [(LawCode.APPI_PUBLIC, None), (LawCode.APPI, FROM)])
def test_the_law_decides_in_a_procedure_of_one_s_own(tmp_path: Path, law: LawCode, expected: date | None) -> None:
    """One clock under two laws, with the weeks of Article 39 written into it."""
    written = office_toml("japan-public-sector")
    for old, new in (('law = "appi-public"', f'law = "{law}"'), ("[clock]", "[clock]\nsuit_weeks = 2")):
        assert written.count(old) == 1
        written = written.replace(old, new)
    path = tmp_path / "own.toml"
    path.write_text(written, encoding="utf-8")
    assert compute(str(path), Events(ARRIVED)).suit_from == expected


@given(
    office=st.sampled_from(sorted(OFFICES)),
    arrived=st.dates(date(2022, 4, 1), date(2029, 12, 31)),  # since the article has this number
    accepted_after=st.none() | st.integers(0, 10),
    told_after=st.none() | st.integers(0, 10),
)
def test_nothing_that_happens_in_a_case_changes_whether_and_when(
    office: str, arrived: date, accepted_after: int | None, told_after: int | None
) -> None:
    events = Events(
        arrived,
        None if accepted_after is None else arrived + timedelta(accepted_after),
        () if told_after is None or accepted_after is not None else (Defect(arrived + timedelta(told_after)),),
    )
    found = compute(office, events)
    own = OFFICES[office] is LawCode.APPI
    assert found.suit_from == (arrived + timedelta(days=15) if own else None)
    for language, words in ((Language.EN, "Article 39"), (Language.JA, "第39条")):
        assert any(words in step.say(language) for step in found.steps) is own
