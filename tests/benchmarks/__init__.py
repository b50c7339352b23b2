"""How fast the program is, as ratios to the bare parts it stands on, measured in the same run on the same machine."""
