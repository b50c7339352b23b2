"""Every mistake is found in one run, each with its line, its key and a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.errors import CasemanError
from caseman.offices.checker import Finding, check
from caseman.offices.loader import office_names, office_toml, parse_procedure
from caseman.text import Language
from tests.offices.sample import FEE, OFFICE, changed


def test_a_sound_procedure_has_no_findings() -> None:
    assert check(OFFICE) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "code"),
    [
        ("version = 1", "version = 1\nwindow = 3", 3, "window", "unknown-key"),
        ("amount = 14", "amuont = 14", 30, "clock.amuont", "unknown-key"),
        ("[agents]", "[agentes]", 26, "agentes", "unknown-key"),
        ("version = 1\n", "", 1, "version", "missing-key"),
        ('source = "section 4"\n', "", 26, "agents.source", "missing-key"),
        ('source = "section 6"\n', "", 49, "requests.1.source", "missing-key"),
        (', en = "Sample Co." }', " }", 8, "letterhead.company.en", "missing-key"),
        ('kind = "resident_record", ', "", 24, "identity.accepted.2.kind", "missing-key"),
        ("version = 1", 'version = "one"', 2, "version", "wrong-type"),
        ("version = 1", "version = 1.5", 2, "version", "wrong-type"),
        ("amount = 1000", "amount = 0.5", 56, "fees.0.amount", "wrong-type"),
        ("in_force_from = 2024-04-01", 'in_force_from = "April"', 3, "in_force_from", "wrong-type"),
        ('{ ja = "総務部", en = "General Affairs" }', '"総務部"', 9, "letterhead.department", "wrong-type"),
        ('document = "Sample, Privacy Policy"', "document = 3", 4, "document", "wrong-type"),
        ('channels = ["post"]', 'channels = "post"', 13, "envelopes.channels", "wrong-type"),
        ('"01-03"]', "]", 37, "closures.yearly.0", "wrong-type"),
        ('"01-03"]', '"01-03", "01-04"]', 37, "closures.yearly.0", "wrong-type"),
        (
            'type = "correction"',
            'type = "correction"\nidentity_needed = "so"',
            52,
            "requests.1.identity_needed",
            "wrong-type",
        ),
        ("[agents]", "[[agents]]", 26, "agents", "wrong-type"),
        ('"passport"', '"pasport"', 23, "identity.accepted.1", "not-one-of"),
        ('form = "original"', 'form = "fax"', 24, "identity.accepted.2.form", "not-one-of"),
        ('counted_from = "arrival"', 'counted_from = "stamp"', 32, "clock.counted_from", "not-one-of"),
        ("amount = 14", "amount = 0", 30, "clock.amount", "out-of-range"),
        ("amount = 14", "amount = 1_000", 30, "clock.amount", "out-of-range"),
        ('code = "sample"', 'code = "Sample Co."', 1, "code", "wrong-pattern"),
        ('"12-29"', '"13-29"', 37, "closures.yearly.0.0", "wrong-pattern"),
        ('["stamps"]', "[]", 57, "fees.0.means", "empty"),
        ('source = "section 7"', 'source = ""', 54, "fees.0.source", "empty"),
    ],
)
def test_a_mistake_is_found_with_line_key_and_code(old: str, new: str, line: int, key: str, code: str) -> None:
    found = check(changed((old, new)))
    assert (line, key, "error", code) in [(f.line, f.key, f.severity, f.code) for f in found]
    assert all(f.message.say(language) for f in found for language in Language)
    with pytest.raises(CasemanError):
        parse_procedure(changed((old, new)))


def test_every_mistake_is_found_in_one_run() -> None:
    """Wrong form does not hide what is wrong in substance, in other tables or in the same one."""
    text = changed(
        ('code = "sample"', 'code = "Sample"'),
        ('source = "section 2"\n', ""),
        ('"S-{year}-{serial:04d}"', '"S-{year}"'),
        ('"passport",', '"health_insurance_card", "x",'),
        ("amount = 14", "amount = 14\nextension_max = 3"),
        ('"01-03"', '"02-30"'),
        ('grounds = ["not_untrue"]', 'grounds = ["rights", "other_law"]\npublishd = 1'),
        ('type = "disclosure"\namount = 1000', 'tpye = "disclosure"\namount = -1'),
    )
    text = text + FEE.replace("disclosure", "correction")
    assert [(f.line, f.key, f.code) for f in check(text)] == [
        (1, "code", "wrong-pattern"),
        (11, "envelopes.source", "missing-key"),
        (16, "numbering.case_pattern", "number-pattern"),
        (22, "identity.accepted.2", "not-one-of"),
        (30, "clock.extension_max", "extension-contradicts"),
        (37, "closures.yearly.0.1", "no-month-day"),
        (52, "requests.1.grounds.0", "ground-not-in-law"),
        (52, "requests.1.grounds.1", "ground-not-in-law"),
        (53, "requests.1.publishd", "unknown-key"),
        (54, "fees.0.type", "missing-key"),
        (56, "fees.0.tpye", "unknown-key"),
        (57, "fees.0.amount", "out-of-range"),
        (63, "fees.1.amount", "fee-not-allowed"),
    ]


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        # a misspelt or wrong number of extensions is not taken for none
        ([("amount = 14", "amount = 14\nextension_max = 7\nextensions_alowed = 1")], ["clock.extensions_alowed"]),
        ([("amount = 14", "amount = 14\nextension_max = 7\nextensions_allowed = 9")], ["clock.extensions_allowed"]),
        # nor a wrong end of a fee for an open one
        (
            [("amount = 1000", 'amount = 1000\neffective_until = "soon"'), ("[[fees]]", FEE + "[[fees]]")],
            ["fees.1.effective_until"],
        ),
        # nor a wrong description of the person for none
        ([("accepted = [", "known_by = 3\naccepted = []\ndemanded = [")], None),
        # what does not hang on the wrong key is told all the same
        (
            [("amount = 1000", 'amount = 1000\nunpaid = "x"\neffective_until = 1800-01-01')],
            ["fees.0.unpaid", "fees.0.effective_until"],
        ),
    ],
)
def test_nothing_is_concluded_from_what_is_not_known(changes: list[tuple[str, str]], keys: list[str] | None) -> None:
    found = check(changed(*changes))
    if keys is None:
        assert "identity.known_by" in [f.key for f in found]
        assert "identity-by-nothing" not in [f.code for f in found]
    else:
        assert [f.key for f in found] == keys


def test_a_table_without_its_source_is_judged_all_the_same() -> None:
    text = changed(('source = "section 7"\n', ""), ('type = "disclosure"\namount', 'type = "correction"\namount'))
    assert [(f.line, f.key, f.code) for f in check(text)] == [
        (53, "fees.0.source", "missing-key"),
        (55, "fees.0.amount", "fee-not-allowed"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("amount = 14", "amuont = 14", "No such key is known here. Is “amount” meant?"),
        (
            "version = 1",
            "version = 1\nzzz = 1",
            "No such key is known here. Take it out, or correct its spelling or its table.",
        ),
        ('form = "original"', 'from = "original"', "No such key is known here. Is “form” meant?"),
        ('form = "original"', 'form = "fax"', "Choose one of: original, copy, either."),
        (
            "amount = 1000",
            'amount = 1000\ncurrency = "USD"',
            "A fee in a foreign currency cannot be asked: fees are in yen (JPY).",
        ),
        ("amount = 14", "amount = 366", "Write 365 or less."),
        ('{ ja = "総務部", en = "General Affairs" }', "3", 'Write both languages, such as { ja = "…", en = "…" }.'),
        ("[agents]", "[[agents]]", "Write a table here, headed [agents]."),
        ('["12-29", "01-03"]', '"12-29"', 'Write the first and the last day, such as ["12-29", "01-03"].'),
    ],
)
def test_the_sentence_says_what_to_write(old: str, new: str, sentence: str) -> None:
    assert sentence in [str(f.message) for f in check(changed((old, new)))]


def test_a_list_of_tables_is_told_by_its_header() -> None:
    text = "fees = 3\n" + OFFICE.split("[[fees]]", maxsplit=1)[0]
    assert [(f.line, f.key, str(f.message)) for f in check(text)] == [
        (1, "fees", "Write each one as a table of its own, headed [[fees]].")
    ]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("a = 1\nb =\n", 2, "There is no value here that TOML knows. A text stands in quotes."),
        ("a = 1\na = 2\n", 2, "This key or table stands here twice. Keep one."),
        ("[a]\n\n[a]\n", 3, "This key or table stands here twice. Keep one."),
        ("a = { b = 1,\n", 1, "This is not written as TOML asks. Look at the line and the one above it."),
        ("a = 1\nb = [1,\n2", 3, "A bracket is opened and not closed."),
        ('a = """x\n\n', 2, "A text is begun and not ended. Look for a missing quotation mark above."),
        ("a = 2026-02-30\n", 1, "This day is not in the calendar. Write a day such as 2026-04-01."),
        ("a 1\n", 1, "A key is followed by “=” and its value."),
        ("a = 1 b = 2\n", 1, "Something follows the value. Put each key on a line of its own."),
        ("%PDF-1.7", 1, "This is not written as TOML asks. Look at the line and the one above it."),
        ("a = " + "1" * 5000, 1, "This is not written as TOML asks. Look at the line and the one above it."),
        ("a = " + "[" * 5000, 1, "This is not written as TOML asks. Look at the line and the one above it."),
    ],
)
def test_what_is_no_toml_is_told_alone(text: str, line: int, sentence: str) -> None:
    (found,) = check(text)
    assert (found.line, found.key, found.severity, found.code) == (line, "", "error", "not-toml")
    assert str(found.message) == sentence


