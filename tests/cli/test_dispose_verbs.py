"""`caseman dispose`, `caseman disposal`, `caseman hold` and `caseman release`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from caseman.domain.lifecycle import Step
from tests.conftest import Ran
from tests.services.walking import PRINCIPAL, Office, TickingClock, Walk, open_copy, raw, snapshot

_GROWING = ("audit", "seal", "case_key", "month_key", "anchor")  # reading is told in the trail
Cli = Callable[..., Ran]


@pytest.fixture
def numbers(walk: Walk) -> list[str]:
    """Two cases that were closed years ago, as the clock of any machine says; the office is closed again."""
    made = [walk.to(Step.CLOSE) for _ in range(2)]
    raw(
        walk.desk,
        "UPDATE cases SET arrived_on = '2015-01-05', accepted_on = '2015-01-06', closed_on = '2015-02-02', "
        "retain_until = '2018-02-02'",
    )
    walk.desk.close()
    return made


def _rows(office: Office, path: Path) -> dict[str, object]:
    desk = open_copy(office, path, TickingClock())
    try:
        return {name: rows for name, rows in snapshot(desk).items() if name not in _GROWING}
    finally:
        desk.close()


def _sleep_on_it(office: Office, path: Path) -> None:
    desk = open_copy(office, path, TickingClock())
    raw(desk, "UPDATE disposal_run SET proposed_on = '2019-01-01'")
    desk.close()


def test_a_dry_run_tells_what_is_due_and_writes_nothing(
    on_file: Cli, numbers: list[str], office: Office, office_path: Path
) -> None:
    before = _rows(office, office_path)
    ran = on_file("dispose", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "Records due by" in ran.out
    assert all(number in ran.out for number in numbers)
    assert PRINCIPAL["name"] not in ran.out
    found = json.loads(on_file("dispose", "--dry-run", "--json").out)
    assert found["total"] == 6
    assert {item["kind"] for item in found["items"]} == {"scans", "letters", "personal"}
    assert all(item["may_go"] for item in found["items"])
    later = json.loads(on_file("dispose", "--until", "2099-01-01", "--json").out)
    assert later["total"] > 6  # the book's names too
    assert _rows(office, office_path) == before


def test_propose_confirm_and_certify(
    on_file: Cli, numbers: list[str], office: Office, office_path: Path, tmp_path: Path, refusal: Callable[[Ran], str]
) -> None:
    ran = on_file("dispose", "--case", numbers[0])
    assert ran.code == 0
    run = ran.out.split()[1]
    assert "Records: 3" in ran.out
    assert "tomorrow" in refusal(on_file("dispose", "--confirm", run))
    _sleep_on_it(office, office_path)
    ran = on_file("dispose", "--confirm", run)
    assert (ran.code, ran.err) == (0, "")
    assert "Records disposed of: 3." in ran.out
    assert json.loads(on_file("show", numbers[0], "--json").out)["disposed_on"]
    assert "were disposed of on" in on_file("show", numbers[0]).out
    assert PRINCIPAL["name"] in on_file("show", numbers[1]).out
    assert json.loads(on_file("verify", "--json").out)["sound"]
    assert "done" in on_file("disposal", "list").out
    for name in ("one.pdf", "two.pdf"):
        assert on_file("disposal", "certificate", run, "--out", tmp_path / name).code == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    with pdfium.PdfDocument(tmp_path / "one.pdf") as document:
        assert numbers[0] in document[0].get_textpage().get_text_range()
    assert "exists already" in refusal(on_file("disposal", "certificate", run, "--out", tmp_path / "one.pdf"))


def test_a_proposal_is_taken_back(on_file: Cli, numbers: list[str], refusal: Callable[[Ran], str]) -> None:
    assert numbers
    run = json.loads(on_file("dispose", "--json").out)["run"]
    assert "waits for its second name" in refusal(on_file("dispose"))
    assert "nothing was destroyed" in on_file("dispose", "--withdraw", run).out
    assert "settled already" in refusal(on_file("dispose", "--confirm", run))
    assert "There is no disposal run" in refusal(on_file("dispose", "--confirm", "D-1"))


def test_a_hold_keeps_a_case_from_disposal(on_file: Cli, numbers: list[str], refusal: Callable[[Ran], str]) -> None:
    ran = on_file("hold", numbers[0], "--reason", "見本の訴訟")
    assert ran.out == f"Case {numbers[0]} is held: nothing of it may be destroyed.\n"
    assert "held already" in refusal(on_file("hold", numbers[0], "--reason", "x"))
    found = json.loads(on_file("dispose", "--dry-run", "--json").out)
    assert {item["case"] for item in found["items"] if item["may_go"]} == {numbers[1]}
    ran = on_file("dispose", "--case", numbers[0])
    assert "Held for litigation" in ran.out
    assert "is proposed" not in ran.out
    assert on_file("release", numbers[0], "--reason", "和解した。").code == 0
    assert all(item["may_go"] for item in json.loads(on_file("dispose", "--dry-run", "--json").out)["items"])


def test_papers_are_listed_and_ticked_off(on_file: Cli, walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    walk.close(number, papers_end="kept")
    raw(walk.desk, "UPDATE cases SET arrived_on = '2015-01-05', accepted_on = '2015-01-06', closed_on = '2015-02-02'")
    walk.desk.close()
    found = json.loads(on_file("disposal", "papers", "--json").out)
    assert {paper["number"] for paper in found} == {number}
    assert "Noted as destroyed: 1." in on_file("disposal", "papers", "--destroyed", found[0]["enclosure_id"]).out
    assert on_file("disposal", "papers", "--all").code == 0
    assert json.loads(on_file("disposal", "papers", "--json").out) == []


def test_scans_are_marked_as_identity_copies(on_file: Cli, walk: Walk, refusal: Callable[[Ran], str]) -> None:
    number = walk.case()
    walk.desk.close()
    scan = json.loads(on_file("show", number, "--json").out)["scans"][0]["scan_id"]
    assert on_file("scans", "identity", scan).code == 0
    assert json.loads(on_file("show", number, "--json").out)["scans"][0]["identity"] is True
    assert on_file("scans", "identity", scan, "--not").code == 0
    assert json.loads(on_file("show", number, "--json").out)["scans"][0]["identity"] is False
    assert "no such scan" in refusal(on_file("scans", "identity", 999))
