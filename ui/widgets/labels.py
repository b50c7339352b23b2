"""Labels and small parts. Everything shown is plain text: a name is never read as markup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.flow import FlowLayout


class _Wrapped(QLabel):
    """Lines that are broken. A form that was filled before it was seen remembers heights for another width."""

    _asked = QSize()  # the last size at which more was asked for: once is enough

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.heightForWidth(event.size().width())
        if event.size().height() < needed and event.size() != self._asked:
            self._asked = event.size()
            QTimer.singleShot(0, self, self.updateGeometry)


def label(text: str = "", kind: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label in plain text; `kind` is a name of the style: title, heading, quiet, fault, good, warn, late, figure."""
    made = _Wrapped() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if kind:
        made.setObjectName(kind)
        theme.follow(made, _keep_a_line)  # a form that has little room would take it from large type
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def named(text: str) -> QLabel:
    """The name of a fact in a form, on a level with the first line of what it names."""
    made = label(text, "quiet")
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return made


def _keep_a_line(made: QLabel) -> None:
    made.setMinimumHeight(theme.line_height(made.objectName()))


def restyle(widget: QWidget, kind: str) -> None:
    """Give a widget another kind of the style."""
    if widget.objectName() != kind:
        widget.setObjectName(kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(
    text: str, pressed: Callable[[], object], *, primary: bool = False, tip: str = "", icon: str = ""
) -> QPushButton:
    """A push button; a page has one primary. `icon` is a sign of resources/icons."""
    made = QPushButton(text)
    made.setAutoDefault(primary)
    made.setDefault(False)
    if primary:
        made.setObjectName("primary")
    if tip:
        made.setToolTip(tip)
    if icon:
        colour = "accent_text" if primary else "text"
        theme.follow(made, lambda dressed: dressed.setIcon(theme.icon(icon, colour)))
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def sign_button(icon: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """A button that shows a sign alone; its name is told where the pointer rests, and to screen readers."""
    made = button("", pressed, tip=name, icon=icon)
    made.setObjectName("small")
    made.setAccessibleName(name)
    return made


def panel(*children: QWidget, heading: str = "") -> QFrame:
    """A framed group of widgets, one under the other."""
    frame = QFrame()
    frame.setObjectName("panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
    layout.setSpacing(theme.GAP_SMALL)
    if heading:
        layout.addWidget(label(heading, "heading", wrap=True))
        frame.setAccessibleName(heading)
    for child in children:
        layout.addWidget(child)
    return frame


class _WideEnough(QScrollArea):
    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)

    def minimumSizeHint(self) -> QSize:
        room = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        room += theme.GAP_SMALL  # a form whose rows wrap asks for too little, by the gap between label and field
        return QSize(self._content.minimumSizeHint().width() + room, super().minimumSizeHint().height())


def scrolled(content: QWidget) -> QScrollArea:
    """Content that may be longer than the window; it scrolls up and down only, and is never cut at the side."""
    content.setObjectName("scrolled")
    area = _WideEnough(content)
    area.setObjectName("scroll")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def roomy(page: QWidget) -> QScrollArea:
    """A page that scrolls, both ways, only where the window is smaller than the least it needs: nothing is squeezed."""
    area = QScrollArea()
    area.setObjectName("scroll")
    area.setViewport(QWidget())  # asking for its own would make a Python class of every kind of widget that Qt has
    page.setObjectName(page.objectName() or "scrolled")
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def row(*children: QWidget, stretch: bool = True) -> QWidget:
    """Widgets side by side. Without `stretch` they share the width; with it they keep theirs, and go on in the next
    line where there is no room.
    """
    holder = QWidget()
    if stretch:
        flow = FlowLayout(holder, theme.GAP_SMALL)
        for child in children:
            flow.addWidget(child)
        flow.add_stretch()
        return holder
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP_SMALL)
    for child in children:
        layout.addWidget(child)
    return holder


def stacked(*children: QWidget) -> QWidget:
    """Widgets one under the other; the last one takes the room."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP_SMALL)
    for child in children:
        layout.addWidget(child)
    layout.setStretch(len(children) - 1, 1)
    return holder


def announce(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Have a screen reader say what appeared where the keyboard is not; `at_once` cuts off what it says now."""
    if not text:
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    said = QAccessible.AnnouncementPoliteness
    event.setPoliteness(said.Assertive if at_once else said.Polite)
    QAccessible.updateAccessibility(event)


class Notice(QFrame):
    """A message where the work is: what was done, or what to do. It stays until the next one or until it is closed.

    Screen readers say it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = label("", wrap=True, selectable=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._sign = label()
        self._close = sign_button("", self.tr("Close the message"), self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close)
        self._has_signs = False  # until it is told the first time: most are not, and the first sign loads what draws it
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def tell(self, text: str, *, bad: bool = False) -> None:
        """Show a message; a bad one in the colour of faults."""
        self._text.setText(text)
        self.setProperty("bad", bad)
        self.setAccessibleName(text)
        self.style().unpolish(self)
        self.style().polish(self)
        if self._has_signs:
            self._show_sign()
        else:
            self._has_signs = True
            theme.follow(self, Notice._show_sign)
            theme.follow(self._close, lambda close: close.setIcon(theme.icon("close")))
        self.show()
        QTimer.singleShot(0, self, self._come_into_sight)
        announce(self, text, at_once=bad)

    def _come_into_sight(self) -> None:
        """Where the page was scrolled away from it."""
        above = self.parentWidget()
        while above is not None and self.isVisible():
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(self, 0, 0)
            above = above.parentWidget()

    def _show_sign(self) -> None:
        """A form beside the colour."""
        drawn = theme.icon(*(("fault", "bad") if self.property("bad") else ("note", "accent")))
        self._sign.setPixmap(drawn.pixmap(theme.icon_size(), self.devicePixelRatioF()))
