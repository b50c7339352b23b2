"""`caseman office list`, `show` and `check`: for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.offices.loader import office_names, office_toml
from tests.conftest import Ran

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


def _line(text: str, beginning: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if line.startswith(beginning))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(office_toml("aucnet").replace('code = "aucnet"', 'code = "own"'), encoding="utf-8")
    return path


def _change(path: Path, old: str, new: str) -> str:
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return text


def test_those_that_ship_are_listed(run_cli: Cli) -> None:
    ran = run_cli("office", "list")
    assert (ran.code, ran.err) == (0, "")
    heading, *lines = ran.out.splitlines()
    assert heading.split() == ["Code", "Office", "Law", "Document"]
    assert [line.split()[0] for line in lines] == list(office_names())
    (aucnet,) = [line for line in lines if line.startswith("aucnet")]
    assert "AUCNET INC." in aucnet
    assert aucnet.endswith("AUCNET INC., Privacy Policy (English), sections 1 to 10")
    assert ("(starting point)" in ran.out) == any(each["generic"] for each in _listed(run_cli))


def _listed(run_cli: Cli) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run_cli("office", "list", "--json").out)
    return found


def test_the_list_as_json(run_cli: Cli) -> None:
    found = _listed(run_cli)
    assert [each["code"] for each in found] == list(office_names())
    assert {
        "code": "aucnet",
        "name": "AUCNET INC.",
        "document": "AUCNET INC., Privacy Policy (English), sections 1 to 10",
        "law": "appi",
        "generic": False,
    } in found


def test_a_procedure_is_shown_with_the_source_of_each_statement(run_cli: Cli) -> None:
    ran = run_cli("office", "show", "aucnet")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "AUCNET INC. (aucnet, version 1)"
    for line in (
        "Law: Act on the Protection of Personal Information",
        "Fees",
        (
            "  - Envelopes are marked “Confidential” in red — "
            "section 9, Application Procedure; office_since is an office setting"
        ),
        "  - Disclosure — section 6",
        "  - Complaint (comes by: post, telephone; no identity needed) — section 10",
        "  - Passport — section 9, Documents to Be Submitted (II)",
        (
            "  - Delegated agent: Letter of proxy, Certificate of seal impression — "
            "section 9, Documents to Be Submitted (III)"
        ),
        (
            "  - Disclosure: ¥5,250 per request form (Bank transfer; paid with the request; tax included) — "
            "section 9, Handling Charges"
        ),
        (
            "  - Too much: returned. Too little: the rest is asked for. Other means: returned. "
            "Unpaid: it is waited for. — office setting"
        ),
        "  - Every year from 12-29 to 01-03 — office setting",
        "  - Papers are mended within 14 calendar days; then the papers go back — office setting",
        "  - Years a closed case is kept: 3 — office setting",
        "  - Decision: a warning without a second person — office setting",
        "  - JBTV, Inc. (group company; System support business; 03-3512-6311) — section 5, Group Companies",
    ):
        assert line in lines
    assert all(" — " in line for line in lines if line.startswith("  - "))


def test_a_procedure_as_json(run_cli: Cli, own: Path) -> None:
    found = json.loads(run_cli("office", "show", own, "--json").out)
    assert found["code"] == "own"
    assert found["fees"][0]["amount"] == 5250
    assert found["fees"][0]["effective_from"] == "1900-01-01"
    assert found["requests"][3]["channels"] == ["post", "telephone"]


@pytest.mark.parametrize("code", office_names())
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_procedure_that_ships_can_be_shown(run_cli: Cli, code: str, language: str) -> None:
    ran = run_cli("--language", language, "office", "show", code)
    assert (ran.code, ran.err) == (0, "")
    assert code in ran.out.splitlines()[0]


def test_more_of_what_a_procedure_may_say(run_cli: Cli, own: Path) -> None:
    accepted = 'accepted = [{ kind = "resident_record", issued_within_months = 3, form = "original" }]'
    _change(own, 'accepted = ["drivers_licence", "passport", "health_insurance_card"]', accepted)
    _change(own, "photo_needed = 1\nothers_needed = 1", "others_needed = 0\nback_if_address_changed = true")
    _change(own, 'yearly = [["12-29", "01-03"]]', "days = [2026-06-01]\nopened = [2026-05-05]")
    _change(own, 'marking_color = { ja = "赤", en = "red" }\n', "")
    _change(own, 'per = "form"', 'per = "estimated"\neffective_from = 2026-04-01\neffective_until = 2027-03-31')
    lines = [line.partition(" — ")[0] for line in run_cli("office", "show", own).out.splitlines()]
    for line in (
        "  - Certificate of residence (issued within 3 months; Original)",
        "  - Documents without a photograph that suffice: they never do",
        "  - The back too, where the address was changed",
        "  - Closed: 2026-06-01 (Mon)",
        "  - Open all the same: 2026-05-05 (Tue)",
        "  - Envelopes are marked “Confidential”",
        (
            "  - Disclosure: as estimated (Bank transfer; paid with the request; "
            "tax included; from 2026-04-01 (Wed); until 2027-03-31 (Wed))"
        ),
    ):
        assert line in lines


def test_a_sound_file_is_said_to_be_so(run_cli: Cli, own: Path) -> None:
    _change(own, ', "health_insurance_card"', "")
    assert run_cli("office", "check", own) == Ran(0, f"{own}: no mistakes.\n", "")
    assert run_cli("office", "check", own, "--json") == Ran(0, "[]\n", "")


def test_warnings_alone_are_no_failure(run_cli: Cli, own: Path) -> None:
    line = _line(own.read_text(encoding="utf-8"), "accepted =")
    sentence = "Health insurance cards are not valid after 2025-12-01 (Mon)."
    told = f"{own}:{line}: identity.accepted.2: warning: {sentence}\n"
    assert run_cli("office", "check", own) == Ran(0, told, "")
    shipped = run_cli("office", "check", "aucnet")
    assert shipped == Ran(0, told.replace(str(own), "aucnet"), "")


def test_every_error_is_printed_with_file_line_and_key(run_cli: Cli, own: Path) -> None:
    _change(own, ', "health_insurance_card"', "")
    _change(own, "amount = 10\n", "amount = 0\n")
    text = _change(own, 'code = "own"', 'code = "own"\nwindow = 3')
    code, clock = _line(text, "window"), _line(text, "amount = 0")
    ran = run_cli("office", "check", own)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        f"{own}:{code}: window: error: No such key is known here. Take it out, or correct its spelling or its table.",
        f"{own}:{clock}: clock.amount: error: Write 1 or more.",
    ]
    found = run_cli("office", "check", own, "--json")
    assert found.code == 1
    assert json.loads(found.out)[1] == {
        "line": clock,
        "key": "clock.amount",
        "severity": "error",
        "code": "out-of-range",
        "message": "Write 1 or more.",
    }


def test_what_is_no_toml_has_a_line_and_no_key(run_cli: Cli, own: Path) -> None:
    own.write_text("code = 1\ncode = 2\n", encoding="utf-8")
    told = f"{own}:2: error: This key or table stands here twice. Keep one.\n"
    assert run_cli("office", "check", own) == Ran(1, told, "")


@pytest.mark.parametrize("verb", ["show", "check"])
def test_what_cannot_be_read_is_one_sentence(run_cli: Cli, refusal: Sentence, tmp_path: Path, verb: str) -> None:
    assert "is a folder" in refusal(run_cli("office", verb, tmp_path))
    assert "There is no file “acme.toml”" in refusal(run_cli("office", verb, "acme.toml"))
    assert "There is no office procedure “acme”" in refusal(run_cli("office", verb, "acme"))
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    assert "cannot be read as text (UTF-8)" in refusal(run_cli("office", verb, tmp_path / "x.toml"))


def test_a_wrong_procedure_is_not_shown(run_cli: Cli, refusal: Sentence, own: Path) -> None:
    text = _change(own, "amount = 10\n", "amount = 0\n")
    told = refusal(run_cli("office", "show", own))
    assert f"line {_line(text, 'amount = 0')}, “clock.amount”: Write 1 or more." in told


def test_the_verbs_are_under_one_name(run_cli: Cli) -> None:
    told = run_cli("office", "--help").out
    assert all(verb in told for verb in ("list", "show", "check"))
    assert run_cli("offices").code == 2
