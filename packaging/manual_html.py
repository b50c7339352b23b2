"""`make manual`: the help's pages as a manual, in dist/manual: a page for a browser and a PDF in each language.

One HTML file a language, so that the browser's own search finds everything; no script, and nothing is loaded from
elsewhere. The pages are those of the window and of `caseman help`.

    python packaging/manual_html.py [FOLDER]
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from caseman import __version__
from caseman.help_pages import INDEX, contents, help_names, help_page, place_of
from caseman.text import Language

ROOT: Final = Path(__file__).resolve().parent.parent
WORDS: Final = {
    Language.EN: {
        "title": "caseman – manual",
        "version": "Version {version}",
        "other": "日本語",
        "pdf": "As PDF",
        "contents": "Contents",
    },
    Language.JA: {
        "title": "caseman 利用の手引",
        "version": "版 {version}",
        "other": "English",
        "pdf": "PDF",
        "contents": "目次",
    },
}
_STYLE: Final = """
:root { color-scheme: light dark; --line: #c8ced6; --ground: #f4f6f8; --link: #1d5c8a; }
@media (prefers-color-scheme: dark) { :root { --line: #46505c; --ground: #22272e; --link: #8cc4ee; } }
body { margin: 0; font: 16px/1.65 "BIZ UDPGothic", "Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans", sans-serif; }
nav { box-sizing: border-box; width: 19rem; height: 100vh; position: fixed; overflow-y: auto; padding: 1rem;
  border-right: 1px solid var(--line); font-size: 14px; }
nav ol { list-style: none; padding-left: .5rem; margin: .25rem 0 1rem; }
main { margin-left: 19rem; padding: 1rem 2.5rem 4rem; max-width: 52rem; }
section { border-bottom: 1px solid var(--line); padding-bottom: 1.5rem; margin-bottom: 1.5rem; }
a { color: var(--link); }
img { max-width: 100%; height: auto; border: 1px solid var(--line); }
code, pre { background: var(--ground); font-size: .92em;
  font-family: "BIZ UDGothic", "Noto Sans Mono CJK JP", monospace; }
code { padding: .1em .3em; border-radius: 3px; }
pre { padding: .7rem 1rem; overflow-x: auto; } pre code { padding: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
code { overflow-wrap: anywhere; }
@media (max-width: 60rem) {
  nav { position: static; width: auto; height: auto; border: 0; }
  main { margin: 0; padding: 1rem; }
}
@media print {
  nav { position: static; width: auto; height: auto; border: 0; }
  main { margin: 0; }
}
"""


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def tokens(name: str, language: Language) -> list[Token]:
    """A page as Markdown's reader takes it apart. Links lead to a place of the manual; headings have its anchor."""
    found = _reader().parse(help_page(name, language).text)
    heading = 0
    for at, token in enumerate(found):
        if token.type == "heading_open":
            token.attrSet("id", anchor(name, heading))
            level = int(token.tag[1]) + 1  # the title of the whole is the first
            token.tag = found[at + 2].tag = f"h{level}"
            heading += 1
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("href", f"#{target(str(child.attrGet('href')))}")
    return found


def anchor(name: str, heading: int) -> str:
    """The anchor of a page's heading, the same in both languages; 0 is the page itself."""
    if heading == 0:
        return name
    english = help_page(name, Language.EN).headings[heading]
    return f"{name}--{re.sub('[^a-z0-9]+', '-', english.lower()).strip('-')}"


def target(link: str) -> str:
    """Where a link of the help leads in the manual."""
    place = place_of(link)
    return anchor(place.name, place.heading)


def page_of(language: Language) -> str:
    """The whole manual in one language, as HTML."""
    words, other = WORDS[language], next(each for each in Language if each is not language)
    sections = "".join(
        f"<section>\n{_reader().renderer.render(tokens(name, language), _reader().options, {})}</section>\n"
        for name in help_names()
        if name != INDEX
    )
    hashed = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; img-src 'self' file:; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language.value}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{words['title']}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="{words["contents"]}">\n'
        f"{''.join(_table_of_contents(language))}</nav>\n<main>\n<h1>{words['title']}</h1>\n"
        f"<p>{words['version'].format(version=__version__)} · "
        f'<a href="../{other.value}/index.html" hreflang="{other.value}">{words["other"]}</a> · '
        f'<a href="../caseman-{language.value}.pdf">{words["pdf"]}</a></p>\n{sections}</main>\n</body>\n</html>\n'
    )


def _table_of_contents(language: Language) -> Iterator[str]:
    for chapter in contents(language):
        yield f"<strong>{html.escape(chapter.title)}</strong>\n<ol>\n"
        for name in chapter.names:
            yield f'<li><a href="#{name}">{html.escape(help_page(name, language).title)}</a></li>\n'
        yield "</ol>\n"


def write_html(folder: Path, language: Language) -> None:
    """A language's page and its pictures."""
    home = folder / language.value
    home.mkdir(parents=True, exist_ok=True)
    (home / "index.html").write_text(page_of(language), encoding="utf-8", newline="\n")
    pictures = {picture for name in help_names() for picture in help_page(name, language).pictures}
    for name in sorted(pictures):
        (home / name).write_bytes((files("resources") / "help" / language.value / name).read_bytes())


def write(folder: Path) -> None:
    """Both languages, as HTML and as PDF: the same bytes each time."""
    from manual_pdf import write_pdf

    for language in Language:
        write_html(folder, language)
        write_pdf(folder / f"caseman-{language.value}.pdf", language)


def main() -> int:
    """Write it, and say where."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "manual"
    write(folder)
    print(folder)
    return 0


if __name__ == "__main__":
    sys.modules.setdefault("manual_html", sys.modules[__name__])
    sys.exit(main())
