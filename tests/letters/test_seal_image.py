"""The office's seal: printed where it belongs, and a picture that is none, or far too large, told instead."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from caseman.domain.letter_form import LetterForm
from caseman.domain.letters import LetterKind
from caseman.errors import InputError
from caseman.letters.places import WIDTH
from caseman.letters.render import render_letter
from caseman.letters.seal_image import seal_picture
from caseman.text import Language
from tests.letters.paper import facts, printed

_KIND = LetterKind.NO_DATA


def seal_png(side: int = 400) -> bytes:
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, side - 1, side - 1), outline=(200, 20, 20, 255), width=side // 8)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _bomb(width: int, height: int) -> bytes:
    """A PNG of so many dots in a few kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + width // 8)) for _ in range(height)) + packer.flush()
    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _with(png: bytes) -> bytes:
    letter = facts(_KIND)
    return render_letter(replace(letter, sender=replace(letter.sender, seal_png=png)))


def test_the_seal_stands_beside_the_sender_without_transparency() -> None:
    pdf = _with(seal_png())
    assert b"/SMask" not in pdf
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=2).to_pil()
    red = [
        (x, y) for x in range(picture.width) for y in range(picture.height)
        if (colour := picture.getpixel((x, y)))[0] > 150 > 2 * colour[1]
    ]  # fmt: skip
    across = {x / picture.width * WIDTH for x, _ in red}
    assert 165 < min(across) < max(across) < WIDTH - 24
    assert 12 < max(across) - min(across) < 15


def test_without_a_picture_a_place_is_left_unless_the_office_wants_none() -> None:
    assert printed(facts(_KIND)).has_line("印")
    assert not printed(facts(_KIND, form=LetterForm(seal_place=False))).says("印")
    assert not printed(facts(_KIND, Language.EN)).says("印")


def test_a_letter_with_a_seal_is_the_same_every_time() -> None:
    assert _with(seal_png()) == _with(seal_png())


def test_sixty_megapixels_are_refused_before_they_are_decoded() -> None:
    bomb = _bomb(8000, 7500)
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as refused:
            seal_picture(bomb)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()
    assert refused.value.code == "seal-too-large"
    assert "8,000 × 7,500" in str(refused.value)
    with pytest.raises(InputError):
        _with(bomb)


@pytest.mark.parametrize(
    "png",
    [
        b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", seal_png()[:200], seal_png()[:60] + bytes(400),
        b"\x89PNG\r\n\x1a\n" + bytes(100), seal_png().replace(b"IDAT", b"XXXX"),
    ],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(png: bytes) -> None:
    with pytest.raises(InputError) as refused:
        seal_picture(png)
    assert refused.value.code == "seal-unreadable"


def test_a_large_picture_is_made_as_small_as_it_is_printed() -> None:
    assert max(seal_picture(seal_png(1900)).size) <= 360
