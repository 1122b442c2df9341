"""Where edits of a ledger keep what they need: a folder in the ledger's, which is nobody's data.

Owns the names only, so that whoever reads a ledger can look for them without importing more.
"""

#: Litter to whoever lists the ledger's files, and git is told inside it to ignore it.
FOLDER = ".sgyp-edits"
#: An edit that is under way, or was cut off.
JOURNAL = "journal"
#: The last edit that was ended.
UNDO = "undo"
LOCK = "lock"
