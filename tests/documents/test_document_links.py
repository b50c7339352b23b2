"""Every link and anchor of the repository's documents leads somewhere. The help's own: `tests/test_help_pages.py`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = sorted(path.name for path in ROOT.glob("*.md"))


def _links(path: Path) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    children = [child for token in tokens for child in token.children or ()]
    return [
        str(child.attrGet("href") or child.attrGet("src")) for child in children if child.type in {"link_open", "image"}
    ]


def _anchors(path: Path) -> set[str]:
    """As the places that show Markdown name headings: lower case, words joined by hyphens."""
    headings = re.findall("^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(" ", "-", re.sub(r"[^\w\s-]", "", heading.lower())) for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_to_a_file_or_a_heading(name: str) -> None:
    for link in _links(ROOT / name):
        assert not link.startswith(("http:", "file:", "/")), link
        if link.startswith(("https:", "mailto:")):
            continue
        path, _, section = link.partition("#")
        target = (ROOT / path) if path else ROOT / name
        assert target.exists(), link
        assert target.resolve().is_relative_to(ROOT)
        assert not section or section in _anchors(target), link


def test_what_is_said_of_shipping_names_files_that_are_there() -> None:
    """`packaging/README.md` names them from its own folder, and from the repository's where a command is typed."""
    folder = ROOT / "packaging"
    text = (folder / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:[a-z]+ )?([a-z_]+/[\w./]+)`", text)) - {"dist/caseman/"}
    made = {name for name in named if name.startswith("dist/")}
    assert {"ci/build.yml", "windows/caseman.iss", "packaging/macos/make_dmg.sh"} < named
    assert [name for name in named - made if not (folder / name).exists() and not (ROOT / name).exists()] == []
    for link in _links(folder / "README.md"):
        assert link.startswith("https:") or (folder / link).exists(), link


def test_the_readme_has_a_picture_and_fits_a_screen() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "resources/help/en/case.png" in _links(ROOT / "README.md")
    assert len(text.splitlines()) <= 70
    assert len(text) < 4_000
