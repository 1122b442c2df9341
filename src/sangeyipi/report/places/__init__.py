"""Named places of a county's own Word document: found, filled, and filled again."""
