"""The scanner's folder: what it writes comes into the scan tray by itself, is checked there, then removed or left.

The files are one batch, also those of later looks: a cover sheet in a file of its own is for the files behind it, as
long as they follow within some minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlmodel import select

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError, FileError, InputError
from caseman.exchange.scan_kinds import safe_name
from caseman.exchange.watched_folder import FoundFile, look, read_found, remove_found
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.office_settings import get_setting, put_setting
from caseman.services.post_inputs import ScanInput
from caseman.services.scan_import import Carry, Filed, Refused, import_one
from caseman.services.scan_store import find_scan, sound_content
from caseman.services.stopping import Stop, Stopped
from caseman.services.work import Work
from caseman.storage.scan_tables import WatchedFileRow
from caseman.text import T, Text

_FOLDER, _AFTER = "scanner.folder", "scanner.after"
_GAP_NS: Final = 300 * 10**9  # between two files of one batch at most: a cover sheet of the morning is not for the noon
_SHOWN: Final = 200  # characters of a path that is told
_SYSTEM: Final = (Path("/proc"), Path("/sys"), Path("/dev"))


class AfterTaking(StrEnum):
    """What becomes of a file once it is in the office file."""

    REMOVE = "remove"
    LEAVE = "leave"

    @property
    def label(self) -> Text:
        return T("Remove it from the folder") if self is AfterTaking.REMOVE else T("Leave it in the folder")


@dataclass(frozen=True)
class ScannerPlan:
    """Where the scanner writes, and what becomes of what was taken in. No folder: nothing is watched."""

    folder: Path | None = None
    after: AfterTaking = AfterTaking.REMOVE


@dataclass(frozen=True)
class FolderState:
    """What the last look saw, the files that were refused as they are, with the reason, and where the next pages go.

    `carried_ns` is the time of the last file that was taken.
    """

    seen: Mapping[str, FoundFile] = field(default_factory=dict)
    refused: Mapping[str, tuple[FoundFile, Text]] = field(default_factory=dict)
    carry: Carry = field(default_factory=Carry)
    carried_ns: int = 0


@dataclass(frozen=True)
class FolderLook:
    """What can be taken now, and the state for the next look.

    `writing` is how many files are not whole yet; `more` whether some wait for a later look.
    """

    ready: tuple[FoundFile, ...]
    state: FolderState
    writing: int = 0
    more: bool = False


@dataclass(frozen=True)
class FolderTaken(Change):
    """What was taken in, what stays in the folder and why, and the state for the next look.

    `more`: some new files wait for a later look.
    """

    filed: tuple[Filed, ...] = ()
    refused: tuple[Refused, ...] = ()
    state: FolderState = field(default_factory=FolderState)
    more: bool = False


def scanner_plan(desk: Desk) -> ScannerPlan:
    """The plan as it is kept in the file."""
    with desk.reading() as session:
        folder, after = get_setting(session, _FOLDER), get_setting(session, _AFTER)
    return ScannerPlan(Path(folder) if folder else None, AfterTaking(after or AfterTaking.REMOVE))


def set_scanner_plan(desk: Desk, folder: str, after: AfterTaking) -> Change:
    """Change the plan. Raises `InputError` for a folder that is not there, or cannot be a scanner's own."""
    place = _folder(desk, folder.strip()) if folder.strip() else None
    with desk.work(Permission.OFFICE_RULES) as work:
        put_setting(work.session, _FOLDER, "" if place is None else str(place))
        put_setting(work.session, _AFTER, after)
        work.note("scanner_planned", after=after, watched=place is not None)
    return Change(ChangeKind.AUDIT)


def _folder(desk: Desk, typed: str) -> Path:
    """A folder that may be emptied: none that holds the office file, a person's own things, or the system's."""
    shown = "".join(c if c.isprintable() else "?" for c in typed[:_SHOWN])
    try:
        place = Path(typed).expanduser().absolute()
        there, real = place.is_dir(), place.resolve()
        str(place).encode()
    except UnicodeEncodeError:
        raise InputError(
            "folder-name",
            T("The name “{name}” has signs that cannot be kept. Give the folder another name.", name=shown),
            field="folder",
        ) from None
    except (OSError, ValueError, RuntimeError):  # too long, a NUL, a home that nobody has
        there, real = False, Path()
    if not there:
        raise InputError("folder-missing", T("There is no folder “{name}”.", name=shown), field="folder")
    holds = real in (own := desk.file.path.resolve()).parents
    if holds and real == own.parent:
        raise InputError(
            "folder-of-the-file",
            T("Choose a folder of the scanner's own, not the one in which the office file lies."),
            field="folder",
        )
    home = Path.home().resolve()
    if holds or real == home or real in home.parents or any(each in (real, *real.parents) for each in _SYSTEM):
        raise InputError(
            "folder-of-others",
            T("“{name}” holds more than scans. Choose a folder to which only the scanner writes.", name=shown),
            field="folder",
        )
    return place


