"""Replacing the key of the file, and the recovery sheet that goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session

from caseman import log
from caseman.domain.permissions import Permission
from caseman.errors import FileError
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.security import generations
from caseman.security import keyslots as slots
from caseman.security.keyslots import RecoveryCode
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.key_changing import changing_keys
from caseman.services.key_views import inside
from caseman.services.work import Work
from caseman.storage import rekey
from caseman.storage.office_tables import SettingRow
from caseman.storage.rekey import SHEET_DUE
from caseman.text import Language


@dataclass(frozen=True)
class NewSheet(Change):
    """A recovery sheet as PDF, shown once and kept nowhere: print it and put it into the safe."""

    pdf: bytes = field(default=b"", repr=False)


def new_sheet(desk: Desk, language: Language | None = None) -> NewSheet:
    """A new recovery sheet for the key as it is; the earlier code no longer opens this file."""
    with changing_keys(desk, Permission.STAFF) as keys:
        replaced, code = slots.replace_recovery(keys.keyslots, keys.data_key)
        keys.put(replaced)
        _sheet_is_due(keys.work.session, due=True)
        keys.work.note("sheet_replaced")
    return NewSheet(ChangeKind.AUDIT, pdf=_sheet(desk, code, language))


def note_sheet_kept(desk: Desk) -> Change:
    """The newest sheet was printed or saved: nothing asks for it any more."""
    with desk.work(Permission.STAFF) as work:
        _sheet_is_due(work.session, due=False)
        work.note("sheet_kept")
    return Change(ChangeKind.AUDIT)


def replace_key(desk: Desk, language: Language | None = None) -> NewSheet:
    """Replace the key of the file now; who stays keeps their passphrase. Workstations are switched on again by hand.

    See `caseman.storage.rekey`. Where that leaves the file closed, so is the desk.
    """
    desk.require(Permission.STAFF)
    with desk.reading() as session:
        keyslots = inside(session)
    following = generations.next_generation(keyslots, desk.file.data_key)

    def finish(session: Session) -> None:
        session.flush()
        Work(session.connection(), desk).note("key_replaced", generation=following.keyslots.generation)

    try:
        desk.file = rekey.rekey(desk.file, following, desk.clock(), also=finish)
    except FileError as error:
        if error.code in rekey.CLOSED:
            desk.was_closed()
        raise
    log.note("key_replaced")
    desk.read_roles_again()
    return NewSheet(ChangeKind.AUDIT, pdf=_sheet(desk, following.recovery, language))


def _sheet(desk: Desk, code: RecoveryCode, language: Language | None) -> bytes:
    chosen = language or desk.procedure.replies.language
    name = desk.procedure.name.in_language(chosen)
    paper = desk.procedure.letters.paper
    return recovery_sheet(name, desk.file.path.name, desk.today(), code.text, code.wrapped_text, chosen, paper)


def _sheet_is_due(session: Session, *, due: bool) -> None:
    row = session.get(SettingRow, SHEET_DUE) or SettingRow(key=SHEET_DUE, value="")
    row.value = "1" if due else "0"
    session.add(row)
