"""Word documents: official ones of a `Document`, and places in them that are filled again."""
