"""Keys and people through the services: who can open the file afterwards, and with what."""

from __future__ import annotations

import io
from collections.abc import Callable
from inspect import signature
from pathlib import Path

import pypdfium2
import pytest

from caseman.bootstrap import create_office, open_office, recover_office
from caseman.domain.actions import Action
from caseman.domain.permissions import PERMITTED, Permission
from caseman.domain.roles import FOUNDER, Role
from caseman.errors import CasemanError, FileError, InputError, RuleError, UnlockError
from caseman.security.keyslots import DEFAULT_COST, FLOOR_COST, read_keyslots
from caseman.services import (
    auditing,
    case_file,
    drafts,
    key_replacing,
    key_views,
    keys,
    letter_list,
    lists,
    post_register,
    scan_store,
)
from caseman.services.case_query import CaseQuery
from caseman.services.desk import Desk
from caseman.services.export.writing import export_set
from caseman.services.staff import add_staff
from caseman.services.today import today_view
from caseman.storage.file import keys_path
from caseman.text import Language
from tests.services.course_walk import ATTEMPTS
from tests.services.walking import PASSPHRASE, STAFF, Office, TickingClock, Walk, open_copy, refused

OTHER, OTHERS = "見本 太郎", "別人の合言葉 見本の抹茶 staple 77"
_RECEPTION = frozenset({Role.RECEPTION})


@pytest.fixture
def reopen(office_path: Path, clock: TickingClock) -> Callable[..., Desk]:
    """Open the file as a member does; each desk is closed by the test."""

    def again(passphrase: str = PASSPHRASE, name: str | None = STAFF, new: str | None = None) -> Desk:
        return open_office(office_path, passphrase, staff_name=name, new_passphrase=new, clock=clock, cost=FLOOR_COST)

    return again


@pytest.fixture
def founder(office: Office, office_path: Path, clock: TickingClock) -> Desk:
    return open_copy(office, office_path, clock)


def _sheet_words(pdf: bytes) -> tuple[str, str]:
    """The code and the wrapped key as a person reads them from the sheet."""
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage().get_text_bounded()
    lines = text.replace("\r", "").split("\n")
    code = " ".join(line for line in lines if len(line.split()) == 4 and all(len(g) == 5 for g in line.split()))
    return code, "".join(lines[next(i for i, line in enumerate(lines) if line.startswith("CASEMAN1:")) :])


def _join(desk: Desk, *roles: Role, name: str = OTHER) -> str:
    return keys.add_member(desk, name, frozenset(roles), cost=FLOOR_COST).passphrase


@pytest.mark.parametrize(
    "call",
    [
        *(create_office, open_office, recover_office),
        *(keys.add_member, keys.give_one_time, keys.change_passphrase, keys.recover_member),
    ],
)
def test_a_passphrase_costs_a_guesser_in_full_unless_less_is_asked_for(call: Callable[..., object]) -> None:
    assert signature(call).parameters["cost"].default == DEFAULT_COST


def test_a_new_member_replaces_the_one_time_passphrase_at_first_use(founder: Desk, reopen: Callable[..., Desk]) -> None:
    once = _join(founder, Role.RECEPTION)
    member = next(each for each in key_views.list_keys(founder).members if each.name == OTHER)
    assert (member.roles, member.has_key, member.must_change) == ((Role.RECEPTION,), True, True)
    founder.close()
    with pytest.raises(UnlockError) as first:
        reopen(once, OTHER)
    assert first.value.code == "passphrase-once"
    with pytest.raises(InputError) as weak:
        reopen(once, OTHER, new="password")
    assert weak.value.field == "passphrase"
    with pytest.raises(InputError) as same:
        reopen(once, OTHER, new=once)
    assert same.value.code == "passphrase-same"
    reopen(once, OTHER, new=OTHERS).close()
    with pytest.raises(UnlockError):
        reopen(once, OTHER)
    desk = reopen(OTHERS, OTHER)
    assert desk.roles == _RECEPTION
    desk.close()


def test_a_forgotten_passphrase_is_replaced_by_an_administrator(founder: Desk, reopen: Callable[..., Desk]) -> None:
    _join(founder, Role.RECEPTION)
    once = keys.give_one_time(founder, OTHER, cost=FLOOR_COST).passphrase
    founder.close()
    reopen(once, OTHER, new=OTHERS).close()
    reopen(OTHERS, OTHER).close()


def test_ones_own_passphrase_is_changed_with_the_old_one(founder: Desk, reopen: Callable[..., Desk]) -> None:
    assert refused(founder, lambda: keys.change_passphrase(founder, "not it at all", OTHERS)).code == "passphrase-wrong"
    assert refused(founder, lambda: keys.change_passphrase(founder, PASSPHRASE, PASSPHRASE)).code == "passphrase-same"
    keys.change_passphrase(founder, PASSPHRASE, OTHERS, cost=FLOOR_COST)
    founder.close()
    with pytest.raises(UnlockError):
        reopen(PASSPHRASE)
    reopen(OTHERS).close()


