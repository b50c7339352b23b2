"""Deposits are matched with fees: what is certain, what is only probable, and why; one row for each trap."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from caseman.domain.fees import Money
from caseman.domain.matching import Certainty, Expected, Matcher, OpenFee, Proposal
from caseman.domain.payer_numbers import NumberReader
from caseman.domain.statements import Deposit

_ARRIVED, _DAY = date(2026, 11, 10), date(2026, 11, 20)
_CASE, _LETTER = "P-{year}-{serial:04d}", "{case}-{serial:02d}"
C, P, U = Certainty.CERTAIN, Certainty.PROBABLE, Certainty.UNMATCHED


def _fee(number: str, *people: str | tuple[str, ...], amount: int = 5250, **changed: Any) -> OpenFee:
    values: dict[str, Any] = {"expected": (Expected(Money(amount)),)} | changed
    writings = tuple((each,) if isinstance(each, str) else each for each in people)
    return OpenFee(_id(number), number, _ARRIVED, people=writings, **values)


def _id(number: str) -> int:
    return int.from_bytes(number.encode())


def _deposit(payer: str, amount: int = 5250, *, edi: str = "", **changed: Any) -> Deposit:
    return Deposit(2, changed.pop("day", _DAY), Money(amount), payer, edi=edi, **changed)


def _match(
    fees: list[OpenFee], *deposits: Deposit, settled: dict[str, str] | None = None, pattern: str = _CASE
) -> tuple[Proposal, ...]:
    """`settled`: numbers of cases that wait for nothing, with the person."""
    numbers = [fee.number for fee in fees] + list(settled or {})
    reader = NumberReader({_id(number): number for number in numbers}, pattern, _LETTER)
    elsewhere = {number: [(name,)] for number, name in (settled or {}).items()}
    return Matcher(fees, elsewhere, reader).match(deposits)


def _told(proposal: Proposal) -> str:
    return " ".join(map(str, proposal.why))


_ICHIRO = _fee("P-2026-0042", ("タカハシ イチロウ", "髙橋 一郎"))
_HANAKO = _fee("P-2026-0043", ("ヤマダ ハナコ", "山田 花子"))
_SETTLED = {"P-2026-0001": "サトウ ケン"}


@pytest.mark.parametrize(
    "payer",
    [
        "ﾀｶﾊｼ ｲﾁﾛｳ",
        "タカハシ　イチロウ",
        "ﾀｶﾊｼｲﾁﾛｳ",
        "P20260042ﾀｶﾊｼｲﾁﾛｳ",
        "P-2026-0042 ﾀｶﾊｼ ｲﾁﾛｳ",
        "ﾀｶﾊｼ ｲﾁﾛｳ P-2026-42",
        "Ｐ－２０２６－００４２　タカハシ　イチロウ",
        "P 2026 0042 ﾀｶﾊｼｲﾁﾛｳ",
        "2026 0042 ﾀｶﾊｼ ｲﾁﾛｳ",
        "ﾀｶﾊｼ(P-2026-0042)ｲﾁﾛｳ",
        "0042ﾀｶﾊｼｲﾁﾛｳ",
        "ﾀｶﾊｼ ｲﾁﾛｳ 0042",
        "NO.20260042 ﾀｶﾊｼ ｲﾁﾛｳ",
        "2026/0042 ﾀｶﾊｼ ｲﾁﾛｳ",
        "ﾀｶﾊｼ ｲﾁﾛｳ 5250 20260042",
        "P-2026-0042-01 ﾀｶﾊｼ ｲﾁﾛｳ",
        "2026004203 ﾀｶﾊｼ ｲﾁﾛｳ",
        "ﾀｶﾊｼ ｲﾁﾛｳ 5,250",
        "ﾀｶﾊｼ ｲﾁﾛｳ 1120",
        "ﾀｶﾊｼ ｲﾁﾛ 20260042",
    ],
)
def test_the_name_alone_or_with_the_case_s_own_number_is_certain(payer: str) -> None:
    (found,) = _match([_ICHIRO, _HANAKO], _deposit(payer), settled=_SETTLED)
    assert (found.certainty, [part.number for part in found.parts]) == (C, ["P-2026-0042"]), _told(found)


@pytest.mark.parametrize(
    ("payer", "edi", "number"),
    [
        ("ﾀｶﾊｼ ｲﾁﾛｳ 0043", "", "P-2026-0042"),
        ("ﾀｶﾊｼ ｲﾁﾛｳ", "0043", "P-2026-0042"),
        ("P20260001 ﾀｶﾊｼ ｲﾁﾛｳ", "", "P-2026-0042"),  # that case waits for nothing
        ("P20269999 ﾀｶﾊｼ ｲﾁﾛｳ", "", "P-2026-0042"),  # nobody's
        ("P-2026-0043-01 ﾀｶﾊｼ ｲﾁﾛｳ", "", "P-2026-0043"),  # the number of a letter
        ("ﾀｶﾊｼ ｲﾁﾛｳ 20260043", "0000000001", "P-2026-0043"),
        ("ﾀｶﾊｼ ｲﾁﾛｳ 5250 20260043", "", "P-2026-0043"),
        ("ﾀｶﾊｼ ｲﾁﾛｳ P-2026-43", "", "P-2026-0043"),
        ("ﾀｶﾊｼ ｲﾁﾛｳ 090-2026-0043", "", "P-2026-0042"),
        ("ﾀｶﾊｼ ｲﾁﾛｳ", "0000000001", "P-2026-0042"),
    ],
)
def test_a_number_that_contradicts_the_name_is_never_certain(payer: str, edi: str, number: str) -> None:
    (found,) = _match([_ICHIRO, _HANAKO], _deposit(payer, edi=edi), settled=_SETTLED)
    assert (found.certainty, [part.number for part in found.parts]) == (P, [number])
    assert "number" in _told(found).lower()


@pytest.mark.parametrize(
    ("payer", "other", "certainty"),
    [
        ("ﾔﾏﾀﾞ ﾏﾘ-", "ヤマダ マリ", P),
        ("ﾔﾏﾀﾞ ﾏﾘ", "ヤマダ マリ", P),
        ("ﾔﾏﾀﾞ ﾏﾘ-", "ヤマダ ハナコ", C),
        ("ﾔﾏﾀﾞ ﾏﾘ- 20260001", "ヤマダ ハナコ", C),
        ("ﾔﾏﾀﾞ ﾏﾘ-20260001", "ヤマダ ハナコ", C),
        ("ﾔﾏﾀﾞ ﾏﾘ", "ヤマダ ハナコ", P),
    ],
)
@pytest.mark.parametrize("waits", [True, False])
def test_a_long_vowel_belongs_to_the_name(payer: str, other: str, certainty: Certainty, waits: bool) -> None:
    """マリ and マリー are namesakes, whether the other's case waits for money or not."""
    fees = [_fee("P-2026-0001", "ヤマダ マリー"), *([_fee("P-2026-0002", other)] if waits else [])]
    (found,) = _match(fees, _deposit(payer), settled={} if waits else {"P-2026-0002": other})
    assert found.certainty is certainty, _told(found)
    assert certainty is P or found.parts[0].number == "P-2026-0001"


