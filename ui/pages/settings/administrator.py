"""What the administrator of this workstation set: each rule, its value, and the file it stands in."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from caseman.domain.settings import Section
from caseman.domain.workstation_rules import WorkstationRule
from ui import settings
from ui.i18n import tell
from ui.pages.settings.facts import facts
from ui.widgets.labels import label, panel


def set_by_administrator(*rules: WorkstationRule) -> str:
    """A sentence for those of some rules that are set, and the file; empty where none is."""
    told = settings.workstation_rules().told(*rules)
    return "" if told is None else tell(told)


def administrator_labels(*rules: WorkstationRule) -> tuple[QLabel, ...]:
    """The sentence of `set_by_administrator` as a label; none where none of the rules is set."""
    told = set_by_administrator(*rules)
    return (label(told, "quiet", wrap=True, selectable=True),) if told else ()


class AdministratorPanel(QWidget):
    """Every rule in force, to be read; nothing here can be changed."""

    def __init__(self) -> None:
        super().__init__()
        found = settings.workstation_rules()
        parts: list[QWidget] = []
        if found.values:
            told = self.tr(
                "These rules hold for every office that is opened on this workstation. What is chosen elsewhere in "
                "the settings may be stricter, never weaker. Only the administrator can change the file."
            )
            rows = [(self.tr("File"), found.source)]
            rows += [(tell(rule.about.label), tell(found.say(rule))) for rule in WorkstationRule if found.has(rule)]
            parts.append(facts(*rows))
        else:
            told = self.tr(
                "No rules are set for this workstation. An administrator can set the longest time before the lock, "
                "where and how often backups are made, and more, in one file for every office opened here."
            )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel(label(told, "quiet", wrap=True), *parts, heading=tell(Section.ADMINISTRATOR.label)))
