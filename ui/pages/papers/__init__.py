"""Where every sheet of paper is."""
