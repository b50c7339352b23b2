"""The office's seal as a picture: read within bounds, laid on white, no larger than it is printed."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from caseman.errors import InputError
from caseman.later import later
from caseman.text import T

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = later("PIL.Image")

MOST_DOTS = 4_000_000  # as many as a procedure's checker allows; decoded they take 16 MB
_SIDE = 360  # dots: some 650 to the inch of a seal 14 mm wide
_PNG = b"\x89PNG\r\n\x1a\n"


@lru_cache(maxsize=4)
def seal_picture(png: bytes) -> Image.Image:
    """The picture to print. Its size is taken from its head before anything is decoded.

    Raises `InputError` for what is no PNG, is damaged, or has more dots than a seal needs.
    """
    if not png.startswith(_PNG) or len(png) < 33:
        raise _unreadable()
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    if width * height > MOST_DOTS:
        raise InputError(
            "seal-too-large",
            T(
                "The picture of the seal has {width} × {height} dots. Make it smaller: {side} × {side} are plenty.",
                width=width,
                height=height,
                side=1000,
            ),
            field="seal_png",
        )
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
            opened.thumbnail((_SIDE * 2, _SIDE * 2), Image.Resampling.BOX)
            coloured = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise _unreadable() from error
    coloured.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured.getchannel("A"))
    return paper


def _unreadable() -> InputError:
    return InputError(
        "seal-unreadable",
        T("The picture of the seal cannot be read. Save it anew as PNG and put it into the procedure again."),
        field="seal_png",
    )
