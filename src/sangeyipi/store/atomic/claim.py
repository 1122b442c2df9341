"""Whether the process that made a temporary file still runs.

A lock of the kernel on the file says so: it ends with the process, however that ends, and no number
of a process, which the system gives out again, is taken for it.  Windows has none here; there a
file that is open cannot be removed, which says the same.
"""


def claim(descriptor: int) -> bool:
    """Lock an open file for as long as it stays open; False: another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held, or a share without locks: then nobody can say
        return False
    return True
