"""Names as people can have or type them, through every paper: printed whole and apart, or refused in a sentence.

Everyone here is invented (見本).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from caseman.domain.decisions import Outcome
from caseman.domain.letter_form import DateStyle, LetterForm, Paper
from caseman.domain.letters import NOTICES, LetterKind
from caseman.domain.post import MailClass
from caseman.errors import CasemanError, InputError
from caseman.letters.acceptance_list import AcceptanceFacts, AcceptedItem, acceptance_list
from caseman.letters.address_labels import AddressLabel, address_labels, place_of
from caseman.letters.address_sheets import AddressSheet, address_sheets
from caseman.letters.cover_sheet import CoverFacts, cover_sheet
from caseman.letters.derivation_sheet import DerivationFacts, render_derivation
from caseman.letters.enclosures_list import EnclosuresFacts, Envelope, enclosures_list
from caseman.letters.facts import Addressee, LetterFacts, Sender
from caseman.letters.places import Box
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.letters.render import render_letter
from caseman.letters.reply_slip import ReplySlipFacts, render_reply_slip
from caseman.offices.label_sheets import shipped_label_sheets
from caseman.offices.window_envelopes import shipped_envelopes
from caseman.text import Language, T
from tests.letters import paper as sample
from tests.letters.paper import REFUSALS, Sign, answered, facts, outcome_of, read

_DAY = date(2026, 11, 24)
_NAMES = {
    "one character": "名",
    "200 characters": "髙﨑花子" * 50,
    "200 letters without a blank": "W" * 200,
    "markup": "<b>&amp;</b>{{ 7*7 }}{% for %}</para>",
    "brackets": "（株）[見本]｛田中｝<太郎>「」『",
    "bidi": "見本\u202e太郎\u202c\u200b\u2066x\u2069\ufeff",
    "zero width": "\u200b\u200c\u200d花\u2060子",
    "four lines": "株式会社見本\n見本事業本部\n個人情報保護室\n見本花子",
    "controls": "見\x00本\x07",
    "line ends": "見本\r\n太郎\u2028花子",
    "right to left": "עברית",
    "an emoji": "見本😀",
    "a private sign": "見本\ue000",
    "forty lines": "\n".join(["見本"] * 40),
}
_REFUSED = {"right to left", "an emoji", "a private sign"}
every_name = pytest.mark.parametrize("name", _NAMES)
papers = pytest.mark.parametrize(("language", "size"), [(Language.JA, Paper.A4), (Language.EN, Paper.LETTER)])
both_languages = pytest.mark.parametrize("language", Language)


def _made(draw: Callable[[], bytes], name: str, *, too_long: bool = False) -> sample.Paper | None:
    """The paper read back; None where it was refused in a sentence that says what to do."""
    made = _drawn(draw)
    if isinstance(made, CasemanError):
        assert name in _REFUSED or too_long, str(made)
        assert str(made).endswith(".")
        return None
    assert name not in _REFUSED, "a character that no font has is never a blank box"
    return read(made)


def _drawn(draw: Callable[[], bytes]) -> bytes | CasemanError:
    try:
        return draw()
    except CasemanError as error:
        return error


def _lying_on_one_another(signs: tuple[Sign, ...]) -> list[tuple[str, str]]:
    """Signs that lie on one another by a third of a millimetre and more."""
    found = []
    ordered = sorted(signs, key=lambda sign: (sign.page, sign.left))
    for at, sign in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.page != sign.page or other.left >= sign.right - 0.35:
                break
            apart = sign.top + 0.3 >= other.bottom or other.top + 0.3 >= sign.bottom
            if not apart and min(sign.right, other.right) - other.left > 0.35:
                found.append((sign.char, other.char))
    return found


def _stands_well(paper: sample.Paper, size: Paper) -> None:
    assert not _lying_on_one_another(paper.signs)
    whole = Box(3, 3, size.width - 8, size.height - 7)
    assert all(sign.inside(whole) for sign in paper.signs), "nothing runs over the edge of the paper"


@both_languages
@every_name
@pytest.mark.parametrize("setting", shipped_envelopes(), ids=lambda setting: setting.name)
def test_through_the_window_the_addressee_alone_and_all_of_it(name: str, language: Language, setting: object) -> None:
    envelope = next(each for each in shipped_envelopes() if each is setting).envelope
    written = _NAMES[name]
    to = Addressee(written, "107-0061", "東京都港区見本町一丁目12番3号 コーポ・ファースト101号室")
    form = LetterForm(envelope.paper, DateStyle.ERA, True, envelope)
    letter = facts(LetterKind.DISCLOSURE, language, addressee=to, principal_name=written, form=form)
    paper = _made(lambda: render_letter(letter), name, too_long=name == "forty lines")
    if paper is None:
        return
    window = Box(envelope.x - 0.3, envelope.y - 0.3, envelope.width + 0.6, envelope.height + 0.6)
    seen = [sign for sign in paper.signs if sign.page == 1 and sign.touches(Box(*envelope.shown))]
    assert all(sign.inside(window) for sign in seen)
    assert "P-2026-0001" in "".join(sign.char for sign in seen)
    _stands_well(paper, envelope.paper)


@every_name
@pytest.mark.parametrize(("language", "vertical"), [(Language.JA, False), (Language.JA, True), (Language.EN, False)])
@pytest.mark.parametrize("setting", shipped_label_sheets(), ids=lambda setting: setting.name)
def test_on_a_label_it_stays_on_its_label(name: str, language: Language, vertical: bool, setting: object) -> None:
    sheet = next(each for each in shipped_label_sheets() if each is setting).sheet
    label = AddressLabel(Addressee(_NAMES[name], "107-0061", "東京都港区見本町一丁目12番3号"), "P-2026-0001")
    long = name in ("200 characters", "200 letters without a blank", "forty lines")
    paper = _made(lambda: address_labels([label] * 2, sheet, language, vertical=vertical), name, too_long=long)
    if paper is not None:
        places = [place_of(sheet, at) for at in range(2)]
        assert all(any(sign.inside(place) for place in places) for sign in paper.signs)
        assert not _lying_on_one_another(paper.signs)


@papers
@every_name
def test_on_an_address_sheet_it_stays_above_the_line(name: str, language: Language, size: Paper) -> None:
    to = Addressee(_NAMES[name], "107-0061", "東京都港区見本町1-2-3")
    sheet = AddressSheet(to, MailClass.REGISTERED, "P-2026-0001-01", "P-2026-0001")
    sender = replace(facts(LetterKind.DISCLOSURE, language).sender, company=_NAMES[name])
    paper = _made(
        lambda: address_sheets([sheet] * 2, sender, language, paper=size), name, too_long=name == "forty lines"
    )
    if paper is not None:
        cut = size.folds[0]
        assert not any(sign.top < cut < sign.bottom for sign in paper.signs)
        _stands_well(paper, size)


def _sheets(written: str, language: Language, size: Paper) -> dict[str, Callable[[], bytes]]:
    line = " ".join(written.split())
    sender = Sender(written, "個人情報窓口", "107-8349", "東京都港区見本町2-5-8", "03-0000-2500")
    envelope = Envelope("P-2026-0001-01", written, 2, ((written, 1),))
    items = (AcceptedItem(written, MailClass.REGISTERED, ""),) * 3
    steps = (T("{name}", name=written),) * 9
    return {
        "enclosures list": lambda: enclosures_list(
            EnclosuresFacts("R-2026-001", written, (envelope,) * 3, paper=size), language
        ),
        "acceptance list": lambda: acceptance_list(AcceptanceFacts(sender, items, "R-2026-001", paper=size)),
        "reply slip": lambda: render_reply_slip(
            ReplySlipFacts(sender, "P-2026-0001", "CM1/AAAA", ((line, line),), limit_on=_DAY, paper=size), language
        ),
        "cover sheet": lambda: cover_sheet(CoverFacts(written, "P-2026-0001", None, "CM1", _DAY, size), language),
        "derivation": lambda: render_derivation(
            DerivationFacts(written, "P-1", 1, _DAY, None, None, steps, _DAY, line, paper=size), language
        ),
        "recovery sheet": lambda: recovery_sheet(
            written, "x.caseman", _DAY, "A5SQS-" * 7 + "HNYVD", "CASEMAN1:" + "MR5E" * 60, language, size
        ),
    }


@papers
@every_name
@pytest.mark.parametrize("kind", list(_sheets("", Language.JA, Paper.A4)))
def test_on_lists_and_sheets_it_is_whole_and_nothing_lies_on_it(
    kind: str, size: Paper, name: str, language: Language
) -> None:
    draw = _sheets(_NAMES[name], language, size)[kind]
    paper = _made(draw, name, too_long=name in ("forty lines", "200 characters", "200 letters without a blank"))
    if paper is not None:
        _stands_well(paper, size)


@both_languages
@every_name
def test_an_office_of_that_name_has_a_letterhead_beside_the_window(name: str, language: Language) -> None:
    written = _NAMES[name]
    sender = Sender(written, written, "107-8349", written, "03-0000-2500")
    for setting in shipped_envelopes():
        form = LetterForm(setting.paper, DateStyle.ERA, True, setting.envelope)
        letter = facts(LetterKind.FEE_NOTICE, language, sender=sender, form=form)
        paper = _made(lambda letter=letter: render_letter(letter), name, too_long=name == "forty lines")  # type: ignore[misc]
        if paper is not None:
            _stands_well(paper, setting.paper)


def test_a_letterhead_that_no_letter_holds_is_told_as_that() -> None:
    sender = Sender("見本\n" * 80, "", "107-8349", "東京都", "")
    with pytest.raises(InputError) as refused:
        render_letter(facts(LetterKind.DISCLOSURE, sender=sender))
    assert (refused.value.code, refused.value.field) == ("letterhead-too-long", "letterhead")


_REASON = "\n".join(["取引先担当者の氏名が含まれているためです。<b>&amp;{{ x }}「（『" * 9] * 14)


def _with_reason(kind: LetterKind, language: Language) -> LetterFacts | None:
    if kind is LetterKind.EXTENSION:
        return facts(kind, language, extension_reason=_REASON)
    if kind is LetterKind.METHOD_CHANGE:
        return facts(kind, language, methods=(replace(sample.METHOD, reason=_REASON),))
    if kind is LetterKind.DEFICIENCY:
        long = replace(sample.DEFICIENCY[language], defects=((_REASON, _REASON),))
        return facts(kind, language, deficiency=long)
    if kind in NOTICES:
        return None
    plain = kind in REFUSALS or kind in (LetterKind.NO_DATA, LetterKind.COMPLAINT_REPLY)
    outcome = outcome_of(kind) if plain else Outcome.PART
    return facts(kind, language, answers=(answered(kind, outcome=outcome, reason=_REASON, details=_REASON),))


@both_languages
@pytest.mark.parametrize("kind", LetterKind)
def test_a_reason_of_three_pages_is_told_to_its_last_word(kind: LetterKind, language: Language) -> None:
    letter = _with_reason(kind, language)
    if letter is None:
        return
    paper = read(render_letter(letter))
    assert 3 <= len(paper.pages) <= 10
    told = paper.text.count("『")
    assert told > 0
    assert told % (9 * 14) == 0, "nothing is lost where a page ends"
    _stands_well(paper, Paper.A4)
