"""Words that a breakdown opens with: 其中, 按产业分, 从进度看, 分为, 包括.

What follows them is of what stands before.
"""

#: By what a whole is divided: 按产业分, 从进度看, 分产业看.
BROKEN_DOWN = "[按从][^,。;:\\d]{1,10}[分看]|分[^,。;:\\d]{1,10}看"
#: Where it begins a clause of its own.
VIEW = f"(?:{BROKEN_DOWN}),"
#: Divided into parts that are told to be all.
DIVIDED = "分为|分成|细分"
#: A breakdown of whatever kind, all or some of it.
OPENS = (
    f"其中|包括|包含|分别|依次|涉及|{DIVIDED}|{BROKEN_DOWN}|:|有[,:]|[里头中],|组成|构成|来自|即"
)
