"""The picture of a case's life, drawn from the table of transitions, as SVG for the help."""

from __future__ import annotations

from html import escape

from caseman.domain.lifecycle import State
from caseman.domain.transitions import TRANSITIONS, Transition
from caseman.text import Language, T

_PATH = (
    State.RECEIVED,
    State.READY,
    State.ACCEPTED,
    State.DECIDED,
    State.DISPATCHED,
    State.DELIVERED,
    State.CLOSED,
)
_BESIDE = {
    State.RECEIVED: State.AWAITING_CORRECTION,
    State.READY: State.AWAITING_FEE,
    State.ACCEPTED: State.SEARCHING,
    State.DISPATCHED: State.UNDELIVERED,
    State.DELIVERED: State.OBJECTED,
    State.DECIDED: State.WITHDRAWN,
    State.CLOSED: State.DEEMED_WITHDRAWN,
}
_BOX, _GAP, _HIGH = 121, 17, 34
_LEFT, _COLUMN, _LINE = 330, 46, 24
_TOP = 292
_LEGEND = 172  # below the boxes, above the headings
_WIDTH = _LEFT + _COLUMN * len(State) + 20
_INK, _PALE, _BLUE, _GREEN = "#1f2933", "#f4f5f7", "#1d5c8a", "#2f7d4f"


def draw(language: Language) -> str:
    """The picture as SVG: the usual way of a case above, and below it who may do what in which state."""
    height = _TOP + _LINE * len(TRANSITIONS) + 30
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
            f'viewBox="0 0 {_WIDTH} {height}" font-family="BIZ UDPGothic" font-size="12" fill="{_INK}">'
        ),
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        *_way(language),
        *_headings(language),
    ]
    legend = T("● the step can be taken in this state    ▸ the state it can lead to").say(language)
    parts.append(_text(20, _LEGEND, legend))
    for line, row in enumerate(TRANSITIONS):
        parts += _row(row, _TOP + _LINE * line, language, shaded=line % 2 == 0)
    return "\n".join([*parts, "</svg>", ""])


def _way(language: Language) -> list[str]:
    parts = [_text(20, 28, T("How a case goes").say(language), size=18, bold=True)]
    for place, state in enumerate(_PATH):
        x = 20 + place * (_BOX + _GAP)
        parts += _box(x, 50, state, language, _BLUE)
        if place:
            parts.append(_arrow(x - _GAP + 2, x - 2, 50 + _HIGH / 2))
        beside = _BESIDE[state]
        parts += _box(x, 112, beside, language, "#8a5a00")
    return parts


def _box(x: float, y: float, state: State, language: Language, colour: str) -> list[str]:
    return [
        f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="6" fill="{_PALE}" stroke="{colour}"/>',
        _text(x + _BOX / 2, y + 22, state.label.say(language), anchor="middle", size=11),
    ]


def _arrow(x1: float, x2: float, y: float) -> str:
    return f'<path d="M{x1} {y} H{x2} m-4 -4 l4 4 l-4 4" stroke="{_INK}" fill="none"/>'


def _headings(language: Language) -> list[str]:
    parts = []
    for column, state in enumerate(State):
        x = _LEFT + _COLUMN * column + _COLUMN / 2
        parts.append(
            f'<text transform="translate({x - 4} {_TOP - 8}) rotate(-55)" font-size="12">'
            f"{escape(state.label.say(language))}</text>"
        )
    return parts


def _row(row: Transition, y: int, language: Language, *, shaded: bool) -> list[str]:
    parts = []
    if shaded:
        parts.append(f'<rect x="10" y="{y}" width="{_WIDTH - 20}" height="{_LINE}" fill="{_PALE}"/>')
    parts.append(_text(20, y + 16, row.action.label.say(language)))
    parts.append(_text(_LEFT - 10, y + 16, row.by.label.say(language), anchor="end", size=11, colour="#5b6673"))
    for column, state in enumerate(State):
        x = _LEFT + _COLUMN * column + _COLUMN / 2
        if state in row.allowed:
            parts.append(f'<circle cx="{x - 8}" cy="{y + 12}" r="4.5" fill="{_BLUE}"/>')
        if state in row.leads_to:
            parts.append(f'<path d="M{x + 3} {y + 6.5} l9 5.5 l-9 5.5 z" fill="{_GREEN}"/>')
    return parts


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 12,
    bold: bool = False,
    colour: str = _INK,
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(text)}</text>'
    )
