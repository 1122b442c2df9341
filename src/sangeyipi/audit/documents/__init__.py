"""What `sgyp audit` is given, as text: Word documents, pages, PDF, Markdown, plain text."""
