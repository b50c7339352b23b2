"""What a letter calls the disclosed data that go with it, and the parts of them that are redacted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from caseman.domain.attachments import Placing
from caseman.letters.facts import Answered, Attached, LetterFacts
from caseman.text import Language

REDACTED: Final = {
    Language.JA: "墨塗りの部分は開示しない部分です。理由は通知書に記載しています。",
    Language.EN: "Redacted parts are withheld; the letter tells why.",
}


def attachment_name(number: int, language: Language) -> str:
    """別紙1, or Attachment 1: what stands on its pages."""
    return f"別紙{number}" if language is Language.JA else f"Attachment {number}"


def named(each: Attached, language: Language) -> str:
    """An attachment with its title."""
    name = attachment_name(each.number, language)
    return f"{name}　{each.title}" if language is Language.JA else f"{name}: {each.title}"


def appended_names(facts: LetterFacts) -> list[str]:
    """What follows the letter's own pages, with its pages."""
    language = facts.language
    return [
        f"{named(each, language)}（{each.pages}ページ）"
        if language is Language.JA
        else f"{named(each, language)} ({each.pages} page{'s' if each.pages > 1 else ''})"
        for each in facts.attached
        if each.placing is Placing.APPENDED
    ]


def enclosed_names(facts: LetterFacts) -> list[str]:
    """What lies beside the letter, with its sheets: each page is printed on a sheet of its own."""
    language = facts.language
    return [
        f"{named(each, language)}（{each.pages}枚）"
        if language is Language.JA
        else f"{named(each, language)} ({each.pages} sheet{'s' if each.pages > 1 else ''})"
        for each in facts.attached
        if each.placing is Placing.ENCLOSED
    ]


def redacted_names(answer: Answered, language: Language) -> list[str]:
    """The parts of each attachment that are redacted, with all their pages."""
    return [
        part_name(each, sorted({page for part in each.redacted for page in part.pages}), language)
        for each in answer.attached
        if each.redacted
    ]


def part_name(each: Attached, pages: Sequence[int], language: Language) -> str:
    """The redacted part of an attachment on some of its pages."""
    name = attachment_name(each.number, language)
    if language is Language.JA:
        return f"{name}「{each.title}」のうち墨塗りの部分（{_ranges(pages, '、', '～')}ページ）"
    told = f"page{'s' if len(pages) > 1 else ''} {_ranges(pages, ', ', '–')}"
    return f"{name}, “{each.title}”: the redacted parts ({told})"


def _ranges(pages: Sequence[int], between: str, to: str) -> str:
    """1, 3–5: pages in order, those in a row drawn together."""
    rows: list[list[int]] = []
    for page in pages:
        if rows and page == rows[-1][-1] + 1:
            rows[-1].append(page)
        else:
            rows.append([page])
    return between.join(str(row[0]) if len(row) == 1 else f"{row[0]}{to}{row[-1]}" for row in rows)
