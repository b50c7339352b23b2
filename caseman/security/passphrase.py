"""What makes a passphrase good enough, and how it becomes bytes."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caseman.domain.workstation_rules import LEAST_PASSPHRASE
from caseman.errors import InputError
from caseman.text import T, Text
from caseman.workstation_rules import rules

MIN_LENGTH: Final = LEAST_PASSPHRASE  # the rules of a workstation may ask for more
MAX_LENGTH: Final = 1000
MIN_SCORE: Final = 2
_READABLE: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else
_JUDGED: Final = 72  # zxcvbn refuses more, and takes seconds for it

_LABELS: Final = (T("very weak"), T("weak"), T("fair"), T("good"), T("strong"))
_GENERAL_HINT: Final = T("Use several words that do not belong together. Japanese is welcome.")
_NO_HINT: Final = T("This passphrase is hard to guess.")
_COMMON: Final = T("This is a commonly used password. Use several words that do not belong together.")
_KEYBOARD: Final = T("Keys that lie side by side are easy to guess. Use words instead.")
_REPEAT: Final = T("Repeated characters or words are easy to guess. Use different words.")
_NAMES: Final = T("Names are easy to guess. Add words that have nothing to do with you.")
_DATES: Final = T("Dates and years are easy to guess. Add words that have nothing to do with you.")

# zxcvbn's own English sentences, as they come, to ours.
_HINTS: Final = {
    "This is a top-10 common password.": _COMMON,
    "This is a top-100 common password.": _COMMON,
    "This is a very common password.": _COMMON,
    "This is similar to a commonly used password.": _COMMON,
    "A word by itself is easy to guess.": T("A single word is easy to guess. Add more words."),
    "Names and surnames by themselves are easy to guess.": _NAMES,
    "Common names and surnames are easy to guess.": _NAMES,
    "Straight rows of keys are easy to guess.": _KEYBOARD,
    "Short keyboard patterns are easy to guess.": _KEYBOARD,
    'Repeats like "aaa" are easy to guess.': _REPEAT,
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _REPEAT,
    'Sequences like "abc" or "6543" are easy to guess.': T(
        "Sequences like “abc” or “6543” are easy to guess. Use words instead."
    ),
    "Recent years are easy to guess.": _DATES,
    "Dates are often easy to guess.": _DATES,
}


@dataclass(frozen=True)
class Strength:
    """How hard a passphrase is to guess: `score` 0 (at once) to 4 (very hard), its name, and a hint."""

    score: int
    label: Text
    hint: Text


def one_time() -> str:
    """A random passphrase of at least 100 bits for a new member, easy to read out: it opens the file once.

    It is as long as the rules of the workstation ask of those that are chosen.
    """
    groups = max(5, rules().passphrase_length // 5 + 1)
    signs = "".join(secrets.choice(_READABLE) for _ in range(4 * groups))
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def normalise(passphrase: str) -> str:
    """The form that is kept out of sight and compared: Unicode NFKC, so that full-width typing opens the file
    too.
    """
    return unicodedata.normalize("NFKC", passphrase)


def to_bytes(passphrase: str) -> bytes:
    """The bytes that go into the key derivation; defined for every string, even one with lone surrogates."""
    return normalise(passphrase).encode("utf-8", "surrogatepass")


def check(passphrase: str, user_inputs: Sequence[str] = ()) -> None:
    """Raise `InputError` (field `passphrase`) for one that is too short, too long, unprintable or easy to
    guess; `FileError` where the rules of the workstation cannot be followed.

    `user_inputs` are words that a guesser would try first, such as the member's name.
    """
    normal = normalise(passphrase)
    least = rules().passphrase_length
    if len(normal) < least:
        raise InputError(
            "passphrase-short",
            T(
                "The passphrase has {count} characters; use at least {least}.",
                count=len(normal),
                least=least,
            ),
            field="passphrase",
        )
    if len(normal) > MAX_LENGTH:
        raise InputError(
            "passphrase-long",
            T("The passphrase is too long; use at most {most} characters.", most=MAX_LENGTH),
            field="passphrase",
        )
    if any(unicodedata.category(each) in {"Cc", "Cs"} for each in normal):
        raise InputError(
            "passphrase-characters",
            T("The passphrase holds a line break or another character that cannot be typed. Type it by hand."),
            field="passphrase",
        )
    found = strength(normal, user_inputs)
    if found.score < MIN_SCORE:
        raise InputError(
            "passphrase-weak",
            T("This passphrase is easy to guess. {hint}", hint=found.hint),
            field="passphrase",
        )


def strength(passphrase: str, user_inputs: Sequence[str] = ()) -> Strength:
    """Judge a passphrase by its first 72 characters after normalising. Never raises."""
    judged = normalise(passphrase)[:_JUDGED]
    if not judged:  # zxcvbn cannot take an empty one
        return Strength(0, _LABELS[0], _GENERAL_HINT)
    from zxcvbn import zxcvbn  # noqa: PLC0415  word lists take long to load and are seldom needed

    result = zxcvbn(judged, user_inputs=[word for each in user_inputs for word in _words(each)])
    score = int(result["score"])
    hint = _NO_HINT if score > MIN_SCORE else _HINTS.get(str(result["feedback"]["warning"]), _GENERAL_HINT)
    return Strength(score, _LABELS[score], hint)


def _words(name: str) -> list[str]:
    """A name as a whole, without its spaces, and its parts."""
    normal = normalise(name)
    return [word for word in {normal, "".join(normal.split()), *normal.split()} if word]
