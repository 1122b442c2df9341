"""Workbooks that go out to be filled in, and what came back in them."""
