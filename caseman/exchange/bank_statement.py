"""A bank's statement, whatever its format: recognised, never asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from caseman.domain.statements import BankStatement, OfficeAccount, StatementError
from caseman.exchange.bank_csv import ColumnMap, find_map, read_bank_csv
from caseman.exchange.zengin import read_zengin
from caseman.exchange.zengin_records import looks_zengin
from caseman.text import T

LARGEST_STATEMENT: Final = 256 * 2**20  # bytes: more than a million records


def read_statement(data: bytes, account: OfficeAccount, maps: Sequence[ColumnMap], today: date) -> BankStatement:
    """Read a statement of the office's account, on a day; `maps` are the CSV layouts of the banks it uses.

    Raises `StatementError`, with line and column, for a file that is not taken.
    """
    if not data.strip():
        raise StatementError("empty-file", T("The file is empty. Fetch it again from the bank."))
    if len(data) > LARGEST_STATEMENT:
        raise StatementError("too-large", T("The file is larger than any statement. Fetch a shorter period."))
    if looks_zengin(data):
        return read_zengin(data, account, today)
    columns = find_map(data, maps)
    if columns is not None:
        return read_bank_csv(data, columns, today)
    raise StatementError(
        "unknown-format",
        T(
            "This is no statement we know: neither records of 200 bytes (Zengin, kinds 01 and 03) nor a CSV whose "
            "columns the procedure names. Fetch another format, or add the columns to the procedure."
        ),
        line=1,
        column=1,
    )