@pytest.mark.parametrize(
    ("names", "payer"),
    [
        ([("タカハシ イチロウ", "髙橋 一郎"), ("高橋 一郎",)], "ﾀｶﾊｼ ｲﾁﾛｳ"),  # the second has no reading
        ([("スズキ タロ",), ("スズキ タロー",)], "ｽｽﾞｷ ﾀﾛ"),
        ([("オオノ ユウ",), ("オノ ユウ",)], "ｵｵﾉ ﾕｳ"),
        ([("タカハシ",), ("タカハシ ハナコ",)], "ﾀｶﾊｼ"),
        ([("タカハシ イチロウ",), ("タカハシ イチロウ",)], "ﾀｶﾊｼ ｲﾁﾛｳ"),
        ([("イ ソ",), ("ヤマダ ハナコ",)], "ｲ ｿ"),
        ([("イ",), ("ヤマダ ハナコ",)], "ｲ"),
    ],
)
@pytest.mark.parametrize("waits", [True, False])
def test_namesakes_and_short_names_are_never_certain(names: list[tuple[str, ...]], payer: str, waits: bool) -> None:
    fees = [_fee("P-2026-0001", names[0]), _fee("P-2026-0002", names[1])]
    reader = NumberReader({fee.case_id: fee.number for fee in fees}, _CASE, _LETTER)
    matcher = Matcher(fees if waits else fees[:1], {} if waits else {fees[1].number: fees[1].people}, reader)
    (found,) = matcher.match([_deposit(payer)])
    assert found.certainty is P
    (numbered,) = matcher.match([_deposit(f"{payer} 20260001")])
    assert (numbered.certainty, numbered.parts[0].number) == (C, "P-2026-0001")


