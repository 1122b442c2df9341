"""The bulletin's tests need the language of templates."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("sangeyipi.report.language") else ["test_bulletin.py"]
