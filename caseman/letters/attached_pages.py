"""The pages of the disclosed data: pictures, each with what it belongs to in small print above and below.

They follow the letter's own pages and are counted with them; what is enclosed is a paper of its own.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from caseman.domain.attachments import Placing
from caseman.later import later
from caseman.letters.attached_words import REDACTED, attachment_name, named
from caseman.letters.facts import Attached, LetterFacts
from caseman.letters.fonts import drawable, faces
from caseman.letters.letter_head import SMALL
from caseman.letters.lines import clusters, measure
from caseman.letters.page import ANCHOR_SIZE, Pages
from caseman.letters.places import FOOT, LEFT, MM, RIGHT, Box
from caseman.text import Language

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = later("PIL.Image")

_EDGE: Final = 15.0  # beside the picture
_TOP, _FOOT = 20.0, 17.0
_HEAD = 14.0  # base line above
_HEADING: Final = SMALL + 0.5


def append_pages(pages: Pages, facts: LetterFacts) -> None:
    """Go on behind the letter with what is appended; its pages are numbered with the letter's own."""
    for each in facts.attached:
        if each.placing is Placing.APPENDED:
            for page in range(each.pages):
                pages.next_page()
                _draw(pages, facts, each, page)


def enclosed_paper(facts: LetterFacts, each: Attached) -> bytes:
    """The paper of an enclosed attachment. The same facts give the same bytes."""
    title = attachment_name(each.number, facts.language)
    pages = Pages(
        title,
        facts.language.value,
        faces(facts.language).type,
        paper=facts.form.paper,
        dated=facts.dated,
        anchor=facts.anchor,
    )
    for page in range(each.pages):
        if page:
            pages.next_page()
        _draw(pages, facts, each, page)
    return pages.finish(pages.number)


def _draw(pages: Pages, facts: LetterFacts, each: Attached, page: int) -> None:
    type_, plain, bold = faces(facts.language)
    right = pages.width - RIGHT
    number = facts.document_number
    room = right - LEFT - measure(drawable(number), type_, SMALL) / MM - 6
    if facts.sample:
        mark = "見本" if facts.language is Language.JA else "SPECIMEN"
        pages.centre(mark, _HEAD - 5, bold, SMALL)
    heading = _heading(each, page, facts.language, bold, room)
    pages.text(heading, LEFT, _HEAD, bold, _HEADING)
    foot = pages.height - FOOT
    with pages.artifact():
        pages.right(number, right, _HEAD, type_, SMALL)
    place = Box(_EDGE, _TOP, pages.width - 2 * _EDGE, pages.height - _TOP - _FOOT)
    _picture(pages, place, each.pictures[page], heading)
    if any(page + 1 in part.pages for part in each.redacted):
        pages.right(REDACTED[facts.language], right, foot, plain, ANCHOR_SIZE)


def _picture(pages: Pages, place: Box, coded: bytes, alt: str) -> None:
    """A page as large as it fits; one that is broader than high lies on its side, its top at the left."""
    with Image.open(BytesIO(coded), formats=("JPEG",)) as picture:
        width, height = picture.size
    turned = width > height
    across, down = (height, width) if turned else (width, height)
    scale = min(place.width / across, place.height / down)
    box = Box(place.x + (place.width - across * scale) / 2, place.y, across * scale, down * scale)
    pages.photograph(box, coded, alt, turned=turned)
    pages.rectangle(box)


def _heading(each: Attached, page: int, language: Language, font: str, room: float) -> str:
    """Number, title and page of an attachment, in so many millimetres; a title that is too long ends in an ellipsis."""
    counted = f"（{page + 1}／{each.pages}）" if language is Language.JA else f" ({page + 1} of {each.pages})"
    behind = counted if each.pages > 1 else ""
    parts, cut = clusters(drawable(named(each, language))), ""
    while parts and measure("".join(parts) + cut + behind, font, _HEADING) > room * MM:
        parts.pop()
        cut = "…"
    return "".join(parts) + cut + behind
