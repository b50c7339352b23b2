"""The desk: places on the left, search on top, the page in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Deed, Permission
from caseman.errors import CasemanError
from caseman.services.drafts import drafts as read_drafts
from caseman.services.scanner_folder import FolderTaken
from ui import theme
from ui.built_when_asked import BuiltWhenAsked
from ui.commands import PLACES
from ui.desk_search import DeskSearch
from ui.page_loading import PAGES, PageLoader, page_class
from ui.pages.base import Page
from ui.session import OfficeSession
from ui.turns import next_turn
from ui.widgets.focus import enter
from ui.widgets.labels import label, roomy
from ui.widgets.places import Places

_NEEDS: dict[str, Deed] = {
    **{each.place: each.deed for each in PLACES if each.deed not in (None, Permission.OWN)},
    "texts": Permission.OFFICE_RULES,
    "procedure": Permission.OFFICE_RULES,
}
_BELOW = {
    "case": "cases",
    "texts": "settings",
    "procedure": "settings",
}  # pages without a place of their own on the left
_WINDOW = "window"  # the draft that says which page was in sight


class DeskView(QWidget):
    """Everything that is shown while an office is open."""

    lock_asked = Signal()
    language_chosen = Signal()
    title_changed = Signal(str)
    first_case_asked = Signal()

    def __init__(self, session: OfficeSession) -> None:
        super().__init__()
        self.session = session
        self.place = self._first = "today"
        self._stack = QStackedWidget()
        self._rooms: dict[Page, QWidget] = {}
        self.pages: BuiltWhenAsked[Page] = BuiltWhenAsked(self._page_built)
        for name in PAGES:
            self.pages.offer(name, partial(self._made, name))
        self._loader = PageLoader(session.soon, self._pieces, self)
        # What the scanner brings does not come between where one goes.
        self._scans_loader = PageLoader(session.soon, self._pieces, self)
        session.failed.connect(self._tell_failure)
        self.search = DeskSearch(session)
        self.search.wanted.connect(self._search_cases)
        self.search.into_list.connect(self._into_list)
        self.search.case_scanned.connect(self.visit_case)
        self.search.failed.connect(self._tell_failure)
        self._nav: dict[str, QPushButton] = {}
        self._gone = False  # anywhere yet
        self._to_tell = ("", "")  # at which case that is being gone to, and what
        self._build()

    def begin(self, drafts: dict[str, dict[str, Any]] | None = None) -> None:
        """Show the first page, and bring back what was typed.

        `drafts` is what stood in the pages before they were built anew; without it, what the file kept.
        """
        self.offer()
        if drafts is None:
            self.session.read(read_drafts, done=self.restore)
        else:
            self.restore(drafts)

    def take_down(self) -> None:
        """Be deleted, a page with each turn of the event loop: all at once they hold the window up."""
        for loader in (self._loader, self._scans_loader):
            loader.stop()
        for waiting in self.findChildren(QTimer):
            waiting.stop()  # nothing that was put off is done any more
        self._delete_next()

    def _delete_next(self) -> None:
        if self._rooms:
            _page, room = self._rooms.popitem()
            room.deleteLater()
            next_turn(self, self._delete_next)
        else:
            self.deleteLater()

    def _made(self, name: str) -> Page:
        return page_class(name)(self.session)

    def _pieces(self, place: str) -> Iterator[object]:
        name, _, part = place.partition(":")
        if not self.pages.has_built(name):
            self.pages.make(name)
            yield None
            yield self.pages[name]
        yield from self.pages[name].pieces(part)

    def _page_built(self, name: str, page: Any) -> None:
        self._rooms[page] = roomy(page)
        self._stack.addWidget(self._rooms[page])
        page.case_chosen.connect(self.visit_case)
        page.place_chosen.connect(self.visit)
        self.session.changed.connect(page.on_change)
        if name == "post":
            page.case_told.connect(self._tell_at_case)
        if name == "settings":
            page.language_chosen.connect(self.language_chosen)
        if name == "procedure":
            page.adopted.connect(self.language_chosen)  # every page is built anew
        if name == "cases":
            page.search_shown.connect(self.search.setText)
            page.run_made.connect(self._show_run)

    def _tell_at_case(self, text: str) -> None:
        if self._loader.on_the_way.startswith("case:"):
            self._to_tell = (self._loader.on_the_way, text)
        else:
            self.pages["case"].notice.tell(text)

    def offer(self) -> None:
        """Offer the places that the member's roles permit, and go to the first of them."""
        for place, deed in _NEEDS.items():
            if place in self._nav:
                self._nav[place].setVisible(self.session.may(deed))
        self.search.setEnabled(self.session.may(Permission.READ_CASES))
        self._first = next(place for place, item in self._nav.items() if not item.isHidden())
        if not self._gone:
            self.go(self._first)

    def _offered(self, name: str) -> bool:
        """Whether a page is one that the member may see."""
        return self.session.may(_NEEDS.get("cases" if name == "case" else name, Permission.OWN))

    def go(self, place: str, *, stay: bool = False) -> None:
        """Show a place: a page's name, or `PAGE:PART` as its `show_part` knows it (`audit:export`, `cases:due:DAY`);
        `case:NUMBER` or `case:NUMBER:STEP`; `first-case` begins the guided first case.

        The keyboard goes to the page's first control, unless it is to `stay` where it is.
        """
        name, _, rest = place.partition(":")
        if name == "first-case":
            self.first_case_asked.emit()
            return
        if name == "case" and rest:
            number, _, step = rest.rpartition(":")
            if step in list(Step):
                self.open_case(number, Step(step))
            else:
                self.open_case(rest)
            return
        if rest:
            self.pages[name].show_part(rest)
        self.place = name
        self._show(name, stay=stay or bool(rest))
        if rest and not stay:
            self.pages[name].lead_in()
        self.title_changed.emit("")

    def visit(self, place: str, *, stay: bool = False, then: Callable[[], object] | None = None) -> None:
        """Go to a place as `go` does, once its page is loaded, and `then` do something there."""

        def go() -> None:
            self.go(place, stay=stay)
            if then is not None:
                then()

        if place.partition(":")[0] in PAGES:
            self._loader.when_loaded(place, go)
        else:
            go()

    def _choose(self, place: str, stay: bool) -> None:
        """A place was chosen on the left; an arrow key brings the keyboard there only after it chose."""
        item = self._nav[place]
        self._loader.when_loaded(place, lambda: self.go(place, stay=stay or item.hasFocus()))

    def visit_case(self, number: str) -> None:
        """Show one case, once its page is loaded."""
        self._loader.when_loaded(f"case:{number}", partial(self.open_case, number))

    def open_case(self, number: str, step: Step | None = None) -> None:
        """Show one case, at a step, or at the one that comes next."""
        page: Any = self.pages["case"]
        page.open(number, step)
        self.place = f"case:{number}"
        self._show("case")
        self.title_changed.emit(number)
        if self._to_tell[0].startswith(self.place):
            page.notice.tell(self._to_tell[1])
        self._to_tell = ("", "")

    def drafts(self) -> dict[str, dict[str, Any]]:
        """Unfinished input of every page, and which one the person was on, or was going to."""
        return {_WINDOW: {"place": self._loader.on_the_way or self.place}, **self.pages.drafts()}

    def restore(self, drafts: dict[str, dict[str, Any]]) -> None:
        """Bring kept input back to the pages it came from, and the page the person was on."""
        place = str(drafts.get(_WINDOW, {}).get("place", ""))
        name = place.partition(":")[0]
        if self.place == self._first and name in self.pages and self._offered(name):
            self.visit(place)
        self.pages.restore(drafts)

    def scans_came(self, taken: FolderTaken) -> None:
        """The scanner's folder brought something, or something that cannot be taken; that is told wherever one is."""
        self._scans_loader.when_loaded("post", partial(self._show_scans, taken))

    def _show_scans(self, taken: FolderTaken) -> None:
        page: Any = self.pages["post"]
        page.scans_came(taken)
        if taken.refused and self.pages[self._page_name()] is not page:
            told = self.tr("The scanner's folder holds files that cannot be taken: see the post desk.")
            self.pages[self._page_name()].notice.tell(told, bad=True)

    def remind(self, text: str) -> None:
        """Tell of dates where the desktop cannot; Today shows them anyway."""
        if self._page_name() != "today":
            self.pages[self._page_name()].notice.tell(text)

    def tell(self, text: str) -> None:
        """Say something on the page in sight."""
        self.pages[self._page_name()].notice.tell(text)

    def scanner_lost(self, error: CasemanError) -> None:
        """The scanner's folder is gone."""
        for page in {self.pages["post"], self.pages[self._page_name()]}:
            page.tell_failure(error)

    def _tell_failure(self, error: CasemanError) -> None:
        self.pages[self._page_name()].tell_failure(error)

    def _page_name(self) -> str:
        return self.place.partition(":")[0]

    def _show(self, name: str, *, stay: bool = False) -> None:
        self._gone = True
        self._loader.stop()  # who went elsewhere meanwhile is not taken away again
        page = self.pages[name]
        self._stack.setCurrentWidget(self._rooms[page])
        page.entered()
        shown = self._nav.get(_BELOW.get(name, name))
        if shown is not None:
            shown.setChecked(True)
            for item in self._nav.values():  # Tab comes to the place in sight; arrow keys go on from there
                item.setFocusPolicy(Qt.FocusPolicy.TabFocus if item is shown else Qt.FocusPolicy.NoFocus)
        if not stay:
            enter(page.first_controls())

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(theme.GAP_LARGE, theme.GAP, theme.GAP_LARGE, 0)
        top.addWidget(self.search, 1)
        if self.session.sample:
            top.addSpacing(theme.GAP)
            top.addWidget(label(self.tr("SAMPLE – invented people"), "sample"))
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addLayout(top)
        right.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_nav())
        whole.addLayout(right, 1)

    def _make_nav(self) -> QWidget:
        nav = Places(self.session.staff_name)
        nav.chosen.connect(self._choose)
        nav.lock_asked.connect(self.lock_asked)
        self._nav = nav.items
        return nav

    def _show_run(self, number: str, told: str) -> None:
        self._loader.when_loaded("letters", partial(self._show_run_there, number, told))

    def _show_run_there(self, number: str, told: str) -> None:
        page: Any = self.pages["letters"]
        page.show_run(number)
        self.go("letters")
        page.notice.tell(told)

    def _search_cases(self, text: str) -> None:
        page: Any = self.pages["cases"]
        page.search(text)
        self.go("cases", stay=True)

    def _into_list(self) -> None:
        """From the search among what it finds."""
        if self._page_name() != "cases":
            self._search_cases(self.search.text())
        page: Any = self.pages["cases"]
        page.lead_in()
