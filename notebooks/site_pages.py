"""What the docs take from the rest of the repository when they are built: a hook of MkDocs.

The API page is made from signatures and docstrings, so that it says what the code says; notebooks
are run; cards and other documents of the repository are pages too, with their links turned to those
pages; tables and pictures of the benchmark are read where its scripts wrote them.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any, Final

import site_notebooks

import zhnews
from zhnews import errors, interop, mappers, ray, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parents[1]
BENCHMARKS: Final = ROOT / "benchmarks"
PICTURES: Final = tuple(sorted((BENCHMARKS / "pictures").iterdir()))
# the documents of the repository, and the pages that they are in the docs
DOCUMENTS: Final = {
    "README.md": "index.md",  # a page of its own, for whom links to README.md
    "README.zh.md": "zh.md",
    "models/zhnews-base/README.md": "model-card.md",
    "benchmarks/README.md": "data-set.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changes.md",
}
CHINESE: Final = "zh.md"
# what is public beside the names of zhnews itself, by headings of the API page
ELSEWHERE: Final = {
    "Reports of several pages: zhnews.report": (report.to_html,),
    "Other libraries: zhnews.interop": (interop.to_spacy, interop.page_features),
    "Clusters: zhnews.ray": (ray.tag_dataset,),
}
TABLES: Final = ("figures", "speed")
INTRODUCTION: Final = (
    "Everything here is imported as `from zhnews import …`, but where a heading names another "
    "module. InputError and ZhnewsError are there too, the other errors in `zhnews.errors`. "
    "Offsets are half open, and count code points of the decoded source."
)

sys.path.append(str(BENCHMARKS))
import tables  # noqa: E402


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and pictures that are not in the folder of the docs."""
    from mkdocs.structure.files import File

    made: dict[str, str | bytes] = {"api.md": api_page()}
    for picture in PICTURES:
        made[f"pictures/{picture.name}"] = picture.read_bytes()
    for path, uri in DOCUMENTS.items():
        if files.get_file_from_path(uri) is None:
            made[uri] = document(path)
    for notebook in site_notebooks.NOTEBOOKS:
        markdown, pictures = site_notebooks.notebook_page(notebook)
        made[f"notebooks/{notebook.stem}.md"] = markdown
        made[f"notebooks/{notebook.name}"] = notebook.read_bytes()
        made |= {f"notebooks/{name}": drawn for name, drawn in pictures.items()}
    for uri, content in made.items():
        files.append(File.generated(config, uri, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Put the tables where the benchmark page has their marks."""
    if page.file.src_uri != "benchmark.md":
        return markdown
    for name in TABLES:
        begin, end = tables.marks(name)
        before, after = markdown.split(begin + end)
        markdown = before + tables.shown(ROOT / "README.md", name) + after
    return markdown


def on_page_content(html: str, page: Page, **_: object) -> str:
    """Let voices and fonts know the page that is in Chinese."""
    return f'<div lang="zh">{html}</div>' if page.file.src_uri == CHINESE else html


def document(path: str) -> str:
    """Give a document of the repository, its links turned to the pages and pictures of the docs."""
    text = (ROOT / path).read_text("utf-8")
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)  # a card's facts for machines

    def turned(link: re.Match[str]) -> str:
        target, mark, anchor = link[1].partition("#")
        place = (ROOT / path).parent.joinpath(target).resolve().relative_to(ROOT)
        in_docs = DOCUMENTS.get(place.as_posix()) or f"pictures/{place.name}"
        return f"]({in_docs}{mark}{anchor})"

    return re.sub(r"\]\((?!\w+://|#)([^)\s]+)\)", turned, body)


def api_page() -> str:
    """Give the API as Markdown: what `zhnews` names, and what it lends to other libraries."""
    public = [getattr(zhnews, name) for name in zhnews.__all__]
    functions = [thing for thing in public if not inspect.isclass(thing)]
    nouns = [thing for thing in public if inspect.isclass(thing)]
    nouns.remove(errors.ZhnewsError)
    return "\n\n".join(
        [
            "# API",
            INTRODUCTION,
            "## Functions",
            *(function_entry(function) for function in functions),
            "## Classes",
            *(class_entry(noun) for noun in nouns),
            "## What tagger and summarizer give: zhnews.mappers",
            class_entry(mappers.Mapper),
            "## Errors: zhnews.errors",
            f"```text\n{inspect.getdoc(errors)}\n```",
            *(
                part
                for heading, lent in ELSEWHERE.items()
                for part in (f"## {heading}", *map(function_entry, lent))
            ),
        ]
    )


def function_entry(function: Callable[..., Any], level: int = 3) -> str:
    """Give the heading, signature and docstring of a function or method."""
    heading = f"{'#' * level} {function.__name__}"
    return "\n\n".join([heading, code([signature(function)]), inspect.getdoc(function) or ""])


def class_entry(noun: type) -> str:
    """Give the heading, fields, docstring and public members of a class."""
    tree = source_tree(noun)
    fields = [ast.unparse(node) for node in tree.body if isinstance(node, ast.AnnAssign)]
    members = [
        member_entry(noun, node.name)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    shown = [code(fields)] if fields else []
    return "\n\n".join([f"### {noun.__name__}", *shown, inspect.getdoc(noun) or "", *members])


def member_entry(noun: type, name: str) -> str:
    """Give the entry of a method, or of a property, which has no signature."""
    member = getattr(noun, name)
    if isinstance(member, property):
        return f"#### {name}\n\n{inspect.getdoc(member)}"
    return function_entry(member, level=4)


def code(lines: list[str]) -> str:
    """Give lines of Python as a block of Markdown."""
    return "\n".join(["```python", *lines, "```"])


def signature(function: Callable[..., Any]) -> str:
    """Give the signature of a function as its source has it, without decorators and body."""
    tree = source_tree(function)
    tree.decorator_list, tree.body = [], []
    return ast.unparse(tree).removesuffix(":")


def source_tree(thing: Callable[..., Any] | type) -> Any:  # noqa: ANN401  a class or a function
    """Give the syntax tree of a function or class."""
    return ast.parse(dedent(inspect.getsource(thing))).body[0]
