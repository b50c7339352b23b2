"""Labels and small parts. Everything shown is plain text: a name is never read as markup."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme


def label(text: str = "", kind: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label in plain text; `kind` is a name of the style: title, heading, quiet, fault, good, warn, late, figure."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if kind:
        made.setObjectName(kind)
        made.setMinimumHeight(theme.line_height(kind))  # a form that has little room would take it from large type
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def restyle(widget: QWidget, kind: str) -> None:
    """Give a widget another kind of the style."""
    if widget.objectName() != kind:
        widget.setObjectName(kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(text: str, pressed: Callable[[], object], *, primary: bool = False, tip: str = "") -> QPushButton:
    """A push button; a page has one primary."""
    made = QPushButton(text)
    made.setAutoDefault(primary)
    made.setDefault(False)
    if primary:
        made.setObjectName("primary")
    if tip:
        made.setToolTip(tip)
    made.clicked.connect(lambda _checked=False: pressed())
    return made


def panel(*children: QWidget, heading: str = "") -> QFrame:
    """A framed group of widgets, one under the other."""
    frame = QFrame()
    frame.setObjectName("panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
    layout.setSpacing(theme.GAP_SMALL)
    if heading:
        layout.addWidget(label(heading, "heading"))
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


def row(*children: QWidget, stretch: bool = True) -> QWidget:
    """Widgets side by side."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP_SMALL)
    for child in children:
        layout.addWidget(child)
    if stretch:
        layout.addStretch(1)
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


class Notice(QFrame):
    """A message where the work is: what was done, or what to do. It stays until the next one or until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = label("", wrap=True, selectable=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = button("×", self.hide)
        close.setAccessibleName(self.tr("Close the message"))
        close.setFixedWidth(40)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.addWidget(self._text, 1)
        layout.addWidget(close)
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
        self.show()
