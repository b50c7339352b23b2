"""`caseman keys FILE …`: who opens the file, and what becomes of its key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseman.bootstrap import doors, open_office, recover_office
from caseman.cli.console import (
    check_new_file,
    chosen_language,
    opened,
    out,
    print_json,
    read_passphrase,
    read_secret,
    table,
)
from caseman.cli.options import Json, PassphraseFile, Staff, file_group, office_file
from caseman.domain.roles import Role
from caseman.errors import InputError, UnlockError
from caseman.exchange.atomic import write_new_bytes
from caseman.services import key_replacing, key_views, keys
from caseman.services.desk import Desk
from caseman.services.key_replacing import NewSheet
from caseman.services.keys import OneTime
from caseman.text import T

keys_app = file_group("Staff and keys: caseman keys FILE list, add, remove, rekey, recover, sheet …", "keys")

Name = Annotated[str, typer.Argument(help="The member's name.")]
Roles = Annotated[list[Role], typer.Option("--role", help="A role; may be repeated.")]
Reason = Annotated[str, typer.Option(help="Why, for the trail.")]
Sheet = Annotated[
    Path, typer.Option("--sheet", help="The new recovery sheet (PDF) to write; never over an existing file.")
]
NewPassphraseFile = Annotated[
    Path | None, typer.Option(help="File whose first line is the new passphrase. Without it you are asked twice.")
]


@keys_app.command("list")
def list_keys(
    context: typer.Context,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """List the members of staff, their roles and keys."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        view = key_views.list_keys(desk)
    if json:
        print_json(view)
        return
    table(
        [T("Name"), T("Roles"), T("Key"), T("Workstations")],
        [[each.name, [role.label for role in each.roles], _key(each), each.workstations] for each in view.members],
    )
    if view.sheet_due:
        out(T("The newest recovery sheet was not printed or saved yet. Make a new one now."))


@keys_app.command()
def add(
    context: typer.Context, name: Name, role: Roles, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Give a member a key; the one-time passphrase is printed once."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        _tell(name, keys.add_member(desk, name, frozenset(role)))


@keys_app.command()
def forgotten(context: typer.Context, name: Name, passphrase_file: PassphraseFile = None, staff: Staff = None) -> None:
    """Give a member who forgot the passphrase a new one-time passphrase."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        _tell(name, keys.give_one_time(desk, name))


@keys_app.command()
def roles(
    context: typer.Context, name: Name, role: Roles, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Change a member's roles to those named."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        keys.set_roles(desk, name, frozenset(role))
    out(T("The roles of {name} are now: {roles}.", name=name, roles=[each.label for each in role]))


@keys_app.command()
def suspend(
    context: typer.Context, name: Name, reason: Reason, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Close a member's way in for a while; the key of the file stays the same."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        keys.suspend_member(desk, name, reason)
    out(T("{name} is suspended. Replace the key too where it must be certain.", name=name))


@keys_app.command("put-back")
def put_back(context: typer.Context, name: Name, passphrase_file: PassphraseFile = None, staff: Staff = None) -> None:
    """Open a suspended member's way in again."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        keys.put_member_back(desk, name)
    out(T("{name} was put back.", name=name))


@keys_app.command()
def remove(
    context: typer.Context,
    name: Name,
    reason: Reason,
    sheet: Sheet,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Remove a member and replace the key; who stays keeps their passphrase. A new recovery sheet is written."""
    check_new_file(sheet)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = keys.remove_member(desk, name, reason, chosen_language())
        out(T("{name} was removed.", name=name))
        if made.pdf:
            _keep(desk, made, sheet)


@keys_app.command()
def rekey(context: typer.Context, sheet: Sheet, passphrase_file: PassphraseFile = None, staff: Staff = None) -> None:
    """Replace the key of the file now. A new recovery sheet is written; workstations are switched on again by hand."""
    check_new_file(sheet)
    with opened(office_file(context), passphrase_file, staff) as desk:
        _keep(desk, key_replacing.replace_key(desk, chosen_language()), sheet)


@keys_app.command("sheet")
def new_sheet(
    context: typer.Context, sheet: Sheet, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Make a new recovery sheet for the key as it is; the code of the one before is void."""
    check_new_file(sheet)
    with opened(office_file(context), passphrase_file, staff) as desk:
        _keep(desk, key_replacing.new_sheet(desk, chosen_language()), sheet)


@keys_app.command()
def passphrase(
    context: typer.Context,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: NewPassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Change your own passphrase; a one-time passphrase is replaced in this way too."""
    file = office_file(context)
    old = read_passphrase(passphrase_file)
    new = _new_passphrase(new_passphrase_file)
    try:
        desk = open_office(file, old, staff_name=staff)
    except UnlockError as error:
        if error.code != "passphrase-once":
            raise
        open_office(file, old, staff_name=staff, new_passphrase=new).close()
    else:
        try:
            keys.change_passphrase(desk, old, new)
        finally:
            desk.close()
    out(T("The passphrase was changed."))


@keys_app.command()
def recover(
    context: typer.Context,
    staff: Annotated[str, typer.Option(help="Your name, as it stands on the list of staff.")],
    code_file: Annotated[
        Path | None, typer.Option(help="File whose first line is the recovery code. Without it you are asked.")
    ] = None,
    wrapped_file: Annotated[
        Path | None, typer.Option(help="File with the text of the sheet's QR code, when the key file is gone too.")
    ] = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    """Open the file with the recovery sheet, give yourself a new passphrase, and make a lost key file anew."""
    code = read_secret(code_file, T("Recovery code: "))
    wrapped = None if wrapped_file is None else read_secret(wrapped_file, T("Wrapped key: "), whole=True)
    new = _new_passphrase(new_passphrase_file)
    recover_office(office_file(context), code, wrapped, staff_name=staff, passphrase=new).close()
    out(T("The file is open to {name} again. Go through the members, and make a new recovery sheet.", name=staff))


@keys_app.command()
def names(context: typer.Context) -> None:
    """List the names that can be chosen to open the file; no passphrase is needed."""
    for door in doors(office_file(context)).members:
        out(door.name)


def _key(member: key_views.Member) -> object:
    if member.suspended:
        return T("suspended")
    if member.must_change:
        return T("one-time passphrase")
    return T("passphrase") if member.has_key else T("none")


def _tell(name: str, made: OneTime) -> None:
    out(T("Tell {name} this one-time passphrase by word of mouth; it is shown only now:", name=name))
    out(made.passphrase)


def _keep(desk: Desk, made: NewSheet, sheet: Path) -> None:
    write_new_bytes(sheet, made.pdf)
    key_replacing.note_sheet_kept(desk)
    out(T("Print the recovery sheet {file}, put it into the safe, and delete the file.", file=str(sheet)))


def _new_passphrase(path: Path | None) -> str:
    if path is not None:
        return read_passphrase(path)
    typed = read_secret(None, T("New passphrase: "))
    if read_secret(None, T("New passphrase again: ")) != typed:
        raise InputError("passphrases-differ", T("The two passphrases are not the same."))
    return typed
