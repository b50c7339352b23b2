"""Letters on their way, by the services that the pages call; and a colleague who sits down at the same file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from caseman.services import approval, enclosing, print_runs, run_printing, send_guard
from caseman.services.desk import Change, Desk
from caseman.services.letter_inputs import (
    EnclosedInput,
    ReviewInput,
    RunInput,
    RunPrintInput,
    RunSheetInput,
    SendBackInput,
    SendCheckInput,
    TrackingInput,
)
from caseman.services.run_papers import RunPapers
from tests.services.walking import PRINCIPAL, Walk

Review = Callable[[Desk, ReviewInput], Change]


@contextmanager
def at_desk_of(walk: Walk, name: str) -> Iterator[Desk]:
    """The same open file with another member at it, as after a change of shift."""
    yield Desk(walk.desk.file, name, walk.clock)


def review(desk: Desk, service: Review, number: str, document: str) -> None:
    """A step of the review of a letter."""
    service(desk, ReviewInput.read(number=number, document_number=document))


def asked(desk: Desk, service: Review, number: str, document: str) -> Callable[[], object]:
    """The same, to be called later."""
    return lambda: service(desk, ReviewInput.read(number=number, document_number=document))


def send_back(desk: Desk, number: str, document: str, reason: str) -> None:
    """A letter goes back to its drafter."""
    approval.send_back(desk, SendBackInput.read(number=number, document_number=document, reason=reason))


def compare(desk: Desk, number: str, document: str, /, **changed: object) -> None:
    """Type addressee and number of enclosures before sending; right ones unless said."""
    values: dict[str, object] = {"addressee": PRINCIPAL["name"], "enclosures": 0}
    typed = SendCheckInput.read(number=number, document_number=document, **(values | changed))
    send_guard.check_sending(desk, typed)


def enclose(desk: Desk, number: str, document: str, /, **changed: object) -> None:
    """One piece goes into the envelope: five sheets of disclosed data, unless said."""
    values: dict[str, object] = {"kind": "disclosed_data", "sheets": 5}
    enclosing.enclose(desk, EnclosedInput.read(number=number, document_number=document, **(values | changed)))


def made_run(walk: Walk, *documents: str, **more: object) -> str:
    """A print run of these letters; its number."""
    made = print_runs.make_run(walk.desk, RunInput.read(documents=documents, **more)).document_number
    assert made is not None
    return made


def begin(walk: Walk, run: str, /, **changed: object) -> RunPapers:
    """Begin printing at the first sheet, unless said."""
    return run_printing.begin_printing(walk.desk, RunPrintInput.read(run=run, **changed))


def stop(walk: Walk, run: str, sheet: int, reason: str) -> None:
    """The run stops before a sheet."""
    run_printing.stop_printing(walk.desk, RunSheetInput.read(run=run, sheet=sheet, reason=reason))


def spoil(walk: Walk, run: str, sheet: int, reason: str) -> None:
    """A sheet came out spoilt."""
    run_printing.note_spoilt(walk.desk, RunSheetInput.read(run=run, sheet=sheet, reason=reason))


def print_whole(walk: Walk, run: str) -> RunPapers:
    """Every sheet comes out as it should."""
    papers = begin(walk, run)
    run_printing.finish_printing(walk.desk, run, len(papers.sheets(duplex=False)))
    return papers


def track(walk: Walk, run: str, block: str) -> None:
    """The run's tracking numbers, one a line."""
    print_runs.take_tracking(walk.desk, TrackingInput.read(run=run, block=block))
