"""Procedures that ship with the program or lie in a file of their own, and how one is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from caseman.domain.workstation_rules import LONGEST_LIST, WorkstationRule, WorkstationRules
from caseman.errors import CasemanError, FileError, RuleError
from caseman.offices.checker import Finding, check, sound
from caseman.offices.schema import Procedure
from caseman.offices.toml_reading import read_toml
from caseman.text import T, Text
from caseman.workstation_rules import rules

_CODE = re.compile(r"[A-Za-z0-9-]+")
_LARGEST = 1_000_000  # bytes; a procedure has some ten thousand


def office_names() -> tuple[str, ...]:
    """Codes of the procedures that ship, in order."""
    folder = files("resources") / "offices"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def offered_offices() -> tuple[str, ...]:
    """What an office can be set up by here: codes of procedures that ship, and paths of those in the folder that the
    rules of the workstation name; only those that the rules allow.

    A file in that folder that holds no sound procedure is left out: `caseman office check` tells why.
    """
    found = rules()
    codes = [code for code in office_names() if found.allows_procedure(code)]
    folder = found.folder(WorkstationRule.PROCEDURES)
    return (*codes, *(map(str, _sound_files(Path(folder))) if folder else ()))


def _sound_files(folder: Path) -> Iterator[Path]:
    return (path for path, code in _codes_in(folder) if rules().allows_procedure(code))


def _codes_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """The sound procedures in a folder: file and code."""
    try:
        paths = sorted(folder.glob("*.toml"))[:LONGEST_LIST]
    except OSError:
        return
    for path in paths:
        with suppress(CasemanError):
            yield path, read_procedure(str(path)).code


def unknown_procedures(found: WorkstationRules) -> tuple[str, ...]:
    """Codes that rules allow and nothing here has: neither do they ship, nor lie they in the folder of these rules."""
    folder = found.folder(WorkstationRule.PROCEDURES)
    known = {*office_names(), *(code for _, code in (_codes_in(Path(folder)) if folder else ()))}
    return tuple(code for code in found.values.get(WorkstationRule.ALLOWED, ()) if code not in known)


def office_toml(code: str) -> str:
    """The text of a shipped procedure. Raises `FileError` for a name that is not among them."""
    if code not in office_names():
        raise FileError(
            "no-such-office",
            T(
                "There is no office procedure “{name}”. Choose one of: {known}.",
                name=code,
                known=office_names(),
            ),
            field="office",
        )
    return (files("resources") / "offices" / f"{code}.toml").read_text(encoding="utf-8")


def parse_procedure(text: str) -> Procedure:
    """Read a procedure, hold it against the statute, and refuse one that contradicts itself.

    Raises `FileError` with line, key and sentence of the first error; `RuleError` for a fee that the law does not
    allow. Lines are counted only then: every opening of an office file passes here.
    """
    try:
        procedure = Procedure.model_validate(read_toml(text))
    except (ValueError, ValidationError, RecursionError):
        raise _refusal(text) from None
    if not sound(procedure):
        raise _refusal(text)
    return procedure


def make_ready() -> None:
    """Do what the first procedure that is read would do."""
    Procedure.model_rebuild()


def stored_procedure(text: str) -> Procedure:
    """A procedure that an office file holds. It was held against the rules of its day when it was adopted."""
    return Procedure.model_validate(tomllib.loads(text))


def load_office(code: str) -> Procedure:
    """A shipped procedure by its code."""
    return parse_procedure(office_toml(code))


def read_procedure(name_or_path: str) -> Procedure:
    """A shipped procedure by its code, else the one in a file. Raises as `procedure_text` and `parse_procedure` do."""
    return parse_procedure(procedure_text(name_or_path))


def procedure_text(name_or_path: str) -> str:
    """The text of a shipped procedure by its code, else of the file at a path.

    Raises `FileError` when there is neither, and for a folder, a file that is not UTF-8 text, or one too large.
    """
    if name_or_path in office_names():
        return office_toml(name_or_path)
    path = Path(name_or_path)
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except IsADirectoryError:
        raise _unusable(path, "procedure-folder") from None
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        if _CODE.fullmatch(name_or_path):
            return office_toml(name_or_path)  # which says that there is none
        raise FileError(
            "no-such-office",
            T(
                "There is no file “{name}”. Give the path of a TOML file, or one of: {known}.",
                name=name_or_path,
                known=office_names(),
            ),
            field="office",
        ) from None
    except OSError as error:
        raise _unusable(path, "procedure-folder" if _is_folder(path) else "procedure-unreadable") from error
    if len(content) > _LARGEST:
        raise _unusable(path, "procedure-too-large")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unusable(path, "procedure-unreadable") from error


def _is_folder(path: Path) -> bool:
    """Windows tells of a folder only that it may not be opened."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _unusable(path: Path, code: str) -> FileError:
    name = path.name or str(path)
    text = {
        "procedure-folder": T("“{name}” is a folder. Give the path of the TOML file in it.", name=name),
        "procedure-too-large": T("“{name}” is larger than 1 MB and cannot be a procedure. Check the file.", name=name),
        "procedure-unreadable": T(
            "The procedure “{name}” cannot be read as text (UTF-8). Check the file.",
            name=name,
        ),
    }[code]
    return FileError(code, text, field="office")


def _refusal(text: str) -> CasemanError:
    """The first error of a text that has one."""
    first = next(finding for finding in check(text) if finding.severity == "error")
    told = _told(first)
    if first.code == "fee-not-allowed":
        return RuleError(first.code, told, field="office")
    return FileError("procedure-not-toml" if first.code == "not-toml" else "procedure-wrong-key", told, field="office")


def _told(finding: Finding) -> Text:
    line = str(finding.line)  # a place, not a quantity: no separators
    if not finding.key:
        return T("The procedure cannot be read: line {line}: {why}", line=line, why=finding.message)
    return T(
        "The procedure cannot be used: line {line}, “{key}”: {why}", line=line, key=finding.key, why=finding.message
    )
