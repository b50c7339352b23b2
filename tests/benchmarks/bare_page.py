"""The least that shows a page of rows of an encrypted file: prints the seconds from the key to the painted rows.

A bare SQLCipher connection, one query, and Qt's own table in a window that stood there before, as the unlock page does.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem

PAGE = """
SELECT c.id, c.number, p.name, p.kana, c.request_types, c.state, c.next_step, c.arrived_on, c.due_on, c.closed_on
FROM cases c CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal' ORDER BY c.due_on, c.id LIMIT 200
"""


def read_page(path: Path, data_key: bytes) -> list[Any]:
    """Open, give the key, read one page, close."""
    from sqlcipher3 import dbapi2 as sqlcipher

    connection = sqlcipher.connect(str(path))
    try:
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        return list(connection.execute(PAGE).fetchall())
    finally:
        connection.close()


def main(path: Path, data_key: bytes) -> None:
    """The window stands; then the rows are read and shown in it."""
    application = QApplication(sys.argv)
    table = QTableWidget()
    table.resize(1280, 800)
    table.show()
    application.processEvents()
    start = time.perf_counter()
    rows = read_page(path, data_key)
    table.setColumnCount(len(rows[0]))
    table.setRowCount(len(rows))
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            table.setItem(at, place, QTableWidgetItem(str(value or "")))
    application.processEvents()
    sys.stdout.write(f"{time.perf_counter() - start:.4f}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()))
