"""The head of a letter: address and number for the window and nothing else there; number, date and sender elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseman.errors import InputError
from caseman.letters.dates import written_date
from caseman.letters.facts import Addressee, LetterFacts
from caseman.letters.fitted_lines import fit_lines
from caseman.letters.fonts import drawable
from caseman.letters.lines import break_lines, clusters, measure
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, MM, RIGHT, TOP, Box
from caseman.letters.seal_image import seal_picture
from caseman.letters.tags import Tag
from caseman.text import Language, T

BODY, SMALL = 10.5, 8.5
_SIZE, _SMALLEST = 11.0, 4.0
_PAD = 2.0  # inside the window
_GAP = 2.0  # between the window's surroundings and what stands beside them
_COLUMN = 74.0  # of the sender
_SEAL = 14.0
_LINE = 4.8
_TALLEST = 100.0  # of the sender: below it a letter begins
_BUILDING = re.compile(r"([^\n]*?[0-9０-９一二三四五六七八九十号番地])[ 　]+([^0-9０-９\s-][^\n]*)")
_HONORIFICS = ("様", "御中", "殿", "先生", "各位")


@dataclass(frozen=True)
class Lines:
    """The address in lines of one size: text and how much larger than the size it is set."""

    size: float
    leading: float
    lines: tuple[tuple[str, int], ...]


def draw_address(pages: Pages, facts: LetterFacts, window: Box, font: str) -> None:
    """Print name, address and case number into the window. Raises `InputError` when they do not fit in any size."""
    number = f"（{facts.case_number}）" if facts.language is Language.JA else f"({facts.case_number})"
    x = window.x + _PAD
    if x < LEFT <= x + 5:  # nearly at the margin: on it, as all below
        x = LEFT
    width = (window.right - _PAD - x) * MM
    fitting = fit_address(facts.addressee, facts.language, width, window.height - 2 * _PAD, font)
    y = window.y + _PAD + fitting.leading
    with pages.in_window(), pages.element(Tag.PARAGRAPH):
        for text, larger in fitting.lines:
            pages.text(text, x, y, font, fitting.size + larger)
            y += fitting.leading
        pages.text(number, x, min(y, window.bottom - 1), font, _no_wider(number, font, 7.0, width))


def _no_wider(text: str, font: str, size: float, width: float) -> float:
    """The size in which a line is no wider than so many points."""
    return min(size, size * width / max(measure(drawable(text), font, size), 1.0))


def fit_address(
    to: Addressee, language: Language, width: float, height: float, font: str, largest: float = _SIZE
) -> Lines:
    """The largest size in which an address stands in so many points by millimetres, with a line to spare for a number.

    Raises `InputError` when it stands in none.
    """
    size = largest
    while size >= _SMALLEST:
        lines = _address(to, language, size, width, font)
        leading = size * 0.46
        if (len(lines) + 1) * leading <= height:
            return Lines(size, leading, lines)
        size -= 0.5
    raise InputError(
        "address-too-long",
        T("Name and address do not fit there in any size. Shorten them, or take another envelope or label."),
        field="address",
    )


def _address(to: Addressee, language: Language, size: float, width: float, font: str) -> tuple[tuple[str, int], ...]:
    japanese = language is Language.JA
    name = name_lines(to.name, honorific(to) if japanese else "", font, size + 1, width)
    broken = address_lines if japanese else _by_commas
    place = broken(to.address, size - 1, width, font) if to.address else []
    place += break_lines(to.email, font, size - 1, width) if to.email else []
    postal = [to.postal_code] if to.postal_code else []
    if japanese:
        return (*((f"〒{each}", -1) for each in postal), *((each, -1) for each in place), *((each, 1) for each in name))
    return (*((each, 1) for each in name), *((each, -1) for each in (*place, *postal)))


def honorific(to: Addressee) -> str:
    """様 for a person, 御中 for an organisation; nothing behind a name that already has one."""
    if to.name.rstrip().endswith(_HONORIFICS):
        return ""
    return "　様" if to.is_person else "　御中"


def name_lines(name: str, style: str, font: str, size: float, width: float) -> list[str]:
    """A name in lines. The honorific never stands alone: the end of the name goes with it to the next line."""
    lines = break_lines(name.strip(), font, size, width)
    last = lines.pop()
    if measure(last + style, font, size) <= width:
        return [*lines, last + style]
    parts = clusters(last)
    return [*lines, *filter(None, ("".join(parts[:-1]),)), parts[-1] + style]


def address_lines(address: str, size: float, width: float, font: str) -> list[str]:
    """An address in lines; one that is too long is divided before the building's name, see `before_building`."""
    lines: list[str] = []
    for part in drawable(address).splitlines():
        long = measure(part, font, size) > width
        lines += break_lines("\n".join(before_building(part)) if long else part, font, size, width)
    return lines


def before_building(address: str) -> tuple[str, ...]:
    """An address in two, at the first blank behind its house number, else at the last blank; whole without any."""
    found = _BUILDING.fullmatch(address)
    one, _, building = address.replace("　", " ").rpartition(" ")
    parts = found.groups() if found else (one, building)
    return tuple(part for part in parts if part)


