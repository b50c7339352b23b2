"""Invented people for trying the program out. Nobody real is meant, and every one of them says so.

Town, postal code (000), telephone exchange (0000), mail domain and member number exist nowhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

MEMBER_PREFIX = "SAMPLE-"


@dataclass(frozen=True)
class SamplePerson:
    """One invented person, as a register would hold them."""

    name: str  # family name, blank, given name
    kana: str  # the same in full-width katakana
    postal_code: str  # "000-NNNN", which Japan Post does not assign
    address: str
    telephone: str
    birth_date: date
    email: str  # under example.jp, reserved for examples
    member_id: str


# Family names that test a register: variant kanji that cp932 holds and Shift_JIS lacks, unusual lengths.
_RARE_FAMILIES = (
    ("髙橋", "タカハシ"),
    ("山﨑", "ヤマザキ"),
    ("渡邉", "ワタナベ"),
    ("渡邊", "ワタナベ"),
    ("齋藤", "サイトウ"),
    ("濵田", "ハマダ"),
    ("髙﨑", "タカサキ"),
    ("川邉", "カワベ"),
    ("勅使河原", "テシガワラ"),
    ("小比類巻", "コヒルイマキ"),
    ("林", "ハヤシ"),
    ("乙", "キノト"),
)
_RARE_SHARE = 0.08
_COMBINATIONS = 2_000
_TOWNS = ("見本市見本町", "見本市中央区見本町", "見本郡見本町大字例示", "見本市見本町字例ノ木")
_BUILDINGS = ("見本ハイツ", "サンプルコーポ", "メゾン見本", "見本町グランドレジデンス中央公園前")
_FIRST_BIRTH = date(1936, 1, 1)
_BIRTH_DAYS = (date(2007, 12, 31) - _FIRST_BIRTH).days


def sample_people(many: int, seed: int = 20260401) -> list[SamplePerson]:
    """`many` invented people, the same ones for the same seed. 100,000 take about a second."""
    return list(islice(draw_people(seed), many))


def draw_people(seed: int, first: int = 1) -> Iterator[SamplePerson]:
    """Invented people without end, numbered from `first`, one at a time; the same ones for the same seed."""
    names, prefectures = _pools(seed)
    chance = random.Random(seed)  # noqa: S311  repeatable samples, not secrets
    for number in count(first):
        yield _person(number, chance, names, prefectures)


def _pools(seed: int) -> tuple[list[tuple[str, str]], list[str]]:
    """Full names with their kana, and prefectures: drawn once, because drawing each from Faker is slow."""
    from faker import Faker  # noqa: PLC0415  heavy, and only needed for samples

    fake = Faker("ja_JP")
    fake.seed_instance(seed)
    chance = random.Random(seed)  # noqa: S311  as above
    names = []
    for _ in range(_COMBINATIONS):
        family, family_kana, *_rest = fake.last_name_pair()
        given, given_kana, *_rest = fake.first_name_pair()
        if chance.random() < _RARE_SHARE:
            family, family_kana = chance.choice(_RARE_FAMILIES)
        names.append((f"{family} {given}", f"{family_kana} {given_kana}"))
    return names, [fake.prefecture() for _ in range(_COMBINATIONS)]


def _person(number: int, chance: random.Random, names: list[tuple[str, str]], prefectures: list[str]) -> SamplePerson:
    name, kana = names[int(chance.random() * len(names))]
    return SamplePerson(
        name=name,
        kana=kana,
        postal_code=f"000-{int(chance.random() * 10_000):04d}",
        address=_address(chance, prefectures),
        telephone=_telephone(chance),
        birth_date=_FIRST_BIRTH + timedelta(days=int(chance.random() * _BIRTH_DAYS)),
        email=f"sample{number:06d}@example.jp",
        member_id=f"{MEMBER_PREFIX}{number:06d}",
    )


def _address(chance: random.Random, prefectures: list[str]) -> str:
    draw = chance.random()
    prefecture = prefectures[int(draw * len(prefectures))]
    town = _TOWNS[int(chance.random() * len(_TOWNS))]
    block = int(chance.random() * 1_000)  # three digits make three independent small numbers
    place = f"{prefecture}{town}{block % 9 + 1}-{block // 9 % 30 + 1}-{block // 270 + 1}"
    home = chance.random()
    if home < 0.55:  # a little more than half live in a house
        return place
    building = _BUILDINGS[int(home * 1_000) % len(_BUILDINGS)]
    return f"{place} {building}{int(home * 10_000) % 12 + 1}0{int(home * 100_000) % 9 + 1}号室"


def _telephone(chance: random.Random) -> str:
    subscriber = int(chance.random() * 20_000)
    return f"{'090' if subscriber < 10_000 else '03'}-0000-{subscriber % 10_000:04d}"
