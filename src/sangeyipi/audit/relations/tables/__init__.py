"""The cells of tables, and prose that tells of them."""
