"""Number formats: what a person reads of a cell that holds a number."""
