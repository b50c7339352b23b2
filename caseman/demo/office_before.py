"""A case from years before the sample office's diary begins: its records are due to be disposed of."""

from __future__ import annotations

from datetime import date, timedelta

from caseman.demo.office_clerk import Clerk
from caseman.demo.office_papers import Papers, enclosures
from caseman.demo.people import SamplePerson
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.services import events

_YEARS = 6  # longer than the sample office keeps a case
_ASKED = (RequestType.CESSATION,)
_WITHDRAWN = "電話で取下げの申出（見本）"


def case_of_before(clerk: Clerk, person: SamplePerson, papers: Papers, founded: date) -> str:
    """A request that was withdrawn, and its case closed, years ago; noted when the office began its file."""
    arrived = founded - timedelta(days=365 * _YEARS)
    kinds = enclosures(_ASKED)
    envelope = clerk.log_envelope(
        person.name, arrived, MailClass.SPECIFIED_RECORD, kinds, papers.lent(kinds, _ASKED), note="開設前の案件（見本）"
    )
    number = clerk.open_case(envelope, person, _ASKED)
    clerk.note_event(number, arrived + timedelta(days=5), events.withdraw, _WITHDRAWN)
    clerk.close(number, arrived + timedelta(days=7))
    return number
