"""What a request costs, where it is paid, and how the bank's files tell it, as a procedure says it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.requests import RequestType
from caseman.offices.sourced import OFFICE_SETTING, BothLanguages, Sourced
from caseman.text import Language


class FeeRule(Sourced):
    """A fee for one type of request, from a day on."""

    type: RequestType
    amount: int = Field(ge=0, description="In minor units; yen have none.")
    currency: Literal["JPY"] = "JPY"
    per: Literal["form", "item", "name", "estimated"] = "form"
    when: Literal["with_request", "before_acceptance", "on_acceptance", "after_decision", "at_reply"] = "with_request"
    means: tuple[PaymentMeans, ...] = Field(min_length=1)
    transfer_fee_borne_by: Literal["customer", "office"] = "customer"
    overpaid: Literal["kept", "returned", "returned_in_stamps"] = "returned"
    underpaid: Literal["rest_asked", "all_returned"] = "rest_asked"
    wrong_means: Literal["kept", "returned", "all_returned"] = Field(
        default="returned", description="What becomes of money that came by means the office does not take."
    )
    when_ended: Literal["kept", "returned"] = Field(
        default="returned", description="What becomes of the fee of a request that ends without an answer."
    )
    tax_included: bool = Field(default=False, description="Whether the document says that tax is included.")
    unpaid_after_days: int | None = Field(default=None, ge=1, le=365)
    unpaid: Literal["no_request", "returned", "waits"] = "waits"
    effective_from: date = date(1900, 1, 1)
    effective_until: date | None = None

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_until is None or on <= self.effective_until)


class BankAccount(Sourced):
    """Where fees are paid."""

    bank: BothLanguages
    branch: BothLanguages
    kind: BothLanguages
    number: str
    holder: str
    codes: str = Field(
        default="",
        pattern=r"^([0-9]{4}-[0-9]{3})?$",
        description="The codes of bank and branch, such as 0005-084: they tell it from another account of its number.",
    )

    def in_language(self, language: Language) -> str:
        """The account in one line, as a payer needs it."""
        parts = (self.bank, self.branch, self.kind)
        return " ".join([*(part.in_language(language) for part in parts), self.number, self.holder])


class StatementColumns(Sourced):
    """Which column of a bank's CSV holds what, by its heading; an empty heading: the bank has no such column."""

    source: str = Field(default=OFFICE_SETTING, min_length=1, description="Whence the headings are known.")
    name: str = Field(min_length=1, description="The bank, such as MUFG.")
    day: str = Field(min_length=1)
    amount_in: str = Field(min_length=1, description="The amount that came in; empty in lines of money that went out.")
    payer: str = Field(min_length=1)
    amount_out: str = Field(default="", description="The amount that went out.")
    balance: str = Field(
        default="",
        description="The balance after each line. It is checked where `amount_out` is named too, and shows a line "
        "that is missing.",
    )
    summary: str = ""
    reference: str = ""


MUFG = StatementColumns(
    name="MUFG",
    day="日付",
    amount_in="預かり金額",
    payer="摘要内容",
    amount_out="支払い金額",
    balance="差引残高",
    summary="摘要",
)
