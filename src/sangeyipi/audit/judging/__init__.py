"""What figures that belong together say of each other, and how sure that is."""
