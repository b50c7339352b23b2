"""How something reached the office decides what is asked of it: an envelope, or an inquiry that is no paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFormLayout, QLabel

from caseman.domain.post import Channel, EnclosureKind
from caseman.services.post_views import ON_PAPER, channels_taken
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.drop_area import DropArea
from ui.widgets.enclosure_grid import EnclosureGrid
from ui.widgets.form import Form

# What only paper has, and what only a call has.
_OF_PAPER: Final = ("postmarked_on", "mail_class", "tracking_number", "marking", "seal_state", "witnessed_by", "place")
_OF_A_CALL: Final = ("taken_at", "call_back")
# What cannot be attached to a message.
_THINGS: Final = (EnclosureKind.MONEY_ORDER, EnclosureKind.STAMPS, EnclosureKind.CASH, EnclosureKind.RETURN_ENVELOPE)
_FILES: Final = tuple(kind for kind in EnclosureKind if kind not in _THINGS)


def offered_channels(session: OfficeSession) -> tuple[Channel, ...]:
    """Every channel, those that the office takes requests by first."""
    return tuple(dict.fromkeys((*channels_taken(session.procedure), *Channel)))


@dataclass(frozen=True)
class Papers:
    """The parts of the form for enclosures and scans, each with its heading."""

    heading: QLabel
    enclosures: EnclosureGrid
    files: QLabel
    drop: DropArea


class CameBy(QObject):
    """Shows of the form what the chosen channel has, under the names it has there."""

    def __init__(self, session: OfficeSession, form: Form, papers: Papers) -> None:
        super().__init__(form)
        self._session = session
        self._form = form
        self._papers = papers

    @property
    def channel(self) -> Channel:
        return Channel(self._form.control("channel").currentData())

    @property
    def on_paper(self) -> bool:
        """Whether it is an envelope; else it is an inquiry."""
        return self.channel in ON_PAPER

    def show(self) -> None:
        form, called, paper = self._form, self.channel is Channel.TELEPHONE, self.on_paper
        for name in _OF_PAPER:
            form.show_row(name, visible=paper)
        for name in _OF_A_CALL:
            form.show_row(name, visible=called)
        form.show_row("marked_confidential", visible=paper and bool(self._session.procedure.envelopes.marking))
        self._retitle("arrived_on", self.tr("Day of the call") if called else self.tr("Arrived on"))
        self._retitle("opened_by", self.tr("Opened by") if paper else self.tr("Taken by"))
        self._retitle("sender_as_written", self.tr("Who called") if called else self.tr("Sender, as written"))
        self._show_papers()
        self._warn()

    def taken(self, values: dict[str, Any]) -> dict[str, Any]:
        """The form's values without what this channel does not have."""
        left_out: tuple[str, ...] = () if self.on_paper else (*_OF_PAPER, "marked_confidential", "same_number")
        if self.channel is not Channel.TELEPHONE:
            left_out = (*left_out, *_OF_A_CALL)
        return {name: value for name, value in values.items() if name not in left_out}

    def _show_papers(self) -> None:
        """A message has what is attached to it, a call has nothing; files that are there already stay in sight."""
        parts, called, paper = self._papers, self.channel is Channel.TELEPHONE, self.on_paper
        parts.enclosures.offer(EnclosureKind if paper else () if called else _FILES)
        for part in (parts.heading, parts.enclosures):
            part.setVisible(not called)
        parts.heading.setText(self.tr("Enclosures") if paper else self.tr("What is attached"))
        parts.files.setText(self.tr("Scans") if paper else self.tr("Attached files"))
        files = not called or bool(parts.drop.scans or parts.drop.tray_scans)
        parts.files.setVisible(files)
        parts.drop.setVisible(files)

    def _warn(self) -> None:
        """Anything may be logged; that the office takes no request this way is said."""
        told = ""
        if self.channel not in channels_taken(self._session.procedure):
            told = self.tr(
                "This office takes no request by this channel ({channel}). "
                "Log it all the same, and tell the person how to ask."
            ).format(channel=tell(self.channel.label))
        self._form.set_hint("channel", told)

    def _retitle(self, name: str, title: str) -> None:
        control = self._form.control(name)
        control.setAccessibleName(title)
        layout = self._form.layout()
        assert isinstance(layout, QFormLayout)
        named = layout.labelForField(control.parentWidget())
        assert isinstance(named, QLabel)
        named.setText(title)
