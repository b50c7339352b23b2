"""The case page: the head that stays, the steps, and what stands beside them."""

from ui.pages.case.page import CasePage

__all__ = ["CasePage"]
