"""Both languages are complete, say the same, and use one word for one thing."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QTranslator

from caseman.domain.fees import Money
from caseman.domain.letters import LetterKind
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.text import Language, T
from ui.commands import COMMANDS
from ui.i18n import QT_LACKS
from ui.menu_names import Menu, with_letter

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / "packaging" / "translations.py"
PO = ROOT / "resources" / "i18n" / "ja" / "LC_MESSAGES" / "caseman.po"
TS = ROOT / "resources" / "i18n" / "ui_ja.ts"

_PLACE = re.compile(r"\{[^}]*\}|%n")
_ACCELERATOR = re.compile(r"&[A-Za-z]")
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")

# The columns of the register of requests, as offices keep it, in its order.
LEDGER = {
    "Case number": "受付番号",
    "Received on": "受付日",
    "Received by": "受付方法",
    "Tracking number": "追跡番号",
    "Request types": "請求区分",
    "Articles": "根拠条",
    "Name of the principal": "本人氏名",
    "Name of the principal in kana": "本人氏名カナ",
    "Requester": "請求者区分",
    "Identity documents": "本人確認書類",
    "Identity checked on": "確認日",
    "Identity checked by": "確認者",
    "Proof of authority": "代理権書類",
    "Correction asked on": "補正依頼日",
    "Correction due on": "補正期限",
    "Corrected on": "補正完了日",
    "Fee required": "手数料要否",
    "Fee amount": "手数料額",
    "Means of payment": "支払方法",
    "Paid on": "入金日",
    "Accepted on": "受理日",
    "Due on": "期限",
    "Extended due date": "延長後期限",
    "Searched by": "調査担当",
    "Decided on": "決定日",
    "Results": "結果",
    "Grounds for non-disclosure": "不開示根拠",
    "Reasons": "理由",
    "Decided by": "決裁者",
    "Dispatched on": "発送日",
    "Dispatched by": "発送方法",
    "Tracking number of the dispatch": "発送追跡番号",
    "Delivered on": "到達日",
    "Papers returned or destroyed on": "書類返却・廃棄日",
    "Retained until": "保存期限",
    "Remarks": "備考",
}


class Pair(NamedTuple):
    """A text in both languages; `context` is empty for the core."""

    context: str
    english: str
    japanese: str


def core() -> Iterator[Pair]:
    with PO.open("rb") as stream:
        yield from (Pair("", str(m.id), str(m.string)) for m in read_po(stream, locale="ja") if m.id)


def window() -> Iterator[Pair]:
    for context in ET.parse(TS).getroot().iter("context"):
        for message in context.iter("message"):
            told = message.findtext("translation/numerusform") or message.findtext("translation")
            yield Pair(context.findtext("name") or "", message.findtext("source") or "", told or "")


def pairs() -> Iterator[Pair]:
    yield from core()
    yield from window()


def contexts() -> dict[str, str]:
    """Which class stands for a name that the extraction could not know."""
    spec = importlib.util.spec_from_file_location("translations_tool", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return dict(tool.CONTEXTS)


def test_every_text_has_japanese_and_the_kept_files_are_fresh() -> None:
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0)


def test_there_is_something_to_check() -> None:
    assert sum(1 for _ in core()) > 300
    assert sum(1 for _ in window()) > 200


def test_both_languages_have_the_same_places() -> None:
    differ = [p for p in pairs() if sorted(set(_PLACE.findall(p.english))) != sorted(set(_PLACE.findall(p.japanese)))]
    assert differ == []


def test_nothing_is_left_in_english() -> None:
    worded = (p for p in pairs() if re.search(r"[A-Za-z]", _PLACE.sub("", p.english)))
    assert [p for p in worded if not _JAPANESE.search(p.japanese)] == []


def test_an_accelerator_stays_in_brackets_as_japanese_menus_have_it() -> None:
    def letter(text: str) -> list[str]:
        return [found.upper() for found in _ACCELERATOR.findall(text)]

    assert [p for p in window() if letter(p.english) != letter(p.japanese)] == []
    assert [p for p in window() if "&" in p.japanese and not re.search(r"\(&[A-Z]\)[…:]?$", p.japanese)] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("menu", [None, *Menu], ids=str)
def test_a_menu_and_the_menu_bar_share_no_accelerator_within(menu: Menu | None, language: Language) -> None:
    """None is the menu bar. Each entry has a letter; a menu takes letters only while it is open."""
    if menu is None:
        shown = [with_letter(each.label.say(language), each.value, language) for each in Menu]
    else:
        within = [each for each in COMMANDS if each.menu is menu]
        shown = [with_letter(each.called(language), each.letter, language) for each in within]
    letters = [found.upper() for text in shown for found in _ACCELERATOR.findall(text)]
    assert len(letters) == len(shown) == len(set(letters)) > 3
    if language is Language.JA:
        assert all(re.search(r"\(&[A-Z]\)…?$", text) for text in shown)


def test_japanese_uses_its_own_quotation_marks() -> None:
    assert [p for p in pairs() if re.search("[“”]", p.japanese)] == []


def test_every_window_text_is_filed_under_a_class() -> None:
    """Qt looks a text up by the class of the object that asks. A text elsewhere would stay English."""
    classes = {
        node.name
        for path in (ROOT / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    named = contexts()
    assert {named.get(p.context, p.context) for p in window()} - classes - set(QT_LACKS) == set()


def test_the_compiled_window_texts_answer() -> None:
    translator = QTranslator()
    assert translator.load(str(TS.with_suffix(".qm")))
    named = contexts()
    for pair in window():
        told = translator.translate(named.get(pair.context, pair.context), pair.english, "", 3)
        assert told == pair.japanese, pair


def test_the_ledger_has_the_headings_of_practice() -> None:
    headings = [heading for _code, heading in LEDGER_COLUMNS]
    assert {str(heading): heading.say(Language.JA) for heading in headings} == LEDGER
    assert [str(heading) for heading in headings] == list(LEDGER)


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_is_called_by_its_title(kind: LetterKind) -> None:
    letter = ROOT / "resources" / "letters" / "ja" / f"{kind.value}.toml"
    assert kind.label.say(Language.JA) == tomllib.loads(letter.read_text(encoding="utf-8"))["title"]


def test_a_sentence_that_names_a_field_names_it_as_the_window_does() -> None:
    shown = {p.english: p.japanese for p in window() if p.context == "ClosePanel"}
    told = {p.english: p.japanese for p in core()}
    sentence = next(english for english in told if "“Close although this is missing”" in english)
    assert f"「{shown['Close although this is missing']}」" in told[sentence]


def test_dates_and_amounts_stand_in_a_japanese_sentence() -> None:
    text = T("A payment of {amount} of {day} was recorded.", amount=Money(5250), day=date(2026, 11, 24))
    assert text.say(Language.JA) == "2026年11月24日（火）の入金5,250円を記録しました。"
    assert text.say(Language.EN) == "A payment of ¥5,250 of 2026-11-24 (Tue) was recorded."
