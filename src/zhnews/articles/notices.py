"""How notices end: 特此公告, who gives notice, the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhnews.articles.draft import Draft, chains
from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.text.names import is_byline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhnews.articles.layout import Layout
    from zhnews.page import Line

_ENDS: Final = both_scripts(r"\W{0,4}(?:[特谨]此[^，。：:\s]{0,6}|此[启布复致告])\W{0,2}")
_DAY: Final = both_scripts(  # 曰: as OCR reads 日
    r"(?:日\s?期\s?[:：]\s?)?"
    r"(?:[0-9０-９]{4}|[〇○零OＯ一二三四五六七八九]{4}|(?:中华)?民国\w{1,4})\s?年\s?\w{1,3}\s?月\s?\w{1,3}\s?[日曰]"
)
# Who gives notice says so (敬启), or mourns.
_SIGNED: Final = both_scripts(
    r"[^，。：:；;]{2,40}(?:[谨敬泣叩哀同][启告]|治丧(?:小组|委员会|办公室|办))"
)
_ISSUER: Final = both_scripts(r"[^\d，。：:；;、（(@]{2,20}[局处厅部院会所站队府社委办厂校司心馆]")
# What kind of notice it is, over whose: its headline, and no kicker.
_KIND: Final = both_scripts(r"(?:启[事示]|[公通]告|声明|公示)$")
_SIGNS: Final = ("byline", "contact", "caption")  # roles that such a line may be given wrongly


def with_notice_ends(lines: Sequence[Line], layout: Layout) -> Layout:
    """Read a formula that ends a notice as its text, and the day behind who gives it as theirs.

    What it was read as the headline of stands under the notice. Who gives notice is no writer, and
    what kind of notice it is no kicker.
    """
    draft = Draft(layout)
    articles = chains(layout)
    ends = {chain[-1] for chain in articles}
    for at, line in enumerate(checked(lines)):
        before = at - 1
        notice = before >= 0 and draft.kinds[before] == "notice"
        if notice and not layout.joins[at] and _ENDS.fullmatch(line.text):
            if layout.follows[at] is None and before in ends and layout.roles[at] != "furniture":
                draft.go_on(at, before)
                draft.kinds[at] = "notice"
            if layout.roles[at] != "furniture":
                draft.roles[at] = "body"
        elif notice and before in ends and _is_its_day(line, layout, at):
            draft.put(at, before)
            draft.roles[at] = "credit"
    for chain in checked(articles):
        if layout.kinds[chain[0]] == "notice":
            if draft.roles[chain[0]] == "kicker" and _KIND.search(lines[chain[0]].text):
                draft.roles[chain[0]] = "title"
            _sign(lines, draft, chain)
    return draft.layout()


def _is_its_day(line: Line, layout: Layout, at: int) -> bool:
    over = layout.roles[at - 1]
    under = over == "credit" or (over == "contact" and not line.blank_before)
    loose = layout.roles[at] == "furniture" and under
    return loose and bool(_DAY.fullmatch(line.text))


def _sign(lines: Sequence[Line], draft: Draft, chain: Sequence[int]) -> None:
    """Read who gives a notice, and on what day, as its credit, from its last line up to its text.

    What stands there may be whom to call, too: an office is read so over a day, or as the end.
    """
    below = False  # whether a day stands right under the line
    for at in reversed(chain[1:]):
        text, role = lines[at].text, draft.roles[at]
        dated = bool(_DAY.fullmatch(text))
        signed = (
            (role == "byline" and not is_byline(text))
            or (role in _SIGNS and _SIGNED.fullmatch(text))
            or (role == "contact" and (below or at == chain[-1]) and _are_issuers(text))
        )
        if dated or signed:
            draft.roles[at], draft.joins[at] = "credit", False
        elif role not in ("credit", "contact"):
            return
        below = dated


def _are_issuers(text: str) -> bool:
    return all(map(_ISSUER.fullmatch, text.split()))
