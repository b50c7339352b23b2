"""Beside the frozen program: the texts of all licences, and a software bill of materials (CycloneDX 1.6, JSON)."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from caseman import __version__
from caseman.services.parts import Part, parts
from caseman.text import Language

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_LIBRARIES = ROOT / "build" / "bundle" / "system-libraries.json"  # written by the spec

# LGPL-3.0, section 4 (d) 1 and (e), and GPL-3.0, section 6 (d), which it asks for.
_QT = """Qt {version} and PySide6 {version} in this program
{line}
They are used under the GNU Lesser General Public License, version 3. Its text and that of the GNU General Public
License, which it adds to, are in Qt.txt in this folder.

They are shared libraries, as their makers published them on PyPI (PySide6-Essentials, PySide6-Addons, shiboken6), not
changed and not stripped: every file below {folder}. You may build your own from the source, changed or not, and put
them in the place of these; the program loads whatever lies there under the same names, as long as it works alike. You
may take the program apart to find faults in such changes. The SHA-256 of each is in sbom.cdx.json.

The source of exactly these versions can be had without charge from:
    https://download.qt.io/official_releases/qt/{series}/{version}/
    https://download.qt.io/official_releases/QtForPython/pyside6/
    https://code.qt.io/cgit/qt/   and   https://code.qt.io/cgit/pyside/pyside-setup.git/   (tag v{version})
What Qt itself contains, and the licences of that: at the end of Qt.txt, and, for Qt Pdf, in pypdfium2.txt.

Who hands this program on hands on this file too, and sees to it that the source can be had for as long.
"""


@dataclass(frozen=True)
class SystemLibrary:
    """A library that was taken from the system that built the program; the package is empty where none is known."""

    path: str
    package: str
    version: str
    architecture: str
    text: str
    sha256: str


# What the package's own list names, and the bundle does not have: decoders that are left out, libraries that it would
# load from the system, what only builds it.
_NOT_INSIDE = frozenset(
    [
        *("PIL._avif", "PIL._webp", "PIL._imagingtk", "libavif", "libwebp"),
        *("libimagequant", "FriBiDi", "pybind11"),
    ]
)
# The bundle's files that are a part which is no package of its own, or in which it lies.
_FILES_OF = {
    "Python": ("libpython*", "python3*.dll", "Python"),
    "Qt": (
        "PySide6/**/*.so*",
        "PySide6/**/*.pyd",
        "PySide6/**/*.dll",
        "PySide6/**/*.dylib",
        "PySide6/**/Qt*.framework/Versions/A/Qt*",
    ),
    "shiboken6": ("shiboken6/*.so*", "shiboken6/*.pyd", "shiboken6/*.dll", "shiboken6/*.dylib"),
    "SQLCipher": ("sqlcipher3/_sqlite3*",),
    "SQLite": ("sqlcipher3/_sqlite3*",),
    "OpenSSL": ("sqlcipher3/_sqlite3*",),
    "BIZ UD fonts": ("resources/fonts/bizud/*.ttf",),
    "pypdfium2": ("pypdfium2_raw/*pdfium.*",),
    "PyInstaller": ("../caseman", "../caseman-desk", "../caseman.exe", "../caseman-desk.exe"),
}
_SPDX_OF_NAME = {"Public Domain": "blessing"}  # SQLite's, by its name in SPDX's list


def all_parts() -> list[Part]:
    """What the program tells of itself, and the loader in front of it, where there is what freezes it."""
    try:
        told = metadata.distribution("pyinstaller")
    except metadata.PackageNotFoundError:
        return list(parts().parts)
    texts = [Path(str(each.locate())) for each in told.files or () if "licenses" in each.parts]
    text = "\n\n".join(each.read_text(encoding="utf-8").strip() for each in texts)
    loader = Part("PyInstaller", told.version, "GPL-2.0-or-later WITH Bootloader-exception", text=text)
    return [*parts().parts, loader]


def licences(folder: Path) -> None:
    """One file a part with its note and every licence text that it brings."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in all_parts():
        note = part.note.say(Language.EN) if part.note is not None else ""
        told = [f"{part.name} {part.version}: {part.licence}".strip(), note, part.text]
        (folder / f"{part.name}.txt").write_text("\n\n".join(filter(None, told)) + "\n", encoding="utf-8")
    of_package: dict[str, list[SystemLibrary]] = {}
    for library in system_libraries():
        of_package.setdefault(library.package or Path(library.path).name, []).append(library)
    for name, libraries in of_package.items():
        paths = ", ".join(each.path for each in libraries)
        first = libraries[0]
        told = [f"{paths}, from {first.package or 'the system'} {first.version}".strip(), first.text]
        (folder / f"{name}.txt").write_text("\n\n".join(filter(None, told)) + "\n", encoding="utf-8")
    qt = next(part.version for part in parts().parts if part.name == "Qt")
    where = "`PySide6` and `shiboken6` of the folder `_internal` (of the app on macOS: `Contents/Frameworks`)"
    text = _QT.format(version=qt, series=".".join(qt.split(".")[:2]), line="", folder=where)
    (folder / "SOURCE-OF-QT.txt").write_text(text, encoding="utf-8")


