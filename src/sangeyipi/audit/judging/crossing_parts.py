"""Figures behind 其中 that are no parts side by side: said of the whole, or one of the other.

案件256件，其中刑事56件、民事150件，审结240件: a wider mark ends the list, and what was done is said
of all.  制造业100亿元、高技术制造业25亿元: one is of the other.  公立20家、中医13家: of two views.
Owns what tells these; finds no lists.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from sangeyipi.audit.judging.adding import Window, near, slip
from sangeyipi.audit.judging.completeness import complete, label_of, stages
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later

_TWO = 2
_WIDE = later("[,;:。\n]")
_BRACKET = later("\\([^()]*\\)")
_REST = later("其[他它余]|剩[下余]|余下")
#: What was done with things of any kind, as the last words before their count.
_DONE = later(
    "(?:[审办了执]结|结案|整改|[立限]改|改正|解决|答复|回复|办理|采纳|属实|查实|立案|移送|销号|化解|支[出付]|拨付"
    "|入库|纳统|[复开]工|[复投]产|[竣完]工|可办|即办|发证|发放|兑现|交付|[投使]用|入驻|签约|履约|到位"
    "|(?:发现|存在)(?:问题|隐患))$"
)
_IS_DONE = later("^已(?!婚)")
#: Labels that may themselves be of such a view.
_OF_STATE = later("[已未正在待拟尚转不办改结立续复停]|新建|前期|储备|计划|谋划|洽谈|对接")
#: Of which view a name is; the same things may be named by another one.
_VIEWS = tuple(
    later(one)
    for one in (
        "公立|公办|公有|私立|民办|国有|国营|国企|央企|集体|民营|私营|内资|外资|合资|港澳台",
        "增值税|消费税|所得税|契税|印花税|资源税|房产税|耕地占用税|城建税|维护建设税",
        "示范|龙头|骨干|领军|[一二三]甲|规模以上|规上|限上|限额以上|高新技术|高技术",
        "大要案|大案|要案|重大|较大|一般(?!公共|债)|特大|大型|中型|小型|小微|微型",
        "男|女",
        "党员|团员|党派",
        "民族|汉族",
        "青年|老年|中年|老人|儿童|[岁龄]",
        "本科|硕士|博士|研究生|大专|学历|学位|职称",
        "退役|退伍|脱贫|贫困|返乡",
    )
)
#: What statistics count within what.
_WITHIN = (
    (later("公共预算|地方财政|财政收入"), later("^(?:税收|非税)|[^非]税$")),
    (later("第二产业"), later("^工业|建筑业|制造业")),
    (later("^(?:规上|规模以上)?工业"), later("制造业|采矿业|电力|高技术|高新技术")),
    (later("^服务业|第三产业"), later("批发|零售|住宿|餐饮|金融|房地产|交通运输|软件|信息")),
    (later("^农业|第一产业|农林牧渔"), later("种植|粮食|畜牧|养殖|渔业|林业|蔬菜|水果")),
)
_NOT = later("(?:非|不|未|无|其他|其它|其余|除|外|以外)")
_SUFFIX = later(
    "(?:类|的)?(?:项目|企业|单位|收入|支出|投资|产值|增加值|人员|案件|金额)?(?:项目|投资|收入|支出|金额)?$"
)


def are_crossing(reading: TextReading, total: TextFigure, parts: Sequence[TextFigure]) -> bool:
    """Whether some of the parts behind a whole are said of it in another way than the others."""
    listed = list(parts)
    if len(listed) < _TWO or listed[0].order < total.order or total in listed:
        return False
    if complete(total, listed) or _REST.search(listed[-1].lead) or stages(listed[:3]):
        return False
    return (
        _is_far_too_much(reading, Window(total, listed))
        or _goes_past_its_end(reading, listed)
        or _tells_what_was_done(listed)
        or _is_in_another(reading, listed)
        or _are_of_views(listed)
    )


def _is_far_too_much(reading: TextReading, window: Window) -> bool:
    """Whether what is named is so much more than all, and by no slip, that some is named twice."""
    total, first = window.total, window.parts[0]
    if "其中" not in reading.text[total.end : first.start] or first.sentence != total.sentence:
        return False
    return window.sum > window.total.value and not near(window) and not slip(window)


def _goes_past_its_end(reading: TextReading, parts: list[TextFigure]) -> bool:
    """甲50件、乙40件，解决108件: what a wider mark parts from a list is of the whole."""
    wide = [
        _WIDE.search(_BRACKET.sub("", reading.text[a.end : b.start])) is not None
        for a, b in pairwise(parts)
    ]
    first = wide.index(True) if True in wide else 0
    return bool(first) and all(wide[first:]) and "分别" not in parts[0].lead


def _tells_what_was_done(parts: list[TextFigure]) -> bool:
    """Whether the first is a kind of things, and the last what was done with such."""
    first, last = (_SUFFIX.sub("", label_of(one)) for one in (parts[0], parts[-1]))
    if not first or _OF_STATE.search(first) or _DONE.search(first):
        return False
    return _IS_DONE.search(last) is not None or _DONE.search(last) is not None


def _is_in_another(reading: TextReading, parts: list[TextFigure]) -> bool:
    """Whether one part is of another one: by its name, or by a share of that which is told."""
    names = [_SUFFIX.sub("", label_of(one)) for one in parts]
    for one, other in combinations(range(len(parts)), 2):
        if _is_within(names[one], names[other]) or _is_within(names[other], names[one]):
            return True
        if _is_share_of(reading, parts[other], names[one]):
            return True
    return any(
        whole.search(label_of(a)) and part.search(_SUFFIX.sub("", label_of(b)))
        for whole, part in _WITHIN
        for a in parts
        for b in parts
        if a is not b
    )


def _is_within(name: str, other: str) -> bool:
    """高技术制造业 of 制造业, 住户定期存款 of 住户存款, but not 非工业 of 工业."""
    if not _TWO <= len(name) < len(other):
        return False
    more = len(other) - len(name)
    for at in range(len(name) + 1):
        if other[:at] == name[:at] and other[at + more :] == name[at:]:
            return not _NOT.search(other[at : at + more])
    return False


def _is_share_of(reading: TextReading, part: TextFigure, name: str) -> bool:
    """75亿元，税收50亿元，占一般公共预算收入的66.7%."""
    after = reading.figures[part.order + 1 : part.order + 2]
    share = after[0] if after else part
    if share.role is not Role.PERCENT or share.sentence != part.sentence or len(name) < _TWO:
        return False
    return "占" in share.lead and name in share.lead and not rate_in(share.lead)


def _are_of_views(parts: list[TextFigure]) -> bool:
    """Whether names are of several views, or some of one and others of none."""
    names = [label_of(one) or one.tail[:8] for one in parts]
    for view in _VIEWS:
        found = sum(1 for each in names if view.search(each))
        if 0 < found < len(names):
            return True
    return False
