"""Tables and diagnostics → text, Markdown, CSV, JSON.  Owns looks; changes no figure."""
