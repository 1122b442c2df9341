"""How much there is in a unit of area or of weight: 1公顷 is 15亩, 1吨 is 1000公斤.

Of each kind the values are in one unit of it, so that any two of a kind are compared by dividing.
"""

from decimal import Decimal

#: In 亩; all are exact in it.
AREAS = {
    "亩": Decimal(1),
    "公顷": Decimal(15),
    "平方公里": Decimal(1500),
    "平方米": Decimal("0.0015"),
}
#: In 公斤.
WEIGHTS = {"公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5"), "吨": Decimal(1000)}
