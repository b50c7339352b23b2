"""Texts of an office's own: every fault is told with its place, and what is let through always ends."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.letters import LetterKind
from caseman.errors import RuleError
from caseman.letters.facts import LetterFacts
from caseman.letters.specimens import specimens
from caseman.letters.text_checks import LONGEST_TEXT, TextFault, check_text
from caseman.letters.text_values import named_values
from caseman.letters.texts import LONGEST, fill, shipped_toml
from caseman.text import Language

both_languages = pytest.mark.parametrize("language", Language)
every_kind = pytest.mark.parametrize("kind", LetterKind)

# A sound text of an extension; `paragraphs` is on line 5, the reason on line 17.
SOUND = '''\
# Our own text
title = "Notice of extension"
opening = "Dear {{ addressee }},"
paragraphs = [
    "Your request of {{ received_on }} ({{ case_number }}), {{ types }}.",
]
closing = "Yours faithfully,"

[[items]]
label = "New date"
text = "{{ due_on }}"

[[items]]
label = "Reason"
text = """
Because
  of this: {{ reason }}"""

[[items]]
label = "Contact"
text = "{{ telephone }}"
'''


def _checked(toml: str, kind: LetterKind = LetterKind.EXTENSION) -> tuple[TextFault, ...]:
    return check_text(toml, kind, Language.EN)


def _changed(old: str, new: str) -> str:
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


@both_languages
@every_kind
def test_every_text_that_ships_passes(kind: LetterKind, language: Language) -> None:
    assert check_text(shipped_toml(kind, language), kind, language) == ()


def test_the_sample_text_is_sound() -> None:
    assert _checked(SOUND) == ()


_P = "Your request of {{ received_on }} ({{ case_number }}), {{ types }}."  # column 6 of line 5


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code"),
    [
        # what TOML says
        ('closing = "Yours', "closing = Yours", 7, 11, "not-toml"),
        ('label = "Reason"', 'label = "Reason"\nlabel = "Reason"', 15, 17, "not-toml"),
        ('text = "{{ telephone }}"\n', 'text = "{{ telephone }}', 21, 24, "not-toml"),
        # keys
        ('closing = "', 'clsing = "', 7, 1, "text-key"),
        ('closing = "Yours faithfully,"\n', "", 1, 1, "text-key"),
        ('label = "Reason"\n', "", 13, 1, "text-key"),
        ('label = "Reason"', 'label = "Reason"\nnote = "x"', 15, 1, "text-key"),
        ('label = "Reason"', "label = 5", 14, 1, "text-key"),
        ("paragraphs = [\n", "paragraphs = [\n    5,\n", 5, 5, "text-key"),
        ('label = "Reason"', 'label = "Reason"\nper = "answers"', 15, 1, "text-per"),
        ('label = "Reason"', 'label = "Reason"\nper = "answer"', 15, 1, "text-per"),
        ('title = "Notice of extension"', 'title = " "', 2, 1, "text-empty"),
        ('title = "Notice', 'title = "{{ principal }}', 2, 10, "text-plain"),
        ('label = "Contact"', 'label = "C {% if agent %}x{% endif %}"', 20, 12, "text-plain"),
        # names and their parts
        (_P, _P + " {{ adressee }}", 5, 77, "text-name"),
        (_P, _P + " {{ limit_on }}", 5, 77, "text-name"),
        (_P, _P + " {{ range }}", 5, 77, "text-name"),
        (_P, _P + " {{ self }}", 5, 77, "text-name"),
        (_P, _P + " {{ agent.name }}", 5, 83, "text-part"),
        (_P, _P + " {{ agent.__class__ }}", 5, 83, "text-part"),
        (_P, _P + " {{ loop.index }}", 5, 77, "text-name"),
        (_P, _P + " {% for e in enclosures %}{{ loop.cycle }}{% endfor %}", 5, 107, "text-part"),
        (_P, _P + " {% for e in enclosures %}{{ e.name }}{% endfor %}", 5, 104, "text-part"),
        (_P, _P + " {{ enclosures }}", 5, 77, "text-list-printed"),
        ("  of this: {{ reason }}", "  of this: {{ reason }} {{ reson }}", 17, 28, "text-name"),
        # nothing is worked out
        (_P, _P + " {{ 'x' * 10**9 }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ agent ~ agent }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ agent['x'] }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ agent if agent else principal }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ lipsum(9999) }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ agent.upper() }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ [agent] }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ 9 }}", 5, 77, "text-not-allowed"),
        (_P, _P + " {{ agent | upper }}", 5, 85, "text-filter"),
        (_P, _P + " {{ agent | join }}", 5, 85, "text-filter-use"),
        (_P, _P + " {{ enclosures | join(agent) }}", 5, 90, "text-filter-use"),
        (_P, _P + " {{ enclosures | map(attribute='x') | join }}", 5, 90, "text-filter-use"),
        (_P, _P + " {{ enclosures | map('upper') | join }}", 5, 90, "text-filter-use"),
        (_P, _P + " {{ enclosures | join(*enclosures) }}", 5, 90, "text-filter-use"),
        # repetitions
        (_P, _P + " {% for i in range(10**9) %}x{% endfor %}", 5, 86, "text-not-allowed"),
        (_P, _P + " {% for i in agent %}x{% endfor %}", 5, 86, "text-loop-over"),
        (
            _P,
            _P + " {% for a in enclosures %}{% for b in enclosures %}x{% endfor %}{% endfor %}",
            5,
            102,
            "text-loop-in-loop",
        ),
        (_P, _P + " {% for a in enclosures recursive %}{{ loop(a) }}{% endfor %}", 5, 77, "text-loop-form"),
        (_P, _P + " {% for a in enclosures if a %}x{% endfor %}", 5, 77, "text-loop-form"),
        (_P, _P + " {% for a, b in enclosures %}x{% endfor %}", 5, 77, "text-loop-form"),
        (_P, _P + " {% for agent in enclosures %}x{% endfor %}", 5, 81, "text-name-taken"),
        (_P, _P + " {% for loop in enclosures %}x{% endfor %}", 5, 81, "text-name-taken"),
        # other tags
        (_P, _P + " {% macro m() %}{{ m() }}{% endmacro %}", 5, 77, "text-tag"),
        (_P, _P + " {% include 'x' %}", 5, 77, "text-tag"),
        (_P, _P + " {% import 'x' as y %}", 5, 77, "text-tag"),
        (_P, _P + " {% from 'x' import y %}", 5, 77, "text-tag"),
        (_P, _P + " {% extends 'x' %}", 5, 77, "text-tag"),
        (_P, _P + " {% block b %}x{% endblock %}", 5, 77, "text-tag"),
        (_P, _P + " {% call x() %}x{% endcall %}", 5, 77, "text-tag"),
        (_P, _P + " {% set a = agent %}", 5, 77, "text-tag"),
        (_P, _P + " {% set a %}x{% endset %}", 5, 77, "text-tag"),
        (_P, _P + " {% filter upper %}x{% endfilter %}", 5, 77, "text-tag"),
        (_P, _P + " {% with %}x{% endwith %}", 5, 77, "text-tag"),
        (_P, _P + " {% autoescape true %}x{% endautoescape %}", 5, 77, "text-tag"),
        (_P, _P + " {% do x %}", 5, 77, "text-tag"),
        # what is not closed
        (_P, _P + " {% if agent %}x", 5, 77, "text-not-ended"),
        (_P, _P + " {% for e in enclosures %}{% if e %}x{% endif %}", 5, 77, "text-not-ended"),
        (_P, _P + " {{ agent", 5, 77, "text-sign"),
        (_P, _P + " {{ agent }", 5, 83, "text-sign"),
        (_P, _P + " {{ agent ! }}", 5, 83, "text-sign"),
        (_P, _P + " {{ agent principal }}", 5, 83, "text-sign"),
        (_P, _P + " {# x", 5, 76, "text-sign"),
        (_P, _P + " {{ }}", 5, 77, "text-sign"),
        # conditions
        (_P, _P + " {% if true %}x{% endif %}", 5, 80, "text-condition"),
        (_P, _P + " {% if agent == principal %}x{% endif %}", 5, 80, "text-compared"),
        (_P, _P + " {% if agent < 'x' %}x{% endif %}", 5, 80, "text-compared"),
        (_P, _P + " {% if agent is defined %}x{% endif %}", 5, 80, "text-not-allowed"),
        (_P, _P + " {% if 'a' in agent %}x{% endif %}", 5, 80, "text-compared"),
        ('label = "Reason"', 'label = "Reason"\nwhen = "agent and nobody"', 15, 19, "text-name"),
        ('label = "Reason"', 'label = "Reason"\nwhen = "false"', 15, 9, "text-condition"),
        ('label = "Reason"', 'label = "Reason"\nwhen = "agent }}{{ principal"', 15, 15, "text-sign"),
        ('label = "Reason"', "label = \"Reason\"\nwhen = ''", 15, 9, "text-sign"),
        # written with escapes, which take more room in the file
        (_P, "\\u3042\\n" + _P + " {{ x }}", 5, 85, "text-name"),
        (_P, _P + "\\u0007", 5, 73, "text-unprintable"),
        ("Because\n", "Because \\\n   {{ x }}", 17, 7, "text-name"),
        # what must be told
        ("{{ types }}", "x", 9, 1, "text-part-missing"),
        ("{{ reason }}", "x", 9, 1, "text-part-missing"),
        ("{{ reason }}", "{% if agent and not agent %}{{ reason }}{% endif %}", 17, 43, "text-part-missing"),
        ('label = "New date"', 'label = "New date"\nwhen = "agent"', 12, 12, "text-part-missing"),
        ("{{ telephone }}", "by telephone", 9, 1, "text-part-missing"),
    ],
)
def test_each_fault_is_told_where_it_stands(old: str, new: str, line: int, column: int, code: str) -> None:
    found = [(fault.line, fault.column, fault.code) for fault in _checked(_changed(old, new))]
    assert (line, column, code) in found
    assert len(found) <= 2


@pytest.mark.parametrize("depth", [20, 300, 8000])
@pytest.mark.parametrize("text", ["IF", "NOT", "PAREN", "DOT", "FILTER"])
def test_a_text_that_goes_too_deep_is_refused_or_harmless(text: str, depth: int) -> None:
    made = {
        "IF": "{% if agent %}" * depth + "x" + "{% endif %}" * depth,
        "NOT": "{% if " + "not " * depth + "agent %}x{% endif %}",
        "PAREN": "{{ " + "(" * depth + "agent" + ")" * depth + " }}",
        "DOT": "{{ agent" + ".a" * depth + " }}",
        "FILTER": "{{ enclosures" + "|unique" * depth + "|join }}",
    }.get(text, text)
    toml = _changed(_P, _P + " " + made)
    found = _checked(toml)
    if found:
        assert {fault.code for fault in found} <= {"text-too-deep", "text-part", "text-too-long"}
    else:
        assert fill(specimens(LetterKind.EXTENSION, Language.EN)[1])


def test_a_text_without_end_is_not_read() -> None:
    (fault,) = _checked(SOUND + "#" * LONGEST_TEXT)
    assert (fault.line, fault.column, fault.code) == (1, 1, "text-too-long")


def test_a_number_of_ten_thousand_digits_is_a_fault() -> None:
    assert {f.code for f in _checked(_changed(_P, _P + "{{ " + "9" * 10_000 + " }}"))} == {"text-sign"}


def test_line_ends_of_another_system_change_no_place() -> None:
    toml = _changed("of this: {{ reason }}", "of this: {{ reson }}")
    assert _checked(toml) == _checked(toml.replace("\n", "\r\n"))


def test_a_fault_tells_in_both_languages_what_to_do() -> None:
    (fault,) = _checked(_changed("{{ types }}", "{{ typos }}"))
    assert str(fault.message) == "There is no name “typos”. Did you mean “types”?"


# --- what is let through always ends

_PIECES = st.sampled_from(
    [
        "{{ reason }}", "{{ enclosures | join(', ') }}", "{{ enclosures | unique | join }}", "{{ loop.index }}",
        "{% for e in enclosures %}", "{% for e in enclosures | unique %}", "{{ e }}", "{% endfor %}", "{% if agent %}",
        "{% if not (agent and types) or e %}", "{% elif email == 'x' %}", "{% else %}", "{% endif %}", "本文 ", "\\n",
        "{# x #}", "{% raw %}{{ x }}{% endraw %}", "{%- if agent -%} ", "{{ 'x' * 10**9 }}", "{% set e = reason %}",
        "{{ addressee ~ reason }}", "{{ {'a': 'b'}[e] }}", "{{", "}}", "'",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25))
def test_what_is_let_through_is_bounded_and_can_be_filled(pieces: list[str]) -> None:
    toml = _changed("Dear {{ addressee }},", "".join(pieces).replace('"', ""))
    found = _checked(toml)
    lines = toml.splitlines()
    for fault in found:
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 2
        assert "{" not in re.sub(r"\{[{%#].*?[}%#]\}|[{}%#, …]", "", str(fault.message))
    if found:
        return
    for facts in specimens(LetterKind.EXTENSION, Language.EN):
        values = named_values(facts)
        longest = max(len(str(value)) for value in values.values())
        made = fill(_owned(facts, toml))
        assert len(str(made)) <= len(toml) * (longest + 1) * max(1, len(facts.enclosures))


def _owned(facts: LetterFacts, toml: str) -> LetterFacts:
    return replace(facts, own_text=toml)


def test_a_letter_that_would_be_too_long_is_not_made() -> None:
    toml = _changed("{{ reason }}", "{{ reason }}" * 1000)
    assert _checked(toml) == ()
    facts = specimens(LetterKind.EXTENSION, Language.EN)[0]
    long = _owned(facts, toml)
    assert len(str(fill(long))) > 1000
    with pytest.raises(RuleError) as refused:
        fill(replace(long, extension_reason="x" * (LONGEST // 1000 + 1)))
    assert refused.value.code == "letter-too-long"


@pytest.mark.parametrize("bad", ["title = 5", "x", SOUND.replace("reason", "nobody"), SOUND.replace("{{ types", "{{")])
def test_an_own_text_that_cannot_be_used_is_an_expected_failure(bad: str) -> None:
    with pytest.raises(RuleError) as refused:
        fill(_owned(specimens(LetterKind.EXTENSION, Language.EN)[0], bad))
    assert refused.value.code == "letter-text-unusable"
