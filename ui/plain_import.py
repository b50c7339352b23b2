"""`import` without PySide's look into every source.

PySide reads the source of every module that is imported after it and keeps the text, to see who names PySide: that is
for its `__feature__` switch, which nothing here uses. It was 48 MB once the services were loaded, and a part of every
start. Importing this module puts back the `import` that was there before.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  which puts its own there

if hasattr(builtins, "__orig_import__"):  # kept there by PySide, for its own to call
    builtins.__import__ = builtins.__orig_import__
