"""The work of a day under a real X server, by real keys, by somebody who hears the window through a screen reader.

A short walk each time; the long day in both languages by `make journey`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from caseman.domain.fees import FeeState
from caseman.domain.letters import LetterKind
from caseman.services.case_file import show_case
from caseman.services.desk import Desk
from caseman.services.post_register import PostQuery, list_post
from caseman.storage.file import open_file
from caseman.text import Language
from tests.e2e.desk_day import ASKERS, DAY_TYPED, LACKING, PAYING, DeskDay
from tests.e2e.desk_walk import Asker, DeskWalk, at_the_desk
from tests.e2e.x_session import missing
from tests.services.walking import STAFF, Office

_WHOLE_DAY = bool(os.environ.get("CASEMAN_JOURNEY"))
# What Qt says of its talk with screen readers, whatever the program is: of a call it does not know, of a thing that was
# asked for and just closed, of a key that was answered after its 0.1 s.
_OF_THE_READER = ("GetApplicationBusAddress", "Could not find accessible on path", "QSpiApplication::keyEventError")

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


def _today() -> datetime:
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Tokyo"))


@pytest.fixture
def look_inside(office: Office, office_path: Path) -> Callable[[], Desk]:
    """Open the file once the program has left it."""
    return lambda: Desk(
        open_file(office_path, office.keyslots, office.data_key, datetime.now(UTC)), STAFF, lambda: datetime.now(UTC)
    )


def _nothing_complained_of(folder: Path) -> None:
    told = (folder / "complaints.txt").read_text().splitlines()
    assert [line for line in told if not any(each in line for each in _OF_THE_READER)] == []


@pytest.mark.parametrize("language", list(Language) if _WHOLE_DAY else [Language.JA])
def test_a_standard_case_is_walked_by_keys(
    tmp_path: Path, office_path: Path, look_inside: Callable[[], Desk], language: Language
) -> None:
    asker = Asker()
    with at_the_desk(tmp_path, office_path, language) as (person, process):
        walk = DeskWalk(person, language)
        walk.unlock()
        walk.whole_case(asker)
        print(f"{language.value}: {person.counted.keys} keys and {person.counted.signs} signs of text")
        assert walk.quit(process) == 0
    _nothing_complained_of(tmp_path)
    desk = look_inside()
    try:
        case = show_case(desk, walk.numbers[asker])
    finally:
        desk.close()
    (who,) = case.people
    assert (who.name, who.kana) == (asker.name, asker.kana)
    assert who.address.endswith(asker.house)
    assert case.fee_state is FeeState.PAID
    (letter,) = case.letters
    assert letter.tracking_number == asker.tracking
    assert letter.delivered_on is not None
    assert case.closed_on == _today().date()


@pytest.mark.skipif(not _WHOLE_DAY, reason="the whole day is for `make journey`")
@pytest.mark.parametrize("language", list(Language))
def test_a_day_at_the_desk(
    tmp_path: Path, office_path: Path, look_inside: Callable[[], Desk], language: Language
) -> None:
    today = _today().date()
    with at_the_desk(tmp_path, office_path, language, DAY_TYPED) as (person, process):
        day = DeskDay(person, language, tmp_path, today)
        day.unlock()
        day.work()
        cost = person.counted
        print(f"{language.value}: {cost.keys} keys and {cost.signs} signs of text, {cost.seconds:.0f} s")
        assert day.quit(process) == 0
    _nothing_complained_of(tmp_path)
    desk = look_inside()
    try:
        post = list_post(desk, PostQuery())
        cases = {asker: show_case(desk, number) for asker, number in day.numbers.items()}
    finally:
        desk.close()
    assert {line.person for line in post} >= {asker.name for asker in ASKERS}
    assert [len(cases[asker].corrections) for asker in LACKING] == [1, 1]
    assert [cases[asker].fee_state for asker in PAYING] == [FeeState.PAID] * len(PAYING)
    kinds = [letter.kind for case in cases.values() for letter in case.letters]
    assert len(kinds) == len(PAYING) + len(LACKING)
    assert kinds.count(LetterKind.DEFICIENCY) == len(LACKING)
    assert PAYING[1].name in _text(tmp_path / "saved.pdf")
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    (exported,) = tmp_path.glob("export-*")
    assert PAYING[0].name in (exported / "ledger.csv").read_text("utf-8-sig")


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
