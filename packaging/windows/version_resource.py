"""The version resource of the Windows programs, in PyInstaller's form: what Explorer shows under Details."""

from __future__ import annotations

import re
from pathlib import Path

from caseman import __version__

_PROGRAMS = {"caseman-desk": "caseman", "caseman": "caseman, command line"}

_TEXT = """# UTF-8
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0, date=(0, 0)
  ),
  kids=[
    StringFileInfo([
      StringTable("040904B0", [
        StringStruct("CompanyName", "The caseman founders"),
        StringStruct("FileDescription", {description!r}),
        StringStruct("FileVersion", {version!r}),
        StringStruct("InternalName", {name!r}),
        StringStruct("LegalCopyright", "The caseman founders. Apache License 2.0"),
        StringStruct("OriginalFilename", {file!r}),
        StringStruct("ProductName", "caseman"),
        StringStruct("ProductVersion", {version!r}),
      ])
    ]),
    VarFileInfo([VarStruct("Translation", [0x0409, 0x04B0])])
  ]
)
"""


def numbers(version: str = __version__) -> tuple[int, int, int, int]:
    """A version as the four numbers that Windows compares; a suffix such as `rc1` is left to the text."""
    found = [int(each) for each in re.findall(r"\d+", re.split(r"[^\d.]", version, maxsplit=1)[0])]
    first, second, third, fourth = (*found, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def write(folder: Path) -> None:
    """One file for each program, `NAME-version.txt`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, description in _PROGRAMS.items():
        told = {"numbers": numbers(), "description": description, "version": __version__}
        text = _TEXT.format(**told, name=name, file=f"{name}.exe")
        (folder / f"{name}-version.txt").write_text(text, encoding="utf-8")
