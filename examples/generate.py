"""Make wholly fictional ledgers: the demo county, and bench ledgers of any size.

Owns the command line; the county itself is in `county`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from county.city import MONTHS, PROJECTS, publish, write_city
from county.ledgers import write_bench, write_demo, write_demo_messy


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Make a wholly fictional ledger; the same bytes every time.",
        epilog="example: python examples/generate.py bench 100000 /tmp/bench",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="the demo county, about 150 projects")
    home = Path(__file__).parent / "demo-county"
    demo.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=home)
    messy = commands.add_parser("messy", help="the demo county's phase 8 as a messy Excel file")
    messy.add_argument("file", metavar="FILE", type=Path)
    city = commands.add_parser("city", help="a city of twelve counties, each as it comes to a city")
    city.add_argument("folder", metavar="DIR", type=Path)
    city.add_argument("--projects", metavar="N", type=int, default=PROJECTS, help="in all of them")
    city.add_argument(
        "--months", metavar="M", type=int, default=MONTHS, help="of reports (%(default)s)"
    )
    city.add_argument(
        "--whole", action="store_true", help="every county sends its ledger, sound and in time"
    )
    bench = commands.add_parser("bench", help="N projects, 1,000 in a file")
    bench.add_argument("n", metavar="N", type=int, help="how many projects; 0 makes no file")
    bench.add_argument("folder", metavar="DIR", type=Path)
    bench.add_argument(
        "--months",
        metavar="M",
        type=int,
        default=0,
        help="with reports for the last M months; another ledger than without",
    )
    bench.add_argument(
        "--dispatch",
        action="store_true",
        help="with problems, visits, financing and needs; wants --months",
    )
    return parser


def _publish(options: argparse.Namespace) -> None:
    """Three counties of a city publish, unless all of them send their ledger."""
    if options.whole:
        return
    try:
        left = publish(options.folder)
    except subprocess.CalledProcessError as error:
        raise ValueError(error.stderr.decode("utf-8", "replace")) from None
    if left:
        sys.stdout.write(f"three counties only publish; once sgyp is installed, run:\n{left}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.command == "demo":
            write_demo(options.folder)
        elif options.command == "city":
            write_city(options.folder, options.projects, options.months, whole=options.whole)
            _publish(options)
        elif options.command == "messy":
            write_demo_messy(options.file)
        else:
            write_bench(options.n, options.folder, options.months, dispatched=options.dispatch)
    except (ValueError, OSError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
