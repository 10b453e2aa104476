"""The template engine: sandboxed, escaped, and strict about names."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.exceptions import (
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
)
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from exporter import cache
from exporter.errors import LayoutError, suggest
from exporter.layouts import filters, is_built_in, leads_out, soundness


class Misspelt(StrictUndefined):
    """An unknown name: the error says which, and names the nearest known one."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is _MISSING:
            return f"{name!r} is not defined"
        kind = type(self._undefined_obj).__name__
        public = [n for n in dir(self._undefined_obj) if not n.startswith("_")]
        advice = suggest(str(name), public)
        return f"{kind} has no {name!r}" + (f"; {advice}" if advice else "")


_MISSING = StrictUndefined(name="x")._undefined_obj


class _Context(Context):
    """A context that answers an unknown variable with the names it knows."""

    def resolve_or_missing(self, key: str) -> Any:
        found = super().resolve_or_missing(key)
        if found is not _MISSING:
            return found
        advice = suggest(key, [*self.parent, *self.vars])
        hint = f"{key!r} is not defined" + (f"; {advice}" if advice else "")
        return Misspelt(hint=hint, name=key)


class _Environment(SandboxedEnvironment):
    """A sandbox in which no path leads to the disk."""

    context_class = _Context

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Refuse what Jinja refuses, and everything of a path."""
        if isinstance(obj, os.PathLike):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))


class _Loader(FileSystemLoader):
    """Finds templates in the folders of layouts, and follows no link out of these."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template, unless it lies elsewhere."""
        found = super().get_source(environment, template)
        path = Path(found[1])
        root = next(r for r in map(Path, self.searchpath) if path.is_relative_to(r))
        if leads_out(path, root):
            raise LayoutError("is a link to outside of its layout", where=str(path))
        return found


class _Bytecode(BytecodeCache):
    """Keeps compiled templates; a damaged one is compiled again."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket if what was kept for it is whole."""
        kept = cache.load(self._entry(bucket))
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds; a full disk costs only the time."""
        cache.store(self._entry(bucket), bucket.bytecode_to_string())

    @staticmethod
    def _entry(bucket: Bucket) -> Path:
        return cache.place("templates", bucket.key, bucket.checksum, sys.version)


def _missing(
    error: TemplateNotFound, template: str, env: SandboxedEnvironment
) -> LayoutError:
    """Return which template is not there, where it is asked for, and the nearest."""
    if isinstance(error, TemplatesNotFound):
        return LayoutError(f"template {template!r} is missing", where=template)
    name = str(error.name)
    known = (each for each in env.list_templates() if each.endswith(".html"))
    where = _place(error) or template
    hint = suggest(name, known)
    return LayoutError(f"template {name!r} is missing", where=where, hint=hint)


_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What an expression in a template can raise."""


@lru_cache(maxsize=8)
def environment(roots: tuple[Path, ...]) -> SandboxedEnvironment:
    """Return the environment that finds templates below these folders."""
    env = _Environment(
        loader=_Loader([str(root) for root in roots]),
        bytecode_cache=_Bytecode(),
        autoescape=True,
        undefined=Misspelt,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(filters.FILTERS)
    return env


def render(
    roots: tuple[Path, ...], layout: str, part: str, values: dict[str, object]
) -> str:
    """Render a template of a layout, or the shared one if the layout has none.

    Raises:
        LayoutError: with the file and line of what is wrong in the template.
    """
    template = f"{layout}/{part}"
    try:
        env = environment(roots)
        found = env.select_template([template, f"shared/{part}"])
        if not is_built_in(Path(str(found.filename))):
            soundness.require_blocks(env, str(found.name))
        return found.render(values)
    except TemplateNotFound as error:
        raise _missing(error, template, env) from error
    except TemplateSyntaxError as error:
        where = f"{error.filename or error.name}:{error.lineno}"
        raise LayoutError(error.message or "syntax error", where=where) from error
    except RecursionError as error:
        message = "a template includes or extends itself"
        raise LayoutError(message, where=_place(error) or template) from error
    except (TemplateError, *_FAULTS) as error:
        message = str(error) or type(error).__name__
        raise LayoutError(message, where=_place(error) or template) from error


def _place(error: Exception) -> str:
    """Return the template line an error came from; Jinja rewrites the frames."""
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(".html"):
            return f"{frame.filename}:{frame.lineno}"
    return ""
