"""`cases`, `show`, `verify`, `offices`: what is printed for people, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.offices.loader import office_names
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from tests.conftest import Ran
from tests.services.walking import AGENT, PRINCIPAL, Walk, raw

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


@pytest.mark.usefixtures("some_cases")
def test_the_cases_are_listed_soonest_date_first(on_file: Cli) -> None:
    ran = on_file("cases")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["Number", "Principal", "Requests", "State", "Next", "step", "Arrived", "Answer", "by"]
    assert [line.split()[0] for line in lines[1:-1]] == ["P-2026-0002", "P-2026-0001", "P-2026-0003"]
    assert lines[-1] == "Cases: 3"
    waiting, decided, closed = lines[1:-1]
    assert "Awaiting fee" in waiting
    assert "Record the payment" in waiting
    assert waiting.endswith("2026-11-20 (Fri)  2026-12-07 (Mon)")
    assert "Make the letter" in decided
    assert "Closed" in closed
    assert decided.index("Disclosure") == lines[0].index("Requests") - 4  # each full-width sign takes two places


@pytest.mark.usefixtures("some_cases")
def test_the_cases_as_json(on_file: Cli) -> None:
    lines = json.loads(on_file("cases", "--json").out)
    assert lines[0] == {
        "number": "P-2026-0002",
        "principal": "髙橋 一郎",
        "kana": "タカハシ イチロウ",
        "request_types": ["disclosure"],
        "state": "awaiting_fee",
        "next_step": "fee",
        "arrived_on": "2026-11-20",
        "due_on": "2026-12-07",
        "closed_on": None,
        "accepted_on": None,
        "member_id": "SAMPLE-000001",
        "agent": "",
    }
    assert [(line["number"], line["closed_on"]) for line in lines[1:]] == [
        ("P-2026-0001", None),
        ("P-2026-0003", "2026-11-24"),
    ]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ダイコ", ["P-2026-0002"]),
        ("山崎", ["P-2026-0002"]),  # the everyday character finds the one that was written
        ("P-2026-0001", ["P-2026-0001"]),
        ("見本町1-2-3", ["P-2026-0002", "P-2026-0001"]),
        ("鈴木", []),
    ],
)
def test_a_search_finds_people_by_what_is_known_of_them(
    on_file: Cli, walk: Walk, search: str, found: list[str]
) -> None:
    walk.case()
    walk.agent_case("correction")
    walk.desk.close()
    ran = on_file("cases", "--search", search, "--json")
    assert sorted(line["number"] for line in json.loads(ran.out)) == sorted(found)


def test_every_page_of_a_long_list_is_printed(on_file: Cli, walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    from caseman.cli import app
    from caseman.services.case_query import CaseQuery

    for _ in range(5):
        walk.case()
    walk.desk.close()
    monkeypatch.setattr(app, "CaseQuery", lambda **asked: CaseQuery(**(asked | {"limit": 2})))
    ran = on_file("cases")
    assert ran.out.splitlines()[-1] == "Cases: 5"
    assert len({line.split()[0] for line in ran.out.splitlines()[1:-1]}) == 5


@pytest.mark.usefixtures("some_cases")
def test_a_case_is_shown_whole(on_file: Cli) -> None:
    ran = on_file("show", "p-2026-0001")
    assert (ran.code, ran.err) == (0, "")
    for told in (
        "P-2026-0001  Decided",
        "Next: Make the letter",
        "Answer by 2026-12-08 (Tue)",
        "  - 10 business days are counted from the day after, 2026-11-25 (Wed) (Civil Code, Article 140).",
        "髙橋 一郎  タカハシ イチロウ  000-0001 見本県見本市見本町1-2-3",
        "Article 33(1)  ¥5,250  Granted  2026-11-24 (Tue)",
        "Fee: Paid in full (due ¥5,250, paid ¥5,250)",
        "Missing: Letters not made: 1.",
        "2026-11-24 10:00  見本 花子  The request was accepted on 2026-11-24 (Tue).",  # in the office's own time
    ):
        assert told in ran.out


@pytest.mark.usefixtures("some_cases")
def test_a_case_as_json(on_file: Cli) -> None:
    case = json.loads(on_file("show", "P-2026-0003", "--json").out)
    assert (case["number"], case["state"], case["next_step"]) == ("P-2026-0003", "closed", None)
    assert case["fee_due"] == {"minor": 5250, "currency": "JPY"}
    assert [person["name"] for person in case["people"]] == [PRINCIPAL["name"]]
    assert case["derivation"]["due"] == "2026-12-08"
    assert case["derivation"]["steps"][0] == "The request arrived on 2026-11-20 (Fri)."
    assert [letter["tracking_number"] for letter in case["letters"]] == ["123-45-67890-3"]
    assert case["history"][0]["label"] == "The case was closed on 2026-11-24 (Tue)."


def test_agent_and_principal_are_both_shown(on_file: Cli, walk: Walk) -> None:
    number = walk.agent_case()
    walk.desk.close()
    out = on_file("show", number).out
    assert PRINCIPAL["name"] in out
    assert AGENT["name"] in out


@pytest.mark.usefixtures("some_cases")
def test_a_number_that_does_not_exist(on_file: Cli, refusal: Sentence) -> None:
    told = refusal(on_file("show", "P-2026-0099"))
    assert told == "There is no case “P-2026-0099”. Check the number, or search by name."


@pytest.mark.usefixtures("some_cases")
def test_the_terms_are_japanese_when_asked_for(run_cli: Cli, office_path: Path, passphrase_file: Path) -> None:
    ran = run_cli("--language", "ja", "show", office_path, "P-2026-0001", "--passphrase-file", passphrase_file)
    assert ran.code == 0
    assert "2026年11月24日（火）" in ran.out
    assert "開示" in ran.out


@pytest.mark.usefixtures("some_cases")
def test_a_sound_file_is_said_to_be_sound(on_file: Cli) -> None:
    ran = on_file("verify")
    assert (ran.code, ran.err) == (0, "")
    trail, checked, known, hint, verdict = ran.out.splitlines()
    assert trail.startswith("Trail: 21 entries, anchor 21-")  # 20, and the opening
    assert checked == "Scans checked: 1; letters checked: 1."
    assert known == "Anchors that the file remembers to have given out: 1. It has all."
    assert "--anchor" in hint
    assert verdict == "The file is sound."
    as_json = json.loads(on_file("verify", "--json").out)
    assert (as_json["sound"], as_json["entries"], as_json["broken_at"]) == (True, 23, None)


def _forge_an_entry(desk: Desk) -> None:
    raw(desk, "UPDATE audit SET staff = 'Someone Else' WHERE number = 3")


def _swap_a_scan(desk: Desk) -> None:
    raw(desk, "UPDATE scan_content SET data = x'00'")


@pytest.mark.parametrize(
    ("damage", "told", "key"),
    [
        (_forge_an_entry, "The trail was changed at entry 3.", "broken_at"),
        (_swap_a_scan, "Damaged: ", "scans_damaged"),
    ],
)
def test_what_was_changed_behind_the_programs_back_is_named(
    on_file: Cli, walk: Walk, damage: Callable[[Desk], None], told: str, key: str
) -> None:
    walk.case()
    damage(walk.desk)
    assert not verify_file(walk.desk).sound
    walk.desk.close()
    ran = on_file("verify")
    assert ran.code == 1
    assert told in ran.out
    assert ran.out.splitlines()[-1] == "The file is damaged. Keep it, and bring back the last backup."
    as_json = on_file("verify", "--json")
    assert as_json.code == 1
    found = json.loads(as_json.out)
    assert not found["sound"]
    assert found[key]


def test_the_procedures_that_ship_are_listed(run_cli: Cli) -> None:
    ran = run_cli("office", "list", "--json")
    assert [office["code"] for office in json.loads(ran.out)] == list(office_names())
