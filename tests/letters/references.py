"""How every letter looks: small grey pictures of each, kept in tests/data/letters, and what counts as the same.

`make references` draws them anew and tells which changed; whoever does that looks at them. A picture is drawn by
another reader of PDF than the program's writer, at 60 dots an inch and in 16 greys; its pages stand side by side.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from caseman.domain.letters import LetterKind
from caseman.letters.render import render_letter
from caseman.letters.specimens import specimens
from caseman.text import Language
from tests.letters.office_letters import OFFICES, office_letters
from tests.letters.sheet_samples import sheets

KEPT = Path(__file__).parents[1] / "data" / "letters"
SHOWN = Path(__file__).parents[2] / "build" / "letters"  # where what differs is shown
DPI = 60
_OF_OFFICES = (LetterKind.NON_DISCLOSURE, LetterKind.DEFICIENCY, LetterKind.FEE_NOTICE)  # what an office's rules change
_GREYS = 16
_FINER = 2  # times as finely they are drawn, then reduced: less of how a reader smooths edges is left
_BLUR = 3.0  # dots: so far around is looked at before two are compared
_NOTICED = 10  # of 255: a dot that is so much darker or lighter differs
_TOLERATED = 25  # such dots; other readers' edges make 0, a sign alone on its line that moved by 2 mm more than 80


def references() -> dict[str, Callable[[], bytes]]:
    """The name of each picture, and what makes the PDF that it shows: letters, offices' letters, other sheets."""
    made: dict[str, Callable[[], bytes]] = {}
    for language in Language:
        made |= {f"{kind.value}-{language.value}": partial(_fullest, kind, language) for kind in LetterKind}
        made |= {f"{name}-{language.value}": make for name, make in sheets(language).items()}
    for office in OFFICES:
        letters = office_letters(office)
        shown = [kind for kind in _OF_OFFICES if kind in letters] + [next(iter(letters))]
        made |= {f"{office}-{kind.value}": partial(render_letter, letters[kind]) for kind in shown[:3]}
    return made


def _fullest(kind: LetterKind, language: Language) -> bytes:
    """A letter with all it can say."""
    return render_letter(replace(specimens(kind, language)[-1], sample=False))


def draw(pdf: bytes, finer: int = _FINER) -> Image.Image:
    """The pages as a picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=DPI * finer / 72, grayscale=True).to_pil().convert("L") for page in document]
    pages = [page.reduce(finer) for page in pages]
    made = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        made.paste(page, (left, 0))
        left += page.width
    return made.point([round(grey * (_GREYS - 1) / 255) * 255 // (_GREYS - 1) for grey in range(256)])


def differences(one: Image.Image, other: Image.Image) -> int:
    """How many dots differ, beyond the smoothness of edges; pictures of two sizes differ throughout."""
    if one.size != other.size:
        return one.width * one.height
    blurred = [picture.filter(ImageFilter.GaussianBlur(_BLUR)) for picture in (one, other)]
    return sum(ImageChops.difference(*blurred).histogram()[_NOTICED:])


def same(one: Image.Image, other: Image.Image) -> bool:
    return differences(one, other) <= _TOLERATED


def kept(name: str) -> Image.Image:
    with Image.open(KEPT / f"{name}.png") as picture:
        return picture.convert("L")


def show(name: str, before: Image.Image, now: Image.Image) -> Path:
    """Write both side by side, and what differs, dark, as a third."""
    size = (max(before.width, now.width), max(before.height, now.height))
    pair = [Image.new("L", size, 255) for _ in range(2)]
    for place, picture in zip(pair, (before, now), strict=True):
        place.paste(picture)
    differing = ImageChops.invert(ImageChops.difference(*pair))
    made = Image.new("L", (size[0] * 3, size[1]), 255)
    for at, picture in enumerate((*pair, differing)):
        made.paste(picture, (at * size[0], 0))
    SHOWN.mkdir(parents=True, exist_ok=True)
    path = SHOWN / f"{name}.png"
    made.save(path)
    return path


def _write(picture: Image.Image, path: Path) -> None:
    """Four bits a dot."""
    numbered = picture.point([grey * _GREYS // 256 for grey in range(256)])
    numbered.putpalette([grey for step in range(_GREYS) for grey in [step * 255 // (_GREYS - 1)] * 3])
    numbered.save(path, bits=4, optimize=True)


def redraw() -> Iterator[str]:
    """Draw all anew; tell what became of each picture that is not as it was."""
    KEPT.mkdir(parents=True, exist_ok=True)
    wanted = references()
    for name, make in wanted.items():
        path, picture = KEPT / f"{name}.png", draw(make())
        if not path.exists():
            yield f"new: {name}"
        elif same(kept(name), picture):
            continue
        else:
            yield f"changed: {name}"
        _write(picture, path)
    for path in sorted(KEPT.glob("*.png")):
        if path.stem not in wanted:
            path.unlink()
            yield f"gone: {path.stem}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in redraw())
