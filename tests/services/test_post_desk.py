"""The post desk: an envelope is logged and a case opened from it, or it is said why not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from caseman.domain.post import EnclosureKind, MailClass
from caseman.errors import InputErrors
from caseman.services import case_file, post_register, post_views, scan_import, scan_store, scan_tray
from caseman.services.desk import Change
from caseman.services.post_inputs import ScanInput
from tests.services.walking import AGENT, PRINCIPAL, TRACKING, TickingClock, Walk, picture, raw, refused


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"arrived_on": date(2026, 11, 25)}, "arrival-in-future", "arrived_on"),
        ({"arrived_on": "R9.1.1", "postmarked_on": None}, "arrival-in-future", "arrived_on"),
        ({"arrived_on": date(2005, 3, 31), "postmarked_on": None}, "arrival-before-office", "arrived_on"),
        ({"postmarked_on": date(2026, 11, 21)}, "postmark-after-arrival", "postmarked_on"),
        ({"mail_class": "registered", "tracking_number": "123-45-67890-4"}, "tracking-check-digit", "tracking_number"),
        ({"tracking_number": "12345"}, "not-tracked", "tracking_number"),
        ({"enclosures": ({"kind": "other"}, {"kind": "id_copy", "sheets": 0})}, "sheets", "enclosures.1.sheets"),
        ({"enclosures": ({"kind": "id_copy", "sheets": 10_000},)}, "sheets", "enclosures.0.sheets"),
        ({"scans": ({"name": "form.png", "data": b"MZ\x90\x00"},)}, "scan-other-kind", "scans"),
        ({"scans": ({"name": "form.png", "data": b""},)}, "scan-empty", "scans"),
        ({"scans": ({"name": "form.pdf", "data": picture()},)}, "scan-not-as-named", "scans"),
        ({"scans": ({"name": "form.png", "data": picture()[:-20]},)}, "scan-damaged", "scans"),
    ],
)
def test_an_envelope_that_cannot_be_is_refused_beside_its_field(
    walk: Walk, changed: dict[str, object], code: str, field: str
) -> None:
    told = refused(walk.desk, lambda: walk.envelope(**changed))
    assert (told.code, told.field) == (code, field)


def test_every_impossible_date_is_told_at_once(walk: Walk) -> None:
    told = refused(walk.desk, lambda: walk.envelope(arrived_on=date(2026, 11, 26), postmarked_on=date(2026, 11, 27)))
    assert isinstance(told, InputErrors)
    assert [(fault.code, fault.field) for fault in told.faults] == [
        ("arrival-in-future", "arrived_on"),
        ("postmark-after-arrival", "postmarked_on"),
    ]


def test_the_day_is_the_day_in_tokyo(walk: Walk, clock: TickingClock) -> None:
    clock.now = datetime(2026, 11, 24, 14, 59, tzinfo=UTC)
    assert refused(walk.desk, lambda: walk.envelope(arrived_on=date(2026, 11, 25))).code == "arrival-in-future"
    clock.now = datetime(2026, 11, 24, 15, 1, tzinfo=UTC)
    assert walk.envelope(arrived_on=date(2026, 11, 25)) == 1


def test_the_office_s_first_day_is_early_enough(walk: Walk) -> None:
    envelope = walk.envelope(arrived_on=date(2005, 4, 1), postmarked_on=None)
    assert post_views.show_envelope(walk.desk, envelope).arrived_on == date(2005, 4, 1)


def test_an_envelope_is_kept_as_it_came(walk: Walk) -> None:
    envelope = walk.envelope(
        arrived_on="令和８年１１月２０日",
        postmarked_on="2026/11/19",
        mail_class="simplified_registered",
        tracking_number="１２３−４５−６７８９０−３",
        marked_confidential=False,
        sender_as_written="  髙橋\u3000一郎  ",
        note="破れ\r\nあり\x07",
        enclosures=({"kind": "request_form", "sheets": 2, "note": "押印あり"}, {"kind": "id_copy"}),
    )
    view = post_views.show_envelope(walk.desk, envelope)
    assert (view.arrived_on, view.postmarked_on) == (date(2026, 11, 20), date(2026, 11, 19))
    assert (view.mail_class, view.tracking_number) == (MailClass.SIMPLIFIED_REGISTERED, TRACKING)
    assert view.marked_confidential is False
    assert (view.sender, view.note) == ("髙橋\u3000一郎", "破れ\nあり")
    assert view.enclosures == (
        (EnclosureKind.REQUEST_FORM, 2, "押印あり"),
        (EnclosureKind.ID_COPY, 1, ""),
    )
    assert [(s.name, s.media_type, s.pages) for s in view.scans] == [("form.png", "image/png", 1)]


def _add_scan(walk: Walk, envelope_id: int, name: str, data: bytes) -> Change:
    """Put a scan that came later to an envelope, by way of the tray."""
    (taken,) = scan_import.import_scans(walk.desk, [ScanInput(name=name, data=data)]).filed
    return scan_tray.file_scans(walk.desk, [taken.scan_id], envelope_id=envelope_id)


def test_a_scan_is_shown_from_memory_and_stored_once(walk: Walk) -> None:
    first = walk.envelope()
    walk.envelope()
    _add_scan(walk, first, "../../evil\u202egnp.exe", picture((1, 2, 3)))
    with walk.desk.reading() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("SELECT count(*) FROM scan").scalar_one() == 3
        assert connection.exec_driver_sql("SELECT count(*) FROM scan_content").scalar_one() == 2
    scans = post_views.show_envelope(walk.desk, first).scans
    assert [scan.name for scan in scans] == ["form.png", "evilgnp.exe.png"]
    assert scan_store.scan_page(walk.desk, scans[1].scan_id, 0, 32).startswith(b"\x89PNG")
    assert refused(walk.desk, lambda: scan_store.scan_page(walk.desk, 99, 0, 32)).code == "no-such-scan"


def test_scans_added_later_stand_in_the_trail_of_each_case(walk: Walk) -> None:
    envelope = walk.envelope()
    numbers = [walk.case("disclosure", envelope=envelope), walk.case("correction", envelope=envelope)]
    change = _add_scan(walk, envelope, "late.png", picture((9, 9, 9)))
    assert change.numbers == tuple(numbers)
    for number in numbers:
        assert case_file.show_case(walk.desk, number).history[0].action == "scans_added"
    told = refused(walk.desk, lambda: scan_tray.file_scans(walk.desk, (), envelope_id=99))
    assert (told.code, told.field) == ("no-such-envelope", "envelope_id")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"envelope_id": 99}, "no-such-envelope", "envelope_id"),
        ({"requests": []}, "no-request", "requests"),
        ({"requests": [{"type": "disclosure", "scope": "s", "forms": 0}]}, "forms", "requests.0.forms"),
        ({"requests": [{"type": "disclosure", "scope": "s", "forms": 100}]}, "forms", "requests.0.forms"),
        ({"requests": [{"type": "disclosure", "scope": " "}]}, "empty", "requests.0.scope"),
        ({"requests": [{"type": "wish", "scope": "s"}]}, "enum", "requests.0.type"),
        (
            {"requests": [{"type": "disclosure", "scope": "s"}, {"type": "purpose", "scope": "s"}]},
            "not-offered",
            "requests.1.type",
        ),
        ({"requests": [{"type": "third_party_records", "scope": "s"}]}, "not-offered", "requests.0.type"),
        ({"agent": AGENT}, "agent-kind", "agent_kind"),
        ({"agent": AGENT, "agent_kind": ""}, "agent-kind", "agent_kind"),
        ({"principal": PRINCIPAL | {"name": " \u3000"}}, "empty", "principal.name"),
        ({"principal": PRINCIPAL | {"postal_code": "107-834"}}, "postal-code-length", "principal.postal_code"),
        ({"principal": PRINCIPAL | {"name": "長" * 201}}, "too-long", "principal.name"),
        ({"principal": PRINCIPAL | {"birth_date": "2001-02-29"}}, "no-such-day", "principal.birth_date"),
        ({"principal": PRINCIPAL | {"shoe_size": "26"}}, "extra_forbidden", "principal.shoe_size"),
    ],
)
def test_a_case_that_cannot_be_is_refused_beside_its_field(
    walk: Walk, changed: dict[str, object], code: str, field: str
) -> None:
    envelope = walk.envelope()
    told = refused(walk.desk, lambda: walk.case(envelope=envelope, **changed))
    assert (told.code, told.field) == (code, field)


def test_a_person_is_stored_as_written_and_numbers_as_meant(walk: Walk) -> None:
    written = {
        "name": "<b>山田</b> & \"x\" <img src='/etc/passwd'>",
        "kana": '=HYPERLINK("http://x")',
        "postal_code": "〒０００－０００７",
        "address": "葛\U000e0100城市 {0} %s \\n ㈱①Ⅲ 𠮷",
        "birth_date": "昭和64年1月7日",
    }
    view = case_file.show_case(walk.desk, walk.case(principal=written)).principal
    assert (view.name, view.kana, view.address) == (written["name"], written["kana"], written["address"])
    assert view.postal_code == "000-0007"
    assert view.birth_date == date(1989, 1, 7)
    assert (view.telephone, view.email, view.member_id) == ("", "", "")


@pytest.mark.parametrize("postal_code", ["", "  ", "0000001", "000-0001", "０００ ０００１"])
def test_a_postal_code_has_seven_digits_or_is_left_out(walk: Walk, postal_code: str) -> None:
    number = walk.case(principal=PRINCIPAL | {"postal_code": postal_code})
    stored = case_file.show_case(walk.desk, number).principal.postal_code
    assert stored == ("000-0001" if postal_code.strip() else "")


def test_case_numbers_begin_again_each_year(walk: Walk) -> None:
    days = ["2025-12-26", "2026-01-05", "2025-12-29", "2026-11-20"]
    opened = [walk.case(envelope=walk.envelope(arrived_on=day, postmarked_on=None)) for day in days]
    assert opened == ["P-2025-0001", "P-2026-0001", "P-2025-0002", "P-2026-0002"]


def test_one_envelope_may_hold_requests_of_two_people(walk: Walk) -> None:
    envelope = walk.envelope()
    numbers = [walk.case(envelope=envelope), walk.case("cessation", envelope=envelope)]
    assert post_views.show_envelope(walk.desk, envelope).case_numbers == tuple(numbers)
    line = post_register.list_post(walk.desk)[0]
    assert (line.case_numbers, line.scans, line.enclosures) == (
        tuple(numbers),
        1,
        (EnclosureKind.REQUEST_FORM, EnclosureKind.ID_COPY, EnclosureKind.BANK_RECEIPT),
    )


def test_the_fee_and_the_article_follow_from_the_type(walk: Walk) -> None:
    view = case_file.show_case(walk.desk, walk.case("disclosure", "correction", "cessation", forms=2))
    assert [(r.article, r.fee.minor) for r in view.requests] == [("33(1)", 10_500), ("34(1)", 0), ("35(1)", 0)]
    assert view.fee_due.minor == 10_500


def test_before_acceptance_the_date_is_provisional(walk: Walk) -> None:
    view = case_file.show_case(walk.desk, walk.case())
    # Ten business days after Friday 20 November; Monday 23 November is a holiday.
    assert view.due_on == date(2026, 12, 7)
    assert "It is not accepted yet" in " ".join(map(str, view.derivation.steps))


def test_an_arrival_too_long_ago_for_the_calendar_is_told(walk: Walk) -> None:
    envelope = walk.envelope(arrived_on=date(2005, 4, 1), postmarked_on=None)
    told = refused(walk.desk, lambda: walk.case(envelope=envelope))
    assert told.code == "calendar-years"


def test_a_case_keeps_the_procedure_it_was_opened_under(walk: Walk) -> None:
    old = walk.case()
    raw(
        walk.desk,
        "INSERT INTO procedure (version, code, toml, in_force_from, added_at) SELECT 2, code, "
        "replace(replace(toml, 'version = 1', 'version = 2'), 'amount = 5250', 'amount = 300'), "
        "'2026-11-24', added_at FROM procedure",
    )
    walk.desk.__dict__.pop("procedure_id")  # the desk reads it once; a new version is read at the next opening
    new = walk.case()
    assert case_file.show_case(walk.desk, new).fee_due.minor == 300
    assert case_file.show_case(walk.desk, old).fee_due.minor == 5250
