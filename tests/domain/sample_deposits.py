"""A thousand deposits as payers and banks distort them, each with the case that it is meant for; invented people.

The same seed draws the same. Names are common ones and traps: namesakes, long vowels, names within names.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

import jaconv

from caseman.domain.fees import Money
from caseman.domain.matching import Expected, OpenFee
from caseman.domain.names import loose_key, match_key
from caseman.domain.statements import PAYER_BYTES, Deposit

CASES, DEPOSITS = 560, 1000
TODAY = date(2026, 11, 28)
_FIRST = date(2026, 10, 1)


def _words(text: str) -> list[str]:
    return text.split()


_FAMILIES = _words(
    """
    サトウ スズキ タカハシ タナカ イトウ ワタナベ ヤマモト ナカムラ コバヤシ カトウ ヨシダ ヤマダ
    ササキ ヤマグチ マツモト イノウエ キムラ ハヤシ シミズ ヤマザキ モリ アベ イケダ ハシモト
    イシカワ ヤマシタ オガワ イシイ ハセガワ ゴトウ オカダ コンドウ マエダ フジタ エンドウ アオキ
    サカモト ムラカミ オオタ カネコ フジイ フクダ ニシムラ ミウラ タケウチ ナカガワ オカモト マツダ
    ハラダ ナカノ オノ オオノ カイ カイダ ヲノ キョウゴク ジョウ ヴォーン モリタ モリカワ ヅカモト
    イ リュウ ミヤザキ アンドウ タニグチ イマイ タカダ マルヤマ フジワラ サクライ コヤマ チバ クボ
    ノムラ ヒグチ スガワラ アライ コジマ マスダ イワサキ キノシタ クドウ サノ シバタ ウエノ スギヤマ
    オオツカ ミヤモト ウチダ タカギ ハラ ヨコヤマ カワグチ ナガイ オオニシ ヒラノ ホンダ クボタ
    カワムラ サイトウ マツオ コンノ ヤノ オオシマ
    """
)
_GIVEN = _words(
    """
    イチロウ ジロウ サブロウ ハナコ ケンジ ユウコ リョウ リョウコ ショウ ショウコ マリ マリー ユウ
    ユ カオル カオリ ミキ ミキオ シュン シュンスケ キョウコ ジュン ジュンコ エミ エミー ケイ ケイコ
    ヒロシ タロー タロウ タロ ユウキ アキラ アヤ レナ サクラ シヲリ シオリ ミヅホ ミズホ ソ タケシ
    ナオミ トオル ヨウコ コウジ カズオ マサコ ヤスオ レイコ ヒデオ ユミ サトシ クミコ マナブ リエ
    ダイスケ アスカ ノボル チカ
    """
)
_LONG = "アレクサンドラヴィクトリアシャルロッテエリザベートマリアンヌ"
_BODIES = ("ｶ)ﾐﾎﾝｼﾖｳｼﾞ", "ﾐﾎﾝｺｳｷﾞﾖｳ(ｶ", "ﾕ)ｻﾝﾌﾟﾙ", "ﾄﾞｸ)ﾐﾎﾝｷｺｳ", "ｻﾄｳｼﾖｳﾃﾝ(ｶ", "ﾃﾞﾝｷﾘﾖｳ24")


# Each kind of payer, and how many of a hundred or so they are.
_KINDS = {
    "plain": 40,
    "number before": 6,
    "number after": 6,
    "number within": 2,
    "number in the EDI": 4,
    "a strange number": 2,
    "family name": 2,
    "family name, number": 2,
    "relative": 4,
    "relative, number": 4,
    "agent": 6,
    "paid before": 3,
    "bank's fee": 5,
    "too much": 3,
    "too little": 3,
    "body": 3,
    "long vowel": 4,
    "twice": 4,
    "for two": 3,
    "for another": 2,
    "too early": 2,
}
_MORE = {  # yen more or less than the fee
    "bank's fee": (-110, -165, -220, -440, -660, -880),
    "too much": (50, 750, 1000),
    "too little": (-250, -1000, -2625),
}


@dataclass(frozen=True)
class Case:
    """A case: who asked, who acts, what is due; `waits` for money or not any more."""

    case_id: int
    number: str
    person: str
    agent: str
    arrived_on: date
    due: int
    waits: bool
    paid_on: date
    claimed: bool
    remembered: str

    @property
    def people(self) -> tuple[tuple[str, ...], ...]:
        return tuple((name,) for name in (self.person, self.agent) if name)

    @property
    def fee(self) -> OpenFee:
        """What it waits for; a case that somebody else paid for in part waits for the rest."""
        expected = Expected(Money(self.due), self.case_id if self.claimed else None, self.paid_on)
        remembered = (self.remembered,) if self.remembered else ()
        return OpenFee(self.case_id, self.number, self.arrived_on, (expected,), self.people, remembered)


@dataclass(frozen=True)
class Drawn:
    """A deposit, the kind of distortion, and the cases that it pays; none: nobody's, or paid already.

    `instead`: what it pays where the one that it repeats was not taken.
    """

    kind: str
    deposit: Deposit
    pays: tuple[str, ...]
    instead: tuple[str, ...] = ()


def half_width(text: str) -> str:
    """As bank files write: no small kana, a hyphen for the long vowel, no ヲ."""
    large = str.maketrans("ァィゥェォッャュョヮーヲ", "アイウエオツヤユヨワ-オ")
    return str(jaconv.z2h(text.translate(large), kana=True, ascii=True, digit=True))


class Draw:
    """Draws cases and what is paid for them."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.cases = self._cases()
        self._known = {loose_key(match_key(name)) for case in self.cases for (name,) in case.people}
        self._waiting = [case for case in self.cases if case.waits]

    def _cases(self) -> list[Case]:
        chance = self._chance
        found: list[Case] = []
        for case_id in range(1, CASES + 1):
            arrived = _FIRST + timedelta(days=chance.randrange(45))
            person = self._name()
            if case_id > 20 and chance.random() < 0.06:
                person = chance.choice(found).person  # a namesake, or a second case
            if chance.random() < 0.04:
                person += _LONG
            found.append(
                Case(
                    case_id,
                    f"P-2026-{case_id:04d}",
                    person,
                    self._name() if chance.random() < 0.12 else "",
                    arrived,
                    chance.choice((5250, 5250, 5250, 5250, 10500, 300, 1050, 2250)),
                    chance.random() < 0.8,
                    arrived - timedelta(days=chance.randrange(4)),
                    chance.random() < 0.15,
                    self._name() if chance.random() < 0.03 else "",
                )
            )
        return found

    def _name(self) -> str:
        return f"{self._chance.choice(_FAMILIES)} {self._chance.choice(_GIVEN)}"

    def _stranger(self) -> str:
        while True:
            name = self._name()
            if loose_key(match_key(name)) not in self._known:
                return self._written(name) if self._chance.random() < 0.75 else self._chance.choice(_BODIES)

    def _written(self, name: str) -> str:
        """A name as it comes out of a bank's machine: spaces, dropped long vowels, full width."""
        chance = self._chance
        text = name.replace(" ", chance.choice((" ", " ", "　", "", " ")))
        if chance.random() < 0.12:
            text = text.replace("ー", "")
        if text.endswith("ウ") and chance.random() < 0.07:
            text = text[:-1]
        written = half_width(text)
        return str(jaconv.h2z(written, kana=True, ascii=True, digit=True)) if chance.random() < 0.2 else written

    def _number(self, case: Case) -> str:
        serial = case.number[-4:]
        full_width = str(jaconv.h2z(case.number, ascii=True, digit=True))
        years = (f"P2026{serial}", f"2026{serial}", f"2026-{serial}", f"2026 {serial}", f"NO.2026{serial}")
        return self._chance.choice(
            (case.number, *years, serial, f"P-2026-{int(serial)}", f"{case.number}-01", full_width)
        )

    def deposits(self) -> list[Drawn]:
        """A thousand, in no order."""
        made: list[Drawn] = []
        kinds, weights = zip(*_KINDS.items(), strict=True)
        for case in self._waiting:
            (kind,) = self._chance.choices(kinds, weights)
            made += self._paid(kind, case)
        made += [
            self._drawn("settled", case, self._written(case.person), pays=())
            for case in self.cases
            if not case.waits and self._chance.random() < 0.5
        ]
        while len(made) < DEPOSITS:
            day = TODAY - timedelta(days=self._chance.randrange(50))
            amount = self._chance.choice((5250, 5250, 300, 10500, 3300))
            made.append(Drawn("unrelated", Deposit(0, day, Money(amount), self._stranger()), ()))
        self._chance.shuffle(made)
        return [
            replace(each, deposit=replace(each.deposit, line=at)) for at, each in enumerate(made[:DEPOSITS], start=2)
        ]

    def _drawn(
        self, kind: str, case: Case, payer: str, *, more: int = 0, edi: str = "", pays: tuple[str, ...] | None = None
    ) -> Drawn:
        cut = payer.encode("cp932", "replace")[:PAYER_BYTES].decode("cp932", "ignore")
        deposit = Deposit(0, case.paid_on, Money(max(1, case.due + more)), cut, edi=edi)
        return Drawn(kind, deposit, (case.number,) if pays is None else pays)

    def _paid(self, kind: str, case: Case) -> list[Drawn]:
        """What comes in for a case from each kind of payer: one deposit, or two."""
        name, number, family = self._written(case.person), self._number(case), case.person.split()[0]
        match kind:
            case "twice":
                again = self._drawn("the second time", case, f"{number} {self._written(case.person)}", pays=())
                return [self._drawn(kind, case, name), replace(again, instead=(case.number,))]
            case "for two":
                return [self._for_two(kind, case)]
            case "for another":
                return [self._for_another(kind, case)]
            case "too early":
                early = self._drawn(kind, case, name, pays=())
                return [replace(early, deposit=replace(early.deposit, day=case.arrived_on - timedelta(days=80)))]
            case "number in the EDI":
                return [self._drawn(kind, case, name, edi=self._chance.choice((number, "20261120", "SEIKYU 1")))]
        payer = {
            "number before": f"{number} {name}",
            "number after": f"{name} {number}",
            "number within": half_width(case.person.replace(" ", f" {number} ", 1)),
            "a strange number": f"2026{self._chance.randrange(600, 9999)} {name}",
            "family name": half_width(family),
            "family name, number": f"{number} {half_width(family)}",
            "relative": self._relative(case),
            "relative, number": f"{number} {self._relative(case)}",
            "agent": self._written(case.agent or case.person),
            "paid before": self._written(case.remembered or case.person),
            "body": self._chance.choice(("ｶ)", "ﾕ)", "ｼﾔ)")) + name,
            "long vowel": half_width(case.person.replace("ウ", "ー")),
        }.get(kind, name)
        return [self._drawn(kind, case, payer, more=self._chance.choice(_MORE.get(kind, (0,))))]

    def _relative(self, case: Case) -> str:
        while True:
            name = f"{case.person.split()[0]} {self._chance.choice(_GIVEN)}"
            if loose_key(match_key(name)) not in self._known:
                return self._written(name)

    def _for_two(self, kind: str, case: Case) -> Drawn:
        others = [each for each in self._waiting if each is not case and each.person == case.person]
        more = others[0].due if others else 0
        pays = tuple(sorted((case.number, *(each.number for each in others[:1]))))
        return self._drawn(kind if others else "plain", case, self._written(case.person), more=more, pays=pays)

    def _for_another(self, kind: str, case: Case) -> Drawn:
        """Somebody whose own case waits pays for another, whose number is written."""
        other = self._chance.choice(self.cases)
        pays = (other.number,) if other.waits else ()
        return self._drawn(kind, case, f"{other.number} {self._written(case.person)}", pays=pays)
