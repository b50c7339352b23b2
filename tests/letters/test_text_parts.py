"""What a letter must tell, the list of names, and the sample facts behind both."""

from __future__ import annotations

import re

import pytest

from caseman.domain.letters import NOTICES, LetterKind
from caseman.letters.specimens import specimens
from caseman.letters.text_checks import check_text
from caseman.letters.text_names import NameKind, Part, all_names, names_of, parts_of
from caseman.letters.text_values import answer_values, named_values
from caseman.letters.texts import shipped_toml
from caseman.text import Language
from tests.letters.paper import printed

both_languages = pytest.mark.parametrize("language", Language)
every_kind = pytest.mark.parametrize("kind", LetterKind)


def _without(toml: str, name: str) -> str:
    """The text without any place where a name is printed; what depends on its list says nothing of it."""
    part = name.rpartition(".")[2]
    printed_name = rf"\{{\{{[^{{}}]*\b{re.escape(part)}\b[^{{}}]*\}}\}}"
    loop = rf"\{{% for (\w+) in {re.escape(name)} %\}}\{{\{{ \1 \}}\}}"  # a list of texts is printed by its entries
    return re.sub(printed_name, "x", re.sub(loop, r"{% for \1 in enclosures %}x", toml))


_SAID = [(kind, part) for kind in LetterKind for part in parts_of(kind) if part.said]
_ASKED = [(kind, part.asked) for kind in LetterKind for part in parts_of(kind) if part.asked]


@both_languages
@pytest.mark.parametrize(("kind", "part"), _SAID, ids=lambda each: getattr(each, "en", str(each)))
def test_a_text_that_drops_what_it_must_tell_is_refused(kind: LetterKind, part: Part, language: Language) -> None:
    toml = shipped_toml(kind, language)
    for name in part.said:
        toml = _without(toml, name)
        if name == "answer.why.reason":
            toml = _without(toml, "answer.reason")
        if name == "answer.why.ground":
            toml = _without(toml, "answer.ground_article")
    missing = [f for f in check_text(toml, kind, language) if f.code == "text-part-missing"]
    assert any(part.meaning(Language.EN) in str(fault.message) for fault in missing)


@both_languages
@pytest.mark.parametrize(("kind", "name"), _ASKED)
def test_a_text_that_is_silent_for_one_case_is_refused(kind: LetterKind, name: str, language: Language) -> None:
    known = names_of(kind)[name]
    toml = shipped_toml(kind, language)
    if known.kind is NameKind.FLAG:
        bad = [re.sub(rf"{{% if {name} %}}(.*?){{% endif %}}", r"\1", toml)]
    else:
        bad = [toml.replace(f"{name} == '{value}'", "agent") for value in known.values]
    assert any(each != toml for each in bad)
    for each in bad:
        if each != toml:
            assert "text-part-missing" in {f.code for f in check_text(each, kind, language)}


# --- the list of names


@every_kind
def test_the_list_has_every_name_and_no_other(kind: LetterKind) -> None:
    facts = specimens(kind, Language.EN)[-1]
    values = {**named_values(facts), "answer": None}
    assert {name.name for name in all_names() if "." not in name.name} == set(values)
    answers = [answer_values(answer, facts) for answer in facts.answers]
    for name, known in names_of(kind).items():
        head, *rest = name.split(".")
        found: list[object] = [*answers] if head == "answer" else [values[head]]
        for part in rest:
            found = [e for each in found for e in (each if isinstance(each, list) else [each])]
            found = [each[part] for each in found]  # type: ignore[index]
        kinds = {
            NameKind.TEXT: str, NameKind.CODE: str, NameKind.NUMBER: int, NameKind.FLAG: bool,
            NameKind.TEXTS: list, NameKind.ROWS: list, NameKind.ROW: dict,
        }  # fmt: skip
        assert all(isinstance(each, kinds[known.kind]) for each in found), name
        if known.kind is NameKind.CODE:
            assert {each for each in found if each} <= set(known.values)


def test_the_parts_of_a_row_are_listed_whole() -> None:
    for kind in LetterKind:
        for facts in specimens(kind, Language.JA):
            values: dict[str, object] = {**named_values(facts)}
            values["answer"] = [answer_values(answer, facts) for answer in facts.answers]
            _listed_whole(values, kind, "")


def _listed_whole(row: dict[str, object], kind: LetterKind, above: str) -> None:
    known = names_of(kind)
    for key, value in row.items():
        if above:
            assert above + key in known, above + key
        for each in value if isinstance(value, list) else ():
            if isinstance(each, dict):
                _listed_whole(each, kind, f"{above}{key}.")


def test_each_name_is_explained_in_both_languages() -> None:
    for name in all_names():
        assert name.en.isascii()
        assert not name.ja.isascii()
        assert (name.kind is NameKind.CODE) == bool(name.values)
    assert len({name.name for name in all_names()}) == len(all_names())


# --- sample facts


@both_languages
@every_kind
def test_each_sample_can_be_printed_and_says_what_it_is(kind: LetterKind, language: Language) -> None:
    for facts in specimens(kind, language):
        paper = printed(facts)
        assert paper.says("見本" if language is Language.JA else "SPECIMEN")
        assert len(paper.pages) <= 3


def test_the_sample_of_a_notice_answers_nothing() -> None:
    assert all((not specimens(kind, Language.JA)[0].answers) == (kind in NOTICES) for kind in LetterKind)
