"""Money: the bank's statements, the deposits that wait or are settled, and the book."""
