"""What the window says in a language, found by its English words in the catalogues: who presses keys listens for it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

from caseman.domain.lifecycle import Step
from caseman.text import Language, say
from tests.e2e.x_session import ROOT


@cache
def _japanese() -> dict[tuple[str, str], str]:
    """By the class that says it and the English; by the English alone where no class is asked for."""
    found: dict[tuple[str, str], str] = {}
    for context in ET.parse(ROOT / "resources" / "i18n" / "ui_ja.ts").iter("context"):
        for message in context.iter("message"):
            said = message.find("translation")
            if said is not None and said.text:
                english = str(message.findtext("source"))
                found[str(context.findtext("name")), english] = said.text
                found.setdefault(("", english), said.text)
    return found


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, english: str, said_by: str = "") -> str:
        """A text of the window, by its English, and the class that says it where others say it in other words."""
        return english if self.language is Language.EN else _japanese()[said_by, english]

    def before(self, english: str) -> str:
        """What a text with values in it says before the first of them."""
        return self(english).partition("{")[0]

    def next_step(self, step: Step) -> str:
        """What the button says that leads to a step."""
        return self("Next step: {step}").format(step=say(step.call_to_action, self.language))

    def term(self, value: Any) -> str:
        """A term of the field, as lists offer it."""
        term = say(value.label, self.language)
        return term[:1].upper() + term[1:]
