"""`sgyp rules`: the catalogue of rules."""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options, output
from sangeyipi.cli.console.exits import OK, Stop
from sangeyipi.cli.console.parameters import Argument

if TYPE_CHECKING:
    from sangeyipi.checks.catalogue import Explanation

EXAMPLES = """
sgyp rules
sgyp rules bad-amount
"""


def _complete(incomplete: str) -> list[str]:
    from sangeyipi.checks.catalogue import checks
    from sangeyipi.model.rule import Rule

    checks()  # They declare rules of their own.
    return [rule.value for rule in Rule if rule.value.startswith(incomplete)]


def rules(
    id: Annotated[
        str | None,
        Argument(metavar="[规则名]", help="一条规则的名字", autocompletion=_complete),
    ] = None,
) -> int:
    """检查规则一览；写上规则名则看它的说明、改法和例子。"""
    from sangeyipi.checks.catalogue import catalogue
    from sangeyipi.model.rule import Rule

    if id is None:
        from sangeyipi.cli.console.results import send
        from sangeyipi.model.document import answer
        from sangeyipi.render.formats import TEXT
        from sangeyipi.render.rules import rules_table

        send(answer([rules_table(catalogue())], ""), TEXT.word, None)
        return OK
    entries = catalogue()
    if id not in {rule.value for rule in entries}:
        id = options.word(id)
        hint = options.meant(id, [rule.value for rule in entries])
        raise Stop(f"没有名为“{id}”的规则{hint or '；sgyp rules 可列出全部规则'}")
    output.write_text(_explained(entries[Rule(id)]))
    return OK


def _explained(entry: "Explanation") -> str:
    from sangeyipi.render.rules import rule_text

    return rule_text(entry)
