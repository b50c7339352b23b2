"""Scans come in as a batch, wait, are filed, quarantined, masked and taken out; nothing covered stays in the file."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlcipher3 import dbapi2 as sqlcipher

from caseman.domain.codes import office_tag
from caseman.domain.documents import Detail
from caseman.errors import InputError
from caseman.services import case_file, post_views
from caseman.services.auditing import verify_file
from caseman.services.closing import missing
from caseman.services.cover_sheets import case_cover, case_of_code, enclosure_cover
from caseman.services.masking import Box, mask, open_for_masking, page_to_mask
from caseman.services.post_inputs import ScanInput
from caseman.services.scan_import import import_scans
from caseman.services.scan_store import find_scan, scan_page, scan_thumbnail, sound_content
from caseman.services.scan_tray import file_scans, list_tray, quarantine, take_out
from caseman.services.stopping import Stop
from tests.exchange.paper_scans import as_pdf, as_tiff, drawn, photograph, scanned, written
from tests.services.walking import Office, Walk, picture, refused

_MARK = bytes(range(7, 247))  # stands in the pixels of a sample picture, where nothing else has it


def _scan(name: str, data: bytes, **more: Any) -> ScanInput:
    return ScanInput(name=name, data=data, **more)


def _jpeg(seed: int) -> bytes:
    out = io.BytesIO()
    photograph(seed).resize((300, 420)).save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["pdf", "tif"])
def test_a_batch_is_split_and_each_part_lands_on_its_case(walk: Walk, kind: str) -> None:
    first, second = walk.case(), walk.case("correction")
    sheets = [scanned(drawn(case_cover(walk.desk, number)), 1, skew=2) for number in (first, second)]
    pages = [written(0), sheets[0], written(1), photograph(2), sheets[1], written(3)]
    batch = (as_pdf if kind == "pdf" else as_tiff)(pages)
    done = import_scans(walk.desk, [_scan(f"batch.{kind}", batch)])
    assert [(each.number, each.pages, str(each.fault or "")) for each in done.filed] == [
        ("", 1, ""),
        (first, 2, ""),
        (second, 1, ""),
    ]
    assert [each.name for each in done.filed] == [f"batch {part}.{kind}" for part in ("1-1", "3-4", "6-6")]
    assert [line.scan.pages for line in list_tray(walk.desk)] == [1]
    view = case_file.show_case(walk.desk, first)
    assert view.scans[-1].pages == 2
    assert view.history[0].action == "scans_added"
    shown = Image.open(io.BytesIO(scan_page(walk.desk, view.scans[-1].scan_id, 1, 400)))
    assert shown.size[1] == 400
    assert scan_thumbnail(walk.desk, view.scans[-1].scan_id, 1)
    assert verify_file(walk.desk).sound


def test_a_scanner_that_writes_each_page_into_a_file(walk: Walk) -> None:
    number = walk.case()
    sheet = io.BytesIO()
    drawn(case_cover(walk.desk, number)).save(sheet, "PNG")
    files = [
        _scan("1.png", picture()),
        _scan("2.png", sheet.getvalue()),
        _scan("3.jpg", _jpeg(1)),
        _scan("4.jpg", _jpeg(2)),
    ]
    done = import_scans(walk.desk, files)
    assert [(each.name, each.number) for each in done.filed] == [("1.png", ""), ("3.jpg", number), ("4.jpg", number)]


def test_the_sheet_of_an_enclosure_files_with_its_envelope(walk: Walk) -> None:
    envelope = walk.envelope(scans=())
    pages = [drawn(enclosure_cover(walk.desk, 1)), written(1)]
    (filed,) = import_scans(walk.desk, [_scan("a.tif", as_tiff(pages))]).filed
    assert (filed.number, filed.pages) == ("", 1)
    assert [scan.name for scan in post_views.show_envelope(walk.desk, envelope).scans] == ["a 2-2.tif"]
    assert list_tray(walk.desk) == ()


def test_bad_files_are_named_and_the_rest_goes_on(walk: Walk) -> None:
    done = import_scans(
        walk.desk,
        [
            _scan("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            _scan("good.jpg", _jpeg(1)),
            _scan("cut.png", picture()[:-30]),
            _scan("empty.pdf", b""),
        ],
    )
    assert [each.name for each in done.filed] == ["good.jpg"]
    assert [each.name for each in done.refused] == ["drawing.png", "cut.png", "empty.pdf"]
    assert "an SVG drawing" in str(done.refused[0].why)


def test_a_sheet_of_another_office_or_of_nothing_is_told_and_its_pages_wait(walk: Walk) -> None:
    from datetime import date

    from caseman.domain.codes import Code, CodeKind
    from caseman.letters.cover_sheet import CoverFacts, cover_sheet
    from caseman.text import Language

    def sheet(tag: str, row: int) -> Image.Image:
        payload = Code(CodeKind.CASE, row, tag, sheet=True).payload
        return drawn(cover_sheet(CoverFacts("x", "P", None, payload, date(2026, 1, 1)), Language.EN))

    walk.case()
    ours = office_tag(walk.desk.file.file_id)
    pages = [sheet(office_tag("other"), 1), written(1), sheet(ours, 99), written(2), sheet(ours, 1), written(3)]
    done = import_scans(walk.desk, [_scan("mixed.tif", as_tiff(pages))])
    assert [each.number for each in done.filed] == ["", "", "P-2026-0001"]
    told = [str(line.fault) for line in list_tray(walk.desk)]
    assert "another office's file" in told[0]
    assert "names nothing of this office file" in told[1]


def test_a_batch_that_is_stopped_keeps_what_was_done_and_nothing_half(walk: Walk) -> None:
    stop = Stop()
    seen: list[float] = []

    def progress(done: float) -> None:
        seen.append(done)
        if done > 0.4:
            stop.ask()

    files = [
        _scan("a.jpg", _jpeg(1)),
        _scan("b.tif", as_tiff([written(i) for i in range(4)])),
        _scan("c.jpg", _jpeg(3)),
    ]
    done = import_scans(walk.desk, files, stop, progress)
    assert done.stopped
    assert [each.name for each in done.filed] == ["a.jpg"]
    assert len(list_tray(walk.desk)) == 1
    assert seen == sorted(seen)


def test_scans_leave_the_tray_for_a_case_or_an_envelope(walk: Walk) -> None:
    number, envelope = walk.case(), walk.envelope(scans=())
    import_scans(walk.desk, [_scan("a.jpg", _jpeg(1)), _scan("b.jpg", _jpeg(2)), _scan("c.jpg", _jpeg(3))])
    first, second, third = (line.scan.scan_id for line in list_tray(walk.desk))
    file_scans(walk.desk, [first], number=number)
    file_scans(walk.desk, [second], envelope_id=envelope)
    logged = walk.envelope(scans=(), tray_scans=(third,))
    assert list_tray(walk.desk) == ()
    assert [scan.name for scan in post_views.show_envelope(walk.desk, logged).scans] == ["c.jpg"]
    assert refused(walk.desk, lambda: file_scans(walk.desk, [first], number=number)).code == "scan-filed"
    assert refused(walk.desk, lambda: file_scans(walk.desk, [first])).field == "number"


def test_what_shows_too_much_is_closed_to_everybody(walk: Walk) -> None:
    envelope = walk.envelope(scans=({"name": "card.png", "data": picture((1, 2, 3)), "shows": ["my_number"]},))
    number = walk.case(envelope=envelope)
    (scan,) = case_file.show_case(walk.desk, number).scans
    assert (scan.quarantine, scan.shows) == (True, (Detail.MY_NUMBER,))
    assert refused(walk.desk, lambda: scan_page(walk.desk, scan.scan_id, 0, 100)).code == "scan-quarantined"
    assert scan_thumbnail(walk.desk, scan.scan_id, 0) is None
    assert any("quarantine" in str(text) for text in missing(walk.desk, number)[1])
    assert open_for_masking(walk.desk, scan.scan_id).shows == (Detail.MY_NUMBER,)
    assert page_to_mask(walk.desk, scan.scan_id, 0, 100).startswith(b"\x89PNG")


def _everything(walk: Walk, office: Office) -> bytes:
    """All pages of the file and of its log, decrypted: what someone with the key could find."""
    copy = walk.desk.file.path.with_name("copy.db")
    walk.desk.close()
    connection = sqlcipher.connect(str(walk.desk.file.path))
    connection.execute(f"PRAGMA key = \"x'{office.data_key.hex()}'\"")
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(copy),))
    connection.execute("SELECT sqlcipher_export('plain')")
    raw = b"".join(row[0] for row in connection.execute("SELECT data FROM scan_content"))
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.close()
    return raw + copy.read_bytes() + b"free pages: %d" % free


def _marked() -> bytes:
    """A picture without compression or filter, in which the mark stands as it is."""
    out = io.BytesIO()
    page = Image.frombytes("P", (240, 240), _MARK * 240)
    page.putpalette([tone for tone in range(256) for _ in range(3)])
    page.save(out, "PNG", compress_level=0)
    return out.getvalue()


def test_what_was_covered_is_gone_from_the_file(walk: Walk, office: Office) -> None:
    data = _marked()
    assert _MARK in data
    envelope = walk.envelope(scans=({"name": "card.png", "data": data, "shows": ["my_number"]},))
    twin = walk.envelope(scans=({"name": "again.png", "data": data, "shows": ["my_number"]},))
    scan = post_views.show_envelope(walk.desk, envelope).scans[0]
    with walk.desk.reading() as session:
        assert _MARK in sound_content(session, find_scan(session, scan.scan_id))
        run = session.connection().exec_driver_sql
        ((key, stored),) = run("SELECT key, data FROM scan_key JOIN scan_content USING (sha256)").all()
    assert _MARK not in stored
    mask(walk.desk, scan.scan_id, [Box(0, 0.0, 0.0, 1.0, 1.0)], [Detail.MY_NUMBER])
    for each in (envelope, twin):
        line = post_views.show_envelope(walk.desk, each).scans[0]
        assert (line.quarantine, line.masked) == (False, (Detail.MY_NUMBER,))
        shown = Image.open(io.BytesIO(scan_page(walk.desk, line.scan_id, 0, 240)))
        assert shown.convert("L").getextrema() == (0, 0)
    assert verify_file(walk.desk).sound
    assert key not in walk.desk.file.path.with_name(walk.desk.file.path.name + "-wal").read_bytes()
    everything = _everything(walk, office)
    assert _MARK not in everything
    assert key not in everything
    assert stored[100:200] not in everything


def test_who_masked_what_kind_stands_in_the_trail_and_what_stood_there_does_not(walk: Walk) -> None:
    number = walk.case()
    import_scans(walk.desk, [_scan("id.jpg", _jpeg(1), shows=("domicile",))])
    (line,) = list_tray(walk.desk)
    file_scans(walk.desk, [line.scan.scan_id], number=number)
    mask(walk.desk, line.scan.scan_id, [Box(0, 0.1, 0.1, 0.5, 0.2)], [Detail.DOMICILE])
    entry = case_file.show_case(walk.desk, number).history[0]
    assert (entry.action, entry.staff) == ("scan_masked", walk.desk.staff_name)
    assert str(entry.label) == "Masked on a scan: registered domicile."


def test_a_pdf_keeps_no_text_under_the_boxes(walk: Walk) -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "SAMPLE-INSURER-0123")
    canvas.save()
    import_scans(walk.desk, [_scan("card.pdf", out.getvalue(), shows=("insurer_number",))])
    (line,) = list_tray(walk.desk)
    mask(walk.desk, line.scan.scan_id, [Box(0, 0.1, 0.1, 0.5, 0.1)], [Detail.INSURER_NUMBER])
    with walk.desk.reading() as session:
        kept = sound_content(session, find_scan(session, line.scan.scan_id))
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(kept) as document:
        assert document[0].get_textpage().count_chars() == 0


def test_refusals_of_masking(walk: Walk) -> None:
    walk.envelope()
    box = Box(0, 0.1, 0.1, 0.2, 0.2)
    for call, code in (
        (lambda: mask(walk.desk, 1, [], [Detail.MY_NUMBER]), "no-box"),
        (lambda: mask(walk.desk, 1, [box], []), "no-kind"),
        (lambda: mask(walk.desk, 99, [box], [Detail.MY_NUMBER]), "no-such-scan"),
        (lambda: quarantine(walk.desk, 1, []), "empty"),
        (lambda: take_out(walk.desk, [1], "  "), "empty"),
    ):
        assert refused(walk.desk, call).code == code


def test_what_is_taken_out_is_gone_unless_another_scan_shows_it(walk: Walk) -> None:
    walk.envelope(scans=({"name": "a.png", "data": picture()},))
    walk.envelope(scans=({"name": "b.png", "data": picture()},))
    take_out(walk.desk, [1], "二重に読み取った")
    assert scan_page(walk.desk, 2, 0, 64)
    take_out(walk.desk, [2], "他人の書類")
    with walk.desk.reading() as session:
        run = session.connection().exec_driver_sql
        assert run("SELECT count(*) FROM scan_content").scalar_one() == 0
        assert run("SELECT count(*) FROM thumbnail").scalar_one() == 0


def test_a_reader_s_code_opens_its_case(walk: Walk) -> None:
    from caseman.domain.codes import Code, CodeKind

    envelope = walk.envelope()
    number = walk.case(envelope=envelope)
    tag = office_tag(walk.desk.file.file_id)
    for code in (Code(CodeKind.CASE, 1, tag), Code(CodeKind.ENCLOSURE, 1, tag)):
        assert case_of_code(walk.desk, code.payload.lower()) == number
    assert case_of_code(walk.desk, number) is None
    for code, told in (
        (Code(CodeKind.CASE, 9, tag), "code-of-nothing"),
        (Code(CodeKind.CASE, 1, office_tag("other")), "code-of-another-office"),
    ):
        assert refused(walk.desk, lambda code=code: case_of_code(walk.desk, code.payload)).code == told  # type: ignore[misc]
    with pytest.raises(InputError):
        case_of_code(walk.desk, "CM1/AAAA")
