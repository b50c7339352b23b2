"""The manual: the help's pages, whole, in both languages; links lead somewhere, and nothing comes from elsewhere."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from caseman.help_pages import INDEX, contents, help_names, help_page
from caseman.text import Language

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "packaging"))
import manual_html
import manual_pdf

BOTH = pytest.mark.parametrize("language", Language)


class _Seen(HTMLParser):
    """Every anchor, link, picture and tag of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.tags: set[str] = set()
        self.headings: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.add(tag)
        assert not any(name.startswith("on") or name == "style" for name in told), told
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag == "a":
            self.links.append(str(told["href"]))
        if tag == "img":
            self.pictures.append(str(told["src"]))
            assert told.get("alt")

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("manual")
    for language in Language:
        manual_html.write_html(made, language)
    return made


def _page(folder: Path, language: Language) -> tuple[str, _Seen]:
    text = (folder / language.value / "index.html").read_text(encoding="utf-8")
    return text, _Seen(text)


@BOTH
def test_nothing_runs_and_nothing_comes_from_elsewhere(folder: Path, language: Language) -> None:
    text, seen = _page(folder, language)
    assert not seen.tags & {"script", "iframe", "link", "object", "embed", "form", "base", "input"}
    assert not re.search(r"https?:|//[a-z]|javascript:|@import|url\(", text.replace("<!DOCTYPE html>", ""))
    assert "default-src &#x27;none&#x27;" in text or "default-src 'none'" in text
    assert all(re.fullmatch("#.+|\\.\\./.+", link) for link in seen.links)
    assert {path.name for path in (folder / language.value).iterdir()} == {"index.html", *seen.pictures}


@BOTH
def test_every_page_is_there_and_every_link_leads_to_one(folder: Path, language: Language) -> None:
    _, seen = _page(folder, language)
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links if link.startswith("#")} <= set(seen.ids)
    assert {name for name in help_names() if name != INDEX} <= set(seen.ids)
    for link in (link for link in seen.links if link.startswith("../") and link.endswith(".html")):
        assert (folder / language.value / link).resolve().is_file()
    for chapter in contents(language):
        assert chapter.title in seen.text


def test_both_languages_have_the_same_places(folder: Path) -> None:
    english, japanese = (_page(folder, language)[1] for language in (Language.EN, Language.JA))
    assert english.ids == japanese.ids
    assert english.headings == japanese.headings
    assert english.pictures == japanese.pictures


@BOTH
def test_the_text_is_that_of_the_help(folder: Path, language: Language) -> None:
    """To the letter, code and tables too: what a page says in one line stands in the manual."""
    _, seen = _page(folder, language)
    told = "".join(seen.text.split())
    for name in help_names():
        page = help_page(name, language)
        for _, code in page.code:
            assert "".join(code.split()) in told, name
        for heading in page.headings:
            assert name == INDEX or "".join(heading.replace("`", "").split()) in told


@BOTH
def test_no_sign_of_emphasis_is_left_in_the_text(folder: Path, language: Language) -> None:
    """A bracket before and a kana behind them, and Markdown takes the two stars for text."""
    assert "**" not in _page(folder, language)[1].text


def test_a_hostile_page_would_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Markdown's own HTML is off."""
    assert "<script" not in manual_html._reader().render("<script>x</script> <img src=x onerror=y>")


@BOTH
def test_the_pdf_has_every_page_by_number_and_by_bookmark(tmp_path: Path, language: Language) -> None:
    made = tmp_path / "manual.pdf"
    manual_pdf.write_pdf(made, language)
    document = pypdfium2.PdfDocument(made)
    marks = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc()}
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    for chapter in contents(language):
        for name in chapter.names:
            title = help_page(name, language).title
            assert "".join(title.split()) in texts[marks[title]]
            listed = "".join(texts[1 : min(marks.values())])
            assert re.search(rf"{re.escape(''.join(title.split()))}\.*{marks[title] + 1}", listed), title
    assert not any("\ufffd" in text for text in texts)
