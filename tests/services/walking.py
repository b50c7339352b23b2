"""An office to test with, and the walk through every step: the services called as the pages call them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlmodel import col, select

from caseman.bootstrap import create_office
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.domain.trail import READ_ACTIONS
from caseman.errors import CasemanError
from caseman.offices import loader
from caseman.security.keyslots import FLOOR_COST, KeyslotFile, read_keyslots, unlock_with_passphrase
from caseman.services import acceptance, closing, decisions, dispatch, fees, identity, intake, letters
from caseman.services import desk as desk_module
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
from caseman.storage import engine
from caseman.storage.case_keys import Opener
from caseman.storage.file import keys_path, open_file
from caseman.storage.trail_tables import AuditRow

STAFF = "見本 花子"
PASSPHRASE = "合言葉は 見本の桜餅 correct horse 24"
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # a Tuesday, ten in the morning in Tokyo
ARRIVED = date(2026, 11, 20)
TODAY = date(2026, 11, 24)
TRACKING = "123-45-67890-3"
_ENGINE_OPTIONS: dict[str, dict[Any, Any]] = {}


class TickingClock:
    """The clock that the program is given: each look is a millisecond later, and a test moves it on."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def set_day(self, day: date) -> None:
        """Ten in the morning of a day in Tokyo."""
        self.now = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Office:
    """An office file that nobody has open, and what opens it."""

    path: Path
    keyslots: KeyslotFile
    data_key: bytes

    def copy_to(self, folder: Path) -> Path:
        """A copy of both files; only of a closed office."""
        copied = folder / self.path.name
        shutil.copy(self.path, copied)
        shutil.copy(keys_path(self.path), keys_path(copied))
        return copied


def share_compiled_statements() -> None:
    """Let every office file of this run use one store of compiled statements.

    SQLAlchemy compiles a statement once for each engine; the program has one engine, these tests thousands. All of
    them are made in one place with the same options, so that what one dialect compiled holds for the next.
    """
    if "compiled_cache" not in _ENGINE_OPTIONS:
        _ENGINE_OPTIONS["compiled_cache"] = {}
        of_class: dict[str, Callable[..., object]] = {
            "__hash__": lambda dialect: hash(type(dialect)),
            "__eq__": lambda one, other: type(one) is type(other),
        }
        for name, does in of_class.items():
            setattr(SQLiteDialect_pysqlite, name, does)
        engine.create_engine = partial(create_engine, execution_options=_ENGINE_OPTIONS)  # type: ignore[attr-defined]


def share_read_procedures() -> None:
    """Let every open file of this run have the procedure that was read from the same text; nobody can change one."""
    if desk_module.stored_procedure is loader.stored_procedure:
        desk_module.stored_procedure = cache(loader.stored_procedure)


def make_office(folder: Path, name: str = "office.caseman") -> Office:
    """A new Aucnet office, made as the program makes one, with the cheapest key derivation allowed.

    It was opened once, as it is when its founder has looked at it: the first opening puts the seal on.
    """
    share_compiled_statements()
    share_read_procedures()
    path = folder / name
    create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, clock=TickingClock(), cost=FLOOR_COST)
    keyslots = read_keyslots(keys_path(path))
    made = Office(path, keyslots, unlock_with_passphrase(keyslots, PASSPHRASE).data_key)
    open_copy(made, path, TickingClock()).close()
    return made


def open_copy(office: Office, path: Path, clock: TickingClock) -> Desk:
    """Open a copy of the office without waiting for the key derivation."""
    return Desk(open_file(path, office.keyslots, office.data_key, clock()), STAFF, clock)