def test_digits_belong_to_the_name_unless_they_are_a_number() -> None:
    seven, second = _fee("P-2026-0001", "セブン"), _fee("P-2026-0002", "ダイ2コウギョウ")
    john = _fee("P-2026-0042", "JOHN SMITH")
    found = _match(
        [seven, second, _fee("P-2026-0003", "ダイ1コウギョウ"), _fee("P-2026-0114", "ダイ114ギンコウ"), john],
        _deposit("ｾﾌﾞﾝ24"),
        _deposit("ﾀﾞｲ2ｺｳｷﾞﾖｳ"),
        _deposit("ﾀﾞｲ114ｷﾞﾝｺｳ"),
        _deposit("JOHN SMITH 20260042"),
    )
    assert [each.certainty for each in found] == [P, C, C, C]
    assert [each.parts[0].number for each in found[1:]] == ["P-2026-0002", "P-2026-0114", "P-2026-0042"]
    (prefixed,) = _match([john], _deposit("JOHN SMITH P-2026-0042"))
    assert prefixed.certainty is C


def test_digits_of_two_cases_decide_nothing_and_their_letters_do() -> None:
    fees = [_fee("P-2026-0042", "タカハシ イチロウ"), _fee("Q-2026-0042", "タカハシ イチロウ")]
    bare, lettered = _match(fees, _deposit("20260042 ﾀｶﾊｼ ｲﾁﾛｳ")), _match(fees, _deposit("Q-2026-0042 ﾀｶﾊｼ ｲﾁﾛｳ"))
    assert bare[0].certainty is P
    assert (lettered[0].certainty, lettered[0].parts[0].number) == (C, "Q-2026-0042")


