"""Window envelopes by name: those that ship as examples, and the office's own before them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from caseman.domain.letter_form import USUAL, LetterForm, WindowEnvelope
from caseman.errors import InputError
from caseman.offices.paper_schema import EnvelopeSetting, LetterRules
from caseman.offices.schema import Procedure
from caseman.text import T


@cache
def shipped_envelopes() -> tuple[EnvelopeSetting, ...]:
    """The examples that ship, in their order."""
    text = (files("resources") / "envelopes" / "window_envelopes.toml").read_text(encoding="utf-8")
    return tuple(EnvelopeSetting.model_validate(each) for each in tomllib.loads(text)["window_envelopes"])


def envelope_settings(own: tuple[EnvelopeSetting, ...]) -> tuple[EnvelopeSetting, ...]:
    """An office's own settings, then those that ship and bear no name of these."""
    names = {setting.name for setting in own}
    return (*own, *(setting for setting in shipped_envelopes() if setting.name not in names))


def find_envelope(name: str, own: tuple[EnvelopeSetting, ...] = ()) -> WindowEnvelope:
    """A setting by its name. Raises `InputError` for a name that is none of them, or a window of no use."""
    known = envelope_settings(own)
    found = next((setting for setting in known if setting.name == name), None)
    if found is None:
        raise InputError(
            "no-such-envelope",
            T(
                "There is no envelope setting “{name}”. Choose one of: {known}.",
                name=name,
                known=tuple(setting.name for setting in known),
            ),
            field="envelope",
        )
    envelope = found.envelope
    envelope.check()
    return envelope


def letter_form(procedure: Procedure) -> LetterForm:
    """The form of a procedure's letters. Raises `InputError` as `form_of` does."""
    return form_of(procedure.letters, procedure.window_envelopes)


def form_of(rules: LetterRules, own: tuple[EnvelopeSetting, ...]) -> LetterForm:
    """The form that rules describe. Raises `InputError` as `find_envelope` does, and for one of another paper."""
    envelope = find_envelope(rules.envelope, own) if rules.envelope else USUAL[rules.paper]
    if envelope.paper is not rules.paper:
        raise InputError(
            "envelope-for-other-paper",
            T(
                "The envelope “{name}” is for {its} paper, the letters are printed on {paper}.",
                name=envelope.name,
                its=envelope.paper.label,
                paper=rules.paper.label,
            ),
            field="envelope",
        )
    return LetterForm(rules.paper, rules.dates, rules.seal == "space", envelope)
