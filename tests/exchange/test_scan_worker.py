"""PDFs are read by a process of their own: late, dead or lying, it costs one refusal and nothing else."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
from collections.abc import Iterator

import pytest
from reportlab.pdfgen.canvas import Canvas

from caseman.errors import InputError
from caseman.exchange import scan_asking, scan_worker


def page_of_text() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 720, "SAMPLE")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def endless(levels: int) -> bytes:
    """Forms that draw each other ten times: each level takes ten times longer."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for level in range(levels):
        last = level == levels - 1
        body = b"0 0 9 9 re f" if last else b"/F Do " * 10
        inner = b"" if last else b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + level)
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 150] %s /Length %d >>" % (inner, len(body))
        objects.append(head + b"\nstream\n" + body + b"\nendstream")
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    )


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    yield
    scan_worker.end_worker()
    assert [each for each in multiprocessing.active_children() if each.name == "scan-worker"] == []


def _worker() -> multiprocessing.process.BaseProcess:
    (found,) = (each for each in multiprocessing.active_children() if each.name == "scan-worker")
    return found


def test_one_worker_reads_them_all() -> None:
    pdf = page_of_text()
    assert scan_asking.inspect_pdf("a.pdf", pdf) == (1, 595, 842)
    first = _worker().pid
    picture = scan_asking.pdf_picture("a.pdf", pdf, 0, 300)
    assert (picture.mode, max(picture.size)) == ("RGB", 300)
    assert picture.getextrema() != ((255, 255), (255, 255), (255, 255)), "something is drawn"
    assert _worker().pid == first


def test_a_pdf_that_would_take_for_ever_is_refused_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    scan_asking.inspect_pdf("a.pdf", page_of_text())
    monkeypatch.setattr(scan_worker, "JOB_SECONDS", 1.0)
    with pytest.raises(InputError) as told:
        scan_asking.inspect_pdf("bomb.pdf", endless(10))
    assert told.value.code == "scan-too-intricate"
    assert "bomb.pdf" in str(told.value)
    monkeypatch.undo()
    assert scan_asking.inspect_pdf("a.pdf", page_of_text())[0] == 1, "the next one gets a new worker"


def test_a_worker_that_dies_costs_one_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    scan_asking.inspect_pdf("a.pdf", page_of_text())
    pid = _worker().pid
    assert pid is not None
    monkeypatch.setattr(scan_worker._Worker, "usable", True)  # it dies unnoticed
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(InputError) as told:
        scan_asking.inspect_pdf("a.pdf", page_of_text())
    assert told.value.code == "scan-too-intricate"
    monkeypatch.undo()
    assert scan_asking.inspect_pdf("a.pdf", page_of_text())[0] == 1
    assert _worker().pid != pid


@pytest.mark.parametrize(
    "answer",
    [
        b"not json",
        b"[]",
        b'{"code": "", "numbers": ["1", 2, 3]}',
        b'{"code": "", "numbers": [1]}',
        b'{"code": "", "numbers": [99999999, 1, 1]}',
        b'{"code": "__import__", "numbers": []}',
        json.dumps({"code": "", "numbers": [True, 1, 1]}).encode(),
    ],
)
def test_what_no_sound_worker_answers_is_refused(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr(scan_worker._keeper, "ask", lambda *_: (answer, b""))
    with pytest.raises(InputError) as told:
        scan_asking.inspect_pdf("a.pdf", page_of_text())
    assert told.value.code == "scan-too-intricate"


def test_samples_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = json.dumps({"code": "", "numbers": [10, 10]}).encode()
    monkeypatch.setattr(scan_worker._keeper, "ask", lambda *_: (answer, b"x" * 299))
    with pytest.raises(InputError):
        scan_asking.pdf_picture("a.pdf", page_of_text(), 0, 300)


def test_where_no_worker_starts_the_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_self: object) -> None:
        raise scan_worker.NoWorkerError

    scan_worker.end_worker()  # one that another test left would answer
    monkeypatch.setattr(scan_worker._Worker, "__init__", none)
    with pytest.raises(InputError) as told:
        scan_asking.inspect_pdf("a.pdf", page_of_text())
    assert told.value.code == "scan-no-worker"
    assert "JPEG" in str(told.value)


@pytest.mark.parametrize(("page", "pages"), [(1, 1), (-1, 1)])
def test_a_page_that_is_not_there(page: int, pages: int) -> None:
    with pytest.raises(InputError) as told:
        scan_asking.pdf_picture("a.pdf", page_of_text(), page, 300)
    assert told.value.code == "scan-no-such-page"
    assert pages == 1
