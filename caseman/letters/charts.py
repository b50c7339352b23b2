"""Charts on paper, as vectors: bars of several series with their key, and one bar of shares.

Each series has a colour of its own and, from the second on, a hatching of its own, so that a copy in grey tells them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from caseman.domain.charts import Chart, Series, axis_marks
from caseman.letters.fonts import Faces
from caseman.letters.lines import measure
from caseman.letters.page import Pages
from caseman.letters.places import MM, Box
from caseman.text import Language

_INK, _QUIET, _GRID = "#1c2430", "#566070", "#d4d8de"
_SIZE: Final = 7.5
_KEY: Final = 3.0  # millimetres: a colour in the key
_LINE: Final = 4.6


class Look(NamedTuple):
    """How a series is filled."""

    colour: str
    hatch: float | None = None


_LOOKS: Final = (
    Look("#1f5f8b"),
    Look("#8fb8d4", 45),
    Look("#c58b2a"),
    Look("#6b7480", 135),
    Look("#3f8f63"),
    Look("#b9a3cf", 90),
    Look("#4a5260", 0),
)
_LATE: Final = Look("#b3261e", 45)


def look_of(series: Sequence[Series], at: int) -> Look:
    """How a series of a chart is filled: what is late always alike."""
    return _LATE if series[at].late else _LOOKS[at % len(_LOOKS)]


def draw_bars(pages: Pages, box: Box, chart: Chart, language: Language, faces: Faces) -> None:
    """Draw a chart of bars into a box: the key above, an axis of counts at the left, the labels below."""
    top = _draw_key(pages, box, chart, language, faces) + 4
    marks = axis_marks(max(chart.totals))
    left = box.x + max(measure(f"{mark:,}", faces.plain, _SIZE) for mark in marks) / MM + 2
    labels = [label.say(language) for label in chart.labels]
    slot = (box.right - left) / len(labels)
    every = _every(labels, faces, slot)
    bottom = box.bottom - 5.5
    scale = (bottom - top) / marks[-1]
    for mark in marks:
        y = bottom - mark * scale
        with pages.ink(_QUIET if mark == 0 else _GRID):
            pages.line(left, y, box.right, y, 0.6 if mark == 0 else 0.3)
        with pages.ink(_QUIET):
            pages.right(f"{mark:,}", left - 1.2, y + 0.9, faces.plain, _SIZE)
    bar = min(slot * 0.62, 14.0)
    for at, label in enumerate(labels):
        middle = left + slot * (at + 0.5)
        _bar(pages, chart, at, Box(middle - bar / 2, top, bar, bottom - top), scale)
        if chart.totals[at]:
            y = bottom - chart.totals[at] * scale - 0.9
            with pages.ink(_INK):
                pages.centre(f"{chart.totals[at]:,}", y, faces.plain, _SIZE - 1, x=middle)
        if at % every == 0:
            with pages.ink(_INK):
                pages.centre(label, bottom + 4, faces.plain, _SIZE, x=middle)


def _bar(pages: Pages, chart: Chart, at: int, room: Box, scale: float) -> None:
    """The counts of one label, the first series below."""
    y = room.bottom
    for number, series in enumerate(chart.series):
        height = series.counts[at] * scale
        if height:
            look = look_of(chart.series, number)
            part = Box(room.x, y - height, room.width, height)
            pages.area(part, look.colour, hatch=look.hatch, frame="#ffffff" if height > 1 else "")
        y -= height


def draw_shares(pages: Pages, box: Box, chart: Chart, language: Language, faces: Faces) -> None:
    """Draw the shares of a chart's first label as one bar, each with its count and its hundredths; the key below."""
    total = chart.totals[0]
    x = box.x
    for at, series in enumerate(chart.series):
        width = box.width * series.counts[0] / total
        look = look_of(chart.series, at)
        pages.area(Box(x, box.y, width, 9), look.colour, hatch=look.hatch, frame="#ffffff")
        x += width
    y = box.y + 14.5
    for at, series in enumerate(chart.series):
        told = f"{series.name.say(language)}　{series.counts[0]:,}（{share(series.counts[0], total)}）"
        if language is Language.EN:
            told = f"{series.name.say(language)}: {series.counts[0]:,} ({share(series.counts[0], total)})"
        half = box.width / 2
        place = Box(box.x + half * (at % 2), y + _LINE * (at // 2) - 2.4, _KEY, _KEY)
        _key(pages, place, look_of(chart.series, at), told, faces)


def share(count: int, total: int) -> str:
    """A share in hundredths with one place after the point; nothing is divided by none."""
    return f"{count * 100 / total:.1f}%" if total else "–"


def shares_height(chart: Chart) -> float:
    """What `draw_shares` needs, in millimetres."""
    return 14.5 + _LINE * ((len(chart.series) + 1) // 2)


def _draw_key(pages: Pages, box: Box, chart: Chart, language: Language, faces: Faces) -> float:
    """The key in lines from the top of the box; where it ends."""
    x, y = box.x, box.y + 3
    for at, series in enumerate(chart.series):
        told = series.name.say(language)
        width = _KEY + 1.5 + measure(told, faces.plain, _SIZE) / MM + 5
        if x + width > box.right and x > box.x:
            x, y = box.x, y + _LINE
        _key(pages, Box(x, y - 2.4, _KEY, _KEY), look_of(chart.series, at), told, faces)
        x += width
    return y


def _key(pages: Pages, place: Box, look: Look, told: str, faces: Faces) -> None:
    pages.area(place, look.colour, hatch=look.hatch, frame=_QUIET)
    with pages.ink(_INK):
        pages.text(told, place.right + 1.5, place.bottom - 0.5, faces.plain, _SIZE)


def _every(labels: Sequence[str], faces: Faces, slot: float) -> int:
    """Which labels are written so that none touches the next: each, every second, and so on."""
    widest = max(measure(label, faces.plain, _SIZE) for label in labels) / MM + 1.5
    return max(1, -(-int(widest * 10) // int(slot * 10)))
