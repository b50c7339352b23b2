"""What a template may do: name what the list has, ask with `if`, repeat with `for`. Everything else is a fault.

It is looked at, never run. A repetition goes over a list of the names and holds no other; so what a text makes is as
long as the text and the facts allow, and it always ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from jinja2 import nodes

from caseman.letters.text_names import NameKind
from caseman.letters.text_syntax import TOO_DEEP
from caseman.letters.text_things import DEEPEST, FOR, PRINTED, Thing, Things, start_of
from caseman.text import T

_LISTS: Final = (NameKind.TEXTS, NameKind.ROWS)


@dataclass
class Walk(Things):
    """One walk through a template: its faults, and what it names."""

    said: dict[str, int] = field(default_factory=dict)  # names that are printed, each with its first place
    otherwise: set[str] = field(default_factory=set)  # names asked for in a condition that has an “else”

    # --- what stands between the tags

    def template(self, found: nodes.Template) -> None:
        self._body(found.body, 0)

    def condition(self, found: nodes.Expr) -> None:
        """A condition of its own: an item's `when`."""
        self._condition(found, 0)

    def _body(self, body: Sequence[nodes.Node], depth: int) -> None:
        for node in body:
            if depth > DEEPEST:
                self.wrong(node, "text-too-deep", TOO_DEEP)
            elif isinstance(node, nodes.Output):
                for part in node.nodes:
                    self._printed(part)
            elif isinstance(node, nodes.If):
                self._if(node, depth)
            elif isinstance(node, nodes.For):
                self._for(node, depth)
            else:
                tag = _TAGS.get(type(node), type(node).__name__.lower())
                self.wrong(
                    node, "text-tag", T("“{tag}” is not allowed in a text. Use “if” and “for” only.", tag=tag), at=True
                )

    def _if(self, node: nodes.If, depth: int) -> None:
        chain = [node, *node.elif_]
        for each in chain:
            paths = self._condition(each.test, 0)
            if node.else_:
                self.otherwise |= paths
            self._body(each.body, depth + 1)
        self._body(node.else_, depth + 1)

    def _for(self, node: nodes.For, depth: int) -> None:
        if self.in_loop:
            text = T("A repetition inside a repetition is not allowed. Write one after the other.")
            self.wrong(node, "text-loop-in-loop", text, at=True)
            return
        if node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            text = T("Write a repetition as {form}, with nothing else in its first part.", form=FOR)
            self.wrong(node, "text-loop-form", text, at=True)
            return
        name = node.target.name
        if name in self.names or name == "loop":
            text = T(
                "“{name}” means something else already. Call each entry by another word, such as “each”.", name=name
            )
            self.wrong(node.target, "text-name-taken", text)
            return
        over = self.thing(node.iter, 0)
        if over is not None and over.kind not in _LISTS:
            lists = [n.name for n in self.names.values() if n.kind in _LISTS]
            self.wrong(node.iter, "text-loop-over", T("This is no list. Lists are: {lists}.", lists=lists))
            over = None
        kind = NameKind.ROW if over is not None and over.kind is NameKind.ROWS else NameKind.TEXT
        before = dict(self.variables)
        if over is not None:
            self.variables[name] = Thing(kind, over.path)
            self.in_loop = True
            self._body(node.body, depth + 1)
            self.in_loop = False
        self.variables = before
        self._body(node.else_, depth + 1)

    def _printed(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.TemplateData) or (isinstance(node, nodes.Const) and isinstance(node.value, str)):
            return
        thing = self.thing(node, 0)
        if thing is None:
            return
        name = thing.path
        if thing.kind in PRINTED:
            self.said.setdefault(name, start_of(node))
        elif thing.kind in (NameKind.FLAG, NameKind.CODE):
            text = T(
                "“{name}” is for conditions and is not printed. Write {form} with the words that belong to it.",
                name=name,
                form=f"{{% if {name}{' == …' if thing.kind is NameKind.CODE else ''} %}} … {{% endif %}}",
            )
            self.wrong(node, "text-not-printed", text)
        elif thing.kind is NameKind.TEXTS:
            text = T("“{name}” is a list. Write {form}.", name=name, form=f"{{{{ {name} | join('、') }}}}")
            self.wrong(node, "text-list-printed", text)
        else:
            text = T(
                "“{name}” has several parts. Repeat over it as in {form}, and name its parts.", name=name, form=FOR
            )
            self.wrong(node, "text-list-printed", text)

    # --- conditions

    def _condition(self, node: nodes.Node, depth: int) -> set[str]:
        """Check a condition; the names that it asks for."""
        if depth > DEEPEST:
            self.wrong(node, "text-too-deep", TOO_DEEP)
        elif isinstance(node, nodes.Not):
            return self._condition(node.node, depth + 1)
        elif isinstance(node, nodes.And | nodes.Or):
            return self._condition(node.left, depth + 1) | self._condition(node.right, depth + 1)
        elif isinstance(node, nodes.Compare):
            return self._compared(node, depth)
        elif isinstance(node, nodes.Const):
            text = T("This condition always comes out the same. Ask for a name, or take the condition out.")
            self.wrong(node, "text-condition", text)
        else:
            thing = self.thing(node, depth)
            return set() if thing is None else {thing.path}
        return set()

    def _compared(self, node: nodes.Compare, depth: int) -> set[str]:
        operand = node.ops[0]
        sides: list[nodes.Node] = [node.expr, operand.expr]
        sides.sort(key=lambda side: isinstance(side, nodes.Const))
        left, right = sides
        if len(node.ops) > 1 or operand.op not in ("eq", "ne") or not isinstance(right, nodes.Const):
            text = T("Compare one name with one word: {form}.", form="clock == 'reset'")
            self.wrong(node, "text-compared", text)
            return set()
        if isinstance(left, nodes.Const):
            return self._condition(left, depth)
        thing = self.thing(left, depth)
        if thing is None:
            return set()
        values = self.names[thing.path].values if thing.path in self.names else ()
        if thing.kind is NameKind.CODE and right.value not in values:
            text = T(
                "“{name}” is never “{value}”. It is one of: {values}.",
                name=thing.path,
                value=str(right.value),
                values=values,
            )
            self.wrong(right, "text-value", text)
        if operand.op == "eq":
            self.asked.add((thing.path, str(right.value)))
        else:
            self.otherwise.add(thing.path)
        return {thing.path}


_TAGS: Final[dict[type[nodes.Node], str]] = {
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.FilterBlock: "filter",
    nodes.CallBlock: "call",
    nodes.FromImport: "from",
    nodes.ScopedEvalContextModifier: "autoescape",
}
