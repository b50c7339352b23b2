"""Signs are drawn by the program's own files, in the colours of the look, sharp at any size."""

from __future__ import annotations

import argparse
from itertools import product

import pytest
from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme.bundle import bundle
from ui.theme.icons import COLOURS, app_icon, drawings, icon_of, place_of
from ui.theme.tokens import LOOKS
from ui.widgets.lines import Column, LinesView

_PLACES = ("today", "post", "papers", "cases", "letters", "money", "audit", "keys", "settings")


def test_what_draws_svg_is_there(qapp: QApplication) -> None:
    """A style sheet and an icon need Qt's plugins, which a frozen program could lack."""
    assert b"svg" in {bytes(each.data()) for each in QImageReader.supportedImageFormats()}
    assert not icon_of(LOOKS[0], "lock").isNull()


@pytest.mark.parametrize("name", sorted(drawings()))
def test_every_drawing_can_be_read_and_is_square(qapp: QApplication, name: str) -> None:
    renderer = QSvgRenderer(drawings()[name].replace("currentColor", "#000000").encode())
    assert renderer.isValid()
    assert renderer.defaultSize().width() == renderer.defaultSize().height()
    assert "currentColor" in drawings()[name] or name == "caseman"


def test_every_place_has_a_sign(qapp: QApplication) -> None:
    assert set(_PLACES) <= set(drawings())


@pytest.mark.parametrize("look", LOOKS, ids=[look.name for look in LOOKS])
def test_a_sign_has_the_colour_of_the_look(qapp: QApplication, look) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for colour in COLOURS:
        image = icon_of(look, "dot", colour).pixmap(QSize(32, 32)).toImage()
        assert image.pixelColor(image.width() // 2, image.height() // 2) == QColor(getattr(look, colour))


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_sign_is_drawn_for_the_screen_it_is_on(qapp: QApplication, ratio: float) -> None:
    """As many dots as the screen has: none is made of others."""
    for name, side in product(("lock", "late"), (16, 20, 32)):
        pixmap = icon_of(LOOKS[0], name).pixmap(QSize(side, side), ratio)
        assert pixmap.size() == QSize(round(side * ratio), round(side * ratio))
        assert pixmap.deviceIndependentSize() == QSizeF(side, side)
        image, drawn = pixmap.toImage(), set()
        for x, y in product(range(image.width()), range(image.height())):
            drawn.add(image.pixelColor(x, y).alpha())
        assert {0, 255} <= drawn


def test_a_disabled_sign_is_paler(qapp: QApplication) -> None:
    icon = icon_of(LOOKS[0], "dot")
    told = {
        mode: icon.pixmap(QSize(32, 32), mode).toImage().pixelColor(16, 16).name()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Selected)
    }
    assert len(set(told.values())) == 3


def test_an_unknown_sign_is_an_error_not_a_gap(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        place_of(LOOKS[0], "no-such-sign")
    with pytest.raises(KeyError):
        place_of(LOOKS[0], "lock", "no-such-colour")


def test_the_program_has_its_own_sign(themed: QApplication) -> None:
    theme.show_sign(themed)
    assert not themed.windowIcon().isNull()
    for side in (16, 32, 64, 256):
        assert app_icon(LOOKS[0]).pixmap(QSize(side, side)).size() == QSize(side, side)


def test_qt_reads_back_what_the_bundle_holds(qapp: QApplication) -> None:
    from PySide6.QtCore import QFile, QIODevice, QResource

    files = {f"ファイル{number}.txt": bytes([number]) * number for number in range(1, 40)}
    data = bundle(files)
    assert QResource.registerResourceData(data, "/looks-test")
    try:
        for name, content in files.items():
            file = QFile(f":/looks-test/{name}")
            assert file.open(QIODevice.OpenModeFlag.ReadOnly), name
            assert bytes(file.readAll().data()) == content
            file.close()
        assert not QFile(":/looks-test/none.txt").exists()
    finally:
        QResource.unregisterResourceData(data, "/looks-test")


def test_a_colour_that_tells_something_has_a_sign_beside_it(qtbot: QtBot, themed: QApplication) -> None:
    colours = {"late": theme.tokens().bad, "soon": theme.tokens().warn, "open": None}
    table = LinesView([Column("Answer by", str, colour=colours.get, whole=True)], "Cases")
    qtbot.addWidget(table)
    table.lines.replace(tuple(colours))
    late, soon, still = (table.lines.index(row, 0).data(Qt.ItemDataRole.DecorationRole) for row in range(3))
    assert still is None
    assert late.pixmap(16, 16).toImage() != soon.pixmap(16, 16).toImage()
    shapes = [[image.pixelColor(x, 8).alpha() for x in range(16)] for image in _images(late, soon)]
    assert shapes[0] != shapes[1], "not by colour alone"
    table.show()
    assert all(table.sizeHintForIndex(table.lines.index(row, 0)).width() <= table.columnWidth(0) for row in range(3))


def _images(*icons: QIcon) -> list[QImage]:
    return [each.pixmap(QSize(16, 16), 1.0).toImage() for each in icons]


@pytest.mark.parametrize(
    ("asked", "ending"),
    [
        (("ja", "light", 100, 100), "ja"),
        (("en", "dark", 100, 100), "en-dark"),
        (("ja", "contrast", 200, 150), "ja-contrast-x200-text150"),
    ],
)
def test_pictures_are_named_for_how_they_were_taken(asked: tuple[str, str, int, int], ending: str) -> None:
    from ui.pictures import _suffix

    assert _suffix(argparse.Namespace(**dict(zip(("language", "look", "scale", "text"), asked, strict=True)))) == ending
