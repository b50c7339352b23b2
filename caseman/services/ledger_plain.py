"""The lines of cases that ran straight, which are most of a ledger: one request, one answer, nothing unusual.

They are what `ledger_cells` makes of any case, made without asking for what a plain case does not have: a hundred
thousand lines take half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from caseman.domain.identity_policy import CheckResult
from caseman.domain.statute import Law
from caseman.exchange.cells import Cell
from caseman.services.ledger_cells import Terms
from caseman.services.ledger_rows import Check, Dispatch, Payment, Request

_CONFIRMED: Final = CheckResult.CONFIRMED.value
_NOT_SENT: Final = (None, "", "", None)
_NOT_DEFICIENT: Final = (None, None, None)
_ENDED: Final = ("returned", "destroyed")


class PlainLines:
    """The lines, in the terms of one language; `law` tells the one that holds for a case's row."""

    def __init__(self, terms: Terms, law: Callable[[Sequence[Any]], Law]) -> None:
        self._terms = terms
        self._law = law
        self._request = cache(self._say_request)
        self._mail, self._means, self._documents, self._agents = terms.mail, terms.means, terms.documents, terms.agents

    def line(self, case: Sequence[Any], details: Sequence[Sequence[Any]]) -> tuple[Cell, ...] | None:
        """The line of a case from its row and the rows of its details, in the order of `ledger`; None for a case that
        is not plain. One function: a call for each part of each line would cost more than the parts.
        """
        asked, checked, paid, sent, deficient, authority, *unusual = details
        if len(asked) != 1 or len(paid) > 1 or len(sent) > 1 or len(deficient) > 1 or any(unusual):
            return None
        _, number, _, arrived_on, accepted_on, due_on, closed_on, papers_end, retain_until, remarks, *person = case
        mail, tracking, name, kana, agent = person
        ((_, _, kind, article, fee, _, outcome, ground, _, decided_on, decided_by, _),) = asked
        documents, checked_on, checked_by, proof, odd = "", None, "", "", False
        if agent is not None:
            proof = self._terms.authority([paper[1] for paper in authority])
        if len(checked) == 1 and agent is None and checked[0][3] == _CONFIRMED:
            ((_, _, document, _, checked_on, checked_by, _),) = checked
            documents = self._documents[document]
        elif checked:
            documents, checked_on, checked_by = self._terms.checks(_made(Check, checked), agent=agent is not None)
            odd = any(check[3] != _CONFIRMED for check in checked)
        means, paid_on = "", None
        if paid:
            ((_, means, paid_on, amount),) = paid
            means, paid_on = (self._means[means], paid_on) if amount > 0 else ("", None)
            odd = odd or amount != fee
        sent_on, sent_by, sent_tracking, delivered_on = _NOT_SENT
        if sent:
            ((_, _, _, sent_on, sent_by, sent_tracking, delivered_on, returned_on, _),) = sent
            sent_by, odd = self._mail[sent_by], odd or returned_on is not None
        asked_on, limit_on, cured_on = deficient[0][1:] if deficient else _NOT_DEFICIENT
        types, articles, result, required = self._request(kind, article, outcome, bool(fee))
        grounds, reasons = ("", "") if ground is None else self._refusals(case, asked)
        if odd:
            remarks = self._remarks(remarks, asked, paid, checked, sent)
        return (
            number, arrived_on, self._mail[mail], tracking, types, articles, name, kana, self._agents[agent],
            documents, checked_on, checked_by, proof, asked_on, limit_on, cured_on, required, fee, means, paid_on,
            accepted_on, due_on, None, "", decided_on, result, grounds, reasons, decided_by or "", sent_on, sent_by,
            sent_tracking, delivered_on, closed_on if papers_end in _ENDED else None, retain_until, remarks,
        )  # fmt: skip

    def _refusals(self, case: Sequence[Any], asked: Sequence[Any]) -> tuple[str, str]:
        return self._terms.refusals(_made(Request, asked), (), lambda: self._law(case))

    def _remarks(self, written: str, asked: Any, paid: Any, checked: Any, sent: Any) -> str:
        parts = (_made(Request, asked), _made(Payment, paid), _made(Check, checked), (), _made(Dispatch, sent), ())
        return self._terms.remarks(written, *parts)

    def _say_request(self, kind: str, article: str, outcome: str | None, fee: bool) -> tuple[str, str, str, str]:
        terms = self._terms
        asked = [Request(0, 1, kind, article, 0, "", outcome, None, "", None, None, None)]
        required = terms.required if fee else terms.not_required
        return terms.types(asked), terms.articles(asked), terms.results(asked, ()), required


def _made(kind: Any, rows: Sequence[Any]) -> list[Any]:
    return list(map(kind._make, rows))
