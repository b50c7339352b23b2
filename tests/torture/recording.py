"""What a process wrote to a folder and made durable there, in order, as `strace` saw it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Whatever can change a file or a folder: a call that is traced and not understood fails the reading.
_TRACED = (
    "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,sync_file_range,truncate,ftruncate,"
    "fallocate,unlink,unlinkat,rename,renameat,renameat2,link,linkat,mmap"
)
_CALL = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
_DESCRIPTOR = re.compile(r"\d+<((?:\\x[0-9a-f]{2})*)>")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Wrote:
    """Bytes at an offset of a file."""

    path: Path
    at: int
    data: bytes


@dataclass(frozen=True)
class Resized:
    path: Path
    size: int


@dataclass(frozen=True)
class Synced:
    """A file, or a folder with the names in it, is on the disk as it was."""

    path: Path


@dataclass(frozen=True)
class Made:
    """A name that was not there, unless it was: opening may create."""

    path: Path


@dataclass(frozen=True)
class Removed:
    path: Path


Event = Wrote | Resized | Synced | Made | Removed


def why_not() -> str | None:
    """Why nothing can be recorded here; None where it can."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run(
        [strace, "-f", "-o", "/dev/null", sys.executable, "-c", ""], capture_output=True, check=False
    )
    return None if tried.returncode == 0 else "strace may not trace here: ptrace is forbidden"


def record(command: list[str], files: list[Path], log: Path, cwd: Path) -> list[Event]:
    """Run a command and tell what it did to these files and folders, which need not exist yet."""
    paths = [part for each in files for part in ("-P", str(each))]
    tracing = ["strace", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={_TRACED}", "-o", str(log), *paths]
    subprocess.run([*tracing, *command], check=True, cwd=cwd)
    with log.open(encoding="ascii") as lines:
        return list(_events(lines))


def _events(lines: Iterator[str]) -> Iterator[Event]:
    for line in lines:
        if " +++ " in line or " --- " in line:
            continue
        call = _CALL.match(line)
        assert call, f"not understood: {line[:200]}"
        name, arguments, result = call.groups()
        if result != "-1":
            yield from _event(name, arguments, int(result, 0))


def _event(name: str, arguments: str, result: int) -> Iterator[Event]:
    """What one call did; `result` is what it returned."""
    if name in {"open", "openat"}:
        assert "O_TRUNC" not in arguments
        if "O_CREAT" in arguments:
            yield Made(_named(arguments))
    elif name == "pwrite64":
        *_, at = arguments.rsplit(", ", 1)
        yield Wrote(_described(arguments), int(at), _data(arguments)[:result])
    elif name == "write":  # at the end of a file that is only appended to
        yield Wrote(_described(arguments), -1, _data(arguments)[:result])
    elif name in {"fsync", "fdatasync"}:
        yield Synced(_described(arguments))
    elif name == "ftruncate":
        yield Resized(_described(arguments), int(arguments.rsplit(", ", 1)[1]))
    elif name in {"unlink", "unlinkat"}:
        yield Removed(_named(arguments))
    else:
        raise AssertionError(f"not understood: {name}({arguments[:200]})")


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _described(arguments: str) -> Path:
    found = _DESCRIPTOR.match(arguments)
    assert found, arguments[:200]
    return Path(_bytes(found[1]).decode())


def _named(arguments: str) -> Path:
    return Path(_data(arguments).decode())


def _data(arguments: str) -> bytes:
    found = _STRING.search(arguments)
    assert found, arguments[:200]
    return _bytes(found[1])
