"""Annotated pages to batches, and the course of a training."""

import random
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from zhnews.page import KINDS, ROLES
from zhnews.train import articles, compose
from zhnews.train.gold import GoldArticle, GoldLine, GoldPage
from zhnews.train.line_batches import LINE_SIZES, Batch, Batches, example, pad, shape_of
from zhnews.train.line_network import LineNetwork, Logits
from zhnews.train.line_training import Course, dimmed, loss, train
from zhnews.vectors.lexicon import Lexicon
from zhnews.vectors.word_vectors import MEANING, WordVectors

ONE = np.ones(1, np.float32)
LEXICON = Lexicon(
    {"窑": 7, "火": 8},
    WordVectors({"窑": 7, "火": 8}, ["窑火"], np.ones((1, MEANING), np.int8), ONE, ONE),
)
# a title, a paragraph of two lines parted by a page number
PAGE = GoldPage(
    "窑火\n窑\n12\n火\n",
    (
        GoldLine(0, 2, "a1", "title", joins_previous=False),
        GoldLine(3, 4, "a1", "body", joins_previous=False),
        GoldLine(5, 7, None, "furniture", joins_previous=False),
        GoldLine(8, 9, "a1", "body", joins_previous=True),
    ),
    (GoldArticle("a1", "article"),),
    "lines",
)


def test_a_line_is_to_name_its_predecessor() -> None:
    """Options: 0 furniture, 1 start, 2 + 2 * predecessor, and one more in the same paragraph."""
    assert example(PAGE, LEXICON).options.tolist() == [1, 2 + 2 * 0, 0, 2 + 2 * 1 + 1]


def test_padding_asks_for_nothing() -> None:
    """Lines that only fill a batch are marked as such and have no right answer."""
    one = example(PAGE, LEXICON)
    count, width = shape_of(one)
    batch = pad([one], count, width)
    assert count == LINE_SIZES[0]
    assert batch.padding[0].tolist() == [False] * 4 + [True] * (count - 4)
    assert (batch.options[0, 4:] == -100).all()


def test_a_run_that_goes_on_is_given_other_pages() -> None:
    """Neither those it has seen, nor others than it would be given a second time."""

    def drawn(first: int) -> float:
        numbers: list[float] = []

        def make(rng: random.Random) -> GoldPage:
            numbers.append(rng.random())
            return PAGE

        batches = Batches(make, LEXICON, seed=1)
        batches.first = first
        next(iter(batches))
        return numbers[0]

    assert drawn(0) != drawn(500) == drawn(500)


def test_hiding_leaves_what_is_asked_for() -> None:
    """What a batch says may be hidden, what it should teach may not."""
    one = example(PAGE, LEXICON)
    batch = pad([one], *shape_of(one))
    torch.manual_seed(0)
    for hidden in (dimmed(batch) for _ in range(20)):
        assert all(torch.equal(a, b) for a, b in zip(batch[5:], hidden[5:], strict=True))
        assert torch.equal(hidden.likeness[..., :2], batch.likeness[..., :2])
        same, none = torch.equal(hidden.meaning, batch.meaning), not hidden.meaning.any()
        assert same or none


def test_the_learning_rate_rises_and_falls() -> None:
    """It is highest at the end of the warm-up and a fiftieth of that at the end."""
    course = Course(steps=1000, rate=1.0, decay=0.9)
    rates = [course.rate_at(step) for step in range(1000)]
    assert 30 <= rates.index(max(rates)) <= 50
    assert rates[-1] == 0.02


def test_a_checkpoint_is_named_by_all_that_is_learned_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another corpus, lexicon, start, seed, course, or file of the composer: another name."""
    network = torch.nn.Linear(2, 2)
    files = [tmp_path / name for name in ("xwlb.parquet", "lexicon.json", "lexicon.safetensors")]
    for path in files:
        path.touch()
    options = Namespace(data=tmp_path, model=tmp_path)

    def name(course: Course = articles.COURSE, seed: int = 1) -> str:
        return articles.run_name(options, course, network, seed)  # type: ignore[arg-type]

    assert name() == name()
    seen = [name(), name(articles.FURTHER), name(seed=2)]
    for path in files:
        path.write_text("changed", "utf-8")
        seen.append(name())
    with torch.no_grad():
        network.weight.add_(1)
    seen.append(name())
    composer = tmp_path / "compose"
    for file in ("__init__.py", "page.py", "tables/damage.txt", "sheets/city-01.txt"):
        (composer / file).parent.mkdir(parents=True, exist_ok=True)
        (composer / file).write_text("", "utf-8")
    monkeypatch.setattr(compose, "__file__", str(composer / "__init__.py"))
    seen.append(name())
    for file in ("page.py", "tables/damage.txt", "sheets/city-01.txt"):
        (composer / file).write_text("changed", "utf-8")
        seen.append(name())
    assert len(set(seen)) == len(seen)


def test_the_checkpoint_of_breaks_is_named_by_what_they_are_learned_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another corpus, alphabet, encoder to start from, seed or sheet each give another name."""
    files = [tmp_path / name for name in ("xwlb.parquet", "lexicon.json", "model.safetensors")]
    for path in files:
        path.touch()
    options = Namespace(data=tmp_path, model=tmp_path)
    seen = [articles.seams_name(options, 1), articles.seams_name(options, 2)]
    for path in files:
        path.write_text("changed", "utf-8")
        seen.append(articles.seams_name(options, 1))
    monkeypatch.setattr(articles, "read_sheets", lambda **_: ())
    seen.append(articles.seams_name(options, 1))
    assert len(set(seen)) == len(seen)


