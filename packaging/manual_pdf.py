"""The manual as PDF: the same pages, a table of contents with numbers, bookmarks, links that work."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from manual_html import WORDS, anchor, tokens
from markdown_it.token import Token
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from caseman import __version__
from caseman.help_pages import contents, help_page, picture
from caseman.letters.fonts import GOTHIC, GOTHIC_P, GOTHIC_P_BOLD, face
from caseman.text import Language

PLAIN, BOLD, FIXED = GOTHIC_P, GOTHIC_P_BOLD, GOTHIC
_WIDTH: Final = A4[0] - 44 * mm
_LINE, _GROUND, _LINK = HexColor("#c8ced6"), HexColor("#f1f3f6"), "#1d5c8a"
_LONGEST_CODE: Final = 116  # half-width characters in a line of code


def write_pdf(path: Path, language: Language) -> None:
    """The whole manual in one language. Raises `ValueError` for a character that its fonts do not have."""
    for name in (PLAIN, BOLD, FIXED):
        face(name)  # as letters know it: reportlab gives a second font of a face the first one's place
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    told = WORDS[language]
    document = _Manual(
        str(path),
        pagesize=A4,
        title=told["title"],
        author="caseman",
        lang=language.value,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        invariant=1,
    )
    document.multiBuild(list(_story(language)))


class _Manual(BaseDocTemplate):
    """Numbers its pages, and tells the table of contents where each page of the help begins."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        frame = Frame(
            self.leftMargin, self.bottomMargin, self.width, self.height, id="text", leftPadding=0, rightPadding=0
        )
        self.addPageTemplates([PageTemplate("page", [frame], onPage=_number)])

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  reportlab's name
        place = getattr(flowable, "place", None)
        if place is not None:
            level, text, key = place
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level, closed=level == 0)
            self.notify("TOCEntry", (level, html.escape(text), self.page, key))


def _number(canvas: Any, document: BaseDocTemplate) -> None:
    canvas.setFont(PLAIN, 8)
    canvas.drawCentredString(A4[0] / 2, 11 * mm, str(document.page))


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=PLAIN, fontSize=size, leading=size * 1.6, wordWrap="CJK", **more)


_TEXT = _style("text", 9.5, spaceAfter=5)
_CELL = _style("cell", 8.5)
_ITEM = _style("item", 9.5, leftIndent=14, bulletIndent=2, spaceAfter=2)
_HEADS: Final = (
    _style("title", 22, spaceAfter=8),
    _style("chapter", 17, spaceBefore=10, spaceAfter=10, textColor=HexColor(_LINK)),
    _style("page", 14, spaceBefore=14, spaceAfter=6, keepWithNext=True),
    _style("part", 11, spaceBefore=9, spaceAfter=4, keepWithNext=True),
)
_CODE = ParagraphStyle("code", fontName=FIXED, fontSize=7.6, leading=11.5)


def _story(language: Language) -> Iterator[Flowable]:
    told = WORDS[language]
    yield Spacer(1, 40 * mm)
    yield Paragraph(html.escape(told["title"]), _HEADS[0])
    yield Paragraph(told["version"].format(version=__version__), _TEXT)
    yield PageBreak()
    listed = TableOfContents(dotsMinLevel=1)
    listed.levelStyles = [
        _style("listed chapter", 10.5, spaceBefore=8),
        _style("listed page", 9, leftIndent=12),
    ]
    yield listed
    for number, chapter in enumerate(contents(language)):
        yield PageBreak()
        yield _placed(Paragraph(html.escape(chapter.title), _HEADS[1]), 0, chapter.title, f"chapter-{number}")
        for name in chapter.names:
            yield from _page(name, language)


def _placed(paragraph: Paragraph, level: int, text: str, key: str) -> Paragraph:
    paragraph.place = (level, text, key)
    return paragraph


