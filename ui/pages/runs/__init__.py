"""Print runs: a tab of the page “Letters”."""
