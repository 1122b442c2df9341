"""Messes that counties keep: each a small file of its own, with what an import must make of it."""
