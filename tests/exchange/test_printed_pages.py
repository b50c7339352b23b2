"""Pages as they are printed: pictures in which nothing is left of what is redacted."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from caseman.exchange.masking import Box
from caseman.exchange.printed_pages import PRINT_PX, printed_pages, redacted_pages
from caseman.exchange.scan_kinds import MediaType
from tests.services.attached_walk import colours, photograph, text_pdf

_BOX = Box(0, 0.1, 0.2, 0.5, 0.05)


def _opened(coded: bytes) -> Image.Image:
    return Image.open(io.BytesIO(coded))


def test_pages_come_at_200_dots_an_inch_and_in_grey_where_there_is_no_colour() -> None:
    told: list[float] = []
    pages = [_opened(each) for each in printed_pages(text_pdf(2), MediaType.PDF, 2, told.append)]
    assert [(page.format, page.mode, max(page.size)) for page in pages] == [("JPEG", "L", PRINT_PX)] * 2
    assert told == [0, 0.5]
    (photo,) = map(_opened, printed_pages(photograph("JPEG"), MediaType.JPEG, 1))
    assert (photo.mode, photo.size) == ("RGB", (800, 1131)), "never enlarged"
    assert not photo.info.get("exif")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(333, 471), (800, 1131), (3000, 4242), (4242, 3000)])
def test_what_is_under_a_box_is_gone_to_the_last_cell(kind: str, size: tuple[int, int]) -> None:
    media = MediaType.PNG if kind == "PNG" else MediaType.JPEG
    ((page, coded),) = redacted_pages(photograph(kind, size), media, [_BOX], [0])
    assert page == 0
    seen = _opened(coded)
    assert colours(seen, (0.1, 0.2, 0.6, 0.25)) == {(0, 0, 0)}
    assert not any(green > 120 for _, green, _ in colours(seen, (0, 0, 1, 1)))


def test_only_the_pages_asked_for_are_drawn_and_one_without_boxes_is_as_before() -> None:
    data = text_pdf(3)
    plain = dict(enumerate(printed_pages(data, MediaType.PDF, 3)))
    made = dict(redacted_pages(data, MediaType.PDF, [_BOX], [0, 2]))
    assert sorted(made) == [0, 2]
    assert made[2] == plain[2]
    assert made[0] != plain[0]
