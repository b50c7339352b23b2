"""One thread for the database. The window hands it calls and never waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from caseman.errors import CasemanError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


class TaskRunner(QObject):
    """Runs calls one after another on its one thread; results come back on the window's thread.

    `busy` tells whether anything is under way. An expected failure goes to the caller's `failed`; anything else is a
    bug and goes to `crashed`.
    """

    busy = Signal(bool)
    crashed = Signal(object)
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way = 0
        self._stopped = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")

    @property
    def idle(self) -> bool:
        return self._under_way == 0

    def run(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[CasemanError], None] | None = None,
    ) -> None:
        """Run `call` on the database thread, then `done` or `failed` on this one; nothing once it was stopped."""
        if self._stopped:
            return
        self._under_way += 1
        if self._under_way == 1:
            self.busy.emit(True)

        def work() -> None:
            try:
                result, error = call(), None
            except BaseException as caught:  # noqa: BLE001  it is handed over, not swallowed
                result, error = None, caught
            self._finished.emit((done, failed), result, error)

        self._pool.submit(work)

    def stop(self) -> None:
        """Finish what is under way and end the thread."""
        self._stopped = True
        self._pool.shutdown(wait=True)

    def _deliver(self, handlers: tuple[Any, Any], result: Any, error: BaseException | None) -> None:
        self._under_way -= 1
        done, failed = handlers
        try:
            if error is None:
                if done is not None:
                    done(result)
            elif isinstance(error, CasemanError) and failed is not None:
                failed(error)
            else:
                self.crashed.emit(error)
        finally:
            if self._under_way == 0:
                self.busy.emit(False)
