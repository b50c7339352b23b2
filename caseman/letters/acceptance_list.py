"""書留・特定記録郵便物等差出票: the list that goes to the post office's counter with what is accepted one by one.

After Japan Post's form of that name: sender at the top, a line for each item with addressee, class and inquiry number,
the count at the end, and a place for the date stamp. A plain table of our own, in Japanese: the counter reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseman.domain.addressing import is_organisation
from caseman.domain.eras import era_date
from caseman.domain.letter_form import Paper
from caseman.domain.post import MailClass
from caseman.letters.facts import Addressee, Sender
from caseman.letters.fitted_lines import fit_lines
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO
from caseman.letters.letter_head import honorific
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, RIGHT, Box
from caseman.letters.table import TableColumn, draw_table
from caseman.text import Language

TITLE: Final = "書留・特定記録郵便物等差出票"
# What the counter accepts one by one; a courier has lists of its own, ordinary mail needs none.
ACCEPTED: Final = (
    MailClass.REGISTERED,
    MailClass.SIMPLIFIED_REGISTERED,
    MailClass.SPECIFIED_RECORD,
    MailClass.ADDRESSEE_ONLY,
)
_KINDS: Final = {
    MailClass.REGISTERED: "一般書留",
    MailClass.SIMPLIFIED_REGISTERED: "簡易書留",
    MailClass.SPECIFIED_RECORD: "特定記録",
    MailClass.ADDRESSEE_ONLY: "本人限定受取",
}
_COLUMNS: Final = (
    TableColumn("番号", 12),
    TableColumn("お届け先のお名前", 62),
    TableColumn("郵便物の種類", 26),
    TableColumn("お問い合わせ番号", 40),
    TableColumn("摘要", 20),
)
_STAMP, _FOOT = 28.0, 52.0  # millimetres: the square for the date stamp; what is kept below the last line
_SENDER: Final = 80.0  # millimetres at most


@dataclass(frozen=True)
class AcceptedItem:
    """One item at the counter. Without a number its place stays empty for the label."""

    addressee: str
    mail_class: MailClass
    tracking_number: str
    note: str = ""


@dataclass(frozen=True)
class AcceptanceFacts:
    """Who hands what in, and under which number of our own."""

    sender: Sender
    items: tuple[AcceptedItem, ...]
    run: str
    day: date | None = None  # left open for the day it is handed in
    sample: bool = False
    paper: Paper = Paper.A4
    anchor: str = ""


def acceptance_list(facts: AcceptanceFacts) -> bytes:
    """The list as PDF, as many pages as it takes."""
    rows = [
        [
            str(at),
            f"{item.addressee}{_honorific(item.addressee)}",
            _KINDS[item.mail_class],
            item.tracking_number,
            item.note,
        ]
        for at, item in enumerate(facts.items, start=1)
    ]
    return draw_table(
        _COLUMNS,
        rows,
        lambda pages, page: _head(pages, facts, whole=page == 1),
        TITLE,
        Language.JA.value,
        paper=facts.paper,
        foot=_FOOT,
        finish=lambda pages: _end(pages, facts.items),
        anchor=facts.anchor,
    )


def _honorific(name: str) -> str:
    return honorific(Addressee(name, "", "", is_person=not is_organisation(name)))


def _head(pages: Pages, facts: AcceptanceFacts, *, whole: bool) -> None:
    if facts.sample:
        pages.mark_sample()
    pages.centre(TITLE, pages.y + 4, GOTHIC_BOLD, 14)
    pages.right(facts.run, pages.width - RIGHT, pages.y + 11, MINCHO, 9)
    day = "　　　　年　　　月　　　日" if facts.day is None else era_date(facts.day)
    pages.text(f"差出日　{day}", LEFT, pages.y + 11, MINCHO, 10.5)
    pages.y += 18
    if whole:
        _sender(pages, facts.sender)
    pages.y += 2


def _sender(pages: Pages, sender: Sender) -> None:
    pages.text("ご依頼主", LEFT, pages.y, GOTHIC, 10.5)
    postal = f"〒{sender.postal_code}" if sender.postal_code else ""
    telephone = f"電話　{sender.telephone}" if sender.telephone else ""
    parts = (postal, sender.address, sender.company, sender.department, telephone)
    fitted = fit_lines(parts, MINCHO, pages.width - LEFT - RIGHT - 24, _SENDER, 10.5, 5.4)
    for line in fitted.lines:
        pages.text(line, LEFT + 24, pages.y, MINCHO, fitted.size)
        pages.y += fitted.leading
    pages.y += 2


def _end(pages: Pages, items: Sequence[AcceptedItem]) -> None:
    pages.y += 8
    counted = {kind: sum(item.mail_class is kind for item in items) for kind in ACCEPTED}
    parts = "、".join(f"{_KINDS[kind]}　{count}通" for kind, count in counted.items() if count)
    pages.text(f"合計　{len(items)}通　（{parts}）", LEFT, pages.y, GOTHIC, 10.5)
    pages.y += 6
    box = Box(pages.width - RIGHT - _STAMP, pages.y, _STAMP, _STAMP)
    pages.rectangle(box)
    pages.text("受付局日附印", box.x + 4.5, box.y + 4.5, MINCHO, 8)
    pages.text("上記の郵便物等を差し出します。", LEFT, pages.y + 6, MINCHO, 10.5)
    pages.y += _STAMP
