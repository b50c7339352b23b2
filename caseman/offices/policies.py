"""What confirms a person and an agent at an office, and where it is paid, as the rules take it."""

from __future__ import annotations

from caseman.domain.authority import AgentKind, AuthorityPolicy, ReplyTo
from caseman.domain.documents import CopyForm, Detail
from caseman.domain.identity_policy import AcceptedDocument, FourEyes, IdentityPolicy
from caseman.domain.statements import DEPOSIT_TYPES, OfficeAccount
from caseman.offices.schema import Procedure


def identity_policy(procedure: Procedure) -> IdentityPolicy:
    """The office's rules of identity.

    An office that knows the person by something else (a member ID, say) compares that, as “other document”.
    """
    rules = procedure.identity
    four_eyes = FourEyes(procedure.four_eyes.identity)
    return IdentityPolicy(
        accepted=tuple(
            AcceptedDocument(
                document.kind,
                document.issued_within_days,
                document.issued_within_months,
                CopyForm(document.form),
            )
            for document in rules.documents
        ),
        known_without_document=rules.known_by is not None,
        photo_needed=rules.photo_needed,
        others_needed=rules.others_needed,
        back_if_address_changed=rules.back_if_address_changed,
        four_eyes=four_eyes,
        demanded=frozenset(map(Detail, rules.demanded)),
    )


def authority_policy(procedure: Procedure) -> AuthorityPolicy:
    """The office's rules of authority. The agent's own identity is checked by itself, so no paper stands for it."""
    rules = procedure.agents
    to_principal = procedure.replies.delegated_agent == "to_principal"
    return AuthorityPolicy(
        needed={kind: rules.chain(kind) for kind in AgentKind},
        kinds=frozenset(rules.kinds),
        authority_to_receive_needed=rules.receive_authority_needed,
        reply_to=ReplyTo.PRINCIPAL if to_principal else ReplyTo.AGENT,
        own_identity=False,
    )


def office_account(procedure: Procedure) -> OfficeAccount:
    """The account that statements must be of; one of which nothing is known where the procedure names none."""
    account = procedure.bank_account
    if account is None:
        return OfficeAccount()
    return OfficeAccount(account.number, account.codes, DEPOSIT_TYPES.get(account.kind.ja, ""))
