"""An envelope is filed: with a running case, as our letter come back, as no request; and it is taken back."""

from __future__ import annotations

from typing import Any

import pytest

from caseman.domain.envelopes import Brings, Disposition, SealState
from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind, MailClass
from caseman.errors import InputErrors
from caseman.services import case_file, intake, letter_list, lists, post_views
from caseman.services.case_query import CaseQuery
from caseman.services.filing import file_envelope, unfile_envelope
from caseman.services.post_inputs import EnvelopeInput, FilingInput
from caseman.services.today import today_view
from tests.services.walking import ARRIVED, TODAY, TRACKING, Walk, picture, refused


def _file(walk: Walk, envelope: int, what: str, **more: Any) -> tuple[str, ...]:
    filing = FilingInput.read(envelope_id=envelope, disposition=what, **more)
    return file_envelope(walk.desk, filing).numbers


def _later(walk: Walk, **changed: Any) -> int:
    values: dict[str, Any] = {
        "arrived_on": TODAY,
        "postmarked_on": None,
        "enclosures": ({"kind": "seal_certificate"},),
        "scans": (),
    }
    return walk.envelope(**(values | changed))


def test_what_is_seen_at_opening_is_kept(walk: Walk) -> None:
    envelope = walk.envelope(
        marking="親展",
        seal_state="resealed",
        opened_by="見本 受付",
        witnessed_by="見本 立会",
        enclosures=({"kind": "request_form"}, {"kind": "cash"}),
        money=({"means": "cash", "amount": "５，２５０円", "counted_by": "見本 受付", "witnessed_by": "見本 立会"},),
    )
    view = post_views.show_envelope(walk.desk, envelope)
    assert (view.marking, view.marked_confidential, view.seal_state) == ("親展", True, SealState.RESEALED)
    assert (view.opened_by, view.witnessed_by) == ("見本 受付", "見本 立会")
    assert [(each.means.value, each.amount.minor, each.witnessed_by) for each in view.money] == [
        ("cash", 5250, "見本 立会")
    ]
    assert view.disposition is Disposition.OPEN


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"opened_by": "見本 受付", "witnessed_by": "見本\u3000受付"}, "same-person", "witnessed_by"),
        (
            {"money": ({"means": "cash", "amount": "1", "counted_by": "見本 甲", "witnessed_by": "見本 甲"},)},
            "same-person",
            "money.0.witnessed_by",
        ),
        (
            {"money": ({"means": "bank_transfer", "amount": "1", "counted_by": "甲", "witnessed_by": "乙"},)},
            "not-found-money",
            "money",
        ),
    ],
)
def test_two_people_open_and_count(walk: Walk, changed: dict[str, Any], code: str, field: str) -> None:
    told = refused(walk.desk, lambda: walk.envelope(**changed))
    assert (told.code, told.field) == (code, field)


def test_money_without_a_witness_is_refused_before_anything_is_written(walk: Walk) -> None:
    with pytest.raises(InputErrors) as told:
        walk.envelope(money=({"means": "cash", "amount": "1", "counted_by": "甲", "witnessed_by": ""},))
    assert [fault.field for fault in told.value.faults] == ["money.0.witnessed_by"]


def test_one_tracking_number_is_one_item_unless_somebody_says_otherwise(walk: Walk) -> None:
    walk.envelope(mail_class="simplified_registered", tracking_number=TRACKING)
    again = {"mail_class": "simplified_registered", "tracking_number": "１２３４５６７８９０３"}
    told = refused(walk.desk, lambda: walk.envelope(**again))
    assert (told.code, told.field) == ("tracking-known", "tracking_number")
    assert walk.envelope(**again, same_number=True) == 2


def test_an_addition_joins_the_case_with_its_papers_and_scans(walk: Walk) -> None:
    number = walk.case()
    envelope = _later(walk, scans=({"name": "seal.png", "data": picture((7, 7, 7))},))
    assert _file(walk, envelope, "addition", number=number, brings=["correction", "other"]) == (number,)
    view = case_file.show_case(walk.desk, number)
    assert [each.envelope_id for each in view.later_envelopes] == [envelope]
    assert view.later_envelopes[0].brings == ((number, Brings.CORRECTION), (number, Brings.OTHER))
    assert [scan.name for scan in view.scans] == ["form.png", "seal.png"]
    assert view.history[0].action == "envelope_added"
    assert post_views.show_envelope(walk.desk, envelope).disposition is Disposition.ADDITION


