"""A page of the help as text with pictures. Only the help's own pages and pictures are ever loaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from caseman.help_pages import INDEX, HelpPlace, help_page, picture, place_of
from ui import theme
from ui.i18n import current_language

_MARGIN = 20
_LINE_HEIGHT = 132  # in percent
_PAUSE_MS = 80
_CODE_INDENT = 12
_MOST_MARKED = 200
_SMOOTH = Qt.TransformationMode.SmoothTransformation
_ANEW = {
    QEvent.Type.PaletteChange,
    QEvent.Type.ApplicationPaletteChange,
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
}


class HelpView(QTextBrowser):
    """Shows a page, follows its links, and remembers the way. `shown` carries the page's name."""

    shown = Signal(str)
    way_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = HelpPlace(INDEX)
        self._before: list[HelpPlace] = []
        self._after: list[HelpPlace] = []
        self._words: tuple[str, ...] = ()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one width for all pages
        self.anchorClicked.connect(self._follow)
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.setInterval(_PAUSE_MS)
        self._anew.timeout.connect(self.draw)

    @property
    def can_go_back(self) -> bool:
        return bool(self._before)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._after)

    def show_place(self, place: HelpPlace) -> None:
        """Go to a page, and remember where one came from."""
        if place != self.place:
            self._before.append(self.place)
            self._after.clear()
        self._show(place)

    def go_back(self) -> None:
        """Go to the page before, if there is one."""
        if self._before:
            self._after.append(self.place)
            self._show(self._before.pop())

    def go_forward(self) -> None:
        """Go to the page that one went back from."""
        if self._after:
            self._before.append(self.place)
            self._show(self._after.pop())

    def backward(self) -> None:
        """What Qt's browser calls for its own keys."""
        self.go_back()

    def forward(self) -> None:
        self.go_forward()

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark these words wherever they stand as they are typed."""
        self._words = words
        self._mark()

    def draw(self) -> None:
        """Draw the page in the language, colours and type of now; what was in sight stays in sight."""
        bar = self.verticalScrollBar()
        at = bar.value() / max(1, bar.maximum())
        page = help_page(self.place.name, current_language())
        self.document().setDefaultFont(self.font())
        self.document().setDocumentMargin(_MARGIN)
        self.document().setMarkdown(page.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._lay_out()
        self._mark()
        bar.setValue(round(at * bar.maximum()))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture of the help, no wider than the page; nothing else, from nowhere else."""
        shown = name.toString() if isinstance(name, QUrl) else name
        data = picture(shown, current_language())
        if kind != QTextDocument.ResourceType.ImageResource.value or data is None:
            return None
        image = QImage()
        image.loadFromData(data, "PNG")
        ratio = self.devicePixelRatioF()
        room = round((self.viewport().width() - 2 * _MARGIN - 4) * ratio)
        if 0 < room < image.width():
            image = image.scaledToWidth(room, _SMOOTH)
            image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._anew.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _ANEW:
            self._anew.start()

    def _show(self, place: HelpPlace) -> None:
        self.place = place
        self.draw()
        self._scroll_to(place.heading)
        self.shown.emit(place.name)
        self.way_changed.emit()

    def _follow(self, link: QUrl) -> None:
        """Follow a link to another page. Whatever is no page of the help is not opened."""
        if link.scheme() == "" and link.path().endswith(".md"):
            self.show_place(place_of(link.toString()))

    def _scroll_to(self, heading: int) -> None:
        headings = [block for block in self._blocks() if block.blockFormat().headingLevel()]
        if 0 < heading < len(headings):
            self.setTextCursor(QTextCursor(headings[heading]))
            top = self.document().documentLayout().blockBoundingRect(headings[heading]).top()
            self.verticalScrollBar().setValue(int(top) - _MARGIN // 2)
        else:
            self.setTextCursor(QTextCursor(self.document()))
            self.verticalScrollBar().setValue(0)

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def _lay_out(self) -> None:
        """Room between lines and parts, keys on a ground of their own, tables with quiet lines."""
        look = theme.tokens()
        keys = [each for block in self._blocks() if not _is_code(block) for each in _fixed_runs(block)]
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, at its end
        for block in self._blocks():
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(
                _code_format(block, look.window) if _is_code(block) else _room(block, in_table=_in_table(cursor))
            )
        for start, length in keys:
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(_key_format(look.accent_soft, self.font().families()))
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _lay_out_table(frame, QColor(look.line))
        cursor.endEditBlock()

    def _mark(self) -> None:
        ground = QTextCharFormat()
        ground.setBackground(QBrush(QColor(theme.tokens().accent_soft)))
        ground.setFontUnderline(True)
        marked: list[QTextEdit.ExtraSelection] = []
        for word in self._words:
            found = self.document().find(word)
            while not found.isNull() and len(marked) < _MOST_MARKED:
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = found, ground
                marked.append(selection)
                found = self.document().find(word, found)
        self.setExtraSelections(marked)


def _fixed_runs(block: QTextBlock) -> Iterator[tuple[int, int]]:
    """Where a block has keys and commands, which Markdown sets in type of one width."""
    run = block.begin()
    while not run.atEnd():
        fragment = run.fragment()
        if fragment.charFormat().fontFixedPitch():
            yield fragment.position(), fragment.length()
        run += 1


def _in_table(cursor: QTextCursor) -> bool:
    return cursor.currentTable() is not None


def _is_code(block: QTextBlock) -> bool:
    """Whether it is a line between fences."""
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence.value)


def _code_format(block: QTextBlock, ground: str) -> QTextBlockFormat:
    """Close lines on a ground of their own; what is too long goes on in the next line, so that no page grows wider."""
    made = QTextBlockFormat()
    made.setNonBreakableLines(False)
    made.setBackground(QBrush(QColor(ground)))
    made.setLeftMargin(_CODE_INDENT)
    made.setTopMargin(0 if _is_code(block.previous()) else 6)
    made.setBottomMargin(0 if _is_code(block.next()) else 12)
    return made


def _key_format(ground: str, families: list[str]) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QBrush(QColor(ground)))
    made.setFontFamilies(families)
    made.setFontFixedPitch(False)
    return made


def _room(block: QTextBlock, *, in_table: bool) -> QTextBlockFormat:
    made = QTextBlockFormat()
    level = block.blockFormat().headingLevel()
    if not level and not block.begin().atEnd() and not block.begin().fragment().charFormat().isImageFormat():
        made.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setTopMargin({0: 0, 1: 4}.get(level, 18))
    made.setBottomMargin(0 if in_table else 10 if level else 4 if block.textList() is not None else 8)
    return made


def _lay_out_table(table: QTextTable, line: QColor) -> None:
    made = table.format().toTableFormat()
    made.setBorder(1)
    made.setBorderBrush(QBrush(line))
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setBorderCollapse(True)
    made.setCellPadding(6)
    made.setTopMargin(6)
    made.setBottomMargin(10)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(made)
