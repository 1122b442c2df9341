"""The command line: one file per command, options in, exit code out.

Modules here import only the standard library at the top; what a command needs is imported when it
runs, so that commands, `--help` and completion start quickly.
"""
