"""Settings are found by words of either language, and those of a workstation are bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.settings import WORKSTATION, Section, Setting, check_value, find_settings
from caseman.errors import InputError
from caseman.text import Language


def test_nothing_typed_shows_every_section_with_all_its_settings() -> None:
    found = find_settings("  ")
    assert tuple(found) == tuple(Section)
    assert sorted(each for settings in found.values() for each in settings) == sorted(Setting)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("section", Section)
def test_each_section_is_found_by_its_name_in_both_languages(section: Section, language: Language) -> None:
    name = section.label.say(language)
    assert section in find_settings(name)
    assert section in find_settings(name.upper())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("setting", Setting)
def test_each_setting_is_found_by_its_name_in_both_languages(setting: Setting, language: Language) -> None:
    assert setting in find_settings(setting.label.say(language))[setting.section]


@pytest.mark.parametrize(
    ("typed", "setting"),
    [
        ("dark mode", Setting.LOOK),
        ("ダーク", Setting.LOOK),
        ("ﾀﾞｰｸ", Setting.LOOK),
        ("だーく", Setting.LOOK),
        ("ＴＩＭＥＯＵＴ", Setting.IDLE_SECONDS),
        ("文字の大きさ", Setting.TEXT_SIZE),
        ("手数料", Setting.OFFICE_FEES),
        ("バックアップ", Setting.BACKUP_PLAN),
        ("duplex", Setting.PRINTER),
        ("両面", Setting.PRINTER),
        ("password", Setting.PASSPHRASE),
        ("パスワード", Setting.PASSPHRASE),
    ],
)
def test_what_people_call_a_setting_finds_it(typed: str, setting: Setting) -> None:
    assert setting in find_settings(typed).get(setting.section, ())


def test_every_word_must_be_found() -> None:
    assert find_settings("lock") != {}
    assert find_settings("lock qqqq") == {}


@given(st.text(max_size=400))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert set(find_settings(typed)) <= set(Section)


def test_the_defaults_can_be_taken_and_are_said_in_both_languages() -> None:
    for setting, bounds in WORKSTATION.items():
        check_value(setting, bounds.default)
        for language in Language:
            assert "{" not in bounds.say(bounds.default).say(language)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (Setting.IDLE_SECONDS, "29"),
        (Setting.IDLE_SECONDS, "3601"),
        (Setting.IDLE_SECONDS, "٣٦٠"),
        (Setting.IDLE_SECONDS, "-60"),
        (Setting.IDLE_SECONDS, "9" * 5000),
        (Setting.TEXT_SIZE, "79"),
        (Setting.TEXT_SIZE, ""),
        (Setting.LANGUAGE, "fr"),
        (Setting.LOOK, "pink\x00"),
        (Setting.REMIND, "yes"),
    ],
)
def test_what_a_setting_cannot_be_is_refused_in_words(setting: Setting, value: str) -> None:
    with pytest.raises(InputError) as refused:
        check_value(setting, value)
    assert str(refused.value).endswith(".")
    assert WORKSTATION[setting].say(value).say(Language.EN) == value, "an old entry still has words"
