"""The kinds of relation, one a module, each with examples that the tests run."""
