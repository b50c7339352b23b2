"""The window's language: Qt Linguist's catalogue for the window, the core's own for terms and sentences."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, QTranslator

from caseman.text import Language, Text, say

_translators: list[QTranslator] = []
_current = Language.EN

# What Qt's own Japanese lacks of the dialogs used here, by Qt's context; the window's catalogue adds it.
QT_LACKS = {
    "QFileDialog": (
        QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
        QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    ),
    "QPrintSettingsOutput": (
        QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Page &Set:"),
        QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Pages"),
        QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Off"),
        QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Long side binding"),
        QT_TRANSLATE_NOOP("QPrintSettingsOutput", "Short side binding"),
    ),
}


def system_language() -> Language:
    """Japanese where the system speaks it, English elsewhere."""
    return Language.JA if QLocale.system().language() == QLocale.Language.Japanese else Language.EN


def current_language() -> Language:
    return _current


@cache
def _window_texts(language: Language) -> bytes:
    """Kept: Qt reads them in place, for as long as they are in use. The English ones are plural forms."""
    return (files("resources") / "i18n" / f"ui_{language.value}.qm").read_bytes()


def install_language(language: Language) -> None:
    """Speak this language from now on; pages built before keep theirs."""
    global _current  # noqa: PLW0603  one window, one language
    _current = language
    for translator in _translators:
        QCoreApplication.removeTranslator(translator)
    _translators.clear()
    QLocale.setDefault(QLocale(QLocale.Language.Japanese if language is Language.JA else QLocale.Language.English))
    own = QTranslator()
    own.load(_window_texts(language))
    qt = QTranslator()  # Qt's own texts, on the buttons of its dialogs
    qt.load(f"qtbase_{language.value}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (qt, own):
        QCoreApplication.installTranslator(translator)
        _translators.append(translator)


def tell(value: Text | Any) -> str:
    """A text, a term, a date, an amount in the window's language."""
    return "" if value is None else say(value, _current)
