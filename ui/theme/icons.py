"""Signs: drawings of resources/icons in the colours of a look, sharp at any size.

The drawings say `currentColor`. They are registered once a look and colour, in memory, under the names by which the
style sheet and Qt's own SVG engine find them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QResource, QSize
from PySide6.QtGui import QIcon

from ui.theme.bundle import bundle
from ui.theme.tokens import Tokens

COLOURS = ("text", "quiet", "accent", "accent_text", "bad", "bad_text", "warn", "good")
_APP = "caseman"
_kept: list[bytes] = []  # Qt reads them in place


@cache
def drawings() -> dict[str, str]:
    """Every sign by its name."""
    folder = files("resources") / "icons"
    return {
        each.name.removesuffix(".svg"): each.read_text(encoding="utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".svg")
    }


@cache
def registered(look: Tokens) -> str:
    """Make a look's signs known to Qt; the folder they are in."""
    root = f"/caseman/{look.name}"
    coloured = {
        f"{colour}-{name}.svg": drawing.replace("currentColor", getattr(look, colour)).encode()
        for colour in COLOURS
        for name, drawing in drawings().items()
    }
    data = bundle(coloured)
    _kept.append(data)
    QResource.registerResourceData(data, root)
    return f":{root}"


def place_of(look: Tokens, name: str, colour: str = "text") -> str:
    """The name by which a style sheet finds a sign."""
    if name not in drawings() or colour not in COLOURS:
        raise KeyError(name, colour)
    return f"{registered(look)}/{colour}-{name}.svg"


@cache
def icon_of(look: Tokens, name: str, colour: str = "text") -> QIcon:
    """A sign; paler where it is disabled, in the colour of chosen things where it is checked or chosen."""
    icon = QIcon()
    any_size = QSize()
    for mode, state, ink in (
        (QIcon.Mode.Normal, QIcon.State.Off, colour),
        (QIcon.Mode.Normal, QIcon.State.On, "accent" if colour == "text" else colour),
        (QIcon.Mode.Disabled, QIcon.State.Off, "quiet"),
        (QIcon.Mode.Selected, QIcon.State.Off, "accent_text"),
    ):
        icon.addFile(place_of(look, name, ink), any_size, mode, state)
    return icon


def app_icon(look: Tokens) -> QIcon:
    """The program's own sign, in its own colours."""
    return QIcon(place_of(look, _APP))