def test_papers_that_came_later_count_for_the_checklist(walk: Walk) -> None:
    number = walk.agent_case(enclosures=({"kind": "letter_of_proxy"}, {"kind": "agent_id_copy"}))
    before = case_file.show_case(walk.desk, number).course
    assert any(item.there is False for item in before.papers)
    _file(walk, _later(walk), "addition", number=number, brings=["correction"])
    after = case_file.show_case(walk.desk, number).course
    missing = [str(item.what) for item in before.papers if item.there is False]
    assert str(EnclosureKind.SEAL_CERTIFICATE.label) in missing
    assert str(EnclosureKind.SEAL_CERTIFICATE.label) not in [str(i.what) for i in after.papers if i.there is False]


def test_a_case_is_found_by_the_tracking_number_of_what_came_later(walk: Walk) -> None:
    number = walk.case()
    envelope = _later(walk, mail_class="registered", tracking_number=TRACKING)
    assert lists.list_cases(walk.desk, CaseQuery(search=TRACKING)).lines == ()
    _file(walk, envelope, "addition", number=number, brings=["other"])
    assert [line.number for line in lists.list_cases(walk.desk, CaseQuery(search=TRACKING)).lines] == [number]
    unfile_envelope(walk.desk, envelope, "別の件の書類だった")
    assert lists.list_cases(walk.desk, CaseQuery(search=TRACKING)).lines == ()


def test_one_envelope_adds_to_several_cases_and_may_start_one_too(walk: Walk) -> None:
    first, second = walk.case(), walk.case("correction")
    envelope = _later(walk)
    _file(walk, envelope, "addition", number=first, brings=["other"])
    _file(walk, envelope, "addition", number=second, brings=["other"])
    third = walk.case(envelope=envelope)
    assert _file(walk, envelope, "addition", number=first, brings=["fee"]) == (first,)
    view = post_views.show_envelope(walk.desk, envelope)
    assert view.disposition is Disposition.REQUEST
    assert view.case_numbers == (third,)
    assert set(view.brings) == {(first, Brings.OTHER), (first, Brings.FEE), (second, Brings.OTHER)}


