"""`sgyp undo`: the last edit of the ledger taken back, whichever command made it."""

from sangeyipi.cli.console import options

EXAMPLES = """
sgyp undo
sgyp undo --ledger 台账
"""


def undo(ledger: options.LedgerDir = None) -> int:
    """撤回上一次修改（import、set、add、convert、register 写入的）；以后又改过的不动。"""
    from sangeyipi.cli.console.putting import taken_back

    return taken_back(ledger, "", "修改")
