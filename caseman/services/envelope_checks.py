"""What is asked of an envelope before it is logged: two people at its opening, and an item not logged already."""

from __future__ import annotations

from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.envelopes import FOUND_MONEY
from caseman.domain.names import match_key
from caseman.errors import InputError, RuleError
from caseman.services.post_inputs import EnvelopeInput
from caseman.services.suggestions import tracking_forms
from caseman.storage.post_tables import EnvelopeRow
from caseman.text import T


def check_opening(envelope: EnvelopeInput) -> None:
    """Two people open an envelope and count what money is in it: never one alone under two names.

    Raises `InputError` for that, for money by a means that no envelope holds, and for money that nobody counted.
    """
    if envelope.witnessed_by and match_key(envelope.witnessed_by) == match_key(envelope.opened_by):
        raise InputError("same-person", _TWO_PEOPLE, field="witnessed_by")
    for position, money in enumerate(envelope.money):
        if money.means not in FOUND_MONEY:
            raise InputError("not-found-money", T("A transfer is not found in an envelope."), field="money")
        if money.amount.minor < 1:
            raise InputError(
                "no-amount",
                T("Count the money, and write how much was found; without any, take it out of the list."),
                field=f"money.{position}.amount",
            )
        if match_key(money.counted_by) == match_key(money.witnessed_by):
            raise InputError("same-person", _TWO_PEOPLE, field=f"money.{position}.witnessed_by")


_TWO_PEOPLE: Final = T("The witness must be somebody else. Name the second person who was there.")


def refuse_known(session: Session, tracking: str) -> None:
    """One tracking number is one item: an envelope that has it already is most likely this one. Raises `RuleError`."""
    known = session.exec(
        select(EnvelopeRow)
        .where(col(EnvelopeRow.tracking_number).in_(tracking_forms(tracking)))
        .order_by(col(EnvelopeRow.id).desc())
    ).first()
    if known is not None:
        raise RuleError(
            "tracking-known",
            T(
                "The envelope of {day} from “{sender}” has this tracking number. Compare the label; "
                "if this is another item all the same, say so below.",
                day=known.arrived_on,
                sender=known.sender_as_written,
            ),
            field="tracking_number",
        )
