"""Words that say of which period a figure is, or against which it is set: 上年同期, 同比, 上半年.

What they say of a figure keeps it from being a part or a whole of one of another period.
"""

#: 上年, 去年; 前年 only where any year that is over will do.
LAST_YEAR = "[上去]年"
YEAR_OVER = "[上去前]年"
#: The same period of another year, that is told before.
SAME_PERIOD = "同期|同月"
#: A period that is no year.
LAST_PERIOD = "上[月季期周批]"
#: 年初步 is none.
PAST = f"{YEAR_OVER}|同期|{LAST_PERIOD}|年初(?!步)"
#: How much a figure has changed since the same period a year ago or the one before it.
YEAR_ON_YEAR, ON_PERIOD = "同比", "环比"
COMPARED = f"{YEAR_ON_YEAR}|{ON_PERIOD}"
#: A part of a year that is longer than a month.
PART_OF_YEAR = "前?[一二三四1-4]季度|[上下]半年"
