"""Every letter and sheet looks as its kept picture does; a line that moves or vanishes is noticed, an edge is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PIL import Image

from caseman.domain.letters import LetterKind
from caseman.letters.page import Pages
from caseman.letters.render import render_letter
from caseman.letters.specimens import specimens
from caseman.text import Language
from tests.letters import references
from tests.letters.paper import read
from tests.letters.references import KEPT, draw, kept, same, show

_MOST_BYTES = 2_500_000
_ALL = references.references()
_SHORT = LetterKind.ACKNOWLEDGEMENT
both_languages = pytest.mark.parametrize("language", Language)


@pytest.mark.parametrize("name", _ALL)
def test_it_looks_as_it_did(name: str) -> None:
    pdf = _ALL[name]()
    now, before = draw(pdf), kept(name)
    if not same(before, now):
        path = show(name, before, now)
        pytest.fail(f"{name} does not look as it did: see {path}. If it should, `make references` keeps the new look.")
    assert all("BIZUD" in font for font in read(pdf).fonts), "no font of this machine, which others lack"


def test_each_picture_is_of_something_and_they_stay_small() -> None:
    pictures = sorted(KEPT.iterdir())
    assert [picture.stem for picture in pictures] == sorted(_ALL)
    assert sum(picture.stat().st_size for picture in pictures) < _MOST_BYTES


# --- what counts as the same


def _letter(language: Language) -> bytes:
    return render_letter(replace(specimens(_SHORT, language)[-1], sample=False))


@both_languages
@pytest.mark.parametrize("change", ["vanished", "2 mm lower", "2 mm to the right"])
def test_a_line_that_moves_or_vanishes_is_noticed(
    language: Language, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = draw(_letter(language))
    unnoticed = [line for line, picture in _changed(language, change, monkeypatch) if same(before, picture)]
    assert unnoticed == []


def _changed(language: Language, change: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Image.Image]]:
    """The letter with one of its lines changed, one after the other, each with the text of that line."""
    plain = Pages.text
    right, lower = {"2 mm lower": (0, 2), "2 mm to the right": (2, 0)}.get(change, (0, 0))
    drawn: list[str] = []

    def altered(at: int, pages: Pages, line: str, x: float, y: float, *rest: object, **named: object) -> None:
        drawn.append(line)
        if len(drawn) - 1 != at:
            plain(pages, line, x, y, *rest, **named)  # type: ignore[arg-type]
        elif change != "vanished":
            with pages.in_window():
                plain(pages, line, x + right, y + lower, *rest, **named)  # type: ignore[arg-type]

    at, count = 0, 1
    while at < count:
        drawn.clear()
        monkeypatch.setattr(Pages, "text", lambda *a, at=at, **k: altered(at, *a, **k))
        picture = draw(_letter(language))
        count = len(drawn)
        if drawn[at].strip():
            yield drawn[at], picture
        at += 1
    assert count > 15


@both_languages
@pytest.mark.parametrize("finer", [3, 4])
def test_how_smoothly_a_reader_draws_edges_does_not_count(language: Language, finer: int) -> None:
    pdf = _letter(language)
    one, other = draw(pdf), draw(pdf, finer)
    assert one.tobytes() != other.tobytes()
    assert same(one, other)


def test_a_picture_of_another_size_differs() -> None:
    (one, other) = map(partial(Image.new, "L", color=255), ((496, 702), (992, 702)))
    assert same(one, one)
    assert not same(one, other)


def test_what_differs_is_shown_beside_what_was(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "SHOWN", tmp_path)
    before, now = Image.new("L", (10, 20), 255), Image.new("L", (12, 18), 0)
    with Image.open(show("example", before, now)) as picture:
        assert picture.size == (36, 20)
        assert [picture.getpixel(at) for at in ((5, 5), (17, 5), (29, 5))] == [255, 0, 0]
