"""Sheets that are one page: their words stand in a file, their type is as large as the page allows."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Final, TypeVar

from pydantic import BaseModel

from caseman.text import Language

_SMALLEST: Final = 6.0  # points: smaller is not read on paper
_STEP: Final = 0.5


_Model = TypeVar("_Model", bound=BaseModel)


def sheet_words(model: type[_Model], language: Language, name: str) -> _Model:
    """The words of a sheet in one language, from the file that holds them."""
    source = files("resources") / "letters" / language.value / f"{name}.toml"
    return model.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))


def largest_that_fits(draw: Callable[[float], bytes | None], largest: float) -> bytes | None:
    """What `draw` makes at the largest size of type, in points, at which it gives anything; None when none is.

    It is asked from `largest` downwards.
    """
    size = largest
    while size >= _SMALLEST:
        if (made := draw(size)) is not None:
            return made
        size -= _STEP
    return None
