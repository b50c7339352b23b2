"""The office's own texts of letters: adopted, used from then on, compared, printed as specimens, and given up again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import col, select

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.errors import RuleError
from caseman.letters.texts import shipped_toml
from caseman.services import auditing, keys, letter_texts, letters, lists
from caseman.services.desk import Desk
from caseman.storage.text_tables import LetterTextRow
from caseman.text import Language
from tests.letters.paper import read
from tests.services.variants import colleague
from tests.services.walking import STAFF, Office, TickingClock, Walk, open_copy, raw, refused, snapshot

_KIND, _JA, _EN = LetterKind.DISCLOSURE, Language.JA, Language.EN
_OURS = "お問い合わせの際は、この文書をお手元にご用意ください。"


def _own(toml: str = "") -> str:
    """The shipped text with a sentence of the office's own."""
    text = toml or shipped_toml(_KIND, _JA)
    assert text.count("notes = [\n") == 1
    return text.replace("notes = [\n", f'notes = [\n    "{_OURS}",\n')


def _line(desk: Desk, kind: LetterKind = _KIND, language: Language = _JA) -> letter_texts.LetterTextLine:
    return next(line for line in letter_texts.list_letter_texts(desk) if (line.kind, line.language) == (kind, language))


def _trail(desk: Desk) -> list[str]:
    return [str(line.label) for line in lists.list_trail(desk)]


def test_at_first_every_letter_has_the_text_that_ships(desk: Desk) -> None:
    lines = letter_texts.list_letter_texts(desk)
    assert [(line.kind, line.language) for line in lines] == [(k, each) for k in LetterKind for each in Language]
    assert {(line.own, line.version, line.since, line.adopted_by) for line in lines} == {(False, 0, None, "")}
    assert letter_texts.show_letter_text(desk, _KIND, _JA) == shipped_toml(_KIND, _JA)
    assert letter_texts.diff_letter_text(desk, _KIND, _JA) == ()


def test_an_adopted_text_holds_for_that_letter_and_language_alone(desk: Desk, clock: TickingClock) -> None:
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())
    line = _line(desk)
    assert (line.own, line.version, line.adopted_by) == (True, 1, STAFF)
    assert line.since is not None
    assert line.since <= clock.now
    assert letter_texts.show_letter_text(desk, _KIND, _JA) == _own()
    assert letter_texts.show_letter_text(desk, _KIND, _JA, shipped=True) == shipped_toml(_KIND, _JA)
    assert sum(each.own for each in letter_texts.list_letter_texts(desk)) == 1
    assert letter_texts.show_letter_text(desk, _KIND, _EN) == shipped_toml(_KIND, _EN)
    assert "The office's own text of “Notice of disclosure” (Japanese) is in force, version 1." in _trail(desk)


def test_letters_are_made_with_the_text_in_force_and_stay_as_they_were_made(walk: Walk) -> None:
    first, second = walk.to(Step.DECISION), walk.to(Step.DECISION)
    old = walk.letter(first)
    letter_texts.adopt_letter_text(walk.desk, _KIND, _JA, _own())
    assert read(letters.preview_letter(walk.desk, second, _KIND)).says(_OURS)
    new = walk.letter(second)
    assert read(letters.letter(walk.desk, second, new).pdf).says(_OURS)
    assert walk.letter(first) == old
    assert not read(letters.letter(walk.desk, first, old).pdf).says(_OURS)
    letter_texts.back_to_shipped(walk.desk, _KIND, _JA)
    assert read(letters.letter(walk.desk, second, new).pdf).says(_OURS)
    third = walk.to(Step.DECISION)
    assert not read(letters.preview_letter(walk.desk, third, _KIND)).says(_OURS)


def test_going_back_keeps_every_version_and_counts_on(desk: Desk) -> None:
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())
    letter_texts.back_to_shipped(desk, _KIND, _JA)
    assert (_line(desk).own, _line(desk).version) == (False, 2)
    assert letter_texts.show_letter_text(desk, _KIND, _JA) == shipped_toml(_KIND, _JA)
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own(_own().replace(f'    "{_OURS}",\n', "")))
    assert (_line(desk).own, _line(desk).version) == (True, 3)
    with desk.reading() as session:
        rows = session.exec(select(LetterTextRow).order_by(col(LetterTextRow.version))).all()
        assert [(row.version, row.shipped, bool(row.toml)) for row in rows] == [
            (1, False, True),
            (2, True, False),
            (3, False, True),
        ]
    assert "The text of “Notice of disclosure” (Japanese) that ships is in force again." in _trail(desk)
    assert auditing.verify_file(desk).sound


def test_it_is_there_after_reopening(desk: Desk, open_desk: Callable[[Path], Desk]) -> None:
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())
    path = desk.file.path
    desk.close()
    again = open_desk(path)
    assert letter_texts.show_letter_text(again, _KIND, _JA) == _own()
    assert auditing.verify_file(again).sound


