"""What the verbs share: the language, the passphrase, the open desk, and how values are printed."""

from __future__ import annotations

import dataclasses
import getpass
import json
import locale
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from caseman.bootstrap import look_at, open_office
from caseman.domain.fees import Money
from caseman.errors import CasemanError, FileError, InputError, InputErrors, UnlockError
from caseman.offices.schema import Procedure
from caseman.services.desk import Desk
from caseman.services.opening import told_update
from caseman.text import Language, T, Text, say

_LONGEST_PASSPHRASE = 4096
_asked_for: list[Language] = []


def choose_language(language: Language | None) -> None:
    """Take the language of `--language`; without it the system's is followed."""
    _asked_for[:] = [language] if language is not None else []


def chosen_language() -> Language:
    """The language this run speaks: asked for, else of CASEMAN_LANGUAGE, else of the system; English otherwise."""
    if _asked_for:
        return _asked_for[0]
    spoken = os.environ.get("CASEMAN_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES")
    spoken = spoken or os.environ.get("LANG") or (locale.getlocale()[0] or "")
    return Language.JA if spoken.lower().startswith(("ja", "japanese")) else Language.EN


def out(text: Text | str) -> None:
    """Print a sentence on standard output, in the chosen language."""
    print(text if isinstance(text, str) else text.say(chosen_language()))


def told(error: CasemanError) -> str:
    """A failure in the chosen language, each fault a line; one that says “this field” is led by the field's name."""
    faults = error.faults if isinstance(error, InputErrors) else (error,)
    return "\n".join(_told(fault) for fault in faults)


def _told(fault: CasemanError) -> str:
    sentence = fault.say(chosen_language())
    unnamed = fault.code == "empty" and fault.field is not None
    return f"{(fault.field or '').replace('_', '-')}: {sentence}" if unnamed else sentence


def read_passphrase(path: Path | None) -> str:
    """The passphrase: the first line of a file, of standard input for `-`, or typed without echo.

    Raises `FileError` when the file cannot be read, `InputError` when it is empty.
    """
    if path is None:
        if not sys.stdin.isatty():
            raise InputError("no-terminal", T("There is no terminal to ask for the passphrase. Use --passphrase-file."))
        return getpass.getpass(T("Passphrase: ").say(chosen_language()))
    try:
        if str(path) == "-":
            text = sys.stdin.readline(_LONGEST_PASSPHRASE)
        else:
            with path.open(encoding="utf-8-sig") as stream:
                text = stream.readline(_LONGEST_PASSPHRASE)
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(
            "passphrase-file", T("The passphrase file “{name}” cannot be read as text.", name=str(path))
        ) from error
    text = text.rstrip("\r\n")
    if not text:
        raise InputError(
            "passphrase-empty", T("The passphrase file is empty. Its first line must hold the passphrase.")
        )
    return text


def read_secret(path: Path | None, prompt: Text, *, whole: bool = False) -> str:
    """A secret from a file (its first line, or all of it), or typed without echo. Raises as `read_passphrase` does."""
    if path is None:
        if not sys.stdin.isatty():
            raise InputError("no-terminal", T("There is no terminal to ask. Give the secrets in files; see --help."))
        return getpass.getpass(prompt.say(chosen_language()))
    if not whole:
        return read_passphrase(path)
    try:
        with path.open(encoding="utf-8-sig") as stream:
            return stream.read(_LONGEST_PASSPHRASE).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise FileError("secret-file", T("The file “{name}” cannot be read as text.", name=str(path))) from error


def check_new_file(path: Path) -> None:
    """Refuse, before anything is done, a file to write that exists already or has no folder (`FileError`)."""
    if os.path.lexists(path):
        raise FileError(
            "file-exists",
            T(
                "“{name}” exists already and is not replaced. Choose another name, or move that file away.",
                name=path.name,
            ),
        )
    if not path.parent.is_dir():
        raise FileError(
            "folder-missing", T("The folder for “{name}” does not exist. Choose another folder.", name=path.name)
        )


@contextmanager
def opened(file: Path, passphrase_file: Path | None, staff: str | None) -> Iterator[Desk]:
    """The office file, open for one verb. What cannot be one is told before a passphrase is asked for."""
    look_at(file)
    try:
        desk = open_office(file, read_passphrase(passphrase_file), staff_name=staff)
    except UnlockError as error:
        if error.code != "passphrase-once":
            raise
        text = T("This passphrase opens the file only once. Choose one of your own: caseman keys FILE passphrase.")
        raise UnlockError(error.code, text, field=error.field) from error
    try:
        updated = told_update(desk)
        if updated is not None:
            sys.stderr.write(updated.say(chosen_language()) + "\n")
        yield desk
    finally:
        desk.close()


def print_json(value: Any) -> None:
    """Print a read model as JSON: ISO dates, code names, money as minor units with its currency."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: Any) -> Any:
    """A read model as plain data for JSON."""
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, Text):
        return value.say(chosen_language())
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Procedure):
        return {"code": value.code, "version": value.version}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = (f.name for f in dataclasses.fields(value) if not f.metadata.get("inside"))
        return {name: plain(getattr(value, name)) for name in told}
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, frozenset):
        return sorted(plain(v) for v in value)
    return value


def table(headings: list[Text], rows: list[list[Any]]) -> None:
    """Print rows in columns; full-width characters take two places."""
    language = chosen_language()
    cells = [[h.say(language) for h in headings]] + [
        ["" if v is None else say(v, language) for v in row] for row in rows
    ]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(headings))]
    for row in cells:
        line = "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
