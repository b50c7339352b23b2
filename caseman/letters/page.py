"""Pages: a pen that puts lines, signs and pictures to their places, and goes on to the next page."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from caseman.domain.letter_form import Paper
from caseman.later import later
from caseman.letters.fonts import MINCHO, drawable, face, faces
from caseman.letters.lines import Run, measure, runs
from caseman.letters.places import BOTTOM, FOOT, LEFT, MM, TOP, Box
from caseman.letters.tags import Tag
from caseman.text import Language

if TYPE_CHECKING:
    from caseman.letters import drawing
else:
    drawing = later("caseman.letters.drawing")

ANCHOR_SIZE = 6.0
_NUMBER_SIZE = 8.5
_SAMPLE = {Language.JA: "見本", Language.EN: "SPECIMEN"}
_HATCH = 3.0  # points between the lines of a hatched area
_OVER, _UNDER = 0.88 / MM, 0.14 / MM  # of a line above and below its base, millimetres for each point of type


class SeenThroughWindowError(Exception):
    """A line was about to be printed where the envelope's window would show it: a fault of this program."""


class Pages:
    """A canvas with a pen that moves down and goes on to the next page. What it makes is PDF/A-2a.

    The `anchor`, the head of the audit chain, stands in small print at the foot of each page.
    """

    def __init__(
        self,
        title: str,
        language: str,
        font: str = MINCHO,
        *,
        paper: Paper = Paper.A4,
        dated: date | None = None,
        invariant: bool = True,
        anchor: str = "",
    ) -> None:
        self.language = Language(language)
        self._anchor = anchor
        self.paper, self.width, self.height = paper, paper.width, paper.height
        self._stream = io.BytesIO()
        self._canvas = drawing.Canvas(
            self._stream,
            pagesize=(self.width * MM, self.height * MM),
            invariant=1 if invariant else 0,
            pageCompression=1,
            pdfVersion=drawing.VERSION,
            # else every page names Helvetica, which is not embedded; the stub's type for it is wrong
            initialFontName=face(font).name,  # type: ignore[arg-type]
            lang=language,
        )
        drawing.make_archival(self._canvas, title, language, dated)
        self._structure = drawing.Structure(self._canvas)
        self.element, self.artifact = self._structure.element, self._structure.artifact
        self._open: list[dict[str, Any]] = []  # reportlab's state of each page that was left
        self._private: Box | None = None
        self.y = TOP
        self.page = 1

    def keep_clear(self, box: Box) -> None:
        """From now on no line may touch this part of the first page, save inside `in_window`."""
        self._private = box

    @contextmanager
    def in_window(self) -> Iterator[None]:
        """What is drawn here is meant to be seen through the window."""
        kept, self._private = self._private, None
        try:
            yield
        finally:
            self._private = kept

    def text(self, line: str, x: float, y: float, font: str, size: float, spread: float = 0.0) -> None:
        """Draw a line with its left end at x; y is the base line, in millimetres.

        `spread` is put between its characters, in points. Raises `SeenThroughWindowError`, see `keep_clear`.
        """
        pieces = runs(drawable(line), font)
        self._check_private(pieces, x, y, size, spread)
        self._structure.draw()
        at = x * MM
        for run in pieces:
            self._write(run, size, at, (self.height - y) * MM, spread)
            at += run.width * size / 1000 + spread * len(run.text)

    def _check_private(self, pieces: list[Run], x: float, y: float, size: float, spread: float) -> None:
        if self._private is None or self.page > 1 or not pieces:
            return
        width = sum(run.width * size / 1000 + spread * len(run.text) for run in pieces) / MM
        if self._private.touches(Box(x, y - size * _OVER, width, size * (_OVER + _UNDER))):
            raise SeenThroughWindowError

    def right(self, line: str, x: float, y: float, font: str, size: float) -> None:
        line = drawable(line)
        self.text(line, x - measure(line, font, size) / MM, y, font, size)

    def centre(self, line: str, y: float, font: str, size: float, x: float | None = None) -> None:
        """Draw a line in the middle of the page, or around x."""
        line = drawable(line)
        middle = self.width / 2 if x is None else x
        self.text(line, middle - measure(line, font, size) / MM / 2, y, font, size)

    def turned(self, line: str, x: float, y: float, font: str, size: float) -> None:
        """Draw a line that runs downwards, turned clockwise by a right angle; x is its base line, y its beginning."""
        self._structure.draw()
        self._canvas.saveState()
        self._canvas.translate(x * MM, (self.height - y) * MM)
        self._canvas.rotate(-90)
        at = 0.0
        for run in runs(drawable(line), font):
            self._write(run, size, at, 0)
            at += run.width * size / 1000
        self._canvas.restoreState()

    def sign(self, run: Run, x: float, y: float, size: float) -> None:
        """Draw signs of one font as they are; x is their left end, y the base line."""
        self._structure.draw()
        self._write(run, size, x * MM, (self.height - y) * MM)

    def _write(self, run: Run, size: float, x: float, y: float, spread: float = 0.0) -> None:
        """Put signs into the page's content; x and y in points from the lower left."""
        canvas = vars(self._canvas)
        canvas["_code"].append(drawing.text_code(canvas["_doc"], run.face, size, x, y, run.text, spread))

    @contextmanager
    def turned_area(self, x: float, y: float) -> Iterator[None]:
        """Draw as if the page were turned clockwise by a right angle: its top left corner comes to x, y."""
        self._structure.close()
        self._canvas.saveState()
        self._canvas.translate(x * MM, (self.height - y) * MM)
        self._canvas.rotate(-90)
        self._canvas.translate(0, -self.height * MM)
        try:
            yield
        finally:
            self._structure.close()
            self._canvas.restoreState()

    def down(self, by: float) -> None:
        """Move the pen; a page that is full is followed by the next."""
        self.y += by
        if self.y > self.height - BOTTOM:
            self.next_page()

    def room(self, height: float) -> bool:
        return self.y + height <= self.height - BOTTOM

    def next_page(self) -> None:
        """Go on to a new page. Those before stay open until the end, so that their feet can tell how many there are."""
        self._keep_open()
        self._canvas._startPage()  # type: ignore[attr-defined]  # noqa: SLF001  as `showPage` ends
        self._structure.turn_page()
        self.page += 1
        self.y = TOP + 5

    def fold_marks(self) -> None:
        for fold in self.paper.folds:
            self.line(4, fold, 9, fold)

    def line(self, x: float, y: float, to_x: float, to_y: float, points: float = 0.4) -> None:
        """A stroke, so many points thick."""
        self._structure.aside()
        self._canvas.setLineWidth(points)
        self._canvas.line(x * MM, (self.height - y) * MM, to_x * MM, (self.height - to_y) * MM)

    def rectangle(self, box: Box, *, dashed: bool = False) -> None:
        self._structure.aside()
        self._canvas.setLineWidth(0.4)
        if dashed:
            self._canvas.setDash(2, 2)
        self._canvas.rect(box.x * MM, (self.height - box.bottom) * MM, box.width * MM, box.height * MM)
        self._canvas.setDash()

    @contextmanager
    def ink(self, colour: str) -> Iterator[None]:
        """What is drawn here, lines and text, is of a colour (`#rrggbb`)."""
        self._structure.close()
        self._canvas.saveState()
        self._canvas.setFillColor(drawing.HexColor(colour))
        self._canvas.setStrokeColor(drawing.HexColor(colour))
        try:
            yield
        finally:
            self._structure.close()
            self._canvas.restoreState()

    def area(self, box: Box, colour: str, *, hatch: float | None = None, frame: str = "") -> None:
        """An area of a colour, hatched with white lines at an angle in degrees, framed; so that grey print tells it."""
        self._structure.aside()
        canvas, x, y = self._canvas, box.x * MM, (self.height - box.bottom) * MM
        width, height = box.width * MM, box.height * MM
        canvas.saveState()
        canvas.setFillColor(drawing.HexColor(colour))
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        if hatch is not None and width > 0 and height > 0:
            clip = canvas.beginPath()
            clip.rect(x, y, width, height)
            canvas.clipPath(clip, stroke=0, fill=0)
            canvas.setStrokeColor(drawing.HexColor("#ffffff"))
            canvas.setLineWidth(0.9)
            canvas.translate(x + width / 2, y + height / 2)
            canvas.rotate(hatch)
            reach = (width + height) / 2
            at = -reach
            while at <= reach:
                canvas.line(-reach, at, reach, at)
                at += _HATCH
        canvas.restoreState()
        if frame:
            canvas.saveState()
            canvas.setStrokeColor(drawing.HexColor(frame))
            canvas.setLineWidth(0.4)
            canvas.rect(x, y, width, height, stroke=1, fill=0)
            canvas.restoreState()

    def image(self, box: Box, picture: Any, alt: str) -> None:
        """Draw a picture (of Pillow, without transparency) into a box, as large as it fits; `alt` tells it in words."""
        with self.element(Tag.FIGURE, alt):
            self._structure.draw()
        self._canvas.drawImage(
            drawing.ImageReader(picture),
            box.x * MM,
            (self.height - box.bottom) * MM,
            box.width * MM,
            box.height * MM,
            preserveAspectRatio=True,
        )

    def photograph(self, box: Box, coded: bytes, alt: str, *, turned: bool = False) -> None:
        """Draw a JPEG of grey or RGB into a box of its shape, its bytes as they are; `alt` tells it in words.

        A `turned` one has its top at the left.
        """
        with self.element(Tag.FIGURE, alt):
            self._structure.draw()
        self._canvas.saveState()
        self._canvas.translate(box.x * MM, (self.height - box.bottom) * MM)
        width, height = box.width * MM, box.height * MM
        if turned:
            self._canvas.translate(width, 0)
            self._canvas.rotate(90)
            width, height = height, width
        self._canvas.drawImage(drawing.Coded(coded), 0, 0, width, height)
        self._canvas.restoreState()

    def mark_sample(self) -> None:
        """見本 or SPECIMEN, large and pale across the page, under everything that is drawn later."""
        word, font = _SAMPLE[self.language], faces(self.language).bold
        self._structure.aside()
        self._canvas.saveState()
        self._canvas.setFillColor(drawing.Color(0.98, 0.895, 0.89))
        self._canvas.translate(self.width / 2 * MM, self.height / 2 * MM)
        self._canvas.rotate(35)
        self._canvas.setFont(runs(word, font)[0].face, 110)
        self._canvas.drawCentredString(0, -40, word)
        self._canvas.restoreState()

    def fill(self, box: Box) -> None:
        """A black area, such as a module of a QR code, which is a figure."""
        if self._structure.in_figure:
            self._structure.draw()
        else:
            self._structure.aside()
        self._canvas.rect(
            box.x * MM, (self.height - box.bottom) * MM, box.width * MM, box.height * MM, stroke=0, fill=1
        )

    def number(self, total: int) -> None:
        """Number the page at its foot, where there are several; for `finish`."""
        if total > 1:
            self.centre(f"{self.page} / {total}", self.height - FOOT, faces(self.language).type, _NUMBER_SIZE)

    def finish(self, foot: Callable[[int], None] | None = None) -> bytes:
        """The PDF. `foot` is called on each page, with the number of all, to draw what it tells of that."""
        self._keep_open()
        for number, opened in enumerate(self._open, start=1):
            self.page = number
            vars(self._canvas).update(opened)
            with self.artifact():
                if self._anchor:
                    self.text(self._anchor, LEFT, self.height - FOOT, faces(self.language).plain, ANCHOR_SIZE)
                if foot is not None:
                    foot(len(self._open))
            self._structure.close()
            self._canvas.showPage()
        self._structure.write()
        self._canvas.save()
        return self._stream.getvalue()

    def _keep_open(self) -> None:
        self._structure.close()
        self._open.append(dict(vars(self._canvas)))
