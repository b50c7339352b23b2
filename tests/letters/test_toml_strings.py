"""Where each character of a TOML text stands in its file."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from caseman.letters.toml_strings import read_places


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30), st.booleans(), st.data())
def test_each_character_of_a_text_is_found_in_its_file(text: str, lines: bool, data: st.DataObject) -> None:
    def write(sign: str) -> str:
        plain = sign.isprintable() and sign not in '"\\'
        forms = [f"\\U{ord(sign):08X}"] + ([sign] * 3 if plain or (lines and sign == "\n") else [])
        wrapped = ["\\\n   "] if lines else []
        return data.draw(st.sampled_from(["", *wrapped])) + data.draw(st.sampled_from(forms))

    body = "".join(write(sign) for sign in text)
    written = f'"""\n{body}"""' if lines else f'"{body}"'
    said, places = read_places(written)
    assert said == tomllib.loads(f"key = {written}")["key"]
    assert len(places) == len(said) + 1
    assert places == sorted(places)
    assert all(written[at] in (sign, "\\") for sign, at in zip(said, places, strict=False))


@given(st.text(st.characters(codec="utf-8", exclude_characters="'\r", min_codepoint=32), max_size=20))
def test_a_literal_text_stands_as_it_is_written(text: str) -> None:
    for written, start in ((f"'{text}'", 1), (f"'''{text}'''", 3), (f"'''\n{text}'''", 4)):
        if "\x7f" in text or not text:
            continue
        said, places = read_places(written)
        assert said == tomllib.loads(f"key = {written}")["key"] == text
        assert places[0] == start
