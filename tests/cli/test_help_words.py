"""The help speaks the language that is asked for, on every verb and option."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys

import pytest
from typer.main import get_command

from caseman.cli.app import app
from caseman.cli.words import asked_language, frame_in, sentences
from caseman.text import Language

_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


def _help(*arguments: str) -> str:
    command = [sys.executable, "-m", "caseman", *arguments, "--help"]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={"COLUMNS": "200"}).stdout


@pytest.mark.parametrize("verb", [(), ("due",), ("letter",)])
def test_each_line_of_the_help_is_japanese_when_asked(verb: tuple[str, ...]) -> None:
    told = _help("--language", "ja", *verb).splitlines()
    lines = [line for line in told if line.startswith("  ") and not re.fullmatch(r" {2}\S+( <\S+>)?", line)]
    assert len(lines) >= 5
    assert [line for line in lines if not _JAPANESE.search(line)] == []
    assert any(line.strip().startswith("--help") and "表示" in line for line in told)


def test_the_help_is_english_otherwise() -> None:
    assert not _JAPANESE.search(_help("due"))


def test_every_verb_and_option_is_explained() -> None:
    command = get_command(app)
    for verb in command.commands.values():  # type: ignore[attr-defined]
        assert verb.help, verb.name
        assert all(getattr(parameter, "help", None) for parameter in verb.params), verb.name
    assert len(list(sentences(command))) > 30


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--language", "ja", "due"], Language.JA),
        (["--language=en"], Language.EN),
        (["due", "--office", "aucnet"], None),
        (["--language"], None),
        (["--language", "de"], None),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(arguments: list[str], language: Language | None) -> None:
    assert asked_language(arguments) is language


def test_the_language_of_one_run_does_not_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    for language, before in ((Language.JA, "fr"), (Language.EN, None)):
        if before is None:
            monkeypatch.delenv("LANGUAGE", raising=False)
        else:
            monkeypatch.setenv("LANGUAGE", before)
        domain = gettext.textdomain()
        with frame_in(language):
            assert gettext.gettext("Options") == {"ja": "オプション", "en": "Options"}[language.value]
        assert os.environ.get("LANGUAGE") == before
        assert gettext.textdomain() == domain
