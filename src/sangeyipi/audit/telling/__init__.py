"""What was found: for people, for programs, as a page, as a Word document with comments."""
