"""The form of a procedure's file: unknown and missing keys, types, choices and bounds, each as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from caseman.offices.faults import Fault
from caseman.offices.identity_schema import AcceptedDocument
from caseman.offices.locations import Place
from caseman.offices.schema import Procedure
from caseman.text import T, Text

_TEXT = T("Write a text in quotes.")
_WHOLE_NUMBER = T("Write a whole number, without quotes.")
_TRUE_OR_FALSE = T("Write true or false, without quotes.")
_DAY = T("Write a day such as {example}, without quotes.", example="2026-04-01")
_LIST = T("Write a list in square brackets.")
_FROM_TO = T("Write the first and the last day, such as {example}.", example='["12-29", "01-03"]')

_TYPES: Mapping[str, Text] = {
    "string_type": _TEXT,
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "finite_number": _WHOLE_NUMBER,
    "bool_type": _TRUE_OR_FALSE,
    "bool_parsing": _TRUE_OR_FALSE,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
}
_FORMS: Mapping[str, Text] = {
    "code": T("Use small letters from a to z, digits and “-” only."),
    "codes": T("Write four digits, a hyphen and three, such as {example}, or leave it empty.", example="0005-084"),
    "postal_code": T("Write a postal code such as {example}, or leave it empty.", example="107-8349"),
    "yearly": T("Write a day as month and day, such as {example}.", example="12-29"),
}
_LISTS_OF_TABLES = frozenset(
    {"requests", "fees", "data_holders", "statements", "statement_columns", "window_envelopes", "label_sheets"}
)
_QUOTED = re.compile("'([^']*)'")


def form_faults(data: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Every mistake of form in a file that TOML can read; none means that `Procedure` takes it."""
    try:
        Procedure.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        return tuple(_fault(each, place) for each in found if (place := _place(each["loc"], data)) is not None)
    return ()


def nearest_key(model: type[BaseModel] | None, written: str) -> str | None:
    """The known key of a table that an unknown one was probably meant to be."""
    known = list(model.model_fields) if model is not None else []
    return next(iter(get_close_matches(written, known, n=1, cutoff=0.7)), None)


def _place(loc: Place, data: Mapping[str, Any]) -> Place | None:
    """The place in the file; None where it speaks of the other way to write an accepted document."""
    if loc[:2] != ("identity", "accepted") or len(loc) < 4:
        return loc
    in_full = isinstance(data["identity"]["accepted"][loc[2]], dict)
    if in_full is not (loc[3] == AcceptedDocument.__name__):
        return None
    return loc[:3] + loc[4:]


def _fault(error: ErrorDetails, place: Place) -> Fault:
    kind, context = error["type"], error.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return Fault(place, "unknown-key", _unknown(place))
        case "missing" if isinstance(place[-1], int):  # a day of a pair
            return Fault(place[:-1], "wrong-type", _FROM_TO)
        case "missing":
            return Fault(place, "missing-key", T("This key is missing. Write it, with its value."))
        case "literal_error" | "enum":
            return _not_one_of(place, tuple(_QUOTED.findall(context["expected"])))
        case "greater_than_equal":
            return Fault(place, "out-of-range", T("Write {least} or more.", least=context["ge"]))
        case "less_than_equal":
            return Fault(place, "out-of-range", T("Write {most} or less.", most=context["le"]))
        case "too_short" | "string_too_short":
            return Fault(place, "empty", T("This must not be empty."))
        case "string_pattern_mismatch":
            name = next(part for part in reversed(place) if isinstance(part, str))
            told = _FORMS.get(name, T("This is not written in the form that is needed here."))
            return Fault(place, "wrong-pattern", told)
    return Fault(place, "wrong-type", _TYPES.get(kind) or _structure(kind, place, context))


def _unknown(place: Place) -> Text:
    near = nearest_key(_model_at(place[:-1]), str(place[-1]))
    if near is None:
        return T("No such key is known here. Take it out, or correct its spelling or its table.")
    return T("No such key is known here. Is “{near}” meant?", near=near)


def _not_one_of(place: Place, options: tuple[str, ...]) -> Fault:
    if place[0] == "fees" and place[-1] == "currency":
        text = T("A fee in a foreign currency cannot be asked: fees are in yen ({options}).", options=options)
        return Fault(place, "foreign-currency", text)
    return Fault(place, "not-one-of", T("Choose one of: {options}.", options=options))


def _structure(kind: str, place: Place, context: Mapping[str, Any]) -> Text:
    """What belongs where a table or a list is needed."""
    if kind in ("model_type", "model_attributes_type"):
        if context.get("class_name") == "BothLanguages":
            return T("Write both languages, such as {example}.", example='{ ja = "…", en = "…" }')
        return T("Write a table here, headed {header}.", header=_header(place))
    if kind in ("tuple_type", "too_long"):
        if place[-1] in _LISTS_OF_TABLES:
            return T("Write each one as a table of its own, headed {header}.", header=f"[[{place[-1]}]]")
        return _FROM_TO if isinstance(place[-1], int) else _LIST
    return T("This cannot stand here. Compare it with a procedure that ships with the program.")


def _header(place: Place) -> str:
    return f"[[{place[0]}]]" if len(place) > 1 else f"[{place[0]}]"


def _model_at(place: Place) -> type[BaseModel] | None:
    """The model that reads the table at a place."""
    model: type[BaseModel] | None = Procedure
    for key in place:
        if model is not None and isinstance(key, str):
            field = model.model_fields.get(key)
            model = next(_models(field.annotation), None) if field is not None else None
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
