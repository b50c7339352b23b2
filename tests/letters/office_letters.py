"""Every letter that a shipped office can send, with what its procedure and its law put into it. All sample letters."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from caseman.domain.decisions import Outcome
from caseman.domain.fees import TRANSFERS, FeeBasis
from caseman.domain.grounds import Ground
from caseman.domain.letters import FEE_LETTERS, NOTICES, LetterKind
from caseman.domain.requests import RequestType
from caseman.domain.statute import Law, law_of
from caseman.letters.facts import Answered, FeeLine, FeeTold, LetterFacts
from caseman.letters.specimens import specimens
from caseman.offices.loader import load_office, office_names
from caseman.offices.schema import Procedure
from caseman.offices.window_envelopes import letter_form
from caseman.services.letter_facts import sender_of

OFFICES = office_names()


@cache
def office_letters(name: str) -> dict[LetterKind, LetterFacts]:
    """The letters of an office, each with all it can say."""
    procedure = load_office(name)
    return {kind: _letter(procedure, kind) for kind in LetterKind if _sends(procedure, kind)}


def _sends(procedure: Procedure, kind: LetterKind) -> bool:
    if kind in FEE_LETTERS:
        return bool(procedure.fees)
    if kind is LetterKind.EXTENSION:
        return procedure.clock.extensions_allowed > 0
    if kind in NOTICES:
        return True
    (answer,) = specimens(kind, procedure.replies.language)[0].answers
    return procedure.offered(answer.request_type) is not None


def _letter(procedure: Procedure, kind: LetterKind) -> LetterFacts:
    facts = specimens(kind, procedure.replies.language, sender_of(procedure, procedure.replies.language))[-1]
    law = law_of(procedure.law, facts.received_on)
    if not facts.sender.company:  # a starting point that belongs to no office yet
        company = specimens(kind, facts.language)[0].sender.company
        facts = replace(facts, sender=replace(facts.sender, company=company))
    return replace(
        facts,
        form=letter_form(procedure),
        answers=tuple(_answered(answer, law) for answer in facts.answers),
        deficiency=facts.deficiency
        and replace(facts.deficiency, unmended=procedure.deficiencies.unmended, clock=procedure.clock.clock),
        fee=facts.fee and (_fee(facts.fee, procedure, law) if procedure.fees else replace(facts.fee, article="")),
        ended=facts.ended and replace(facts.ended, papers_end=procedure.retention.papers_end),
        correction_article=law.row(RequestType.CORRECTION).article,
        method_article=law.row(RequestType.DISCLOSURE).refusal_article,
    )


def _answered(answer: Answered, law: Law) -> Answered:
    """The answer with the articles of this law."""
    own = law.row(answer.request_type)
    granted = answer.outcome in (Outcome.GRANT, Outcome.PART)

    def article(ground: Ground | None) -> str:
        return law.ground_article(ground, answer.request_type) if ground else ""

    return replace(
        answer,
        article=own.article,
        answer_article=own.answer_article if granted else own.refusal_article,
        refusal_article=own.refusal_article,
        ground_article=article(answer.ground),
        items=tuple(replace(item, ground_article=article(item.ground)) for item in answer.items),
    )


def _fee(fee: FeeTold, procedure: Procedure, law: Law) -> FeeTold:
    """The fee as the procedure rules it: the first that is in force."""
    rule = procedure.fees[0]
    account = procedure.bank_account
    by_transfer = any(means in TRANSFERS for means in rule.means)
    return replace(
        fee,
        lines=(FeeLine(rule.type, 1, FeeBasis(rule.per), rule.money),),
        article=law.row(rule.type).fee_article,
        means=rule.means,
        account=account.in_language(procedure.replies.language) if by_transfer and account is not None else "",
        tax_included=rule.tax_included,
        transfer_fee_borne_by=rule.transfer_fee_borne_by,
        unpaid=rule.unpaid,
        clock=procedure.clock.clock,
        overpaid=rule.overpaid,
        underpaid=rule.underpaid,
        wrong_rule=rule.wrong_means,
        ended=rule.when_ended,
    )
