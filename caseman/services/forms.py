"""The base of every form: how typed text becomes values, and how every fault is told beside its field.

Fields take text as typed (full-width digits, era dates, ¥5,250) or values already read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from caseman.domain.contacts import parse_email, parse_kana, parse_telephone
from caseman.domain.entry import clean_line, clean_text, parse_amount, parse_count, parse_date, parse_postal_code
from caseman.domain.fees import Money
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.services.my_number import refuse_my_number
from caseman.text import T, Text

_EMPTY = T("Fill in this field.")
_MOST_SHEETS = 9999  # of one kind in one envelope
_CHOICE = T("Choose one of the values offered.")


def _typed(parse: Callable[[str, str], Any], *, optional: bool = False) -> BeforeValidator:
    """Read text with one of the rules of `caseman.domain.entry`; blank is None where the field may stay empty."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        name = info.field_name or ""
        try:
            if not value.strip():
                if optional:
                    return None
                raise InputError("empty", _EMPTY, field=name)
            return parse(value, name)
        except CasemanError as error:
            raise PydanticCustomError("caseman", "refused", {"error": error}) from error

    return BeforeValidator(validate)


def _text(limit: int, *, required: bool = False, lines: bool = False, guarded: bool = True) -> BeforeValidator:
    """Clean text; where it is guarded, a My Number in it is refused before anything stores it."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        name = info.field_name or ""
        try:
            clean = clean_text(str(value), name, limit) if lines else clean_line(str(value), name, limit)
            if required and not clean:
                raise InputError("empty", _EMPTY, field=name)
            if guarded:
                refuse_my_number(clean, name)
        except CasemanError as error:
            raise PydanticCustomError("caseman", "refused", {"error": error}) from error
        return clean

    return BeforeValidator(validate)


def blank_to_none(value: Any) -> Any:
    return None if value == "" else value


def _sheets(value: Any) -> int:
    count = parse_count(str(value), _MOST_SHEETS) if isinstance(value, str | int) and value is not True else None
    if count is None:
        error = InputError("sheets", T("Write how many sheets there are, from 1 to 9999."))
        raise PydanticCustomError("caseman", "refused", {"error": error})
    return count


def _amount(text: str, name: str) -> Money:
    return parse_amount(text, "JPY", name)


Sheets = Annotated[int, BeforeValidator(_sheets)]
Day = Annotated[date, _typed(parse_date)]
MaybeDay = Annotated[date | None, _typed(parse_date, optional=True)]
Amount = Annotated[Money, _typed(_amount)]
PostalCode = Annotated[str, BeforeValidator(lambda value: value or ""), _typed(parse_postal_code, optional=True)]
_Blank = BeforeValidator(lambda value: value or "")
Telephone = Annotated[str, _Blank, _typed(parse_telephone, optional=True)]
Email = Annotated[str, _Blank, _typed(parse_email, optional=True)]
Kana = Annotated[str, _Blank, _typed(parse_kana, optional=True)]
Code = Annotated[str, _text(200, guarded=False)]  # a number of another system, which may have twelve digits too
Line = Annotated[str, _text(200)]
NeededLine = Annotated[str, _text(200, required=True)]
ReadOnce = Annotated[str, _text(400, lines=True, guarded=False)]  # looked at and never stored
Address = Annotated[str, _text(400)]
LongText = Annotated[str, _text(10_000, lines=True)]
NeededText = Annotated[str, _text(10_000, required=True, lines=True)]


class Input(BaseModel):
    """A form; a fault in a nested one reads `principal.name`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True, defer_build=True
    )

    @classmethod
    def read(cls, **typed: Any) -> Self:
        """Make one from what was typed. Raises `InputErrors` with every fault and its field."""
        try:
            return cls.model_validate(typed)
        except ValidationError as error:
            raise InputErrors(tuple(map(_fault, error.errors(include_input=False, include_url=False)))) from None


def _fault(error: Any) -> CasemanError:
    place = ".".join(str(part) for part in error["loc"] if part != "function-before")
    inner = error.get("ctx", {}).get("error")
    if isinstance(inner, CasemanError):
        return InputError(inner.code, inner.text, field=place)
    text: Text = _EMPTY if error["type"] == "missing" or error["type"].endswith("_type") else _CHOICE
    return InputError(error["type"], text, field=place)
