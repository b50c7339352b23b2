"""The settings of this workstation, by section: lock, language, look and type. Where they are kept is `ui.settings`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from caseman.domain.settings import Section, Setting
from caseman.domain.workstation_rules import WorkstationRule
from caseman.text import Language
from ui import i18n, settings, theme
from ui.pages.settings.administrator import set_by_administrator
from ui.pages.settings.choice import Choice
from ui.session import OfficeSession


def workstation_choices(
    session: OfficeSession, language_chosen: Callable[[], None]
) -> dict[Section, Callable[[], tuple[Choice, ...]]]:
    """What makes the settings of this workstation, by section; `language_chosen` builds the pages anew."""
    return {
        Section.LOCK: lambda: (_idle(session),),
        Section.LANGUAGE: lambda: (_language(session, language_chosen),),
        Section.LOOK: lambda: (_look(session), _text_size(session)),
        Section.REMINDERS: lambda: (_remind(session), _remind_days(session)),
    }


def _idle(session: OfficeSession) -> Choice:
    hint = QCoreApplication.translate(
        "Choice",
        "When no key was pressed and the mouse was not moved for so long, the file is locked. What was being "
        "typed is kept in it.",
    )
    return Choice(
        session,
        Setting.IDLE_SECONDS,
        lambda: str(settings.idle_seconds()),
        lambda value: settings.set_idle_seconds(int(value)),
        hint="\n".join(filter(None, (hint, set_by_administrator(WorkstationRule.IDLE_SECONDS)))),
        step=30,
        most=settings.workstation_rules().number(WorkstationRule.IDLE_SECONDS),
    )


def _language(session: OfficeSession, language_chosen: Callable[[], None]) -> Choice:
    def speak() -> None:
        i18n.install_language(settings.language())
        language_chosen()

    hint = QCoreApplication.translate(
        "Choice",
        "The window speaks it at once; what is being typed stays. Letters follow the procedure, not this.",
    )
    return Choice(
        session,
        Setting.LANGUAGE,
        settings.chosen_language_code,
        lambda value: settings.set_language(Language(value) if value else None),
        speak,
        hint="\n".join(filter(None, (hint, set_by_administrator(WorkstationRule.LANGUAGE)))),
    )


def _look(session: OfficeSession) -> Choice:
    return Choice(
        session,
        Setting.LOOK,
        lambda: settings.look().value,
        lambda value: settings.set_look(settings.Look(value)),
        _dress,
        hint=QCoreApplication.translate("Choice", "Colours of the window alone; papers are printed as ever."),
    )


def _text_size(session: OfficeSession) -> Choice:
    return Choice(
        session,
        Setting.TEXT_SIZE,
        lambda: str(settings.text_size()),
        lambda value: settings.set_text_size(int(value)),
        _dress,
        hint=QCoreApplication.translate("Choice", "In percent of the system's. Papers are printed as ever."),
        step=10,
    )


def _remind(session: OfficeSession) -> Choice:
    return Choice(
        session,
        Setting.REMIND,
        lambda: "1" if settings.remind() else "0",
        lambda value: settings.set_remind(value == "1"),
        hint=QCoreApplication.translate(
            "Choice", "The desktop tells how many dates come near, in numbers alone: never a name or a case."
        ),
    )


def _remind_days(session: OfficeSession) -> Choice:
    return Choice(
        session,
        Setting.REMIND_DAYS,
        lambda: str(settings.remind_days()),
        lambda value: settings.set_remind_days(int(value)),
        hint=QCoreApplication.translate("Choice", "So many days before the date by which to answer; 0: on the day."),
    )


def _dress() -> None:
    """Give the open window its look anew; no page is built anew for it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application)
