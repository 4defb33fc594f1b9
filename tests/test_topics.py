"""Laws of `zhnews.topics.house`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from zhnews.base.arrays import Floats
from zhnews.page import Article, Passage, Span
from zhnews.text.sentences import split_sentences
from zhnews.topics.evidence import Told, Words, evidence
from zhnews.topics.house import TopicHead, WordWeights
from zhnews.vectors.word_vectors import MEANING, WordVectors

LEXICON = WordVectors(
    {character: at for at, character in enumerate("党建支部投产", start=1)},
    ["党", "党建", "支部", "投产"],
    np.zeros((4, MEANING), np.int8),
    np.ones(4, np.float32),
    np.ones(4, np.float32),
)
# Two topics over vectors of two numbers: each looks at one of them, and is level at 1. Of the
# words, 党 and 党建 speak for the first topic, 投产 for the second, 支部 is not known.
HEAD = TopicHead(
    {
        "weight": np.array([[2.0, 0.0], [0.0, 2.0]]),
        "bias": np.array([-2.0, -2.0]),
        "rows": np.array([0, 1, 3]),
        "rarity": np.array([1.0, 2.0, 2.0]),
        "word_weight": np.array([[2.0, 0.0], [4.0, 0.0], [-1.0, 4.0]]),
        "mean": np.zeros(2),
    },
    {
        "labels": ["party-building", "industry"],
        "thresholds": {"party-building": 0.5, "industry": 0.9},
    },
    LEXICON,
)
PARTY, INDUSTRY, NOTHING = (np.array(v, np.float32) for v in ([4, 0], [0, 4], [0, 0]))
VECTORS = arrays(
    np.float32, st.tuples(st.integers(1, 5), st.just(2)), elements=st.floats(-9, 9, width=32)
)


def told(*vectors: Floats, title: Floats | None = None, text: str = "", head: str = "") -> Told:
    """Tell of an article with sentences of these vectors; their text says nothing, or `text`."""
    found = [s for p in Article.from_text(text).paragraphs for s in split_sentences(p)]
    sentences = tuple(found) or tuple(Passage("天", (Span(i, i + 1),)) for i in range(len(vectors)))
    rows = vectors or (NOTHING,) * len(found)
    return Told(head, title, sentences, np.array(rows, np.float32).reshape(-1, 2))


def names(*vectors: Floats, title: Floats | None = None, text: str = "") -> list[str]:
    """Give the names of the topics of an article with these sentences."""
    head = "天" if title is not None else ""
    return [topic.topic for topic in HEAD.topics(told(*vectors, title=title, text=text, head=head))]


def test_a_topic_applies_from_its_threshold() -> None:
    """The same probability is enough for one topic and too little for another."""
    assert names(PARTY / np.float32(3)) == ["party-building"]
    assert names(INDUSTRY / np.float32(3)) == []
    assert names(PARTY / np.float32(4)) == ["party-building"]  # level: just 0.5


def test_an_article_may_have_several_topics() -> None:
    """The more probable topic comes first."""
    assert names(PARTY, INDUSTRY * np.float32(1.5)) == ["industry", "party-building"]


def test_most_of_the_article_counts() -> None:
    """A topic of one sentence among many that say nothing of it does not apply."""
    assert names(PARTY, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING) == []


def test_a_title_counts_as_some_sentences() -> None:
    """A title alone is read; beside many sentences that say nothing it is outvoted."""
    assert names(title=PARTY) == ["party-building"]
    assert names(NOTHING, title=PARTY) == ["party-building"]
    assert names(*[NOTHING] * 13, title=PARTY) == []


def test_nothing_to_read_has_no_topic() -> None:
    """An article with neither title nor sentences has no topic and no probability."""
    assert names() == []
    assert not HEAD.probabilities(told()).any()


def test_words_speak_for_a_topic() -> None:
    """A word that goes with a topic makes up for vectors that say nothing."""
    assert names(text="党建。") == ["party-building"]
    assert names(text="支部。") == []


def test_a_text_without_chinese_has_no_topic() -> None:
    """Whatever the vectors say: they are of no use on other languages."""
    assert names(PARTY, text="The Party builds.") == []


def test_tf_idf_has_length_1() -> None:
    """Twice 党 beside 党建: 1 + ln 3 and 2 before the length is made 1, 党 over three places."""
    found = WordWeights(LEXICON, np.array([0, 1]), np.array([1.0, 2.0])).find("党，党党建")
    assert found.starts.tolist() == [0, 2, 3, 3]
    assert found.names.tolist() == [0, 0, 0, 1]
    tf = 1 + np.log(3)
    length = np.hypot(tf, 2)
    assert found.values == pytest.approx([tf / 3 / length] * 3 + [2 / length])


def test_the_evidence_is_what_spoke_for_the_topic() -> None:
    """Sentence and term stand where the text has them; a word within a heavier one is left out."""
    text = "天晴。党建带来变化。一线投产。"
    (topic,) = HEAD.topics(told(NOTHING, PARTY, NOTHING, text=text))
    assert [(s.text, s.spans) for s in topic.sentences] == [("党建带来变化。", (Span(3, 10),))]
    assert [(t.term, t.spans) for t in topic.terms] == [("党建", (Span(3, 5),))]
    assert topic.terms[0].score == 1


def test_words_speak_for_their_sentence() -> None:
    """Where vectors say nothing, the sentence whose words speak for a topic is the evidence."""
    (topic,) = HEAD.topics(told(NOTHING, NOTHING, text="天晴。党建带来变化。"))
    assert [sentence.text for sentence in topic.sentences] == ["党建带来变化。"]


def terms_of(text: str, words: dict[str, float], no_terms: str = "", head: str = "") -> list[str]:
    """Give the terms of a text of one sentence by what its words count, but for `no_terms`."""
    article = told(NOTHING, text=text, head=head)
    found = [
        (at, name, word)
        for name, word in enumerate(words)
        for at in range(len(article.text))
        if article.text.startswith(word, at)
    ]
    values = np.array([words[word] for *_, word in found])
    starts, names = (np.array(column) for column in [*zip(*found, strict=True)][:2])
    given = Words(starts, names, np.array([len(word) for *_, word in found]), values)
    terms = np.array([word != no_terms for *_, word in found])
    return [term.term for term in evidence(article, np.zeros(1), given, terms)[1]]


def test_what_no_reader_takes_for_a_term_outweighs_none() -> None:
    """问题 names no subject, so that 汽车 is a term, though it counts less than a tenth of it."""
    assert terms_of("问题汽车。", {"问题": 30.0, "汽车": 2.0}, no_terms="问题") == ["汽车"]


def test_words_of_one_character_outweigh_no_term() -> None:
    """党 is no term, so that 党校 is one, though it counts a tenth of it."""
    assert terms_of("党校开学。", {"党": 30.0, "党校": 2.0}) == ["党校"]


def test_what_a_word_counts_in_the_title_counts() -> None:
    """A word that title and body have goes before one that the body alone has."""
    values = {"开学": 3.0, "党校": 1.0}
    assert terms_of("党校开学。", values) == ["开学", "党校"]
    assert terms_of("党校开学。", values, head="党校") == ["党校", "开学"]


def test_words_of_the_title_speak_but_are_no_evidence() -> None:
    """Evidence stands in the body, which has spans in the source; what says nothing is none."""
    (topic,) = HEAD.topics(told(NOTHING, text="天晴。", head="党建"))
    assert topic.topic == "party-building"
    assert topic.terms == ()
    assert topic.sentences == ()


def test_a_trifle_beside_the_title_is_no_evidence() -> None:
    """A sentence that says a hundredth of what the title does carried nothing."""
    article = told(NOTHING, text="天晴。", head="党建")
    words = Words(np.array([0]), np.array([0]), np.array([2]), np.array([30.0]))
    for says, count in ((0.1, 0), (5.0, 1)):
        sentences, _ = evidence(article, np.array([says]), words, np.array([True]))
        assert len(sentences) == count


@given(VECTORS)
def test_probabilities_lie_between_0_and_1(vectors: Floats) -> None:
    """Every label gets a probability."""
    found = HEAD.probabilities(told(*vectors))
    assert found.shape == (2,)
    assert ((found >= 0) & (found <= 1)).all()


@given(VECTORS)
def test_the_order_of_sentences_does_not_matter(vectors: Floats) -> None:
    """The same sentences in another order have the same topics."""
    turned = HEAD.probabilities(told(*vectors[::-1]))
    assert turned == pytest.approx(HEAD.probabilities(told(*vectors)), abs=1e-4)


@given(st.text("党建支部投产，。\n ", max_size=60))
def test_evidence_is_verbatim(text: str) -> None:
    """Whatever the text, evidence is what its spans hold in the source."""
    for topic in HEAD.topics(told(text=text)):
        for sentence in topic.sentences:
            assert sentence.text == "".join(text[s.start : s.end] for s in sentence.spans)
        for term in topic.terms:
            assert {text[s.start : s.end] for s in term.spans} == {term.term}
