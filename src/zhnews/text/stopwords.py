"""Words that name no subject, whatever they stand in: what a term of an article may not be."""

from __future__ import annotations

import re
from typing import Final

from zhnews.base.chars import HAN

_TERM: Final = re.compile(rf"(?=.*[{HAN}A-Za-z])[^\W_]+(?:[-+&·][^\W_]+)*")
# Numbers, counted things (三台, 两分) and what points (这张, 每吨).
_COUNTED: Final = re.compile(
    r"(?!那曲|几何|[多三]元$|前轮|第三方)(?:\d[\d.]*[个项家名人次位件条年月日天户元万亿种台张份座辆只支艘道处批笔分点成斤吨层]*$|[一二两三四五六七八九十百千万亿余多几数半]+[个项家名人次位件条年月日天户元种块台档架张份座辆只支枚艘道处"
    r"批笔分点成斤吨层间]?$|[这那每某几][^\W\d]?$"
    r"|第[一二三四五六七八九十百千\d]+[^\W\d]?$|[首本上下前后][个届次盘局场轮季班节回起期]$"
    r"|[一二两三四五六七八九十百千万亿余多几数半]+(?:公里|公斤|分钟|小时|平方米|立方米|摄氏度|百分点|岁|届|季|班|节课)$"
    r"|(?:百分|摄氏|平方|立方)[点度米]$)"
)
# Words that any news has: they name no subject, whatever their idf.
_STOP: Final = frozenset(
    """
    的 了 在 是 和 与 及 或 等 为 以 由 从 向 对 将 把 被 让 使 给 到 于 并 并且 而 而且 但 但是
    也 都 就 还 又 再 不 没 没有 有 这 那 这个 那个 这些 那些 这里 那里 这样 那样 该 其 其中 此 本
    各 每 某 另 另外 之 者 所 地 得 着 过 我 我们 你 你们 他 他们 她 她们 它 它们 自己 大家 记者
    本报 本报讯 讯 图 图为 摄 近日 日前 目前 今年 去年 今天 昨天 明天 当天 当日 同时 同时还 期间
    以来 之后 之前 以后 以前 最后 首先 其次 此外 因此 由于 因为 所以 如果 虽然 通过 根据 按照 关于
    对于 为了 随着 围绕 结合 以及 不仅 不断 进一步 已经 正在 可以 能够 需要 必须 应当 可能 还是
    就是 只是 更加 非常 十分 共 共同 全部 主要 有关 相关 一些 一个 一种 一批 表示 介绍 说 指出
    强调 认为 告诉 透露 称 据 据悉 据介绍 了解 获悉 进行 开展 推进 推动 加强 加快 提升 提高 实现
    举行 召开 不是 有人 降到 用于 位于 属于 来自 至今 仍为 不能 不会 不同 左边 右边
    共有 拥有 参加 成为 达
    达到 超过 包括 做好 坚持 落实 深入 积极 全面 切实 充分 有效 不少 许多 很多 什么 怎么 如何 为何
    多少 时候 时间 方面 情况 问题 工作 活动 负责人 有限公司 现场 要求 以上 以下 左右 累计 预计 年
    月 日 时 分 上午 下午 晚上 元 万元 亿元 万 亿 个 名 家 项 次 位 条 件 人 上 下 中 内 外 里 前
    后 间 来 去 遭 愿 已 用 同 还 拟 获 可 报道
    a an and are as at be by for from has in is it its of on or our that the this to was we with
    """.split()  # noqa: SIM905  a table of words reads best as words
)


def is_term(text: str) -> bool:
    """Tell whether a word, in small letters and simplified characters, may name a subject."""
    return text not in _STOP and bool(_TERM.fullmatch(text)) and not _COUNTED.match(text)
