"""What is redacted is gone from what is printed, stays in the unredacted file, and is told with its reason."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.errors import InputError
from caseman.services import attachments, case_file, keys, letter_attachments, letters, redactions
from caseman.services.attachment_inputs import RedactInput
from caseman.services.auditing import verify_file
from caseman.services.stopping import Stop, Stopped
from tests.exchange.paper_scans import as_tiff
from tests.services.attached_walk import (
    BOX,
    OPEN,
    REASON,
    SECRET,
    WHY,
    attach,
    colours,
    decided,
    drawn,
    lines,
    photograph,
    redact,
    text_pdf,
    texts,
)
from tests.services.letter_walk import at_desk_of
from tests.services.variants import COLLEAGUE, colleague
from tests.services.walking import Walk, refused, snapshot

_BLACK = {(0, 0, 0)}
# Where `BOX` lies, well within it.
_INSIDE = (0.12, 0.205, 0.58, 0.245)


def _printed(walk: Walk, number: str, made: int, page: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(attachments.attached_page(walk.desk, number, made, page)))


def _streams(pdf: bytes) -> bytes:
    """Everything that a PDF holds, uncompressed."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [pdf]
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_raw_bytes())
                try:
                    found.append(thing.read_bytes())
                except (pikepdf.PdfError, zlib.error):
                    continue
        return b"\0".join(found)


@pytest.mark.parametrize("placing", ["appended", "enclosed"])
def test_text_under_a_box_is_nowhere_in_what_is_printed(walk: Walk, placing: str) -> None:
    number = decided(walk, part=True)
    made = attach(walk, number, text_pdf(2), placing=placing)
    redact(walk, number, made, BOX | WHY)
    document = walk.letter(number)
    pdf = letters.letter(walk.desk, number, document).pdf
    first = len(texts(pdf)) - 2
    if placing == "enclosed":
        pdf, first = letter_attachments.paper_to_print(walk.desk, number, document, 1).pdf, 0
    assert not any(SECRET in text or OPEN in text for text in texts(pdf))
    held = _streams(pdf)
    assert SECRET.encode() not in held
    assert OPEN.encode() not in held, "a page is a picture, whatever is redacted"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert list(opened.pages[first].get_images()), "the page is a picture"
        assert not any("Annots" in page for page in opened.pages)
    page, other = drawn(pdf, first), drawn(pdf, first + 1)
    assert _dark(page) > _dark(other)


def _dark(picture: Image.Image) -> int:
    """How many pixels are black."""
    return sum(picture.convert("L").histogram()[:16])


def test_the_page_is_black_under_the_box_and_as_it_was_beside_it(walk: Walk) -> None:
    number = decided(walk)
    made = attach(walk, number)
    before = _printed(walk, number, made)
    redact(walk, number, made, BOX)
    after = _printed(walk, number, made)
    assert colours(after, _INSIDE) == _BLACK
    assert colours(before, (0, 0, 1, 0.15)) == colours(after, (0, 0, 1, 0.15))
    redact(walk, number, made)
    assert _printed(walk, number, made).tobytes() == before.tobytes(), "drawn anew from the unredacted file"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_covered_in_its_own_pixels(walk: Walk, kind: str) -> None:
    number = decided(walk)
    large = (3000, 4242)
    data = as_tiff([Image.open(io.BytesIO(photograph(size=large)))]) if kind == "TIFF" else photograph(kind, large)
    made = attach(walk, number, data, name="data")
    assert any(green > 150 for _, green, _ in colours(_printed(walk, number, made), (0, 0, 1, 1)))
    redact(walk, number, made, BOX)
    page = _printed(walk, number, made)
    assert max(page.size) == 2339
    assert colours(page, _INSIDE) == _BLACK
    assert not any(green > 100 for _, green, _ in colours(page, (0, 0, 1, 1))), "nothing shines through at the edge"


def test_a_page_on_its_side_is_redacted_as_it_is_shown(walk: Walk) -> None:
    number = decided(walk, part=True)
    made = attach(walk, number, text_pdf(1, (842.0, 595.0)))
    redact(walk, number, made, BOX | WHY)
    assert colours(_printed(walk, number, made), _INSIDE) == _BLACK
    pdf = letters.letter(walk.desk, number, walk.letter(number)).pdf
    page = drawn(pdf, len(texts(pdf)) - 1, 3.0)
    across, down = page.size
    assert down > across, "on the letter's own paper, turned"
    assert _dark(page) > 0.02 * across * down * 0.7


def test_the_unredacted_file_stays_and_is_never_printed(walk: Walk) -> None:
    number = decided(walk, part=True)
    made = attach(walk, number)
    (before,) = lines(walk, number)
    redact(walk, number, made, BOX | WHY)
    (after,) = lines(walk, number)
    assert (after.original, after.size, after.name) == (before.original, before.size, before.name)
    shown = Image.open(io.BytesIO(redactions.page_to_redact(walk.desk, number, made, 0, 800)))
    assert colours(shown, _INSIDE) != _BLACK
    assert verify_file(walk.desk).sound
    opened = redactions.open_for_redacting(walk.desk, number, made)
    assert opened.redactions == after.redactions
    assert Ground.RIGHTS in opened.grounds
    history = case_file.show_case(walk.desk, number).history
    assert str(history[0].label) == "The unredacted file of attachment “会員登録情報” was opened to redact it."


