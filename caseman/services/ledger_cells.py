"""The cells of one ledger line: the field's terms in one language, each said once, and what is made of them.

Where a case has several requests, each is told with its own result; where an agent acts, the papers of the two people
are told apart. A date that is the same for all stands alone, so that a spreadsheet can sort by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.citations import Article
from caseman.domain.decisions import Outcome, outcome_of
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import CheckResult
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.domain.statute import Law
from caseman.services.case_facts import EventKind
from caseman.services.ledger_rows import Check, Dispatch, Event, Past, Payment, Refused, Request, Searched
from caseman.text import Language, T

_ENDS = (EventKind.WITHDRAWN, EventKind.DEEMED_WITHDRAWN, EventKind.REOPENED)


class Terms:
    """The terms in one language, and the cells made of them."""

    def __init__(self, language: Language) -> None:
        def said(enum: Any) -> dict[str | None, str]:
            return {None: ""} | {member.value: member.label.say(language) for member in enum}

        self.language = language
        self._types, self._outcomes, self._events = said(RequestType), said(Outcome), said(EventKind)
        self.documents, self.means, self.papers = said(DocumentKind), said(PaymentMeans), said(EnclosureKind)
        self._roles = said(PartyRole)
        self.mail = said(MailClass)
        self.agents = said(AgentKind) | {None: T("Principal").say(language)}
        self.required, self.not_required = T("Required").say(language), T("Not required").say(language)
        self._undecided, self._not_sent = T("Undecided").say(language), T("Not sent").say(language)
        self._not_delivered = T("Not delivered").say(language)
        self._dealt_with = outcome_of(RequestType.COMPLAINT, Outcome.GRANT).say(language)
        self._japanese = language is Language.JA
        self._between = "、" if self._japanese else ", "
        self._article = cache(self._cite)
        self._ground = cache(self._say_ground)

    def types(self, asked: Sequence[Request]) -> str:
        return self.join([self._types[request.type] for request in asked])

    def articles(self, asked: Sequence[Request]) -> str:
        return self.join([self._article(request.article) for request in asked])

    def deciders(self, asked: Sequence[Request]) -> str:
        return self.join([request.decided_by for request in asked])

    def results(self, asked: Sequence[Request], happened: Sequence[Event]) -> str:
        """The outcome, of each request where there are several; “withdrawn” where none was reached before."""
        ended = next((event.kind for event in reversed(happened) if event.kind in _ENDS), None)
        otherwise = self._events[ended] if ended not in (None, EventKind.REOPENED) else ""
        if len(asked) == 1:
            return self._outcome(asked[0]) or otherwise
        if not any(request.outcome for request in asked):
            return otherwise
        return self._listed(
            (label, self._outcome(request) or otherwise or self._undecided) for label, request in self._labelled(asked)
        )

    def _outcome(self, request: Request) -> str:
        if request.type == RequestType.COMPLAINT and request.outcome == Outcome.GRANT:
            return self._dealt_with
        return self._outcomes[request.outcome]

    def decided_on(self, asked: Sequence[Request]) -> str | None:
        """The day of decision: of each request where they differ, or only some are decided."""
        return self._each([(label, request.decided_on) for label, request in self._labelled(asked)], self._undecided)

    def refusals(self, asked: Sequence[Request], refused: Sequence[Refused], law: Callable[[], Law]) -> tuple[str, str]:
        """The grounds with their articles, and the reasons; of each request where there are several."""
        if not any(request.ground for request in asked):
            return "", ""
        known = law()
        grounds: list[tuple[str, str]] = []
        reasons: list[tuple[str, str]] = []
        for label, request in self._labelled(asked):
            items = [item for item in refused if item.position == request.position]
            named = dict.fromkeys(
                ground
                for ground in (request.ground, *(item.ground for item in items))
                if ground and ground != Ground.UNSTATED
            )
            told = [
                self._ground(ground, known.ground_article(Ground(ground), RequestType(request.type)))
                for ground in named
            ]
            whys = [f"{item.item}: {item.reason}" for item in items if item.reason not in (request.reason or "")]
            grounds.append((label, self._between.join(told)))
            reasons.append((label, "\n".join(filter(None, (request.reason, *whys)))))
        return self._alone_or_listed(grounds), self._alone_or_listed(reasons)

    def checks(self, checked: Sequence[Check], *, agent: bool) -> tuple[str, str | None, str]:
        """The documents that confirm, the last day, and who checked; told apart by person where an agent acts.

        Of each kind of document the latest check counts, and only where it confirmed.
        """
        if len(checked) == 1 and not agent:
            return self._checks_of(checked if checked[0].result == CheckResult.CONFIRMED else ())
        latest = {(check.role, check.document): check for check in checked}
        confirmed = [check for check in latest.values() if check.result == CheckResult.CONFIRMED]
        if not agent:
            return self._checks_of(confirmed)
        people = [
            (self._roles[role.value], self._checks_of([check for check in confirmed if check.role == role]))
            for role in PartyRole
        ]
        return (
            self._listed((label, cells[0]) for label, cells in people),
            self._listed((label, cells[1] or "") for label, cells in people) or None,
            self._listed((label, cells[2]) for label, cells in people),
        )

    def _checks_of(self, confirmed: Sequence[Check]) -> tuple[str, str | None, str]:
        return (
            self.join([self.documents[check.document] for check in confirmed]),
            max((check.checked_on for check in confirmed), default=None),
            self.join([check.checked_by for check in confirmed]),
        )

    def payments(self, paid: Sequence[Payment]) -> tuple[str, str | None]:
        """Means, and the last day."""
        came = [p for p in paid if p.amount_minor > 0]  # a refund is told by the remarks
        if not came:
            return "", None
        return self.join([self.means[p.means] for p in came]), max((p.paid_on for p in came), default=None)

    def authority(self, kinds: Sequence[str]) -> str:
        """Papers that prove an agent's authority."""
        return self.join([self.papers[kind] for kind in kinds])

    def searchers(self, searched: Sequence[Searched]) -> str:
        """The data holders that were asked, and who searched there."""
        return self.join(
            [self._with(search.holder, search.searcher) if search.searcher else search.holder for search in searched]
        )

    def dispatches(
        self, asked: Sequence[Request], sent: Sequence[Dispatch], past: Sequence[Past] = ()
    ) -> tuple[str | None, str, str, str | None]:
        """Of the letters that answer: when and how they left, and when they were delivered.

        A request that is decided anew was answered by its first letter until the new one leaves.
        """
        if not sent:
            return None, "", "", None
        if len(sent) == len(asked) == 1:
            one = sent[0]
            return one.sent_on, self.mail[one.mail], one.tracking, one.delivered_on
        by_letter = {dispatch.letter_id: dispatch for dispatch in sent}  # of one that came back, the last time
        first = {each.position: by_letter.get(each.letter_id or 0) for each in past}
        answers = [
            (label, by_letter.get(request.letter_id or 0) or first.get(request.position))
            for label, request in self._labelled(asked)
        ]
        if not any(dispatch for _, dispatch in answers):
            answers = [("", sent[-1])]  # decided anew: the letter that left before
        shown = [dispatch for _, dispatch in answers if dispatch]
        return (
            self._each([(label, d.sent_on if d else None) for label, d in answers], self._not_sent),
            self.join([self.mail[dispatch.mail] for dispatch in shown]),
            self.join([dispatch.tracking for dispatch in shown]),
            self._each([(label, d.delivered_on if d else None) for label, d in answers], self._not_delivered),
        )

    def remarks(
        self,
        written: str,
        asked: Sequence[Request],
        paid: Sequence[Payment],
        checked: Sequence[Check],
        searched: Sequence[Searched],
        sent: Sequence[Dispatch],
        happened: Sequence[Event],
        past: Sequence[Past] = (),
    ) -> str:
        """What somebody wrote, and what no other column shows: money over or short, failed checks, returned letters."""
        found = [written] if written else []
        if paid:
            found += self._fee_remark(asked, paid)
        found += [
            self._dated(
                T("Identity not confirmed"), c.checked_on, self._roles[c.role], self.documents[c.document], c.note
            )
            for c in checked
            if c.result != CheckResult.CONFIRMED
        ]
        found += [
            f"{T('No answer from the data holder').say(self.language)}: {search.holder}"
            for search in searched
            if search.found == "no_answer"
        ]
        found += [
            self._dated(T("Returned undelivered"), d.returned_on, d.document_number, d.return_reason)
            for d in sent
            if d.returned_on
        ]
        found += [
            self._dated(
                T("Decided at first"),
                each.decided_on,
                self._outcomes[each.outcome],
                Ground(each.ground).label.say(self.language) if each.ground else "",
                each.reason,
            )
            for each in past
        ]
        found += [self._dated(EventKind(e.kind).label, e.happened_on, e.reason) for e in happened]
        return "; ".join(found)

    def grounds_of(self, asked: Sequence[Request], grounds: Sequence[Sequence[str]], law: Law) -> str:
        """The grounds of each request with their articles, by their codes."""
        told = [
            (
                label,
                self._between.join(
                    self._ground(code, law.ground_article(Ground(code), request.kind)) for code in codes
                ),
            )
            for (label, request), codes in zip(self._labelled(asked), grounds, strict=True)
        ]
        return self._alone_or_listed(told)

    def days_of(self, asked: Sequence[Request], days: Sequence[str | None], missing: str) -> str | None:
        """A day of each request, told apart where they differ."""
        labels = [label for label, _ in self._labelled(asked)]
        return self._each(list(zip(labels, days, strict=True)), missing)

    def by_role(self, told: Sequence[tuple[str, str]]) -> str:
        """What is told of the principal and of the agent."""
        return self._listed((self._roles[role], value) for role, value in told)

    def _fee_remark(self, asked: Sequence[Request], paid: Sequence[Payment]) -> list[str]:
        due, came = sum(request.fee_minor for request in asked), sum(payment.amount_minor for payment in paid)
        amount = Money(abs(due - came), asked[0].fee_currency)
        if came < due:
            return [T("{amount} short", amount=amount).say(self.language)]
        return [T("{amount} overpaid", amount=amount).say(self.language)] if came > due else []

    def _cite(self, reference: str) -> str:
        """法第33条第1項, as the field writes it for short; another law is named."""
        told = Article(reference).say(self.language)
        return f"法{told}" if self._japanese and told and ":" not in reference else told

    def _say_ground(self, ground: str, article: str) -> str:
        label = Ground(ground).label.say(self.language)
        return self._with(self._article(article), label) if article else label

    def _labelled(self, asked: Sequence[Request]) -> list[tuple[str, Request]]:
        """Each request with its type, and its number where another of that type was made."""
        if len(asked) == 1:
            return [("", asked[0])]
        types = [request.type for request in asked]
        return [
            (
                self._with(self._types[request.type], str(request.position))
                if types.count(request.type) > 1
                else self._types[request.type],
                request,
            )
            for request in asked
        ]

    def _each(self, told: Sequence[tuple[str, str | None]], missing: str) -> str | None:
        """One value that holds for all, or each with its label; None where there is none."""
        values = {value for _, value in told}
        if len(values) == 1:
            return next(iter(values))
        return self._listed((label, value or missing) for label, value in told)

    def _alone_or_listed(self, told: Sequence[tuple[str, str]]) -> str:
        return told[0][1] if len(told) == 1 else self._listed(told)

    def _listed(self, told: Iterable[tuple[str, str]]) -> str:
        return "; ".join(f"{label}: {value}" for label, value in told if value)

    def _dated(self, what: Any, day: str | None, *details: str) -> str:
        return self._with(f"{what.say(self.language)} {day}", self._between.join(filter(None, details)))

    def _with(self, told: str, more: str) -> str:
        """A text with more of it in brackets."""
        if not more:
            return told
        return f"{told}（{more}）" if self._japanese else f"{told} ({more})"

    def join(self, words: Sequence[str | None]) -> str:
        """A list of terms, each once."""
        if len(words) < 2:  # nearly every cell of nearly every case
            return (words[0] or "") if words else ""
        return self._between.join(dict.fromkeys(word for word in words if word))
