"""For the auditor: the trail and the proof that the file is whole, and what is written out of it."""

from __future__ import annotations

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
        self.trail = TrailPanel(session, self.notice)
        self.statistics = StatisticsPanel(session, self.notice)
        self.export = ExportPanel(session, self.notice)
        self.retention = RetentionPanel(session, self.notice)
        self.disposal = DisposalPanel(session, self.notice)
        self.register = RegisterPanel(session, self.notice)
        self.add("trail", self.tr("Trail"), self.trail)
        self.add("statistics", self.tr("Statistics"), self.statistics)
        self.add("export", self.tr("Export"), self.export)
        self.add("retention", self.tr("Retention"), self.retention)
        self.add("disposal", self.tr("Disposal"), self.disposal)
        self.add("register", self.tr("Register kept before"), self.register)
