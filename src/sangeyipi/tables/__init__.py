"""Figures → tables, pictures and documents of exact numbers.  Pure: reads and prints nothing."""
