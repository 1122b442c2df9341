"""Words that name the territory a bulletin is of: 全市, 全州, 全国.

A whole that is of all of it stands above every part; what is of the whole nation is of a wider one.
"""

_LEVELS = "省市县区州旗盟"
#: All of the territory that reports, of whatever level it is.  As a row's label (`tables.py`) 全州
#: may stand under rows of some of it, so that there it is none.
WHOLE_REGION = f"全[{_LEVELS}]"
#: Or of the nation that it is part of.
REGION_OR_NATION = f"全[国{_LEVELS}]"
#: Or of a town or a village: of whichever of them, the words say nothing of what is counted.
ANY_REGION = f"{REGION_OR_NATION}|全[镇乡村]"
