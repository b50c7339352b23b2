"""A4 pages: where things stand, in millimetres from the top left, and how lines are put there."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from caseman.letters.fonts import MINCHO, drawable, face
from caseman.letters.lines import measure, runs

rl_config.useA85 = 0  # streams as they are: no need to write them in letters, which makes them a quarter longer
MM = 72 / 25.4
WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT = 25.0, 25.0
TOP, BOTTOM = 20.0, 22.0
FOLDS = (99.0, 198.0)


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in millimetres from the top left."""

    x: float
    y: float
    width: float
    height: float


# What the window of a 長形3号 envelope shows of an A4 sheet folded in thirds; makers differ, so it is a setting.
WINDOW = Box(20.0, 16.0, 85.0, 42.0)


class Pages:
    """A canvas with a pen that moves down and goes on to the next page."""

    def __init__(self, title: str, language: str, font: str = MINCHO, *, invariant: bool = True) -> None:
        self._stream = io.BytesIO()
        self._canvas = Canvas(
            self._stream,
            pagesize=(WIDTH * MM, HEIGHT * MM),
            invariant=1 if invariant else 0,
            pageCompression=1,
            # else every page names Helvetica, which is not embedded; the stub's type for it is wrong
            initialFontName=face(font).name,  # type: ignore[arg-type]
            lang=language,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("caseman")
        self._canvas.setProducer("caseman")
        self.y = TOP
        self.page = 1

    def text(self, line: str, x: float, y: float, font: str, size: float) -> None:
        """Draw a line with its left end at x; y is the base line, in millimetres."""
        at = x * MM
        for run in runs(drawable(line), font):
            self._canvas.setFont(run.face, size)
            self._canvas.drawString(at, (HEIGHT - y) * MM, run.text)
            at += run.width * size / 1000

    def right(self, line: str, x: float, y: float, font: str, size: float) -> None:
        line = drawable(line)
        self.text(line, x - measure(line, font, size) / MM, y, font, size)

    def centre(self, line: str, y: float, font: str, size: float) -> None:
        line = drawable(line)
        self.text(line, (WIDTH - measure(line, font, size) / MM) / 2, y, font, size)

    def down(self, by: float) -> None:
        """Move the pen; a page that is full is followed by the next."""
        self.y += by
        if self.y > HEIGHT - BOTTOM:
            self.next_page()

    def room(self, height: float) -> bool:
        return self.y + height <= HEIGHT - BOTTOM

    def next_page(self) -> None:
        self._canvas.showPage()
        self.page += 1
        self.y = TOP + 5

    def fold_marks(self) -> None:
        self._canvas.setLineWidth(0.4)
        for fold in FOLDS:
            self._canvas.line(4 * MM, (HEIGHT - fold) * MM, 9 * MM, (HEIGHT - fold) * MM)

    def rectangle(self, box: Box) -> None:
        self._canvas.setLineWidth(0.4)
        self._canvas.rect(box.x * MM, (HEIGHT - box.y - box.height) * MM, box.width * MM, box.height * MM)

    def image(self, box: Box, png: bytes) -> None:
        """Draw a picture into a box, as large as it fits."""
        self._canvas.drawImage(
            ImageReader(io.BytesIO(png)),
            box.x * MM,
            (HEIGHT - box.y - box.height) * MM,
            box.width * MM,
            box.height * MM,
            mask="auto",
            preserveAspectRatio=True,
        )

    def watermark(self, word: str, font: str) -> None:
        """A large pale word across the page, under everything that is drawn later."""
        self._canvas.saveState()
        self._canvas.setFillColor(Color(0.85, 0.2, 0.15, alpha=0.13))
        self._canvas.translate(WIDTH / 2 * MM, HEIGHT / 2 * MM)
        self._canvas.rotate(35)
        self._canvas.setFont(runs(word, font)[0].face, 110)
        self._canvas.drawCentredString(0, -40, word)
        self._canvas.restoreState()

    def fill(self, box: Box) -> None:
        """A black area, such as a module of a QR code."""
        self._canvas.rect(
            box.x * MM, (HEIGHT - box.y - box.height) * MM, box.width * MM, box.height * MM, stroke=0, fill=1
        )

    def finish(self) -> bytes:
        """The PDF."""
        self._canvas.save()
        return self._stream.getvalue()