def test_the_letter_tells_each_part_once_with_its_ground_and_reason(walk: Walk) -> None:
    number = decided(walk, part=True)
    made = attach(walk, number, text_pdf(5))
    other = {"ground": "business", "reason": "選考の基準を示すためです。"}
    boxes = [BOX | WHY | {"page": page} for page in (1, 1, 2, 3, 5)]
    redact(walk, number, made, *boxes, BOX | other | {"page": 4, "y": 0.5})
    told = "".join(texts(letters.letter(walk.desk, number, walk.letter(number)).pdf)).replace("\r\n", "")
    assert "別紙1「会員登録情報」のうち墨塗りの部分（1～5ページ）" in told
    assert "【別紙1「会員登録情報」のうち墨塗りの部分（1～3、5ページ）】" in told
    assert "【別紙1「会員登録情報」のうち墨塗りの部分（4ページ）】" in told
    assert told.count(REASON) == 1
    assert told.count("選考の基準を示すためです。") == 1
    assert "第33条第2項第2号" in told
    assert "第三者の氏名を除きます。" in told, "what the decision itself withholds is still told"


@pytest.mark.parametrize("why", [{}, {"ground": "rights"}, {"reason": REASON}, {"ground": "rights", "reason": " \n"}])
def test_no_letter_is_made_while_a_redaction_is_unexplained(walk: Walk, why: dict[str, object]) -> None:
    number = decided(walk, part=True)
    made = attach(walk, number, text_pdf(2))
    redact(walk, number, made, BOX | WHY, BOX | why | {"page": 2})
    assert lines(walk, number)[0].unexplained == 1
    for make in (lambda: walk.letter(number), lambda: letters.preview_letter(walk.desk, number, LetterKind.DISCLOSURE)):
        told = refused(walk.desk, make)
        assert told.code == "redaction-unexplained"
        assert "page 2" in str(told)
    redact(walk, number, made, BOX | WHY, BOX | WHY | {"page": 2})
    assert walk.letter(number)


def test_what_is_granted_whole_has_nothing_redacted(walk: Walk) -> None:
    number = decided(walk)
    redact(walk, number, attach(walk, number), BOX | WHY)
    told = refused(walk.desk, lambda: walk.letter(number))
    assert told.code == "redacted-but-granted"


@pytest.mark.parametrize(("changed", "code"), [
    ({"page": 2}, "no-such-page"), ({"width": 0.0}, "tiny-box"), ({"x": 1.5}, "tiny-box"),
    ({"x": float("nan")}, "tiny-box"), ({"height": float("inf")}, "tiny-box"),
    ({"ground": "not_untrue"}, "ground-other-type"),
])  # fmt: skip
def test_what_cannot_be_redacted_is_refused(walk: Walk, changed: dict[str, object], code: str) -> None:
    number = decided(walk)
    made = attach(walk, number)
    assert refused(walk.desk, lambda: redact(walk, number, made, BOX | WHY | changed)).code == code


def test_boxes_are_cut_at_the_edge_and_are_not_without_number(walk: Walk) -> None:
    number = decided(walk)
    made = attach(walk, number)
    redact(walk, number, made, BOX | {"x": -0.5, "width": 9.0})
    (box,) = lines(walk, number)[0].redactions
    assert (box.x, box.width) == (0, 1)
    assert refused(walk.desk, lambda: redact(walk, number, made, *[BOX] * 501)).code == "too-many-boxes"


def test_it_is_stopped_between_pages_and_nothing_is_changed(walk: Walk) -> None:
    number = decided(walk)
    made = attach(walk, number, text_pdf(3))
    stop = Stop()
    wanted = RedactInput.read(
        number=number, attachment_id=made, redactions=[BOX | {"page": page} for page in (1, 2, 3)]
    )
    before = snapshot(walk.desk)
    with pytest.raises(Stopped):
        redactions.redact(walk.desk, wanted, stop, lambda done: stop.ask() if done > 0.3 else None)
    assert snapshot(walk.desk) == before


def test_millimetres_are_those_of_a4(walk: Walk) -> None:
    number = decided(walk)
    upright = attach(walk, number)
    lying = attach(walk, number, text_pdf(1, (842.0, 595.0)))
    box = redactions.box_in_millimetres(walk.desk, number, upright, 1, (21, 29.7, 105, 148.5))
    assert box == pytest.approx((0.1, 0.1, 0.5, 0.5), abs=0.002)
    box = redactions.box_in_millimetres(walk.desk, number, lying, 1, (29.7, 21, 148.5, 105))
    assert box == pytest.approx((0.1, 0.1, 0.5, 0.5), abs=0.002)
    for page in (0, 2):
        with pytest.raises(InputError) as failed:
            redactions.box_in_millimetres(walk.desk, number, upright, page, (0, 0, 1, 1))
        assert failed.value.field == "boxes"


def test_who_makes_no_letters_attaches_and_redacts_nothing(walk: Walk) -> None:
    number = walk.to(Step.DECISION)
    made = attach(walk, number)
    colleague(walk.desk)
    keys.set_roles(walk.desk, COLLEAGUE, frozenset({Role.SEARCHER}))
    with at_desk_of(walk, COLLEAGUE) as desk:
        wanted = RedactInput.read(number=number, attachment_id=made, redactions=[BOX])
        for deed in (
            lambda: redactions.redact(desk, wanted),
            lambda: redactions.open_for_redacting(desk, number, made),
            lambda: redactions.page_to_redact(desk, number, made, 0, 100),
        ):
            assert refused(walk.desk, deed).code == "not-permitted"
