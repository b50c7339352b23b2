"""The trail, the monthly sheet and the check of the file by command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import Ran
from tests.services.walking import STAFF

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]

pytestmark = pytest.mark.usefixtures("some_cases")


def _actions(ran: Ran) -> list[str]:
    assert (ran.code, ran.err) == (0, "")
    return [line["action"] for line in json.loads(ran.out)]


def test_the_trail_is_shown_the_latest_first(on_file: Cli) -> None:
    ran = on_file("trail")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["Entry", "When", "Who", "Case", "What"]
    assert lines[1].endswith("The trail was read.")
    assert lines[2].endswith("The office file was opened with the passphrase.")
    assert lines[-2].endswith("The office file was made from the procedure “aucnet”.")
    assert lines[-1] == f"Entries of the trail: {len(lines) - 2}"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--case", "p-2026-0002", "--kind", "identity"), ["identity_checked"]),
        (("--kind", "fee"), ["payment_recorded", "payment_recorded"]),
        (("--kind", "fee", "--limit", "1"), ["payment_recorded"]),
        (("--who", "nobody"), []),
        (("--who", STAFF, "--kind", "decision", "--case", "P-2026-0001"), ["request_decided"]),
        (("--from", "R8.11.25", "--kind", "fee"), []),
        (("--from", "2026-11-24", "--to", "2026-11-24", "--kind", "fee"), ["payment_recorded", "payment_recorded"]),
        (("--search", "was closed on"), ["case_closed"]),
    ],
)
def test_it_is_filtered(on_file: Cli, options: tuple[str, ...], found: list[str]) -> None:
    assert _actions(on_file("trail", *options, "--json")) == found


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--case", "P-1"), "no case"),
        (("--from", "yesterday"), "date"),
    ],
)
def test_what_cannot_be_meant_is_refused(on_file: Cli, refusal: Sentence, options: tuple[str, ...], told: str) -> None:
    assert told in refusal(on_file("trail", *options))


def test_the_monthly_sheet_is_written_and_its_anchor_found(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    pdf = tmp_path / "sheet.pdf"
    ran = on_file("sheet", "--out", pdf, "--month", "2026-11")
    assert (ran.code, ran.err) == (0, "")
    head = ran.out.split()[-1].rstrip(".")
    with pypdfium2.PdfDocument(pdf) as document:
        assert head in document[0].get_textpage().get_text_bounded()
    assert "exists already" in refusal(on_file("sheet", "--out", pdf))
    assert "YYYY-MM" in refusal(on_file("sheet", "--out", tmp_path / "other.pdf", "--month", "November"))
    assert not (tmp_path / "other.pdf").exists()
    typed = head.lower().replace("-", " ")
    ran = on_file("verify", "--anchor", typed)
    assert ran.code == 0
    assert "Yes: the file went through this anchor." in ran.out
    assert "The file is sound." in ran.out


def test_the_check_says_no_and_why(on_file: Cli, refusal: Sentence) -> None:
    plain = on_file("verify")
    assert plain.code == 0
    assert "An anchor from paper proves more" in plain.out
    head = plain.out.split("anchor ")[1].split(".")[0]
    other = head[:-1] + ("A" if head[-1] != "A" else "B")
    no = on_file("verify", "--anchor", other)
    assert (no.code, "No: the file was never at this anchor." in no.out) == (1, True)
    beyond = on_file("verify", "--anchor", "9" + head)
    assert (beyond.code, "does not reach this anchor" in beyond.out) == (1, True)
    assert "20 letters and digits" in refusal(on_file("verify", "--anchor", "hello"))
    as_json = json.loads(on_file("verify", "--anchor", head, "--json").out)
    assert (as_json["sound"], as_json["anchor_found"], as_json["anchor_beyond"]) == (True, True, False)
