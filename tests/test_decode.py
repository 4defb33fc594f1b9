"""Laws of decode: bytes to text, saying which encoding and what was lost."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import text_encodings
from hypothesis import given, settings
from hypothesis import strategies as st

from zhnews.errors import NotTextError, OptionError
from zhnews.inputs.decode import decode, reads_poorly

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = json.loads((HERE / "golden/decode.json").read_text("utf-8"))
PAGES = [
    path.read_text("utf-8") for path in sorted((HERE.parent / "benchmarks/pages").glob("*.txt"))
]


def given_bytes(case: dict[str, Any]) -> bytes:
    """The bytes of a case: written out, or its text encoded by Python."""
    if "bytes" in case:
        return bytes.fromhex(case["bytes"])
    encoded: bytes = case["text"].encode(case["encode"])
    return encoded


@pytest.mark.parametrize("case", [c for c in CASES if "text" in c], ids=lambda c: c["why"])
def test_text_and_encoding(case: dict[str, Any]) -> None:
    """Each case of the table gives its text, encoding, certainty and count of losses."""
    text, decoding = decode(given_bytes(case), case.get("hint"))
    assert text == case["text"]
    assert (decoding.encoding, decoding.certain) == (case["encoding"], case["certain"])
    assert decoding.replacements == case.get("replacements", 0)


@pytest.mark.parametrize("case", [c for c in CASES if "error" in c], ids=lambda c: c["why"])
def test_what_is_no_text(case: dict[str, Any]) -> None:
    """What is no text is refused, with its name and what to do."""
    with pytest.raises(NotTextError) as caught:
        decode(given_bytes(case), case.get("hint"))
    assert str(caught.value).startswith(case["error"])


def test_random_bytes_are_no_text() -> None:
    """Bytes that look random are refused, not read as rare characters."""
    with pytest.raises(NotTextError):
        decode(hashlib.shake_256(b"page").digest(5000))


def test_odd_and_damaged_files() -> None:
    """Of 500 files in ten encodings with seven damages, 99.5 % are read in the right encoding."""
    assert text_encodings.wrong_encodings().total() <= 0.005 * text_encodings.FILES


@pytest.mark.parametrize("hint", ["klingon", "rot13", "base64", "", 5])
def test_unknown_hint(hint: str) -> None:
    """A hint that names no text encoding is an error that says so."""
    with pytest.raises(OptionError, match=f"called {hint!r}"):
        decode(b"abc", hint)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", PAGES, ids=range(len(PAGES)))
def test_whole_pages_come_back(text: str, encoding: str) -> None:
    """A whole page comes back from any encoding that holds it."""
    data = text.encode(encoding, "ignore")
    got, decoding = decode(data)
    assert got == data.decode(encoding)
    assert decoding.encoding == {"gbk": "gb18030"}.get(encoding, encoding)


@given(st.sampled_from(PAGES), st.sampled_from(["utf-8", "gb18030"]), st.data())
@settings(max_examples=60)
def test_one_bad_byte(text: str, encoding: str, data: st.DataObject) -> None:
    """One overwritten byte hides neither the encoding nor more than a few characters."""
    good = text.encode(encoding)
    place = data.draw(st.integers(0, len(good) - 1))
    bad = good[:place] + bytes([data.draw(st.integers(1, 255))]) + good[place + 1 :]
    got, decoding = decode(bad)
    assert decoding.encoding == encoding
    assert decoding.replacements <= 4
    before, after = (len(part.decode(encoding, "ignore")) for part in (good[:place], good[place:]))
    assert got.startswith(text[: max(0, before - 12)])
    assert got.endswith(text[len(text) - max(0, after - 30) :])


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_bad_byte_in_one_long_line(encoding: str) -> None:
    """A bad byte at the start of a long line without ASCII does not hide the encoding."""
    line = "近日全市召开工作会议部署下一步任务" if encoding == "gb18030" else "近日全市召開工作會議"
    data = (line * 20).encode(encoding)
    text, decoding = decode(data[:6] + b"\xff" + data[7:])
    assert decoding.encoding == encoding
    assert text.endswith(line * 19)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le"])
@given(st.integers(1, 20_000))
@settings(max_examples=20)
def test_a_lost_byte_in_a_text_of_many_blocks(encoding: str, at: int) -> None:
    """A text that is put right block by block comes back whole but for a few characters."""
    text = "近日全市召开工作会议部署下一步任务" * 600
    data = text.encode(encoding)
    got, decoding = decode(data[:at] + data[at + 1 :])
    assert (decoding.encoding, decoding.replacements) == (encoding, 1)
    assert got.startswith(text[: max(0, at // 2 - 2)])
    assert got.endswith(text[at // 2 + 3 :])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"])))
def test_utf8_comes_back(text: str) -> None:
    """UTF-8 without control characters comes back as it was, but for a leading mark."""
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are text that can be encoded again, or are refused in our own words."""
    try:
        text, _ = decode(data)
    except NotTextError:
        return
    assert "\r" not in text
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize("text", ["BZhou wrote this line.", "RIFF told us how it went, and why."])
def test_a_text_may_begin_like_something_else(text: str) -> None:
    """A text whose first letters are those of an archive or an image is a text."""
    assert decode(text.encode())[0] == text


