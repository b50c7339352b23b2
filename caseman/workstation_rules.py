"""The rules that an administrator rolls out to a workstation: one TOML file in a place that users cannot write to.

There is one place for each system, and no environment variable moves it: who could would be rid of the rules. A file
that is there and cannot be followed is refused, and with it every opening; without a file there are no rules.
"""

from __future__ import annotations

import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from caseman import rules_place
from caseman.domain.workstation_rules import LONGEST_LIST, Kind, WorkstationRule, WorkstationRules
from caseman.errors import FileError
from caseman.text import Language, T, Text

_LARGEST: Final = 64 * 1024  # bytes; a file with every rule has one
_LONGEST_LINE: Final = 1000  # characters: the reader keeps each part of a dotted key anew
_CODE: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_.\"' -]+?)\s*=")
_TABLE: Final = re.compile(r"\s*\[{1,2}\s*([A-Za-z0-9_.\"' -]+?)\s*\]")
_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class RuleFault:
    """What is wrong with a file of rules, and where: its line (0: the file as a whole) and key."""

    line: int
    key: str
    why: Text


def rules() -> WorkstationRules:
    """The rules in force, read once for this process; none where there is no file.

    Raises `FileError` for a file that cannot be followed or that users could write to: then nothing may be opened.
    """
    return _read_once(rules_place.rules_path())


@cache  # a refusal is not kept: the next attempt looks again
def _read_once(path: Path) -> WorkstationRules:
    if not rules_place.is_there(path):
        return WorkstationRules()
    found = read_rules(path, in_place=True)
    rules_place.was_read(path)
    return found


def forget_rules() -> None:
    """Read the file anew when the rules are next asked for."""
    _read_once.cache_clear()
    rules_place.forget_place()


def read_rules(path: Path, *, in_place: bool = False) -> WorkstationRules:
    """The rules in a file. Raises `FileError` with file, line and key of its first fault.

    `in_place`: it is the file in force, so that nobody but the administrator may be able to write to it.
    """
    if in_place and (loose := _writable_by_others(path)) is not None:
        raise _refusal(path, RuleFault(0, "", loose))
    text = _text_of(path)
    faults = check_rules(text)
    if faults:
        raise _refusal(path, faults[0])
    return WorkstationRules(dict(_values(_parsed(text))), str(path))


def check_rules(text: str) -> tuple[RuleFault, ...]:
    """Every fault of a file's text, in the order of its lines; empty when it can be rolled out."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > _LONGEST_LINE:
            return (RuleFault(number, "", T("The line is too long; no rule needs so many characters.")),)
    try:
        parsed = _parsed(text)
    except (ValueError, RecursionError) as error:
        return (_not_toml(error),)
    places = _places(text)
    return tuple(sorted(_faults(parsed, places), key=lambda fault: (fault.line, fault.key)))


def example_of(rule: WorkstationRule) -> str:
    """How a value is written on this system: a Windows path in single quotes, for TOML's others read backslashes."""
    if rule.about.kind is Kind.FOLDER and sys.platform == "win32":
        return f"'C:\\caseman\\{rule.value.partition('.')[2]}'"
    return rule.about.example


def read_text(path: Path) -> str:
    """The text of a file of rules, within a bound. Raises `FileError`."""
    return _text_of(path)


def warnings(path: Path) -> tuple[Text, ...]:
    """What an administrator should put right, though the rules are followed."""
    if sys.platform == "win32" or not path.exists():
        return ()
    owner = path.stat().st_uid
    if owner == 0:
        return ()
    return (
        T(
            "“{file}” belongs to user {owner}, who can change it. Give it to root: chown root {file}",
            file=str(path),
            owner=str(owner),
        ),
    )


# --- reading


