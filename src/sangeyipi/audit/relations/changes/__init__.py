"""What became more or less, or is more or less than another."""
