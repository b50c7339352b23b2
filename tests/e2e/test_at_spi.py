"""What a screen reader is told, over the real bus, while somebody goes through every page with real keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from caseman.domain.lifecycle import Step
from caseman.text import Language
from tests.e2e.desk_walk import DeskWalk, at_the_desk
from tests.e2e.hands_and_ears import Heard, Person
from tests.e2e.what_is_heard import lacks, once_round
from tests.e2e.x_session import missing
from tests.services.walking import PASSPHRASE, PRINCIPAL, Office, TickingClock, Walk, open_copy

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

_PLACES = 9


@dataclass(frozen=True)
class Sitting:
    """Somebody at the desk."""

    person: Person
    walk: DeskWalk
    number: str  # of a case that waits for its decision

    def go(self, place: int) -> None:
        """To a place; the keyboard is somewhere in it then."""
        before = self.person.ears.heard
        self.person.press(f"ctrl+{place}")
        self.person.ears.ask("focus", after=before, within=1)  # it may be there already
        self.person.everything()  # the page is built, and has taken the keyboard


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory, office: Office) -> Iterator[Sitting]:
    """One sitting for all that is heard here; each test begins by going somewhere."""
    folder = tmp_path_factory.mktemp("sitting")
    file = office.copy_to(folder)
    clock = TickingClock()
    desk = open_copy(office, file, clock)
    number = Walk(desk, clock).to(Step.DATE)
    desk.close()
    with at_the_desk(folder, file, Language.EN, (PASSPHRASE,)) as (person, _process):
        walk = DeskWalk(person, Language.EN)
        walk.unlock()
        yield Sitting(person, walk, number)


def _rounds(person: Person) -> Iterator[Heard]:
    """Everything that Tab reaches on a page, tab by tab."""
    heard = once_round(person)
    yield from heard
    if any(each.role == "page tab list" for each in heard):
        while (title := person.next_tab()) is not None:
            yield from once_round(person)
            assert title


@pytest.mark.parametrize("place", range(1, _PLACES + 1))
def test_everything_that_tab_reaches_says_what_it_is(sitting: Sitting, place: int) -> None:
    sitting.go(place)
    heard = list(_rounds(sitting.person))
    assert len({each.called for each in heard}) > 3
    assert list(dict.fromkeys(fault for each in heard for fault in lacks(each))) == []


def test_a_case_says_where_it_stands(sitting: Sitting) -> None:
    person, words = sitting.person, sitting.walk.words
    sitting.walk.find_case(sitting.number)
    person.wait_shown(words("What is disclosed, or what was done"), "text")
    heard = once_round(person)
    assert list(dict.fromkeys(fault for each in heard for fault in lacks(each))) == []
    here = person.go_to_group(words("Steps of the case"))
    said = {here.called}
    for key in ("Right",) * len(Step) + ("Left",) * len(Step):
        before = person.ears.heard
        person.press(key)
        person.ears.ask("focus", after=before, within=0.3)  # the outermost steps are the ends
        said.add(person.focus().called)
    for step in Step:
        assert any(each.startswith(words.term(step)) and each != words.term(step) for each in said), step


def test_the_figures_of_today_are_said_with_what_they_count(sitting: Sitting) -> None:
    sitting.go(1)
    counted = [each for each in once_round(sitting.person) if each.role == "push button" and each.called[-1:].isdigit()]
    assert counted
    assert all(each.called.rpartition(":")[0].strip() for each in counted)


def test_a_table_says_its_headings_and_cells(sitting: Sitting) -> None:
    person, words = sitting.person, sitting.walk.words
    sitting.walk.search(sitting.number)
    told = person.ears.ask("cells", name=words("Cases", "CasesPage"))
    assert told["count"] == 1
    assert all(told["headings"])
    (row,) = told["rows"]
    assert len(row) == len(told["headings"])
    assert sitting.number in row
    assert any(str(PRINCIPAL["name"]) in cell for cell in row)
    person.go_to_role("table", "table cell")
    person.press("Down")
    cell = person.wait_in("frame", "table cell")
    sitting.go(1)
    sitting.go(4)  # the table has the keyboard, at the line that was chosen
    assert person.wait_in("frame", "table cell").name == cell.name
    assert cell.name in row


def test_what_was_refused_is_said_and_stands_at_its_field(sitting: Sitting) -> None:
    person, words = sitting.person, sitting.walk.words
    sitting.go(2)
    person.tab_back_to(words("Log an envelope", "PostPage"))
    person.fill(words("Arrived on"), "2099-01-01")
    before = person.ears.heard
    person.push(words("Log the envelope"))
    person.wait_said(words("The envelope is not logged yet: see the fields marked below."), before)
    field = person.wait_at(words("Arrived on"))
    assert field.text == "2099-01-01"
    assert field.description.strip() not in ("", words("YYYY-MM-DD or {era}").format(era="R7.4.1"))
    person.fill(words("Arrived on"), "")
