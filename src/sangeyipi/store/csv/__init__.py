"""CSV as the same raw values as YAML, and the slips of spreadsheets."""
