"""What stands in the place of an empty list: why it is empty, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.services.case_query import CaseQuery, Show
from ui import theme
from ui.pages.cases.filters import names_of_choices
from ui.widgets.labels import button, label, row

_LONGEST_SHOWN = 60  # characters of a search


class EmptyList(QWidget):
    """Nothing found, nothing in this choice, or no case at all yet."""

    clear_asked = Signal()
    all_asked = Signal()
    open_asked = Signal()
    post_asked = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._names = names_of_choices(page)
        self.told = label("", "heading", wrap=True)
        self.advice = label("", "quiet", wrap=True)
        self.clear_button = button(self.tr("Clear the search"), self.clear_asked.emit)
        self.all_button = button(self.tr("Look in all cases"), self.all_asked.emit)
        self.open_button = button(self.tr("Show the open cases"), self.open_asked.emit)
        self.post_button = button(self.tr("Log an envelope"), self.post_asked.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.told)
        layout.addWidget(self.advice)
        layout.addWidget(row(self.clear_button, self.all_button, self.open_button, self.post_button))
        layout.addStretch(1)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)

    def tell(self, query: CaseQuery) -> None:
        """Say why the list of this query is empty."""
        search = " ".join(query.search.split())[:_LONGEST_SHOWN]
        narrowed = query.show is not Show.ALL or query.step is not None or query.due_on is not None
        if search:
            self.told.setText(self.tr("Nothing was found for “{text}”.").format(text=search))
            self.advice.setText(
                self.tr(
                    "Every word must stand somewhere in the case. Try fewer words or a part of one: the family name or "
                    "its kana, the last digits of a number. Signs, widths, old forms of kanji and kana do not matter."
                )
            )
        elif narrowed:
            self.told.setText(self.tr("No case here: {choice}").format(choice=self._names[query.show]))
            self.advice.setText(self.tr("Nothing is to be done for this list now."))
        else:
            self.told.setText(self.tr("No cases yet."))
            self.advice.setText(self.tr("Log the first envelope at the post desk, then open its case there."))
        self.clear_button.setVisible(bool(search))
        self.all_button.setVisible(bool(search) and narrowed)
        self.open_button.setVisible(
            not search
            and narrowed
            and (query.show is not Show.OPEN or query.step is not None or query.due_on is not None)
        )
        self.post_button.setVisible(
            not search and (not narrowed or (query.show is Show.OPEN and query.step is None and query.due_on is None))
        )
