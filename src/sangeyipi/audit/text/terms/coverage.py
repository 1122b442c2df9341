"""Words that say what is in a figure besides, and what is in it twice, no longer or not at all.

Where one of them stands beside parts, a whole need not be just these.
"""

#: More than what was told of: 另有3个, 此外. Behind an enumeration it ends that.
ALSO = "另|此外|除此之?外"
#: 还有 is said of what is left, too; so only what ends an enumeration has it.
AND_MORE = f"{ALSO}|还有"
#: What is of two parts: 剔除重复, 有交叉.  无效重复投诉 are no parts of two.
OVERLAPPING = "(?<!无效)(?<!无效、)重[复叠合]|交叉"
#: 同时列入两级的: of both, where it doesn't only join two sentences.
IN_BOTH = f"{OVERLAPPING}|同时"
#: What a bracket or a note takes off: 不含, 未计入, 未列.
NOT_COUNTED = "不含|[不未](?:包括|[计列纳])"
#: A change that is of fewer than are printed: 剔除打捆项目，比去年增加35个.
OF_FEWER = "剔除|扣除|不含|同口径|可比"
#: What was counted and is not any more: 退库3个, 调出2个.
WITHDRAWN = "退[出库]|[调移]出|取消|终止|核减|剔除"
#: What is of some only: 已出结果的, 应开工的, 实际参加的, 有劳动力的, 参评.
NARROWED = (
    "已(?:出|缮|明确|认定|确定|核[实查])|应(?=[开竣复投]工|投产)|实际|有效|参[评考检]|立案|到期|登记|具[备有]|符合"
    "|(?:完成|通过|达到|取得|拥有|参加|进入|纳入|列入)[^,。;、:\\d]{0,8}的"
    "|[属有][^,。;、:有属\\d]{1,8}的"
)
