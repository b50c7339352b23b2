"""Rows of a register read into cases: terms, lists, what each request got, and what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseman.domain.citations import read_articles
from caseman.domain.register_case import Listed
from caseman.domain.register_words import fold, labelled, terms
from tests.domain.register_rows import WORDS, reader_of, row


@pytest.mark.parametrize(
    ("written", "types"),
    [
        ("開示", ("disclosure",)),
        ("開示請求", ("disclosure",)),
        ("保有個人データの開示", ("disclosure",)),
        ("開示、利用停止", ("disclosure", "cessation")),
        ("開示・訂正", ("disclosure", "correction")),
        ("訂正・追加・削除", ("correction",)),
        ("訂正・追加・削除、開示", ("correction", "disclosure")),
        ("利用停止・消去", ("cessation",)),
        ("第三者提供記録の開示", ("third_party_records",)),
        ("第三者提供の停止", ("provision_cessation",)),
        ("利用目的の通知", ("purpose",)),
        ("苦情", ("complaint",)),
        ("Subject access request", ("disclosure",)),
        ("Disclosure, Correction, addition or deletion", ("disclosure", "correction")),
        ("開 示（本人）", ("disclosure",)),
    ],
)
def test_types_of_request(written: str, types: tuple[str, ...]) -> None:
    case, stops, _ = row(request_types=written)
    assert stops == []
    assert case is not None
    assert case.types == types


@pytest.mark.parametrize(
    ("kind", "written", "result"),
    [
        ("開示", "全部開示", "grant"),
        ("開示", "一部開示", "part"),
        ("開示", "不開示", "refuse"),
        ("開示", "不存在", "no_data"),
        ("開示", "該当なし", "no_data"),
        ("訂正", "訂正した", "grant"),
        ("訂正", "訂正しない", "refuse"),
        ("苦情", "Dealt with", "grant"),
        ("開示", "Partly granted", "part"),
        ("開示", "拒否", "refuse"),
    ],
)
def test_results(kind: str, written: str, result: str) -> None:
    case, stops, _ = row(request_types=kind, results=written, decided_on="2026-04-03")
    assert stops == []
    assert case is not None
    assert case.outcomes == (result,)


@pytest.mark.parametrize(("written", "ended"), [("取下げ", "withdrawn"), ("みなし取下げ", "deemed_withdrawn")])
def test_a_request_that_was_withdrawn_has_no_result(written: str, ended: str) -> None:
    case, stops, _ = row(results=written)
    assert stops == []
    assert case is not None
    assert (case.ended, case.outcomes, case.ended_on()) == (ended, (None,), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"received_on": None}, "received_on"),
        ({"received_on": "なし"}, "received_on"),
        ({"received_on": "2026/2/30"}, "received_on"),
        ({"received_on": "2027-01-01"}, "received_on"),
        ({"principal_name": None}, "principal_name"),
        ({"principal_name": "#REF!"}, "principal_name"),
        ({"request_types": "その他"}, "request_types"),
        ({"request_types": "#####"}, "request_types"),
        ({"results": "検討した"}, "results"),
        ({"accepted_on": "2025-04-01"}, "accepted_on"),
        ({"results": "開示", "decided_on": "2026-03-31"}, "decided_on"),
        ({"results": "開示", "decided_on": "2026-04-03", "dispatched_on": "2026-04-02"}, "dispatched_on"),
        ({"dispatched_on": "2026-04-05", "delivered_on": "2026-04-04"}, "delivered_on"),
        ({"dispatched_on": "2036-04-05"}, "dispatched_on"),
        ({"correction_done_on": "2026-04-05"}, "correction_done_on"),
        ({"correction_asked_on": "2026-04-05", "correction_limit_on": "2026-04-02"}, "correction_limit_on"),
        ({"fee_amount": "たくさん"}, "fee_amount"),
        ({"fee_amount": "5250", "fee_required": "不要"}, "fee_amount"),
        ({"fee_amount": "5250", "request_types": "訂正"}, "fee_amount"),
        ({"requester_kind": "本人", "agent_name": "山﨑 代子"}, "agent_name"),
        ({"number": "1" * 61}, "number"),
        ({"principal_name": "山" * 401}, "principal_name"),
        ({"remarks": "あ" * 10_001}, "remarks"),
    ],
)
def test_what_cannot_be_stops_the_row(cells: dict[str, Any], column: str) -> None:
    case, stops, _ = row(**cells)
    assert case is None
    assert column in stops


def test_everything_that_is_wrong_in_a_row_is_told_at_once() -> None:
    _, stops, _ = row(received_on="2026/2/30", due_on="2026/4/31", fee_amount="x", paid_on="R1.4.30")
    assert sorted(stops) == ["due_on", "fee_amount", "paid_on", "received_on"]


def test_what_was_lost_is_told_and_taken_as_written() -> None:
    case, stops, told = row(principal_name="?橋 一郎", remarks="〓田様", address="見本県?市")
    assert (stops, sorted(told)) == ([], ["address", "principal_name", "remarks"])
    assert case is not None
    assert (case.name, case.remarks, case.person["address"]) == ("?橋 一郎", "〓田様", "見本県?市")


def test_a_result_without_a_day_and_a_day_without_a_result_are_told() -> None:
    case, stops, told = row(results="開示")
    assert (stops, told) == ([], ["results"])
    assert case is not None
    assert case.outcomes == ("grant",)
    case, stops, told = row(decided_on="2026-04-03")
    assert (stops, told) == ([], ["decided_on"])
    assert case is not None
    assert case.told["decided_on"] == "2026-04-03"


def test_a_complaint_that_is_done_was_dealt_with() -> None:
    case, stops, _ = row(request_types="苦情", results="対応済み", decided_on="2026-04-03")
    assert stops == []
    assert case is not None
    assert case.outcomes == ("grant",)


def test_names_are_kept_as_they_are_written() -> None:
    case, _, _ = row(principal_name=" 髙﨑\u3000葛󠄀子 ", principal_kana="ﾀｶｻｷ ｶﾂｺ")
    assert case is not None
    assert (case.name, case.kana) == ("髙﨑\u3000葛󠄀子", "ﾀｶｻｷ ｶﾂｺ")


def test_each_request_has_what_its_label_says() -> None:
    case, stops, _ = row(
        request_types="開示、訂正",
        results="開示: 開示; 訂正・追加・削除: 未決定",
        decided_on="開示: 2026-04-03; 訂正・追加・削除: 未決定",
    )
    assert stops == []
    assert case is not None
    assert (case.outcomes, case.decided) == (("grant", None), (date(2026, 4, 3), None))
    assert case.ended_on() is None


def test_two_requests_of_one_type_are_told_by_their_numbers() -> None:
    kind = "Correction, addition or deletion"
    case, stops, _ = row(
        request_types=f"Disclosure, {kind}",
        results=f"{kind} (1): Granted; Disclosure: Refused; {kind} (3): Refused",
        decided_on="2026-04-03",
    )
    assert stops == []
    assert case is not None
    assert case.types == ("correction", "disclosure", "correction")
    assert case.outcomes == ("grant", "refuse", "refuse")


def test_terms_that_are_not_known_are_kept_as_they_are_written() -> None:
    case, stops, told = row(
        identity_documents="社員証", channel="伝書鳩", payment_means="物納", grounds="社内規程第3条"
    )
    assert (stops, told) == ([], [])
    assert case is not None
    assert case.told == {
        "identity_documents": "社員証",
        "channel": "伝書鳩",
        "payment_means": "物納",
        "grounds": "社内規程第3条",
    }


def test_the_papers_of_two_people_are_told_apart() -> None:
    case, _, _ = row(identity_documents="本人: 運転免許証; 代理人: パスポート、住民票", requester_kind="任意代理人")
    assert case is not None
    assert case.requester == "delegated"
    told = case.told["identity_documents"]
    assert isinstance(told, Listed)
    assert told.data == {"principal": ["drivers_licence"], "agent": ["passport", "resident_record"]}


@pytest.mark.parametrize(
    ("written", "articles"),
    [
        ("法第33条第1項", ("33(1)",)),
        ("第35条第5項、法第34条第1項", ("35(5)", "34(1)")),
        ("33条2項一号", ("33(2)(i)",)),
        ("Article 33(1)", ("33(1)",)),
        ("Articles 33(2)(iii)", ("33(2)(iii)",)),
        ("28条1項", ("28(1)",)),
        ("GDPR 第15条", ()),
        ("会社法", ()),
    ],
)
def test_articles(written: str, articles: tuple[str, ...]) -> None:
    assert read_articles(written) == articles


def test_a_case_is_over_where_the_register_says_so() -> None:
    answered = {"results": "開示", "decided_on": "2026-04-03"}
    case, _, _ = row(**answered)
    assert case is not None
    assert case.ended_on() is None  # the register has a column for the answer, and it is empty
    for more in ({"dispatched_on": "2026-04-04"}, {"delivered_on": "2026-04-04"}, {"closed_on": "2026-04-04"}):
        case, _, _ = row(**answered, **more)
        assert case is not None
        assert case.ended_on() == date(2026, 4, 4)
    case, _, _ = row(**answered, dispatched_on="2026-04-04", state="対応中")
    assert case is not None
    assert case.ended_on() is None
    case, _, _ = row(state="完了")
    assert case is not None
    assert case.ended_on() == date(2026, 4, 1)


def test_where_retention_is_kept_a_case_without_it_is_not_closed() -> None:
    from caseman.domain.register_fields import RegisterField

    reader = reader_of(states_retention=True)
    cells = {"received_on": "2026-04-01", "principal_name": "見本", "request_types": "開示", "results": "開示"}
    cells |= {"decided_on": "2026-04-02", "delivered_on": "2026-04-04"}
    for more, over in (({}, None), ({"retain_until": "2029-04-04"}, date(2026, 4, 4))):
        case = reader.read(2, {RegisterField(code): cell for code, cell in {**cells, **more}.items()})
        assert case is not None
        assert case.ended_on() == over


def test_words_are_compared_without_what_writers_differ_in() -> None:
    assert fold("手数料（円）") == fold("手数料 円") == fold("【手数料】円")
    assert terms("運転免許証、ﾊﾟｽﾎﾟｰﾄ", WORDS.documents) == ("drivers_licence", "passport")
    assert terms("運転免許証、象牙", WORDS.documents) is None
    assert labelled("本人: a: b; c; 代理人: d", WORDS.roles) == (("principal", None, "a: b; c"), ("agent", None, "d"))
    assert labelled("備考: a", WORDS.roles) is None
