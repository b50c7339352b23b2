"""A register of cases for LibreOffice Calc and a letter's template for Writer, with sample people alone.

They are made in the suite's favour, as an able clerk makes them once: columns stand in the order of the work, rows are
numbered ahead, formulas find the due date and put the letter's text together, and each term stands above in its column,
where AutoInput finds it by its first sign.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

EARLIER = 200  # cases that stand in the register
NUMBER = f"P-2026-{EARLIER + 1:04}"  # of the next case
PERIOD = 10  # weekdays after the acceptance; holidays would be a list that somebody keeps
_AHEAD = 50  # rows that wait, numbered, with their formulas
_FIRST = date(2026, 1, 5)
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = f"{_OASIS}office:1.0}}", f"{_OASIS}table:1.0}}", f"{_OASIS}text:1.0}}"
_CALC, _TEMPLATE = "spreadsheet", "text-template"
_DAY = "{day}"


@dataclass(frozen=True)
class Column:
    """A column, and what the case n shows in it; or the formula that fills it, with other columns in brackets."""

    heading: str
    sample: str = ""
    formula: str = ""


COLUMNS = (
    Column("number", "P-2026-{n:04}"),
    Column("due", formula=f'IF([accepted on]="";"";WORKDAY([accepted on];{PERIOD}))'),
    Column("arrived", _DAY),
    Column("came by", "簡易書留"),
    Column("tracking number", "000-00-0{n:04}-0"),
    Column("sender", "見本 {n}番"),
    Column("enclosed", "rib"),  # request form, identity document, bank receipt
    Column("asks for", "開示"),
    Column("which data", "見本{n}の記録"),
    Column("kana", "ミホン {n}バン"),
    Column("postal code", "0000{n:03}"),
    Column("address", "見本県見本市{n}"),
    Column("document", "運転免許証"),
    Column("valid until", _DAY),
    Column("agrees", "nabm"),  # name, address, birth date, what is masked
    Column("checked on", _DAY),
    Column("paid on", _DAY),
    Column("payer", "ミホン {n}バン"),
    Column("on the statement on", _DAY),
    Column("accepted on", _DAY),
    Column("result", "全部開示"),
    Column("what is disclosed", "見本{n}の項目"),
    Column("decided on", _DAY),
    Column("letter", formula=(
        '"〒"&[postal code]&CHAR(10)&[address]&CHAR(10)&[sender]&" 様"&CHAR(10)&"番号 "&[number]&CHAR(10)'
        '&"請求の内容 "&[which data]&CHAR(10)&"決定 "&[result]&CHAR(10)&"開示する内容 "&[what is disclosed]'
    )),
    Column("sent as", "000-00-1{n:04}-0"),
    Column("sent on", _DAY),
    Column("delivered on", _DAY),
    Column("closed on", _DAY),
    Column("missing", "scan"),
)  # fmt: skip
HEADINGS = tuple(each.heading for each in COLUMNS)

_XMLNS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for prefix, name in {
        "office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0",
        "number": "datastyle:1.0", "config": "config:1.0", "manifest": "manifest:1.0", "of": "of:1.2",
    }.items()
) + ' xmlns:ooo="http://openoffice.org/2004/office"'  # fmt: skip
_STYLES = """<office:automatic-styles>
<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:text-style style:name="plain"><number:text-content/></number:text-style>
<style:style style:name="line" style:family="table-row">
<style:table-row-properties style:row-height="5mm" style:use-optimal-row-height="false"/></style:style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>
<style:style style:name="words" style:family="table-cell" style:data-style-name="plain"/>
</office:automatic-styles>"""
_SETTINGS = """<office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>
<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="register">{}
</config:config-item-map-entry></config:config-item-map-named>
<config:config-item config:name="ActiveTable" config:type="string">register</config:config-item>
</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"""
_BODY = "上記のとおり決定したので通知します。この通知は見本であり、登場する人は実在しません。"


def make_register(path: Path) -> None:
    """The register as the case before left it: Enter at the end of its row brought the cursor to the next one."""
    widths = "".join(f'<table:table-column table:default-cell-style-name="{_style(each)}"/>' for each in COLUMNS)
    rows = ["".join(f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in HEADINGS)]
    rows += ["".join(_cells(n, ahead=n > EARLIER)) for n in range(1, EARLIER + _AHEAD + 1)]
    told = "".join(f'<table:table-row table:style-name="line">{row}</table:table-row>' for row in rows)
    cursor = {"X": HEADINGS.index("arrived"), "Y": EARLIER + 1}
    places = "".join(
        f'<config:config-item config:name="CursorPosition{axis}" config:type="int">{at}</config:config-item>'
        for axis, at in cursor.items()
    )
    _pack(path, _CALC, f'<table:table table:name="register">{widths}{told}</table:table>', _SETTINGS.format(places))


def make_template(path: Path) -> None:
    """The letter's template: its text goes where the cursor stands when it is opened."""
    _pack(path, _TEMPLATE, f"<text:p/><text:p>{_BODY}</text:p>")


