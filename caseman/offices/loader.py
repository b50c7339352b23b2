"""Procedures that ship with the program, and how one is read from its file."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from pydantic import ValidationError

from caseman.domain.requests import statute
from caseman.errors import FileError, RuleError
from caseman.offices.schema import Procedure
from caseman.text import T


def office_names() -> tuple[str, ...]:
    """Codes of the procedures that ship, in order."""
    folder = files("resources") / "offices"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


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
    """Read a procedure and hold it against the statute.

    Raises `FileError` with the key that is wrong; `RuleError` for a fee that Art. 38 does not allow.
    """
    try:
        procedure = Procedure.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FileError(
            "procedure-not-toml", T("The procedure cannot be read: {why}.", why=str(error)), field="office"
        ) from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise FileError(
            "procedure-wrong-key",
            T("The procedure cannot be used: “{place}”: {why}.", place=place, why=first["msg"]),
            field="office",
        ) from error
    for fee in procedure.fees:
        if fee.amount and not statute(fee.type).fee_allowed:
            raise RuleError(
                "fee-not-allowed",
                T(
                    "The procedure asks a fee for “{type}”, which Article 38 does not allow. Take it out.",
                    type=fee.type.label,
                ),
                field="office",
            )
    return procedure


def load_office(code: str) -> Procedure:
    """A shipped procedure by its code."""
    return parse_procedure(office_toml(code))
