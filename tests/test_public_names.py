"""What a checker of types knows of the package."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module

import zhnews


def test_every_public_name_is_there_and_every_error_that_docs_name() -> None:
    """Modules of which names are used with theirs, too."""
    assert all(getattr(zhnews, name).__name__ == name for name in zhnews.__all__)
    errors = (zhnews.OptionError, zhnews.ModelError, zhnews.RecordError, zhnews.InputError)
    assert all(issubclass(error, zhnews.ZhnewsError) for error in errors)
    modules = [vars(import_module("zhnews"))["__getattr__"](name) for name in ("errors", "report")]
    assert [module.__name__ for module in modules] == ["zhnews.errors", "zhnews.report"]


def test_no_checker_of_types_takes_any_name_for_one_of_the_package() -> None:
    """`__getattr__` imports names when they are asked for, where no checker looks."""
    seen = [part for part in ast.parse(inspect.getsource(zhnews)).body if isinstance(part, ast.If)]
    hidden = [part for part in seen if ast.unparse(part.test) == "not TYPE_CHECKING"]
    assert [part.name for part in hidden[0].body if isinstance(part, ast.FunctionDef)] == [
        "__getattr__"
    ]
    assert not any(
        isinstance(part, ast.FunctionDef) and part.name == "__getattr__"
        for part in ast.parse(inspect.getsource(zhnews)).body
    )
