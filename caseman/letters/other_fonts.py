"""Fonts that help out with characters the shipped ones lack: which, where they are looked for, in what order.

The order: first the fonts the office added, by file name, because it chose them for its own names; then those of the
machine as `DECLARED` lists them, Mincho with many kanji of names first, then other Mincho, then other scripts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import error as StructError  # noqa: N812  it is an exception
from typing import TYPE_CHECKING, Final

from caseman.later import later
from caseman.letters import font_tables
from caseman.text import T, Text

if TYPE_CHECKING:
    from caseman.letters import font_files
    from caseman.letters.font_files import Face
else:
    font_files = later("caseman.letters.font_files")

DECLARED: Final = (
    "ipamjm.ttf",  # IPAmj Mincho: some 58,000 kanji of the family registers, and their variants
    "yumin.ttf",  # Yu Mincho (Windows)
    "YuMincho.ttc",  # (macOS)
    "NotoSerifJP-Regular.ttf",
    "NotoSerifJP-VF.ttf",
    "NotoSerifJP[wght].ttf",
    "NotoSerifCJK-Regular.ttc",
    "HanaMinA.ttf",
    "HanaMinB.ttf",
    "simsunb.ttf",
    "batang.ttc",
    "NotoSerifKR[wght].ttf",
    "UnBatang.ttf",
    "malgun.ttf",
    "AppleMyungjo.ttf",
    "times.ttf",
    "Times New Roman.ttf",
    "DejaVuSerif.ttf",
    "Arial Unicode.ttf",
)
ENDINGS: Final = (".ttf", ".otf", ".ttc", ".otc")
_LARGEST: Final = 128 * 1024 * 1024  # bytes of a font file
_MOST: Final = 200  # fonts of one folder
_FOLDERS: Final = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}


@dataclass(frozen=True)
class SkippedFont:
    """A font that was found and cannot be used, and why."""

    path: Path
    why: Text


class OtherFonts:
    """The fonts that help out, opened one after the other when a character asks for them."""

    def __init__(self, added: Path | None = None) -> None:
        self.added = added
        self.skipped: list[SkippedFont] = []
        self._found: list[Face] = []
        self._coming = self._open_all()

    def __iter__(self) -> Iterator[Face]:
        yield from self._found
        at = len(self._found)
        while at < len(self._found) or self._open_next():
            yield self._found[at]
            at += 1

    def _open_next(self) -> bool:
        face = next(self._coming, None)
        if face is not None:
            self._found.append(face)
        return face is not None

    def _open_all(self) -> Iterator[Face]:
        for path in (*(fonts_in(self.added) if self.added else ()), *installed()):
            opened = _opened(path)
            if isinstance(opened, SkippedFont):
                self.skipped.append(opened)
            else:
                yield from opened


def fonts_in(folder: Path) -> tuple[Path, ...]:
    """The font files of a folder the office chose, by name; those in folders inside it are not looked at."""
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file()]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda path: path.name)[:_MOST])


@cache
def installed() -> tuple[Path, ...]:
    """The declared fonts that this machine has, in their order."""
    wanted = {name.lower(): place for place, name in enumerate(DECLARED)}
    found: dict[int, Path] = {}
    for folder in _FOLDERS.get(sys.platform, ()):
        for root, _, names in os.walk(Path(folder).expanduser()):
            for name in sorted(names):
                place = wanted.get(name.lower())
                if place is not None:
                    found.setdefault(place, Path(root) / name)
    return tuple(found[place] for place in sorted(found))


def _opened(path: Path) -> tuple[Face, ...] | SkippedFont:
    try:
        stat = path.stat()
        return _registered(path, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return SkippedFont(path, T("The file cannot be read."))


@cache
def _registered(path: Path, changed: int, size: int) -> tuple[Face, ...] | SkippedFont:
    """The fonts of a file, each registered once as long as the file does not change."""
    if size > _LARGEST:
        return SkippedFont(path, T("The file is larger than a font ought to be."))
    data = path.read_bytes()
    try:
        count = font_tables.fonts_inside(data)
        if any(font_tables.has_cff_outlines(data, index) for index in range(count)):
            return SkippedFont(path, T("Its outlines are of the PostScript kind (CFF), which cannot be embedded here."))
        name = f"other-{path.name}-{changed:x}-{size:x}"
        return tuple(font_files.register(f"{name}-{index}", data, index) for index in range(count))
    except font_files.LockedFontError:
        return SkippedFont(path, T("Its maker does not allow it to be embedded."))
    except (font_files.DamagedFontError, StructError, IndexError):
        return SkippedFont(path, T("It is damaged, or no TrueType font."))
