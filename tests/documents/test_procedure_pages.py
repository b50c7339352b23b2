"""A page for each key of a procedure: none is missing, none is old, and the examples are what the offices wrote."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseman.help_pages import help_names, help_page
from caseman.offices.json_schema import schema_text
from caseman.text import Language

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))
import procedure_pages as made  # noqa: E402

TABLES = {table.name: table for table in made.tables()}


def test_the_kept_pages_are_those_that_are_made() -> None:
    old = [path.name for path, text in made.pages() if path.read_text(encoding="utf-8") != text]
    assert old == [], "python packaging/procedure_pages.py"


def test_every_key_of_the_schema_has_its_words() -> None:
    """Those of tables inside tables too; and no words are left of a key that is gone."""
    told = made.words()
    assert set(told) == set(TABLES)
    for name, table in TABLES.items():
        words = dict(told[name]["keys"])
        inside = {key: made.inner(value) for key, value in table.properties.items()}
        for key in [each for each in words if each.endswith("_table")]:
            model = inside[key.removesuffix("_table")]
            assert model is not None
            assert set(words.pop(key)) - {"source"} == set(model["properties"]) - {"source"}, f"{name}.{key}"
        assert set(words) == set(table.properties) - {"source"}, name
        described = [inside[key.removesuffix("_table")] for key in told[name]["keys"] if key.endswith("_table")]
        assert all(model in described for model in inside.values() if model is not None), name


def test_every_name_of_the_schema_stands_on_a_page() -> None:
    """By the schema that editors read, not by the generator's own walk."""
    names: set[str] = set()

    def walk(told: Any) -> None:
        if isinstance(told, dict):
            names.update(told.get("properties", {}))
            for each in told.values():
                walk(each)
        elif isinstance(told, list):
            for each in told:
                walk(each)

    import json

    walk(json.loads(schema_text()))
    pages = "".join(help_page(name, Language.EN).text for name in help_names() if name.startswith("procedure-"))
    tables = {name for name in names if f"[{name}]" in pages}
    languages = {"ja", "en"}
    assert {name for name in names - tables - languages if f"`{name}`" not in pages} == set()
    assert len(names) > 120


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", TABLES)
def test_a_page_says_where_the_key_stands_and_what_it_may_be(name: str, language: Language) -> None:
    page = help_page(TABLES[name].page, language)
    for key in set(TABLES[name].properties) - {"source"}:
        assert f"| `{key}` |" in page.text
    for code in made.EXAMPLES:
        assert page.text.count(f"`{code}`") == 1
    assert f"[{page.title}]({page.name}.md)" in help_page("index", language).text


@pytest.mark.parametrize("name", TABLES)
def test_the_examples_are_words_of_the_offices(name: str) -> None:
    offices = [(made.OFFICES / f"{code}.toml").read_text(encoding="utf-8").splitlines() for code in made.EXAMPLES]
    written = {line for lines in offices for line in lines}
    for kind, code in help_page(TABLES[name].page, Language.EN).code:
        assert kind == "toml"
        lines = code.splitlines()
        whole = [line for line in lines if not line.endswith(" …")]
        assert set(whole) <= written
        if whole == lines:
            assert tomllib.loads(code)
