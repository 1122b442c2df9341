"""Names of counties and cities, as different offices write them.

Owns when two names are one place; must not know any place by name.
"""

#: What the name of a county ends with, and of what one lies in.
_ENDS, _ABOVE = ("县", "市", "区"), ("省", "市", "州", "盟", "区")


def is_region(name: str, other: str) -> bool:
    """Whether both are one place: one may be told with what it lies in (商丘市民权县), or without
    what it is (民权); of 新乡县 and 新乡市 one is not the other.
    """
    short, long = sorted(("".join(name.split()), "".join(other.split())), key=len)
    if not short:
        return False
    for same in (short, *(short + end for end in _ENDS if not short.endswith(_ENDS))):
        if long == same or (long.endswith(same) and long.removesuffix(same).endswith(_ABOVE)):
            return True
    # 商丘市民权 and 民权县: the longer one is told without what it is.
    bare = short.removesuffix(short[-1]) if short.endswith(_ENDS) else ""
    return len(bare) > 1 and long.endswith(bare) and long.removesuffix(bare).endswith(_ABOVE)
