"""Several people in one text are several, and one person is one however the name is spaced."""

import pytest

from sangeyipi.model.people import each

NAMED = {
    "张某某": ("张某某",),
    "张某某、李某某": ("张某某", "李某某"),
    "张某某，李某某;王某某/赵某某": ("张某某", "李某某", "王某某", "赵某某"),
    " 张三 、 张三 ": ("张三",),
    "张　三、李 四": ("张三", "李四"),
    "张  三": ("张三",),
    "欧阳 修": ("欧阳修",),
    "张三  李四": ("张三", "李四"),
    "张  三、李某某": ("张三", "李某某"),
    "WT-2023-001、WT-2023-002": ("WT-2023-001", "WT-2023-002"),
    "示例县 督查组": ("示例县 督查组",),
    "": (),
}


@pytest.mark.parametrize("text", NAMED)
def test_each_is_named_once(text: str) -> None:
    assert each(text) == NAMED[text]


def test_nobody_is_named_by_nothing() -> None:
    assert each(None) == ()
