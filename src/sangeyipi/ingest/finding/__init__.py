"""The tables that a workbook's sheets hold: titles, heads, rows, totals, notes, each told apart."""
