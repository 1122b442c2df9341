"""The county's words: what its projects, companies, towns and people are called, and the notes.

Owns no choice among them; the words of monthly reports stand in `site`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """Something to build: who answers for it, what its builder calls itself, what it is."""

    unit: str
    trade: str
    stem: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector's works; public ones are named after a town and built by the county's companies."""

    name: str
    public: bool
    works: tuple[Work, ...]


def words(text: str) -> tuple[str, ...]:
    """The words that blanks separate."""
    return tuple(text.split())


def sector(name: str, *lines: str, public: bool = False) -> Sector:
    """Each line gives a unit, a trade and the stems that belong to both."""
    rows = (line.split() for line in lines)
    works = tuple(Work(unit, trade, stem) for unit, trade, *stems in rows for stem in stems)
    return Sector(name, public, works)


SECTORS = (
    sector(
        "先进制造业",
        "工业和信息化局 机械制造 数控机床主轴制造项目 工程机械液压件项目 高端轴承智能工厂项目",
        "工业和信息化局 装备 智能仓储货架制造项目 矿山传动设备技改项目 食品包装机械产业园",
        "先进制造业开发区管委会 金属科技 铝合金精密铸件生产线项目 铜箔延压生产线项目",
        "先进制造业开发区管委会 金属科技 耐磨衬板绿色铸造项目 汽车轻量化底盘件项目",
        "先进制造业开发区管委会 机电 电梯部件数字化车间项目 农机具总装基地项目",
    ),
    sector(
        "战略性新兴产业",
        "科学技术局 电子科技 光电传感器封测项目 电子级硅微粉项目 光伏组件封装项目",
        "科学技术局 生物科技 医用敷料洁净车间项目 中药配方颗粒产业园 生物可降解材料项目",
        "先进制造业开发区管委会 新材料 锂电池负极材料项目 碳纤维复合板项目",
        "发展和改革委员会 新能源 分布式储能电站项目 废旧电池梯次利用项目",
        "发展和改革委员会 新能源 风电叶片维护基地项目 氢能物流车示范项目",
    ),
    sector(
        "现代服务业",
        "商务局 物流 冷链物流园项目 公铁联运仓储中心项目 跨境电商分拨中心项目",
        "商务局 商业管理 农产品电商产业园 城市会客厅商业综合体",
        "发展和改革委员会 信息服务 数据标注服务基地项目 工业设计服务平台项目",
        "文化广电和旅游局 文旅 古村落民宿集群项目 温泉康养度假区 山地研学营地项目",
    ),
    sector(
        "现代农业",
        "农业农村局 种业 优质小麦制种基地项目 道地中药材种植项目 油茶良种繁育项目",
        "农业农村局 牧业 奶山羊标准化养殖项目 秸秆饲料综合利用项目",
        "农业农村局 食品 预制菜中央厨房项目 富硒面粉加工项目 生猪屠宰与精深加工项目",
        "农业农村局 农业 设施蔬菜智慧温室项目 食用菌工厂化栽培项目",
    ),
    sector(
        "基础设施",
        "交通运输局 交通发展 至高速互通连接线工程 公路提质改造工程 公共停车与充电设施工程",
        "水利局 水务 污水处理厂提标改造工程 集中供水管网延伸工程 河道综合治理工程",
        "住房和城乡建设局 城乡建设投资 热源管网改造工程 标准化厂房及配套道路工程",
        public=True,
    ),
    sector(
        "社会民生",
        "教育体育局 公共服务建设 第二小学迁建项目 公办幼儿园新建项目 全民健身中心项目",
        "卫生健康委员会 公共服务建设 中心卫生院病房楼项目 妇幼保健服务能力提升项目",
        "民政局 公共服务建设 养老服务中心项目 社区日间照料中心项目",
        "住房和城乡建设局 城乡建设投资 老旧小区改造项目 保障性租赁住房项目",
        public=True,
    ),
)
PUBLIC = frozenset(sector.name for sector in SECTORS if sector.public)
# Places in SECTORS: industry has more projects than the rest.
SECTOR_MIX = (0, 0, 0, 1, 1, 2, 2, 3, 4, 4, 5)

BRANDS = words(
    "岚禾 砚澄 岫石 汀野 澜桦 栖桐 衡桁 朔砺 芃禾 泓砚 岱钧 柏汀 禾颂 琢澄 烁原 "
    "渚青 铎远 昀泽 桉原 苇岸 璟川 穗野 砺岩 沐芃 钰桥 溪杉 曜桐 筑岚 茁野 璞禾"
)
TOWNS = words("望岚镇 柳汀镇 石榭镇 上芃镇 新岫镇 澄砚镇 青渚乡 槐渚乡 芃坞乡 白砚乡")
LEADERS = tuple(f"{surname}某某" for surname in "张王李赵陈刘杨黄周吴")
ATTENDANTS = tuple(f"{surname}某某" for surname in "孙马朱胡郭何高林罗郑梁谢宋唐许韩")

REASONS = (
    "投资方调整布局，双方终止协议",
    "用地指标未能落实",
    "市场变化，企业主动退出",
    "并入其他项目统一实施",
)
NOTES: Mapping[str, tuple[str, ...]] = {
    "签约": ("正在办理公司注册", "正在商谈用地条件", "投资协议补充条款待签"),
    "履约": ("施工图审查中", "用地手续办理中", "环评已受理"),
    "开工": ("主体施工中", "厂房封顶，设备订货中", "受雨季影响，工期顺延"),
    "投产": ("一条生产线试运行", "产能爬坡中", "竣工验收资料整理中"),
    "达效": ("已纳入规模以上统计", "运行稳定", "正在谋划二期"),
}
