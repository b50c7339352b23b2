"""One whole case for each office that ships, under its own procedure: from what came to the closed file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from caseman.bootstrap import create_office
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import FeeState
from caseman.domain.lifecycle import State
from caseman.domain.post import Channel, MailClass
from caseman.domain.requests import RequestType
from caseman.offices.loader import load_office, office_names, procedure_text
from caseman.security.keyslots import FLOOR_COST, read_keyslots, unlock_with_passphrase
from caseman.services import (
    acceptance,
    auditing,
    case_file,
    closing,
    decisions,
    dispatch,
    fees,
    identity,
    intake,
    letters,
    search_tasks,
)
from caseman.services.course_inputs import SearchAnswerInput, SearchInput
from caseman.services.desk import Desk
from caseman.services.fee_inputs import PaymentInput
from caseman.services.inputs import (
    AcceptanceInput,
    CaseInput,
    ClosingInput,
    DecisionInput,
    DeliveryInput,
    DispatchInput,
    IdentityInput,
)
from caseman.services.post_inputs import EnvelopeInput
from caseman.services.views import CaseView
from caseman.storage.file import keys_path, open_file
from tests.services.walking import ARRIVED, PASSPHRASE, PRINCIPAL, STAFF, TODAY, TRACKING, TickingClock, picture


@dataclass
class Story:
    """What is asked of an office, and what its case must come to."""

    office: str
    asks: RequestType
    channel: Channel
    document: DocumentKind
    mail: MailClass
    fee: int = 0
    due: date = date(2026, 12, 8)
    suit: bool = True
    means: str = "bank_transfer"
    another: DocumentKind | None = None  # a second document, where one is not enough
    said: tuple[str, ...] = ()  # what the letter must tell
    more: dict[str, Any] = field(default_factory=dict)  # of the decision


# Arrived on Friday 20 November 2026, accepted on Tuesday the 24th; Monday the 23rd is a holiday in Japan.
STORIES = [
    Story(
        "aucnet",
        RequestType.DISCLOSURE,
        Channel.POST,
        DocumentKind.DRIVERS_LICENCE,
        MailClass.SIMPLIFIED_REGISTERED,
        fee=5250,
        said=("保有個人データ開示決定通知書", "コーポレート管理部"),
    ),
    Story(
        "jennet",
        RequestType.CESSATION,
        Channel.WEB,
        DocumentKind.OTHER,
        MailClass.SIMPLIFIED_REGISTERED,
        said=("利用停止等決定通知書", "Jennet", "050-8888-2659"),
    ),
    Story(
        "jsers",
        RequestType.CORRECTION,
        Channel.EMAIL,
        DocumentKind.DRIVERS_LICENCE,
        MailClass.SIMPLIFIED_REGISTERED,
        said=("訂正等決定通知書", "見本町2", "Jsers, llc."),
    ),
    Story(
        "justsystems",
        RequestType.PURPOSE,
        Channel.EMAIL,
        DocumentKind.MY_NUMBER_CARD,
        MailClass.ELECTRONIC,
        suit=False,
        said=("利用目的通知書", "privacy@justsystem.co.jp"),
    ),
    Story(
        "jen",
        RequestType.DISCLOSURE,
        Channel.EMAIL,
        DocumentKind.OTHER,
        MailClass.ELECTRONIC,
        said=("保有個人データ開示決定通知書", "JEN CORP."),
    ),
    Story(
        "appi-private",
        RequestType.THIRD_PARTY_RECORDS,
        Channel.POST,
        DocumentKind.DRIVERS_LICENCE,
        MailClass.SIMPLIFIED_REGISTERED,
        fee=1000,
        means="money_order",
        said=("第三者提供記録開示決定通知書", "第33条"),
    ),
    Story(
        "japan-public-sector",
        RequestType.CORRECTION,
        Channel.POST,
        DocumentKind.DRIVERS_LICENCE,
        MailClass.SIMPLIFIED_REGISTERED,
        another=DocumentKind.MY_NUMBER_CARD,
        due=date(2026, 12, 21),  # the thirtieth day, 20 December, is a Sunday
        suit=False,
        said=("訂正等決定通知書", "第93条第1項"),
    ),
    Story(
        "gdpr",
        RequestType.DISCLOSURE,
        Channel.EMAIL,
        DocumentKind.OTHER,
        MailClass.REGISTERED,
        due=date(2026, 12, 21),
        suit=False,
        said=("GDPR",),
    ),
    Story(
        "uk-gdpr",
        RequestType.CESSATION,
        Channel.TELEPHONE,
        DocumentKind.OTHER,
        MailClass.REGISTERED,
        due=date(2026, 12, 21),
        suit=False,
        said=("UK GDPR",),
    ),
]


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Desk]:
    folder = tmp_path_factory.mktemp("offices")

    def make(code: str) -> Desk:
        return _office(folder, code)

    return make


def _office(folder: Path, code: str) -> Desk:
    path = folder / f"{code}.caseman"
    clock = TickingClock()
    create_office(
        path, office=_filled_in(folder, code), staff_name=STAFF, passphrase=PASSPHRASE, clock=clock, cost=FLOOR_COST
    )
    keyslots = read_keyslots(keys_path(path))
    return Desk(open_file(path, keyslots, unlock_with_passphrase(keyslots, PASSPHRASE).data_key, clock()), STAFF, clock)


def _filled_in(folder: Path, code: str) -> str:
    """A starting point with the office's name filled in, as its owner would; the five offices as they ship."""
    if not load_office(code).generic:
        return code
    text = procedure_text(code)
    empty = 'company = { ja = "", en = "" }'
    assert empty in text
    file = folder / f"{code}.toml"
    file.write_text(text.replace(empty, 'company = { ja = "株式会社見本", en = "Sample Ltd" }'), encoding="utf-8")
    return str(file)


