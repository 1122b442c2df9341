"""A text in plain spelling: half-width, simplified, without what extraction put into it.

Knows where each character stood.  Owns what is only spelling; must not know what a figure is,
beyond that its digits belong together.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import accumulate

from sangeyipi.audit.text.blank_thousands import blank_thousands

#: Traditional characters, and odd ones of conversion, with the simplified: those of bulletins.
_TRADITIONAL = (
    "項项個个總总縂总資资億亿萬万簽签約约開开產产産产達达長长減减數数較较點点業业農农辳农區区縣县級级"
    "類类領领經经濟济實实際际計计劃划畫画標标務务進进額额預预單单戶户幹干綫线線线門门間间現现環环"
    "續续擬拟導导動动運运與与為为爲为從从後后個个這这還还處处佔占餘余佈布廠厂園园館馆醫医養养學学"
    "車车輛辆設设備备製制術术際际廣广場场團团圓圆書书報报導导統统規规範范優优質质齊齐無无雙双兩两參参"
    "陸陆貳贰歲岁時时階阶緩缓滿满歷历聯联辦办儲储戰战並并協协創创驅驱轉转傳传補补應应對对鄉乡鎮镇"
    "據据屬属於于許许證证結结構构給给統统絕绝維维綠绿網网緊紧練练組组細细終终繼继續续編编"
    "負负責责財财貨货購购費费賽赛贊赞贏赢躍跃軟软輕轻載载輸输辭辞適适遷迁遼辽邊边郵邮釋释針针鋼钢"
    "錢钱鐵铁鏈链閉闭關关陽阳隊队險险隨随雜杂難难電电靜静響响頁页頂顶順顺須须頓顿頭头題题願愿顯显風风飛飞"
    "養养馬马駐驻驗验麗丽黨党龍龙舊旧舉举蓋盖萊莱薦荐藍蓝藝艺蘇苏蘭兰號号術术裝装見见觀观視视覽览"
    "訂订訊讯記记訪访設设評评試试詳详認认語语誤误説说說说調调談谈請请諸诸謀谋講讲謝谢識识議议護护讓让"
    "貝贝貢贡貫贯貴贵貸贷貿贸賣卖賬账趕赶趨趋跡迹鑄铸鑒鉴陳陈隸隶離离雲云頒颁頻频額额類类飾饰飲饮飯饭館馆"
    "騰腾驟骤體体鬥斗魚鱼鮮鲜鳥鸟鹽盐麥麦黃黄齡龄層层島岛峽峡帶带師师庫库廢废廳厅張张強强彈弹彙汇匯汇"
    "徑径復复徵征態态慶庆憂忧懷怀戲戏戶户擁拥擇择擊击擔担據据擴扩攜携攝摄斷断會会東东條条極极榮荣樁桩樂乐"
    "樓楼樣样樹树橋桥機机檔档檢检權权歡欢歸归殘残殺杀氣气決决沒没況况淨净測测溝沟滅灭滯滞漲涨潔洁澤泽"
    "濕湿灣湾災灾爭争狀状獎奖獨独獲获療疗監监盤盘眾众礎础礙碍確确禮礼種种稱称積积穩稳窮穷競竞筆笔節节"
    "築筑簡简糧粮紀纪紅红納纳純纯紙纸紛纷級级紡纺緣缘縮缩織织職职聖圣聞闻聲声聽听肅肃膠胶臨临興兴"
    "萬万葉叶蔣蒋衛卫補补襯衬親亲觸触貧贫貼贴賀贺賓宾賴赖贈赠輔辅輪轮連连週周遊游過过遠远選选遲迟郷乡"
    "鄭郑鄰邻醫医釀酿銀银銅铜銷销鋁铝錄录鍋锅鍵键鎮镇鏡镜開开閃闪閣阁闊阔陰阴雖虽頑顽"
    "噸吨畝亩頃顷來来隱隐員员發发稅税訴诉礦矿屆届饋馈僅仅臺台國国儀仪幾几話话啟启畢毕價价詢询義义幣币當当內内熱热絡络劑剂煙烟營营罰罚問问別别倉仓傭佣債债傷伤傾倾"
    "僑侨儉俭償偿兌兑冊册凍冻劇剧勁劲勝胜勞劳勢势勵励勻匀匱匮厭厌啞哑喪丧喬乔嘆叹嘗尝噴喷嚴严囑嘱圍围圖图坰垧執执堅坚塊块墊垫墜坠壓压壘垒壞坏壩坝壯壮夠够夢梦夾夹"
    "奧奥奪夺奮奋妝妆婦妇媽妈孫孙寧宁寬宽審审寫写寵宠寶宝崗岗嶄崭嶺岭巖岩巰巯帥帅帳帐幟帜幫帮廈厦廟庙彌弥彎弯彥彦恆恒惡恶惱恼愛爱慘惨慣惯慮虑憑凭憲宪懇恳懲惩懸悬"
    "戀恋拋抛挾挟捨舍捲卷掃扫掄抡掙挣掛挂採采揀拣揚扬換换損损搖摇搶抢撈捞撐撑撥拨撫抚撲扑擄掳擋挡擠挤擱搁擺摆擾扰攏拢攔拦攤摊敗败敘叙敵敌斃毙斬斩曉晓暢畅暫暂曆历"
    "曬晒朮术枴拐柵栅楊杨槍枪槳桨樞枢櫃柜欄栏歐欧殲歼毀毁氈毡氫氢氾泛汙污沖冲洩泄涼凉淚泪淵渊淺浅渾浑湊凑湯汤溫温準准滬沪滲渗滾滚漁渔漸渐漿浆潑泼潤润潛潜潰溃澆浇"
    "澗涧濁浊濃浓濱滨濫滥瀏浏灑洒灘滩灤滦烏乌煉炼煩烦煥焕熒荧燈灯燒烧燙烫燦灿燭烛爐炉爛烂牆墙牽牵犧牺狹狭獅狮獸兽獻献瑣琐異异疊叠癥症皚皑盜盗盞盏盡尽睏困矚瞩矯矫"
    "硃朱碩硕碼码磚砖磣碜祿禄禍祸禦御禿秃稈秆稟禀穀谷穌稣穎颖窩窝窪洼竄窜竅窍竊窃筍笋筧笕箏筝篩筛籌筹籃篮籠笼籤签籬篱粵粤糞粪糾纠紋纹紐纽紗纱紮扎紹绍絲丝綁绑綏绥"
    "綜综綱纲綴缀緒绪緝缉緞缎緯纬緻致縫缝縱纵績绩繃绷繞绕繡绣繩绳繪绘繳缴繫系纏缠罈坛罵骂罷罢羅罗羈羁羨羡習习耬耧聰聪聳耸脅胁脈脉腎肾腦脑腫肿腳脚腸肠膚肤膽胆臉脸"
    "臍脐臟脏艙舱艱艰艷艳芻刍苧苎莊庄莖茎華华葦苇蒼苍蓆席蔭荫薑姜薩萨蘆芦蘊蕴虛虚虜虏虧亏蝦虾螞蚂蟲虫蠟蜡衆众衝冲裏里裡里裊袅複复褲裤襪袜覓觅覺觉訃讣討讨訓训託托"
    "訝讶訟讼訣诀診诊註注詐诈詞词詩诗該该誇夸誌志誕诞誘诱誠诚課课諒谅論论諜谍諧谐諮咨諾诺謂谓謎谜謠谣謹谨譜谱譯译譽誉讀读變变豈岂豎竖豐丰豬猪販贩貪贪貯贮賃赁賊贼"
    "賒赊賜赐賞赏賠赔賢贤賤贱賦赋賭赌賺赚贍赡贓赃贖赎趙赵踐践踴踊蹟迹躉趸軌轨軍军軒轩軸轴輝辉輩辈輯辑轄辖轎轿轟轰辯辩逕径違违遙遥遜逊遞递遺遗邁迈邏逻鄧邓醞酝醜丑"
    "醬酱釐厘釘钉釣钓鈉钠鈔钞鈣钙鈴铃鉀钾鉛铅鉤钩銘铭銳锐鋒锋鋪铺鋰锂鋸锯錐锥錦锦錨锚錫锡錯错鍛锻鎂镁鎢钨鏟铲鐘钟鐮镰鑑鉴鑰钥鑼锣鑽钻鑿凿閑闲閒闲閘闸閥阀閩闽閱阅"
    "闆板闖闯闢辟陘陉陝陕陣阵隴陇雛雏雞鸡霧雾靂雳靈灵鞏巩韓韩韻韵頌颂顆颗顏颜顧顾颱台颳刮飄飘飢饥飼饲飽饱餅饼餓饿饑饥饒饶馳驰馴驯駁驳駕驾駛驶駝驼騎骑騙骗騾骡驕骄"
    "驚惊驛驿驢驴骯肮髒脏髮发鬆松鬍胡鬧闹鬱郁魯鲁鮑鲍鯉鲤鯊鲨鰱鲢鱷鳄鱸鲈鳳凤鳴鸣鴉鸦鴨鸭鴻鸿鵝鹅鵬鹏鶴鹤鷹鹰鹼碱麵面黴霉齋斋齒齿齣出龐庞龜龟"
    "丟丢乾干併并係系傢家凈净則则卻却卽即叄叁啓启嚮向將将專专幷并敎教旣既昇升査查棟栋檯台滙汇眞真穫获箇个綑捆緑绿纍累纔才覈核証证誰谁踰逾迴回遶绕釦扣錶表鍾钟鎭镇陞升隻只"
)
_FROM = _TRADITIONAL[0::2]
_TO = _TRADITIONAL[1::2]
_PUNCTUATION = {"｡": "。", "﹐": ",", "﹑": "、", "､": "、", "﹔": ";", "﹕": ":", "﹪": "%"}
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2500", "-")
_WAVES = dict.fromkeys("〜∼", "~")
_QUOTES = {**dict.fromkeys("「『", "“"), **dict.fromkeys("」』", "”")}
_BLANKS = dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\u202f", " ")
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAINER = {**dict(zip(_FROM, _TO, strict=True)), **_WIDE, **_PUNCTUATION, **_DASHES, **_WAVES} | {
    **_QUOTES,
    **_BLANKS,
}

_CJK = "\u4e00-\u9fff"
#: After which a digit alone has lost its others to a blank: 开工2 5个; not 表2 25个.
_SAID_OF = "签约工产资为达共有计额成"
#: After which a line end tears a figure from its measure or its unit.
_MEASURE_END = "投资为达约超共计成额值金率的长有近逾"
#: A digit alone of several whose others stand behind a blank.
_REST = r"(?=\d{1,4}(?:\.\d{1,4})? ?[个项宗家亿万元%])"
#: By the character that goes, which each begins with: so only those are looked at.
_GOING = (
    # What has no width.
    *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\r"),
    # What pinyin notes over characters become: 項(xiàng).
    rf"\((?<=[{_CJK}]\()[a-zɡ\u00e0-\u00fc\u0101-\u01dc]{{1,6}}\)",
    ",(?=[,。;])",
    # A full stop that conversion made a letter: 100%o第二期.
    f"o(?<=[0-9]%o)(?=[{_CJK}“\n])",
    # Blanks and line ends within a figure, or between it and its unit.
    r" (?:(?<=\d )[ ]{0,3}(?=[个项宗家亿万元%]|\.\d)|(?<=\d\. )[ ]{0,3}(?=\d)"
    rf"|(?<=[亿万] )[ ]{{0,3}}(?=[亿元])|(?<=[{_SAID_OF}]\d ){_REST}|(?<=[{_SAID_OF}] \d ){_REST})",
    rf"\n(?:(?=\d{{0,6}}\.?\d{{0,4}}[个项家亿万元%])(?<=\d\n)"
    rf"(?:(?<=[{_CJK}]\d\n)|(?<=[{_CJK}]\d\d\n)|(?<=[{_CJK}]\d\d\d\n))"
    r"|(?<=\d\.\n)(?=\d{1,4}[个项家亿万元%])|(?<=\d\n)(?=\.\d{1,4}[亿万元%])"
    r"|(?<=\.\d\n)(?=\d{0,4}[亿万元%])|(?<=\.\d\d\n)(?=[亿万元%])|(?<=[亿万]\n)(?=[亿元])"
    rf"|(?<=[{_MEASURE_END}]\n)(?=\d{{1,9}}\.?\d{{0,4}}[个项家亿万元%]))",
)
_GONE = re.compile("|".join(_GOING))


class Plain:
    """The plain text, which knows of each of its characters where it stands in the text as read."""

    def __init__(self, text: str, hidden: Iterable[tuple[int, int]] = ()) -> None:
        level = _spelled(text)
        shown = _cut(range(len(level)), hidden)
        if len(shown) < len(level):
            level = "".join(level[one] for one in shown)
        pieces = list(_kept(level))
        self.text = "".join([level[start:end] for start, end in pieces])
        self.places = Places(shown, pieces)

    def place(self, offset: int) -> int:
        """The first character that stands at an offset of the text as read, or after it."""
        return self.places.place(offset)


class Places:
    """Where each character of a plain text stands in the text as read.

    A place of every character would be a sixth of the reading, and nearly none is asked for: of
    each piece that is left it is known where it begins, there and among what is shown.
    """

    def __init__(self, shown: "range | array[int]", pieces: list[tuple[int, int]]) -> None:
        self._shown, self._from = shown, [start for start, _ in pieces]
        self._begins = [0, *accumulate(end - start for start, end in pieces)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the plain text stands in the text as read."""
        return self._at(start), self._at(end - 1) + 1

    def place(self, offset: int) -> int:
        """The first character that stands at an offset of the text as read, or after it."""
        at = offset if isinstance(self._shown, range) else bisect_left(self._shown, offset)
        piece = bisect_right(self._from, at) - 1
        if piece < 0:
            return 0
        return min(self._begins[piece] + at - self._from[piece], self._begins[piece + 1])

    def _at(self, place: int) -> int:
        """Where a character of the plain text stands in the text as read."""
        piece = bisect_right(self._begins, place, 0, len(self._from)) - 1
        return self._shown[self._from[piece] + place - self._begins[piece]]


def _spelled(text: str) -> str:
    """A text with each character that has a plain one as that."""
    # One after another: of hundreds a text has a few, and none is replaced by one of them.
    for one in sorted(_PLAINER.keys() & set(text)):
        text = text.replace(one, _PLAINER[one])
    return text


def _cut(whole: "range | array[int]", hidden: Iterable[tuple[int, int]]) -> "range | array[int]":
    """The offsets that are not hidden."""
    last, found = 0, array("I")
    for start, end in hidden:
        found.extend(whole[last:start])
        last = end
    if not last:
        return whole
    found.extend(whole[last:])
    return found


def _kept(text: str) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in merge((one.span() for one in _GONE.finditer(text)), blank_thousands(text)):
        if start > last:
            yield last, start
        last = max(last, end)
    if last < len(text):
        yield last, len(text)
