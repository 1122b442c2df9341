"""The published tables of a month, quarter, year or phase (月调度)."""
