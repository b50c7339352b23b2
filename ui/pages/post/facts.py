"""What is noted of an envelope, in lines of a title and a value: for the register and for the case's page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from caseman.domain.post import Channel
from caseman.services.post_views import ON_PAPER, EnvelopeView
from ui.i18n import tell


class EnvelopeFacts(QObject):
    """Says an envelope in words; empty values are left out."""

    def of(self, view: EnvelopeView) -> list[tuple[str, str]]:
        """Everything but its papers."""
        disposition = tell(view.disposition.label) + (f": {view.disposition_note}" if view.disposition_note else "")
        paper, called = view.channel in ON_PAPER, view.channel is Channel.TELEPHONE
        way = tell(view.channel.label)
        lines = [
            (self.tr("Who called") if called else self.tr("Sender, as written"), view.sender),
            (self.tr("Came by"), way[:1].upper() + way[1:]),
            (self.tr("Day of the call") if called else self.tr("Arrived on"), tell(view.arrived_on)),
            (self.tr("Postmark"), tell(view.postmarked_on)),
            (self.tr("Mail class"), tell(view.mail_class.label) if paper else ""),
            (self.tr("Tracking number"), view.tracking_number),
            (self.tr("What it is"), disposition),
            (self.tr("Marking"), view.marking or (self.tr("marked") if view.marked_confidential else "")),
            (self.tr("Seal"), tell(view.seal_state.label) if view.seal_state else ""),
            (self.tr("Opened by") if paper else self.tr("Taken by"), view.opened_by),
            (self.tr("Witnessed by"), view.witnessed_by),
        ]
        lines += [(self.tr("Money found"), self._money(view, at)) for at in range(len(view.money))]
        lines += [(number, tell(brings.label)) for number, brings in view.brings]
        lines.append((self.tr("Note"), view.note))
        return [(title, value) for title, value in lines if value]

    def papers(self, view: EnvelopeView) -> list[tuple[str, str]]:
        """Its enclosures as they were counted."""
        said = []
        for kind, sheets, note in view.enclosures:
            count = self.tr("%n sheet(s)", "", sheets)
            said.append((tell(kind.label), f"{count} {note}".strip()))
        return said

    def _money(self, view: EnvelopeView, at: int) -> str:
        found = view.money[at]
        return self.tr("{means} {amount}, counted by {counted} and {witness}").format(
            means=tell(found.means.label),
            amount=tell(found.amount),
            counted=found.counted_by,
            witness=found.witnessed_by,
        )
