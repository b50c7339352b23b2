"""What the program is made of: every part with its version and licence, as it is installed here."""

from __future__ import annotations

import platform
import re
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from caseman import __version__
from caseman.storage.upkeep import cipher_provider, engine_versions
from caseman.text import Language, T, Text

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(?i)licen[cs]e|copying|notice|^ofl")
_LONGEST = 60  # characters of a licence's name; some packages put the whole text there
_QT_NOTE = T(
    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0-only). They are separate "
    "shared libraries beside the program and may be replaced by others that work alike. Source code: https://code.qt.io"
)
_ENGINE_NOTE = T(
    "SQLCipher is encrypted SQLite, by Zetetic LLC (BSD-3-Clause); SQLite itself is in the public domain. It is part "
    "of the package sqlcipher3."
)
_CIPHER_NOTE = T("OpenSSL ciphers for SQLCipher. It is part of the package sqlcipher3.")
_REPLACEABLE_NOTE = T(
    "{name} is used under the GNU Lesser General Public License, version 2.1 or later (LGPL-2.1-or-later). It lies "
    "beside the program as source code, not changed, and may be replaced by another that works alike.",
    name="python-stdnum",
)
_FONT_NOTE = T("The type of the letters, and of the window where the system has no Japanese type of its own.")
# The licence by its SPDX name where a package tells it in other words or not at all; read in the package's own text.
_SPDX = {"MIT License": "MIT", "ISC License": "ISC", "PSFL": "PSF-2.0"}
_SPDX_OF = {
    "jinja2": "BSD-3-Clause",
    "pypdfium2": "Apache-2.0 OR BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
}


@dataclass(frozen=True)
class Part:
    """A part of the program. `licence` is its name as the package tells it (SPDX where it does), `text` the whole."""

    name: str
    version: str
    licence: str
    note: Text | None = None
    text: str = ""


@dataclass(frozen=True)
class Parts:
    """All parts; `complete` is false in a build that carries no list of its packages."""

    parts: tuple[Part, ...]
    complete: bool

    def report(self, language: Language) -> str:
        """The list as plain text, to hand on: nothing in it is about people, files or places."""
        lines = [f"{part.name} {part.version}  {part.licence}".rstrip() for part in self.parts]
        system = f"{platform.system()} {platform.release()} {platform.machine()}"
        rest = [] if self.complete else [incomplete().say(language)]
        return "\n".join([*lines, system, *rest]) + "\n"


def incomplete() -> Text:
    """What is said where the packages are not known."""
    return T("This build carries no list of its packages; only the main parts are told.")


def parts(qt: str = "") -> Parts:
    """The program, its engine, its type and every package it needs; `qt` is Qt's version where it runs."""
    packages = list(_packages())
    own = [
        Part("caseman", __version__, "Apache-2.0", text=_own_licence()),
        Part("Python", platform.python_version(), "PSF-2.0", text=_python_licence()),
        *_qt(qt),
        Part(
            "SQLCipher", engine_versions()[0].partition(" ")[0], "BSD-3-Clause", _ENGINE_NOTE, _licence("SQLCipher.txt")
        ),
        Part("SQLite", engine_versions()[1], "Public Domain", _ENGINE_NOTE),
        *_cipher(),
        Part("BIZ UD fonts", "", "OFL-1.1", _FONT_NOTE, _font_licence()),
    ]
    return Parts((*own, *packages), complete=bool(packages))


def _qt(version: str) -> Iterator[Part]:
    found = version or _version_of("PySide6-Essentials")
    if found:
        text = f"{_lesser_licence()}\n\n{_licence('inside-Qt.txt')}"
        yield Part("Qt", found, "LGPL-3.0-only", _QT_NOTE, text)


def _cipher() -> Iterator[Part]:
    provider, version = cipher_provider()
    if provider == "openssl":  # another would be the system's own
        yield Part("OpenSSL", version, "Apache-2.0", _CIPHER_NOTE, _licence("Apache-2.0.txt"))


def _packages() -> Iterator[Part]:
    """Every installed package that caseman needs, and those that they need, in the order of the alphabet."""
    found: dict[str, metadata.Distribution] = {}
    waiting = ["caseman"]
    while waiting:
        name = _plain(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # it is for another system, or this build carries no metadata
        waiting += _needed(found[name].requires or ())
    for name in sorted(found):
        if name != "caseman":
            yield _part(found[name])


def _needed(requirements: Iterable[str]) -> Iterator[str]:
    """The names in requirements, without those that only an extra asks for."""
    for requirement in requirements:
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement.partition(";")[2]:
            yield name[0]


def _part(package: metadata.Distribution) -> Part:
    told = package.metadata
    name = str(told["Name"])
    of_qt = name.casefold().startswith(("pyside6", "shiboken6"))
    text = _licence_text(package) or (_lesser_licence() if of_qt else "")
    note = _QT_NOTE if of_qt else _REPLACEABLE_NOTE if _plain(name) == "python-stdnum" else None
    return Part(name, package.version, _licence_name(package), note, text)


def _licence_name(package: metadata.Distribution) -> str:
    told = package.metadata
    if known := _SPDX_OF.get(_plain(str(told["Name"]))):
        return known
    named = _told_licence(told)
    return _SPDX.get(named, named)


def _told_licence(told: metadata.PackageMetadata) -> str:
    for field in ("License-Expression", "License"):
        named = str(told[field]).strip() if field in told else ""
        if named and "\n" not in named and len(named) <= _LONGEST:
            return named
    classes = [str(each) for each in told.get_all("Classifier") or () if str(each).startswith("License ::")]
    return ", ".join(each.rpartition(" :: ")[2] for each in classes)


def _licence_text(package: metadata.Distribution) -> str:
    told = [each for each in package.files or () if ".dist-info" in str(each)]
    # PEP 639 gives licences a folder, where they may have any name
    kept = [each for each in told if "licenses" in each.parts or _LICENCE_FILE.search(each.name)]
    return "\n\n".join(filter(None, (_read(Path(str(each.locate()))) for each in kept)))


def _own_licence() -> str:
    try:
        return _licence_text(metadata.distribution("caseman"))
    except metadata.PackageNotFoundError:
        return ""


def _python_licence() -> str:
    return _read(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt")


@cache
def _lesser_licence() -> str:
    """The LGPL and the GPL that it adds to; section 4 (b) asks that both go with the program."""
    return "\n\n".join(map(_licence, ("LGPL-3.0.txt", "GPL-3.0.txt")))


def _licence(name: str) -> str:
    """A text that no package brings."""
    return (files("resources") / "licences" / name).read_text(encoding="utf-8").strip()


@cache
def _font_licence() -> str:
    return (files("resources") / "fonts" / "bizud" / "OFL.txt").read_text(encoding="utf-8")


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _read(path: Path) -> str:
    """A text that may be there."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _plain(name: str) -> str:
    """One spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).casefold()
