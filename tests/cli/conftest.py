"""The command line speaks English here, and the passphrase of the test office stands in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from tests.conftest import Ran
from tests.services.walking import PASSPHRASE, Office, Walk

Cli = Callable[..., Ran]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEMAN_LANGUAGE", "en")


@pytest.fixture(autouse=True)
def _quick_keys(cheap_keys: None) -> None:
    """What a command derives by itself is derived at the floor."""


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


@pytest.fixture
def on_file(run_cli: Cli, office_path: Path, passphrase_file: Path) -> Cli:
    """`caseman VERB office.caseman ... --passphrase-file ...`."""

    def ran(verb: str, *arguments: object) -> Ran:
        return run_cli(verb, office_path, *arguments, "--passphrase-file", passphrase_file)

    return ran


@pytest.fixture
def some_cases(walked_once: Callable[[Callable[[Walk], object]], Office], office_path: Path) -> None:
    """P-2026-0001 is decided, P-2026-0002 waits for its fee, P-2026-0003 is closed; the office is closed again."""
    walked_once(_three).copy_to(office_path.parent)


def _three(walk: Walk) -> None:
    for last in (Step.DECISION, Step.IDENTITY, Step.CLOSE):
        walk.to(last)


@pytest.fixture
def refusal() -> Callable[[Ran], str]:
    """The one sentence of an expected failure, which printed nothing else and exits 1."""

    def sentence(ran: Ran) -> str:
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.endswith(".\n")
        assert ran.err.count("\n") == 1
        return ran.err.strip()

    return sentence
