"""Pages as a scanner sees them: skewed, speckled, upside down, in black and white at 200 dpi."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from functools import cache

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFont

A4_AT_200 = (1654, 2339)


def drawn(pdf: bytes, dpi: int = 200) -> Image.Image:
    """The first page of a PDF as a grey picture."""
    document = pdfium.PdfDocument(pdf)
    page = document[0]
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    page.close()
    document.close()
    return picture


def written(seed: int, lines: int = 30, words: str = "見本 sample 0123") -> Image.Image:
    """A page with lines that look like writing."""
    chance = random.Random(seed)
    page = Image.new("L", A4_AT_200, 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(40)
    for line in range(lines):
        draw.text(
            (150 + chance.randrange(60), 150 + line * 66),
            f"{words.encode('ascii', 'ignore').decode()} {seed}-{line}",
            fill=30,
            font=font,
        )
    return page


def photograph(seed: int) -> Image.Image:
    """Soft tones all over, as a copied card has."""
    chance = random.Random(seed)
    small = Image.frombytes("L", (24, 34), bytes(chance.randrange(90, 250) for _ in range(24 * 34)))
    return small.resize(A4_AT_200, Image.Resampling.BICUBIC)


@cache
def _grain() -> Image.Image:
    """The noise of a whole page, from which each scan takes another beginning: to make it takes longest."""
    return Image.effect_noise(A4_AT_200, 22)


def scanned(
    page: Image.Image, seed: int, *, skew: float = 0.0, turned: bool = False, black_and_white: bool = True
) -> Image.Image:
    """The page as it comes out of the scanner: noise, specks, a shadow at the edge."""
    chance = random.Random(seed)
    paper = page.resize(A4_AT_200) if page.size != A4_AT_200 else page.copy()
    if skew:
        paper = paper.rotate(skew, Image.Resampling.BICUBIC, fillcolor=250)
    draw = ImageDraw.Draw(paper)
    for _ in range(150):  # specks of dust
        x, y = chance.randrange(paper.width), chance.randrange(paper.height)
        draw.ellipse((x, y, x + chance.randrange(1, 4), y + chance.randrange(1, 4)), fill=chance.randrange(0, 120))
    draw.rectangle((0, 0, 14, paper.height), fill=120)  # the lid's shadow
    grain = ImageChops.offset(_grain(), chance.randrange(paper.width), chance.randrange(paper.height))
    paper = ImageChops.add(paper, grain, 1.0, -128)
    if turned:
        paper = paper.rotate(180)
    return paper.point(lambda v: 255 if v > 128 else 0).convert("1") if black_and_white else paper


def as_tiff(pages: Iterable[Image.Image]) -> bytes:
    first, *rest = pages
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=rest, compression="group4" if first.mode == "1" else None)
    return out.getvalue()


def as_pdf(pages: Iterable[Image.Image]) -> bytes:
    first, *rest = pages
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=200)
    return out.getvalue()
