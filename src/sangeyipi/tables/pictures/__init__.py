"""Figures that people would rather look at, each as a table and how it is drawn."""
