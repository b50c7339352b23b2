"""The scanner's folder: what it writes comes into the scan tray by itself, is checked there, then removed or left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlmodel import select

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError, FileError, InputError
from caseman.exchange.watched_folder import FoundFile, Look, look, read_found, remove_found
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.inputs import ScanInput
from caseman.services.office_settings import get_setting, put_setting
from caseman.services.scan_import import Filed, Refused, import_scans
from caseman.services.scan_store import find_scan, sound_content
from caseman.services.stopping import Stop, Stopped
from caseman.storage.post_tables import WatchedFileRow
from caseman.text import T, Text

_FOLDER, _AFTER = "scanner.folder", "scanner.after"


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
    """What the last look saw, and the files that were refused as they are, with the reason."""

    seen: Mapping[str, FoundFile] = field(default_factory=dict)
    refused: Mapping[str, tuple[FoundFile, Text]] = field(default_factory=dict)


@dataclass(frozen=True)
class FolderLook:
    """Whether something can be taken now, and the state for the next look."""

    ready: tuple[FoundFile, ...]
    state: FolderState


@dataclass(frozen=True)
class FolderTaken(Change):
    """What was taken in, what stays in the folder and why, and the state for the next look."""

    filed: tuple[Filed, ...] = ()
    refused: tuple[Refused, ...] = ()
    state: FolderState = field(default_factory=FolderState)


def scanner_plan(desk: Desk) -> ScannerPlan:
    """The plan as it is kept in the file."""
    with desk.reading() as session:
        folder, after = get_setting(session, _FOLDER), get_setting(session, _AFTER)
    return ScannerPlan(Path(folder) if folder else None, AfterTaking(after or AfterTaking.REMOVE))


def set_scanner_plan(desk: Desk, folder: str, after: AfterTaking) -> Change:
    """Change the plan. Raises `InputError` for a folder that is not there, or is the office file's own."""
    place = Path(folder.strip()).expanduser().absolute() if folder.strip() else None
    if place is not None and not place.is_dir():
        raise InputError("folder-missing", T("There is no folder “{name}”.", name=str(place)), field="folder")
    if place is not None and place.resolve() == desk.file.path.parent.resolve():
        raise InputError(
            "folder-of-the-file",
            T("Choose a folder of the scanner's own, not the one in which the office file lies."),
            field="folder",
        )
    with desk.work(Permission.OFFICE_RULES) as work:
        put_setting(work.session, _FOLDER, "" if place is None else str(place))
        put_setting(work.session, _AFTER, after)
        work.note("scanner_planned", after=after, watched=place is not None)
    return Change(ChangeKind.AUDIT)


def look_into_folder(desk: Desk, state: FolderState) -> FolderLook:
    """See what is new and whole. Raises `FileError` where the folder is gone."""
    plan = scanner_plan(desk)
    if plan.folder is None:
        return FolderLook((), FolderState())
    found: Look = look(plan.folder, state.seen)
    refused = {name: told for name, told in state.refused.items() if found.seen.get(name) == told[0]}
    with desk.reading() as session:
        taken = {row.name: row for row in session.exec(select(WatchedFileRow)).all()}
    ready = tuple(
        each
        for each in found.whole
        if each.name not in refused
        and not ((row := taken.get(each.name)) and (row.size, row.modified_ns) == (each.size, each.modified_ns))
    )
    return FolderLook(ready, FolderState(found.seen, refused))


def take_from_folder(
    desk: Desk,
    looked: FolderLook,
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> FolderTaken:
    """Take in what is whole: into the file, read back and compared there, then removed or left as the office chose.

    A file that is refused stays where it is, and is tried again only once it changed.
    """
    plan = scanner_plan(desk)
    asked = stop or Stop()
    filed: list[Filed] = []
    refused = dict(looked.state.refused)
    seen = dict(looked.state.seen)
    folder = plan.folder
    if folder is None:
        return FolderTaken(ChangeKind.ENVELOPE)
    for at, found in enumerate(looked.ready):

        def tell(done: float, at: int = at) -> None:
            progress((at + done) / len(looked.ready))

        try:
            asked.heed()
            scan = ScanInput(name=found.name, data=read_found(folder, found), source="folder")
            done = import_scans(desk, [scan], asked, tell)
        except Stopped:
            break
        except CasemanError as error:
            refused[found.name] = (found, error.text)
            continue
        if done.stopped:
            break
        if done.refused:
            refused[found.name] = (found, done.refused[0].why)
            continue
        filed += done.filed
        _check_kept(desk, done.filed)
        if plan.after is AfterTaking.LEAVE or not remove_found(folder, found):
            _remember(desk, found)
        else:
            seen.pop(found.name, None)
    return FolderTaken(
        ChangeKind.ENVELOPE,
        tuple(dict.fromkeys(each.number for each in filed if each.number)),
        filed=tuple(filed),
        refused=tuple(Refused(name, why) for name, (_, why) in refused.items()),
        state=FolderState(seen, refused),
    )


def _check_kept(desk: Desk, filed: list[Filed] | tuple[Filed, ...]) -> None:
    """Read back what was stored before its file is removed. Raises `FileError`."""
    with desk.reading() as session:
        for each in filed:
            if not sound_content(session, find_scan(session, each.scan_id)):
                raise FileError("scan-not-kept", T("The scan “{name}” was not kept.", name=each.name))


def _remember(desk: Desk, found: FoundFile) -> None:
    with desk.work(Permission.LOG_POST) as work:
        row = work.session.get(WatchedFileRow, found.name) or WatchedFileRow(
            name=found.name, size=found.size, modified_ns=found.modified_ns, taken_at=work.now
        )
        row.size, row.modified_ns, row.taken_at = found.size, found.modified_ns, work.now
        work.session.add(row)
