"""Where things stand on the paper: the envelope's window, the margins, the pages, the folds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseman.domain.letters import LetterKind
from caseman.letters.facts import Addressee
from caseman.letters.places import BOTTOM, FOLDS, HEIGHT, LEFT, RIGHT, TOP, WIDTH, WINDOW, Box
from caseman.text import Language
from tests.letters.paper import REASON, Paper, answered, bare, facts, printed

_REFUSED = LetterKind.NON_DISCLOSURE
_BODY = Box(LEFT - 0.5, TOP - 4, WIDTH - LEFT - RIGHT + 1, HEIGHT - BOTTOM - TOP + 6)
_HEAD = Box(WIDTH / 2, TOP - 10, WIDTH / 2 - RIGHT + 0.5, 5)  # the number, from the second page on
_FOOT = Box(0, HEIGHT - 14, WIDTH, 14)
both_languages = pytest.mark.parametrize("language", Language)


def _seen_through(paper: Paper, window: Box) -> str:
    return "".join(sign.char for sign in paper.signs if sign.page == 1 and sign.touches(window))


def _stays_inside(paper: Paper) -> bool:
    """Whether all is inside the margins, but what the window shows and the foot of the page."""
    return all(
        sign.inside(_BODY) or sign.inside(_FOOT) or sign.inside(WINDOW if sign.page == 1 else _HEAD)
        for sign in paper.signs
    )


def _last_page_holds_text(paper: Paper) -> bool:
    last = max(sign.page for sign in paper.signs)
    return last == len(paper.pages) and any(s.page == last and TOP < s.top < HEIGHT - BOTTOM for s in paper.signs)


@both_languages
@pytest.mark.parametrize("kind", LetterKind)
def test_the_window_shows_address_name_and_number_alone(kind: LetterKind, language: Language) -> None:
    letter = facts(kind, language)
    paper = printed(letter)
    to = letter.addressee
    expected = (
        f"〒{to.postal_code}{to.address}{to.name}様（{letter.case_number}）"
        if language is Language.JA
        else f"{to.name}{to.address}{to.postal_code}({letter.case_number})"
    )
    assert _seen_through(paper, WINDOW) == bare(expected)
    assert all(sign.inside(WINDOW) for sign in paper.signs if sign.page == 1 and sign.touches(WINDOW))
    assert _stays_inside(paper)
    assert len(paper.pages) == 1


_LONG = st.text("髙﨑花子 ABCwi", min_size=1, max_size=200).filter(lambda text: text.strip() == text)


@settings(max_examples=15)
@given(_LONG, _LONG, st.sampled_from(Language))
def test_however_long_name_and_address_they_stay_in_the_window(name: str, address: str, language: Language) -> None:
    letter = facts(_REFUSED, language, addressee=Addressee(name, "107-0061", address))
    paper = printed(letter)
    seen = _seen_through(paper, WINDOW)
    assert bare(name) in seen
    assert bare(address) in seen
    assert len(seen) == len(bare(f"{name}{address}107-0061(P-2026-0001)")) + (2 if language is Language.JA else 0)
    assert all(sign.inside(WINDOW) for sign in paper.signs if sign.page == 1 and sign.touches(WINDOW))


@both_languages
def test_a_window_elsewhere_is_left_to_the_address_too(language: Language) -> None:
    window = Box(22.0, 30.0, 80.0, 60.0)
    letter = facts(_REFUSED, language)
    seen = _seen_through(printed(letter, window), window)
    assert len(seen) == len(_seen_through(printed(letter), WINDOW))
    assert bare(letter.addressee.name) in seen


def test_a_long_address_is_divided_before_the_building() -> None:
    paper = printed(
        facts(
            _REFUSED,
            addressee=Addressee("見本", "107-0061", "東京都港区見本町一丁目2番3号見本 見本マンション十五号館101号室"),
        )
    )
    assert paper.has_line("東京都港区見本町一丁目2番3号見本")
    assert paper.has_line("見本マンション十五号館101号室")


def test_the_page_is_marked_where_it_is_folded() -> None:
    marks = sorted(
        line.y + line.height / 2 for line in printed(facts(_REFUSED)).lines if line.x < LEFT and line.width > 4
    )
    assert marks == pytest.approx(FOLDS, abs=0.1) == [99.0, 198.0]


@both_languages
def test_a_long_reason_runs_over_numbered_pages(language: Language) -> None:
    paper = printed(facts(_REFUSED, language, answers=(answered(_REFUSED, reason=REASON * 150),)))
    assert len(paper.pages) >= 3
    for number, page in enumerate(paper.pages, start=1):
        assert f"{number} / {len(paper.pages)}" in page.replace("\r\n", "\n")
        assert ("P-2026-0001-01" in page.splitlines()) is (number > 1)
    foot = "".join(sign.char for sign in paper.signs if sign.inside(_FOOT))
    assert foot == "".join(f"{number}/{len(paper.pages)}" for number in range(1, len(paper.pages) + 1))
    body = "".join(s.char for s in paper.signs if s.inside(_BODY))
    assert body.count(REASON) == 150
    assert _stays_inside(paper)
    assert _last_page_holds_text(paper)


def test_one_page_has_no_number() -> None:
    paper = printed(facts(_REFUSED))
    assert not [sign for sign in paper.signs if sign.inside(_FOOT)]


@both_languages
def test_no_page_is_empty_and_no_line_lost_however_long_the_reason(language: Language) -> None:
    counts = set()
    for length in range(2, 66):
        reason = "\n".join(f"Line {number};" for number in range(1, length + 1))
        paper = printed(facts(_REFUSED, language, answers=(answered(_REFUSED, reason=reason),)))
        assert re.findall(r"Line (\d+);", " ".join(paper.pages)) == [str(n) for n in range(1, length + 1)]
        assert _stays_inside(paper)
        assert _last_page_holds_text(paper)
        counts.add(len(paper.pages))
    assert counts == {1, 2, 3}


@both_languages
def test_a_sample_is_marked_on_every_page_and_a_letter_is_not(language: Language) -> None:
    word = "見本" if language is Language.JA else "SPECIMEN"
    long = (answered(_REFUSED, reason=REASON * 100),)
    to = Addressee("髙﨑 花子", "107-0061", "東京都港区一丁目")
    letter = facts(_REFUSED, language, addressee=to, answers=long)
    letter = replace(letter, sender=replace(letter.sender, company="Co.", department="Dept.", address="Tokyo"))
    assert all(word in page for page in printed(replace(letter, sample=True)).pages)
    assert not printed(letter).says(word)


def test_the_anchor_stands_at_the_foot_of_every_page() -> None:
    paper = printed(facts(_REFUSED, anchor="12-ABCDEFGHIJ", answers=(answered(_REFUSED, reason=REASON * 100),)))
    feet = ["".join(s.char for s in paper.signs if s.page == n and s.inside(_FOOT)) for n in (1, 2)]
    assert feet == ["12-ABCDEFGHIJ1/2", "12-ABCDEFGHIJ2/2"]