def test_every_office_that_ships_has_its_story() -> None:
    assert {story.office for story in STORIES} == set(office_names())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.office)
def test_a_whole_case_under_the_office_s_own_procedure(story: Story, desks: Callable[[str], Desk]) -> None:
    desk = desks(story.office)
    number = _open(desk, story)
    view = case_file.show_case(desk, number)
    assert view.requests[0].type is story.asks
    assert view.fee_due.minor == story.fee
    assert (view.suit_from is not None) is story.suit

    for document in filter(None, (story.document, story.another)):
        _confirm(desk, document, number)
    if story.fee:
        _pay(desk, number, story)
    acceptance.accept_case(desk, AcceptanceInput.read(number=number, accepted_on=TODAY))
    view = case_file.show_case(desk, number)
    assert (view.state, view.due_on) == (State.ACCEPTED, story.due)
    assert view.fee_state in (FeeState.NOT_REQUIRED, FeeState.PAID)

    _search(desk, number)
    _decide(desk, story, number)
    pdf = _answer(desk, story, number)
    for words in story.said:
        assert words in pdf
    view = _close(desk, number)
    assert view.state is State.CLOSED
    assert view.retain_until is not None
    assert auditing.verify_file(desk).sound
    desk.close()


def _open(desk: Desk, story: Story) -> str:
    posted = story.channel in (Channel.POST, Channel.HAND)
    envelope = intake.log_envelope(
        desk,
        EnvelopeInput.read(
            channel=story.channel,
            arrived_on=ARRIVED,
            mail_class=MailClass.ORDINARY if posted else MailClass.ELECTRONIC,
            marked_confidential=posted,
            sender_as_written=PRINCIPAL["name"],
            enclosures=({"kind": "request_form"}, {"kind": "id_copy"}, {"kind": "bank_receipt"}) if posted else (),
            scans=({"name": "form.png", "data": picture()},),
        ),
    ).envelope_id
    asked = [{"type": story.asks, "scope": "会員登録の内容（見本）"}]
    opened = intake.open_case(desk, CaseInput.read(envelope_id=envelope, principal=PRINCIPAL, requests=asked))
    return opened.numbers[0]


def _confirm(desk: Desk, document: DocumentKind, number: str) -> None:
    identity.check_identity(
        desk,
        IdentityInput.read(
            number=number,
            document=document,
            expires_on="2034-04-01" if document.facts.has_expiry else "",
            name_agrees=True,
            address_agrees=True,
            birth_date_agrees=True,
            masked=True,
            known_by_agrees=True,
            result="confirmed",
            checked_on=TODAY,
        ),
    )


def _pay(desk: Desk, number: str, story: Story) -> None:
    paid = {"amount": str(story.fee), "means": story.means, "paid_on": ARRIVED, "matched_on": TODAY, "payer": "ミホン"}
    fees.record_payment(desk, PaymentInput.read(number=number, **paid))


def _search(desk: Desk, number: str) -> None:
    holders = desk.procedure.data_holders
    holder = holders[0].name if holders else "顧客サービス部（見本）"
    search_tasks.ask_holder(desk, SearchInput.read(number=number, holder=holder, question="有無", asked_on=TODAY))
    task = case_file.show_case(desk, number).course.searches[0]
    answer = {"number": number, "task_id": task.task_id, "answered_on": TODAY, "found": "found", "answer": "会員台帳"}
    search_tasks.note_answer(desk, SearchAnswerInput.read(**answer))


def _decide(desk: Desk, story: Story, number: str) -> None:
    ruling: dict[str, Any] = {"outcome": "grant", "details": "会員登録の内容（見本）"}
    if story.asks is RequestType.CORRECTION:
        ruling |= {"before": "見本町1", "after": "見本町2"}
    decisions.decide(desk, DecisionInput.read(number=number, position=1, decided_on=TODAY, **(ruling | story.more)))


def _answer(desk: Desk, story: Story, number: str) -> str:
    kind = case_file.show_case(desk, number).letters_open[0]
    document = letters.make_letter(desk, number, kind).document_number
    assert document is not None
    sent = {"dispatched_on": TODAY, "mail_class": story.mail, "tracking_number": TRACKING if story.mail.tracked else ""}
    dispatch.note_dispatch(desk, DispatchInput.read(number=number, document_number=document, **sent))
    dispatch.note_delivery(desk, DeliveryInput.read(number=number, document_number=document, delivered_on=TODAY))
    pdf = pypdfium2.PdfDocument(letters.letter(desk, number, document).pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "")
    finally:
        pdf.close()


def _close(desk: Desk, number: str) -> CaseView:
    closing.close_case(
        desk,
        ClosingInput.read(number=number, closed_on=TODAY, papers_end=desk.procedure.retention.papers_end),
    )
    return case_file.show_case(desk, number)