def test_the_mean_of_networks_is_of_their_weights() -> None:
    """Each weight of the mean is the mean of what stands there in all."""
    networks = [LineNetwork(4) for _ in range(3)]
    named = [network.state_dict() for network in networks]
    wanted = {name: sum(state[name] for state in named) / 3 for name in named[0]}
    found = articles.mean_of(networks).state_dict()
    assert all(torch.allclose(found[name], wanted[name], atol=1e-6) for name in wanted)


def annotated(*articles: str | None) -> GoldPage:
    """Make a page of lines of the articles named, furniture where there is none."""
    lines = tuple(
        GoldLine(2 * at, 2 * at + 1, name, "body" if name else "furniture", joins_previous=False)
        for at, name in enumerate(articles)
    )
    names = {name: GoldArticle(name, "article") for name in articles if name}
    return GoldPage("窑\n" * len(lines), lines, tuple(names.values()), "lines")


@pytest.mark.parametrize("articles", [(None,), (None, "a"), ("a",), ("a", "b"), ("a", "a")])
def test_the_loss_of_any_page_is_a_number(articles: tuple[str | None, ...]) -> None:
    """Of a page of furniture alone, and of one line of an article, something is learned too."""
    torch.manual_seed(0)
    network = LineNetwork(9)
    one = example(annotated(*articles), LEXICON)
    total, parts = loss(network, pad([one], *shape_of(one)))
    total.backward()
    assert all(np.isfinite([total.item(), *parts.values()]))


def answering(batch: Batch) -> Callable[..., Logits]:
    """Make a network that says what a batch asks for, and is sure."""
    count = batch.roles.shape[1]
    roles, kinds, options = (
        20.0 * torch.nn.functional.one_hot(want.clamp(min=0), size).float()
        for want, size in (
            (batch.roles, len(ROLES)),
            (batch.kinds, len(KINDS)),
            (batch.options, 2 + 2 * count),
        )
    )
    same = batch.articles[:, :, None] == batch.articles[:, None]
    pairs = options[..., 2:].unflatten(2, (count, 2))
    return lambda *_: Logits(roles, kinds, options[..., :2], pairs, 40.0 * same - 20)


def test_a_perfect_answer_loses_next_to_nothing() -> None:
    """All is right then, and another answer loses more in the part that it is wrong in."""
    one = example(PAGE, LEXICON)
    batch = pad([one], *shape_of(one))
    total, parts = loss(answering(batch), batch)  # type: ignore[arg-type]
    assert total.item() < 1e-5
    assert [parts[f"{name} right"] for name in ("role", "link", "kind")] == [1, 1, 1]
    wrong = batch.articles.clone()
    wrong[0, 3] = 5
    _, mistaken = loss(answering(batch._replace(articles=wrong)), batch)  # type: ignore[arg-type]
    assert mistaken["kin"] > 1 > parts["kin"]


def test_a_line_follows_an_earlier_one() -> None:
    """However sure a network is that a line follows itself or a later one, that costs nothing."""
    one = example(PAGE, LEXICON)
    batch = pad([one], *shape_of(one))
    right = answering(batch)()
    later = torch.ones(right.pairs.shape[1:3], dtype=torch.bool).triu()
    bold = right._replace(pairs=right.pairs.masked_fill(later[None, :, :, None], 99.0))
    total, _ = loss(lambda *_: bold, batch)  # type: ignore[arg-type]
    assert total.item() < 1e-5


def test_the_running_mean_is_what_is_kept(tmp_path: Path) -> None:
    """It is what the network ends as, and a run that is done gives it again from its checkpoint."""
    kept, course = tmp_path / "checkpoint.safetensors", Course(steps=3, rate=1e-2, decay=0.5)
    torch.manual_seed(0)
    first, again = LineNetwork(9), LineNetwork(9)
    train(first, Batches(lambda _: PAGE, LEXICON, seed=1, lines=32), course, kept)
    stored = load_file(kept)
    train(again, Batches(lambda _: PAGE, LEXICON, seed=1, lines=32), course, kept)
    for name, weights in first.state_dict().items():
        assert torch.equal(weights, stored[f"mean/module.{name}"]), name
        assert torch.equal(weights, again.state_dict()[name]), name
    learned = [name for name, _ in first.named_parameters()]
    mean, last = (
        torch.cat([stored[f"{of}{name}"].flatten() for name in learned])
        for of in ("mean/module.", "network/")
    )
    assert not torch.equal(mean, last)


def test_pages_do_not_teach_where_sentences_go_on(tmp_path: Path) -> None:
    """That was learned of running text, and stays as it was; all else learns."""
    torch.manual_seed(0)
    network = LineNetwork(9)
    before = {name: weights.clone() for name, weights in network.state_dict().items()}
    course = Course(steps=3, rate=1e-2, decay=0.5)
    batches = Batches(lambda _: PAGE, LEXICON, seed=1, lines=32)
    train(network, batches, course, tmp_path / "checkpoint.safetensors")
    for name, weights in network.state_dict().items():
        assert torch.equal(weights, before[name]) == name.startswith("seams."), name
