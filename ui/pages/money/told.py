"""A deposit in words, as it stands beside its table."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from caseman.domain.statements import Deposit
from ui.i18n import tell


def deposit_lines(deposit: Deposit, *more: tuple[str, str]) -> list[str]:
    """What the bank told of it and `more`, a line for each title; what is empty is left out."""
    pairs = (
        (QCoreApplication.translate("MoneyPage", "Payer"), deposit.payer),
        (QCoreApplication.translate("MoneyPage", "Amount"), tell(deposit.signed)),
        (QCoreApplication.translate("MoneyPage", "Day"), tell(deposit.day)),
        (QCoreApplication.translate("MoneyPage", "From"), f"{deposit.bank} {deposit.branch}".strip()),
        (QCoreApplication.translate("MoneyPage", "Sent with it"), deposit.edi),
        (QCoreApplication.translate("MoneyPage", "Bank's reference"), deposit.reference),
        *more,
    )
    return [f"{title}: {value}" for title, value in pairs if value]
