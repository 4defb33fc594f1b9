"""Briefs under marks: of news set as ■ … ■ … each is a story, unless a headline makes them a list.

The lines of such a column are alike, so that the network reads them as one article. A headline of
their own (市政府下周办六件事) stands over what belongs together; a column's name (简讯) does not,
and neither does a section over what several people signed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft, chains
from zhnews.articles.roles import STORIES
from zhnews.base.chars import HAN, NUMERALS, ORNAMENTS
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.text.signatures import closing_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line, Role

# What the names of columns of briefs end in: 环球短波, 市场动态, 简讯四则.
_COLUMNS: Final = (
    "(?:短波|短讯|简讯|快讯|电讯|资讯|动态|新闻|要闻|一句话|简报|快报|播报|速览|速递|速报|快递|浏览|扫描"
    "|集锦|集萃|荟萃|拾零|拾萃|点滴|微言|微评|微议|微语|微博|网言|网议|网语|众议|跟帖|留言|声音|语录"
    "|赛况|战报|讯息|快览|零讯|花絮)"
)
# What stands before such a word where a headline says something of it: 倾听群众的声音, 泄露信息.
_SAYING: Final = (
    r"(?:[了着他她谁把让被]|的(?!声音|留言)|我(?![们国省市县区乡镇校院厂])|[你您](?!好)|[如为]何|怎[么样]|[倾聆]听|辨别"
    r"|识破|警惕|谨防|(?:泄露|保护|倒卖|窃取|提供|公开|共享|填写|隐瞒|虚假|诈骗)(?=信息|消息))"
)
_DONE: Final = r"[收寄拆取送派抢丢发传造好真假没听看买卖]"  # to it, and no more than that
_TAKEN: Final = rf"[{HAN}]{{1,4}}[收寄拆取送派抢丢买卖购]快递"  # 骑手送快递
_COLUMN: Final = both_scripts(
    rf"[\W_]*(?![{HAN}]{{0,5}}{_SAYING})"
    rf"(?:(?!{_DONE}{_COLUMNS}|{_TAKEN})[{HAN}]{{0,6}}{_COLUMNS}"
    "|三言两语|只言片语|快言快语"
    rf"|(?!好)[{HAN}]{{2}}(?:消息|信息|传真|剪影|专电|要电)|(?:各地|国[内外]|海外|本市|外埠)来电)"
    rf"(?:[（(]?[{NUMERALS}]{{1,2}}[则条篇][）)]?)?[\W_]*"
)
_MARKS: Final = ORNAMENTS + "·•・‧@＠"
# Stars in a row are a grade, and of marked questions no one is a story. Markdown sets in bold (**).
_MARKED: Final = both_scripts(rf"\**([{_MARKS}])(?![{_MARKS}]|\s*(?:记者|问|答)\s*[:：])")
# In a column whose name says that it has briefs, also boxes and numbers: 【新城区】, 1. , no 1.2亿.
_BRIEF: Final = both_scripts(
    r"[简短快]|一句话|速[览递]|三言两语|集[锦萃]|荟萃|拾[零萃]|点滴|播报|零讯|扫描|浏览"
)
_LISTED: Final = both_scripts(
    rf"\**(?:([{_MARKS}])(?![{_MARKS}])|(【)[^【】]{{1,10}}】|([0-9]){{1,2}}(?:[.．](?![0-9]+(?:\.[0-9]+)?(?:[万亿%％元米吨倍]|个百分点))|、))"
    r"(?!\s*(?:记者|问|答)\s*[:：])"
)
_ENDED: Final = re.compile(r"[。！？!?…][”’」』）)]*$")
_NUMBER: Final = "1"  # any number, as a mark
_FEWEST: Final = 2
_RUNNING: Final = ("body", "caption", "subhead")
_BESIDE: Final = ("body", "caption", "byline", "credit", "contact")  # in a brief, under its mark


def with_briefs(lines: Sequence[Line], layout: Layout) -> Layout:
    """Cut an article at the marks of its paragraphs, where nothing but a column's name heads it.

    The name of the column becomes the section of the first.
    """
    draft = Draft(layout)
    in_column = set[int]()  # lines in a column of briefs
    for chain in checked(chains(layout)):
        goes_on = chain[0] - 1 in in_column and _LISTED.match(lines[chain[0]].text)
        if goes_on or _is_in_column(lines, layout, chain):
            in_column.update(chain)
        marked = _marked(lines, layout, chain, in_column=chain[0] in in_column)
        if not marked:
            continue
        head = marked[0] > chain[0]
        if head:
            draft.roles[chain[0]] = "section"
        for at in marked[head:]:
            draft.cut(at)
        for at in chain:
            draft.kinds[at] = "brief"
            if draft.roles[at] in _RUNNING:
                draft.roles[at] = "body"
    return draft.layout()


def _marked(
    lines: Sequence[Line], layout: Layout, chain: Sequence[int], *, in_column: bool
) -> list[int]:
    """Give the lines of an article that open with its mark; none, where it is one story."""
    marks = _marks(lines, layout, chain, _LISTED if in_column else _MARKED)
    if layout.kinds[chain[0]] not in STORIES or len(marks) < _FEWEST:
        return []
    if not in_column and len({*marks.values()}) > 1:
        return []
    over = chain[: chain.index(next(iter(marks)))]
    rest = (layout.roles[at] for at in chain[len(over) :] if at not in marks)
    named = all(_names_column(lines[at], layout.roles[at]) for at in over)
    parted = named or (
        all(layout.roles[at] == "section" for at in over)
        and _signed_apart(lines, chain[len(over) :], marks)
    )
    loose = len(over) <= 1 and parted and all(role in _BESIDE for role in rest)
    return list(marks) if loose else []


def _signed_apart(lines: Sequence[Line], chain: Sequence[int], marks: Mapping[int, str]) -> bool:
    """Tell whether each text under a mark ends with who wrote it, and not all with the same."""
    starts = [place for place, at in enumerate(chain) if at in marks]
    ends = (chain[stop - 1] for stop in [*starts[1:], len(chain)])
    signed = [closing_names(lines[at].text) for at in ends]
    return all(signed) and len({*signed}) > 1


def _is_in_column(lines: Sequence[Line], layout: Layout, chain: Sequence[int]) -> bool:
    """Tell whether the name of a column of briefs heads an article, or stands right over it."""
    first = chain[0]
    if _names_column(lines[first], layout.roles[first]):
        return bool(_BRIEF.search(lines[first].text))
    if not first or layout.roles[first - 1] not in ("furniture", "section"):
        return False
    over = lines[first - 1].text
    return bool(_COLUMN.fullmatch(over) and _BRIEF.search(over))


def _marks(
    lines: Sequence[Line], layout: Layout, chain: Sequence[int], marked: re.Pattern[str]
) -> dict[int, str]:
    """Give the lines that open with a mark, and which.

    What stands under other marks than the first behind a colon (有：) is a list, up to the first.

    A line may have been read on from the one before only where that one ends no sentence, as where
    a column broke in 二○一○年.
    """
    found = {}
    ended = True
    for at in checked(chain):
        new = ended or not layout.joins[at]
        if new and layout.roles[at] in _RUNNING and (mark := marked.match(lines[at].text)):
            sign = mark[mark.lastindex or 0]
            found[at] = _NUMBER if sign.isdecimal() else sign
        ended = bool(_ENDED.search(lines[at].text))
    return _without_lists(lines, found)


def _without_lists(lines: Sequence[Line], marks: Mapping[int, str]) -> dict[int, str]:
    first, in_list = next(iter(marks.values()), ""), False
    own = {}
    for at, mark in marks.items():
        in_list = mark != first and (in_list or lines[at - 1].text.endswith(("：", ":")))
        if not in_list:
            own[at] = mark
    return own


def _names_column(line: Line, role: Role) -> bool:
    return role in ("title", "section") and bool(_COLUMN.fullmatch(line.text))
