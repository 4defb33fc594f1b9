"""How the sentences of a text hang together: what asks, answers, denies or leans on another one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.base.deadline import checked
from zhnews.base.scripts import both_scripts
from zhnews.summaries.antecedents import Leaning, leanings, opening_on
from zhnews.summaries.denials import NOBODY, deniers
from zhnews.summaries.dialogues import replies
from zhnews.summaries.formulae import (
    answers,
    answers_in_a_word,
    asks,
    awaits_answer,
    formulae,
    is_announcement,
)
from zhnews.summaries.hearsay import is_rumour
from zhnews.summaries.overtaken import backgrounds, overtakers
from zhnews.summaries.prominence import prominence
from zhnews.text.tables import table_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zhnews.base.arrays import Floats

IN_A_WORD: Final = 10  # characters of a denial that tells nothing else: 警方：不实！
ASKS: Final = 0.5  # worth beside 1 of what only asks or announces, which is not what was found
UNSURE: Final = 0.3  # the same, of what was so before, or is only rumoured
# What is told only by what comes next: 将召回以下车辆：, 时间安排为：, 有两个方案：一是…；.
_LEADS: Final = both_scripts(
    r"(?:(?:以下|下列)[^，,。：:]{0,12}|(?:安排|名单|结果)[为是])[：:]\s*$"
)
_HEADS_LIST: Final = both_scripts(r"[：:](?:一是|其一)")


def answering(texts: Sequence[str], closeness: Floats) -> Floats:
    """Have what stands behind a question be as near to a query [n] as the question is.

    So is what stands behind an answer in a word (错。), and an answer as its asker's whole turn.
    """
    asked = np.array([asks(text) for text in checked(texts)], bool)
    near = closeness.copy()
    replied = asked[:-1] & ~asked[1:]  # [n - 1]
    near[1:] = np.where(replied, np.maximum(closeness[1:], closeness[:-1]), closeness[1:])
    for at in (np.flatnonzero(replied[:-1]) + 1).tolist():
        if answers_in_a_word(texts[at]):
            near[at + 1] = max(near[at], near[at + 1])
    for start, reply in replies(texts):
        near[reply] = closeness[start : reply + 1].max()
    return near


class Discourse:
    """The relations of the sentences of a text, each found once."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Find what denies, overtakes and answers each of some sentences [n]."""
        self._texts = texts
        self._denied_by = deniers(texts)
        self._overtaken_by = overtakers(texts)
        self._answered = _answered(texts)

    def stand_ins(self) -> list[int]:
        """Give the sentence that takes back or overtakes each one, or `NOBODY`: [n].

        What does so in a word (警方：不实！) has the sentence behind it stand in.
        """
        texts, found = self._texts, []
        for at, later in enumerate(map(max, self._denied_by, self._overtaken_by)):
            place = later + (len(texts[later]) <= IN_A_WORD)
            able = at < later and place < len(texts) and self._denied_by[place] == NOBODY
            found.append(place if able else NOBODY)
        return found

    def standing_in(self, salience: Floats) -> Floats:
        """Have what stands in for a claim be as salient as the claim is: [n]."""
        told = salience.copy()
        for at, place in enumerate(self.stand_ins()):
            if place != NOBODY:
                told[place] = max(told[place], salience[at])
        return told

    def unsure(self) -> NDArray[np.bool_]:
        """Tell which sentences tell what is not so now, or not known to be: [n].

        What was so before, as background or until another one, and what is only rumoured.
        """
        told = zip(self._texts, self._overtaken_by, backgrounds(self._texts), strict=True)
        found = (gone != NOBODY or old or is_rumour(text) for text, gone, old in told)
        return np.fromiter(found, bool, len(self._texts))

    def discounts(self, *, questions: bool, asked: bool = False) -> Floats:
        """Give what the salience of each sentence counts: [n]; `questions` as answers do, or not.

        What only announces something never does, nor what was so before or is rumoured; its part in
        the text (`prominence`) counts, too, where nothing is `asked` for. Formulae
        and rows of tables count nothing, unless there is nothing else, nor does what another
        sentence denies, nor a question that is answered.
        """
        texts = self._texts
        counts = np.array([_counts(text, questions=questions) for text in texts], np.float32)
        counts[self.unsure()] *= UNSURE
        if not asked:
            counts *= prominence(texts)
        idle = np.array(formulae(texts), bool) | self._is_denied()
        idle |= self._answered | table_rows(texts)
        return counts if idle.all() else np.where(idle, np.float32(0), counts)

    def leanings(self) -> list[Leaning]:
        """Give how each sentence leans on earlier ones: [n].

        Those that lean point back (他, 该企业, 此举), go on from what was said (但, 因此, 另外),
        answer or deny.
        """
        found = leanings(self._texts)
        claims: dict[int, list[int]] = {}  # by what denies them
        for at, (before, denier) in enumerate(pairwise(self._denied_by), start=1):
            claims.setdefault(before, []).append(at - 1)
            if before != NOBODY and denier == NOBODY:
                found[at] = opening_on(*claims[before])
        for at in (np.flatnonzero(self._answered[:-1]) + 1).tolist():
            found[at] = opening_on(at - 1)
        return found

    def _is_denied(self) -> NDArray[np.bool_]:
        return np.array([denier != NOBODY for denier in self._denied_by], bool)


def _counts(text: str, *, questions: bool) -> float:
    if is_announcement(text) or _LEADS.search(text):
        return ASKS
    if text.endswith(("；", ";")) and _HEADS_LIST.search(text):
        return ASKS
    return ASKS if asks(text) and not questions else 1.0


def _answered(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which sentences are questions that the next one answers, or of who asks them: [n]."""
    found = np.zeros(len(texts), bool)
    for at, text in enumerate(texts[:-1]):
        after = texts[at + 1]
        found[at] = asks(text) and not asks(after) and (awaits_answer(text) or answers(after))
    for start, reply in replies(texts):
        found[start:reply] = True
    return found
