"""Beside the frozen program: the texts of all licences, and a software bill of materials (CycloneDX 1.6, JSON)."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
changed and not stripped: every file below `{folder}`. You may build your own from the source, changed or not, and put
them in the place of these; the program loads whatever lies there under the same names, as long as it works alike. You
may take the program apart to find faults in such changes.

The source of exactly these versions can be had without charge from:
    https://download.qt.io/official_releases/qt/{series}/{version}/
    https://download.qt.io/official_releases/QtForPython/pyside6/
    https://code.qt.io/cgit/qt/   and   https://code.qt.io/cgit/pyside/pyside-setup.git/   (tag v{version})
The licences of what Qt itself contains: https://doc.qt.io/qt-6/licenses-used-in-qt.html

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


def licences(folder: Path) -> None:
    """One file a part with its note and every licence text that it brings."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts().parts:
        note = part.note.say(Language.EN) if part.note is not None else ""
        told = [f"{part.name} {part.version}: {part.licence}".strip(), note, part.text]
        (folder / f"{part.name}.txt").write_text("\n\n".join(filter(None, told)) + "\n", encoding="utf-8")
    for library in system_libraries():
        told = [f"{library.path}, from {library.package or 'the system'} {library.version}".strip(), library.text]
        (folder / f"{library.package or Path(library.path).name}.txt").write_text(
            "\n\n".join(filter(None, told)) + "\n"
        )
    qt = next(part.version for part in parts().parts if part.name == "Qt")
    text = _QT.format(version=qt, series=".".join(qt.split(".")[:2]), line="", folder="_internal/PySide6")
    (folder / "SOURCE-OF-QT.txt").write_text(text, encoding="utf-8")


def sbom(path: Path) -> None:
    """Every part with version, licence and address, and the hashes of the lock. The same for the same parts."""
    found, hashes = parts().parts, locked_hashes()
    components = [_component(part, hashes) for part in found if part.name != "caseman"]
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


def _component(part: Part, hashes: dict[str, list[str]]) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "library",
        "bom-ref": f"{part.name}@{part.version}",
        "name": part.name,
        "version": part.version,
        "licenses": [{"license": {"name": part.licence or "see its licence text"}}],
    }
    name = _plain(part.name)
    if name in hashes:
        kept = [{"alg": "SHA-256", "content": one} for one in hashes[name]]
        address = f"https://pypi.org/project/{name}/{part.version}/"
        made["purl"] = f"pkg:pypi/{name}@{part.version}"
        made["externalReferences"] = [{"type": "distribution", "url": address, "hashes": kept}]
    return made


def _system_component(library: SystemLibrary) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "library",
        "bom-ref": library.path,
        "name": library.package or Path(library.path).name,
        "version": library.version,
        "hashes": [{"alg": "SHA-256", "content": library.sha256}],
        "properties": [{"name": "caseman:file", "value": library.path}],
    }
    if library.package:
        made["purl"] = f"pkg:deb/debian/{library.package}@{library.version}?arch={library.architecture}"
    return made


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
