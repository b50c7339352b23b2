"""Failures that a person can do something about. Anything else that is raised is a bug."""

from __future__ import annotations

from caseman.text import Language, Text


class CasemanError(Exception):
    """An expected failure: a code for programs and a sentence that tells a person what to do next.

    `field` names the input it belongs to (as the input class spells it), so that it is shown beside that field.
    """

    def __init__(self, code: str, text: Text, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.field = field

    def say(self, language: Language) -> str:
        return self.text.say(language)

    def __str__(self) -> str:
        return self.say(Language.EN)


class InputError(CasemanError):
    """What was typed or chosen cannot be taken as it stands."""


class InputErrors(CasemanError):
    """Several faults in one input; the first one speaks for all."""

    def __init__(self, faults: tuple[CasemanError, ...]) -> None:
        first = faults[0]
        super().__init__(first.code, first.text, field=first.field)
        self.faults = faults


class RuleError(CasemanError):
    """The office's procedure or the statute does not allow it now."""


class FileError(CasemanError):
    """The office file, its keyslot file or another file cannot be used."""


class UnlockError(CasemanError):
    """No key opens the file: wrong passphrase, wrong recovery code, no keyring."""
