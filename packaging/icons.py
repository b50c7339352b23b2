"""The program's icon in every form that a system asks for, drawn from `resources/icons/caseman.svg`.

Into `build/icons`: `caseman-SIZE.png` (the freedesktop icon theme's sizes), `caseman.ico` (Windows), `caseman.icns`
(macOS). Wants PySide6 and Pillow, and no screen.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[1]
SVG = ROOT / "resources" / "icons" / "caseman.svg"
ICONS = ROOT / "build" / "icons"
HICOLOR = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)  # pixels; folders of the theme hicolor
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 256)  # what Windows shows at 100 % to 200 %
MACOS = (16, 32, 64, 128, 256, 512, 1024)


def draw(size: int) -> bytes:
    """The icon as PNG, `size` pixels wide and high."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    memory = QBuffer()
    memory.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(memory, "PNG")
    # Written again by Pillow: the same bytes whatever Qt's version puts beside the pixels.
    written = io.BytesIO()
    Image.open(io.BytesIO(bytes(memory.data().data()))).save(written, "PNG", optimize=True)
    return written.getvalue()


def write(folder: Path = ICONS) -> Path:
    """Write them all; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {size: draw(size) for size in sorted({*HICOLOR, *WINDOWS, *MACOS})}
    for size in HICOLOR:
        (folder / f"caseman-{size}.png").write_bytes(drawn[size])
    pictures = {size: Image.open(io.BytesIO(png)).convert("RGBA") for size, png in drawn.items()}
    others = [pictures[size] for size in WINDOWS]
    # bitmaps, because the installer and old dialogs read no PNG in an icon
    pictures[256].save(
        folder / "caseman.ico", sizes=[(size, size) for size in WINDOWS], append_images=others, bitmap_format="bmp"
    )
    pictures[1024].save(folder / "caseman.icns", append_images=[pictures[size] for size in MACOS])
    return folder


if __name__ == "__main__":
    print(write())
    sys.exit(0)
