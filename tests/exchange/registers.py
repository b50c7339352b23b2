"""Registers as offices keep them, for tests: text in an encoding, and workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook

from caseman.exchange.register import read_register
from tests.domain.register_rows import reader_of

LINES = """開示等請求受付台帳（令和8年度）,,,,,,,,,,,
,日付,,,本人,,,,,,,
番号,受付,期限,決定,氏名,カナ,区分,結果,手数料,回答日,到達日,備考
1,R8.4.1,令和8年4月15日,R8.4.3,高橋 一郎,ﾀｶﾊｼ ｲﾁﾛｳ,開示,開示,"5,250-",R8.4.4,R8.4.6,
2,2026/4/2,,,"山田
花子",,訂正・追加・削除,,無料,,,郵便で到着
合計,,,,,,,,,,,
"""


def text(lines: str = LINES, encoding: str = "utf-8-sig") -> bytes:
    return lines.encode(encoding)


def workbook(fill: Callable[[Workbook], Any]) -> bytes:
    made, stream = Workbook(), io.BytesIO()
    fill(made)
    made.save(stream)
    return stream.getvalue()


def cases(data: bytes, **how: Any) -> tuple[list[dict[str, Any]], list[tuple[int, str, bool]]]:
    """The cases of a register in plain data, and its problems as row, column, and whether they stop the row."""
    register = read_register(data, **how)
    reader = reader_of(register.words, register.columns, since_1904=register.sheet.since_1904)
    found = [reader.read(row, cells) for row, cells in register.rows()]
    problems = [(p.row, p.column, p.stops) for p in (*reader.problems, *register.notes())]
    return [case.data(register.columns) for case in found if case is not None], problems
