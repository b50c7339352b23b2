"""What an expression of a template stands for: a name of the list, one of its parts, or a filtered list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from jinja2 import nodes

from caseman.domain.letters import LetterKind
from caseman.letters.text_names import Name, NameKind, all_names, names_of
from caseman.letters.text_syntax import TOO_DEEP
from caseman.text import T, Text

DEEPEST: Final = 12  # conditions inside one another, and parts of one expression
FOR: Final = "{% for each in enclosures %} … {% endfor %}"
PRINTED: Final = (NameKind.TEXT, NameKind.NUMBER)
_LOOP: Final = {"index": NameKind.NUMBER, "first": NameKind.FLAG, "last": NameKind.FLAG}
_ONLY: Final = T(
    "A text names what the list of names has, asks with “if” and repeats with “for”. Nothing is worked out in it: "
    "take this out."
)
_FILTERS: Final = "join('、'), map(attribute='type'), unique"


@dataclass(frozen=True)
class Problem:
    """A fault in one template; `offset` counts characters from its start."""

    offset: int
    code: str
    message: Text


@dataclass(frozen=True)
class Thing:
    """What an expression stands for: its kind, and the name in the list it came from."""

    kind: NameKind
    path: str = ""


@dataclass
class Things:
    """The names that a template of a letter may use, and the faults that are found. `per_answer`: `answer` is known."""

    letter: LetterKind
    per_answer: bool = False
    problems: list[Problem] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)  # codes that are compared, each with the value

    def __post_init__(self) -> None:
        self.names = names_of(self.letter)
        self.variables: dict[str, Thing] = {}  # of the repetition that is open
        self.in_loop = False

    def thing(self, node: nodes.Node, depth: int) -> Thing | None:
        """What a name, with its parts and filters, stands for; None where that is a fault, which is noted."""
        if depth > DEEPEST:
            self.wrong(node, "text-too-deep", TOO_DEEP)
        elif isinstance(node, nodes.Name):
            return self._name(node)
        elif isinstance(node, nodes.Getattr):
            return self._attribute(node, depth)
        elif isinstance(node, nodes.Filter):
            return self._filter(node, depth)
        elif isinstance(node, nodes.Getitem) and isinstance(node.node, nodes.Dict):
            return self._chosen(node, node.node, depth)
        else:
            self.wrong(node, "text-not-allowed", _ONLY)
        return None

    def _name(self, node: nodes.Name) -> Thing | None:
        name = node.name
        if name in self.variables:
            return self.variables[name]
        if name == "answer" and "answer" in self.names and not self.per_answer:
            text = T("“answer” is known only in an item with {key}. Add that line to the item.", key='per = "answer"')
            self.wrong(node, "text-answer", text)
            return None
        known = self.names.get(name)
        if known is not None:
            return Thing(known.kind, known.name)
        near = get_close_matches(name, [n for n in self.names if "." not in n], 1)
        if any(name == each.name for each in all_names()):
            text = T("“{name}” is not known in this letter, only in others. Take it out.", name=name)
        elif near:
            text = T("There is no name “{name}”. Did you mean “{near}”?", name=name, near=near[0])
        else:
            text = T("There is no name “{name}”. Choose one of the list of names.", name=name)
        self.wrong(node, "text-name", text)
        return None

    def _attribute(self, node: nodes.Getattr, depth: int) -> Thing | None:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and self.in_loop:
            if node.attr in _LOOP:
                return Thing(_LOOP[node.attr], f"loop.{node.attr}")
            self._unknown_part(node, "loop", tuple(_LOOP))
            return None
        base = self.thing(node.node, depth + 1)
        if base is None:
            return None
        name = f"{base.path}.{node.attr}"
        if base.kind is NameKind.ROW and name in self.names:
            return Thing(self.names[name].kind, name)
        if base.kind is NameKind.ROWS:
            text = T(
                "“{name}” is a list. Repeat over it as in {form}, and name the parts of “each”.",
                name=base.path,
                form=FOR,
            )
            self.wrong(node, "text-part-of-list", text)
        else:
            parts = tuple(_below(self.names.values(), base.path)) if base.kind is NameKind.ROW else ()
            self._unknown_part(node, node.node.name if isinstance(node.node, nodes.Name) else base.path, parts)
        return None

    def _unknown_part(self, node: nodes.Getattr, name: str, parts: tuple[str, ...]) -> None:
        text = (
            T("“{name}” has no “{part}”. It has: {parts}.", name=name, part=node.attr, parts=parts)
            if parts
            else T("“{name}” has no parts. Take “.{part}” out.", name=name, part=node.attr)
        )
        self.problem(node.lineno + 1, "text-part", text)

    def _filter(self, node: nodes.Filter, depth: int) -> Thing | None:
        base = None if node.node is None else self.thing(node.node, depth + 1)
        if base is None:
            return None
        if node.name not in ("join", "map", "unique"):
            text = T("The filter “{name}” is not allowed. There are: {filters}.", name=node.name, filters=_FILTERS)
            self.wrong(node, "text-filter", text, at=True)
            return None
        made = self._filtered(node, base)
        if made is None:
            text = T("“{name}” does not fit here. Filters are for lists: {filters}.", name=node.name, filters=_FILTERS)
            self.wrong(node, "text-filter-use", text, at=True)
        return made

    def _filtered(self, node: nodes.Filter, base: Thing) -> Thing | None:
        args = [_word(each) for each in node.args]
        named = {str(pair.key): _word(pair.value) for pair in node.kwargs}
        if node.dyn_args is not None or node.dyn_kwargs is not None or None in (*args, *named.values()):
            return None
        if node.name == "map" and base.kind is NameKind.ROWS and not args and set(named) == {"attribute"}:
            name = f"{base.path}.{named['attribute']}"
            known = self.names.get(name)
            return Thing(NameKind.TEXTS, name) if known is not None and known.kind in PRINTED else None
        if base.kind is not NameKind.TEXTS or named:
            return None
        if node.name == "unique" and not args:
            return base
        return Thing(NameKind.TEXT, base.path) if node.name == "join" and len(args) <= 1 else None

    def _chosen(self, node: nodes.Getitem, words: nodes.Dict, depth: int) -> Thing | None:
        """`{'grant': '…', 'refuse': '…'}[each.outcome]`: a wording for each value of a code."""
        thing = self.thing(node.arg, depth + 1)
        if thing is None:
            return None
        pairs: dict[str | None, str | None] = {_word(pair.key): _word(pair.value) for pair in words.items}
        if thing.kind is not NameKind.CODE or None in (*pairs, *pairs.values()):
            self.wrong(node, "text-not-allowed", _ONLY)
            return None
        for value in self.names[thing.path].values:
            if value not in pairs:
                text = T("The words for “{value}” are missing here.", value=value)
                self.wrong(words, "text-value-missing", text)
            self.asked.add((thing.path, value))
        return Thing(NameKind.TEXT, "")

    def wrong(self, node: nodes.Node, code: str, message: Text, *, at: bool = False) -> None:
        self.problem(node.lineno if at and node.lineno is not None else start_of(node), code, message)

    def problem(self, offset: int, code: str, message: Text) -> None:
        self.problems.append(Problem(offset, code, message))


def _word(node: nodes.Node) -> str | None:
    """The text of a constant; None for everything else."""
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None


def start_of(node: nodes.Node) -> int:
    """Where a part begins: a comparison and a call are told at their first word."""
    starts: list[int] = []
    waiting = [node]
    while waiting:  # a chain of thousands of parts is deeper than calls may go
        each = waiting.pop()
        if each.lineno is not None:
            starts.append(each.lineno)
        waiting.extend(each.iter_child_nodes())
    return min(starts)


def _below(names: Iterable[Name], path: str) -> Iterator[str]:
    for name in names:
        head, _, part = name.name.rpartition(".")
        if head == path:
            yield part
