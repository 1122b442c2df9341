"""What is measured, a module a part: what is run, in which proportion, and the bar for it."""
