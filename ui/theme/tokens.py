"""Every colour, width and size of type there is. Nothing else in the window names one.

Lengths are px beside type of the ordinary size (13⅓ px, which is 10 pt); `theme.px` makes those of the type in use.
Each text has at least 4.5:1 against the grounds it stands on (7:1 in high contrast), each edge of a control and each
focus 3:1 (WCAG 2.2, 1.4.3, 1.4.6, 1.4.11); tests/ui/test_looks_contrast.py measures it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

GAP_SMALL: Final = 6
GAP: Final = 12
GAP_LARGE: Final = 24
RADIUS: Final = 6
ICON: Final = 16  # the side of a sign beside a word
CELL: Final = 3  # at both sides of a text in a list, beside what Qt leaves free

ORDINARY_TYPE_PX: Final = 40 / 3
LEAST_TYPE_PT: Final = 10.0  # a system whose type is smaller gets this
KINDS: Final = {"title": 1.7, "heading": 1.2, "figure": 1.8, "figureLate": 1.8, "figureNone": 1.8}  # times the type


@dataclass(frozen=True)
class Tokens:
    """One look. `border` and `focus` are widths in px."""

    name: str
    dark: bool
    window: str
    panel: str
    line: str  # parts what belongs apart; tells nothing
    edge: str  # of a control
    text: str
    quiet: str
    accent: str
    accent_text: str
    accent_soft: str
    warn: str
    bad: str
    bad_text: str
    bad_soft: str
    good: str
    shade: str  # around paper
    border: int
    focus: int


LIGHT: Final = Tokens(
    name="light",
    dark=False,
    window="#f4f5f7",
    panel="#ffffff",
    line="#d4d8de",
    edge="#7d8794",
    text="#1c2430",
    quiet="#525c6b",
    accent="#1f5f8b",
    accent_text="#ffffff",
    accent_soft="#e1edf5",
    warn="#824e00",
    bad="#b3261e",
    bad_text="#ffffff",
    bad_soft="#fbe9e7",
    good="#1d6b3a",
    shade="#c3c8d0",
    border=1,
    focus=2,
)
DARK: Final = Tokens(
    name="dark",
    dark=True,
    window="#1b1e23",
    panel="#24282f",
    line="#3c424c",
    edge="#7f8998",
    text="#e8eaee",
    quiet="#a9b1bd",
    accent="#7cb8e0",
    accent_text="#0e1a24",
    accent_soft="#23394a",
    warn="#f0b860",
    bad="#ff9d94",
    bad_text="#2a0f0d",
    bad_soft="#4a2522",
    good="#7fd6a0",
    shade="#121418",
    border=1,
    focus=2,
)
CONTRAST: Final = Tokens(
    name="contrast",
    dark=True,
    window="#000000",
    panel="#000000",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    quiet="#e0e0e0",
    accent="#ffe14d",
    accent_text="#000000",
    accent_soft="#1f1c00",
    warn="#ffc04d",
    bad="#ffaaa0",
    bad_text="#000000",
    bad_soft="#260300",
    good="#8ff0b0",
    shade="#000000",
    border=2,
    focus=4,
)
CONTRAST_LIGHT: Final = Tokens(
    name="contrast-light",
    dark=False,
    window="#ffffff",
    panel="#ffffff",
    line="#000000",
    edge="#000000",
    text="#000000",
    quiet="#2b2b2b",
    accent="#00307a",
    accent_text="#ffffff",
    accent_soft="#e3ecff",
    warn="#5c3300",
    bad="#8a0f0a",
    bad_text="#ffffff",
    bad_soft="#ffe9e6",
    good="#0a4a22",
    shade="#ffffff",
    border=2,
    focus=4,
)
HIGH_CONTRAST: Final = (CONTRAST, CONTRAST_LIGHT)
LOOKS: Final = (LIGHT, DARK, *HIGH_CONTRAST)


@dataclass(frozen=True)
class Fill:
    """How a series of a chart is filled: its colour on light and on dark ground."""

    light: str
    dark: str


SERIES: Final = (
    Fill("#1f5f8b", "#5aa0cf"),
    Fill("#7fb0d0", "#2f6f9c"),
    Fill("#c58b2a", "#e0a94a"),
    Fill("#6b7480", "#8d97a5"),
    Fill("#3f8f63", "#5fb585"),
    Fill("#a78bc4", "#b79ad6"),
    Fill("#4a5260", "#c3cad4"),
)
LATE: Final = Fill("#b3261e", "#ff9d94")
PAPER: Final = "#ffffff"  # a scan, a letter: paper has no look
COVERED: Final = "#8a8f98"  # a sheet that must not be seen
MASKED: Final = "#d7000000"  # a box over paper; what is under it can still be made out (ARGB)
MASK_EDGE: Final = "#d97706"  # of the box that is current
