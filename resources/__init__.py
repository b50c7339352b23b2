"""Data the program ships: procedures, letter texts, fonts, icons, languages, help."""
