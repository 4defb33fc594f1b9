"""The real model: what pruning, halving, teaching and 8 bits left of it, and who can load it.

The reference vectors are those of the source model, which is too large to be kept here;
`python -m zhnews.train.encoder --reference` makes them.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from zhnews.base.arrays import Floats
from zhnews.bundle import Bundle
from zhnews.vectors.encoder import OnnxEncoder, TorchEncoder

pytestmark = pytest.mark.model

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    """Titles of the gold pages, half of them in traditional script, and their vectors."""
    path = Path(__file__).parent / "data" / "unpruned_vectors.json"
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


@pytest.fixture(scope="module")
def onnx(model_folder: Path) -> OnnxEncoder:
    """The default engine."""
    return OnnxEncoder(model_folder)


@pytest.fixture(scope="module")
def torch(model_folder: Path) -> TorchEncoder:
    """The torch engine, on the CPU."""
    return TorchEncoder(model_folder, "cpu")


def cosines(a: Floats, b: Floats) -> Floats:
    """Compare vectors of unit length row by row."""
    return np.asarray((a * b).sum(1))


@pytest.mark.parametrize("half", [slice(20), slice(20, 40)], ids=["simplified", "traditional"])
def test_half_the_layers_taught_categories_keep_the_vectors(
    half: slice, torch: TorchEncoder, reference: dict[str, Any]
) -> None:
    """Titles stay near the vectors of the source model, in simplified and traditional script."""
    expected = np.array(reference["vectors"][half], np.float32)
    assert len(expected) == 20
    assert cosines(torch.encode(reference["texts"][half]), expected).mean() >= 0.98


def test_the_figures_of_the_manifest_hold_the_law(model_folder: Path) -> None:
    """On 1,000 titles, and on 1,000 in traditional script, each step kept its mean cosine."""
    encoder = Bundle(model_folder).manifest["encoder"]
    figures, distilled, taught = (encoder[name] for name in ("figures", "distilled", "taught"))
    assert figures["source_engine_titles"]["mean"] >= 0.9999
    assert figures["pruned_titles"]["mean"] >= 0.99
    assert figures["pruned_traditional_titles"]["mean"] >= 0.99
    assert distilled["titles"]["mean"] >= 0.99
    assert distilled["traditional_titles"]["mean"] >= 0.98
    assert taught["titles"]["mean"] >= 0.99
    assert taught["traditional_titles"]["mean"] >= 0.99
    assert taught["onnx_titles"]["mean"] >= 0.995


def test_eight_bits_keep_the_vectors(
    onnx: OnnxEncoder, torch: TorchEncoder, reference: dict[str, Any], seed_page: Path
) -> None:
    """The 8-bit graph gives the vectors of the float32 network, on short texts and on long."""
    texts = [*reference["texts"], seed_page.read_text("utf-8")]
    found = cosines(onnx.encode(texts), torch.encode(texts))
    assert found.mean() >= 0.995
    assert found.min() >= 0.99


def test_neighbours_change_nothing(onnx: OnnxEncoder, reference: dict[str, Any]) -> None:
    """A title has the very same vector alone as in a batch with others."""
    alone = np.concatenate([onnx.encode([text]) for text in reference["texts"]])
    np.testing.assert_array_equal(onnx.encode(reference["texts"]), alone)


def test_related_titles_lie_closer_than_unrelated_ones(onnx: OnnxEncoder) -> None:
    """Two titles about one thing lie closer than two about different things."""
    loan, credit, rain = onnx.encode(
        [
            "知识产权质押贷款破解科技企业融资难",
            "银行向轻资产科技企业发放信用贷",
            "周四前后有雨 秋老虎暂退",
        ]
    )
    assert loan @ credit > loan @ rain + 0.02


def test_unknown_characters_survive(onnx: OnnxEncoder) -> None:
    """Scripts that were pruned, private characters and broken ones give vectors, not errors."""
    texts = ["한국어 العربية", "\ue000\ue001", "𠀀𪛖", "\x00\ufffd\ud7ff", "🧧🐉", "�" * 3000]
    vectors = onnx.encode(texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_traditional_text_has_no_unknown_pieces(model_folder: Path) -> None:
    """Common traditional characters, marks and full-width forms all have pieces."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    text = "臺灣積體電路製造、龜、鬱、纔、裏、峯，《》「」『』〈〉ＡＢＣ１２３％℃㎡—…·①Ⅳ〇"
    assert "<unk>" not in tokenizer.encode(text).tokens


def test_transformers_loads_the_folder(
    model_folder: Path, torch: TorchEncoder, reference: dict[str, Any]
) -> None:
    """AutoTokenizer and AutoModel load the folder, and mean pooling gives its vectors."""
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_folder)
    model = AutoModel.from_pretrained(model_folder)
    prefixed = [f"query: {text}" for text in reference["texts"][:5]]
    inputs = tokenizer(prefixed, padding=True, return_tensors="pt")
    mask = inputs["attention_mask"][..., None]
    mean = (model(**inputs).last_hidden_state * mask).sum(1) / mask.sum(1)
    vectors = (mean / mean.norm(dim=1, keepdim=True)).detach().numpy()
    np.testing.assert_allclose(vectors, torch.encode(reference["texts"][:5]), atol=1e-4)
    assert tokenizer.model_max_length == model.config.max_position_embeddings == 512


def test_sentence_transformers_loads_the_folder(
    model_folder: Path, torch: TorchEncoder, reference: dict[str, Any]
) -> None:
    """SentenceTransformer loads the folder and gives its vectors, the prefix added by itself."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder), device="cpu")
    vectors = model.encode(reference["texts"][:5])
    np.testing.assert_allclose(vectors, torch.encode(reference["texts"][:5]), atol=1e-4)


def test_the_folder_is_small(model_folder: Path) -> None:
    """No file of the model is over 80 MB, and all of them together not over 110 MB."""
    sizes = [path.stat().st_size for path in model_folder.rglob("*") if path.is_file()]
    assert max(sizes) <= 80 * MEGABYTE
    assert sum(sizes) <= 110 * MEGABYTE


def test_every_file_is_as_the_manifest_says(model_folder: Path) -> None:
    """Each file of the folder but its card is in the manifest, and is as the manifest says."""
    bundle = Bundle(model_folder)
    for name in bundle.manifest["files"]:
        bundle.path(name)
    present = {p.relative_to(model_folder).as_posix() for p in model_folder.rglob("*.*")}
    loose = {name for name in present if (model_folder / name).is_file()}
    assert loose - set(bundle.manifest["files"]) == {"manifest.json", "README.md"}
