"""The command line: one file per command, options in, exit code out.

Modules here import only typer at the top; what a command needs is imported when it runs, so that
`--help` and completion stay quick.
"""
