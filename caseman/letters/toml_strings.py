"""Where each character of a TOML text stands in its file, so that a fault inside the text is told with its place."""

from __future__ import annotations

_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_LENGTHS = {"u": 4, "U": 8}


def read_places(written: str) -> tuple[str, list[int]]:
    """What a text says, and for each of its characters the place in `written`; one more for its end.

    `written` is a valid TOML string with its quotes and bare line feeds: in one or several lines, literal or with
    escapes (TOML 1.0, “String”).
    """
    quote = 3 if written.startswith(('"""', "'''")) else 1
    at, end = quote, len(written) - quote
    if quote == 3 and written.startswith("\n", at):
        at += 1  # a line end right behind the quotes is no part of the text
    if written.startswith("'"):
        return written[at:end], list(range(at, end + 1))
    said: list[str] = []
    places: list[int] = []
    while at < end:
        sign, length = _sign(written, at)
        if sign:
            said.append(sign)
            places.append(at)
        at += length
    return "".join(said), [*places, end]


def _sign(written: str, at: int) -> tuple[str, int]:
    """The character that begins at a place, and how many it takes there; none where a line is only wrapped."""
    if written[at] != "\\":
        return written[at], 1
    escaped = written[at + 1]
    if escaped in _ESCAPES:
        return _ESCAPES[escaped], 2
    if escaped in _LENGTHS:
        length = _LENGTHS[escaped]
        return chr(int(written[at + 2 : at + 2 + length], 16)), 2 + length
    rest = written[at + 1 :]
    return "", 1 + len(rest) - len(rest.lstrip(" \t\n"))
