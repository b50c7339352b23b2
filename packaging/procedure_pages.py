"""The help's pages on the keys of a procedure: from the schema, from words, and from five offices as examples.

python packaging/procedure_pages.py          write resources/help/LANGUAGE/procedure-*.md
python packaging/procedure_pages.py --check  exit 1 when a kept page is old
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from caseman.offices.schema import Procedure

ROOT: Final = Path(__file__).resolve().parent.parent
HELP: Final = ROOT / "resources" / "help"
OFFICES: Final = ROOT / "resources" / "offices"
WORDS: Final = Path(__file__).with_name("procedure_words.toml")
EXAMPLES: Final = ("aucnet", "jen", "jennet", "jsers", "justsystems")
HEAD: Final = "head"
SOURCE: Final = "source"  # every table has it; it is told once, on the page of all keys
_LONGEST_PAGE: Final = 5_800  # characters; the help takes no page over 6,000
_LONGEST_LINE: Final = 160

_SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "named": "{key}: {title}",
        "and": ", ",
        "after": " ",
        "columns": "| Key | Value | Meaning |",
        "one": "## One table of {key}",
        "examples": "## In five offices",
        "office": "{name} (`{code}`)",
        "example": "{offices}:",
        "parts": "{offices}, the first of {count}:",
        "none": "Not written by {offices}.",
        "none-default": "Not written by {offices}: the defaults hold.",
        "head": "It stands before the first table.",
        "table": "It stands in the table `[{key}]`.",
        "tables": "Each stands in a table `[[{key}]]` of its own.",
        "back": "All keys: [The keys of a procedure](procedure-keys.md).",
        "text": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
        "day": "day",
        "monthday": "month and day",
        "both": "both languages",
        "subtable": "table",
        "list": "list of {what}",
        "from-to": "{least} to {most}",
        "needed": "needed",
        "default": "else `{value}`",
        "empty": "else empty",
        "absent": "may be left out",
    },
    "ja": {
        "named": "{key}：{title}",
        "and": "、",
        "after": "",
        "columns": "| キー | 値 | 意味 |",
        "one": "## {key}の1つの表",
        "examples": "## 5つの事務局の例",
        "office": "{name}（`{code}`）",
        "example": "{offices}：",
        "parts": "{offices}、{count}件のうち最初のもの：",
        "none": "{offices}には書かれていません。",
        "none-default": "{offices}には書かれていません。既定値によります。",
        "head": "最初の表の前に書きます。",
        "table": "表 `[{key}]` に書きます。",
        "tables": "1つずつ表 `[[{key}]]` に書きます。",
        "back": "すべてのキー：[手続規程のキー](procedure-keys.md)",
        "text": "文字列",
        "integer": "整数",
        "number": "数値",
        "boolean": "true又はfalse",
        "day": "日付",
        "monthday": "月日",
        "both": "両言語",
        "subtable": "表",
        "list": "リスト：{what}",
        "from-to": "{least}〜{most}",
        "needed": "必須",
        "default": "既定値 `{value}`",
        "empty": "既定値は空",
        "absent": "省略可",
    },
}


@dataclass(frozen=True)
class Table:
    """One table of the file: its name, whether it may stand several times, and its keys as the schema has them."""

    name: str
    several: bool
    needed: bool
    properties: Mapping[str, Any]
    required: frozenset[str]

    @property
    def page(self) -> str:
        return f"procedure-{self.name.replace('_', '-')}"


@cache
def schema() -> Mapping[str, Any]:
    """What the program itself reads by."""
    return Procedure.model_json_schema()


@cache
def words() -> Mapping[str, Any]:
    """What each key means."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def tables() -> tuple[Table, ...]:
    """Every table of a procedure's file, its head first."""
    whole, plain, found = schema(), {}, []
    for name, told in whole["properties"].items():
        model = _model(told)
        if model is None or model["title"] == "BothLanguages":
            plain[name] = told
        else:
            several, needed = told.get("type") == "array", name in whole["required"]
            found.append(Table(name, several, needed, model["properties"], frozenset(model.get("required", ()))))
    head = Table(HEAD, several=False, needed=True, properties=plain, required=frozenset(whole["required"]))
    return (head, *found)


