"""The open office: who works at it, with which file, under which procedure, by which clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from caseman import log
from caseman.domain.permissions import Deed, require_permission
from caseman.domain.roles import Role, read_roles
from caseman.domain.working_days import Calendar
from caseman.exchange.scan_worker import end_worker
from caseman.offices.calendar import office_calendar
from caseman.offices.loader import stored_procedure
from caseman.offices.schema import Procedure
from caseman.services.known_closures import with_closures
from caseman.services.work import CLOCK_SLACK, Work
from caseman.storage import audit
from caseman.storage.course_tables import ClosureRow
from caseman.storage.file import OfficeFile
from caseman.storage.reading import Found, only_shows, rows
from caseman.storage.refusals import translated

# The first statements of each opening: put together by nobody.
_ROLES = "SELECT roles FROM staff WHERE name = ? AND active = 1"
_IN_FORCE = "SELECT id FROM procedure ORDER BY version DESC LIMIT 1"
_PROCEDURE = "SELECT toml FROM procedure WHERE id = ?"
_CLOSURES = select(ClosureRow).order_by(col(ClosureRow.day))
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class ChangeKind(StrEnum):
    """What kind of thing a service call changed; pages listen for those they show."""

    ENVELOPE = "envelope"
    CASE = "case"
    LETTER = "letter"
    AUDIT = "audit"
    DRAFT = "draft"


@dataclass(frozen=True)
class Change:
    """What a call did: the cases it touched, and the number or document it made, if any."""

    kind: ChangeKind
    numbers: tuple[str, ...] = ()
    envelope_id: int | None = None
    document_number: str | None = None


class Desk:
    """The open office file and the member of staff who works at it. Lives on one thread."""

    def __init__(self, file: OfficeFile, staff_name: str, clock: Clock = system_clock) -> None:
        self.file = file
        self.staff_name = staff_name
        self.clock = clock
        self._procedures: dict[int, Procedure] = {}
        self._closures: tuple[ClosureRow, ...] | None = None
        self._working: Work | None = None
        self._read: Found = {}  # what the reading under way found already
        self._closed = False
        self.read_today: set[tuple[date, str, int | None, str]] = set()  # what `caseman.services.reading` told already

    @cached_property
    def roles(self) -> frozenset[Role]:
        """What the member does at this office. This desk holds the file alone: nobody else can change it meanwhile."""
        with self.reading() as session:
            found = session.connection().exec_driver_sql(_ROLES, (self.staff_name,)).scalar_one_or_none()
            return read_roles(found or "")

    def read_roles_again(self) -> None:
        """The member's roles may have changed. They are read at once, so that the window can ask for them."""
        self.__dict__.pop("roles", None)
        assert self.roles is not None

    def require(self, deed: Deed) -> None:
        """Refuse what the member may not do. Raises `RuleError`."""
        require_permission(deed, self.roles)

    def today(self) -> date:
        """The day it is at the office."""
        return self.clock().astimezone(self.time_zone).date()

    @cached_property
    def time_zone(self) -> ZoneInfo:
        """The office's time zone; postal dates are days there."""
        return ZoneInfo("Asia/Tokyo" if self.procedure.closures.country == "JP" else "UTC")

    @cached_property
    def procedure_id(self) -> int:
        """The version of the procedure in force."""
        with self.reading() as session:
            return int(session.connection().exec_driver_sql(_IN_FORCE).scalar_one())

    @property
    def procedure(self) -> Procedure:
        return self.procedure_of(self.procedure_id)

    def procedure_of(self, procedure_id: int) -> Procedure:
        """A version of the procedure; a running case keeps the one it was opened under."""
        if procedure_id not in self._procedures:
            with self.reading() as session:
                toml = session.connection().exec_driver_sql(_PROCEDURE, (procedure_id,)).scalar_one()
            self._procedures[procedure_id] = stored_procedure(toml)
        return self._procedures[procedure_id]

    def calendar(self, procedure: Procedure) -> Calendar:
        """The days on which the office works under a procedure, with the closures that became known later."""
        return self.with_known_closures(office_calendar(procedure, self.today().year))

    def with_known_closures(self, calendar: Calendar) -> Calendar:
        """A calendar with the closures that became known later."""
        return with_closures(calendar, self._known_closures())

    def _known_closures(self) -> tuple[ClosureRow, ...]:
        if self._closures is None:
            with self.reading() as session:
                self._closures = tuple(rows(session, _CLOSURES))
        return self._closures

    def forget_closures(self) -> None:
        """Read the closures again when next asked for a calendar."""
        self._closures = None

    def forget_procedure(self) -> None:
        """Look again which version is in force."""
        self.__dict__.pop("procedure_id", None)

    @property
    def busy(self) -> bool:
        """Whether a transaction is under way at this desk."""
        return self._working is not None

    def look_at_clock(self) -> None:
        """Tell in the trail when the clock stands before its last entry, though nothing else is to be told."""
        with self.reading() as session:
            last = audit.last_of(session.connection()).at
        if last is not None and last - self.clock() > CLOCK_SLACK:
            with self.work(None) as work:
                work.note_clock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that writes nothing. Inside a transaction it is that one's: another would end it."""
        if self._working is not None:
            yield self._working.session
            return
        with (
            translated(self.file.path),
            self.file.engine.connect() as connection,
            Session(connection, expire_on_commit=False) as session,
        ):
            try:
                yield only_shows(session, connection, self._read)
            finally:
                self._read.clear()

    @contextmanager
    def work(self, deed: Deed | None) -> Iterator[Work]:
        """One transaction for something that the member may do: everything in it is saved, or nothing.

        Without a `deed` nothing is asked: whoever holds the recovery sheet makes themselves an administrator.
        Raises `RuleError` where none of the member's roles permits it, and `FileError` where the disk refuses.
        """
        with translated(self.file.path), self.file.engine.connect() as connection:
            try:
                with connection.begin(), closing(Work(connection, self)) as work:
                    self._working = work
                    if deed is not None:
                        work.require(deed)
                    yield work
                    work.flush()
                for action, number in work.noted:
                    log.note(action, case=number)
            except BaseException:
                self.forget_closures()
                raise
            finally:
                self._working = None
                self._read.clear()

    def anchor(self) -> str:
        """The head of the audit chain, as printed on letters and exports."""
        with self.reading() as session:
            return audit.head(session.connection())

    @property
    def closed(self) -> bool:
        """Whether the file was let go; nothing can be done at this desk any more."""
        return self._closed

    def was_closed(self) -> None:
        """The file was closed by what failed."""
        self._closed = True

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        if not self._closed:
            self._closed = True
            end_worker()  # it may hold a scan
            with suppress(OperationalError):  # on a full disk the log stays beside the file; the next opening reads it
                self.file.close()
