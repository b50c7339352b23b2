"""A copy of a PDF shows what its pages showed, and holds nothing of anybody or anything else."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

from caseman.errors import InputError
from caseman.exchange.scan_pdf_objects import Objects, Ref, UnreadableError, names_in
from caseman.exchange.scans import clean_scan, page_picture, pdf_pages
from tests.exchange.paper_scans import as_pdf, written

_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def _pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, the first one its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, rows)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
    return out + head + trailer


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)


def _jpeg(picture: Image.Image, notes: bytes = b"", head: bytes = b"") -> bytes:
    """A picture of a PDF, coded as JPEG, with an application segment of notes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    data = out.getvalue()
    segment = b"\xff\xe1" + (len(notes) + 2).to_bytes(2) + notes if notes else b""
    space = b"DeviceGray" if picture.mode == "L" else b"DeviceRGB"
    return _stream(
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 /Filter /DCTDecode "
        b"%s" % (*picture.size, space, head),
        data[:2] + segment + data[2:],
    )


def _grain(seed: int) -> Image.Image:
    """A page that does not compress, and differs from the next."""
    return ImageChops.add(written(seed).resize((600, 848)), Image.effect_noise((600, 848), 60), 1.0, -128)


def _unpacked(data: bytes) -> bytes:
    """The file, and every deflated stream of it as it is meant."""
    found = data
    for begun in re.finditer(rb"stream\r?\n", data):
        try:
            found += zlib.decompressobj().decompress(data[begun.end() :])
        except zlib.error:
            continue
    return found


def _page(rest: bytes, resources: bytes = b"/Resources << /XObject << /I 5 0 R >> >>") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 848] /Contents 4 0 R %s %s >>" % (resources, rest)


_DRAWN = _stream(b"", b"q 600 0 0 848 0 0 cm /I Do Q")
_ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def test_notes_hidden_files_and_unused_pictures_stay_behind() -> None:
    hidden = Image.new("RGB", (50, 50), "red")
    data = _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
            _ONE_PAGE,
            _page(
                b"/Metadata 6 0 R /Thumb 7 0 R /PieceInfo << /X << /Private (SENTINELPIECE) >> >>",
                b"/Resources << /XObject << /I 5 0 R /Unused 7 0 R >> /Properties << /P << /N (SENTINELLAYER) >> >> >>",
            ),
            _DRAWN,
            _jpeg(_grain(1), b"Exif\0\0 SENTINELGPS", b"/Metadata 6 0 R /Name (SENTINELNAME) /AF [8 0 R]"),
            _stream(b"/Type /Metadata /Subtype /XML", b"<x>SENTINELXMP</x>"),
            _jpeg(hidden, head=b"/Name (SENTINELUNUSED)"),
            b"<< /Type /Filespec /F (SENTINELFILE.exe) /EF << /F 9 0 R >> >>",
            _stream(b"/Type /EmbeddedFile", b"SENTINELEMBEDDED"),
        ]
    )
    kept = clean_scan("a.pdf", data).data
    assert _unpacked(data).count(b"SENTINEL") >= 8
    assert re.findall(rb"SENTINEL[A-Z]+", _unpacked(kept)) == []
    assert not re.search(rb"/(Metadata|Thumb|PieceInfo|AF|Exif|Properties|Info|ID)\b", kept)
    before, after = (page_picture(each, "application/pdf", 0, 600) for each in (data, kept))
    assert before.tobytes() == after.tobytes()
    assert clean_scan("a.pdf", data).data == clean_scan("a.pdf", kept).data == kept


def test_each_page_of_a_shared_list_carries_its_own_picture_alone() -> None:
    count = 8
    kids = b" ".join(b"%d 0 R" % (3 + at) for at in range(count))
    listed = b" ".join(b"/I%d %d 0 R" % (at, 3 + 2 * count + at) for at in range(count))
    data = _pdf(
        [
            _CATALOGUE,
            b"<< /Type /Pages /Kids [%s] /Count %d /Resources << /XObject << %s >> >> >>" % (kids, count, listed),
            *(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 848] /Contents %d 0 R >>" % (3 + count + at)
                for at in range(count)
            ),
            *(_stream(b"", b"q 600 0 0 848 0 0 cm /I%d Do Q" % at) for at in range(count)),
            *(_jpeg(_grain(at)) for at in range(count)),
        ]
    )
    whole = clean_scan("a.pdf", data).data
    parts = [pdf_pages(whole, [at]) for at in range(count)]
    assert sum(map(len, parts)) < 1.1 * len(whole)
    for at, part in enumerate(parts):
        assert part.count(b"/DCTDecode") == 1
        assert page_picture(part, "application/pdf", 0, 600).tobytes() == (
            page_picture(whole, "application/pdf", at, 600).tobytes()
        )


