"""`caseman help`: any page of the help, in either language, without a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from caseman.help_pages import help_names
from tests.conftest import Ran

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


def test_without_a_topic_it_lists_the_pages(run_cli: Cli) -> None:
    ran = run_cli("help")
    assert ran.code == 0
    assert ran.out.startswith("Help\n")
    assert all(f"({name})" in ran.out for name in help_names()[1:])


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("help", "step-identity"), "Step 3: Identity"),
        (("help", "case:identity"), "Step 3: Identity"),
        (("help", "audit:disposal"), "Retention and disposal"),
        (("help", "step-identity", "--language", "ja"), "手続3：本人確認"),
        (("--language", "ja", "help", "step-identity"), "手続3：本人確認"),
        (("--language", "ja", "help", "step-identity", "--language", "en"), "Step 3: Identity"),
    ],
)
def test_a_page_as_text(run_cli: Cli, arguments: tuple[str, ...], title: str) -> None:
    ran = run_cli(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == title
    assert "**" not in ran.out


@pytest.mark.parametrize("topic", ["nothing", "../today", "today.md/..", "x" * 5_000])
def test_what_is_no_page_names_those_that_are(run_cli: Cli, refusal: Sentence, topic: str) -> None:
    told = refusal(run_cli("help", topic))
    assert "step-identity, step-fee" in told