def test_the_text_is_under_the_seal(desk: Desk) -> None:
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())
    assert "letter_text" not in auditing.verify_file(desk).changed_tables
    with desk.file.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("DROP TRIGGER temp.seal_letter_text_update")
        connection.exec_driver_sql("UPDATE letter_text SET toml = toml || '#'")
        connection.commit()
    assert "letter_text" in auditing.verify_file(desk).changed_tables


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ answer.details }}", "{{ answer.detail }}", "“answer” has no “detail”"),
        ("{{ answer.details }}", "x", "This letter must tell what is told or was done"),
        ('closing = "敬具"', 'closing = "敬具', "A text is begun and not ended"),
        ("{{ answer.scope }}", "{% for x in range(10**9) %}{% endfor %}", "Nothing is worked out"),
    ],
)
def test_a_text_with_faults_is_refused_and_nothing_is_kept(desk: Desk, old: str, new: str, said: str) -> None:
    text = shipped_toml(_KIND, _JA).replace(old, new)
    entries = len(_trail(desk))
    for call in (letter_texts.adopt_letter_text, letter_texts.print_specimen):
        before = snapshot(desk)
        with pytest.raises(RuleError) as raised:
            call(desk, _KIND, _JA, text)
        told = raised.value
        assert snapshot(desk) == before
        assert (told.code, told.field) == ("letter-text-faulty", "text")
        assert said in str(told)
        fault = letter_texts.check_letter_text(text, _KIND, _JA)[0]
        assert f"line {fault.line}, column {fault.column}: {fault.message}" in str(told)
    assert not _line(desk).own
    assert len(_trail(desk)) == entries


def test_the_same_text_is_not_adopted_twice(desk: Desk) -> None:
    shipped = refused(desk, lambda: letter_texts.adopt_letter_text(desk, _KIND, _JA, shipped_toml(_KIND, _JA)))
    assert shipped.code == "letter-text-same"
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())
    assert refused(desk, lambda: letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())).code == "letter-text-same"
    letter_texts.back_to_shipped(desk, _KIND, _JA)
    again = refused(desk, lambda: letter_texts.back_to_shipped(desk, _KIND, _JA))
    assert again.code == "letter-text-shipped"


def test_a_specimen_shows_the_candidate_with_the_office_s_letterhead_and_keeps_nothing(desk: Desk) -> None:
    entries = len(_trail(desk))
    paper = read(letter_texts.print_specimen(desk, _KIND, _JA, _own()))
    assert paper.says(_OURS)
    assert paper.says("見本")
    assert paper.says(desk.procedure.letterhead.company.in_language(_JA))
    assert read(letter_texts.print_specimen(desk, _KIND, _EN)).says("SPECIMEN")
    assert not read(letter_texts.print_specimen(desk, _KIND, _JA)).says(_OURS)
    assert len(_trail(desk)) == entries
    assert not _line(desk).own


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LetterKind)
def test_each_letter_has_a_specimen(desk: Desk, kind: LetterKind, language: Language) -> None:
    assert read(letter_texts.print_specimen(desk, kind, language)).pages


def test_the_difference_is_told_line_by_line(desk: Desk) -> None:
    lines = letter_texts.diff_letter_text(desk, _KIND, _JA, _own())
    assert lines[2].startswith("@@ -")
    assert [line for line in lines[3:] if line[0] in "+-"] == [f'+    "{_OURS}",']
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())
    assert letter_texts.diff_letter_text(desk, _KIND, _JA) == lines
    assert letter_texts.diff_letter_text(desk, _KIND, _JA, shipped_toml(_KIND, _JA).replace("\n", "\r\n")) == ()


def test_only_who_may_change_the_rules_adopts(
    office: Office, office_path: Path, clock: TickingClock, desk: Desk
) -> None:
    name = colleague(desk)
    keys.set_roles(desk, name, frozenset({Role.RECEPTION}))
    desk.close()
    other = open_copy(office, office_path, clock)
    other.staff_name = name
    other.read_roles_again()
    try:
        for call in (
            lambda: letter_texts.adopt_letter_text(other, _KIND, _JA, _own()),
            lambda: letter_texts.back_to_shipped(other, _KIND, _JA),
            lambda: letter_texts.print_specimen(other, _KIND, _JA),
        ):
            with pytest.raises(RuleError) as told:
                call()
            assert told.value.code == "not-permitted"
    finally:
        other.close()


def test_a_text_in_the_file_that_this_program_cannot_use_is_told(walk: Walk) -> None:
    """As one that an earlier program let pass."""
    number = walk.to(Step.DECISION)
    letter_texts.adopt_letter_text(walk.desk, _KIND, _JA, _own())
    raw(walk.desk, "UPDATE letter_text SET toml = replace(toml, 'answer.details', 'answer.former')")
    told = refused(walk.desk, lambda: letters.preview_letter(walk.desk, number, _KIND))
    assert told.code == "letter-text-unusable"
    letter_texts.back_to_shipped(walk.desk, _KIND, _JA)
    assert letters.preview_letter(walk.desk, number, _KIND).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("change", "guard"),
    [
        ("UPDATE letter_text SET language = 'de'", "language_known"),
        ("UPDATE letter_text SET version = 0", "version_positive"),
        ("UPDATE letter_text SET toml = ''", "shipped_or_own"),
        ("UPDATE letter_text SET shipped = 1", "shipped_or_own"),
        ("UPDATE letter_text SET kind = ''", "kind_filled"),
        ("UPDATE letter_text SET version = 1", "UNIQUE"),
    ],
)
def test_the_table_guards_itself(desk: Desk, change: str, guard: str) -> None:
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own())
    letter_texts.adopt_letter_text(desk, _KIND, _JA, _own() + "# second\n")
    with pytest.raises(Exception, match=guard):
        raw(desk, change)


def test_the_names_are_listed_for_one_letter_or_all() -> None:
    every = letter_texts.list_names()
    here = letter_texts.list_names(LetterKind.DEFICIENCY)
    assert {line.name for line in here} < {line.name for line in every}
    unmended = next(line for line in here if line.name == "unmended")
    assert (unmended.kind, unmended.values) == ("code", ("returned", "refused", "waits"))
    assert unmended.letters == (LetterKind.DEFICIENCY,)
    assert unmended.meaning(Language.EN) == "what happens without an answer"
    assert unmended.meaning(Language.JA) == "補正がないときの取扱い"
    assert next(line for line in every if line.name == "company").letters == tuple(LetterKind)
