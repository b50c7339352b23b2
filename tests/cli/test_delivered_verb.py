"""`caseman delivered`: what the carrier's tracking tells of several letters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from caseman.services.letter_list import list_letters
from tests.conftest import Ran
from tests.services.walking import Office, TickingClock, Walk, open_copy, raw

Cli = Callable[..., Ran]


@pytest.fixture
def documents(walk: Walk) -> list[str]:
    """Two letters that left years ago, as the clock of any machine says; the office is closed again."""
    made = []
    for _ in range(2):
        number = walk.to(Step.DECISION)
        made.append(walk.letter(number))
        walk.dispatch(number, made[-1])
    raw(walk.desk, "UPDATE dispatch SET dispatched_on = '2019-03-01'")
    walk.desk.close()
    return made


def _delivered(office: Office, path: Path) -> dict[str, str]:
    desk = open_copy(office, path, TickingClock())
    try:
        return {line.document_number: str(line.delivered_on) for line in list_letters(desk)}
    finally:
        desk.close()


def test_letters_arrive_on_one_day_or_on_their_own(
    on_file: Cli, documents: list[str], office: Office, office_path: Path
) -> None:
    one, two = documents
    ran = on_file("delivered", one, f"{two}=2019-03-05", "--on", "2019-03-04")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Delivery noted of letters: 2.\n"
    assert _delivered(office, office_path) == {one: "2019-03-04", two: "2019-03-05"}


def test_what_cannot_be_noted_is_told_and_nothing_is(
    on_file: Cli, documents: list[str], office: Office, office_path: Path
) -> None:
    ran = on_file("delivered", documents[0], "P-1-1", f"{documents[1]}=2018-01-01", "--on", "2019-03-04")
    assert ran.code == 1
    assert "P-1-1: There is no letter with this number." in ran.err
    assert documents[1] in ran.err
    assert set(_delivered(office, office_path).values()) == {"None"}