def test_a_form_that_borrows_from_its_page_keeps_what_it_draws() -> None:
    data = _pdf(
        [
            _CATALOGUE,
            _ONE_PAGE,
            _page(b"", b"/Resources << /XObject << /Form 6 0 R /I#6Dage 5 0 R /Other 7 0 R >> >>"),
            _stream(b"", b"/Form Do"),
            _jpeg(_grain(3)),
            _stream(b"/Type /XObject /Subtype /Form /BBox [0 0 600 848]", b"q 600 0 0 848 0 0 cm /Image Do Q"),
            _jpeg(_grain(4)),
        ]
    )
    kept = clean_scan("a.pdf", data).data
    assert kept.count(b"/DCTDecode") == 1
    drawn = page_picture(kept, "application/pdf", 0, 600)
    assert drawn.tobytes() == page_picture(data, "application/pdf", 0, 600).tobytes()
    assert drawn.convert("L").getextrema()[0] < 100


@pytest.mark.parametrize(
    ("catalogue", "page", "code"),
    [
        (b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", b"", "scan-script"),
        (b"/OpenAction << /S /GoTo /D [3 0 R] /Next [ << /S /JavaScript /JS (x) >> ] >>", b"", "scan-script"),
        (b"/AA << /WC << /S /JavaScript /JS (x) >> >>", b"", "scan-script"),
        (b"", b"/AA << /O << /S /JavaScript /JS (x) >> >>", "scan-script"),
        (b"/AF [6 0 R]", b"", "scan-attachments"),
        (b"", b"/AF [6 0 R]", "scan-attachments"),
    ],
)
def test_what_runs_by_itself_or_carries_files_is_refused(catalogue: bytes, page: bytes, code: str) -> None:
    filed = b"<< /Type /Filespec /F (x.exe) >>"
    data = _pdf([_CATALOGUE[:-2] + catalogue + b" >>", _ONE_PAGE, _page(page), _DRAWN, _jpeg(_grain(1)), filed])
    with pytest.raises(InputError) as told:
        clean_scan("a.pdf", data)
    assert told.value.code == code


def test_objects_that_were_packed_are_read_too() -> None:
    """Object streams and a table that is a stream itself (ISO 32000-1, 7.5.7 and 7.5.8)."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>"
    bodies = [_CATALOGUE[:-2] + b"/AF [4 0 R] >>", _ONE_PAGE, page]
    head = b"".join(b"%d %d " % (at + 1, sum(len(each) + 1 for each in bodies[:at])) for at in range(3))
    packed = zlib.compress(head + b" ".join(bodies))
    out = b"%PDF-1.5\n"
    first = len(out)
    out += b"4 0 obj\n" + _stream(b"", b"0 0 9 9 re f") + b"\nendobj\n"
    second = len(out)
    out += b"5 0 obj\n" + _stream(b"/Type /ObjStm /N 3 /First %d /Filter /FlateDecode" % len(head), packed)
    out += b"\nendobj\n"
    third = len(out)
    rows = b"\0\0\0\0\0" + b"".join(b"\2" + (5).to_bytes(3) + bytes([at]) for at in range(3))
    rows += b"".join(b"\1" + place.to_bytes(3) + b"\0" for place in (first, second, third))
    out += b"6 0 obj\n" + _stream(b"/Type /XRef /Size 7 /W [1 3 1] /Root 1 0 R", rows) + b"\nendobj\n"
    data = out + b"startxref\n%d\n%%%%EOF" % third
    with pytest.raises(InputError) as told:
        clean_scan("a.pdf", data)
    assert told.value.code == "scan-attachments"


def test_values_are_read_as_they_are_written() -> None:
    body = b"<< /A#20b [ 1 (a\\)(b)) <0aF> /N 7 0 R true ] /C << /D null >> % note\n /E -.5 >>"
    objects = Objects(_pdf([body]))
    found = objects.get(objects.trailer[b"Root"])
    assert found == {
        b"A b": [b"1", b"(a\\)(b))", b"<0aF>", b"N", Ref(7), b"true"],
        b"C": {b"D": b"null"},
        b"E": b"-.5",
    }
    assert names_in(b"/A#42 Do/C[/D]") == {b"AB", b"C", b"D"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\nstartxref\n9\n%%EOF",
        _pdf([b"<< /A [ 1"]),
        _pdf([b"<< /A (open"]),
        _pdf([b"[" * 5000]),
        _pdf([b"<< /A >> >>"]),
    ],
)
def test_what_pdfium_never_writes_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        _root(data)


def _root(data: bytes) -> object:
    objects = Objects(data)
    return objects.get(objects.trailer[b"Root"])


def test_text_and_fonts_of_a_page_are_copied() -> None:
    from caseman.letters.cover_sheet import Label, labels
    from caseman.offices.label_sheets import find_label_sheet

    data = labels([Label("CM1/X", "見本の棚", "sample")], find_label_sheet("a4-24"))
    kept = clean_scan("a.pdf", data).data
    with pdfium.PdfDocument(kept) as document:
        assert "見本の棚" in document[0].get_textpage().get_text_range()
    before, after = (page_picture(each, "application/pdf", 0, 900) for each in (data, kept))
    assert before.tobytes() == after.tobytes()


def test_a_batch_of_pages_grows_by_nothing() -> None:
    data = as_pdf([written(seed) for seed in range(3)])
    assert len(clean_scan("a.pdf", data).data) <= len(data)
