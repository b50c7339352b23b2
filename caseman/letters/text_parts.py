"""Whether a text tells what its letter must tell: looked for in what it makes of the sample facts.

A name that stands in the text and is never reached, under a condition that is not met, tells nobody anything. So the
text is filled with each set of sample facts, and every part that these facts have must be found in what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from caseman.domain.letters import LetterKind
from caseman.letters.specimens import specimens
from caseman.letters.text_names import Name, NameKind, Part, names_of, parts_of
from caseman.letters.text_values import answer_values, named_values
from caseman.letters.texts import Filled, LetterText, fill_text
from caseman.text import Language


@dataclass(frozen=True)
class _Sample:
    """Sample facts as the text sees them."""

    names: Mapping[str, Any]
    answers: Sequence[Mapping[str, Any]]

    def values(self, path: str) -> tuple[str, ...]:
        """What stands behind a name such as `defects.cure`, of all entries; empty ones left out."""
        head, *rest = path.split(".")
        found: list[Any] = list(self.answers) if head == "answer" else [self.names[head]]
        for part in (None, *rest):
            found = [each[part] if part else each for each in found]
            found = [entry for each in found for entry in (each if isinstance(each, list) else [each])]
        return tuple(str(each) for each in found if each != "")

    def fill(self, text: LetterText, **changed: Any) -> Filled:
        return fill_text(text, {**self.names, **changed}, self.answers)


@dataclass(frozen=True)
class Missing:
    """A part that a text does not tell: by which names it may, or the value of a code for which it says nothing."""

    part: Part
    names: tuple[str, ...]
    value: str = ""


def missing_parts(
    text: LetterText, kind: LetterKind, language: Language, asked: set[tuple[str, str]], otherwise: set[str]
) -> Iterator[Missing]:
    """What a sound text does not tell. `asked` and `otherwise` are what its conditions ask for, as the walk found."""
    samples = [
        _Sample(named_values(facts), [answer_values(answer, facts) for answer in facts.answers])
        for facts in specimens(kind, language)
    ]
    told = [str(sample.fill(text)) for sample in samples]
    for part in parts_of(kind):
        if part.asked:
            yield from _unasked(part, names_of(kind)[part.asked], text, samples, asked, otherwise)
        elif not all(_says(part, sample, said) for sample, said in zip(samples, told, strict=True)):
            yield Missing(part, part.said)


def _says(part: Part, sample: _Sample, said: str) -> bool:
    """Whether one of the names is told whole; nothing is asked of facts that have none of them."""
    values = [found for name in part.said if (found := sample.values(name))]
    return not values or any(all(value in said for value in each) for each in values)


def _unasked(
    part: Part,
    name: Name,
    text: LetterText,
    samples: Sequence[_Sample],
    asked: set[tuple[str, str]],
    otherwise: set[str],
) -> Iterator[Missing]:
    """Each value needs a wording of its own in some sample."""
    flag = name.kind is NameKind.FLAG
    values: tuple[Any, ...] = (False, True) if flag else name.values
    if not flag and name.name not in otherwise:
        untold = [value for value in values if (name.name, value) not in asked]
        yield from (Missing(part, (name.name,), value) for value in untold)
        if untold:
            return
    for sample in samples:
        made = [sample.fill(text, **{name.name: value}) for value in values]
        if len(set(made)) == len(values):
            return
    yield Missing(part, (name.name,))