@pytest.mark.parametrize("edi", ["20261120", "2026-11-20", "261120", "081120", "1120"])
def test_a_date_is_no_number(edi: str) -> None:
    namesakes = [_fee("P-2026-1120", "タカハシ イチロウ"), _ICHIRO]
    assert _match(namesakes, _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", edi=edi))[0].certainty is P
    assert _match([_ICHIRO], _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", edi=edi))[0].certainty is C


@pytest.mark.parametrize(
    ("number", "pattern"), [("R8-042", "{era_year}-{serial:03d}"), ("2026K042", "{year}K{serial:03d}")]
)
def test_other_patterns_are_read(number: str, pattern: str) -> None:
    fees = [_fee(number, "タカハシ イチロウ"), _fee(number.replace("042", "043"), "タカハシ イチロウ")]
    (found,) = _match(fees, _deposit(f"ﾀｶﾊｼ ｲﾁﾛｳ {number}"), pattern=pattern)
    assert (found.certainty, found.parts[0].number) == (C, number)


def test_a_body_s_kind_is_left_out_but_never_certain() -> None:
    (found,) = _match([_ICHIRO], _deposit("ｶ)ﾀｶﾊｼ ｲﾁﾛｳ"))
    assert (found.certainty, found.parts[0].number) == (P, "P-2026-0042")
    agent = _fee("P-2026-0007", "カブシキガイシャ ミホンショウジ")
    assert _match([agent], _deposit("ﾐﾎﾝｼﾖｳｼﾞ(ｶ"))[0].certainty is P


def test_who_paid_before_is_known_by_the_name_without_the_number() -> None:
    fee = _fee("P-2026-0042", "タカハシ イチロウ", amount=2250, remembered=("ｻﾄｳ ﾊﾅｺ 20260042",))
    for payer in ("ｻﾄｳ ﾊﾅｺ", "20260042 ｻﾄｳ ﾊﾅｺ"):
        (found,) = _match([fee], _deposit(payer, 2250))
        assert found.certainty is C
        assert "before" in _told(found)
    assert _match([fee], _deposit("ｻﾄｳ ﾊﾅｺ", 2000))[0].certainty is P
    assert _match([fee], _deposit("ｻﾄｳ ﾊﾅｺ", 2250), settled={"P-2026-0001": "サトウ ハナコ"})[0].certainty is P


def test_two_deposits_for_one_fee_are_none_of_them_certain() -> None:
    for other in (
        _deposit("ﾀｶﾊｼ ｲﾁﾛｳ 20260042"),
        _deposit("ｻﾄｳ ﾊﾅｺ 20260042"),  # not certain by itself
        _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", 4810),  # short
        _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", 6000),
    ):
        found = _match([_ICHIRO], _deposit("ﾀｶﾊｼ ｲﾁﾛｳ"), other)
        assert [each.certainty for each in found] == [P, P]
    claims = tuple(Expected(Money(amount), amount, date(2026, 11, 19)) for amount in (2000, 3250))
    fee = _fee("P-2026-0042", "タカハシ イチロウ", expected=claims)
    found = _match([fee], _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", 2000), _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", 3250))
    assert [(each.certainty, each.parts[0].claim) for each in found] == [(C, 2000), (C, 3250)]


def test_a_receipt_of_another_day_is_told() -> None:
    fee = _fee("P-2026-0042", "タカハシ イチロウ", expected=(Expected(Money(5250), 7, date(2026, 11, 1)),))
    (found,) = _match([fee], _deposit("ﾀｶﾊｼ ｲﾁﾛｳ"))
    assert found.certainty is P
    assert "another day" in _told(found)


def test_a_withdrawn_request_is_never_certain() -> None:
    (found,) = _match([_fee("P-2026-0042", "タカハシ イチロウ", ended=True)], _deposit("ﾀｶﾊｼ ｲﾁﾛｳ"))
    assert found.certainty is P
    assert "withdrawn" in _told(found)


def test_a_family_name_proposes_only_the_one_case_that_it_can_mean() -> None:
    assert _match([_ICHIRO], _deposit("ﾀｶﾊｼ ﾊﾅｺ"))[0].certainty is P
    assert _match([_ICHIRO], _deposit("ﾀｶﾊｼ"))[0].certainty is P
    assert _match([_ICHIRO], _deposit("ﾀｶﾊｼ ﾊﾅｺ", 300))[0].certainty is U
    several = [_ICHIRO, _fee("P-2026-0050", "タカハシ ジロウ")]
    assert _match(several, _deposit("ﾀｶﾊｼ ﾊﾅｺ"))[0].certainty is U
    assert _match([_ICHIRO], _deposit("ﾀｶﾊｼ ﾊﾅｺ"), settled={"P-2026-0009": "タカハシ ハナコ"})[0].certainty is U


@pytest.mark.parametrize("payer", ["", " ", "・", "(", "-", "()", "."])
def test_what_is_no_name_is_nobody_s(payer: str) -> None:
    (found,) = _match([_fee("P-2026-0001", ("・", "")), _fee("P-2026-0002", "-")], _deposit(payer))
    assert found.certainty is not C
    assert found.certainty is U or payer == "-"


def test_one_transfer_for_two() -> None:
    fees = [_fee(f"P-2026-004{at}", "ヤマダ タロウ") for at in (1, 2, 3)]
    numbered, plain = (
        _match(fees, _deposit("20260042/20260043 ﾔﾏﾀﾞ ﾀﾛｳ", 10500)),
        _match(fees, _deposit("ﾔﾏﾀﾞ ﾀﾛｳ", 10500)),
    )
    assert [part.number for part in numbered[0].parts] == ["P-2026-0042", "P-2026-0043"]
    assert (plain[0].certainty, len(plain[0].parts)) == (P, 2)
    both = [*fees[:2], _fee("P-2026-0050", "ヤマダ タロウ", amount=10500)]
    (found,) = _match(both, _deposit("ﾔﾏﾀﾞ ﾀﾛｳ P-2026-0050", 10500))
    assert (found.certainty, found.parts[0].number) == (P, "P-2026-0050")


def test_a_name_that_was_cut_is_found_by_its_beginning() -> None:
    long = "ミホン アレクサンドラヴイクトリアシヤルロツテエリザベエトマリアンヌジヨセフイイヌ"
    (found,) = _match([_fee("P-2026-0042", long)], _deposit("ﾐﾎﾝ ｱﾚｸｻﾝﾄﾞﾗｳﾞｲｸﾄﾘｱｼﾔﾙﾛﾂﾃｴﾘｻﾞﾍﾞｴﾄﾏﾘｱﾝﾇｼﾞﾖｾﾌｲ"[:48]))
    assert (found.certainty, found.parts[0].number) == (P, "P-2026-0042")


def test_what_the_bank_cancelled_is_never_certain_and_taken_back_once() -> None:
    paid, gone = _deposit("ﾀｶﾊｼ ｲﾁﾛｳ"), _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", cancelled=True)
    matcher = Matcher([_ICHIRO])
    first, second, third = matcher.match([paid, gone, gone], [7, 8, 9])
    assert (first.certainty, second.takes_back, third.takes_back) == (P, 7, None)
    assert "took it back" in _told(first)
    assert "not here" in _told(third)
    (late,) = matcher.match([gone], [8], settled=[(3, paid), (4, _deposit("ﾍﾞﾂ ｼﾞﾝ"))])
    assert late.takes_back == 3
    later = _deposit("ﾀｶﾊｼ ｲﾁﾛｳ", day=date(2026, 11, 21))
    assert matcher.match([later, gone], [7, 8])[1].takes_back is None, "it came after"


def test_many_of_one_name_and_many_cancellations_take_no_time() -> None:
    fees = [_fee(f"P-2026-{at:04d}", "タカハシ イチロウ") for at in range(1, 301)]
    matcher = Matcher(fees)
    deposits = [_deposit("ﾀｶﾊｼ ｲﾁﾛｳ", cancelled=at % 2 == 1) for at in range(4000)]
    start = time.perf_counter()
    matcher.match(deposits[:400])
    Matcher([_ICHIRO]).match(deposits)
    assert time.perf_counter() - start < 4