def row_of(register: Path, number: str) -> dict[str, str]:
    """What a saved register shows in the row of a case."""
    for row in _content(register).iter(f"{_TABLE}table-row"):
        shown: list[str] = []
        for cell in row.findall(f"{_TABLE}table-cell"):
            text = "\n".join("".join(each.itertext()) for each in cell.findall(f"{_TEXT}p"))
            shown += [text] * min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), len(COLUMNS))
        if shown[0] == number:
            return dict(zip(HEADINGS, shown, strict=False))
    raise AssertionError(f"{number} is not in the register")


def due_after(day: date) -> date:
    """The due date as the register's formula finds it."""
    ahead = (day + timedelta(days=count) for count in range(1, 2 * PERIOD))
    return next(islice((each for each in ahead if each.isoweekday() < 6), PERIOD - 1, None))


def lines_of(letter: Path) -> list[str]:
    """The lines of a saved letter."""
    body = _content(letter).find(f"{_OFFICE}body")
    assert body is not None
    for each in body.iter(f"{_TEXT}line-break"):
        each.text = "\n"
    return "\n".join("".join(each.itertext()) for each in body.iter(f"{_TEXT}p")).splitlines()


def _style(column: Column) -> str:
    if column.sample == _DAY or column.heading == "due":
        return "day"
    return "Default" if column.formula else "words"


def _cells(n: int, *, ahead: bool) -> Iterator[str]:
    """The row of case n, which follows the headings."""
    for column in COLUMNS:
        style = f'table:style-name="{_style(column)}"'
        shown = column.sample.format(n=n, day=_FIRST + timedelta(days=n))
        if column.formula:
            formula = re.sub(r"\[(.*?)\]", lambda name: f"[.{_letter(name[1])}{n + 1}]", column.formula)
            yield f"<table:table-cell {style} table:formula={quoteattr(f'of:={formula}')}/>"
        elif ahead and column.heading != "number":
            yield f"<table:table-cell {style}/>"
        elif column.sample == _DAY:
            yield f'<table:table-cell {style} office:value-type="date" office:date-value="{shown}"/>'
        else:
            yield f'<table:table-cell {style} office:value-type="string"><text:p>{shown}</text:p></table:table-cell>'


def _letter(heading: str) -> str:
    """How Calc calls a column."""
    before, at = divmod(HEADINGS.index(heading), 26)
    return (chr(ord("A") + before - 1) if before else "") + chr(ord("A") + at)


def _pack(path: Path, kind: str, body: str, settings: str = "") -> None:
    """An OpenDocument file of this content."""
    whole, media = kind.partition("-")[0], f"application/vnd.oasis.opendocument.{kind}"
    parts = {
        "content.xml": f"<office:document-content {_XMLNS}>{_STYLES}<office:body><office:{whole}>{body}"
        f"</office:{whole}></office:body></office:document-content>",
        "settings.xml": f"<office:document-settings {_XMLNS}>{settings}</office:document-settings>",
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{said}"/>'
        for name, said in {"/": media, **dict.fromkeys(parts, "text/xml")}.items()
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", media)
        file.writestr("META-INF/manifest.xml", f"<manifest:manifest {_XMLNS}>{entries}</manifest:manifest>")
        for name, text in parts.items():
            file.writestr(name, text)


def _content(path: Path) -> ET.Element:
    with zipfile.ZipFile(path) as file:
        return ET.fromstring(file.read("content.xml"))
