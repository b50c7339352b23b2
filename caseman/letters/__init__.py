"""Printed letters: facts in, PDF bytes out. Nothing here touches a disk but the fonts and texts that ship."""
