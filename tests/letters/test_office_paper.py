"""Every sheet of an office stands on its own paper, A4 or Letter, and inside its margins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest

from caseman.domain.enclosing import EnclosedKind
from caseman.domain.letter_form import Paper
from caseman.domain.post import EnclosureKind, MailClass
from caseman.letters.acceptance_list import AcceptanceFacts, AcceptedItem, acceptance_list
from caseman.letters.address_sheets import AddressSheet, address_sheets
from caseman.letters.cover_sheet import CoverFacts, cover_sheet
from caseman.letters.derivation_sheet import DerivationFacts, render_derivation
from caseman.letters.enclosures_list import EnclosuresFacts, Envelope, enclosures_list
from caseman.letters.facts import Addressee, Sender
from caseman.letters.places import BOTTOM, LEFT, MM, RIGHT, Box
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.text import Language, T
from tests.letters.paper import read

_DAY = date(2026, 11, 24)
_SENDER = Sender("株式会社見本", "個人情報窓口", "107-8349", "東京都港区見本町2-5-8", "03-0000-2500")
_TO = Addressee("髙﨑 花子", "107-0061", "東京都港区見本町一丁目12番3号 コーポ・ファースト101号室")
_STEPS = tuple(T("Answer by") for _ in range(60))
_PAGE_NUMBER, _EDGE = 15.0, 8.0  # millimetres from the lower edge, and kept free by every sheet


def _sheets(paper: Paper, language: Language) -> dict[str, Callable[[], bytes]]:
    items = tuple(AcceptedItem("髙﨑 花子", MailClass.REGISTERED, "123-45-67890-3") for _ in range(40))
    envelopes = tuple(
        Envelope(f"P-2026-{at:04}-01", "髙﨑 花子", 2, ((EnclosedKind.DISCLOSED_DATA.label, 5),)) for at in range(40)
    )
    cover = CoverFacts("株式会社見本", "P-2026-0001", EnclosureKind.REQUEST_FORM.label, "CM1-TEST", _DAY, paper)
    steps = DerivationFacts("見本", "P-2026-0001", 1, _DAY, _DAY, _DAY, _STEPS, _DAY, "見本 花子", paper=paper)
    addressed = AddressSheet(_TO, MailClass.REGISTERED, "P-2026-0001-01", "P-2026-0001")
    return {
        "acceptance list": lambda: acceptance_list(AcceptanceFacts(_SENDER, items, "R-2026-001", paper=paper)),
        "enclosures list": lambda: enclosures_list(
            EnclosuresFacts("R-2026-001", "株式会社見本", envelopes, paper=paper), language
        ),
        "cover sheet": lambda: cover_sheet(cover, language),
        "derivation": lambda: render_derivation(steps, language),
        "recovery sheet": lambda: recovery_sheet(
            "株式会社見本", "x.caseman", _DAY, "A5SQS-" * 7 + "HNYVD", "CASEMAN1:" + "MR5E" * 40, language, paper
        ),
        "address sheets": lambda: address_sheets([addressed] * 2, _SENDER, language, paper=paper),
    }


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", list(_sheets(Paper.A4, Language.JA)))
def test_a_sheet_has_the_size_of_the_paper_and_stands_inside_it(name: str, language: Language, paper: Paper) -> None:
    pdf = _sheets(paper, language)[name]()
    document = pypdfium2.PdfDocument(pdf)
    sizes = {tuple(round(side / MM, 1) for side in page.get_size()) for page in document}
    document.close()
    assert sizes == {(paper.width, paper.height)}
    found = read(pdf)
    text = Box(LEFT - 0.5, _EDGE, paper.width - LEFT - RIGHT + 1, paper.height - _EDGE - BOTTOM + 3)
    outside = [sign for sign in found.signs if not sign.inside(text)]
    assert all(sign.top > paper.height - _PAGE_NUMBER for sign in outside), "".join(sign.char for sign in outside)
    assert len(found.pages) == (2 if name in ("acceptance list", "address sheets") else len(found.pages))
    if name in ("cover sheet", "recovery sheet"):
        assert len(found.pages) == 1
    assert all(found.fonts.values())


def test_a_table_takes_the_whole_width_of_the_text() -> None:
    for paper in Paper:
        found = read(_sheets(paper, Language.JA)["acceptance list"]())
        assert max(line.right for line in found.lines) == pytest.approx(paper.width - RIGHT, abs=0.3)
        assert min(line.x for line in found.lines) == pytest.approx(LEFT, abs=0.3)
