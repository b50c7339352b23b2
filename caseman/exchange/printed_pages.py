"""The pages of a file as pictures to print, in which nothing is left of what is redacted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from caseman.exchange.masking import Box, cover
from caseman.exchange.scans import MediaType, page_picture, page_pictures
from caseman.later import later

if TYPE_CHECKING:
    from PIL import Image, ImageChops
else:
    Image = later("PIL.Image")
    ImageChops = later("PIL.ImageChops")

PRINT_PX: Final = 2339  # of the longer side: A4 at 200 dpi
_OWN_PX: Final = 12_000  # a picture's own size; nothing larger is taken in at all
_QUALITY: Final = 85
_COLOURLESS: Final = 12  # of 255: what the channels of a grey scan differ by


def printed_pages(
    data: bytes, media_type: str, pages: int, tell: Callable[[float], None] = lambda _done: None
) -> Iterator[bytes]:
    """Every page of a file as JPEG, nothing redacted; `tell` is told how far it is, and what it raises ends the work.

    Raises `InputError` where a page cannot be drawn.
    """
    for page, picture in enumerate(page_pictures(data, media_type, pages, PRINT_PX)):
        tell(page / pages)
        yield _coded(picture)


def redacted_pages(
    data: bytes,
    media_type: str,
    boxes: Sequence[Box],
    wanted: Sequence[int],
    tell: Callable[[float], None] = lambda _done: None,
) -> Iterator[tuple[int, bytes]]:
    """Some pages (from 0), each with its boxes burnt in, as JPEG; `tell` as for `printed_pages`.

    A picture is covered as it came, in cells of its own coding, and made smaller after that; so is nothing of what
    stood under a box in the pixels beside it.
    """
    by_page: Mapping[int, list[Box]] = {page: [box for box in boxes if box.page == page] for page in wanted}
    size = PRINT_PX if media_type == MediaType.PDF else _OWN_PX
    for done, (page, drawn) in enumerate(by_page.items()):
        tell(done / len(by_page))
        picture = page_picture(data, media_type, page, size if drawn else PRINT_PX)
        if drawn:
            picture = cover(picture, drawn)
            picture.thumbnail((PRINT_PX, PRINT_PX))
            picture = cover(picture, drawn)  # to whole cells of the coding that is printed
        yield page, _coded(picture)


def _coded(picture: Image.Image) -> bytes:
    picture.info.clear()
    out = BytesIO()
    _without_colour(picture).save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


def _without_colour(picture: Image.Image) -> Image.Image:
    """A page without colours in grey, which takes a third of the room."""
    if picture.mode != "RGB":
        return picture
    red, green, blue = picture.split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    coloured = any(any(each.histogram()[_COLOURLESS + 1 :]) for each in differences)
    return picture if coloured else picture.convert("L")
