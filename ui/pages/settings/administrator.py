"""What the administrator of this workstation set: each rule, its value, and the file it stands in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QLabel

from caseman.domain.settings import Section
from caseman.domain.workstation_rules import WorkstationRule
from ui import settings
from ui.i18n import tell
from ui.pages.settings.facts import facts
from ui.widgets.labels import label, panel


def set_by_administrator(*rules: WorkstationRule) -> str:
    """A sentence for those of some rules that are set, and the file; empty where none is."""
    found = settings.workstation_rules()
    values = [f"{tell(rule.about.label)}: {tell(found.say(rule))}" for rule in rules if found.has(rule)]
    if not values:
        return ""
    told = QCoreApplication.translate("Administrator", "Set by the administrator of this workstation: {rules} ({file})")
    return told.format(rules=" / ".join(values), file=found.source)


def administrator_labels(*rules: WorkstationRule) -> tuple[QLabel, ...]:
    """The sentence of `set_by_administrator` as a label; none where none of the rules is set."""
    told = set_by_administrator(*rules)
    return (label(told, "quiet", wrap=True, selectable=True),) if told else ()


def administrator_panel() -> QFrame:
    """Every rule in force, to be read; nothing here can be changed."""
    found = settings.workstation_rules()
    heading = tell(Section.ADMINISTRATOR.label)
    if not found.values:
        told = QCoreApplication.translate(
            "Administrator",
            "No rules are set for this workstation. An administrator can set the longest time before the lock, where "
            "and how often backups are made, and more, in one file for every office opened here.",
        )
        return panel(label(told, "quiet", wrap=True), heading=heading)
    told = QCoreApplication.translate(
        "Administrator",
        "These rules hold for every office that is opened on this workstation. What is chosen elsewhere in the "
        "settings may be stricter, never weaker. Only the administrator can change the file.",
    )
    rows = [(QCoreApplication.translate("Administrator", "File"), found.source)]
    rows += [(tell(rule.about.label), tell(found.say(rule))) for rule in WorkstationRule if found.has(rule)]
    return panel(label(told, "quiet", wrap=True), facts(*rows), heading=heading)
