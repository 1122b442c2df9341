"""The kinds of relation, a module each with examples that the tests run, by what they are of."""
