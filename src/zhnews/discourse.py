"""How the sentences of a text hang together: what asks, answers, denies or leans on another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from zhnews.deadline import checked
from zhnews.denials import refuted
from zhnews.formulae import answers, asks, awaits_answer, is_announcement, is_formula
from zhnews.rows import table_rows
from zhnews.scripts import both_scripts

if TYPE_CHECKING:
    from numpy.typing import NDArray

ASKS: Final = 0.5  # worth beside 1 of what only asks or announces, which is not what was found
# What is told only by what comes next: 将召回以下车辆：, 时间安排为：.
_LEADS: Final = both_scripts(
    r"(?:(?:以下|下列)[^，,。：:]{0,12}|(?:安排|名单|结果)[为是])[：:]\s*$"
)
_POINTS_BACK: Final = both_scripts(
    r"[“「]?(?:[他她它](?![国乡人山])|据?其(?![他它余实中乐一二三])|此(?:[举次前案项]|事(?!件))|对此|为此"
    r"|该(?!当)|这(?!一年)|上述|前者|后者|另一方面|与此同时(?!期)|但(?![斌丁愿])|而且"
    r"|不过(?![0-9一二三四五六七八九十几半])"
    r"|[受据由]此|有?鉴于此|正因如此|如此一来|因而|然而|可是|反之"
    r"|同时(?!期)|此外|另外(?![0-9一二三两几])|因此|所以|于是|同日(?!本)|随即|还(?=[表介说称要将])|[两二]者"
    r"|[两二三四]人(?=[还同均都就表随被在已当后一相][^组])|双方(?=[还同均都就表])"
    r"|[二三四五六七八九](?:是|要(?!素))|其[二三四五]|第[二三四五六七八九][，,是])"
)


def answering(texts: Sequence[str], closeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Have what stands behind a question be as near to a query [n] as the question is."""
    asked = np.array([asks(text) for text in checked(texts)], bool)
    near = closeness.copy()
    replied = asked[:-1] & ~asked[1:]  # [n - 1]
    near[1:] = np.where(replied, np.maximum(closeness[1:], closeness[:-1]), closeness[1:])
    return near


def discounts(texts: Sequence[str], *, questions: bool) -> NDArray[np.float32]:
    """Give what the salience of each sentence counts: [n]; `questions` as much as answers, or not.

    What only announces something never does. Formulae and rows of tables count nothing, unless
    there is nothing else, nor does what another sentence denies, nor a question that is answered.
    """
    counts = np.array([_counts(text, questions=questions) for text in texts], np.float32)
    idle = np.array([is_formula(text) for text in checked(texts)], bool) | refuted(texts)
    idle |= answered(texts) | table_rows(texts)
    return counts if idle.all() else np.where(idle, np.float32(0), counts)


def _counts(text: str, *, questions: bool) -> float:
    if is_announcement(text) or _LEADS.search(text):
        return ASKS
    return ASKS if asks(text) and not questions else 1.0


def answered(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which sentences are questions that the next one answers: [n]."""
    found = np.zeros(len(texts), bool)
    for at, text in enumerate(texts[:-1]):
        after = texts[at + 1]
        found[at] = asks(text) and not asks(after) and (awaits_answer(text) or answers(after))
    return found


def leaning(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which sentences lean on the one before them: [n]; the first one never does.

    Those that open with a pronoun, with a word that points back (该企业, 此举, 对此) or with one
    that goes on from what was said (但, 因此, 另外); answers, and what denies.
    """
    found = np.array([bool(_POINTS_BACK.match(text)) for text in texts], bool)
    denied = np.array(refuted(texts), bool)
    found[1:] |= answered(texts)[:-1] | (denied[:-1] & ~denied[1:])
    found[:1] = False
    return found
