"""How much a text reads like Chinese: what tells the right encoding from wrong ones, and text from rubbish."""

from __future__ import annotations

import re
from itertools import repeat

# Two thirds and more of a Chinese text that is decoded rightly; of one decoded wrongly, a few in a hundred.
_SIMPLIFIED = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而"
    "方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好"
    "应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向"
    "道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特"
    "件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队"
    "南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风"
    "切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许"
    "步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列"
    "习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派"
    "层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢"
    "席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视仅"
    "费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑镇乡纠履罚网厅窗诉讼署患隐宪督巡廉询聘邀筹畅拓梳"
    "辖档诚诺扶助奖惩矫援辅撤违签绩纲估剖届拟诈骗"
)
_TRADITIONAL = (
    "這個國時來們於對會發動過說產種後學經進電現實兩體機當點從業應開還義間樣與關線內數麼質氣變條沒結問無軍並題"
    "黨員總設長頭資邊級圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱領東導壓爭濟階術極聯認權證採轉單風帶"
    "場車務萬達積議聲報鬥類離華確張馬節話況溫傳許廣記觀織裝書復兒須際驗連斷難礦備辦習響約勞團歷構稱準號維劃選"
    "標寫親養層卻專狀廠識適屬圓調滿縣參紅細聽該鐵價嚴隨蘇爾講黃顯談藝營項舉勢臺幫輪亞師圍遠態減樹葉魚視僅費緊"
    "愛續輕試護練鎮鄉糾罰網廳訴訟隱憲詢籌暢轄檔誠諾獎懲矯輔違籤績綱屆擬詐騙為眾裡"
)
_PUNCTUATION = "　，。、；：？！…—·“”‘’（）《》〈〉〔〕【】「」％－．０１２３４５６７８９〇"
_PLAIN = "\t\n\r" + bytes(range(0x20, 0x7F)).decode("ascii")
_PLANE = bytes(byte for row in range(0xB0, 0xF8) for at in range(0xA1, 0xFF) for byte in (row, at))
_WEIGHTS = {
    **dict.fromkeys(_PLANE.decode("gb2312", "ignore"), 0.35),  # every simplified character
    **dict.fromkeys(_PLAIN, 0.4),
    **dict.fromkeys(_SIMPLIFIED + _TRADITIONAL + _PUNCTUATION, 1.0),
}
_RUBBISH = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd-\uffff]")
_ENOUGH = 20_000
_MOST_RUBBISH = 0.05
_LEAST_LEGIBLE = 0.3


def is_common(character: str) -> bool:
    """Tell whether ``character`` is one of the commonest of Chinese texts."""
    return _WEIGHTS.get(character) == 1


def legibility(text: str) -> float:
    """Return how much of ``text`` reads like Chinese, 1 for all of it; what nobody writes counts against it."""
    read = sum(map(_WEIGHTS.get, text, repeat(0)))
    return (read - len(_RUBBISH.findall(text))) / max(1, len(text))


def is_rubbish(text: str) -> bool:
    """Tell whether ``text`` is what becomes of a file that holds no text."""
    part = text[:: len(text) // _ENOUGH + 1]
    rubbish = len(_RUBBISH.findall(part))
    return rubbish > _MOST_RUBBISH * len(part) and legibility(part) < _LEAST_LEGIBLE
