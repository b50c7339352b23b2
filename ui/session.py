"""The open office as the window sees it: calls to services, and word of what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from caseman.domain.permissions import Deed, permitted
from caseman.errors import CasemanError
from ui.tasks import TaskRunner
from ui.turns import next_turn

if TYPE_CHECKING:
    from caseman.services.desk import Change, Desk
    from caseman.services.stopping import Stop


class _Meter(QObject):
    """Carries progress from the database thread to the window's."""

    moved = Signal(float)


class OfficeSession(QObject):
    """Runs `service(desk, …)` on the database thread. `changed` tells pages which cases to read again."""

    changed = Signal(object)
    lost = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk | None = desk
        self._runner = self.runner = runner
        self._stop: Stop | None = None
        self.sample = desk.file.sample
        self.staff_name = desk.staff_name
        self.procedure = desk.procedure
        self.path = desk.file.path
        self._time_zone = desk.time_zone

    @property
    def open(self) -> bool:
        """Whether the office is open still; from the lock on it is not, though its pages stand for a moment."""
        return self._desk is not None

    def soon(self, owner: QObject, call: Callable[[], object]) -> None:
        """Call in the next turn of the event loop, unless the office was closed or the owner is gone by then."""
        next_turn(owner, lambda: call() if self.open else None)

    def may(self, deed: Deed) -> bool:
        """Whether the member's roles permit it; the services ask again."""
        return self._desk is not None and permitted(deed, self._desk.roles)

    def today(self) -> Any:
        """The day it is at the office."""
        assert self._desk is not None
        return self._desk.today()

    def now(self) -> datetime:
        """The moment it is, by the office's clock and in its time zone."""
        assert self._desk is not None
        return self._desk.clock().astimezone(self._time_zone)

    def local_time(self, at: datetime) -> str:
        """An instant as the office's clock shows it."""
        return at.astimezone(self._time_zone).strftime("%Y-%m-%d %H:%M")

    def read(
        self,
        service: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[CasemanError], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Call a service that changes nothing; an answer that comes after the lock is dropped."""
        self._call(partial(service, self._desk, *args, **kwargs), done, failed)

    def read_long(
        self,
        service: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[CasemanError], None],
    ) -> None:
        """As `read`, for a service that takes a `stop`; `stop_long` and the lock make use of it."""
        from caseman.services.stopping import Stop

        self._stop = Stop()
        self.read(service, *args, stop=self._stop, done=done, failed=failed)

    def change_long(
        self,
        service: Callable[..., Change],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[CasemanError], None],
        progress: Callable[[float], None],
    ) -> None:
        """As `change`, for a service that takes a `stop` and tells its progress, which is told on this thread."""
        from caseman.services.stopping import Stop

        self._stop = Stop()
        meter = _Meter(self)
        meter.moved.connect(progress)
        self.change(service, *args, stop=self._stop, progress=meter.moved.emit, done=done, failed=failed)

    def stop_long(self) -> None:
        """Ask the long work under way to stop; it then fails with `Stopped`."""
        if self._stop is not None:
            self._stop.ask()

    def change(
        self,
        service: Callable[..., Change],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[CasemanError], None] | None = None,
        **kwargs: Any,
    ) -> None:
        """Call a service that changes something, then tell every page."""

        def tell(change: Change) -> None:
            if done is not None:
                done(change)
            self.changed.emit(change)

        self._call(partial(service, self._desk, *args, **kwargs), tell, failed)

    def close(self, drafts: dict[str, dict[str, Any]], done: Callable[[], None]) -> None:
        """Keep unfinished input, close the file, and forget the desk. Nothing can stop it."""
        desk, self._desk = self._desk, None
        self.stop_long()
        if desk is None or desk.closed:
            done()
            return

        def work() -> None:
            from caseman.services.drafts import keep_draft
            from caseman.services.opening import note_closed

            try:
                for place, content in drafts.items():
                    keep_draft(desk, place, content)
                note_closed(desk)
            finally:
                desk.close()

        self._runner.run(work, lambda _: done(), lambda _: done())

    def _call(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[CasemanError], None] | None,
    ) -> None:
        if self._desk is None:
            return

        def deliver(result: Any) -> None:
            if self._desk is not None and not _gone(done):
                done(result)

        def refuse(error: CasemanError) -> None:
            if self._desk is not None and self._desk.closed:
                self.lost.emit(error)
            else:
                (self.failed.emit if failed is None or _gone(failed) else failed)(error)

        self._runner.run(call, deliver, refuse)


def made_ready(desk: Desk) -> Desk:
    """Have it read, on the thread of the database, what `OfficeSession` asks of it on the window's."""
    desk.today()  # by the calendar of the procedure, which is read and checked with it
    return desk


def _gone(called: Callable[[Any], None]) -> bool:
    """Whether what is called belongs to a page that was built anew meanwhile."""
    asker = getattr(called, "__self__", None)
    return isinstance(asker, QObject) and not isValid(asker)
