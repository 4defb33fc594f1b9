"""Words to vectors, and texts to the sums of them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhnews.vectors import word_vectors
from zhnews.vectors.characters import character_numbers, is_han
from zhnews.vectors.lexicon import UNKNOWN, Lexicon, character_ids
from zhnews.vectors.word_vectors import MEANING, WordVectors

GROUPS = ["党黨", "建", "引", "领領", "国國", "，,"]
WORDS = ["国", "党建", "引领", "党建引", "党建引领"]
TABLE = np.eye(len(WORDS), MEANING, dtype=np.int8) * np.arange(2, 12, 2, dtype=np.int8)[:, None]
COSTS = np.array([2.0, 3.0, 3.0, 9.0, 5.0])
SCALES = np.full(len(WORDS), 0.5, dtype=np.float32)  # so word i has i + 1 on axis i
VECTORS = WordVectors(character_ids(GROUPS), WORDS, TABLE, SCALES, COSTS)

texts = st.text(st.sampled_from("党黨建引领領国國，x \n\ud800𠀀区"), max_size=40)


def sums_of(text: str) -> list[float]:
    """Give what a text has on the axis of each word."""
    sums = VECTORS.sums([text])
    assert not sums[:, len(WORDS) :].any()
    return [float(number) for number in sums[0, : len(WORDS)]]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("国", [1, 0, 0, 0, 0]),
        ("国国", [2, 0, 0, 0, 0]),
        ("党建", [0, 2, 0, 0, 0]),
        ("党建引领国", [1, 2, 3, 4, 5]),
        ("党建，引领", [0, 2, 3, 0, 0]),
        ("党\n建", [0, 0, 0, 0, 0]),
    ],
)
def test_all_words_count(text: str, want: list[float]) -> None:
    """Every word adds its vector once for each time it is said, within other words too."""
    assert sums_of(text) == want


@pytest.mark.parametrize("text", ["", "x", "区", "建党", "\ud800", "𠀀", "，,", "\n"])
def test_unknown_text_means_nothing(text: str) -> None:
    """A text without a known word gives 0: none, Latin, rare Han, half a surrogate pair."""
    assert not VECTORS.sums([text]).any()


@pytest.mark.parametrize(
    ("asked", "text", "share"),
    [
        ("党建，引领", "區黨建x", 3 / 6),
        ("党建，引领", "引领区党建", 1),
        ("党建，国", "国区", 0),
        ("国", "国区", 1),
        ("区x", "区x", 1),
        ("区x", "x区", 0),
        ("国。", "区国", 0.25),
    ],
)
def test_texts_say_shares_of_what_is_asked(asked: str, text: str, share: float) -> None:
    """By the costs of its words, longer ones where there are any, or to the letter.

    Characters that stand anywhere say little of a word that is not known.
    """
    assert VECTORS.shares_said(asked, [text])[0] == pytest.approx(share)


def test_traditional_is_simplified() -> None:
    """Words in traditional characters are the words in simplified ones."""
    assert sums_of("黨建引領國") == sums_of("党建引领国")


def words_of(text: str, costs: dict[str, float]) -> list[str]:
    """Cut a text at the bounds of its words."""
    characters = character_ids(sorted({c for word in costs for c in word}))
    table, ones = np.zeros((len(costs), MEANING), np.int8), np.ones(len(costs), np.float32)
    lexicon = WordVectors(characters, list(costs), table, ones, np.array([*costs.values()]))
    bounds = np.flatnonzero(lexicon.bounds(text)).tolist()
    assert bounds[0] == 0
    assert bounds[-1] == len(text)
    return [text[start:end] for start, end in pairwise(bounds)]


def test_words_are_cut_where_they_cost_least() -> None:
    """一汽 is no word of 一汽车 where 一 and 汽车 together are likelier than 一汽 and 车."""
    costs = {"一": 4.0, "车": 6.0, "汽车": 8.0, "一汽": 9.0}
    assert words_of("一汽车", costs) == ["一", "汽车"]
    assert words_of("一汽,车", costs) == ["一汽", ",", "车"]


def test_a_long_word_is_cut_once_more() -> None:
    """清洁 and 生产 are words within 清洁生产, 害人 is none within 受害人."""
    assert words_of("清洁生产", {"清洁": 8, "生产": 7, "洁生": 18, "清洁生产": 9}) == [
        "清洁",
        "生产",
    ]
    assert words_of("受害人", {"受害": 9, "人": 5, "受": 8, "害人": 11, "受害人": 9}) == [
        "受害",
        "人",
    ]


def test_terms_are_words_to_a_reader_that_name_a_subject() -> None:
    """一汽 straddles words of 一汽车問題, and any news has 問題."""
    words = ["一", "车", "汽车", "一汽", "问题"]
    groups = ["一", "车車", "汽", "问問", "题題"]
    table, ones = np.zeros((5, MEANING), np.int8), np.ones(5, np.float32)
    costs = np.array([4.0, 6.0, 8.0, 9.0, 8.0])
    lexicon = WordVectors(character_ids(groups), words, table, ones, costs)
    starts, rows = lexicon.words_in("一汽车問題")
    terms = lexicon.terms_in("一汽车問題", starts, rows)
    assert [words[row] for row in rows[terms]] == ["汽车"]


@given(texts)
def test_every_character_lies_between_bounds(text: str) -> None:
    """The bounds of a text are places in it, from its beginning to its end."""
    bounds = VECTORS.bounds(text)
    assert bounds.shape == (len(text) + 1,)
    assert not text or bounds[[0, -1]].all()


def test_long_texts_are_cut_as_their_lines_are() -> None:
    """A text of many pieces is cut where each of its lines is."""
    line = "国党建引领党建引，国\n"
    alone = VECTORS.bounds(line)[:-1]
    many = (1 << 16) // len(line)
    assert (VECTORS.bounds(line * many)[:-1] == np.tile(alone, many)).all()


@given(texts, texts)
def test_a_break_adds_up(one: str, other: str) -> None:
    """The sum of a text of two parts with a break between is that of the parts."""
    whole = VECTORS.sums([f"{one}\n{other}"])[0]
    assert whole == pytest.approx(VECTORS.sums([one, other]).sum(axis=0))


@given(st.lists(texts, max_size=5), st.integers(0, 200))
def test_neighbours_change_nothing(batch: list[str], before: int) -> None:
    """A text gives the same bits alone and among others, however many come before it."""
    rng = np.random.default_rng(0)
    table = rng.integers(-127, 127, TABLE.shape, dtype=np.int8)
    scales = rng.random(len(WORDS), dtype=np.float32)
    vectors = WordVectors(character_ids(GROUPS), WORDS, table, scales, COSTS)
    together = vectors.sums([*["党建"] * before, *batch])[before:]
    alone = [vectors.sums([text])[0] for text in batch]
    assert together.shape == (len(batch), MEANING)
    assert all((row == want).all() for row, want in zip(together, alone, strict=True))


@given(texts)
def test_words_stand_where_they_are_found(text: str) -> None:
    """The words found are the stretches of the text that read like a word, in their order."""
    first = {character: group[0] for group in GROUPS for character in group}
    plain = "".join(first.get(character, "?") for character in text)
    want = [
        (at, row)
        for at in range(len(text))
        for row, word in enumerate(WORDS)
        if plain.startswith(word, at)
    ]
    starts, rows = VECTORS.words_in(text)
    assert [*zip(starts.tolist(), rows.tolist(), strict=True)] == want


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    """The sum stops after 2000 characters, so that a line of a megabyte costs little."""
    assert sums_of("，" * 1998 + "国国国") == [2, 0, 0, 0, 0]


def test_a_table_may_be_empty() -> None:
    """Without words every text gives 0 and no word is found."""
    nothing = np.zeros(0, np.float32)
    table = np.zeros((0, MEANING), np.int8)
    empty = WordVectors(character_ids(GROUPS), [], table, nothing, nothing)
    assert empty.sums([]).shape == (0, MEANING)
    assert not empty.sums(["党建"]).any()
    assert [len(part) for part in empty.words_in("党建")] == [0, 0]


@pytest.mark.parametrize("odd", ["", "党建引领国"])
def test_words_of_other_lengths_are_never_found(odd: str) -> None:
    """A table may hold an empty word or one of five; the others are found as they are."""
    words, ones = [odd, *WORDS], np.ones(len(WORDS) + 1, np.float32)
    table = np.eye(len(words), MEANING, dtype=np.int8)
    vectors = WordVectors(character_ids(GROUPS), words, table, ones, ones)
    starts, rows = vectors.words_in("党建引领国")
    wanted_starts, wanted_rows = VECTORS.words_in("党建引领国")
    assert starts.tolist() == wanted_starts.tolist()
    assert rows.tolist() == (wanted_rows + 1).tolist()


def test_directions_have_length_1() -> None:
    """The direction of a word is its vector without its scale; a row of zeros has none."""
    table = np.zeros((2, MEANING), np.int8)
    table[0, :2] = 3, 4
    ones = np.ones(2, np.float32)
    found = WordVectors(character_ids(GROUPS), ["国", "党"], table, ones * 9, ones)
    one, none = found.directions(np.array([0, 1]))
    assert one[:2].tolist() == pytest.approx([0.6, 0.8])
    assert not none.any()


def test_what_is_read_alike_has_the_same_number() -> None:
    """党 and 黨 have the id of their group; what has no id has the number of its code point."""
    lexicon = Lexicon(character_ids(GROUPS), VECTORS)
    first, other, *unknown = lexicon.alike_numbers("党黨x𠀀\U0010ffff").tolist()
    assert first == other == lexicon.characters["党"]
    assert unknown == [UNKNOWN + ord(character) for character in "x𠀀\U0010ffff"]


@given(st.text(st.characters(), max_size=30))
def test_each_character_is_asked_for_once(text: str) -> None:
    """Every character gets its number, and no number is asked for twice."""
    asked: list[str] = []

    def number(character: str) -> int:
        asked.append(character)
        return ord(character)

    assert character_numbers(text, number).tolist() == [ord(character) for character in text]
    assert sorted(asked) == sorted(set(text))


def test_han_is_what_words_are_made_of() -> None:
    """Han characters of the basic planes are Han; marks, kana and those beyond are not."""
    assert [is_han(character) for character in "㐀一鿿，あ𠀀"] == [True] * 3 + [False] * 3


@given(texts)
def test_words_are_found_across_parts(text: str) -> None:
    """A text is looked at in parts, and has the words that it has as a whole."""
    whole = VECTORS.words_in(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_vectors, "_PART", 3)
        for whole_part, part in zip(whole, VECTORS.words_in(text), strict=True):
            np.testing.assert_array_equal(part, whole_part)