def test_big5_is_told_by_the_whole_file() -> None:
    """Characters that Windows or Hong Kong added to Big5 are read however late they stand."""
    plain = "昨日，立法會議員要求政府檢討鐵路超支問題。" * 3000
    for late, encoding in (
        ("恒生指數，裏面有粧品股。", "cp950"),
        ("佢哋話啲嘢好貴。", "big5hkscs"),
    ):
        for hint in (None, "big5"):
            text, decoding = decode((plain + late).encode(encoding), hint)
            assert (text.endswith(late), decoding.replacements) == (True, 0)


def test_a_hint_of_seven_bits_goes_before_utf_8() -> None:
    """HZ is ASCII, and so UTF-8: only the hint can tell it."""
    text = "省委召开会议"
    assert decode(text.encode("hz"), "hz")[0] == text
    assert decode(text.encode("hz"))[0] == text.encode("hz").decode()


def test_no_text_has_half_a_surrogate_pair() -> None:
    """Whatever a hint makes of bytes can be encoded again, and what was lost is counted."""
    text, decoding = decode(b"\xff\\ud800 abc", "unicode_escape")
    assert text == "ÿ\ufffd abc"
    assert decoding.replacements == 1


NEWS = "本报讯 6月7日，市农商银行向一家陶瓷企业发放知识产权质押贷款，企业凭专利获得授信。"


@pytest.mark.parametrize(
    "data",
    [
        NEWS.encode("hz"),
        NEWS.encode("utf-7"),
        base64.encodebytes(NEWS.encode()),
        base64.b64encode(NEWS.encode("gb18030")).rstrip(b"="),
    ],
    ids=["hz", "utf-7", "base64", "base64 of gb18030"],
)
def test_chinese_in_seven_bits_is_no_proof_of_utf_8(data: bytes) -> None:
    """It is read as ASCII where nobody says otherwise, and told as what reads poorly."""
    text, decoding = decode(data)
    assert (text.isascii(), decoding.encoding, decoding.certain) == (True, "utf-8", False)
    assert reads_poorly(text, decoding)


@pytest.mark.parametrize(("wrote", "took"), [("utf-8", "cp1252"), ("gbk", "latin-1")])
def test_what_was_saved_after_it_was_misread_reads_poorly(wrote: str, took: str) -> None:
    """Its bytes are UTF-8 without doubt, and gibberish all the same."""
    text, decoding = decode(NEWS.encode(wrote).decode(took, "replace").encode())
    assert decoding.certain
    assert reads_poorly(text, decoding)


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        "蒹葭苍苍，白露为霜。所谓伊人，在水一方。溯洄从之，道阻且长。",
        "政府は本日、東京で会議を開き、新しい経済対策について議論した。",
        "정부는 오늘 서울에서 회의를 열고 새로운 경제 대책을 논의했다.",
        "Le gouvernement s'est réuni à Paris, où l'été a été très agréable, près de là.",
        "The ministers met today; 1+1=2, and a~{b}. Nothing was decided in London, they said.",
        "abcdefgh" * 20,
        "────────────────────────────────\n★★★★★★★★★★★★★★★★★★★★",
    ],
)
def test_other_languages_in_utf_8_do_not_read_poorly(text: str) -> None:
    """They are what they are, and no encoding would make Chinese of them."""
    assert not reads_poorly(*decode(text.encode()))
