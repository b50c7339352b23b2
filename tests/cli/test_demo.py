"""`caseman demo`: the sample office by one verb; the office itself is tested where it is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.demo import office
from caseman.text import Language, T, Text
from tests.conftest import Ran

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


@pytest.mark.parametrize(
    ("options", "language", "pictures", "cases"),
    [
        ((), Language.EN, True, 0),
        (("--no-pictures",), Language.EN, False, 0),
        (("--pictures", "--cases", "1200"), Language.JA, True, 1200),
    ],
)
def test_folder_language_and_pictures_are_passed_on(
    run_cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    language: Language,
    pictures: bool,
    cases: int,
) -> None:
    asked: list[tuple[Path, Language, bool, int]] = []

    def run_demo(folder: Path, *, say: Callable[[Text], None], language: Language, pictures: bool, cases: int) -> None:
        asked.append((folder, language, pictures, cases))
        say(T("Cases: {count}", count=3))

    monkeypatch.setattr(office, "run_demo", run_demo)
    ran = run_cli("--language", language.value, "demo", tmp_path / "demo", *options)
    assert ran == Ran(0, T("Cases: {count}", count=3).say(language) + "\n", "")
    assert asked == [(tmp_path / "demo", language, pictures, cases)]


def test_a_sample_that_stands_there_is_not_touched(run_cli: Cli, tmp_path: Path, refusal: Sentence) -> None:
    (tmp_path / "demo.caseman").write_bytes(b"precious")
    told = refusal(run_cli("demo", tmp_path))
    assert told.endswith("exists already. Choose another folder, or delete the sample in this one.")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("demo.caseman", b"precious")]


@pytest.mark.parametrize("many", ["-1", "5000001", "viele"])
def test_a_number_of_cases_that_cannot_be_is_refused(run_cli: Cli, tmp_path: Path, many: str) -> None:
    assert run_cli("demo", tmp_path / "demo", "--cases", many).code == 2
    assert not (tmp_path / "demo").exists()
