"""What people do for a paper, as its lines say beside their names: report, take pictures, edit.

Pieces of expressions in simplified characters, for `both_scripts`; each is a group of its own. A
module that reads one of these words in a sense of its own says so beside its list.
"""

from __future__ import annotations

from typing import Final

from zhnews.base.chars import HAN

# Of which paper somebody is, and of which rank, before the post: 本报, 全媒体, 首席, 驻京.
RANK: Final = (
    r"(?:本[报刊社网台站]|新华社|中新社|中央社|特[约派邀]|见习|实习|首席|[高资][级深]"
    rf"|全媒体|融媒体?|文字|专栏|体育|财经|时政|主任|前方|驻[{HAN}]{{1,5}}?)"
)
# Who reports from where something happened.
REPORTER: Final = r"(?:记者(?!站|[们节会])|通讯员|特派员)"
# Who wrote a text: their names are a byline, wherever they stand.
WRITER: Final = (
    rf"(?:{REPORTER}|评论员|观察员|[实见]习生|撰稿人?|撰文|采写人?|采访(?!对象)|执笔|供稿"
    r"|作者(?!单位)|采编|图文|文图)"
)
# Who took a picture, and where one comes from: the former signs, the latter names nobody.
PHOTOGRAPHER: Final = r"(?:摄影|(?:视频)?拍摄|供图|图片)"
PICTURE_SOURCE: Final = r"(?:图源|图片来源|图据)"
# Who planned a page or drew for it: in a byline they sign, in a list of all who worked they do not.
PLANNER: Final = r"(?:统筹|策划|制图)"
# Who edited a text and who set it: their names are nobody's byline.
EDITOR: Final = r"(?:责(?:任编|编)辑?|总?编辑|校对|美编|审[校核稿]|核稿|[一二三初复终]审|监制)"
SETTER: Final = r"(?:设计|剪辑|排版|版式|组版)"
TEXT_SOURCE: Final = r"(?:来源|稿源)"
# What may stand before the names of a byline. There, too, planners sign and a photographer is of a
# rank (摄影记者); in other lines who speaks is no writer (主持人：…).
POST: Final = (
    rf"(?:{WRITER}|{PHOTOGRAPHER}|{PLANNER}|编译|翻译|译者|整理人?|[口讲]述[人者]?|记录人?|主笔"
    r"|主持人?|文字|绘图|漫画|插图|插画|文案|[编原]著)"
)
BYLINE_RANK: Final = rf"(?:{RANK}|摄影)"
RANKED_POST: Final = rf"{BYLINE_RANK}{{0,4}}{POST}"
REPORTED: Final = r"(?:报[道导]|专访)"  # behind the names
