"""caseman: the core. No Qt anywhere; works without a screen."""

__version__ = "0.1.0"