def _by_commas(address: str, size: float, width: float, font: str) -> list[str]:
    """An English address in lines, parted at its commas where it is too long for one."""
    lines: list[str] = []
    for part in drawable(address).splitlines():
        line = ""
        for piece in part.split(", "):
            longer = f"{line}, {piece}" if line else piece
            if line and measure(drawable(longer), font, size) > width:
                lines.append(f"{line},")
                longer = piece
            line = longer
        lines.append(line)
    return [each for line in lines for each in break_lines(line, font, size, width)]


def draw_head(pages: Pages, facts: LetterFacts, clear: Box, font: str) -> float:
    """Print number, date and sender where the window does not show them; the height at which the body may begin.

    In Japanese they stand at the right. In English the sender heads the page where the window leaves room above, and
    number and date stand at the left edge below the window, as block form has it.
    """
    column = _beside(pages, clear)
    if facts.language is Language.JA:
        _japanese_number(pages, facts, column, font)
        bottom = _japanese_sender(pages, facts, column, font)
        return max(bottom + 8, clear.bottom + 10)
    bottom = _english_sender(pages, facts, column, clear, font)
    y = max(bottom + 2, clear.bottom + 8)
    pages.text(written_date(facts.dated, facts.language), LEFT, y, font, BODY)
    reference = f"Reference: {facts.document_number}"
    width = (pages.width - LEFT - RIGHT) * MM
    pages.text(reference, LEFT, y + _LINE, font, _no_wider(reference, font, BODY - 1, width))
    return y + _LINE + 10


def _beside(pages: Pages, clear: Box) -> tuple[float, float]:
    """The column beside the window: at its right, or at its left where there is more room."""
    edge = pages.width - RIGHT
    if edge - clear.right - _GAP >= clear.x - _GAP - LEFT:
        return max(clear.right + _GAP, edge - _COLUMN), edge
    return LEFT, clear.x - _GAP


def _japanese_number(pages: Pages, facts: LetterFacts, column: tuple[float, float], font: str) -> None:
    left, right = column
    number = f"文書番号　{facts.document_number}"
    pages.right(number, right, TOP + 2, font, _no_wider(number, font, SMALL + 1, (right - left) * MM))
    day = written_date(facts.dated, facts.language, facts.form.dates)
    pages.right(day, right, TOP + 7.5, font, BODY)


def _japanese_sender(pages: Pages, facts: LetterFacts, column: tuple[float, float], font: str) -> float:
    sender, (left, right) = facts.sender, column
    sealed = not facts.addressee.email  # a seal is set on paper
    room = right - left - (_SEAL + 1 if sealed and (sender.seal_png or facts.form.seal_place) else 0)
    postal = f"〒{sender.postal_code}" if sender.postal_code else ""
    lines = [postal, sender.address, sender.company, sender.department, reached_by(facts)]
    top = 44.0
    fitted = fit_lines(lines, font, room, _TALLEST, BODY - 1, _LINE)
    bottom = top + fitted.height
    if sealed:
        _seal(pages, facts, Box(right - _SEAL, max(bottom - 21, top - 5), _SEAL, _SEAL), font)
    with pages.element(Tag.PARAGRAPH):
        for number, line in enumerate(fitted.lines):
            pages.text(line, left, top + fitted.leading * number, font, fitted.size)
    return bottom


def _english_sender(pages: Pages, facts: LetterFacts, column: tuple[float, float], clear: Box, font: str) -> float:
    sender = facts.sender
    lines = [sender.company, sender.department, sender.address, sender.postal_code, reached_by(facts)]
    left, top = LEFT, TOP - 1.0
    fitted = fit_lines(lines, font, pages.width - LEFT - RIGHT, _TALLEST, BODY - 1, _LINE)
    if fitted.size < BODY - 1 or top + fitted.height - _LINE + 2 > clear.y:
        left, right = column
        fitted = fit_lines(lines, font, right - left, _TALLEST, BODY - 1, _LINE)
        top = TOP + 2
    with pages.element(Tag.PARAGRAPH):
        for number, line in enumerate(fitted.lines):
            pages.text(line, left, top + fitted.leading * number, font, fitted.size)
    return top + fitted.height


def reached_by(facts: LetterFacts) -> str:
    """How the sender is reached, by telephone or else by e-mail."""
    sender, japanese = facts.sender, facts.language is Language.JA
    if sender.telephone:
        return ("電話　" if japanese else "Telephone: ") + sender.telephone
    if sender.email:
        return ("電子メール　" if japanese else "E-mail: ") + sender.email
    return ""


def _seal(pages: Pages, facts: LetterFacts, place: Box, font: str) -> None:
    """The office's seal, or the place to set it by hand."""
    if facts.sender.seal_png:
        pages.image(place, seal_picture(facts.sender.seal_png), T("The office's seal").say(facts.language))
    elif facts.form.seal_place:
        pages.rectangle(place)
        with pages.artifact():  # a place, not a text
            pages.centre("印", place.y + place.height / 2 + 1.3, font, BODY, place.x + place.width / 2)
