"""The options of `sgyp export` that say which tables, and where they go."""

from pathlib import Path
from typing import Annotated

import typer

Month = Annotated[
    str | None,
    typer.Option("--month", metavar="月", help="2023-06，或 2021-07..2023-06；不写是上个月"),
]
Quarter = Annotated[str | None, typer.Option("--quarter", metavar="季", help="2023-Q2，或一段")]
Year = Annotated[str | None, typer.Option("--year", metavar="年", help="2023，或一段")]
PhaseSpan = Annotated[
    str | None,
    typer.Option("--phase", metavar="期", help="第几期，到下一期前一天，或一段 1..8"),
]
MustExist = Annotated[
    bool,
    typer.Option("--must-exist", help="--out 的文件夹要已经在，不新建（共享没挂上时不写本机）"),
]
Out = Annotated[Path, typer.Option("--out", metavar="文件夹", help="放在这个文件夹下的 2023-06 里")]
