"""Words that say a figure is of all: 共23个, 合计86亿元, 三项之和.

They say so in front of a figure or as the label of a total's row, and whatever their place no more
than that: not of whom, not since when.
"""

#: Of what stands there one by one; what a table's last row is called, too.  总计划 is a plan.
ADDED_UP = "合计|总计(?!划)"
#: The same where a bare 共 would be found within other words, or be a verb's: 公共, 共建, 共有.
SUMMED = f"共计(?!划)|{ADDED_UP}"
#: In front of a figure, all that say so.
IN_ALL = f"[一总]?共(?:计(?!划))?|{ADDED_UP}"
#: 累计 says since when besides: a sum of what stands there, or of what was told before it as well.
SO_FAR = "累计"
SUMMED_SO_FAR = f"{SUMMED}|{SO_FAR}"
IN_ALL_SO_FAR = f"{IN_ALL}|{SO_FAR}"
#: A row or a table's heading may be of some of all, 小计, or say only that it is their number.
TOTAL_LABELS = f"{ADDED_UP}|小计"
#: Behind the names of the parts: 甲乙之和, 三项相加, 两批加起来.
ADDED_TOGETHER = "之和|相加|加起来|合起来"
