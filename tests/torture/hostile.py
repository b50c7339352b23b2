"""Hostile texts: fixed ones that have broken programs before, and any number of others from a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

# A sign that reads on its own is worth its escape: most of these cannot be seen.
_BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u202c\u200e\u200f\u061c"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u115f\u3164"
_CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
_BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LONE = "\ud800\udbff\udc00\udfff\udcff"
_VARIANTS = ("葛\U000e0100", "邉\U000e0102", "辻\ufe00", "髙﨑𠮷", "\ufe0f" * 40)
_FORMULAS = ("=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "＝1＋1", "＠x", '=HYPERLINK("http://example.invalid")', " =1")
_TEMPLATES = (
    "{0}",
    "{name}",
    "{",
    "}",
    "{{7*7}}",
    "{% for x in y %}",
    "{name.__class__.__mro__}",
    "%s%n",
    "${x}",
    "{!r:>9999999}",
)
_SEARCHES = (
    '"',
    '""',
    "'",
    "NEAR(a b, 2)",
    "a AND",
    "OR",
    "NOT x",
    "pairs : x",
    "singles:*",
    "-a",
    "^a",
    "a*",
    "(((",
    "{a b}: c",
    "x' OR '1'='1",
    "'; DROP TABLE cases;--",
    "%",
    "_",
    "\\",
    "a\0b",
    "fieldend",
    ":limit",
    "?1",
    "﷽" * 250,
    "㍿" * 250,
)
_WORDS = (
    "見本",
    "太郎",
    "髙橋 一郎",
    "Sample",
    "é",
    "e" + "\u0301" * 30,
    "ﾀｶﾊｼ",
    "0",
    "12-34",
    "<",
    ">",
    "&",
    "&amp;",
    "&#60;",
)


def texts(sentinel: Path) -> list[str]:
    """Fixed texts, such as a name, a search or an argument could be; markup points at the sentinel."""
    markup = (
        f"<img src='{sentinel}'>",
        f'<img src="file://{sentinel}"/><b>x</b>',
        "<img src='http://example.invalid/x.png'>",
        f"<html><style>@import url(file://{sentinel});</style><body background='{sentinel}'>",
        "<a href='javascript:1'>x</a>",
        "<para><font face='nowhere'>x",
        "a<b",
        "</b></para>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>&b;",
        "<onDraw name='x'/>",
        "<br/>" * 500,
        "<b>" * 3000,
    )
    lengths = (
        "あ" * 200_000,
        "a" * 200_000,
        " " * 200_000,
        "a " * 50_000,
        "e" + "\u0301" * 5000,
        "﷽" * 5000,
        "\n" * 5000,
    )
    places = (
        "../../../etc/passwd",
        "/dev/zero",
        "C:\\nul",
        "con",
        "file:///etc/passwd",
        str(sentinel),
        "~root",
        ".",
        "-",
    )
    return [
        "",
        *_BIDI,
        *_ZERO_WIDTH,
        *_LONE,
        *_BREAKS,
        "\0",
        "a\0b",
        _CONTROLS,
        f"見本{_BIDI}太郎{_ZERO_WIDTH}",
        f"見本{_LONE}",
        "\U0010ffff\ufffe\uffff\ufdd0",
        "\U000e0041\U000e0042",
        *_VARIANTS,
        *_FORMULAS,
        *_TEMPLATES,
        *_SEARCHES,
        *markup,
        *lengths,
        *places,
    ]


def mixed(rng: random.Random, sentinel: Path) -> str:
    """Some of the fixed texts and of any other characters, one after the other, now and then very often."""
    known = [text for text in texts(sentinel) if len(text) < 2000]
    parts = []
    for _ in range(rng.randint(1, 6)):
        match rng.randrange(4):
            case 0:
                parts.append(rng.choice(known))
            case 1:
                parts.append(rng.choice(_WORDS) * rng.choice((1, 1, 2, 40)))
            case 2:
                parts.append("".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(1, 12))))
            case _:
                parts.append(rng.choice(_BIDI + _ZERO_WIDTH + _LONE + _BREAKS + _CONTROLS) * rng.choice((1, 1, 3, 300)))
    return "".join(parts)


def mangled(rng: random.Random, good: str, sentinel: Path) -> str:
    """A text of a known form with one to four places spoilt."""
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(good) + 1), rng.choice((0, 1, 1, 8, 200))
        filling = rng.choice(("", rng.choice('{}[]",:=#\\\n0e.'), mixed(rng, sentinel), good[at : at + length] * 2))
        good = good[:at] + filling + good[at + length :]
    return good


def procedures(good: str) -> Iterator[str]:
    """Texts in place of a procedure's TOML."""
    yield from ("", "\0", "\ufeff" + good, "=", "[[[[", good + good, good.replace("\n", "\r"), "\ud800")
    yield from (f"a = {'[' * n}{']' * n}" for n in (10, 500, 5000, 50_000))
    yield from (f"a = {'{b=' * n}1{'}' * n}" for n in (500, 20_000))
    yield from (f"{'a.' * n}a = 1" for n in (500, 3000))
    yield from (f"[{'a.' * n}a]\nb = 1" for n in (500, 3000))
    yield from (
        f"code = {value}" for value in ("9" * 5000, "nan", "inf", "-1", "1e400", "0x" + "f" * 9999, "9999-99-99")
    )
    yield "\n".join(f"key{n} = {n}" for n in range(5000))
    yield "\n".join(f"[table{n}]" for n in range(5000))
    yield f'code = "{"あ" * 300_000}"'
    yield f'{good}\n"{"k" * 100_000}" = 1'
    yield f'{good}\n"\\u202e\\u0000{{x}}" = 1'
    for value in ("[]", "{}", "true", "1", "1.5", '""', "1979-05-27", '"{name}"', f'"{"x" * 10_000}"'):
        for line in ("code", "version", "law", "requests", "fees", "identity", "letterhead", "deadlines", "statements"):
            yield f"{line} = {value}\n{good}"
            yield f"{good}\n[{line}.more]\nx = {value}"


def key_files(good: str) -> Iterator[str]:
    """Texts in place of a key file's JSON."""
    yield from (
        "",
        " ",
        "\0",
        "null",
        "[]",
        "{}",
        '"x"',
        "1",
        "NaN",
        "1e999",
        "\ud800",
        '"\\ud800"',
        "\ufeff" + good,
        good + good,
    )
    yield from ("[" * n + "]" * n for n in (500, 100_000))
    yield from ('{"a":' * n + "1" + "}" * n for n in (500, 100_000))
    yield from ("9" * 5000, "-" * 5000, f'{{"format": {"9" * 5000}}}')
    for value in (
        "null",
        "true",
        "-1",
        "0",
        "1.0",
        "1e2",
        "9" * 400,
        "9" * 5000,
        "[]",
        "{}",
        '""',
        '"\\u0000"',
        '"\\ud800"',
    ):
        for key in (
            "version",
            "file_id",
            "generation",
            "generations",
            "memory_kib",
            "iterations",
            "lanes",
            "salt",
            "name",
        ):
            yield _with_value(good, key, value)
        for key in ("id", "mac", "wrapped", "sealed", "staff", "recovery", "workstations", "format"):
            yield _with_value(good, key, value)
    yield _with_value(good, "name", f'"{"あ" * 200_000}"')
    yield _with_value(good, "name", '"\\u202e<img src=x>"')


def _with_value(good: str, key: str, value: str) -> str:
    """The first value of a key exchanged; what stood there is kept under a name of no meaning."""
    return good.replace(f'"{key}":', f'"{key}": {value}, "was":', 1)
