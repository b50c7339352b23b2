"""For the auditor: the trail and the proof that the file is whole, and what is written out of it."""

from __future__ import annotations

from typing import cast

from ui.pages.audit.disposal import DisposalPanel
from ui.pages.audit.export import ExportPanel
from ui.pages.audit.register import RegisterPanel
from ui.pages.audit.retention import RetentionPanel
from ui.pages.audit.statistics import StatisticsPanel
from ui.pages.audit.trail import TrailPanel
from ui.pages.tabbed import TabbedPage
from ui.session import OfficeSession


class AuditPage(TabbedPage):
    """One tab a concern, each a panel in a file of its own."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Audit"))
        self.add("trail", self.tr("Trail"), TrailPanel)
        self.add("statistics", self.tr("Statistics"), StatisticsPanel)
        self.add("export", self.tr("Export"), ExportPanel)
        self.add("retention", self.tr("Retention"), RetentionPanel)
        self.add("disposal", self.tr("Disposal"), DisposalPanel)
        self.add("register", self.tr("Register kept before"), RegisterPanel)

    def show_part(self, part: str) -> None:
        """A tab, or `retention:KIND`: what of a kind of record is due."""
        tab, _, kind = part.partition(":")
        super().show_part(tab)
        if kind:
            self.retention.choose(kind)

    @property
    def trail(self) -> TrailPanel:
        return cast(TrailPanel, self.panels["trail"])

    @property
    def statistics(self) -> StatisticsPanel:
        return cast(StatisticsPanel, self.panels["statistics"])

    @property
    def export(self) -> ExportPanel:
        return cast(ExportPanel, self.panels["export"])

    @property
    def retention(self) -> RetentionPanel:
        return cast(RetentionPanel, self.panels["retention"])

    @property
    def disposal(self) -> DisposalPanel:
        return cast(DisposalPanel, self.panels["disposal"])

    @property
    def register(self) -> RegisterPanel:
        return cast(RegisterPanel, self.panels["register"])
