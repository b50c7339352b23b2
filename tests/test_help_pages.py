"""The help's pages: the same in both languages, whole, reachable, and in the words that stand in the window."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po
from PIL import Image

from caseman.domain.lifecycle import Step
from caseman.errors import InputError
from caseman.help_pages import INDEX, HelpPlace, as_text, contents, help_names, help_page, picture, place_of, search
from caseman.text import Language

ROOT = Path(__file__).resolve().parent.parent
HELP = ROOT / "resources" / "help"
I18N = ROOT / "resources" / "i18n"
BOTH = pytest.mark.parametrize("language", Language)
EACH = pytest.mark.parametrize("name", help_names())


def _as_shown(text: str) -> str:
    """A text as it stands on a control: no accelerator; a value that is filled in is an ellipsis in the help."""
    return re.sub(r"\{\w+\}", "…", re.sub(r"\(&\w\)", "", text).replace("&", ""))


@cache
def translations() -> Mapping[str, frozenset[str]]:
    """Every text of the window and the core, as shown, with its Japanese."""
    found: dict[str, set[str]] = defaultdict(set)
    for message in ET.parse(I18N / "ui_ja.ts").getroot().iter("message"):
        translation = message.find("translation")
        assert translation is not None
        found[_as_shown(message.findtext("source", ""))].add(_as_shown("".join(translation.itertext()).strip()))
    with (I18N / "ja" / "LC_MESSAGES" / "caseman.po").open("rb") as stream:
        for entry in read_po(stream, locale="ja"):
            found[_as_shown(str(entry.id))].add(_as_shown(str(entry.string)))
    return {source: frozenset(texts) for source, texts in found.items()}


def _quoted(name: str, language: Language) -> set[str]:
    return set(re.findall(r"\*\*(.+?)\*\*", help_page(name, language).text, re.DOTALL))


def _keys(name: str, language: Language) -> list[str]:
    return sorted(re.findall("`(.+?)`", help_page(name, language).text))


def test_both_languages_have_the_same_pages_and_pictures() -> None:
    english, japanese = ({file.name for file in (HELP / language.value).iterdir()} for language in Language)
    assert english == japanese


@BOTH
def test_every_page_is_in_the_table_of_contents_once(language: Language) -> None:
    listed = [name for chapter in contents(language) for name in chapter.names]
    files = {file.stem for file in (HELP / language.value).glob("*.md")}
    assert len(listed) == len(set(listed))
    assert {INDEX, *listed} == files
    assert tuple(listed) == help_names()[1:]


@EACH
def test_a_page_says_in_both_languages_the_same(name: str) -> None:
    english, japanese = (help_page(name, language) for language in (Language.EN, Language.JA))
    assert len(english.headings) == len(japanese.headings)
    assert sorted(english.links) == sorted(japanese.links)
    assert english.pictures == japanese.pictures
    assert english.code == japanese.code
    assert _keys(name, Language.EN) == _keys(name, Language.JA)
    for sign in ("\n|", "\n1. ", "\n- ", "\n2. ", "\n5. "):
        assert english.text.count(sign) == japanese.text.count(sign), sign


@BOTH
@EACH
def test_links_and_pictures_lead_somewhere(name: str, language: Language) -> None:
    page = help_page(name, language)
    for link in page.links:
        target, _, section = link.partition("#")
        assert target.endswith(".md"), link  # nothing outside is ever opened
        assert target.removesuffix(".md") in help_names()
        assert bool(section) == bool(place_of(link).heading)
    for shown in page.pictures:
        assert picture(shown, language)


@EACH
def test_what_is_quoted_stands_in_the_window(name: str) -> None:
    known = translations()
    english, japanese = _quoted(name, Language.EN), _quoted(name, Language.JA)
    assert english <= set(known), english - set(known)
    for text in english:
        assert known[text] & japanese, f"{text}: none of {set(known[text])} is quoted"
    meant = frozenset().union(*(known[text] for text in english))
    assert japanese <= meant, japanese - meant


@BOTH
@EACH
def test_pages_are_short_and_well_formed(name: str, language: Language) -> None:
    page = help_page(name, language)
    assert page.text.startswith("# ")
    assert page.text.count("\n# ") == 0
    assert page.text.count("**") % 2 == 0
    assert len(page.text) < 6_000
    assert "http" not in page.text


@pytest.mark.parametrize("step", Step)
def test_every_step_has_its_page(step: Step) -> None:
    assert place_of(f"case:{step.value}") == HelpPlace(f"step-{step.value}")


@pytest.mark.parametrize(
    ("topic", "name", "section"),
    [
        ("texts", "letter-texts", ""),
        ("audit", "audit", ""),
        ("audit:export", "export", ""),
        ("audit:disposal", "retention", "Papers and certificates"),
        ("money:book", "money", "Book"),
        ("money:other", "money", ""),
        ("post:tray", "post", "Scan tray"),
        ("texts:other", "letter-texts", ""),
        ("case:other", "case", ""),
        ("post.md#register", "post", "Register"),
        ("today.md", "today", ""),
        ("nowhere", INDEX, ""),
        ("", INDEX, ""),
        ("../en/today", INDEX, ""),
    ],
)
def test_a_place_of_the_window_has_its_page(topic: str, name: str, section: str) -> None:
    place = place_of(topic)
    assert place.name == name
    headings = help_page(name, Language.EN).headings
    assert headings[place.heading] == (section or headings[0])


@pytest.mark.parametrize("name", ["nothing", "../today", "today.md", "", "Today"])
def test_what_is_no_page_is_refused_with_the_names_of_those_that_are(name: str) -> None:
    with pytest.raises(InputError) as refused:
        help_page(name, Language.EN)
    assert "step-identity" in refused.value.say(Language.EN)


@pytest.mark.parametrize("name", ["../en/case.png", "case.svg", "case.png/", "index.md", "/etc/passwd", ""])
def test_only_pictures_of_the_help_are_given_out(name: str) -> None:
    assert picture(name, Language.EN) is None


@BOTH
def test_pictures_stay_small(language: Language) -> None:
    sizes = {file.name: file.stat().st_size for file in (HELP / language.value).glob("*.png")}
    assert {name: size for name, size in sizes.items() if size > 160_000} == {}
    assert sum(sizes.values()) < 1_000_000


@BOTH
def test_pictures_stand_on_the_ground_of_the_window(language: Language) -> None:
    """A page that is grabbed alone has none of its own, and comes out black."""
    for file in (HELP / language.value).glob("*.png"):
        with Image.open(file) as shown:
            counts = shown.convert("L").histogram()
        assert sum(counts[:10]) < sum(counts) / 20, file.name


def test_japanese_lines_join_without_a_space() -> None:
    for name in help_names():
        text = help_page(name, Language.JA).text
        assert not re.search(r"[ぁ-んァ-ヶ一-龠、。] *\n *[ぁ-んァ-ヶ一-龠]", text)
        assert "\n\n" in text


def test_search_finds_every_way_of_writing() -> None:
    assert search("ＭＡＳＫ quarantine", Language.EN) == ("post",)
    assert search("ﾏｽｷﾝｸﾞ 隔離", Language.JA) == search("マスキング　隔離", Language.JA) == ("post",)
    assert search("zebra", Language.EN) == ()
    assert search("  ", Language.EN) == help_names()


@BOTH
@EACH
def test_a_terminal_shows_no_markup(name: str, language: Language) -> None:
    text = as_text(help_page(name, language))
    assert not re.search(r"\*\*|`|!\[|\]\(|^#|^\|", text, re.MULTILINE)
    assert help_page(name, language).title in text