def sbom(path: Path) -> None:
    """Every part with version, licence, origin and hashes: those of the lock, and of files of the bundle beside `path`.

    The same for the same parts.
    """
    hashes, internal = locked_hashes(), path.parent / "_internal"
    components = [_component(part, hashes, internal) for part in all_parts() if part.name != "caseman"]
    components += [_system_component(library) for library in system_libraries()]
    listed = ",".join(f"{each['name']}=={each['version']}" for each in components)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'caseman:{__version__}:{listed}')}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "caseman",
                "name": "caseman",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "caseman", "dependsOn": [str(each["bom-ref"]) for each in components]}],
    }
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _component(part: Part, hashes: dict[str, list[str]], internal: Path) -> dict[str, Any]:
    reference = f"{part.name}@{part.version}"
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": reference,
        "name": part.name,
        "version": part.version or _version_of_fonts(internal),
        "licenses": [_licence(part.licence)],
    }
    name = _plain(part.name)
    if name in hashes:
        kept = [{"alg": "SHA-256", "content": one} for one in hashes[name]]
        address = f"https://pypi.org/project/{name}/{part.version}/"
        made["purl"] = f"pkg:pypi/{name}@{part.version}"
        made["externalReferences"] = [{"type": "distribution", "url": address, "hashes": kept}]
    inside = [
        *_told_by_the_package(name, reference),
        *_pdfium(name, reference),
        *_files(part.name, reference, internal),
    ]
    return made | ({"components": inside} if inside else {})


def _licence(name: str) -> dict[str, Any]:
    """As CycloneDX wants it: one licence of SPDX's list by its id, several or an exception as an expression."""
    spdx = _SPDX_OF_NAME.get(name, name)
    return {"expression": spdx} if " " in spdx else {"license": {"id": spdx}}


def _told_by_the_package(name: str, reference: str) -> Iterator[dict[str, Any]]:
    """What a package lists of its own making (PEP 770): the libraries that were linked into it, with their licences."""
    try:
        files = metadata.distribution(name).files or ()
    except metadata.PackageNotFoundError:
        return
    for listed in sorted(str(each.locate()) for each in files if ".dist-info/sboms/" in each.as_posix()):
        found = json.loads(Path(listed).read_text(encoding="utf-8"))
        for each in found.get("components", ()) if found.get("bomFormat") == "CycloneDX" else ():
            if each["name"] in _NOT_INSIDE or _plain(each["name"]) == name:
                continue
            kept = {key: each[key] for key in ("type", "name", "version", "hashes", "licenses", "purl") if key in each}
            yield {"bom-ref": f"{reference}/{each['name']}@{each.get('version', '')}", **kept}


