"""The cases: their table in any order, what is looked for, lists that are kept, and what is done with chosen cases."""

from ui.pages.cases.columns import case_columns
from ui.pages.cases.page import CasesPage

__all__ = ["CasesPage", "case_columns"]
