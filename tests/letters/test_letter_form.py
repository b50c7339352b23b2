"""The form an office chooses: paper, dates, envelope; and that only the address and the number show in its window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseman.domain.letter_form import DateStyle, LetterForm, Paper, WindowEnvelope
from caseman.domain.letters import LetterKind
from caseman.errors import InputError
from caseman.letters.facts import Addressee
from caseman.letters.fonts import MINCHO
from caseman.letters.letter_head import before_building
from caseman.letters.page import Pages, SeenThroughWindowError
from caseman.letters.places import BOTTOM, LEFT, MM, RIGHT, Box, shown_by, window_of
from caseman.letters.render import render_letter
from caseman.letters.test_sheet import window_test_sheet
from caseman.offices.window_envelopes import shipped_envelopes
from caseman.text import Language
from tests.letters.paper import REASON, answered, bare, facts, printed, read
from tests.letters.paper import Paper as Printed

_KIND = LetterKind.NON_DISCLOSURE
_FORMS = [LetterForm(each.paper, DateStyle.WESTERN, envelope=each.envelope) for each in shipped_envelopes()]
every_form = pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.envelope.name)
both_languages = pytest.mark.parametrize("language", Language)


def _seen(paper: Printed, box: Box) -> str:
    return "".join(sign.char for sign in paper.signs if sign.page == 1 and sign.touches(box))


def _inside_the_margins(paper: Printed, form: LetterForm) -> bool:
    """Whether all stands inside the margins; the window and the foot reach a little further."""
    width, height = form.paper.width, form.paper.height
    body = Box(LEFT - 0.5, 10.0, width - LEFT - RIGHT + 1.0, height - BOTTOM - 7.0)
    foot = Box(0, height - 14, width, 14)
    places = (body, foot, window_of(form.envelope))
    return all(any(sign.inside(place) for place in places) for sign in paper.signs)


@every_form
@both_languages
@pytest.mark.parametrize("kind", LetterKind)
def test_on_any_paper_the_window_shows_address_and_number_however_the_sheet_lies(
    kind: LetterKind, language: Language, form: LetterForm
) -> None:
    letter = facts(kind, language, form=form, anchor="12-ABCDEFGHIJ")
    paper = printed(letter)
    to = letter.addressee
    expected = (
        f"〒{to.postal_code}{to.address}{to.name}様（{letter.case_number}）"
        if language is Language.JA
        else f"{to.name}{to.address}{to.postal_code}({letter.case_number})"
    )
    assert _seen(paper, shown_by(form.envelope)) == _seen(paper, window_of(form.envelope)) == bare(expected)
    assert _inside_the_margins(paper, form)
    assert "".join(sign.char for sign in paper.signs).count(to.address.split()[0]) == 1
    assert len(paper.pages) == 1 or (form.envelope.y > 40 and kind in (LetterKind.DEFICIENCY, LetterKind.FEE_NOTICE))


@every_form
@both_languages
def test_pages_have_the_papers_size_and_its_folds(form: LetterForm, language: Language) -> None:
    made = render_letter(facts(_KIND, language, form=form))
    size = pypdfium2.PdfDocument(made)[0].get_size()
    assert size == pytest.approx((form.paper.width * MM, form.paper.height * MM), abs=0.1)
    marks = sorted(line.y + line.height / 2 for line in read(made).lines if line.x < 10 and line.width > 4)
    thirds = {Paper.A4: [99.0, 198.0], Paper.LETTER: [93.13, 186.27]}[form.paper]
    assert marks == pytest.approx(thirds, abs=0.1)


@pytest.mark.parametrize(
    ("style", "day", "written"),
    [
        (DateStyle.ERA, date(2019, 5, 1), "令和元年5月1日"),
        (DateStyle.ERA, date(2019, 4, 30), "平成31年4月30日"),
        (DateStyle.WESTERN, date(2019, 5, 1), "2019年5月1日"),
        (DateStyle.WESTERN, date(2026, 11, 27), "2026年11月27日"),
    ],
)
def test_days_are_written_by_the_era_or_the_western_year_throughout(style: DateStyle, day: date, written: str) -> None:
    letter = facts(LetterKind.EXTENSION, dated=day, received_on=day, due_on=day, old_due=day)
    letter = replace(letter, form=LetterForm(dates=style))
    paper = printed(letter)
    assert paper.text.count(written) >= 4
    other = "令和" if style is DateStyle.WESTERN else "2026年"
    assert other not in paper.text
    told = answered(_KIND, decided_on=day)
    assert printed(facts(_KIND, dated=day, received_on=day, answers=(told,), form=letter.form)).text.count(written) >= 3


@pytest.mark.parametrize("style", DateStyle)
def test_an_english_letter_writes_days_in_words(style: DateStyle) -> None:
    paper = printed(facts(_KIND, Language.EN, form=LetterForm(dates=style)))
    assert paper.has_line("27 November 2026")


@both_languages
def test_the_closing_is_never_alone_on_a_page(language: Language) -> None:
    closing = "以上" if language is Language.JA else "Yours faithfully,"
    for form in (_FORMS[0], _FORMS[-1]):
        for length in range(1, 60, 2):
            reason = "\n".join(f"Line {number};" for number in range(length))
            paper = printed(facts(_KIND, language, form=form, answers=(answered(_KIND, reason=reason),)))
            last = bare(paper.pages[-1]).removeprefix(bare("P-2026-0001-01"))
            assert not last.startswith(bare(closing)), length


def test_japanese_lines_reach_the_margin_and_the_last_does_not() -> None:
    paper = printed(facts(_KIND, answers=(answered(_KIND, reason=REASON * 20),)))
    rows: dict[int, float] = {}
    for sign in paper.signs:
        if sign.page == 1 and 130 < sign.top < 230 and sign.left > LEFT + 6:
            row = round(sign.bottom)
            rows[row] = max(rows.get(row, 0), sign.right)
    edge = 210 - RIGHT
    reaching = [right for right in rows.values() if edge - 3.2 < right <= edge + 0.2]
    assert len(reaching) >= 10
    assert "".join(sign.char for sign in paper.signs).count(REASON) == 20


# --- bad names and addresses


@every_form
@both_languages
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("名", "名"),
        ("<b>{{ company }}</b>&amp;%s{0}\\n", "<b>{{company}}</b>&amp;%s{0}\\n"),
        ("見本（旧姓：見本）「花子」[代理]", "見本（旧姓：見本）「花子」[代理]"),
        ("a\u202eb\u2066c\u200bd\ufeffe\u00ad\u0007", "abcde"),
        (
            "株式会社見本\n見本事業本部\n個人情報保護推進室\n見本 花子",
            "株式会社見本見本事業本部個人情報保護推進室見本花子",
        ),
    ],
)
def test_names_are_printed_as_they_are_and_nothing_in_them_is_followed(
    form: LetterForm, language: Language, name: str, told: str
) -> None:
    letter = facts(_KIND, language, form=form, principal_name=name)
    letter = replace(letter, addressee=replace(letter.addressee, name=name))
    paper = printed(letter)
    assert told in _seen(paper, window_of(form.envelope))
    assert paper.says(told)
    assert _inside_the_margins(paper, form)


@settings(max_examples=25, deadline=None)
@given(
    st.text("髙﨑花子 ABCwi（）", min_size=1, max_size=200).filter(str.strip),
    st.text("見本県市町 Mihon1-", min_size=1, max_size=200).filter(str.strip),
    st.sampled_from(_FORMS),
    st.sampled_from(Language),
)
def test_however_long_they_are_name_and_address_stay_whole_in_any_window(
    name: str, address: str, form: LetterForm, language: Language
) -> None:
    letter = facts(_KIND, language, form=form, addressee=Addressee(name, "107-0061", address))
    try:
        paper = printed(letter)
    except InputError as error:
        assert error.code == "address-too-long"  # noqa: PT017  the other lawful end
        return
    window = window_of(form.envelope)
    seen = _seen(paper, shown_by(form.envelope)).replace("\x02", "-")  # how pdfium tells a hyphen that ends a line
    assert sorted(seen.replace("様", "")) == sorted(bare(
        ("〒" if language is Language.JA else "") + f"107-0061{address}{name}"
        + ("（P-2026-0001）" if language is Language.JA else "(P-2026-0001)")
    ))  # fmt: skip
    rows = sorted({round(s.bottom, 1) for s in paper.signs if s.page == 1 and s.touches(window)})
    assert rows[-1] <= window.bottom + 0.1


def test_an_address_of_forty_lines_is_refused() -> None:
    letter = facts(_KIND, addressee=Addressee("見本", "", "\n".join(["見本町"] * 40)))
    with pytest.raises(InputError) as refused:
        render_letter(letter)
    assert (refused.value.code, refused.value.field) == ("address-too-long", "address")


@pytest.mark.parametrize(
    ("to", "seen"),
    [
        (Addressee("株式会社見本", "", "港区", is_person=False), "港区株式会社見本御中"),
        (Addressee("株式会社見本 御中", "", "港区", is_person=False), "港区株式会社見本御中"),
        (Addressee("見本花子様", "", "港区"), "港区見本花子様"),
        (Addressee("見本花子", "", "", email="a@example.jp"), "a@example.jp見本花子様"),
    ],
)
def test_the_honorific_stands_once(to: Addressee, seen: str) -> None:
    paper = printed(facts(_KIND, addressee=to))
    assert _seen(paper, window_of(LetterForm().envelope)) == f"{seen}（P-2026-0001）"


def test_the_honorific_never_stands_alone_in_a_line() -> None:
    for length in range(10, 60):
        paper = printed(facts(_KIND, addressee=Addressee("髙" * length, "", "港区")))
        assert not [line for line in paper.pages[0].splitlines() if line.strip() == "様"], length


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("東京都港区見本町1-2-3 ABC Tower 10F", ("東京都港区見本町1-2-3", "ABC Tower 10F")),
        ("港区見本町一丁目2番3号　見本荘101号", ("港区見本町一丁目2番3号", "見本荘101号")),
        ("東京都 港区 見本町 見本荘", ("東京都 港区 見本町", "見本荘")),
        ("港区見本町1-2-3", ("港区見本町1-2-3",)),
    ],
)
def test_an_address_is_divided_before_the_building(address: str, parts: tuple[str, ...]) -> None:
    assert before_building(address) == parts


# --- the guard, and what it refuses


@pytest.mark.parametrize(
    ("x", "y", "refused"),
    [(30, 40, True), (5, 40, True), (98, 40, False), (30, 14, False), (30, 66, False), (30, 59, True)],
)
def test_a_page_lets_nothing_else_into_the_window(x: float, y: float, refused: bool) -> None:
    pages = Pages("見本", "ja")
    pages.keep_clear(Box(20, 16, 77, 44))
    if refused:
        with pytest.raises(SeenThroughWindowError):
            pages.text("決定を通知", x, y, MINCHO, 12)
        with pages.in_window():
            pages.text("髙﨑", x, y, MINCHO, 12)
        with pytest.raises(SeenThroughWindowError):
            pages.right("決定", 60, y, MINCHO, 12)
    else:
        pages.text("決定を通知", x, y, MINCHO, 12)
    pages.next_page()
    pages.text("決定を通知", 30, 40, MINCHO, 12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 40.0}, {"height": 12.0}, {"x": 1.0}, {"width": 190.0}, {"y": 75.0}, {"x": 40.0, "width": 120.0},
    ],
)  # fmt: skip
def test_a_window_of_no_use_is_told(wrong: dict[str, float]) -> None:
    envelope = replace(LetterForm().envelope, **wrong)
    with pytest.raises(InputError) as refused:
        window_test_sheet(envelope, Language.JA)
    assert refused.value.code == "window-impossible"


def test_a_window_at_the_right_has_the_sender_at_the_left() -> None:
    form = LetterForm(envelope=WindowEnvelope("right", Paper.A4, 105.0, 30.0, 85.0, 40.0))
    form.envelope.check()
    paper = printed(facts(_KIND, form=form))
    assert _seen(paper, shown_by(form.envelope)).startswith("〒107-0061")
    sender = next(sign for sign in paper.signs if sign.char == "株" and sign.top < 70)
    assert sender.right < 100


# --- the test sheet


@pytest.mark.parametrize("setting", shipped_envelopes(), ids=lambda setting: setting.name)
@both_languages
def test_the_test_sheet_shows_window_folds_and_millimetres(setting: object, language: Language) -> None:
    envelope = next(each for each in shipped_envelopes() if each is setting).envelope
    paper = read(window_test_sheet(envelope, language))
    assert len(paper.pages) == 1
    frame = window_of(envelope)
    wanted = pytest.approx((frame.x, frame.y, frame.width, frame.height), abs=0.3)
    near = [line for line in paper.lines if (line.x, line.y, line.width, line.height) == wanted]
    assert len(near) == 1
    ticks = [line for line in paper.lines if line.y < 0.1 and line.height > 1.5 and line.width < 0.3]
    assert len(ticks) == int(envelope.paper.width) + 1
    assert sorted(line.x + line.width / 2 for line in ticks) == pytest.approx(range(len(ticks)), abs=0.1)
    seen = _seen(paper, frame)
    assert "P-0000-0000" in seen
    assert ("見本花子様" if language is Language.JA else "HanakoMihon(sample)") in seen
    for length in (envelope.x, envelope.y, envelope.width, envelope.height):
        assert f"{length:g}" in paper.text
    assert all(paper.fonts.values())
