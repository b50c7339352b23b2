"""One transaction of the open office: what is read and written in it, and the audit entries that go with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlmodel import Session

from caseman.domain.permissions import Deed, require_permission
from caseman.domain.roles import read_roles
from caseman.services.case_rows import find_case, refuse_disposed
from caseman.storage import audit, driver
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.office_tables import StaffRow

if TYPE_CHECKING:
    from caseman.services.desk import Desk

_MEMBER = "SELECT id, roles FROM staff WHERE name = ?"  # put together by nobody, for each transaction
CLOCK_SLACK = timedelta(seconds=60)  # what a time server may correct


class Work:
    """One transaction: its connection, and the audit entries that go with it."""

    def __init__(self, connection: Connection, desk: Desk) -> None:
        self.connection = connection
        self.desk = desk
        self.now = desk.clock()
        self._session: Session | None = None
        self.staff_id, self._roles = driver.run(connection, _MEMBER, (desk.staff_name,)).fetchone()
        self._told_clock = False
        self.noted: list[tuple[str, str | None]] = []  # for the log, once it is committed
        self.derived: dict[int, dict[str, Any]] = {}  # dates found anew, by case; the next entry of the case keeps it

    @property
    def session(self) -> Session:
        """The mapper's session in this transaction, for rows that are to be changed; made when first asked for."""
        if self._session is None:
            self._session = Session(self.connection, expire_on_commit=False)
        return self._session

    def flush(self) -> None:
        """Write what the session still holds back."""
        if self._session is not None:
            self._session.flush()

    def close(self) -> None:
        """Let go of the session; rows that were read stay readable."""
        if self._session is not None:
            self._session.close()

    @property
    def staff(self) -> StaffRow:
        """The member's own row, to be changed."""
        return self.session.get_one(StaffRow, self.staff_id)

    def require(self, deed: Deed) -> None:
        """Refuse what the member may not do. Raises `RuleError`."""
        require_permission(deed, read_roles(self._roles))

    @property
    def today(self) -> date:
        return self.desk.today()

    def case(self, number: str) -> CaseRow:
        """The case with this number; full-width and lower-case typing is meant as it stands in the file.

        Raises `RuleError` for one that was disposed of: nothing can be done to it any more.
        """
        case = find_case(self.session, number)
        refuse_disposed(case)
        return case

    def note(self, action: str, case: CaseRow | None = None, **details: Any) -> str:
        """Write an audit entry in this transaction; returns the head of the chain with it.

        Values that `caseman.domain.trail.ACTIONS` does not name as public are sealed under the key of the case.
        """
        self.flush()
        self.noted.append((action, None if case is None else case.number))
        last = audit.last_of(self.connection)
        if self._tell_clock(last):
            last = audit.last_of(self.connection)
        derivation = None if case is None else self.derived.pop(row_id(case), None)
        if derivation is not None:
            details["derivation"] = derivation
        return self._append(action, None if case is None else row_id(case), details, last)

    def note_clock(self) -> None:
        """A clock that jumped back is an entry itself: the running number, not the clock, orders the chain."""
        self._tell_clock(audit.last_of(self.connection))

    def _tell_clock(self, last: audit.Last) -> bool:
        """Whether there was something to tell; once a transaction."""
        if self._told_clock:
            return False
        self._told_clock = True
        if last.at is None or last.at - self.now <= CLOCK_SLACK:
            return False
        self._append("clock_set_back", None, {"last": last.at.isoformat(), "now": self.now.isoformat()}, last)
        return True

    def _append(self, action: str, case_id: int | None, details: dict[str, Any], last: audit.Last) -> str:
        key, staff = self.desk.file.chain_key, self.desk.staff_name
        return audit.append(self.connection, key, self.now, staff, action, case_id, details, last)
