"""One case: its steps, and what stands beside them. The page is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.pages.case.page import CasePage as CasePage  # for who asks the package


def __getattr__(name: str) -> Any:
    if name != "CasePage":
        raise AttributeError(name)
    from ui.pages.case.page import CasePage

    return CasePage