def test_a_key_is_printed_without_what_steers_a_terminal() -> None:
    (found,) = check('"a\\u001b[31m.b" = 1\n' + OFFICE)
    assert (found.line, found.key) == (1, '"a\\u001B[31m.b"')


@given(st.data())
def test_no_line_that_is_lost_or_mangled_breaks_the_check(data: st.DataObject) -> None:
    lines = office_toml("aucnet").splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    line = lines[number]
    cut = data.draw(st.integers(0, len(line)))
    mangled = data.draw(
        st.sampled_from([None, line[:cut], line[cut:], line + line, f"{line[:cut]}{data.draw(st.text(max_size=5))}"])
    )
    text = "\n".join([*lines[:number], *([] if mangled is None else [mangled]), *lines[number + 1 :]])
    found = check(text)
    assert all(1 <= finding.line <= text.count("\n") + 1 for finding in found)
    assert all(finding.message.say(language) for finding in found for language in Language)
    if any(finding.severity == "error" for finding in found):
        with pytest.raises(CasemanError):
            parse_procedure(text)
    else:
        parse_procedure(text)


@pytest.mark.parametrize("code", office_names())
def test_what_ships_has_no_errors(code: str) -> None:
    assert [finding for finding in check(office_toml(code)) if finding.severity == "error"] == []


def test_aucnet_is_warned_of_the_health_insurance_card_at_its_line() -> None:
    text = office_toml("aucnet")
    (line,) = [n for n, each in enumerate(text.splitlines(), start=1) if each.startswith("accepted =")]
    (warned,) = check(text)
    assert isinstance(warned, Finding)
    assert (warned.line, warned.key, warned.severity) == (line, "identity.accepted.2", "warning")
    assert str(warned.message) == "Health insurance cards are not valid after 2025-12-01 (Mon)."