def inner(told: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The keys of a table inside a table, such as a rule of retention or an accepted document."""
    model = _model(told)
    return model if model is not None and model["title"] != "BothLanguages" else None


def page(table: Table, language: str) -> str:
    """A page of the help. The examples are cut where it would be too long, alike in both languages."""
    text, said = _keys(table, language), _SAID[language]
    room = (_LONGEST_PAGE - max(len(_keys(table, each)) for each in _SAID)) // len(EXAMPLES)
    text += f"\n{said['examples']}\n"
    text += "".join(f"\n{example}" for example in _examples(table, language, room))
    return f"{text}\n{said['back']}\n"


def _keys(table: Table, language: str) -> str:
    """The page as far as the examples."""
    said, told = _SAID[language], words()[table.name]
    stands = said["head" if table.name == HEAD else "tables" if table.several else "table"].format(key=table.name)
    text = f"# {title(table, language)}\n\n"
    text += f"{told['intro'][language]}{said['after']}{stands}\n\n"
    text += "\n".join(_rows(table.properties, table.required, told["keys"], language)) + "\n"
    for key, value in told["keys"].items():
        if key.endswith("_table"):
            of = key.removesuffix("_table")
            model = inner(table.properties[of])
            assert model is not None
            rows = _rows(model["properties"], frozenset(model.get("required", ())), value, language)
            text += f"\n{said['one'].format(key=of)}\n\n" + "\n".join(rows) + "\n"
    return text


def title(table: Table, language: str) -> str:
    """What the table is about, with its name."""
    told = words()[table.name]["title"][language]
    return told if table.name == HEAD else _SAID[language]["named"].format(title=told, key=table.name)


def overview(language: str) -> str:
    """The page of all keys: `procedure_overview.LANGUAGE.md` beside this file, and a list of the pages."""
    text = WORDS.with_name(f"procedure_overview.{language}.md").read_text(encoding="utf-8")
    listed = (f"- [{title(table, language)}]({table.page}.md)\n" for table in tables())
    return text.replace("TABLES\n", "".join(listed))


def pages() -> Iterator[tuple[Path, str]]:
    """Every page, with the place where it is kept."""
    for language in _SAID:
        yield HELP / language / "procedure-keys.md", overview(language)
        for table in tables():
            yield HELP / language / f"{table.page}.md", page(table, language)


def _rows(properties: Mapping[str, Any], required: frozenset[str], told: Mapping[str, Any], language: str) -> list[str]:
    said = _SAID[language]
    rows = [said["columns"], "|---|---|---|"]
    for key, value in properties.items():
        if key == SOURCE:
            continue
        where = said["needed"] if key in required else _default(value, language)
        rows.append(f"| `{key}` | {_value(value, language)}; {where} | {told[key][language]} |")
    return [row.replace("; ", "。") if language == "ja" and row.startswith("| `") else row for row in rows]


def _value(told: Mapping[str, Any], language: str) -> str:
    """What may stand there, in words or as the choices themselves."""
    said = _SAID[language]
    told = _resolved(told)
    if "anyOf" in told:
        return _value(_chosen(told), language)
    if told.get("type") == "array":
        what = said["monthday"] if "prefixItems" in told.get("items", {}) else _value(told["items"], language)
        return said["list"].format(what=what)
    if told.get("title") == "BothLanguages":
        return said["both"]
    if "properties" in told:
        return said["subtable"]
    choices = told.get("enum") or ([told["const"]] if "const" in told else [])
    if choices:
        return said["and"].join(f"`{choice}`" for choice in choices)
    kind = {"string": "text"}.get(told["type"], told["type"])
    kind = "day" if told.get("format") == "date" else "monthday" if "0[1-9]" in told.get("pattern", "") else kind
    bounds = {"least": told.get("minimum"), "most": told.get("maximum")}
    if None in bounds.values():
        return said[kind]
    return (
        f"{said[kind]}, {said['from-to'].format(**bounds)}"
        if language == "en"
        else f"{said[kind]} {said['from-to'].format(**bounds)}"
    )


def _default(told: Mapping[str, Any], language: str) -> str:
    said, default = _SAID[language], told.get("default")
    if default in ("", [], ()):
        return said["empty"]
    if default is None or isinstance(default, dict):
        return said["absent"]
    shown = (
        ", ".join(default)
        if isinstance(default, list)
        else str(default).lower()
        if isinstance(default, bool)
        else default
    )
    return said["default"].format(value=shown)


def _resolved(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return schema()["$defs"][told["$ref"].rsplit("/", 1)[1]] if "$ref" in told else told


def _chosen(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Of several ways to write a value the first that is not “none”."""
    return next(each for each in told["anyOf"] if each.get("type") != "null")


def _model(told: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The table that a value is made of, itself or as one of a list."""
    told = _resolved(told)
    ways = told.get("anyOf", [told["items"]] if told.get("type") == "array" and "items" in told else [])
    if "properties" in told:
        return told
    return next((model for way in ways if (model := _model(way)) is not None), None)


def _examples(table: Table, language: str, room: int) -> Iterator[str]:
    """What the offices' files say there, word for word; of several tables the first. Who says the same stands
    together, who says nothing at the end.
    """
    said, same, silent = _SAID[language], dict[tuple[int, str], list[str]](), list[str]()
    for code in EXAMPLES:
        text = (OFFICES / f"{code}.toml").read_text(encoding="utf-8")
        office = tomllib.loads(text)
        named = said["office"].format(name=office["name"][language], code=code)
        if table.name != HEAD and table.name not in office:
            silent.append(named)
            continue
        count = len(office[table.name]) if table.several else 1
        same.setdefault((count, _fitted(_lines(text, table), room)), []).append(named)
    for (count, code), names in same.items():
        told = said["parts" if count > 1 else "example"].format(offices=said["and"].join(names), count=count)
        yield f"{told}\n\n```toml\n{code}\n```\n"
    if silent:
        absent = "none" if table.several or table.name == "bank_account" else "none-default"
        yield said[absent].format(offices=said["and"].join(silent)) + "\n"


def _fitted(lines: list[str], room: int) -> str:
    """As many lines as there is room for; where they come from goes first."""
    if sum(len(line) + 1 for line in lines) > room:
        lines = [line for line in lines if not line.startswith(f"{SOURCE} =")]
    while sum(len(line) + 1 for line in lines) > room:
        lines = lines[:-1]
    return "\n".join(lines)


def _lines(text: str, table: Table) -> list[str]:
    """The lines of a table, with the tables inside it; long ones are cut."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    if table.name == HEAD:
        found = lines[: next(at for at, line in enumerate(lines) if line.startswith("["))]
    else:
        header = f"[[{table.name}]]" if table.several else f"[{table.name}]"
        begin = lines.index(header)
        inside = re.compile(rf"\[{table.name}\.")
        end = next(
            (at for at in range(begin + 1, len(lines)) if lines[at].startswith("[") and not inside.match(lines[at])),
            len(lines),
        )
        found = lines[begin:end]
    kept = [line for line in found if line.strip()]
    return [line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]} …" for line in kept]


def main() -> int:
    """Write, or compare with what is kept."""
    old = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path, _ in old:
            sys.stderr.write(f"{path.relative_to(ROOT)}: old\n")
        return 1 if old else 0
    for path, text in old:
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