def _pdfium(name: str, reference: str) -> Iterator[dict[str, Any]]:
    """The library in pypdfium2, whose version the package tells in a file of its own."""
    if name == "pypdfium2":
        (listed,) = (
            each for each in metadata.distribution(name).files or () if each.as_posix() == "pypdfium2_raw/version.json"
        )
        told = json.loads(Path(str(listed.locate())).read_text(encoding="utf-8"))
        version = ".".join(str(told[part]) for part in ("major", "minor", "build", "patch"))
        licences = [_licence("BSD-3-Clause AND Apache-2.0")]
        made = {"type": "library", "name": "PDFium", "version": version, "licenses": licences}
        yield {"bom-ref": f"{reference}/PDFium@{version}", **made}


def _files(name: str, reference: str, internal: Path) -> Iterator[dict[str, Any]]:
    found = {path for pattern in _FILES_OF.get(name, ()) for path in internal.glob(pattern)}
    for path in sorted(each for each in found if each.is_file() and not each.is_symlink()):
        told = path.resolve().relative_to(internal.parent.resolve()).as_posix()
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        hashes = [{"alg": "SHA-256", "content": sha256}]
        yield {"type": "file", "bom-ref": f"{reference}/{told}", "name": told, "hashes": hashes}


def _version_of_fonts(internal: Path) -> str:
    """The revision in the fonts' own table `head`, a number with 16 bits after its point."""
    folders = (internal / "resources", ROOT / "resources")
    font = next(each for folder in folders for each in sorted(folder.glob("fonts/bizud/*.ttf"))).read_bytes()
    for number in range(int.from_bytes(font[4:6], "big")):
        entry = font[12 + 16 * number : 28 + 16 * number]
        if entry[:4] == b"head":
            place = int.from_bytes(entry[8:12], "big")
            return f"{int.from_bytes(font[place + 4 : place + 8], 'big') / (1 << 16):.3f}"
    return ""


def _system_component(library: SystemLibrary) -> dict[str, Any]:
    name = library.package or Path(library.path).name
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": library.path,
        "name": name,
        "version": library.version,
        "licenses": [{"license": {"name": _licences_in(library.text) or f"see LICENCES/{name}.txt"}}],
        "hashes": [{"alg": "SHA-256", "content": library.sha256}],
        "properties": [{"name": "caseman:file", "value": library.path}],
    }
    if library.package:
        made["purl"] = f"pkg:deb/debian/{library.package}@{library.version}?arch={library.architecture}"
    return made


def _licences_in(text: str) -> str:
    """All licences of a library's source package, by its Debian copyright file, where machines can read that."""
    if not text.startswith("Format:"):
        return ""
    return "in its source package: " + "; ".join(sorted(set(re.findall(r"^License: *(\S.*?)$", text, re.MULTILINE))))


def system_libraries() -> Iterator[SystemLibrary]:
    """What the spec took from the system, with what Debian's package manager tells of it where that is there."""
    if not SYSTEM_LIBRARIES.exists():
        return
    for path, source in json.loads(SYSTEM_LIBRARIES.read_text(encoding="utf-8")).items():
        package, version, architecture = _debian_package(Path(source))
        copyright_file = Path("/usr/share/doc") / package / "copyright"
        text = copyright_file.read_text(encoding="utf-8") if package and copyright_file.exists() else ""
        sha256 = hashlib.sha256(Path(source).read_bytes()).hexdigest()
        yield SystemLibrary(path, package, version, architecture, text, sha256)


def _debian_package(source: Path) -> tuple[str, str, str]:
    """Name, version and architecture of the package that owns a file; empty where nobody knows."""
    real = source.resolve()
    outside_usr = Path("/") / real.relative_to("/usr") if real.is_relative_to("/usr") else real
    for each in (real, outside_usr):  # where /usr was merged, packages may still name the old place
        try:
            owner = subprocess.run(["dpkg", "-S", each], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        package = owner.partition(": ")[0]
        asked = ["dpkg-query", "-W", "-f=${binary:Package} ${Version} ${Architecture}", package]
        name, version, architecture = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
        return name.partition(":")[0], version, architecture
    return "", "", ""


def locked_hashes() -> dict[str, list[str]]:
    """The hashes of requirements.lock, by name: those of every file that may be installed."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = _plain(match[1])
        found.setdefault(name, []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
    return found


def _plain(name: str) -> str:
    """One spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
