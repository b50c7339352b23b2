"""Loading the core behind the unlock page, while a passphrase is typed."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from caseman import services
from caseman.offices.loader import make_ready
from caseman.storage import engine


def load_services() -> None:
    """Load every service and what it stands on: from any thread, before the first of them is asked for."""
    for module in iter_modules(services.__path__, f"{services.__name__}."):
        import_module(module.name)
    engine.make_ready()
    make_ready()
