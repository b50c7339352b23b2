"""The pages of disclosed data behind a letter and beside it, read back from the PDF."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from caseman.domain.attachments import Placing
from caseman.domain.decisions import Outcome
from caseman.domain.letter_form import NO10, LetterForm, Paper
from caseman.domain.letters import DATA_LETTERS, LetterKind
from caseman.errors import RuleError
from caseman.letters.attached_pages import enclosed_paper
from caseman.letters.attached_words import part_name
from caseman.letters.facts import LetterFacts
from caseman.letters.render import render_letter
from caseman.text import Language
from tests.letters.attached import attached, page, redacted, with_attached
from tests.letters.paper import answered, bare, facts
from tests.services.attached_walk import texts

_ANCHOR = "12-ABCDEFGHIJKLMNOPQRST"


def _seen(pdf: bytes, at: int) -> Image.Image:
    """A page as it is seen, a pixel a point."""
    document = pdfium.PdfDocument(pdf)
    try:
        seen = document[at]
        picture: Image.Image = seen.render(scale=1).to_pil().convert("RGB")
        seen.close()
        return picture
    finally:
        document.close()


def _is_red(picture: Image.Image, x: int, y: int) -> bool:
    found = picture.getpixel((x, y))
    assert isinstance(found, tuple)
    return found[0] > 200 and found[1] < 120


@pytest.mark.parametrize("language", Language)
def test_pages_are_counted_with_the_letter_and_say_what_they_belong_to(language: Language) -> None:
    letter = with_attached(
        attached(1, "Alpha", 2, redacted=(redacted(2),)),
        attached(2, "Beta", placing=Placing.ENCLOSED),
        attached(3, "Gamma"),
        language=language,
        anchor=_ANCHOR,
    )
    told = texts(render_letter(letter))
    own, *behind = told[:-3], *told[-3:]
    total = len(told)
    assert total == len(own) + 3
    for at, text in enumerate(behind, len(own) + 1):
        assert f"{at} / {total}" in text
        assert letter.document_number in text
        assert _ANCHOR in text
    japanese = language is Language.JA
    headings = (
        ("別紙1\u3000Alpha（1／2）", "別紙1\u3000Alpha（2／2）", "別紙3\u3000Gamma")
        if japanese
        else ("Attachment 1: Alpha (1 of 2)", "Attachment 1: Alpha (2 of 2)", "Attachment 3: Gamma")
    )
    assert [heading in text for heading, text in zip(headings, behind, strict=True)] == [True] * 3
    note = "墨塗りの部分は開示しない部分です" if japanese else "Redacted parts are withheld"
    assert [note in text for text in behind] == [False, True, False]
    whole = bare("".join(own))
    listed = ("別紙2Beta（1枚）", "別紙1Alpha（2ページ）")
    listed = listed if japanese else ("Attachment2:Beta(1sheet)", "Attachment1:Alpha(2pages)")
    assert all(each in whole for each in listed)


def test_a_letter_of_one_page_without_any_has_no_page_numbers_and_with_one_it_has() -> None:
    plain = facts(LetterKind.DISCLOSURE)
    assert len(texts(render_letter(plain))) == 1
    told = texts(render_letter(with_attached(attached())))
    assert len(told) == 2
    assert "1 / 2" in told[0]


@pytest.mark.parametrize("kind", DATA_LETTERS)
@pytest.mark.parametrize("language", Language)
def test_every_letter_with_data_tells_each_part_with_its_ground(kind: LetterKind, language: Language) -> None:
    given = attached(1, "Alpha", 3, redacted=(redacted(1, 2), redacted(3, reason="Another reason.")))
    whole = bare("".join(texts(render_letter(with_attached(given, kind=kind, language=language)))))
    for pages in ((1, 2), (3,), (1, 2, 3)):
        assert bare(part_name(given, pages, language)) in whole
    assert "Anotherreason." in whole
    assert whole.count(bare("取引先担当者の氏名が含まれるためです。")) == 1


@pytest.mark.parametrize(("pages", "japanese", "english"), [
    ((1,), "（1ページ）", "(page 1)"),
    ((1, 2, 3), "（1～3ページ）", "(pages 1–3)"),
    ((1, 3, 4, 9), "（1、3～4、9ページ）", "(pages 1, 3–4, 9)"),
])  # fmt: skip
def test_pages_are_told_in_few_words(pages: tuple[int, ...], japanese: str, english: str) -> None:
    assert part_name(attached(), pages, Language.JA).endswith(japanese)
    assert part_name(attached(), pages, Language.EN).endswith(english)


@pytest.mark.parametrize("why", [{"ground": None}, {"reason": ""}, {"reason": " \n"}])
def test_no_letter_leaves_a_part_unexplained(why: dict[str, object]) -> None:
    letter = with_attached(attached(pages=2, redacted=(redacted(1), redacted(2, **why))))  # type: ignore[arg-type]
    with pytest.raises(RuleError) as failed:
        render_letter(letter)
    assert failed.value.code == "redaction-unexplained"


def test_what_is_granted_whole_has_nothing_redacted() -> None:
    answer = answered(LetterKind.DISCLOSURE, outcome=Outcome.GRANT, attached=(attached(redacted=(redacted(1),)),))
    with pytest.raises(RuleError) as failed:
        render_letter(facts(LetterKind.DISCLOSURE, answers=(answer,)))
    assert failed.value.code == "redacted-but-granted"


@pytest.mark.parametrize("form", [LetterForm(), LetterForm(paper=Paper.LETTER, envelope=NO10)], ids=["a4", "letter"])
@pytest.mark.parametrize("placing", Placing)
def test_a_page_on_its_side_is_turned_with_its_top_at_the_left(form: LetterForm, placing: Placing) -> None:
    given = attached(pictures=(page((1170, 827), "RGB"),), placing=placing)
    letter = with_attached(given, form=form)
    pdf = render_letter(letter) if placing is Placing.APPENDED else enclosed_paper(letter, given)
    seen = _seen(pdf, len(texts(pdf)) - 1)
    width, height = seen.size
    assert height > width
    red = [(x, y) for x in range(width) for y in range(height) if _is_red(seen, x, y)]
    assert max(x for x, _ in red) < width / 3, "the upper edge is at the left"
    assert min(y for _, y in red) > height / 2, "so is its left corner at the bottom"


def test_the_picture_stands_as_it_is_and_within_the_margins() -> None:
    coded = page()
    pdf = render_letter(with_attached(attached(pictures=(coded,))))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (picture,) = document.pages[-1].get_images().values()
        assert picture.read_raw_bytes() == coded
        assert picture.ColorSpace == "/DeviceGray"
    seen = _seen(pdf, -1 + len(texts(pdf)))
    width, height = seen.size
    corners = ((3, 3), (width - 4, 3), (3, height - 4), (width - 4, height - 4))
    assert all(seen.getpixel(each) == (255, 255, 255) for each in corners)


def test_the_same_facts_give_the_same_bytes() -> None:
    given = attached(pages=2, placing=Placing.ENCLOSED)
    letter = with_attached(attached(), given)
    assert render_letter(letter) == render_letter(letter)
    assert enclosed_paper(letter, given) == enclosed_paper(letter, given)


def test_a_paper_of_its_own_counts_its_own_pages() -> None:
    given = attached(2, pages=3, placing=Placing.ENCLOSED)
    told = texts(enclosed_paper(with_attached(given, anchor=_ANCHOR, sample=True), given))
    assert [f"{at} / 3" in text for at, text in enumerate(told, 1)] == [True] * 3
    assert all("見本" in text and _ANCHOR in text for text in told)


def test_long_and_odd_titles_stay_in_their_line() -> None:
    for title in ("長" * 200, "a" * 200, "<b>&{{ x }}", "葛\U000e0100城の記録"):
        letter: LetterFacts = with_attached(attached(1, title, 2))
        told = texts(render_letter(letter))
        assert "（2／2）" in told[-1]
        assert ("…" in told[-1]) == (len(title) == 200)