def test_who_is_suspended_cannot_come_in_even_with_an_older_key_file(
    founder: Desk, reopen: Callable[..., Desk], office_path: Path
) -> None:
    once = _join(founder, Role.RECEPTION)
    founder.close()
    reopen(once, OTHER, new=OTHERS).close()
    older = keys_path(office_path).read_bytes()
    desk = reopen()
    keys.suspend_member(desk, OTHER, "休職")
    assert refused(desk, lambda: keys.suspend_member(desk, OTHER, "休職")).code == "no-key"
    desk.close()
    with pytest.raises(UnlockError):
        reopen(OTHERS, OTHER)
    keys_path(office_path).write_bytes(older)
    with pytest.raises(UnlockError):
        reopen(OTHERS, OTHER)
    assert OTHER not in read_keyslots(keys_path(office_path)).staff_names, "the key file that counts was put back"
    desk = reopen()
    keys.put_member_back(desk, OTHER)
    desk.close()
    reopen(OTHERS, OTHER).close()


def test_removing_replaces_the_key_and_nobody_who_stays_notices(
    founder: Desk, reopen: Callable[..., Desk], office: Office, office_path: Path, tmp_path: Path
) -> None:
    once = _join(founder, Role.RECEPTION)
    founder.close()
    leaver = reopen(once, OTHER, new=OTHERS)
    Walk(leaver, leaver.clock).case()  # type: ignore[arg-type]
    leaver.close()
    old = tmp_path / "copy.caseman"
    old.write_bytes(office_path.read_bytes())
    keys_path(old).write_bytes(keys_path(office_path).read_bytes())
    desk = reopen()
    head = desk.anchor()
    made = keys.remove_member(desk, OTHER, "退職", Language.EN)
    assert made.pdf.startswith(b"%PDF")
    view = key_views.list_keys(desk)
    assert (view.generation, view.sheet_due, [m.name for m in view.members]) == (2, True, [STAFF])
    assert desk.file.data_key != office.data_key
    assert auditing.verify_file(desk).sound
    assert desk.anchor() != head
    said = [line.label.say(Language.EN) for line in lists.list_trail(desk, limit=3)]
    assert said == [
        "The file was checked and is sound. Entries of the trail: 9.",
        "The key of the file was replaced. Earlier sheets and backups keep the old one.",
        f"{OTHER} was removed: 退職",
    ]
    key_replacing.note_sheet_kept(desk)
    assert not key_views.list_keys(desk).sheet_due
    assert lists.count_cases(desk, CaseQuery()) == 1, "the file goes on under the new key"
    desk.close()
    with pytest.raises(UnlockError):
        reopen(OTHERS, OTHER)
    reopen().close()
    with pytest.raises(FileError):
        open_copy(office, office_path, TickingClock())
    kept = open_office(old, OTHERS, staff_name=OTHER)  # what the help says honestly
    kept.close()


def test_the_sheet_and_the_database_alone_are_enough(
    founder: Desk, office_path: Path, clock: TickingClock, reopen: Callable[..., Desk]
) -> None:
    _join(founder, Role.RECEPTION)
    code, wrapped = _sheet_words(key_replacing.replace_key(founder, Language.JA).pdf)
    founder.close()
    keys_path(office_path).unlink()

    def recover(name: str, passphrase: str = OTHERS) -> Desk:
        return recover_office(
            office_path, code, wrapped, staff_name=name, passphrase=passphrase, clock=clock, cost=FLOOR_COST
        )

    with pytest.raises(InputError) as stranger:
        recover("見本 三郎")
    assert stranger.value.field == "staff_name"
    assert OTHER in str(stranger.value)
    with pytest.raises(InputError):
        recover(OTHER, "password")
    desk = recover(OTHER)
    assert desk.roles == {Role.RECEPTION, Role.ADMINISTRATOR}
    desk.close()
    reopen(OTHERS, OTHER).close()
    reopen().close()  # the others' ways in came back with the copy inside
    recover_office(office_path, code, None, staff_name=OTHER, passphrase=OTHERS, clock=clock, cost=FLOOR_COST).close()


def test_a_new_sheet_makes_the_code_before_void(founder: Desk, office_path: Path) -> None:
    first, _ = _sheet_words(key_replacing.new_sheet(founder).pdf)
    second, _ = _sheet_words(key_replacing.new_sheet(founder).pdf)
    founder.close()
    with pytest.raises(UnlockError):
        recover_office(office_path, first, None, staff_name=STAFF, passphrase=OTHERS, cost=FLOOR_COST)
    recover_office(office_path, second, None, staff_name=STAFF, passphrase=OTHERS, cost=FLOOR_COST).close()


def test_one_administrator_with_a_key_always_stays(founder: Desk) -> None:
    assert refused(founder, lambda: keys.set_roles(founder, STAFF, _RECEPTION)).code == "last-administrator"
    add_staff(founder, "見本 名前だけ")
    keys.set_roles(founder, "見本 名前だけ", frozenset({Role.ADMINISTRATOR}))
    assert refused(founder, lambda: keys.set_roles(founder, STAFF, _RECEPTION)).code == "last-administrator"
    for call in (keys.suspend_member, keys.remove_member):
        assert refused(founder, lambda call=call: call(founder, STAFF, "x")).code == "oneself"  # type: ignore[misc]
    _join(founder, Role.ADMINISTRATOR)
    keys.set_roles(founder, STAFF, _RECEPTION)
    assert founder.roles == _RECEPTION
    assert refused(founder, lambda: _join(founder, Role.AUDITOR, name="見本 四郎")).code == "not-permitted"


