"""Invented people: repeatable, varied, and nobody could be meant."""

from __future__ import annotations

import re
from datetime import date

from caseman.demo.people import SamplePerson, sample_people

PREFECTURE = re.compile(r"(北海道|東京都|大阪府|京都府|.{2,3}県)見本")


def test_the_same_seed_gives_the_same_people_and_another_one_others() -> None:
    assert sample_people(50) == sample_people(50)
    assert sample_people(50) == sample_people(80)[:50]
    assert sample_people(50, seed=1) != sample_people(50, seed=2)
    assert sample_people(0) == []


def check(person: SamplePerson, number: int) -> None:
    assert re.fullmatch(r"\S+ \S+", person.name)
    assert re.fullmatch(r"[ァ-ヺー]+ [ァ-ヺー]+", person.kana)
    assert re.fullmatch(r"000-\d{4}", person.postal_code)
    assert PREFECTURE.match(person.address)
    assert len(person.address) < 60
    assert re.fullmatch(r"(03|090)-0000-\d{4}", person.telephone)
    assert date(1936, 1, 1) <= person.birth_date <= date(2007, 12, 31)
    assert person.email == f"sample{number:06d}@example.jp"
    assert person.member_id == f"SAMPLE-{number:06d}"


def test_everyone_is_complete_and_marked_as_a_sample() -> None:
    for number, person in enumerate(sample_people(2_000), start=1):
        check(person, number)


def test_names_have_the_kanji_that_registers_stumble_over_and_all_fit_cp932() -> None:
    people = sample_people(2_000)
    names = "".join(person.name for person in people)
    assert {"髙", "﨑", "邉"} <= set(names)
    assert names.encode("cp932").decode("cp932") == names
    assert len({person.name for person in people}) > 500
    assert len({person.address for person in people}) > 1_900


def test_a_hundred_thousand_are_all_different_members() -> None:
    people = sample_people(100_000)
    assert len({person.member_id for person in people}) == 100_000
