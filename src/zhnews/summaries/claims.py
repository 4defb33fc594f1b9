"""Words of claim, rumour and denial that several modules look for, each written once.

A module adds words of its own where its place allows or forbids them, and says why: 信息不真实 is
no denial in rules for applicants, 民间流传 tells a tale that nobody has to take back, and beside a
clause 无中生有 may be what somebody likes to do.
"""

from __future__ import annotations

from typing import Final

LOOK: Final = 90  # characters of a sentence in which it claims something or takes it back

# Who alleges something that is not vouched for, and what is told by nobody in particular.
ALLEGES: Final = r"[声宣自谎诡]称"
RUMOUR: Final = r"传[言闻]"
RUMOURED: Final = r"(?:网传(?![播输])|外传(?![播授统])|谣传|[盛风]传(?!承))"
# Where everybody talks, and how it is told there.
PUBLIC: Final = r"(?:[坊外]间|外界|市场)"
IS_TALKED: Final = r"(?:[盛风流谣热]传|传[言闻称])"
# Where something goes around, how it does, and what that is.
WHERE: Final = (
    r"(?:网上|网络(?:上|平台)?|朋友圈|微信群|[社家][区长]群|群[里内组中]|社会上|抖音|微博"
    r"|社交平台)"
)
GOES_AROUND: Final = r"(?:流传|[热疯盛风]传|刷屏|疯转|传开|传遍)"
PIECE: Final = rf"(?:消息|短?视频|帖[子文]|截图|图片|照片|画面|短信|[语录]音|{RUMOUR}|说法)"

# What a denial says of a claim: that it is false, that there is nothing to it.
IS: Final = r"(?:[是系为]|属于?|纯属|实属)"
FALSE: Final = r"(?:谣[言传]|[捏编伪]造|误[传读]|假(?:消息|新闻|信息)|不实|虚假)"
OUT_OF_NOTHING: Final = "无中生有"
NONSENSE: Final = r"(?:子虚乌有|无稽之谈)"
NOT_FACT: Final = r"(?:并非|绝非|不是)事实(?!上)"
AGAINST_FACT: Final = r"与事实[^，。]{0,3}(?:不符|有出入)"
NO_GROUNDS: Final = r"(?:没有|缺乏|毫?无)(?:任何)?(?:事实|科学)?[依根]据"
# Behind 否认此: that only what it had to do with, or how it came, is denied, and not that it was
# (否认此次爆炸与…有关).
OF_A_LINK: Final = (
    r"[^，。；传说报指消质]{1,12}"
    r"(?:与[^，。；]{1,14}[有无相]关|[是为][其他她自本]|系|违[反规法]|因)"
)
NOT_OF_A_LINK: Final = rf"(?!{OF_A_LINK})"
DENIES_IT: Final = (
    rf"(?<![未不能法])(?:否认|辟谣|驳斥|澄清)了?(?:[这此该]|上述|有此){NOT_OF_A_LINK}"
)
NO_SUCH_THING: Final = r"(?:[绝并从查]无(?:此|其|这回)事|(?<!有)没有(?:此事|这回事|这[种样]的?事))"

# What was planned: not 高原, 还原 or 原定的.
ONCE_PLANNED: Final = (
    r"(?<![了的把将对草高平中还荒销])原(?:计划(?![的外])|拟|定(?![的价额]|[0-9]+(?:分|小时|天|个)))"
)
# Alternatives, of plans as of rules; an event is also cancelled, and a rule withdrawn.
SUSPENDED: Final = r"推迟|暂停|中止|叫停|搁置"

# When something was that is not of these days: 去年10月, 往年这个时候, 两天前.
EARLIER: Final = (
    r"(?:[去前]年(?:(?:[0-9]{1,2}|十?[一二三四五六七八九十])月(?:[份初底中]|[上中下]旬)?|年?[初底]|[春夏秋冬][天季]?)"
    r"|往年[^，,。]{0,6}|上个月[^，,。0-9]{0,4}|(?:[0-9]{1,3}|[一二两三四五六七八九十几数])(?:个月|天|周)前)"
)
