"""How long records are kept, as a procedure says it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from caseman.domain.retention import Keep, KeepEvent, KeepUnit, RecordKind
from caseman.offices.sourced import OFFICE_SETTING, MonthDay, Sourced


class KeepRule(Sourced):
    """How long one kind of record is kept: so long after an event, or after the fiscal year in which it happened."""

    event: KeepEvent = KeepEvent.CLOSED
    amount: int = Field(ge=0, le=3660)
    unit: KeepUnit
    after_fiscal_year: bool = Field(default=False, description="Counted from the end of the event's fiscal year.")

    @property
    def keep(self) -> Keep:
        return Keep(self.event, self.amount, self.unit, self.after_fiscal_year)


class Retention(Sourced):
    """How long the closed case and its papers are kept, in years and days from closing; kinds of record on their own.

    A kind that is not given follows the case; its papers follow `papers_days` where that is given, and so do the
    copies of identity documents. The book follows tax law: seven years from the end of the fiscal year.
    """

    case_years: int = Field(ge=0, le=100)
    papers_days: int | None = Field(default=None, ge=0, le=3660)
    papers_end: Literal["kept", "returned", "destroyed"]
    early_disposal: bool = Field(default=False, description="Whether what is no longer needed goes before its time.")
    fiscal_year_end: MonthDay = Field(default="03-31", description="The last day of the office's fiscal year.")
    identity_copies: KeepRule | None = None
    scans: KeepRule | None = None
    papers: KeepRule | None = None
    letters: KeepRule | None = None
    personal: KeepRule | None = Field(default=None, description="Names, addresses and words in the case.")
    other_post: KeepRule | None = Field(default=None, description="Envelopes that became no case; from the arrival.")
    book: KeepRule | None = Field(default=None, description="Names in the book and the bank's lines; from the payment.")

    def keep(self, kind: RecordKind) -> KeepRule:
        """The rule for a kind of record, given or following from the others."""
        given: KeepRule | None = getattr(self, kind.value)
        if given is not None:
            return given
        if kind is RecordKind.BOOK:
            return KeepRule(
                source=OFFICE_SETTING, event=KeepEvent.BOOKED, amount=7, unit="years", after_fiscal_year=True
            )
        if kind is RecordKind.OTHER_POST:
            return KeepRule(source=self.source, event=KeepEvent.ARRIVED, amount=self.case_years, unit="years")
        early = kind in (RecordKind.IDENTITY_COPIES, RecordKind.PAPERS)
        if early and self.papers_days is not None:
            return KeepRule(source=self.source, amount=self.papers_days, unit="days")
        return KeepRule(source=self.source, amount=self.case_years, unit="years")

    @property
    def fiscal_year(self) -> tuple[int, int]:
        """Month and day on which the office's fiscal year ends."""
        month, _, day = self.fiscal_year_end.partition("-")
        return int(month), int(day)
