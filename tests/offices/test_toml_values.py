"""A value is put into the text of a procedure: what was meant changes, and every comment stays."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.offices.loader import office_names, office_toml, parse_procedure
from caseman.offices.locations import Place
from caseman.offices.toml_values import value_at, with_section, with_table, with_value, written

_TEXT = office_toml("aucnet")
_PLACES: list[tuple[Place, Any]] = [
    (("version",), 2),
    (("in_force_from",), date(2026, 11, 24)),
    (("letterhead", "company", "ja"), '見本 "株式会社" \\ #1'),
    (("letterhead", "telephone"), "03-0000-0001"),
    (("fees", 0, "amount"), 300),
    (("clock", "amount"), 14),
    (("closures", "yearly"), [["12-28", "01-04"]]),
    (("letters", "envelope"), "dl"),
    (("deficiencies", "limit_days"), 30),
]


@pytest.mark.parametrize(("place", "value"), _PLACES)
@pytest.mark.parametrize("office", office_names())
def test_only_what_is_meant_changes_and_every_comment_stays(office: str, place: Place, value: Any) -> None:
    text = office_toml(office)
    data = tomllib.loads(text)
    if value_at(data, place[:-1]) is None:
        with pytest.raises(ValueError, match="nothing holds"):
            with_value(text, place, value)
        return
    changed = with_value(text, place, value)
    now = tomllib.loads(changed)
    assert value_at(now, place) == value
    if value_at(data, place) is not None:
        assert with_value(changed, place, value_at(data, place)) is not None
        assert tomllib.loads(with_value(changed, place, value_at(data, place))) == data
    assert [line for line in changed.split("\n") if line.startswith("#")] == [
        line for line in text.split("\n") if line.startswith("#")
    ]


def test_what_follows_a_value_on_its_line_stays() -> None:
    assert with_value("a = 1 # one\nb = 2\n", ("a",), 3) == "a = 3 # one\nb = 2\n"
    assert with_value("t = { a = 1, b = 2 } # t\n", ("t", "b"), "x") == 't = { a = 1, b = "x" } # t\n'
    assert with_value("t = [1, 2 ]\n", ("t", 1), 5) == "t = [1, 5 ]\n"
    assert with_value("[t]\n# said\na = 1\n", ("t", "b"), 2) == "[t]\nb = 2\n# said\na = 1\n"
    assert with_value("t = { a = 1 }\n", ("t", "b"), 2) == "t = { a = 1, b = 2 }\n"


@pytest.mark.parametrize("text", ["a = ", "\x00", "[" * 3000])
def test_what_is_no_toml_is_left_alone(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        with_value(text, ("a",), 1)


def test_a_table_is_added_at_the_end_and_the_procedure_still_sound() -> None:
    values: dict[str, Any] = {
        "source": "office setting",
        "name": "ours",
        "title": {"ja": "当社の封筒", "en": "Our envelope"},
        "paper": "a4",
        "x": 20.0,
        "y": 20.0,
        "width": 80.0,
        "height": 40.0,
        "slack": 5.0,
    }
    changed = with_table(_TEXT, "window_envelopes", values)
    assert changed.startswith(_TEXT)
    assert parse_procedure(changed).window_envelopes[-1].title.ja == "当社の封筒"
    again = with_table(changed, "window_envelopes", values | {"name": "ours-2"})
    assert [each.name for each in parse_procedure(again).window_envelopes][-2:] == ["ours", "ours-2"]
    with pytest.raises(ValueError, match=r"letterhead|Cannot"):
        with_table(_TEXT, "letterhead", values)


@given(st.text(max_size=60))
def test_any_text_is_written_so_that_it_reads_back(text: str) -> None:
    kept = text.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"a = {written(kept)}") == {"a": kept}
    tomllib.loads(f"a = {written(text)}")


def test_a_section_that_is_missing_is_added_and_one_that_is_there_is_not() -> None:
    added = with_section("a = 1\n", "letters", {"source": "office setting", "envelope": "dl"})
    assert added == 'a = 1\n\n[letters]\nsource = "office setting"\nenvelope = "dl"\n'
    with pytest.raises(ValueError, match=r"no table|Cannot"):
        with_section(added, "letters", {"envelope": "dl"})
