"""A procedure's text that is made to cost time or memory is answered with a sentence."""

from __future__ import annotations

import pytest

from caseman.errors import FileError
from caseman.offices.checker import check
from caseman.offices.loader import office_toml, parse_procedure
from caseman.offices.toml_reading import DEEPEST, read_toml
from caseman.text import Language

_N = 200_000
_HOSTILE = {
    "a key of many parts": "a" + ".a" * (_N // 2) + " = 1",
    "a key of many quoted parts": '"a".' * (_N // 4) + "b = 1",
    "a header of many parts": "[" + "a . " * (_N // 4) + "b]",
    "lists in lists": "a = " + "[" * _N,
    "tables in tables": "a = " + "{a=" * (_N // 3),
    "control characters": "\0" * _N,
    "quotes": '"' * _N,
    "half a pair": "a = '\ud83d'",
    "a long number": "a = " + "9" * _N,
    "nothing but lines": "\n" * _N,
}


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_it_is_told_in_both_languages_and_refused(text: str) -> None:
    found = check(text)
    assert found[0].severity == "error"
    assert 1 <= found[0].line <= text.count("\n") + 1
    for language in Language:
        assert found[0].message.say(language)
    with pytest.raises(FileError):
        parse_procedure(text)


def test_a_key_of_many_parts_is_told_where_it_stands() -> None:
    (found,) = check(office_toml("jen") + "\n\n" + "b." * DEEPEST + "c = 1\n")
    assert found.line == office_toml("jen").count("\n") + 3
    assert str(found.message) == "This key has too many parts. Take it out."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a＝1", "A full-width sign"),
        ("\u3000a = 1", "A full-width sign"),
        ("a = １", "A full-width sign"),
        ("［a］", "A full-width sign"),
        ("a = '１' b", "Something follows the value"),
        ("a = 'b\n'", "A text is begun and not ended"),
        ("a = 'b\x07'", "A sign stands here that nobody can see"),
        ('a = "b\x07"', "A sign stands here that nobody can see"),
        ("# \x07", "A sign stands here that nobody can see"),
    ],
)
def test_what_an_input_method_or_a_paste_leaves_is_named(text: str, told: str) -> None:
    (found,) = check(text)
    assert str(found.message).startswith(told)


def test_what_only_looks_like_it_is_read() -> None:
    assert read_toml("b." * (DEEPEST - 1) + "c = 1")
    assert read_toml(f"a = 1 # {'-' * 100}") == {"a": 1}
    assert read_toml("a = '" + "A" * _N + "'")["a"]
