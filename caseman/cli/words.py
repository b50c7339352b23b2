"""The help in the chosen language: every verb's and option's sentence, and the frame around them."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any

from caseman.text import Language, T, Text

# What the command line's library itself says; it asks gettext.
FRAME = (
    "Arguments",
    "Options",
    "Commands",
    "required",
    "default: {default}",
    "Aborted!",
    "Missing command.",
    "No such command {name!r}.",
)


def sentences(command: Any) -> Iterator[str]:
    """Every sentence of a command's help, and of those under it."""
    if command.help:
        yield command.help
    for parameter in command.params:
        if getattr(parameter, "help", None):
            yield parameter.help
    for under in getattr(command, "commands", {}).values():
        yield from sentences(under)


def speak(command: Any, language: Language) -> None:
    """Put a command's help, and that of those under it, into a language."""
    if command.help:
        command.help = Text(command.help).say(language)
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = Text(parameter.help).say(language)
    asked = command.get_help_option(command.make_context(None, [], resilient_parsing=True))  # made once, then kept
    asked.help = T("Show this message and end.").say(language)
    for under in getattr(command, "commands", {}).values():
        speak(under, language)


@contextmanager
def frame_in(language: Language) -> Iterator[None]:
    """Let the library ask our catalogue for its own words, in this language, until the block ends."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    with as_file(files("resources") / "i18n") as folder:
        gettext.bindtextdomain("caseman", folder)
        gettext.textdomain("caseman")
        os.environ["LANGUAGE"] = language.value
        try:
            yield
        finally:
            gettext.textdomain(domain)
            del os.environ["LANGUAGE"]
            if before is not None:
                os.environ["LANGUAGE"] = before


def asked_language(arguments: Sequence[str]) -> Language | None:
    """The language that `--language` names before anything is parsed."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            wanted = value if equals else "".join(arguments[place + 1 : place + 2])
            return next((language for language in Language if language.value == wanted), None)
    return None
