# ruff: noqa: E501 - lines of markup
"""The folder of a run: the content, and beside it what nobody may reach."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from conftest import OFFLINE, ROOT, Project, Result
from hostile import made
from hostile.case import CANARY, OUTSIDE, SIZE, Case, Content, Link

CANARIES = {
    "canary.txt": f"{CANARY}\n\n{made.PROSE}\n",
    **{f"canary-{n}.txt": f"{CANARY}\n\n{made.PROSE}\n" for n in range(2, 7)},
    "canary.jsonl": made.lines({"title": CANARY, "text": made.PROSE}),
    "canary.rss": made.rss(f"<description>{CANARY}</description>"),
    "canary.html": made.page(f"<p>{CANARY}</p>"),
    "canary.css": f"p::before {{ content: '{CANARY}' }}",
    "canary.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text id="a">{CANARY}</text>'
    "</svg>",
    "canary.dtd": f'<!ENTITY canary "{CANARY}">',
    "canary.toml": f'title = "{CANARY}"\n',
    ".netrc": f"machine 192.0.2.1 login {CANARY} password {CANARY}\n",
}


class Desk:
    """A project with a content folder, and a folder with the canary beside it."""

    def __init__(self, folder: Path) -> None:
        self.outside = folder / "outside"
        self.outside.mkdir()
        for name, text in CANARIES.items():
            (self.outside / name).write_text(text)
        (self.outside / "canary.png").write_bytes(made.png(*SIZE))
        project = folder / "project"
        project.mkdir()
        environ = {k: v for k, v in os.environ.items() if not k.startswith("EXPORTER_")}
        environ |= {
            "PYTHONPATH": f"{OFFLINE}{os.pathsep}{ROOT}",
            "HOME": str(self.outside),
            "SECRET": CANARY,
        }
        self.project = Project(project, environ)
        for name, text in CANARIES.items():
            self.project.write(name, text)

    def build(self, *arguments: str) -> Result:
        """Build, offline, and talk of it in JSON."""
        with self.project.start(
            "build", "--no-cover", "--log-format=json", *arguments
        ) as process:
            out, err = process.communicate(timeout=500)
        return Result(process.returncode, out.decode(), err.decode())

    def put(self, case: Case) -> Iterator[str]:
        """Put the files of a case into a folder of its own; yield what is built.

        The first is called by the case, so that no two artefacts have one name.
        """
        first = next(iter(case.files))
        named = case.named
        if not named:
            suffixes = first.partition(".")[2]
            named = (f"{case.name}.{suffixes}",)
        for name, content in case.files.items():
            own = named[0] if name == first and not case.named else name
            self._write(f"content/{case.name}/{own}", content)
        yield from (f"content/{case.name}/{name}" for name in named)

    def _write(self, name: str, content: Content) -> None:
        if isinstance(content, Link):
            path = self.project.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(self._told(content.to))
            return
        if isinstance(content, Mapping):
            members = {
                key: self._told(value) if isinstance(value, str) else value
                for key, value in content.items()
            }
            content = made.zipped(members)
        elif isinstance(content, str):
            content = self._told(content)
        elif not isinstance(content, bytes):
            content = content()
        self.project.write(name, content)

    def _told(self, text: str) -> str:
        return text.replace(OUTSIDE, str(self.outside))