def picture(colour: tuple[int, int, int] = (240, 240, 235)) -> bytes:
    """A small scan, as PNG."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


def snapshot(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table: what a failed call must leave as it was; but who read something may be told."""
    with desk.reading() as session:
        driver: Any = session.connection().connection.driver_connection  # fifty statements, some thousand times a run
        listed = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        names = [name for (name,) in listed if name != "case_text"]  # an index without content cannot be read
        every = {name: driver.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    every["audit"] = [row for row in every["audit"] if row[3] not in READ_ACTIONS]
    every["seal"] = [row for row in every["seal"] if row[0]]  # the sums, not what binds them to the latest entry
    return every


def refused(desk: Desk, call: Callable[[], object]) -> CasemanError:
    """The refusal of a call, which left every table as it was and speaks in a sentence."""
    before = snapshot(desk)
    with pytest.raises(CasemanError) as failed:
        call()
    assert snapshot(desk) == before
    told = str(failed.value)
    assert told.endswith(".")
    assert "{" not in told
    return failed.value


def raw(desk: Desk, statement: str, **values: Any) -> None:
    """Change the file behind the program's back."""
    with desk.file.engine.begin() as connection:
        connection.execute(text(statement), values)


def trail_of(desk: Desk, after: int = 0) -> list[tuple[str, dict[str, Any]]]:
    """The entries beyond a number: the action, and all the values, sealed or not."""
    with desk.reading() as session:
        opener = Opener(session.connection())
        rows = session.exec(select(AuditRow).where(AuditRow.number > after).order_by(col(AuditRow.number))).all()
        opened = [(row, opener.opened(row.number, row.at, row.case_id, row.details, row.sealed)) for row in rows]
    assert not any(told.gone for _, told in opened)
    return [(row.action, told.values) for row, told in opened]


PRINCIPAL: dict[str, Any] = {
    "name": "髙橋 一郎",
    "kana": "タカハシ イチロウ",
    "postal_code": "000-0001",
    "address": "見本県見本市見本町1-2-3",
    "telephone": "03-0000-0001",
    "email": "sample@example.jp",
    "birth_date": "1980-05-06",
    "member_id": "SAMPLE-000001",
}
AGENT: dict[str, Any] = {
    "name": "山﨑 代子",
    "kana": "ヤマザキ ダイコ",
    "postal_code": "000-0002",
    "address": "見本県例示市見本町4-5-6",
}
ENCLOSURES = ({"kind": "request_form"}, {"kind": "id_copy"}, {"kind": "bank_receipt"})
PROXY = ({"kind": "letter_of_proxy"}, {"kind": "seal_certificate"})


class Walk:
    """The services, called as the pages call them, with sample values that a test may change one by one."""

    def __init__(self, desk: Desk, clock: TickingClock) -> None:
        self.desk = desk
        self.clock = clock

    def envelope(self, **changed: Any) -> int:
        values: dict[str, Any] = {
            "arrived_on": ARRIVED,
            "postmarked_on": date(2026, 11, 19),
            "mail_class": "ordinary",
            "sender_as_written": PRINCIPAL["name"],
            "enclosures": ENCLOSURES,
        }
        if "scans" not in changed:
            values["scans"] = ({"name": "form.png", "data": picture()},)
        made = intake.log_envelope(self.desk, EnvelopeInput.read(**(values | changed))).envelope_id
        assert made is not None
        return made

    def case(self, *types: str, envelope: int | None = None, forms: int = 1, **changed: Any) -> str:
        """Open a case for these request types (disclosure unless said), and return its number."""
        values: dict[str, Any] = {
            "envelope_id": envelope or self.envelope(),
            "principal": PRINCIPAL,
            "requests": [
                {"type": kind, "scope": "会員登録の内容", "forms": forms} for kind in (types or ("disclosure",))
            ],
        }
        return intake.open_case(self.desk, CaseInput.read(**(values | changed))).numbers[0]

    def agent_case(self, *types: str, enclosures: tuple[dict[str, Any], ...] = PROXY, kind: str = "delegated") -> str:
        envelope = self.envelope(enclosures=ENCLOSURES + enclosures)
        return self.case(*types, envelope=envelope, agent=AGENT, agent_kind=kind)

    def identity(self, number: str, /, **changed: Any) -> None:
        values: dict[str, Any] = {
            "number": number,
            "document": "drivers_licence",
            "expires_on": "2034-04-01",
            "name_agrees": True,
            "address_agrees": True,
            "birth_date_agrees": True,
            "masked": True,
            "result": "confirmed",
            "checked_on": TODAY,
        }
        identity.check_identity(self.desk, IdentityInput.read(**(values | changed)))

    def payment(self, number: str, /, **changed: Any) -> None:
        values: dict[str, Any] = {
            "number": number,
            "amount": "5250",
            "paid_on": date(2026, 11, 18),
            "matched_on": TODAY,
            "payer": "ﾀｶﾊｼ ｲﾁﾛｳ",
        }
        fees.record_payment(self.desk, PaymentInput.read(**(values | changed)))

    def accept(self, number: str, accepted_on: date | str = TODAY) -> None:
        acceptance.accept_case(self.desk, AcceptanceInput.read(number=number, accepted_on=accepted_on))

    def decide(self, number: str, position: int = 1, **changed: Any) -> None:
        values: dict[str, Any] = {
            "number": number,
            "position": position,
            "outcome": "grant",
            "details": "氏名、住所、電話番号、取引の記録",
            "before": "見本町1-2-3",
            "after": "見本町4-5-6",
            "decided_on": TODAY,
        }
        decisions.decide(self.desk, DecisionInput.read(**(values | changed)))

    def refuse(self, number: str, position: int = 1, **changed: Any) -> None:
        values = {
            "outcome": "refuse",
            "ground": "identity",
            "reason": "本人であることを確認できないため。",
            "details": "",
        }
        self.decide(number, position, **(values | changed))

    def letter(self, number: str, kind: LetterKind = LetterKind.DISCLOSURE) -> str:
        made = letters.make_letter(self.desk, number, kind).document_number
        assert made is not None
        return made

    def dispatch(self, number: str, document: str, **changed: Any) -> None:
        values: dict[str, Any] = {
            "number": number,
            "document_number": document,
            "dispatched_on": TODAY,
            "mail_class": "simplified_registered",
            "tracking_number": TRACKING,
        }
        dispatch.note_dispatch(self.desk, DispatchInput.read(**(values | changed)))

    def deliver(self, number: str, document: str, delivered_on: date | str = TODAY) -> None:
        dispatch.note_delivery(
            self.desk, DeliveryInput.read(number=number, document_number=document, delivered_on=delivered_on)
        )

    def close(self, number: str, **changed: Any) -> None:
        values: dict[str, Any] = {"number": number, "closed_on": TODAY}
        closing.close_case(self.desk, ClosingInput.read(**(values | changed)))

    def to(self, last: Step) -> str:
        """One disclosure case, taken up to and including a step. Dispatch includes proof of delivery."""
        number = self.case()
        if last is Step.CASE:
            return number
        document = ""
        for step, take in {
            Step.IDENTITY: lambda: self.identity(number),
            Step.FEE: lambda: self.payment(number),
            Step.DATE: lambda: self.accept(number),
            Step.DECISION: lambda: self.decide(number),
        }.items():
            take()
            if step is last:
                return number
        document = self.letter(number)
        if last is not Step.LETTER:
            self.dispatch(number, document)
            self.deliver(number, document)
        if last is Step.CLOSE:
            self.close(number)
        return number


def walked(office: Office, folder: Path, doing: Callable[[Walk], object]) -> Office:
    """A copy of an office in which something was done; closed, so that each test can take a copy of it."""
    made = replace(office, path=office.copy_to(folder))
    clock = TickingClock()
    desk = open_copy(made, made.path, clock)
    doing(Walk(desk, clock))
    desk.close()
    return made
