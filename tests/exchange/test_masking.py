"""What was covered is nowhere any more: not in the pixels, not in a text layer, not in a small picture."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from caseman.errors import InputError
from caseman.exchange.masking import Box, mask_scan
from caseman.exchange.scans import inspect_scan, page_picture, thumbnails
from tests.exchange.paper_scans import as_tiff, photograph

_NUMBER = "123456789018"  # a sample with a right check digit


def _pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(2):
        canvas.setFont("Helvetica", 24)
        canvas.drawString(100, 700, f"My Number {_NUMBER}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    photograph(5).resize((400, 560)).convert("RGB").save(out, kind)
    return out.getvalue()


def _black(picture: Image.Image, box: Box) -> bool:
    left, top = round(box.x * picture.width), round(box.y * picture.height)
    right = round((box.x + box.width) * picture.width)
    bottom = round((box.y + box.height) * picture.height)
    area = picture.convert("L").crop((left, top, right, bottom))
    return area.getextrema() == (0, 0)


def test_no_text_survives_under_or_beside_a_box_of_a_pdf(tmp_path: Path) -> None:
    masked, kind = mask_scan(_pdf(), "application/pdf", [Box(0, 0.1, 0.1, 0.8, 0.1)])
    assert kind == "application/pdf"
    assert _NUMBER.encode() not in masked
    with pdfium.PdfDocument(masked) as document:
        assert [document[at].get_textpage().count_chars() for at in range(len(document))] == [0, 0]
        assert not document.get_metadata_dict(skip_empty=True).get("Author")
    if shutil.which("pdftotext"):
        (tmp_path / "m.pdf").write_bytes(masked)
        said = subprocess.run(["pdftotext", tmp_path / "m.pdf", "-"], capture_output=True, text=True, check=True).stdout
        assert said.strip() == ""
    first, second = (page_picture(masked, kind, at, 1000) for at in (0, 1))
    assert _black(first, Box(0, 0.12, 0.11, 0.76, 0.08))
    assert second.convert("L").getextrema()[0] < 128  # the other page is as it was, as a picture
    assert not _black(second, Box(0, 0.12, 0.11, 0.76, 0.08))


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")])
@settings(max_examples=15)
@given(x=st.floats(-0.2, 0.95), y=st.floats(-0.2, 0.95), width=st.floats(0.26, 1.3), height=st.floats(0.26, 1.3))
def test_every_pixel_under_a_box_is_black(
    kind: str, media_type: str, x: float, y: float, width: float, height: float
) -> None:
    masked, now = mask_scan(_picture(kind), media_type, [Box(0, x, y, width, height)])
    assert now == media_type
    seen = page_picture(masked, now, 0, 600).convert("L")
    left, top = max(0, int(x * 400)), max(0, int(y * 560))
    right, bottom = min(400, int((x + width) * 400) + 1), min(560, int((y + height) * 560) + 1)
    assert seen.crop((left, top, right, bottom)).getextrema()[1] <= 3  # black, as far as JPEG can say it


def test_each_page_of_a_tiff_has_its_own_boxes() -> None:
    pages = [Image.new("L", (300, 400), 200) for _ in range(3)]
    masked, kind = mask_scan(as_tiff(pages), "image/tiff", [Box(1, 0.25, 0.25, 0.5, 0.5)])
    assert inspect_scan("m.tif", masked).pages == 3
    tones = [page_picture(masked, kind, at, 400).getpixel((150, 200)) for at in range(3)]
    assert tones == [200, 0, 200]


def test_a_page_that_was_turned_is_covered_as_it_was_shown() -> None:
    out = io.BytesIO()
    lying = Image.new("L", (400, 200), 255)
    lying.paste(100, (0, 0, 40, 40))
    lying.save(out, "PNG")
    masked, kind = mask_scan(out.getvalue(), "image/png", [Box(0, 0.75, 0.0, 0.25, 0.1)], {0: 90})
    seen = page_picture(masked, kind, 0, 400)
    assert seen.size == (200, 400)
    assert seen.getpixel((190, 10)) == 0


def test_no_small_picture_and_no_note_keeps_what_was_covered() -> None:
    exif = Image.Exif()
    exif[0x010E] = _NUMBER
    out = io.BytesIO()
    Image.new("RGB", (400, 400), "white").save(out, "JPEG", exif=exif)
    masked, kind = mask_scan(out.getvalue(), "image/jpeg", [Box(0, 0.0, 0.0, 1.0, 1.0)])
    assert _NUMBER.encode() not in masked
    (small,) = thumbnails(masked, kind, 1)
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.convert("L").getextrema()[1] <= 3


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        ([], "no-box"),
        ([Box(0, 0.5, 0.5, 0.0, 0.2)], "tiny-box"),
        ([Box(0, 1.1, 0.5, 0.3, 0.2)], "tiny-box"),
        ([Box(0, float("nan"), 0.5, 0.3, 0.2)], "tiny-box"),
        ([Box(2, 0.1, 0.1, 0.3, 0.2)], "scan-no-such-page"),
    ],
)
def test_a_box_that_covers_nothing_is_refused(boxes: list[Box], code: str) -> None:
    with pytest.raises(InputError) as told:
        mask_scan(_pdf(), "application/pdf", boxes)
    assert (told.value.code, told.value.field) == (code, "boxes")