def test_a_name_without_a_key_gets_one_and_who_left_can_come_back(founder: Desk) -> None:
    add_staff(founder, OTHER)
    assert not next(m for m in key_views.list_keys(founder).members if m.name == OTHER).has_key
    _join(founder, Role.SEARCHER)
    assert refused(founder, lambda: _join(founder, Role.SEARCHER)).code == "staff-exists"
    keys.remove_member(founder, OTHER, "退職")
    assert [m.name for m in key_views.list_keys(founder).members] == [STAFF]
    _join(founder, Role.AUDITOR)
    assert [m.roles for m in key_views.list_keys(founder).members if m.name == OTHER] == [(Role.AUDITOR,)]


def test_removing_a_mere_name_replaces_no_key(founder: Desk, office: Office) -> None:
    add_staff(founder, OTHER)
    assert keys.remove_member(founder, OTHER, "誤入力").pdf == b""
    assert founder.file.data_key == office.data_key


@pytest.mark.parametrize("missing", ["", " "])
def test_what_is_missing_is_asked_for(founder: Desk, missing: str) -> None:
    _join(founder, Role.RECEPTION)
    assert refused(founder, lambda: keys.add_member(founder, missing, _RECEPTION)).field == "name"
    assert refused(founder, lambda: keys.add_member(founder, "見本 五郎", frozenset())).field == "roles"
    assert refused(founder, lambda: keys.suspend_member(founder, OTHER, missing)).field == "reason"
    assert refused(founder, lambda: keys.remove_member(founder, OTHER, missing)).field == "reason"


# --- roles in every service


def _as(desk: Desk, *roles: Role) -> None:
    """From now on the member has these roles."""
    with desk.file.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = ?", (" ".join(role.value for role in roles),))
    desk.read_roles_again()


def _dispatch(walk: Walk, number: str) -> None:
    walk.dispatch(number, f"{number}-01")


@pytest.mark.parametrize("action", list(ATTEMPTS), ids=lambda action: action.value)
def test_each_action_is_refused_to_who_may_not(walk: Walk, action: Action) -> None:
    number = walk.case()
    _as(walk.desk, *(role for role in Role if role not in PERMITTED[action]))
    attempt = ATTEMPTS[action] if action is not Action.DISPATCH else _dispatch  # the other makes a letter first
    with pytest.raises(CasemanError) as told:
        attempt(walk, number)
    assert told.value.code == "not-permitted"


def test_an_auditor_reads_everything_and_changes_nothing(walk: Walk, tmp_path: Path) -> None:
    number = walk.case()
    _as(walk.desk, Role.AUDITOR)
    view = case_file.show_case(walk.desk, number)
    assert scan_store.scan_page(walk.desk, view.envelope.scans[0].scan_id, 0, 200)
    assert lists.list_trail(walk.desk)
    assert dict(export_set(walk.desk, tmp_path / "set").rows)["ledger"] == 1
    for attempt in (walk.envelope, walk.case, lambda: walk.accept(number), lambda: add_staff(walk.desk, "見本")):
        with pytest.raises(RuleError) as told:
            attempt()
        assert told.value.code == "not-permitted"


def test_who_needs_no_scans_sees_none_and_an_administrator_no_cases(walk: Walk) -> None:
    number = walk.case()
    scan = case_file.show_case(walk.desk, number).envelope.scans[0].scan_id
    _as(walk.desk, Role.ACCOUNTING)
    with pytest.raises(RuleError):
        scan_store.scan_page(walk.desk, scan, 0, 200)
    _as(walk.desk, Role.ADMINISTRATOR)
    for read in (
        lambda: case_file.show_case(walk.desk, number),
        lambda: lists.list_cases(walk.desk, CaseQuery()),
        lambda: today_view(walk.desk),
        lambda: letter_list.list_letters(walk.desk),
        lambda: post_register.list_post(walk.desk),
    ):
        with pytest.raises(RuleError):
            read()
    assert lists.list_trail(walk.desk)


def test_drafts_are_each_members_own(founder: Desk, reopen: Callable[..., Desk]) -> None:
    once = _join(founder, *FOUNDER)
    drafts.keep_draft(founder, "post", {"note": "書きかけ"})
    founder.close()
    desk = reopen(once, OTHER, new=OTHERS)
    assert drafts.drafts(desk) == {}
    desk.close()
    desk = reopen()
    assert drafts.drafts(desk) == {"post": {"note": "書きかけ"}}
    desk.close()


def test_every_permission_is_asked_for_somewhere() -> None:
    services = Path(keys.__file__).parent
    asked = "".join(path.read_text(encoding="utf-8") for path in services.glob("*.py"))
    unasked = [each.name for each in Permission if f"Permission.{each.name}" not in asked]
    assert unasked in ([], ["BACK_UP"])
