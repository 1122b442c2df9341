"""The three sectors of an economy, as statistics name them: 第一产业, 第二次产业, 三产.

Together they leave nothing out.
"""

#: Their labels, in full and in short.
SECTORS = (("第一产业", "第二产业", "第三产业"), ("一产", "二产", "三产"))
#: Which one it is; 一产品 is none.
NTH_SECTOR = "([一二三])(?:次?产业|产(?!品))"
#: Any of them.
SECTOR = "第?[一二三](?:次?产业|产(?!品))"
