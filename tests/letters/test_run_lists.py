"""The lists of a print run: Japan Post's acceptance list, and what goes into each envelope."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.enclosing import EnclosedKind
from caseman.domain.post import MailClass
from caseman.errors import InputError
from caseman.letters.acceptance_list import ACCEPTED, TITLE, AcceptanceFacts, AcceptedItem, acceptance_list
from caseman.letters.counting import count_pages
from caseman.letters.enclosures_list import EnclosuresFacts, Envelope, enclosures_list
from caseman.letters.facts import Sender
from caseman.letters.places import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Box
from caseman.text import Language
from tests.letters.paper import read

_SENDER = Sender("株式会社見本", "個人情報窓口", "107-8349", "東京都港区見本町2-5-8", "03-0000-2500")
_PAPER = Box(LEFT - 0.5, TOP - 1, WIDTH - LEFT - RIGHT + 1, HEIGHT - TOP - BOTTOM + 1)
_LONG = "株式会社見本総合研究所個人情報保護推進本部東日本支社第二営業部付け見本花子"


def _item(mail: MailClass, name: str = "髙﨑 花子", number: str = "123-45-67890-3") -> AcceptedItem:
    return AcceptedItem(name, mail, number)


def _list(*items: AcceptedItem, day: date | None = None) -> bytes:
    return acceptance_list(AcceptanceFacts(_SENDER, items, "R-2026-001", day))


def test_it_names_the_sender_each_item_and_the_count_of_each_class() -> None:
    paper = read(_list(*(_item(mail) for mail in ACCEPTED), _item(MailClass.REGISTERED), day=date(2026, 11, 24)))
    assert len(paper.pages) == 1
    for text in (
        TITLE, "差出日　令和8年11月24日", "〒107-8349", "東京都港区見本町2-5-8", "株式会社見本", "個人情報窓口",
        "03-0000-2500", "髙﨑 花子　様", "一般書留", "簡易書留", "特定記録", "本人限定受取", "123-45-67890-3",
        "合計　5通", "一般書留　2通、簡易書留　1通、特定記録　1通、本人限定受取　1通", "受付局日附印", "R-2026-001",
    ):  # fmt: skip
        assert paper.says(text), text
    assert all(paper.fonts.values())


def test_without_a_day_and_a_number_their_places_stay_open() -> None:
    paper = read(_list(_item(MailClass.REGISTERED, number="")))
    assert paper.says("差出日　　　　　年　　　月　　　日")
    assert not paper.says("123-45")


@pytest.mark.parametrize("count", [1, 24, 25, 26, 27, 28, 120])
def test_many_items_go_on_further_pages_with_the_head_again(count: int) -> None:
    items = [_item(ACCEPTED[at % 4], name=_LONG if at % 7 == 0 else f"見本 {at}郎") for at in range(count)]
    paper = read(_list(*items))
    assert all(TITLE in page and "お届け先のお名前" in page for page in paper.pages)
    assert all(f"見本 {at}郎　様" in "".join(paper.pages) for at in range(count) if at % 7)
    assert paper.says(f"合計　{count}通")
    inside = [sign for sign in paper.signs if not sign.inside(_PAPER)]
    assert all(sign.top > HEIGHT - 15 for sign in inside), "nothing but the page's number stands in the margin"
    assert ("1 / " in paper.pages[0]) is (len(paper.pages) > 1)


@pytest.mark.parametrize("name", ["<b>見本</b>", "見本\u202e太郎\u200b", "見" * 200, "ヴ", "(株)見本【総務】"])
def test_a_strange_name_is_printed_as_it_is_written(name: str) -> None:
    paper = read(_list(_item(MailClass.REGISTERED, name=name)))
    assert paper.says(name.replace("\u202e", "").replace("\u200b", ""))


def test_a_sign_that_no_font_has_is_named() -> None:
    with pytest.raises(InputError) as told:
        _list(_item(MailClass.REGISTERED, name="見本\ue000"))
    assert told.value.code == "no-glyph"


@pytest.mark.parametrize("language", Language)
def test_the_enclosures_list_tells_each_piece_and_its_sheets(language: Language) -> None:
    envelopes = (
        Envelope("P-2026-0001-01", "髙﨑 花子", 2, ((EnclosedKind.DISCLOSED_DATA.label, 5), ("見本の冊子", 1))),
        Envelope("P-2026-0002-01", "見本 太郎", 1, ()),
    )
    pdf = enclosures_list(EnclosuresFacts("R-2026-001", "株式会社見本", envelopes), language)
    paper = read(pdf)
    for text in ("R-2026-001", "株式会社見本", "P-2026-0001-01", "P-2026-0002-01", "髙﨑 花子", "見本の冊子"):
        assert paper.says(text), text
    assert paper.says(EnclosedKind.DISCLOSED_DATA.label.say(language))
    assert paper.title == "caseman"
    assert count_pages(pdf) == 1
