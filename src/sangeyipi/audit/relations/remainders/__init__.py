"""What is left, and what came in and went out."""
