"""What is not attached to an answer: unsound files, more than a letter bears, what must be masked, what left."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from caseman.domain import attachments as bounds
from caseman.domain.attachments import Placing
from caseman.domain.lifecycle import Step
from caseman.errors import InputError, InputErrors
from caseman.services import attachments, letter_attachments, letters
from caseman.services.attachment_inputs import (
    AttachmentInput,
    AttachmentRemoval,
)
from caseman.services.auditing import verify_file
from caseman.services.post_inputs import ScanInput
from caseman.services.stopping import Stop, Stopped
from tests.services.attached_walk import (
    BOX,
    WHY,
    attach,
    decided,
    lines,
    photograph,
    redact,
    text_pdf,
    texts,
)
from tests.services.walking import Walk, raw, refused, snapshot


def _protected() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    return out.getvalue()


@pytest.mark.parametrize(("data", "told"), [
    (_protected(), "protected by a password"),
    (text_pdf()[:300], "damaged or cut off"),
    (b"<svg/>", "is an SVG drawing"),
    (b"", "is empty"),
    (photograph()[:2000], "damaged or cut off"),
    (b"%PDF-1.4\n%%EOF", "damaged or cut off"),
])  # fmt: skip
def test_what_is_no_sound_file_is_refused_beside_the_file(walk: Walk, data: bytes, told: str) -> None:
    number = decided(walk)
    failed = refused(walk.desk, lambda: attach(walk, number, data, name="data"))
    assert failed.field == "file"
    assert told in str(failed)


@pytest.mark.parametrize(("name", "most", "told"), [
    ("MOST_FILES", 1, "at most 1 attachments"),
    ("MOST_PAGES", 4, "would have 5 pages together"),
    ("MOST_BYTES", 3 * 1024**2, "more than 3 MB together"),
    ("MOST_PRINTED", 1000, "more than 0 MB together"),
])  # fmt: skip
def test_no_more_than_a_letter_bears(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, name: str, most: int, told: str
) -> None:
    number = decided(walk)
    attach(walk, number, text_pdf(2))
    monkeypatch.setattr(bounds, name, most)
    data = text_pdf(3)
    if name == "MOST_BYTES":
        out = io.BytesIO()
        Image.effect_noise((2000, 2000), 90).save(out, "PNG")
        data = out.getvalue()
    failed = refused(walk.desk, lambda: attach(walk, number, data, name="data"))
    assert (failed.code, failed.field) == ("too-many-attachments", "file")
    assert told in str(failed)


def test_it_is_stopped_between_pages_and_nothing_is_kept(walk: Walk) -> None:
    number = decided(walk)
    stop = Stop()

    def stopped_at(done: float) -> None:
        if done > 0.6:
            stop.ask()

    typed = AttachmentInput.read(number=number, title="x")
    before = snapshot(walk.desk)
    with pytest.raises(Stopped):
        attachments.attach(walk.desk, typed, ScanInput(name="a.pdf", data=text_pdf(4)), stop, stopped_at)
    assert snapshot(walk.desk) == before


def test_what_is_in_quarantine_as_a_scan_goes_by_no_other_door(walk: Walk) -> None:
    number = decided(walk)
    walk.envelope(scans=({"name": "a.png", "data": photograph(), "shows": ["my_number"]},))
    told = refused(walk.desk, lambda: attach(walk, number, photograph(), name="b.png"))
    assert told.code == "attachment-quarantined"


def test_what_turns_out_to_show_a_my_number_leaves_with_no_letter(walk: Walk) -> None:
    number = decided(walk)
    attach(walk, number, photograph(), name="b.png")
    walk.envelope(scans=({"name": "a.png", "data": photograph(), "shows": ["my_number"]},))
    assert refused(walk.desk, lambda: walk.letter(number)).code == "attachment-quarantined"


@pytest.mark.parametrize("title", ["", " ", "\u200b"])
def test_a_title_is_needed(title: str) -> None:
    with pytest.raises(InputErrors) as failed:
        AttachmentInput.read(number="P-2026-0001", title=title)
    assert [fault.field for fault in failed.value.faults] == ["title"]


def test_any_title_is_printed_within_its_line(walk: Walk) -> None:
    number = decided(walk)
    attach(walk, number, title="長" * 200)
    attach(walk, number, title="<b>a & b</b> {{ x }}")
    told = texts(letters.letter(walk.desk, number, walk.letter(number)).pdf)
    assert "…" in told[-2]
    assert "<b>a & b</b> {{ x }}" in told[-1]


def test_damage_is_told_before_anything_is_printed(walk: Walk) -> None:
    number = decided(walk, part=True)
    made = attach(walk, number, placing="enclosed")
    document = walk.letter(number)
    raw(walk.desk, "UPDATE unredacted SET data = x'00'")
    raw(walk.desk, "UPDATE letter_attachment SET pdf = x'00'")
    check = verify_file(walk.desk)
    assert check.scans_damaged == ("会員登録情報",)
    assert check.letters_damaged == (f"{document} 会員登録情報",)
    told = refused(walk.desk, lambda: redact(walk, number, made, BOX | WHY))
    assert told.code == "attachment-damaged"
    told = refused(walk.desk, lambda: letter_attachments.paper_to_print(walk.desk, number, document, 1))
    assert told.code == "attachment-damaged"


def test_a_closed_case_takes_none(walk: Walk) -> None:
    number = walk.to(Step.CLOSE)
    assert refused(walk.desk, lambda: attach(walk, number)).code == "case-closed"


def test_an_unknown_one_is_told(walk: Walk) -> None:
    number = decided(walk)
    for attachment_id in (0, -1, 7, 10**30):
        removal = AttachmentRemoval.read(number=number, attachment_id=attachment_id)
        told = refused(walk.desk, lambda r=removal: attachments.take_out_attachment(walk.desk, r))
        assert told.code == "no-such-attachment"
    made = attach(walk, number)
    for page in (0, -1, 2, 10**30):
        with pytest.raises(InputError, match="there is no page"):
            attachments.attached_page(walk.desk, number, made, page)
    assert attachments.attached_page(walk.desk, number, made, 1)[:2] == b"\xff\xd8"
    assert lines(walk, number)[0].placing is Placing.APPENDED
