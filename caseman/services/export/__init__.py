"""The export set: sheets as CSV, chosen and told apart by period, with a manifest that lets anyone check them."""
