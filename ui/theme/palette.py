"""The palette of a look: what Qt's own style draws with, and what the style sheet leaves to it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Tokens

_Role = QPalette.ColorRole


def palette_of(look: Tokens) -> QPalette:
    """Every role, so that nothing of another look shines through."""
    palette = QPalette()
    roles = {
        _Role.Window: look.window,
        _Role.WindowText: look.text,
        _Role.Base: look.panel,
        _Role.AlternateBase: look.window,
        _Role.Text: look.text,
        _Role.Button: look.panel,
        _Role.ButtonText: look.text,
        _Role.BrightText: look.bad,
        _Role.ToolTipBase: look.panel,
        _Role.ToolTipText: look.text,
        _Role.Highlight: look.accent,
        _Role.HighlightedText: look.accent_text,
        _Role.Accent: look.accent,
        _Role.PlaceholderText: look.quiet,
        _Role.Link: look.accent,
        _Role.LinkVisited: look.accent,
        _Role.Light: look.panel,
        _Role.Midlight: look.line,
        _Role.Mid: look.edge,
        _Role.Dark: look.shade,  # the ground around the pages of a PDF
        _Role.Shadow: look.edge,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (_Role.Text, _Role.ButtonText, _Role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.quiet))
    return palette
