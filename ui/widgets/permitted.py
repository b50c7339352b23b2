"""Groups of a page that work only for those whose roles permit it; the services refuse the others all the same."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from caseman.domain.permissions import PERMITTED, Deed
from caseman.domain.roles import Role
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.labels import label


def only(session: OfficeSession, deed: Deed, group: QFrame) -> QFrame:
    """Close a group (with a heading) to who may not use it, and say who may."""
    if session.may(deed):
        return group
    group.setEnabled(False)
    layout = group.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(1, label(who_may(deed), "warn", wrap=True))
    return group


def who_may(deed: Deed) -> str:
    """The sentence that says whose it is, to who may not."""
    who = tell([role.label for role in Role if role in PERMITTED[deed]])
    return QCoreApplication.translate("StepPanel", "Not among your roles. These may: {roles}.").format(roles=who)