def look_into_folder(desk: Desk, state: FolderState) -> FolderLook:
    """See what is new and whole. Raises `FileError` where the folder is gone."""
    plan = scanner_plan(desk)
    if plan.folder is None:
        return FolderLook((), FolderState())
    with desk.reading() as session:
        taken = {row.name: (row.size, row.modified_ns) for row in session.exec(select(WatchedFileRow)).all()}
    refused: dict[str, tuple[FoundFile, Text]] = {}

    def known(found: FoundFile) -> bool:
        told = state.refused.get(found.name)
        if told is not None and told[0] == found:
            refused[found.name] = told
            return True
        return taken.get(_key(found)) == (found.size, found.modified_ns)

    found = look(plan.folder, state.seen, known)
    return FolderLook(found.whole, replace(state, seen=found.seen, refused=refused), found.writing, found.more)


def take_from_folder(
    desk: Desk,
    looked: FolderLook,
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> FolderTaken:
    """Take in what is whole: into the file, read back and compared there, then removed or left as the office chose.

    A file that is refused for what it is stays where it is, and is tried again only once it changed; one that could
    not be read is tried again at the next look.
    """
    plan = scanner_plan(desk)
    if plan.folder is None:
        return FolderTaken(ChangeKind.ENVELOPE)
    taking = _Taking(desk, plan.folder, plan.after, looked.state)
    asked = stop or Stop()
    for at, found in enumerate(looked.ready):

        def tell(done: float, at: int = at) -> None:
            asked.heed()
            progress((at + done) / len(looked.ready))

        try:
            tell(0)
            if not taking.take(found, tell):
                break
        except Stopped:
            break
    return taking.taken(more=looked.more)


class _Taking:
    """Files of the folder, one after the other, and where each leaves the next."""

    def __init__(self, desk: Desk, folder: Path, after: AfterTaking, state: FolderState) -> None:
        self._desk, self._folder, self._after = desk, folder, after
        self._filed: list[Filed] = []
        self._seen = dict(state.seen)
        self._refused = dict(state.refused)
        self._unread: dict[str, Text] = {}
        self._carry, self._carried_ns = state.carry, state.carried_ns

    def take(self, found: FoundFile, tell: Callable[[float], None]) -> bool:
        """Take one in; whether the ones behind it can be taken now.

        Raises `Stopped`, and `FileError` where what was kept does not read back.
        """
        if found.modified_ns - self._carried_ns > _GAP_NS:
            self._carry = Carry()
        try:
            data = read_found(self._folder, found)
            scan = ScanInput(name=safe_name(found.name), data=data, source="folder")
            done, self._carry = import_one(
                self._desk, scan, self._carry, tell, also=lambda work: _remember(work, found)
            )
        except Stopped:
            raise
        except InputError as error:
            self._refused[found.name] = (found, error.text)
            self._after_refusal(found)
            return True
        except CasemanError as error:
            self._unread[found.name] = error.text
            if error.code == "scanner-file-changing" or not self._folder.is_dir():
                return False
            self._after_refusal(found)
            return True
        self._carried_ns = found.modified_ns
        self._filed += done
        _check_kept(self._desk, done)
        if self._after is AfterTaking.REMOVE and remove_found(self._folder, found):
            self._seen.pop(found.name, None)
            _forget(self._desk, found)
        return True

    def taken(self, *, more: bool) -> FolderTaken:
        """What became of them."""
        told = {name: why for name, (_, why) in self._refused.items()} | self._unread
        return FolderTaken(
            ChangeKind.ENVELOPE,
            tuple(dict.fromkeys(each.number for each in self._filed if each.number)),
            filed=tuple(self._filed),
            refused=tuple(Refused(safe_name(name), why) for name, why in told.items()),
            state=FolderState(self._seen, self._refused, self._carry, self._carried_ns),
            more=more,
        )

    def _after_refusal(self, found: FoundFile) -> None:
        self._carry, self._carried_ns = self._carry.after_refusal(), found.modified_ns


def _check_kept(desk: Desk, filed: list[Filed]) -> None:
    """Read back what was stored before its file is removed. Raises `FileError`."""
    with desk.reading() as session:
        for each in filed:
            if not sound_content(session, find_scan(session, each.scan_id)):
                raise FileError("scan-not-kept", T("The scan “{name}” was not kept.", name=each.name))


def _key(found: FoundFile) -> str:
    """A file's name as the table holds it: one that is no text by its bytes, behind a sign that no name has."""
    try:
        found.name.encode()
    except UnicodeEncodeError:
        return f"/{os.fsencode(found.name).hex()}"
    return found.name


def _remember(work: Work, found: FoundFile) -> None:
    """That a file was taken is kept with what it brought, so that it never comes in twice."""
    row = work.session.get(WatchedFileRow, _key(found)) or WatchedFileRow(
        name=_key(found), size=found.size, modified_ns=found.modified_ns, taken_at=work.now
    )
    row.size, row.modified_ns, row.taken_at = found.size, found.modified_ns, work.now
    work.session.add(row)


def _forget(desk: Desk, found: FoundFile) -> None:
    """The file is gone from the folder."""
    with desk.work(Permission.LOG_POST) as work:
        row = work.session.get(WatchedFileRow, _key(found))
        if row is not None:
            work.session.delete(row)
