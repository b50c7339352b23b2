"""Disclosed data that go with sample letters: pages in grey and in colours, upright and on their side."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from caseman.domain.attachments import Placing
from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.letters.facts import Attached, LetterFacts, Redacted
from caseman.text import Language
from tests.letters.paper import answered, facts

WHY = "取引先担当者の氏名が含まれるためです。"


def page(size: tuple[int, int] = (827, 1170), mode: str = "L") -> bytes:
    """A page with a mark in its upper left corner, as JPEG."""
    picture = Image.new(mode, size, "white")
    ImageDraw.Draw(picture).rectangle((32, 32, 159, 95), fill="black" if mode == "L" else "red")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def attached(number: int = 1, title: str = "会員登録情報", pages: int = 1, **changes: object) -> Attached:
    """An appended attachment without redactions, unless said."""
    values: dict[str, object] = {"placing": Placing.APPENDED, "pictures": (page(),) * pages}
    return Attached(number, title, **(values | changes))  # type: ignore[arg-type]


def redacted(*pages: int, ground: Ground | None = Ground.RIGHTS, reason: str = WHY) -> Redacted:
    return Redacted(pages, ground, reason, "33(2)(i)" if ground else "")


def with_attached(
    *given: Attached, kind: LetterKind = LetterKind.DISCLOSURE, language: Language = Language.JA, **changes: object
) -> LetterFacts:
    """A letter that answers in part, with these attachments."""
    answer = answered(kind, outcome=Outcome.PART, attached=given)
    return facts(kind, language, answers=(answer,), **changes)
