"""Scans and the cases they belong to: what leads them there, what keeps them there, and who may see them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.documents import Detail
from caseman.domain.lifecycle import Step
from caseman.errors import InputError
from caseman.exchange import scan_files
from caseman.letters.cover_sheet import Label, labels
from caseman.offices.label_sheets import find_label_sheet
from caseman.services import scan_import
from caseman.services.case_file import show_case
from caseman.services.cover_sheets import case_cover, enclosure_cover
from caseman.services.custody_views import papers_of
from caseman.services.filing import file_envelope, unfile_envelope
from caseman.services.masking import Box, mask, open_for_masking, page_to_mask
from caseman.services.post_inputs import FilingInput, ScanInput
from caseman.services.post_views import show_envelope
from caseman.services.scan_import import ScanFile, import_scans
from caseman.services.scan_store import scan_page, scan_thumbnail
from caseman.services.scan_tray import file_scans, list_tray, quarantine, take_out
from tests.exchange.paper_scans import A4_AT_200, as_pdf, as_tiff, drawn, written
from tests.services.walking import Walk, picture, refused, trail_of

_BOX = Box(0, 0.1, 0.1, 0.5, 0.5)


def _png(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _scan(name: str, data: bytes, **more: Any) -> ScanInput:
    return ScanInput(name=name, data=data, **more)


def _labelled(walk: Walk, kind: CodeKind, row: int, seed: int, tag: str = "") -> Image.Image:
    """A written page with one of our labels on it."""
    code = Code(kind, row, tag or office_tag(walk.desk.file.file_id))
    page = written(seed)
    page.paste(
        drawn(labels([Label(code.payload, "x", "y")], find_label_sheet("a4-24"))).crop((20, 20, 270, 280)), (1350, 2000)
    )
    return page


def _entries(walk: Walk, action: str) -> list[int | None]:
    """The cases with which entries of the trail stand."""
    with walk.desk.reading() as session:
        statement = "SELECT case_id FROM audit WHERE action = ? ORDER BY number"
        return list(session.connection().exec_driver_sql(statement, (action,)).scalars())


def test_a_labelled_paper_waits_in_the_tray_with_a_hint(walk: Walk) -> None:
    number = walk.case()
    paper = papers_of(walk.desk, number)[0].enclosure_id
    page = _labelled(walk, CodeKind.ENCLOSURE, paper, 1)
    (filed,) = import_scans(walk.desk, [_scan("a.png", _png(page))]).filed
    assert (filed.number, filed.pages) == ("", 1)
    assert str(list_tray(walk.desk)[0].fault) == f"A label on it names {number}. File it there if that is right."
    sheet = drawn(case_cover(walk.desk, number))
    (behind,) = import_scans(walk.desk, [_scan("b.pdf", as_pdf([sheet, page, written(2)]))]).filed
    assert (behind.number, behind.pages, behind.fault) == (number, 2, None)


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_a_page_with_a_code_that_leads_nowhere_waits_and_says_why(walk: Walk, kind: str) -> None:
    number = walk.case()
    sheet = drawn(case_cover(walk.desk, number))
    page = _labelled(walk, CodeKind.CASE, 1, 1, office_tag("other"))
    data = _png(page) if kind == "png" else as_pdf([sheet, written(2), page])
    filed = import_scans(walk.desk, [_scan(f"a.{kind}", data)]).filed
    assert filed[-1].number == ""
    assert "another office's file" in str(filed[-1].fault)
    assert [line.scan.pages for line in list_tray(walk.desk)] == [1]


def test_pages_behind_a_refused_file_are_nobody_s(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    sheets = [_png(drawn(case_cover(walk.desk, number))) for number in (first, second)]
    files = [
        _scan("1.png", sheets[0]),
        _scan("2.png", _png(written(1))),
        _scan("3.png", sheets[1][:-500]),
        _scan("4.png", _png(written(2))),
        _scan("5.png", sheets[1]),
        _scan("6.png", _png(written(3))),
    ]
    done = import_scans(walk.desk, files)
    assert [(each.name, each.number) for each in done.filed] == [("2.png", first), ("4.png", ""), ("6.png", second)]
    assert "A file before this one was not taken" in str(done.filed[1].fault)
    assert [each.name for each in done.refused] == ["3.png"]


def test_the_sheet_of_an_enclosure_tells_the_case_of_its_envelope(walk: Walk) -> None:
    number = walk.case()
    (paper, *_) = papers_of(walk.desk, number)
    data = as_tiff([drawn(enclosure_cover(walk.desk, paper.enclosure_id)), written(1)])
    (filed,) = import_scans(walk.desk, [_scan("a.tif", data)]).filed
    assert (filed.number, filed.envelope_id) == (number, paper.envelope_id)
    assert show_case(walk.desk, number).history[0].action == "scans_added"


def test_a_back_that_was_left_out_is_told(walk: Walk) -> None:
    sheet = drawn(case_cover(walk.desk, walk.case()))
    pages = [sheet, Image.new("L", A4_AT_200, 255), written(1)]
    (filed,) = import_scans(walk.desk, [_scan("a.tif", as_tiff(pages))]).filed
    assert (filed.pages, filed.blank) == (1, 2)


def test_nothing_is_added_to_a_closed_case_and_nothing_is_taken_from_it(walk: Walk) -> None:
    number = walk.to(Step.CLOSE)
    sheet = drawn(case_cover(walk.desk, number))
    paper = papers_of(walk.desk, number)[0]
    other = drawn(enclosure_cover(walk.desk, paper.enclosure_id))
    pages = [sheet, written(1), other, written(2)]
    done = import_scans(walk.desk, [_scan("a.tif", as_tiff(pages))])
    assert [(each.number, each.envelope_id) for each in done.filed] == [("", None)] * 2
    assert all(f"case {number}, which is closed" in str(each.fault) for each in done.filed)
    waiting = [line.scan.scan_id for line in list_tray(walk.desk)]
    kept = show_envelope(walk.desk, paper.envelope_id).scans[0].scan_id
    for call in (
        lambda: file_scans(walk.desk, waiting, number=number),
        lambda: file_scans(walk.desk, waiting, envelope_id=paper.envelope_id),
        lambda: take_out(walk.desk, [kept], "x"),
    ):
        assert refused(walk.desk, call).code == "case-closed"


def test_what_is_done_to_the_scan_of_an_envelope_stands_with_its_cases(walk: Walk) -> None:
    envelope = walk.envelope()
    for _ in range(2):
        walk.case(envelope=envelope)
    (scan,) = show_envelope(walk.desk, envelope).scans
    quarantine(walk.desk, scan.scan_id, [Detail.MY_NUMBER])
    open_for_masking(walk.desk, scan.scan_id)
    mask(walk.desk, scan.scan_id, [_BOX], [Detail.MY_NUMBER])
    take_out(walk.desk, [scan.scan_id], "二重")
    for action in ("scan_quarantined", "scan_opened_to_mask", "scan_masked", "scan_taken_out"):
        assert _entries(walk, action) == [1, 2]


def test_the_same_bytes_are_closed_wherever_they_are_shown(walk: Walk) -> None:
    page = _png(written(5))
    walk.envelope(scans=({"name": "id.png", "data": page, "shows": ["my_number"]},))
    import_scans(walk.desk, [_scan("again.png", page), _scan("other.png", _png(written(6)))])
    _, again, other = 1, *(line.scan.scan_id for line in list_tray(walk.desk))
    assert refused(walk.desk, lambda: scan_page(walk.desk, again, 0, 100)).code == "scan-quarantined"
    assert scan_thumbnail(walk.desk, again, 0) is None
    import_scans(walk.desk, [_scan("twin.png", _png(written(6)))])
    quarantine(walk.desk, other, [Detail.DOMICILE])
    twin = list_tray(walk.desk)[-1].scan
    assert (twin.name, twin.quarantine, twin.shows) == ("twin.png", True, (Detail.DOMICILE,))
    import_scans(walk.desk, [_scan("third.png", _png(written(6)), shows=("my_number",))])
    shows = {line.scan.name: line.scan.shows for line in list_tray(walk.desk)}
    assert shows["other.png"] == shows["twin.png"] == shows["third.png"] == (Detail.MY_NUMBER, Detail.DOMICILE)


def test_quarantine_ends_once_all_that_is_shown_is_masked(walk: Walk) -> None:
    page = _png(written(7))
    import_scans(walk.desk, [_scan("a.png", page, shows=("my_number",)), _scan("b.png", page, shows=("domicile",))])
    first, second = (line.scan.scan_id for line in list_tray(walk.desk))
    done = mask(walk.desk, first, [_BOX], [Detail.MY_NUMBER])
    assert done.left == (Detail.DOMICILE,)
    for each in (first, second):
        told = refused(walk.desk, lambda each=each: scan_page(walk.desk, each, 0, 100))  # type: ignore[misc]
        assert (told.code, "registered domicile" in str(told), "Number" in str(told)) == (
            "scan-quarantined",
            True,
            False,
        )
    assert mask(walk.desk, second, [Box(0, 0.7, 0.7, 0.2, 0.2)], [Detail.DOMICILE]).left == ()
    for each in (first, second):
        assert scan_page(walk.desk, each, 0, 100)
    assert [line.scan.masked for line in list_tray(walk.desk)] == [(Detail.MY_NUMBER, Detail.DOMICILE)] * 2


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("  \u200d\u3164 ", "empty"),
        ("1234-5678-9018", "my-number"),
        ("a" * 201, "too-long"),
        ("a" * 5_000_000, "too-long"),
    ],
)
def test_reasons_are_kept_for_good_and_read_with_care(walk: Walk, reason: str, code: str) -> None:
    import_scans(walk.desk, [_scan("a.png", picture())])
    envelope = walk.envelope(scans=())
    filing = {"envelope_id": envelope, "disposition": "no_request", "note": "x"}
    file_envelope(walk.desk, FilingInput.read(**filing))
    for call in (
        lambda: take_out(walk.desk, [1], reason),
        lambda: unfile_envelope(walk.desk, envelope, reason),
    ):
        told = refused(walk.desk, call)
        assert (told.code, told.field) == (code, "reason")


def test_a_reason_is_cleaned_before_it_is_kept(walk: Walk) -> None:
    import_scans(walk.desk, [_scan("a.png", picture())])
    take_out(walk.desk, [1, 1], " dup\u202e\x1b[31m\ud800 twice\n")
    (details,) = (values for action, values in trail_of(walk.desk) if action == "scan_taken_out")
    assert details["reason"] == "dup[31m twice"


@pytest.mark.parametrize("call", [scan_page, page_to_mask])
@pytest.mark.parametrize("page", [-1, 1, 10**30])
def test_a_page_that_is_not_there_is_told(walk: Walk, call: Callable[..., bytes], page: int) -> None:
    walk.envelope()
    assert refused(walk.desk, lambda: call(walk.desk, 1, page, 100)).code == "scan-no-such-page"
    assert scan_thumbnail(walk.desk, 1, page) is None


def test_files_of_a_batch_are_read_one_after_the_other(
    walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(picture((1, 2, len(name) + ord(name[0]))))
    waiting: list[int] = []
    read = scan_files.read_scan_file

    def reading(path: Path) -> bytes:
        waiting.append(len(list_tray(walk.desk)))
        return read(path)

    monkeypatch.setattr(scan_import, "read_scan_file", reading)
    done = import_scans(walk.desk, [ScanFile(tmp_path / name) for name in ("a.png", "gone\x1b.png", "b.png")])
    assert waiting == [0, 1, 1]
    assert [(each.name, str(each.why)) for each in done.refused] == [("gone.png", "“gone.png” cannot be read.")]


def test_parts_that_come_to_too_much_together_are_refused(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = drawn(case_cover(walk.desk, walk.case()))
    batch = as_tiff([sheet, written(1), sheet, written(2)])
    monkeypatch.setattr(scan_import, "_MOST_IN_ALL", 10_000)
    done = import_scans(walk.desk, [_scan("a.tif", batch)])
    assert (done.filed, len(done.refused)) == ((), 1)
    assert "Split it into several files" in str(done.refused[0].why)


def test_a_label_of_what_is_gone_is_no_hint(walk: Walk) -> None:
    walk.case()
    (filed,) = import_scans(walk.desk, [_scan("a.png", _png(_labelled(walk, CodeKind.ENCLOSURE, 999, 1)))]).filed
    assert filed.fault is None
    with pytest.raises(InputError):
        enclosure_cover(walk.desk, 10**20)
