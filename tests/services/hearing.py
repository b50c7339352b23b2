"""What is asked of the file: every statement that the services run, whichever way it goes there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from caseman.services.desk import Desk
from caseman.storage import driver

Heard = list[tuple[str, Any]]


@contextmanager
def hearing(desk: Desk) -> Iterator[Heard]:
    """The statements that are run meanwhile, in their order, with their values: through SQLAlchemy and past it."""
    found: Heard = []
    run = driver.run

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        found.append((statement, values))

    def noted(connection: Connection, statement: str, values: driver.Values = ()) -> Any:
        found.append((statement, values if isinstance(values, Mapping) else tuple(values)))
        return run(connection, statement, values)

    event.listen(desk.file.engine, "before_cursor_execute", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver, "run", noted)
            yield found
    finally:
        event.remove(desk.file.engine, "before_cursor_execute", note)


def reads(heard: Heard) -> Heard:
    """Those that read rows."""
    return [
        (statement, values) for statement, values in heard if statement.lstrip().upper().startswith(("SELECT", "WITH"))
    ]