def _page(name: str, language: Language) -> Iterator[Flowable]:
    found, at, heading = tokens(name, language), 0, 0
    while at < len(found):
        token = found[at]
        if token.type == "heading_open":
            text, key = _inline(found[at + 1]), anchor(name, heading)
            if heading == 0:
                yield _placed(Paragraph(text, _HEADS[2]), 1, help_page(name, language).title, key)
            else:
                yield Paragraph(f'<a name="{key}"/>{text}', _HEADS[3])
            heading, at = heading + 1, at + 1  # its text is told
        elif token.type == "fence":
            yield from _code(token.content)
        elif token.type == "table_open":
            end = next(i for i in range(at, len(found)) if found[i].type == "table_close")
            yield from _table(found[at:end])
            at = end
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            end = next(i for i in range(at, len(found)) if found[i].type == token.type.replace("open", "close"))
            yield from _list(found[at:end], numbered=token.type.startswith("ordered"))
            at = end
        elif token.type == "inline":
            yield from _paragraph(token, language)
        at += 1


def _paragraph(token: Token, language: Language) -> Iterator[Flowable]:
    for child in token.children or ():
        if child.type == "image":
            data = picture(str(child.attrGet("src")), language)
            assert data is not None
            image = Image(io.BytesIO(data))
            scale = min(1.0, _WIDTH / image.imageWidth)
            image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
            yield image
            yield Spacer(1, 6)
    text = _inline(token)
    if text.strip():
        yield Paragraph(text, _TEXT)


def _inline(token: Token) -> str:
    """The text of a paragraph in reportlab's own markup; every character of the page is escaped."""
    made = []
    for child in token.children or ():
        match child.type:
            case "text":
                made.append(_escaped(child.content))
            case "softbreak" | "hardbreak":
                made.append(" ")
            case "code_inline":
                made.append(f'<font face="{FIXED}" backColor="#eef1f4">{_escaped(child.content)}</font>')
            case "strong_open":
                made.append("<b>")
            case "strong_close":
                made.append("</b>")
            case "link_open":
                made.append(f'<a href="{html.escape(str(child.attrGet("href")))}" color="{_LINK}">')
            case "link_close":
                made.append("</a>")
    return "".join(made)


def _escaped(text: str) -> str:
    shown = pdfmetrics.getFont(PLAIN).face.charToGlyph
    if lacking := {sign for sign in text if ord(sign) not in shown and sign != "\n"}:
        raise ValueError(f"the manual's type has no {sorted(lacking)}")
    return html.escape(text, quote=False)


def _list(found: Sequence[Token], *, numbered: bool) -> Iterator[Flowable]:
    number = 0
    for token in found:
        if token.type == "inline":
            number += 1
            yield Paragraph(_inline(token), _ITEM, bulletText=f"{number}." if numbered else "•")
    yield Spacer(1, 4)


def _table(found: Sequence[Token]) -> Iterator[Flowable]:
    rows: list[list[Paragraph]] = []
    for token in found:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(Paragraph(_inline(token), _CELL))
    weights = {2: (3, 7), 3: (3, 4, 6)}.get(len(rows[0]), (1,) * len(rows[0]))
    table = Table(rows, [_WIDTH * each / sum(weights) for each in weights], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, _LINE),
                ("BACKGROUND", (0, 0), (-1, 0), _GROUND),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    yield table
    yield Spacer(1, 8)


def _code(text: str) -> Iterator[Flowable]:
    """Code on a ground of its own; a line that is too long goes on in the next one, indented."""
    lines = [
        html.escape(part, quote=False).replace(" ", "\u00a0") for line in text.splitlines() for part in _broken(line)
    ]
    rows = [[Paragraph(line or "\u00a0", _CODE)] for line in lines]
    table = Table(rows, [_WIDTH])
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), _GROUND),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
            ]
        )
    )
    yield table
    yield Spacer(1, 8)


def _broken(line: str) -> Iterator[str]:
    """A line in parts that fit, cut at a blank where there is one."""
    rest, indent = line, ""
    while True:
        used = width = 0
        while used < len(rest) and width < _LONGEST_CODE - len(indent):
            width += 1 if ord(rest[used]) < 0x2000 else 2
            used += 1
        blank = rest.rfind(" ", used // 2, used)
        cut = blank + 1 if used < len(rest) and blank > 0 else used
        yield indent + rest[:cut]
        rest, indent = rest[cut:], "    "
        if not rest:
            return
