"""A sheet of paper to draw on: text in the bundled fonts, ruled fields, seals, and 見本 over all of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Face = Literal["Gothic-Regular", "Gothic-Bold", "Mincho-Regular"]
GOTHIC: Face = "Gothic-Regular"
BOLD: Face = "Gothic-Bold"
MINCHO: Face = "Mincho-Regular"

BLACK = (30, 30, 32)
GREY = (120, 122, 126)
RULE = (150, 152, 156)
INK = (24, 44, 112)  # what a person wrote by hand
A4 = (992, 1403)  # at A4_DPI
A4_DPI = 120

RED = (200, 30, 34)

_SMALLEST = 9  # pixels; smaller letters cannot be read
_COLOURS = 128  # of the palette a finished sheet is reduced to, which keeps it far below 200 kB


@cache
def _face(face: Face) -> bytes:
    return (files("resources") / "fonts" / "bizud" / f"BIZUD{face}.ttf").read_bytes()


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A bundled font at a size in pixels. The basic layout draws the same on every machine."""
    return ImageFont.truetype(BytesIO(_face(face)), size, layout_engine=ImageFont.Layout.BASIC)


class Sheet:
    """One sheet; all measures in pixels from the upper left corner."""

    def __init__(self, width: int, height: int, colour: tuple[int, int, int] = (253, 253, 250)) -> None:
        self.width = width
        self.height = height
        self.image = Image.new("RGB", (width, height), colour)
        self.draw = ImageDraw.Draw(self.image)

    def text(
        self,
        at: tuple[float, float],
        words: str,
        size: int,
        *,
        face: Face = GOTHIC,
        colour: tuple[int, int, int] = BLACK,
        anchor: str = "lm",
        room: float | None = None,
    ) -> None:
        """Write one line; what is wider than `room` is broken at its last blank, or written smaller.

        Anchors as Pillow names them.
        """
        if room is not None and font(face, size).getlength(words) > room:
            first, blank, second = words.rpartition(" ")
            if blank and anchor == "lm":
                x, y = at
                for line, part in ((y - size * 0.5, first), (y + size * 0.5, second)):
                    self.text((x, line), part, int(size * 0.85), face=face, colour=colour, room=room)
                return
            while size > _SMALLEST and font(face, size).getlength(words) > room:
                size -= 1
        self.draw.text(at, words, font=font(face, size), fill=colour, anchor=anchor)

    def paragraph(
        self,
        at: tuple[float, float],
        words: str,
        size: int,
        room: float,
        *,
        face: Face = MINCHO,
        leading: float = 1.7,
    ) -> float:
        """Write running text, broken at blanks or, in Japanese, anywhere; returns the y below it."""
        x, y = at
        for line in _broken(words, font(face, size), room):
            self.text((x, y), line, size, face=face, anchor="la")
            y += size * leading
        return y

    def box(
        self, xy: tuple[float, float, float, float], *, colour: tuple[int, int, int] = RULE, width: int = 1
    ) -> None:
        self.draw.rectangle(xy, outline=colour, width=width)

    def field(
        self,
        xy: tuple[float, float, float, float],
        label: str,
        value: str,
        *,
        label_width: float,
        size: int,
    ) -> None:
        """A ruled cell: the printed label on grey at the left, the handwritten value beside it."""
        left, top, right, bottom = xy
        self.draw.rectangle((left, top, left + label_width, bottom), fill=(238, 240, 243))
        self.box(xy)
        self.draw.line((left + label_width, top, left + label_width, bottom), fill=RULE)
        middle = (top + bottom) / 2
        self.text((left + size * 0.6, middle), label, int(size * 0.8), room=label_width - size)
        start = left + label_width + size * 0.7
        self.text((start, middle), value, size, face=MINCHO, colour=INK, room=right - start - size * 0.4)

    def fields(
        self,
        left: float,
        top: float,
        right: float,
        rows: Sequence[tuple[str, str]],
        *,
        height: float,
        size: int,
    ) -> float:
        """Fields under one another; returns the y below them."""
        label_width = (right - left) * 0.28
        for number, (label, value) in enumerate(rows):
            y = top + number * height
            self.field((left, y, right, y + height), label, value, label_width=label_width, size=size)
        return top + len(rows) * height

    def tick(self, at: tuple[float, float], words: str, size: int, *, ticked: bool) -> None:
        """A box to tick, with its words."""
        x, y = at
        half = size * 0.45
        self.box((x, y - half, x + 2 * half, y + half), colour=BLACK, width=2)
        if ticked:
            stroke = [
                (x + half * 0.3, y - half * 0.2),
                (x + half * 0.9, y + half * 0.6),
                (x + half * 2.5, y - half * 1.6),
            ]
            self.draw.line(stroke, fill=INK, width=max(3, size // 7), joint="curve")
        self.text((x + size * 1.5, y), words, size)

    def seal(self, centre: tuple[float, float], radius: float, words: str) -> None:
        """A round personal seal in vermilion, its characters in columns from the right."""
        x, y = centre
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=max(2, int(radius / 12)))
        half = math.ceil(len(words) / 2) if len(words) > 2 else len(words)
        columns = [part for part in (words[:half], words[half:]) if part]
        step = radius * (1.5 if len(columns) == 1 else 1.3) / max(half, 2)
        for column, part in enumerate(columns):
            across = x + step * ((len(columns) - 1) / 2 - column)
            first = y - step * (len(part) - 1) / 2
            for number, sign in enumerate(part):
                self.text((across, first + number * step), sign, int(step), face=MINCHO, colour=RED, anchor="mm")

    def portrait(self, xy: tuple[int, int, int, int]) -> None:
        """Where a photograph would be: nobody's outline."""
        left, top, right, bottom = xy
        width, height = right - left, bottom - top
        photograph = Image.new("RGB", (width, height), (206, 216, 226))
        draw = ImageDraw.Draw(photograph)
        draw.ellipse((width * 0.1, height * 0.68, width * 0.9, height * 1.4), fill=(142, 152, 166))
        draw.ellipse((width * 0.28, height * 0.18, width * 0.72, height * 0.66), fill=(164, 174, 186))
        self.image.paste(photograph, (left, top))
        self.box(xy)

    def overprint(self, words: str = "見本") -> None:
        """見本 in red across the whole sheet: nobody may take it for a real paper."""
        self.image.paste(RED, mask=_across(self.width, self.height, words))
        self.text((self.width - 26, self.height - 26), "見本 SPECIMEN", 20, face=BOLD, colour=RED, anchor="rm")

    def png(self, dpi: int) -> bytes:
        """The sheet as a PNG; the same drawing gives the same bytes."""
        out = BytesIO()
        reduced = self.image.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        reduced.save(out, "PNG", optimize=True, dpi=(dpi, dpi))
        return out.getvalue()


def say_day(day: date) -> str:
    """A date as these papers print it."""
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def _across(width: int, height: int, words: str) -> Image.Image:
    """The mask of words that run up across a sheet, thin enough to read what they cover."""
    letters = Image.new("L", (width, height), 0)
    size = int(min(width, height) * 0.34)
    ImageDraw.Draw(letters).text((width / 2, height / 2), words, font=font(BOLD, size), fill=96, anchor="mm")
    return letters.rotate(28, resample=Image.Resampling.BICUBIC)


def _broken(words: str, face: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Lines no wider than `room`: Japanese breaks after any sign, other scripts after a blank."""
    pieces = words.split(" ") if words.isascii() else list(words)
    glue = " " if words.isascii() else ""
    lines = [""]
    for piece in pieces:
        longer = f"{lines[-1]}{glue}{piece}" if lines[-1] else piece
        if face.getlength(longer) > room and lines[-1]:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines
