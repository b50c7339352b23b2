"""PDFs are read, and TIFFs tried, by a process apart: one that hangs, crashes or is taken over has no key to lose.

The worker starts with the first PDF and stays for the following ones. What it sends is never unpickled: a head in
JSON, of which only a code and whole numbers are taken, and the bare samples of a picture. Late or dead, it is killed,
the PDF is refused, and the next one gets a new worker.

Measured on 2 cores (Python 3.11, a page of text as a picture of 1,000 px): 130 ms for the first PDF, then 8 ms a page
against 1.5 ms without a process between.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from caseman.hardening import harden

JOB_SECONDS = 10.0  # for one file inspected or one page drawn; PDFium cannot be interrupted in between
START_SECONDS = 30.0  # of a machine that is busy; a third of a second is usual

_MEMORY = 2 * 1024**3  # bytes of address space; the largest page taken needs a quarter
_OPEN_FILES = 32  # the fonts of the system, for PDFs that bring none of their own
_CPU_SECONDS = 2 * int(JOB_SECONDS)  # for one job, should the program be gone and nobody wait any more
_LONGEST_HEAD = 4096  # bytes


class WorkerLostError(Exception):
    """The worker took too long, died, or answered what no sound worker answers."""


class NoWorkerError(Exception):
    """None starts on this machine."""


class _Worker:
    """The process and the line to it. Raises `NoWorkerError` where it does not start."""

    def __init__(self) -> None:
        context = get_context("spawn")  # a fork would hand it the key
        try:
            self._line, theirs = context.Pipe()
            with contextlib.closing(theirs):  # else the line would outlive the worker
                self._process = context.Process(target=serve, args=(theirs,), name="scan-worker", daemon=True)
                self._process.start()
        except (OSError, RuntimeError) as error:
            raise NoWorkerError from error
        self._late = False
        try:
            with self._within(START_SECONDS):
                self._line.recv_bytes(_LONGEST_HEAD)
        except (OSError, EOFError) as error:
            self.end()
            raise NoWorkerError from error

    @property
    def usable(self) -> bool:
        return not self._late and self._process.is_alive()

    def exchange(self, question: bytes, data: bytes, longest: int) -> tuple[bytes, bytes]:
        """The head of the answer and what follows it, at most `longest` bytes."""
        with self._within(JOB_SECONDS):
            self._line.send_bytes(question)
            self._line.send_bytes(data)
            return self._line.recv_bytes(_LONGEST_HEAD), self._line.recv_bytes(longest)

    @contextlib.contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Kill the worker when the time is over: that ends whatever of the line was being waited for."""
        timer = threading.Timer(seconds, self._be_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # from here on it is certain whether the worker was killed

    def _be_late(self) -> None:
        self._late = True
        self.kill()

    def kill(self) -> None:
        with contextlib.suppress(OSError, ValueError, AttributeError):  # ended already
            self._process.kill()

    def end(self) -> None:
        self.kill()
        with contextlib.suppress(OSError, ValueError):
            self._process.join(JOB_SECONDS)
            self._process.close()
        self._line.close()


class _Keeper:
    """At most one worker, and one job at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def ask(self, question: bytes, data: bytes, longest: int) -> tuple[bytes, bytes]:
        with self._lock:
            worker = self._ready()
            try:
                return worker.exchange(question, data, longest)
            except BaseException as error:  # also a person's Ctrl+C, which leaves half an answer in the line
                self._drop()
                if isinstance(error, OSError | EOFError):
                    raise WorkerLostError from error
                raise

    def _ready(self) -> _Worker:
        if self._worker is not None and not self._worker.usable:
            self._drop()
        if self._worker is None:
            self._worker = _Worker()
        return self._worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def end(self) -> None:
        """A job under way is cut short: who waits for it hears that the worker was lost."""
        while not self._lock.acquire(timeout=0.01):
            if (worker := self._worker) is not None:
                worker.kill()
        try:
            self._drop()
        finally:
            self._lock.release()


_keeper = _Keeper()
atexit.register(_keeper.end)


def ask(question: Mapping[str, Any], data: bytes, longest: int) -> tuple[str, tuple[int, ...], bytes]:
    """Let the worker read a PDF: a code of refusal or "", numbers, and at most `longest` bytes of samples.

    Raises `WorkerLostError` and `NoWorkerError`.
    """
    head, samples = _keeper.ask(json.dumps(question).encode(), data, longest)
    try:
        told = json.loads(head)
        code, numbers = told["code"], told["numbers"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        end_worker()
        raise WorkerLostError from error
    if type(code) is not str or type(numbers) is not list or any(type(each) is not int for each in numbers):
        end_worker()
        raise WorkerLostError
    return code, tuple(numbers), samples


def end_worker() -> None:
    """End the worker, and with it every copy of a scan it may hold. The next PDF starts a new one."""
    _keeper.end()


# --- what runs in the worker


def serve(line: Connection) -> None:
    """Answer until the program hangs up."""
    _confine()
    from caseman.exchange import scan_pdf, scan_tiff  # noqa: PLC0415  PDFium is loaded here and nowhere else

    line.send_bytes(b"ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            question = json.loads(line.recv_bytes())
            _allow_cpu(_CPU_SECONDS)
            code, found, data = "", scan_pdf.Answer(()), b""
            try:
                data = line.recv_bytes()
                if question["verb"] == "sound":
                    limits = question["limits"]
                    page = scan_tiff.sound_pages(data, question["first"], limits["page_pixels"], limits["pages"])
                    found = scan_pdf.Answer((page,))
                else:
                    found = scan_pdf.answer(question, data)
            except scan_pdf.RefusedError as refused:
                code, found = refused.code, scan_pdf.Answer(refused.numbers)
            except MemoryError:
                code = "scan-too-intricate"
            except Exception:  # noqa: BLE001  what a damaged file makes the decoder raise has no limit
                code = "scan-damaged"
            line.send_bytes(json.dumps({"code": code, "numbers": found.numbers}).encode())
            line.send_bytes(found.samples)
            del found, data


def _confine() -> None:
    """Give up what reading a PDF does not need."""
    harden()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the program's to answer
    silent = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silent, descriptor)
    os.close(silent)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  not on Windows

        limits = {resource.RLIMIT_AS: _MEMORY, resource.RLIMIT_NOFILE: _OPEN_FILES}
        if sys.platform == "linux":
            limits |= {resource.RLIMIT_FSIZE: 0, resource.RLIMIT_NPROC: 0}
        for limit, most in limits.items():
            with contextlib.suppress(ValueError, OSError):  # macOS knows the first by name only
                resource.setrlimit(limit, (most, most))


def _allow_cpu(seconds: int) -> None:
    """Be ended by the system after so many more seconds of work."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  not on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
