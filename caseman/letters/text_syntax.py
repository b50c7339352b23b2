"""A template read into its parts, each with the place where it begins: Jinja itself tells lines only.

The reader of Jinja gives each part the line of the token it begins with. Here the tokens carry their place instead, in
characters from the start of the text. Nothing is worked out while reading: that `'x' * 10**9` stands there is all that
is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from jinja2 import TemplateSyntaxError, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from caseman.text import T, Text

_READER = ImmutableSandboxedEnvironment(autoescape=False)
_Found = TypeVar("_Found")
_TAGS = "if, elif, else, endif, for, endfor"


class SyntaxFaultError(Exception):
    """The text cannot be read; `offset` is where, in characters from its start."""

    def __init__(self, offset: int, code: str, message: Text) -> None:
        super().__init__(code)
        self.offset, self.code, self.message = offset, code, message


def read_template(source: str) -> nodes.Template:
    """The parts of a template; `lineno` of each is its place in characters. Raises `SyntaxFaultError`."""
    reader = _Reader(source, None)
    return reader.read(lambda: nodes.Template(reader.subparse(), lineno=0))


def read_condition(source: str) -> nodes.Expr:
    """The parts of a condition; places as in `read_template`. Raises `SyntaxFaultError`."""
    reader = _Reader(source, "variable")

    def whole() -> nodes.Expr:
        found = reader.parse_expression()
        if not reader.stream.eos:
            reader.fail("chunk after expression")
        return found

    return reader.read(whole)


class _Reader(Parser):
    """The reader of Jinja over tokens that carry their place; it remembers what is open."""

    def __init__(self, source: str, state: str | None) -> None:
        super().__init__(_READER, "", state=state)
        self._source, self._state = source, state
        self._open: list[tuple[str, int]] = []

    def read(self, parse: Callable[[], _Found]) -> _Found:
        """What `parse` finds."""
        try:
            self.stream = TokenStream(_READER.lexer.wrap(self._placed()), None, None)
            return parse()
        except TemplateSyntaxError as error:
            raise self._fault(error) from error
        except (ValueError, MemoryError) as error:  # a number of thousands of digits
            raise SyntaxFaultError(self.stream.current.lineno, "text-sign", _WRONG_SIGN) from error
        except RecursionError as error:
            raise SyntaxFaultError(0, "text-too-deep", TOO_DEEP) from error

    def parse_if(self) -> nodes.If:
        return self._opened("if", super().parse_if)

    def parse_for(self) -> nodes.For:
        return self._opened("for", super().parse_for)

    def _opened(self, tag: str, parse: Callable[[], _Found]) -> _Found:
        self._open.append((tag, self.stream.current.lineno))
        found = parse()
        self._open.pop()
        return found

    def _placed(self) -> Iterator[tuple[int, str, str]]:
        """The tokens, each with its place. What is passed over between two of them is blank."""
        at = 0
        try:
            for _, token, value in _READER.lexer.tokeniter(self._source, None, None, self._state):
                at = max(at, self._source.find(value, at))
                yield at, token, value
                at += len(value)
        except TemplateSyntaxError as error:
            error.lineno = at
            raise

    def _fault(self, error: TemplateSyntaxError) -> SyntaxFaultError:
        said = error.message or ""
        offset = min(error.lineno, len(self._source))
        if said.startswith("Unexpected end of template") and self._open:
            tag, start = self._open[-1]
            text = T(
                "“{tag}” is begun here and not ended. Write {end} where it ends.", tag=tag, end=f"{{% end{tag} %}}"
            )
            return SyntaxFaultError(start, "text-not-ended", text)
        if said.startswith("Encountered unknown tag"):
            return SyntaxFaultError(
                offset,
                "text-tag",
                T(
                    "“{tag}” is not known, or stands in the wrong place. In {signs} there may stand: {tags}.",
                    tag=said.split("'")[1],
                    signs="{% %}",
                    tags=_TAGS,
                ),
            )
        if said.startswith(("Missing end of", "unexpected char")) or "end of" in said:
            return SyntaxFaultError(offset, "text-sign", _NOT_CLOSED)
        return SyntaxFaultError(offset, "text-sign", _WRONG_SIGN)


_NOT_CLOSED = T(
    "Something is begun before here and not ended as it should be. Close it with the sign that belongs to it: {signs}.",
    signs="{{ … }}, {% … %}, {# … #}, '…'",
)
_WRONG_SIGN = T(
    "This is not understood. A place is written {place}, a condition {condition}, a repetition {loop}.",
    place="{{ case_number }}",
    condition="{% if agent %} … {% endif %}",
    loop="{% for each in enclosures %} … {% endfor %}",
)
TOO_DEEP = T("Too much stands inside one another here. Write it as several conditions one after the other.")
