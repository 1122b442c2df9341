"""What is said without arithmetic: states, names counted, figures that were lost."""
