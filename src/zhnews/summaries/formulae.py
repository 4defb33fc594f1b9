"""Sentences that tell nothing that was found: formulae, signatures, announcements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.clause_frames import REPORTS
from zhnews.text.jumps import comes_from_a_page, goes_on_at_a_page
from zhnews.text.posts import TEXT_SOURCE
from zhnews.text.salutations import is_salutation

_LONGEST: Final = 50  # characters of a formula; blanks in a longer text would cost their cube
_LONGEST_ANNOUNCED: Final = 160  # characters
# What stands under a text: who wrote, taught or edited it, when and where, what it is taken from.
_OF_DAY: Final = r"[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十月日初春夏秋冬末]{0,6}"
_UNDER_TEXT: Final = (
    r"(?:未完)?待续|全[文书剧]完|(?:指导|辅导)(?:教师|老师)[：:].{1,12}|[^，。]{0,8}主持人[：:].{1,6}"
    r"|作者(?:系|单位)[^。]{1,24}|根?据[^，。]{0,10}(?:录音|讲话)整理|文中人物[^，。]{0,8}化名"
    rf"|[写作记]于[^，。的]{{1,12}}|{_OF_DAY}[写作]?于[^，。]{{1,6}}"
    r"|(?:来稿|投稿)[^，。]{0,4}[：:][^。]{1,40}"
    r"|本[版栏](?:插图|制图|图片|摄影|编辑)[：: ][^。]{1,12}"
    # of those who edit, none that courts and offices are too: 一审：维持原判, 审核：三日内办结
    r"|(?:责任?编辑?|编辑|校对|美编)[：:].{1,12}"
    rf"|(?:内容|文章|稿件|图文)?{TEXT_SOURCE}[：:][^，,。0-9]{{1,20}}"
    r"|返回(?:搜狐|首页|列表|顶部|文章)[^。]{0,20}"
    r"|(?:本[报刊台社网])?编辑部"
    r"|(?:更正|声明|讣告|[启通公布]告|(?:[寻招征停]\w{1,2})?(?:启事|[通公]告))"
    r"|(?:原载|[摘转选]自)(?:[^，。]{0,4}《[^。]{1,24}|[^，。]{1,12}(?:报|网|刊|社))"
)
# A formula, a date, who took a picture or what announces what comes next: nothing that was found.
_FORMULA: Final = both_scripts(
    r"\W*(?:特此[^，,。]{2,6}|谨此[^，,。]{1,6}|谢{2}[^，,。]{0,4}|[^。]{0,40}如下"
    r"|(?:(?:本[报刊社]|记者|通讯员|特约|摄影|图片?|新华社|中新社)[^，,。]{0,16}|\w{2,12}"
    r"|\w{2,4}(?:[\s、/]+\w{2,4}){1,2})\s*(?:(?<!拍)摄|摄影报[道导]|供图)"
    r"|(?![^。]*(?:召开|举行|[0-9]日|拒绝|没有|未|不|无法|缺席|时隔|[再首]次|同意))[^，,。]{2,40}(?:，(?:国务|全国|中央|中共)[^，,。]{2,30}){0,2}"
    r"(?:参加|出席|陪同|主持)了?(?:会见|会谈|会议)"
    r"|(?:会议|会上)还(?:研究|听取|讨论|审议|通报)[^，,。]{0,8}其[他它][^，,。]{0,4}(?:事项|议题|事宜|问题)"
    rf"|{_UNDER_TEXT}|[0-9０-９〇零一二三四五六七八九十年月日\s]+)\W*"
)
# The offices that a paper is sent to, of any length.
_SENT_TO: Final = both_scripts(
    r"\W*(?:[抄主分报]送|抄报|抄发)[：:].*(?:[室局委会部院厅办处司位府协组关门]|机构|学校|领导|同志)\W*$"
)
# An office that has signed at the end of a text, where no verb makes a sentence of it.
_SIGNATURE: Final = both_scripts(
    r"(?!.*(?:收购|入股|状告|围堵|会见|抓获|查封|处罚))[^\W了在将被把新建有为与和考诉裁赔组进供访骗赴到去来]{2,18}(?:大学|公司|委员会|政府|办公室|公安局|支队|管理局)"
)
# Who asks, as a label says: 问, 记者王明, 《新京报》记者, 北京日报.
_ASKER: Final = both_scripts(
    r"(?!.*(?:告诉|[对向给][^，]*记者|接受))(?:Q[0-9]{0,2}|(?:.{0,6}[^学顾访]|)问"
    r"|.{0,8}记者(?!站|手记|调查|观察|札记|点评|连线|走访|探访|暗访|感言)(?:\w{2,3})?|.{0,8}(?:主持人|网友)(?:\w{2,3})?|(?:新华|中新|中央|法新|美联|路透|塔斯|共同|韩联)社"
    r"|《[^《》]{2,8}》|.{2,8}(?:[日晚早周时]报|商报|卫视|电视台|广播|周刊|新闻网|澎湃新闻))(?:[（(][^（）()]{1,10}[）)])?"
)
_LABEL: Final = both_scripts(
    r"\W{0,2}?(?P<who>(?:《[^《》]{2,8}》)?[^\W_][^，,。：:；;？?！!“”「」《》\n]{0,11}|《[^《》]{2,8}》)\W{0,2}[：:](?![0-9])"
)
_LABEL_LONGEST: Final = 24  # characters of a sentence in which a label stands
_ASKS: Final = re.compile(r"[？?][”’」』\"）)]*$")
_ANSWER: Final = both_scripts(r"\W{0,3}(?:A[0-9]{0,2}|[^，。：:]{0,8}答)\W{0,2}[：:]")
_IN_A_WORD: Final = both_scripts(
    r"(?:\W{0,3}[^，。：:]{1,10}[：:])?\W?"
    r"(?:[不没]?(?:能|可以?|会|行|对|是|用|必|需要?|要|有|应该?|得|允许|存在|同意|错)|是的|对的|否|暂时?[不没]\w{1,3}"
    r"|错误?|是?[真假]的|没那么\w{1,4}|当然\w{0,3}|不一定|未必|不见得|非也)[，,。；！!]"
    r"|\W?(?:(?:没?有|[不没]?能|不?[会是])\w{0,2}|不?[对行要好必]|没?错|不?可以|不?同意|不?知道|[真假]的)[的了啊]?[。！!]\W?$"
)
# What only says that something is going to be told: 召开新闻发布会，通报专项行动情况.
_ANNOUNCEMENT: Final = both_scripts(
    rf".{{0,80}}(?:发布会|通气会)[，,](?:{REPORTS}|[^。]{{0,60}}介绍[^，。]{{0,40}}情况(?:[，,]并?回?答记者[的提]?问题?)?)\W*"
)


def is_formula(text: str) -> bool:
    """Tell whether a sentence is a formula, a date, a jump or what is under a text."""
    if is_salutation(text) or _SENT_TO.match(text):
        return True
    if comes_from_a_page(text) or goes_on_at_a_page(text):
        return True
    if len(text) > _LONGEST:
        return False
    return bool(_FORMULA.fullmatch(text))


def formulae(texts: Sequence[str]) -> list[bool]:
    """Tell which sentences of a text are formulae: [n]; so are the offices that sign at its end."""
    found = [is_formula(text) for text in checked(texts)]
    for at in reversed(range(len(texts))):
        found[at] = found[at] or bool(_SIGNATURE.fullmatch(texts[at][:_LONGEST]))
        if not found[at]:
            break
    return found


def asks(text: str) -> bool:
    """Tell whether a sentence ends as a question."""
    return bool(_ASKS.search(text))


def speaker(text: str) -> str:
    """Give the label of who speaks that a sentence opens with (记者：, 王磊：), or nothing."""
    label = _LABEL.match(text[:_LABEL_LONGEST])
    return label["who"] if label else ""


def is_asker(who: str) -> bool:
    """Tell whether a label is of who asks: a reporter, a host, a paper."""
    return bool(_ASKER.fullmatch(who))


def awaits_answer(text: str) -> bool:
    """Tell whether a question says who asks it (问：…？), so that an answer follows."""
    return is_asker(speaker(text))


def answers(text: str) -> bool:
    """Tell whether a sentence is an answer that says so (答：…), or one in a word."""
    return bool(_ANSWER.match(text)) or answers_in_a_word(text)


def answers_in_a_word(text: str) -> bool:
    """Tell whether a sentence opens with a yes or a no, of which nobody knows to what: 不能，….

    Or is no longer than one.
    """
    return bool(_IN_A_WORD.match(text))


def is_announcement(text: str) -> bool:
    """Tell whether a sentence only says that something is going to be told: …通报…情况."""
    return bool(_ANNOUNCEMENT.fullmatch(text[-_LONGEST_ANNOUNCED:]))
