"""The lines of cases that ran straight, which are most of a ledger: one request, one answer, nothing unusual.

They are what `ledger_cells` makes of any case, made without asking for what a plain case does not have: a hundred
thousand lines take half the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from caseman.domain.evidence import CheckResult
from caseman.domain.statute import Law
from caseman.exchange.cells import Cell
from caseman.services.ledger_cells import Check, Dispatch, Payment, Request, Terms

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

    def line(self, case: Sequence[Any], details: Sequence[Sequence[Any]]) -> tuple[Cell, ...] | None:
        """The line of a case from its row and the rows of its details, in the order of `ledger`; None for a case that
        is not plain.
        """
        asked, checked, paid, sent, deficient, authority, *unusual = details
        if len(asked) != 1 or len(paid) > 1 or len(sent) > 1 or len(deficient) > 1 or any(unusual):
            return None
        *_, name, kana, agent = case
        terms = self._terms
        _, number, _, arrived_on, accepted_on, due_on, closed_on, papers_end, retain_until, remarks, mail, tracking = (
            case[:12]
        )
        _, _, kind, article, fee, _, outcome, ground, _, decided_on, decided_by, _ = asked[0]
        documents, checked_on, checked_by = self._checks(checked, agent=agent is not None)
        odd = bool(paid and paid[0][3] != fee) or any(check[3] != _CONFIRMED for check in checked)
        means, paid_on = (terms.means[paid[0][1]], paid[0][2]) if paid and paid[0][3] > 0 else ("", None)
        sent_on, sent_by, sent_tracking, delivered_on = _NOT_SENT
        if sent:
            _, _, _, sent_on, sent_mail, sent_tracking, delivered_on, returned_on, _ = sent[0]
            sent_by, odd = terms.mail[sent_mail], odd or returned_on is not None
        asked_on, limit_on, cured_on = deficient[0][1:] if deficient else _NOT_DEFICIENT
        types, articles, result, required = self._request(kind, article, outcome, bool(fee))
        grounds, reasons = ("", "") if ground is None else self._refusals(case, asked)
        proof = terms.authority([paper[1] for paper in authority]) if agent is not None else ""
        if odd:
            remarks = self._remarks(remarks, asked, paid, checked, sent)
        return (
            number, arrived_on, terms.mail[mail], tracking, types, articles, name, kana, terms.agents[agent],
            documents, checked_on, checked_by, proof, asked_on, limit_on, cured_on, required, fee, means, paid_on,
            accepted_on, due_on, None, "", decided_on, result, grounds, reasons, decided_by or "", sent_on, sent_by,
            sent_tracking, delivered_on, closed_on if papers_end in _ENDED else None, retain_until, remarks,
        )  # fmt: skip

    def _checks(self, checked: Sequence[Any], *, agent: bool) -> tuple[str, str | None, str]:
        if not checked:
            return "", None, ""
        if len(checked) == 1 and not agent and checked[0][3] == _CONFIRMED:
            _, _, document, _, checked_on, checked_by, _ = checked[0]
            return self._terms.documents[document], checked_on, checked_by
        return self._terms.checks(list(map(Check._make, checked)), agent=agent)

    def _refusals(self, case: Sequence[Any], asked: Sequence[Any]) -> tuple[str, str]:
        return self._terms.refusals(list(map(Request._make, asked)), (), lambda: self._law(case))

    def _remarks(self, written: str, asked: Any, paid: Any, checked: Any, sent: Any) -> str:
        return self._terms.remarks(
            written,
            list(map(Request._make, asked)),
            list(map(Payment._make, paid)),
            list(map(Check._make, checked)),
            (),
            list(map(Dispatch._make, sent)),
            (),
        )

    def _say_request(self, kind: str, article: str, outcome: str | None, fee: bool) -> tuple[str, str, str, str]:
        terms = self._terms
        asked = [Request(0, 1, kind, article, 0, "", outcome, None, "", None, None, None)]
        required = terms.required if fee else terms.not_required
        return terms.types(asked), terms.articles(asked), terms.results(asked, ()), required