def test_our_letter_that_comes_back_finds_its_case(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = walk.letter(number)
    walk.dispatch(number, document)
    envelope = _later(walk, enclosures=(), note="あて所に尋ねあたりません")
    typed = document.lower().translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert _file(walk, envelope, "returned", document_number=f" {typed}\u3000") == (number,)
    line = letter_list.list_letters(walk.desk, case_number=number)[0]
    assert line.returned_on == TODAY
    view = post_views.show_envelope(walk.desk, envelope)
    assert (view.disposition, view.brings) == (Disposition.RETURNED, ((number, Brings.RETURNED),))
    assert case_file.show_case(walk.desk, number).later_envelopes[0].envelope_id == envelope


def test_logged_and_filed_in_one_go_or_not_at_all(walk: Walk) -> None:
    number = walk.case()
    envelope = EnvelopeInput.read(arrived_on=ARRIVED, sender_as_written="見本", enclosures=())
    filing = FilingInput.read(disposition="addition", number=number, brings=["fee"])
    change = intake.log_envelope(walk.desk, envelope, filing)
    assert change.numbers == (number,)
    wrong = FilingInput.read(disposition="addition", number="P-2099-0001", brings=["fee"])
    assert refused(walk.desk, lambda: intake.log_envelope(walk.desk, envelope, wrong)).code == "no-such-case"


@pytest.mark.parametrize(
    ("what", "more", "code", "field"),
    [
        ("addition", {"brings": ["fee"]}, "empty", "number"),
        ("addition", {"number": "P-2026-0001"}, "brings", "brings"),
        ("addition", {"number": "P-2026-0001", "brings": ["returned"]}, "brings", "brings"),
        ("addition", {"number": "P-2026-9999", "brings": ["fee"]}, "no-such-case", "number"),
        ("returned", {}, "empty", "document_number"),
        ("returned", {"document_number": "P-2026-0001-9"}, "no-such-letter-at-all", "document_number"),
        ("no_request", {}, "empty", "note"),
        ("misdelivered", {"note": "\u3000"}, "empty", "note"),
        ("open", {}, "disposition", "disposition"),
        ("request", {}, "disposition", "disposition"),
    ],
)
def test_what_cannot_be_filed_is_told_beside_its_field(
    walk: Walk, what: str, more: dict[str, Any], code: str, field: str
) -> None:
    walk.case()
    envelope = _later(walk)
    told = refused(walk.desk, lambda: _file(walk, envelope, what, **more))
    assert (told.code, told.field) == (code, field)


def test_what_is_filed_is_not_filed_otherwise_before_it_is_taken_back(walk: Walk) -> None:
    number = walk.case()
    envelope = _later(walk)
    _file(walk, envelope, "misdelivered", note="隣の会社あて。郵便局へ返した。")
    assert refused(walk.desk, lambda: walk.case(envelope=envelope)).code == "filed-otherwise"
    told = refused(walk.desk, lambda: _file(walk, envelope, "addition", number=number, brings=["fee"]))
    assert told.code == "filed-otherwise"
    assert refused(walk.desk, lambda: unfile_envelope(walk.desk, envelope, " ")).field == "reason"
    unfile_envelope(walk.desk, envelope, "当社あてだった")
    assert post_views.show_envelope(walk.desk, envelope).disposition is Disposition.OPEN
    assert refused(walk.desk, lambda: unfile_envelope(walk.desk, envelope, "二度目")).code == "not-filed"
    assert walk.case(envelope=envelope) == "P-2026-0002"


def test_the_envelope_that_started_a_case_adds_nothing_to_it(walk: Walk) -> None:
    envelope = walk.envelope()
    number = walk.case(envelope=envelope)
    told = refused(walk.desk, lambda: _file(walk, envelope, "addition", number=number, brings=["fee"]))
    assert told.code == "own-envelope"


def test_today_counts_what_nobody_filed(walk: Walk) -> None:
    number = walk.case()
    first, second = _later(walk), _later(walk)
    assert today_view(walk.desk).envelopes_without_case == 2
    _file(walk, first, "addition", number=number, brings=["other"])
    _file(walk, second, "no_request", note="広告")
    assert today_view(walk.desk).envelopes_without_case == 0


def test_all_that_is_wrong_is_told_at_once(walk: Walk) -> None:
    walk.envelope(mail_class="simplified_registered", tracking_number=TRACKING)
    typed = {
        "arrived_on": "2026-11-31",
        "sender_as_written": "",
        "mail_class": "simplified_registered",
        "tracking_number": TRACKING,
        "opened_by": "見本 受付",
        "witnessed_by": "見本 受付",
        "place": "nowhere",
    }
    filed = {"disposition": "returned", "document_number": "P-2026-0001-9"}
    told = refused(walk.desk, lambda: intake.log_typed(walk.desk, typed, filed))
    assert isinstance(told, InputErrors)
    assert [fault.field for fault in told.faults] == [
        "arrived_on",
        "sender_as_written",
        "witnessed_by",
        "tracking_number",
        "place",
        "document_number",
    ]


def test_a_call_is_no_paper_and_its_number_is_kept(walk: Walk) -> None:
    typed = {"channel": "telephone", "arrived_on": TODAY, "sender_as_written": "見本 一郎", "note": "開示の方法"}
    call = intake.log_typed(walk.desk, typed | {"taken_at": "９時０５分", "call_back": "０３－００００－０００１"})
    assert call.envelope_id is not None
    view = post_views.show_envelope(walk.desk, call.envelope_id)
    assert (view.note, view.mail_class) == ("09:05 ☎ 03-0000-0001\n開示の方法", MailClass.ELECTRONIC)
    told = refused(walk.desk, lambda: intake.log_typed(walk.desk, typed | {"taken_at": "25:00", "call_back": "x"}))
    assert isinstance(told, InputErrors)
    assert [fault.field for fault in told.faults] == ["taken_at", "call_back"]
