"""A date by which to answer together with how it was found, and its form as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caseman.domain.working_days import Bilingual
from caseman.text import Text


@dataclass(frozen=True)
class Derivation:
    """The result: the date, the internal target, the first day of suit, and how each was found."""

    due: date
    target: date | None
    suit_from: date | None
    steps: tuple[Text, ...]

    def to_data(self) -> dict[str, Any]:
        """As plain data, to be kept and said later in either language."""
        return {
            "due": self.due.isoformat(),
            "target": self.target.isoformat() if self.target else None,
            "suit_from": self.suit_from.isoformat() if self.suit_from else None,
            "steps": [pack(step) for step in self.steps],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Derivation:
        """The inverse of `to_data`."""
        return cls(
            date.fromisoformat(data["due"]),
            date.fromisoformat(data["target"]) if data["target"] else None,
            date.fromisoformat(data["suit_from"]) if data["suit_from"] else None,
            tuple(unpack(step) for step in data["steps"]),
        )


def pack(value: Any) -> Any:
    """A text and what it holds as plain data (JSON), to be said later in either language."""
    if isinstance(value, Text):
        return {"text": value.template, "values": {k: pack(v) for k, v in value.values.items()}}
    if isinstance(value, Bilingual):
        return {"ja": value.ja, "en": value.en}
    if isinstance(value, tuple):
        return [pack(part) for part in value]
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def unpack(value: Any) -> Any:
    """The inverse of `pack`."""
    if isinstance(value, dict):
        if "text" in value:
            return Text(value["text"], {k: unpack(v) for k, v in value["values"].items()})
        if "day" in value:
            return date.fromisoformat(value["day"])
        return Bilingual(value["ja"], value["en"])
    if isinstance(value, list):
        return tuple(map(unpack, value))
    return value
