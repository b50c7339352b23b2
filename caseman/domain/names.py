"""Match keys: what two spellings of one name have in common.

A key is for finding, never for showing or storing in place of what was written: NFKC spells out ㈱ and ①. Two equal
keys mean "perhaps the same": whether they are, a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Forms of one kanji as family registers and old type write it; the first stands for all. NFKC folds none of these.
_KANJI = """
高髙 崎﨑嵜碕 辺邉邊 斎斉齋齊 浜濱濵 広廣 沢澤 島嶋嶌 国國囯 竜龍 桜櫻 関關 真眞 恵惠 黒黑 徳德悳
瀬瀨 浅淺 豊豐 栄榮 学學 実實 寿壽 円圓 峰峯 富冨 館舘 柳栁桺 桑桒 梅楳 松枩柗 船舩 秋穐 鉄鐵鉃銕
亀龜 鶴靏靍鸖 野埜 吉𠮷 土圡 礼禮 磯礒 蔵藏 条條 乗乘 会會 万萬 与與 両兩 来來 昼晝 弥彌 園薗 曽曾
槙槇 祢禰 桧檜 篭籠 滝瀧 満滿 湾灣 温溫 県縣 経經 総總 緑綠 緒緖 聡聰 荘莊 芦蘆 薫薰 蒋蔣 諌諫
譲讓 読讀 頼賴 郷鄕鄉 鋭銳 録錄 鎮鎭 静靜 頬頰 顔顏 鯵鰺 鴎鷗 麹麴 麦麥 黄黃 点點 党黨 歯齒 尭堯
巌巖 桝枡 凛凜 遥遙 瑶瑤 亘亙 為爲 気氣 沖冲 決决 涼凉 清淸 渕淵渊 潅灌 灯燈 焼燒 猫貓 画畫 発發
祷禱 称稱 稲稻 穂穗 穣穰 竈竃 粋粹 糸絲 絵繪 継繼 続續 繊纖 声聲 艶艷 茎莖 虎乕 蛍螢 衛衞 装裝
覚覺 観觀 触觸 証證 転轉 軽輕 遅遲 酔醉 鉱鑛 銭錢 鋳鑄 随隨 隠隱 雑雜 霊靈 駅驛 駆驅 髪髮 鶏鷄
区區 号號 図圖 団團 圧壓 売賣 変變 奥奧 宝寶寳 対對 尽盡 属屬 岳嶽 峡峽 帯帶 庁廳 従從 応應 戸戶
戻戾 抜拔 択擇 拝拜 拡擴 挙擧 数數 断斷 旧舊 暁曉 検檢 楼樓 楽樂 様樣 権權 横橫 歩步 歴歷 残殘
毎每 況况 浄淨 済濟 渋澁 渓溪 湿濕 炉爐 独獨 狭狹 献獻 当當 畳疊 粛肅 縄繩 勲勳 勧勸 労勞 効效
参參 双雙 収收 叙敍敘 台臺 営營 囲圍 塩鹽 塁壘 壊壞 壌壤 増增 壱壹 奨奬獎 姉姊 嬢孃 寛寬 寝寢 専專
将將 届屆 巣巢 巻卷 弐貳 弾彈 径徑 恒恆 悦悅 慎愼 戦戰 戯戲 捜搜 掲揭 揺搖 摂攝 教敎 既旣 昂昻
晋晉 枢樞 欧歐 歓歡 氷冰 潜潛 珍珎 産產 砕碎 禅禪 秘祕 税稅 並竝 竪豎 聴聽 臓臟 舎舍 舗舖 芸藝
薬藥 処處 虚虛 虫蟲 蚕蠶 蛮蠻 裏裡 訳譯 誉譽 謡謠 讃讚 予豫 賛贊 践踐 郎郞 醸釀 釈釋 錬鍊 閲閱
間閒 隣鄰 青靑 飲飮 余餘 験驗 騒騷 黙默 庵菴 兎兔 姫姬 尚尙 彦彥 啓啟 薮藪籔 蓑簑 糾糺 剣劍劔剱釼
餅餠 喜㐂 橋槗 厩廐 煕熙 壮壯 状狀 亜亞 仏佛 仮假 価價 伝傳 体體 倹儉 児兒 冊册 写寫 励勵 医醫
厳嚴 単單 即卽 呉吳 噛嚙 争爭 内內
"""
_VARIANTS = str.maketrans({c: group[0] for group in _KANJI.split() for c in group[1:]})

_HIRAGANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_SMALL = dict(
    zip(
        map(ord, "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"),
        "アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロ",
        strict=True,
    )
)
_VOICED = {
    0x309B: "\u3099",
    0x309C: "\u309a",
    0xFF9E: "\u3099",
    0xFF9F: "\u309a",
}  # free-standing marks
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−─━ー~〜〰"), "-")
_SELECTORS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x180B, 0x180C, 0x180D, 0x180F))
_BETWEEN = dict.fromkeys(map(ord, "・·"))  # between the parts of a foreign name
_STROKES = str.maketrans({"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe"})
_BEFORE = {**_SELECTORS, **_VOICED}
_AFTER = {**_HIRAGANA, **_SMALL, **_DASHES, **_BETWEEN, **_STROKES, ord("ヲ"): "オ", **_VARIANTS}
# A long vowel as payers write it or leave it out: オウ, オオ, オー and オ after a sound in o; likewise in u and in e.
_LONG_VOWELS = re.compile(
    "([オコソトノホモヨロゴゾドボポ])[オウ]+|([ウクスツヌフムユルグズヅブプヴ])ウ+|([エケセテネヘメレゲゼデベペ])[イエ]+"
)
_ALIKE = str.maketrans({"ヂ": "ジ", "ヅ": "ズ", "-": None})
_ACCENTED = re.compile("[\u0080-\u024f\u1e00-\u1eff]")
_COMBINING = re.compile("[\u0300-\u036f]")
_ROUNDS = 6  # folding twice is enough for every name seen; the limit keeps a hostile text from going on


def match_key(text: str) -> str:
    """The key of a name, address or number: widths, cases, kana, dashes, accents and kanji variants made one.

    Kana become large katakana, ヲ becomes オ (bank files write it so), every dash `-`; spaces and the dot between the
    parts of a foreign name go. Folding a key again changes nothing.
    """
    key = text
    for _ in range(_ROUNDS):
        folded = _fold(key)
        if folded == key:
            break
        key = folded
    return key


@lru_cache(maxsize=4096)
def loose_key(key: str) -> str:
    """What keys have in common whose names sound alike when a long vowel is dropped, or ヅ is written for ズ.

    Many different names share one: it warns of a namesake, and proposes where nothing better is found.
    """
    return _LONG_VOWELS.sub(lambda found: found[1] or found[2] or found[3], key.translate(_ALIKE))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_BEFORE)).casefold().translate(_AFTER).replace(" ", "")
    if _ACCENTED.search(plain):
        plain = _without_accents(plain)
    if not plain.isprintable() or _COMBINING.search(plain):  # else there is nothing to leave out
        plain = "".join(filter(_kept, plain))
    return unicodedata.normalize("NFC", plain)


def _without_accents(text: str) -> str:
    """Latin letters lose their accents, Vietnamese ones too; the voicing of kana stays."""
    return "".join(unicodedata.normalize("NFD", c) if c < "\u0250" or "\u1e00" <= c <= "\u1eff" else c for c in text)


def _kept(sign: str) -> bool:
    return not sign.isspace() and not "\u0300" <= sign <= "\u036f" and unicodedata.category(sign) not in ("Cc", "Cf")
