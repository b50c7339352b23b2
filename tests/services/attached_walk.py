"""Disclosed data attached to an answer, by the services that the window calls; files whose content is known."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from caseman.services import attachments, redactions
from caseman.services.attachment_inputs import AttachmentInput, RedactInput
from caseman.services.attachment_rows import AttachmentLine
from caseman.services.post_inputs import ScanInput
from tests.services.variants import adopt
from tests.services.walking import Walk

SECRET = "SECRET-TARO-4711"
OPEN = "OPEN-HANAKO-0001"
REASON = "取引先担当者の氏名が含まれるためです。"
# The line of the secret on a page of `text_pdf`, in fractions of it.
BOX: dict[str, object] = {"page": 1, "x": 0.1, "y": 0.2, "width": 0.5, "height": 0.05}
WHY: dict[str, object] = {"ground": "rights", "reason": REASON}


def text_pdf(pages: int = 1, size: tuple[float, float] = (595.0, 842.0)) -> bytes:
    """A PDF whose every page has an open line at 10 % of its height, and a secret one at 22 %."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for _ in range(pages):
        canvas.setFont("Helvetica", 20)
        canvas.drawString(size[0] * 0.12, size[1] * 0.9, OPEN)
        canvas.drawString(size[0] * 0.12, size[1] * 0.775, SECRET)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def photograph(kind: str = "PNG", size: tuple[int, int] = (800, 1131)) -> bytes:
    """A red page with a green band where `BOX` lies."""
    picture = Image.new("RGB", size, (200, 30, 30))
    ImageDraw.Draw(picture).rectangle(
        (size[0] * 0.12, size[1] * 0.21, size[0] * 0.55, size[1] * 0.24), fill=(20, 220, 20)
    )
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def attach(walk: Walk, number: str, data: bytes | None = None, /, name: str = "data.pdf", **changed: object) -> int:
    """Attach a file (a PDF of one page unless said) to the first request; the attachment's id."""
    values: dict[str, object] = {"title": "会員登録情報", "placing": "appended"}
    typed = AttachmentInput.read(number=number, **(values | changed))
    file = ScanInput(name=name, data=text_pdf() if data is None else data)
    before = {line.attachment_id for line in lines(walk, number)}
    attachments.attach(walk.desk, typed, file)
    (made,) = {line.attachment_id for line in lines(walk, number)} - before
    return made


def lines(walk: Walk, number: str) -> tuple[AttachmentLine, ...]:
    return attachments.list_attachments(walk.desk, number)


def redact(walk: Walk, number: str, attachment_id: int, *boxes: dict[str, object]) -> None:
    """Redact exactly these boxes."""
    redactions.redact(walk.desk, RedactInput.read(number=number, attachment_id=attachment_id, redactions=boxes))


def also_offers(walk: Walk, kind: str) -> None:
    """The office takes requests of this type too, without a fee."""
    adopt(walk.desk, ('type = "complaint"\n', f'type = "{kind}"\n\n[[requests]]\nsource = "own"\ntype = "complaint"\n'))


def decide_in_part(walk: Walk, number: str, position: int = 1) -> None:
    walk.decide(number, position, outcome="part", ground="rights", reason="第三者の氏名を除きます。")


def decided(walk: Walk, *types: str, part: bool = False) -> str:
    """A case that is decided, granted unless in part."""
    number = walk.case(*types)
    walk.identity(number)
    if not types or "disclosure" in types:
        walk.payment(number)
    walk.accept(number)
    for position in range(1, len(types or ("disclosure",)) + 1):
        if part:
            decide_in_part(walk, number, position)
        else:
            walk.decide(number, position)
    return number


def texts(pdf: bytes) -> list[str]:
    """The text of each page, by an independent reader."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_text(document[at]) for at in range(len(document))]
    finally:
        document.close()


def _text(page: pdfium.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range())
    finally:
        textpage.close()
        page.close()


def drawn(pdf: bytes, page: int, scale: float = 2.0) -> Image.Image:
    """A page as it is seen."""
    document = pdfium.PdfDocument(pdf)
    try:
        seen = document[page]
        picture: Image.Image = seen.render(scale=scale).to_pil().convert("RGB")
        seen.close()
        return picture
    finally:
        document.close()


def colours(picture: Image.Image, box: tuple[float, float, float, float]) -> set[tuple[int, ...]]:
    """The colours in a box given by its edges in fractions."""
    across, down = picture.size
    left, top, right, bottom = box
    cut = picture.crop((round(left * across), round(top * down), round(right * across), round(bottom * down)))
    found = cut.convert("RGB").getcolors(1 << 24)
    assert found is not None
    return {tuple(colour) for _, colour in found if isinstance(colour, tuple)}
