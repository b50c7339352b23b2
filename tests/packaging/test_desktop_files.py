"""What a desktop is told of the program: menu, file type, icons, manual, completion. One name for one thing in all."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from caseman import __version__
from caseman.text import Language

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "packaging" / "linux"
DAY = datetime(2026, 11, 29, 12, tzinfo=UTC)
MEDIA_TYPE = "application/x-caseman"


@pytest.fixture(scope="module", autouse=True)
def _scripts_are_found() -> Any:
    before = list(sys.path)
    sys.path[:0] = [str(ROOT / "packaging"), str(ROOT / "packaging" / "debian")]
    yield
    sys.path[:] = before


def checked(*command: object) -> None:
    """Run the desktop's own checker; skip where it is not installed."""
    tool = str(command[0])
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    ran = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_menu_entry_is_valid() -> None:
    checked("desktop-file-validate", LINUX / "caseman.desktop")


def test_the_metadata_are_valid(tmp_path: Path) -> None:
    text = (LINUX / "org.caseman.desk.metainfo.xml").read_text(encoding="utf-8")
    made = tmp_path / "org.caseman.desk.metainfo.xml"
    made.write_text(text.replace("@VERSION@", __version__).replace("@DATE@", f"{DAY:%Y-%m-%d}"), encoding="utf-8")
    checked("appstreamcli", "validate", "--no-net", "--explain", made)


def test_all_of_them_use_the_same_names() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(LINUX / "caseman.desktop", encoding="utf-8")
    menu = entry["Desktop Entry"]
    assert menu["MimeType"] == f"{MEDIA_TYPE};"
    assert menu["Exec"] == "caseman-desk %f"
    metadata = ET.parse(LINUX / "org.caseman.desk.metainfo.xml").getroot()
    assert metadata.findtext("launchable") == "caseman.desktop"
    assert metadata.findtext("provides/mediatype") == MEDIA_TYPE
    kind = ET.parse(LINUX / "caseman.xml").getroot()[0]
    names = "{http://www.freedesktop.org/standards/shared-mime-info}"
    glob = kind.find(f"{names}glob")
    assert glob is not None
    assert (kind.get("type"), glob.get("pattern")) == (MEDIA_TYPE, "*.caseman")


def test_the_window_says_the_name_of_its_menu_entry() -> None:
    told = (ROOT / "ui" / "app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("caseman")' in told
    assert "StartupWMClass=caseman" in (LINUX / "caseman.desktop").read_text(encoding="utf-8")


def test_the_icons_are_drawn_in_every_size(tmp_path: Path) -> None:
    import icons
    from PIL import Image

    icons.write(tmp_path)
    for size in icons.HICOLOR:
        with Image.open(tmp_path / f"caseman-{size}.png") as picture:
            assert (picture.size, picture.mode) == ((size, size), "RGBA")
            colours = picture.getcolors(size * size)
            assert colours is not None
            assert len(colours) > 5, "it shows something"
            assert picture.getpixel((0, 0)) == (0, 0, 0, 0), "its corners are round"
    first = (tmp_path / "caseman.ico").read_bytes()
    assert first[:6] == bytes([0, 0, 1, 0, len(icons.WINDOWS), 0])
    with Image.open(tmp_path / "caseman.ico") as picture:
        assert picture.info["sizes"] == {(size, size) for size in icons.WINDOWS}
    assert (tmp_path / "caseman.icns").read_bytes()[:4] == b"icns"
    with Image.open(tmp_path / "caseman.icns") as picture:
        assert max(picture.info["sizes"]) == (512, 512, 2)
    assert icons.draw(64) == (tmp_path / "caseman-64.png").read_bytes(), "the same each time"


def commands(command: Any, before: str = "caseman") -> Iterator[str]:
    """Every command's name, as a person types it but for what it is about."""
    for name, under in getattr(command, "commands", {}).items():
        yield f"{before} {name}"
        yield from commands(under, f"{before} {name}")


@pytest.mark.parametrize("language", list(Language))
def test_the_manual_has_every_command_with_every_option(language: Language) -> None:
    import manual

    from caseman.cli.app import app

    page = manual.pages(language, DAY)["caseman"]
    shown = [
        re.sub(r" \{[^}]*\}", "", line[4:]) for line in page.replace("\\-", "-").splitlines() if line[:4] == ".SS "
    ]
    assert shown == list(commands(get_command(app)))
    assert "--passphrase\\-file" not in page, "a hyphen that can be copied"
    assert "\\-\\-passphrase\\-file" in page
    assert __version__ in page


@pytest.mark.parametrize("language", list(Language))
def test_the_manual_is_set_without_a_complaint(language: Language, tmp_path: Path) -> None:
    import manual

    if shutil.which("man") is None:
        pytest.skip("man is not installed")
    path = tmp_path / "caseman.1"
    path.write_text(manual.pages(language, DAY)["caseman"], encoding="utf-8")
    environment = os.environ | {"MANROFFSEQ": "", "MANWIDTH": "100", "LC_ALL": "C.UTF-8"}
    command = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    complaints = [line for line in ran.stderr.splitlines() if "can't break line" not in line]  # of long words only
    assert (ran.returncode, complaints) == (0, [])


def test_the_command_gives_a_shell_its_script() -> None:
    told = asked({"_CASEMAN_COMPLETE": "source_zsh"})
    assert told.strip().startswith("#compdef caseman")
    assert "_CASEMAN_COMPLETE=complete_zsh" in told


def test_the_command_tells_what_can_follow() -> None:
    told = asked({"_CASEMAN_COMPLETE": "complete_bash", "COMP_WORDS": "caseman sta", "COMP_CWORD": "1"})
    assert told.split() == ["statement", "statistics"]


def asked(environment: dict[str, str]) -> str:
    """What the command named `caseman` answers a shell."""
    start = "import sys; sys.argv = ['caseman']; from caseman.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", start],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ran.stderr == ""
    return ran.stdout


def test_the_changelog_is_one_that_debian_reads(tmp_path: Path) -> None:
    import changelog

    longer = "- One thing that is so long that it goes over the end of its line, and on.\n- Two\n"
    markdown = f"# Changelog\n\n## Unreleased\n\n{longer}\n## 0.0.9\n\n- The first.\n"
    told = changelog.changelog(markdown, "0.1.0", DAY)
    entries = re.findall(r"^caseman \((\S+)\) unstable; urgency=medium$", told, re.MULTILINE)
    assert entries == ["0.1.0", "0.0.9"]
    assert "Sun, 29 Nov 2026 12:00:00 +0000" in told
    assert max(map(len, told.splitlines())) <= 80
    path = tmp_path / "changelog"
    path.write_text(changelog.changelog((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), __version__, DAY))
    checked("dpkg-parsechangelog", "--all", "-l", path)
