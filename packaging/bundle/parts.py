"""Beside the frozen program: the texts of all licences, and a software bill of materials (CycloneDX 1.6, JSON)."""

from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

from caseman import __version__
from caseman.services.parts import Part, parts
from caseman.text import Language

ROOT = Path(__file__).resolve().parents[2]


def licences(folder: Path) -> None:
    """One file a part with its note and every licence text that it brings."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts().parts:
        note = part.note.say(Language.EN) if part.note is not None else ""
        told = [f"{part.name} {part.version}: {part.licence}".strip(), note, part.text]
        (folder / f"{part.name}.txt").write_text("\n\n".join(filter(None, told)) + "\n", encoding="utf-8")


def sbom(path: Path) -> None:
    """Every part with version, licence and address, and the hashes of the lock. The same for the same parts."""
    found = parts().parts
    listed = ",".join(f"{part.name}=={part.version}" for part in found)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'caseman:' + listed)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "caseman", "version": __version__}},
        "components": [_component(part, locked_hashes()) for part in found if part.name != "caseman"],
    }
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _component(part: Part, hashes: dict[str, list[str]]) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "library",
        "name": part.name,
        "version": part.version,
        "licenses": [{"license": {"name": part.licence or "see its licence text"}}],
    }
    name = re.sub(r"[-_.]+", "-", part.name).lower()
    if name in hashes:
        kept = [{"alg": "SHA-256", "content": one} for one in hashes[name]]
        address = f"https://pypi.org/project/{name}/{part.version}/"
        made["purl"] = f"pkg:pypi/{name}@{part.version}"
        made["externalReferences"] = [{"type": "distribution", "url": address, "hashes": kept}]
    return made


def locked_hashes() -> dict[str, list[str]]:
    """The hashes of requirements.lock, by name: those of every file that may be installed."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = re.sub(r"[-_.]+", "-", match[1]).lower()
        found.setdefault(name, []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
    return found
