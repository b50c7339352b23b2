"""The help's pages: Markdown in both languages, read alike by the window, the command line and the manual.

`resources/help/LANGUAGE/NAME.md`, the same names in both languages; the index page is the table of contents. Pages
quote what stands on a control in **bold** and what is pressed in `code`; links lead to other pages, pictures lie beside
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from caseman.domain.lifecycle import Step
from caseman.domain.names import match_key
from caseman.errors import InputError
from caseman.text import Language, T

INDEX: Final = "index"
_NAME = re.compile("[a-z-]{1,40}")
_PICTURE = re.compile(r"[a-z-]{1,40}\.png")
_HEADING = re.compile("^(#{1,3}) (.+)$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)\n*")
_FENCED = re.compile(r"^```([a-z]*)\n(.*?)^```$\n?", re.MULTILINE | re.DOTALL)
_WIDE = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"  # Japanese is written without spaces, so its lines join without one
_BROKEN = re.compile(rf"(?<=[{_WIDE}])\n *(?=[^\s#|!>*-])(?!\d+\. )|(?<=\S)\n *(?=[{_WIDE}])(?!\d+\. )")

# What the window calls its places, where the page has another name or the place is a part of one.
_PLACES: Final = {
    "texts": "letter-texts",
    "procedure": "settings#the-procedure",
    **{f"case:{step.value}": f"step-{step.value}" for step in Step},
    "audit:trail": "audit",
    "audit:statistics": "statistics",
    "audit:export": "export",
    "audit:retention": "retention",
    "audit:disposal": "retention#papers-and-certificates",
    "audit:register": "register",
    "letters:runs": "print-runs",
    "money:deposits": "money#deposits",
    "money:settled": "money#settled",
    "money:book": "money#book",
    "post:log": "step-envelope",
    "post:case": "step-case",
    "post:tray": "post#scan-tray",
    "post:register": "post#register",
}


@dataclass(frozen=True)
class HelpPage:
    """One page. `text` is Markdown, its lines joined where Japanese was broken only for the file's sake.

    What stands between fences (```) is code, named by its kind: `sh` are commands, one a line. It is left as it is.
    """

    name: str
    language: Language
    text: str

    @property
    def headings(self) -> tuple[str, ...]:
        """Title first, then its sections, in the page's order."""
        return tuple(found[2] for found in _HEADING.finditer(_prose(self.text)))

    @property
    def title(self) -> str:
        return self.headings[0]

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead, as they are written: `page.md` or `page.md#section`."""
        return tuple(found[2] for found in _LINK.finditer(_prose(self.text)))

    @property
    def code(self) -> tuple[tuple[str, str], ...]:
        """Its pieces of code: the kind that the fence names, and the text."""
        return tuple((found[1], found[2]) for found in _FENCED.finditer(self.text))

    @property
    def pictures(self) -> tuple[str, ...]:
        """The files of its pictures, without folder."""
        return tuple(found[2] for found in _IMAGE.finditer(self.text))


@dataclass(frozen=True)
class Chapter:
    """A part of the table of contents: pages that are read together."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class HelpPlace:
    """A page, and the number of its heading to begin at; 0 is the top. The number holds in both languages."""

    name: str
    heading: int = 0


@cache
def help_page(name: str, language: Language) -> HelpPage:
    """A page by its name. Raises `InputError` when there is none."""
    file = files("resources") / "help" / language.value / f"{name}.md"
    if not _NAME.fullmatch(name) or not file.is_file():
        told = T(
            "There is no page “{name}” in the help. These are its pages: {names}.",
            name=name[:40],
            names=", ".join(help_names()),
        )
        raise InputError("no-help", told, field="topic")
    return HelpPage(name, language, _outside_code(file.read_text(encoding="utf-8"), lambda text: _BROKEN.sub("", text)))


@cache
def contents(language: Language) -> tuple[Chapter, ...]:
    """The table of contents: the headings of the index, each with the pages that are listed below it."""
    parts = re.split("^## ", help_page(INDEX, language).text, flags=re.MULTILINE)[1:]
    return tuple(
        Chapter(part.split("\n", 1)[0], tuple(found[2].removesuffix(".md") for found in _LINK.finditer(part)))
        for part in parts
    )


@cache
def help_names() -> tuple[str, ...]:
    """All pages in the order of reading, the index first."""
    return (INDEX, *(name for chapter in contents(Language.EN) for name in chapter.names))


def place_of(topic: str) -> HelpPlace:
    """Where the help tells of a place of the window, a step or a tab; what is not known leads to the index.

    `topic`: the name of a page, `page.md#section` as links have it, or a place as the window calls it: `today`,
    `case:identity`, `audit:export`. A part that has no page of its own leads to that of the whole.
    """
    known = _PLACES.get(topic, topic)
    name, _, section = known.replace(".md", "").partition("#")
    if name in help_names():
        return HelpPlace(name, _heading(name, section))
    whole = _PLACES.get(topic.partition(":")[0], topic.partition(":")[0])
    return HelpPlace(whole if whole in help_names() else INDEX)


def search(typed: str, language: Language) -> tuple[str, ...]:
    """The pages that hold every word typed, in the order of reading; widths, kana, kanji and case are made one."""
    keys = [match_key(word) for word in typed.split()]
    return tuple(name for name in help_names() if all(key in _key(name, language) for key in keys))


def picture(name: str, language: Language) -> bytes | None:
    """The bytes of a page's picture; None for every name that is no picture of the help."""
    if not _PICTURE.fullmatch(name):
        return None
    file = files("resources") / "help" / language.value / name
    return file.read_bytes() if file.is_file() else None


def as_text(page: HelpPage) -> str:
    """A page for a terminal: controls in quotation marks, links with the page's name, no pictures."""
    return _outside_code(page.text, lambda text: _prose_as_text(text, page.language), _indented).strip() + "\n"


def _prose_as_text(text: str, language: Language) -> str:
    quoted = "「{}」" if language is Language.JA else "“{}”"
    text = _LINK.sub(lambda found: f"{found[1]} ({found[2].removesuffix('.md')})", _IMAGE.sub("", text))
    text = re.sub(r"\*\*(.+?)\*\*", lambda found: quoted.format(found[1]), text)
    text = re.sub(r"^\|(-+\|)+\n", "", text, flags=re.MULTILINE)
    return "\n".join(_terminal_line(line) for line in text.split("\n"))


def _indented(code: str) -> str:
    return "".join(f"    {line}\n" for line in code.splitlines())


def _terminal_line(line: str) -> str:
    if line.startswith("|"):
        return "  ".join(cell.strip() for cell in line.strip("|").split("|")).replace("`", "")
    return re.sub("^#+ ", "", line).replace("`", "")


def _prose(text: str) -> str:
    """A page without its code."""
    return _FENCED.sub("", text)


def _outside_code(text: str, changed: Callable[[str], str], code: Callable[[str], str] | None = None) -> str:
    """A page with its prose changed. Its code stays as it is; `code` makes of it what stands in the place of the
    fences.
    """
    made, at = [], 0
    for found in _FENCED.finditer(text):
        made += [changed(text[at : found.start()]), found[0] if code is None else code(found[2])]
        at = found.end()
    return "".join((*made, changed(text[at:])))


@cache
def _key(name: str, language: Language) -> str:
    return match_key("\n".join(_plain(help_page(name, language).text)))


def _plain(text: str) -> Iterator[str]:
    """The text that is read, without what Markdown adds."""
    for line in _LINK.sub(r"\1", _IMAGE.sub("", _FENCED.sub(r"\2", text))).split("\n"):
        yield re.sub("[*`|#]", "", line)


def _heading(name: str, section: str) -> int:
    """The number of a section's heading; 0 where it has none. Sections are named by their English heading."""
    english = help_page(name, Language.EN).headings
    named = [re.sub("[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in english]
    return named.index(section) if section in named else 0