def _parsed(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  most workstations have no rules

    return tomllib.loads(text)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise _refusal(path, RuleFault(0, "", T("The file is larger than 64 KB and cannot be one of rules.")))
        return content.decode("utf-8-sig")
    except OSError as error:
        why = error.strerror or type(error).__name__
        told = T("It cannot be read ({why}). Every user of the workstation must be able to read it.", why=why)
        raise _refusal(path, RuleFault(0, "", told)) from error
    except UnicodeDecodeError as error:
        raise _refusal(path, RuleFault(0, "", T("It is not text in UTF-8."))) from error


def _values(parsed: dict[str, Any]) -> Iterator[tuple[WorkstationRule, Any]]:
    for table, keys in parsed.items():
        for key, value in keys.items():
            yield WorkstationRule(f"{table}.{key}"), tuple(value) if isinstance(value, list) else value


def _faults(parsed: dict[str, Any], places: dict[str, int]) -> Iterator[RuleFault]:
    known = {rule.value for rule in WorkstationRule}
    tables = {rule.partition(".")[0] for rule in known}
    for table, keys in parsed.items():
        if table not in tables:
            why = T("There is no such table. Known are: {known}.", known=sorted(tables))
            yield RuleFault(places.get(table, 0), table, why)
            continue
        if not isinstance(keys, dict):
            yield RuleFault(places.get(table, 0), table, T("Write it as a table: {table}.", table=f"[{table}]"))
            continue
        for key, value in keys.items():
            name = f"{table}.{key}"
            line = places.get(name, places.get(table, 0))
            if name not in known:
                here = sorted(each.partition(".")[2] for each in known if each.startswith(f"{table}."))
                yield RuleFault(line, name, T("There is no such key. Known are: {known}.", known=here))
            elif (why_not := _why_not(WorkstationRule(name), value)) is not None:
                yield RuleFault(line, name, why_not)


def _why_not(rule: WorkstationRule, value: Any) -> Text | None:
    """What keeps a value from being this rule's; None when it can be."""
    about = rule.about
    if about.kind is Kind.NUMBER:
        whole = isinstance(value, int) and not isinstance(value, bool)
        may = T("Give a whole number from {low} to {high}.", low=str(about.low), high=str(about.high))
        return None if whole and about.low <= value <= about.high else may
    if about.kind is Kind.SWITCH:
        return None if isinstance(value, bool) else T("Write true or false.")
    if about.kind is Kind.LANGUAGE:
        return None if isinstance(value, str) and value in set(Language) else T("Write “ja” or “en”.")
    if about.kind is Kind.CODES:
        codes = isinstance(value, list) and 0 < len(value) <= LONGEST_LIST
        known = codes and all(isinstance(each, str) and _CODE.fullmatch(each) for each in value)
        return None if known else T("Give the codes of procedures, such as {example}.", example=example_of(rule))
    absolute = isinstance(value, str) and "\0" not in value and Path(value).is_absolute()
    absolute = absolute and ".." not in Path(value).parts
    return None if absolute else T("Give the whole path of a folder, such as {example}.", example=example_of(rule))


def _not_toml(error: ValueError | RecursionError) -> RuleFault:
    found = re.search(r"line (\d+)", str(error))
    line = 0 if found is None else int(found[1])
    why = re.sub(r" \(at .*\)$", "", str(error)) if isinstance(error, ValueError) else "nested too deeply"
    return RuleFault(line, "", T("It is not TOML: {why}.", why=why))


def _places(text: str) -> dict[str, int]:
    """The line on which each table and key begins; TOML's reader does not tell."""
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _TABLE.match(line):
            table = _bare(head[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = _bare(key[1])
            whole = f"{table}.{name}" if table else name
            found.setdefault(whole, number)
            found.setdefault(whole.partition(".")[0], number)
    return found


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def _refusal(path: Path, fault: RuleFault) -> FileError:
    place: Text = T("“{file}”", file=str(path))
    if fault.line and fault.key:
        place = T("“{file}”, line {line}, “{key}”", file=str(path), line=str(fault.line), key=fault.key)
    elif fault.line:
        place = T("“{file}”, line {line}", file=str(path), line=str(fault.line))
    return FileError(
        "workstation-rules",
        T(
            "The rules that the administrator of this workstation set cannot be followed, so that no office is "
            "opened. {place}: {why} Ask the administrator; “caseman workstation check” finds every mistake.",
            place=place,
            why=fault.why,
        ),
    )


# --- who can write to it


def _writable_by_others(path: Path) -> Text | None:
    """On POSIX, whether its group or everybody could change the file, or put another in its place."""
    if sys.platform == "win32":
        return None  # rights are others there; the guide tells how the administrator closes the folder
    try:
        for each in dict.fromkeys((path, path.parent, path.resolve(), path.resolve().parent)):
            found = each.stat()
            if found.st_mode & _OTHERS and not (stat.S_ISDIR(found.st_mode) and found.st_mode & stat.S_ISVTX):
                return T(
                    "Others than its owner can write to “{name}”. Take that right away: chmod go-w {name}",
                    name=str(each),
                )
    except OSError:
        return None  # reading it says what is wrong
    return None
