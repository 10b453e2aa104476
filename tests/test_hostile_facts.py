"""Facts and names that mean harm: as text everywhere, as code nowhere."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from conftest import Project
from lxml import etree

from exporter import artefacts

CODE = "{{ 7*7 }} {% include '/etc/passwd' %} {# x #} ${7*7} <%= 7*7 %>"
MARKUP = "</title><script>alert(1)</script> ]]> & <b>\"quoted\"</b> 'x' &#65; <?xml?>"
HEADERS = "Bridge\r\nX-Injected: yes\n\n<x>\tend"
LINE = "Bridge X-Injected: yes <x> end"
TURNED = "Bridge \u202eegdirb\u202c \u2067open"
PDF = ") /Title (Injected) >> endobj % \\( \\\\"
CANARY = "canary-that-nobody-may-see"


def facts(path: Path) -> set[str]:
    """Return every text that the metadata of an artefact hold, by any parser."""
    record = artefacts.read(path)
    (article,) = record.articles
    found = {str(record.title), str(article.title), str(article.publisher)}
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            found |= {str(pdf.docinfo["/Title"]), str(pdf.docinfo["/Author"])}
            etree.fromstring(pdf.Root.Metadata.read_bytes())
            assert set(pdf.docinfo) <= {
                "/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer",
                "/CreationDate", "/ModDate",
            }  # fmt: skip
        return found
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".opf", ".ncx", ".xhtml", ".xml")):
                tree = etree.fromstring(archive.read(name))
                found |= {" ".join(str(text).split()) for text in tree.itertext()}
                assert not tree.xpath("//*[local-name() = 'script' or @onclick]")
    return found


TITLES = (
    (CODE, CODE),
    (MARKUP, MARKUP),
    (HEADERS, LINE),
    (TURNED, "Bridge egdirb open"),
    (PDF, PDF),
    ("T\u0301\u0302\u0303\u0304\u0305\u0306itle", "T\u0301\u0302\u0303\u0304itle"),
    ("-o /etc/passwd", "-o /etc/passwd"),
)
"""Each as it is given, and as it is said."""


def table(given: str) -> str:
    """Return facts as TOML, with escapes that YAML knows as well."""
    escaped = given.encode("unicode_escape").decode().replace('"', '\\"')
    escaped = escaped.replace("\\x", "\\u00")
    return f'title = "{escaped}"\nauthor = ["{escaped}"]\npublisher = "{escaped}"\n'


def said_only(project: Project, stem: str, said: str) -> None:
    for suffix in ("pdf", "epub"):
        found = facts(project.folder / "dist" / f"{stem}.{suffix}")
        assert said in found
        assert "49" not in " ".join(found).replace(said, "").split()


def test_a_title_is_text_and_nothing_else(project: Project) -> None:
    """In sidecars and headers, whose escapes can write anything."""
    for number, (given, _) in enumerate(TITLES):
        project.write(f"in/beside-{number}.txt", f"Headline {number}\n\nWords.\n")
        project.write(f"in/beside-{number}.toml", table(given))
        header = table(given).replace(" = ", ": ", 3)
        text = f"---\n{header}---\n\nWords, {number}.\n"
        project.write(f"in/header-{number}.md", text)
    assert project.run("build", "in", "--no-cover").code == 0
    for number, (_, said) in enumerate(TITLES):
        said_only(project, f"beside-{number}", said)
        said_only(project, f"header-{number}", said)


@pytest.mark.parametrize(("given", "said"), [TITLES[1], TITLES[2], TITLES[6]])
def test_an_option_is_text_and_nothing_else(
    project: Project, given: str, said: str
) -> None:
    project.write("option.txt")
    options = [f"--{name}={given}" for name in ("title", "author", "publisher")]
    assert project.run("build", "option.txt", "--no-cover", *options).code == 0
    said_only(project, "option", said)


NAMES = (
    "a\nb.txt", "a\x1b[31mred.txt", f"{'x' * 250}.txt", "a\u202egpj.txt", "-rf.txt",
    "{{ 7*7 }}.txt", "<b>&]]>.txt", "a%2e%2e%2fb.txt", "' or 1=1.txt", "~.txt",
    "$(touch owned).txt", "a\\..\\c.md", "ﬁle.md",
)  # fmt: skip


def test_names_of_files_lead_nowhere(project: Project) -> None:
    """Artefacts get plain names in the output folder; originals keep theirs as text."""
    for number, name in enumerate(NAMES):
        project.write(f"in/{name}", f"Headline {number}\n\nIt has words, {number}.\n")
    before = sorted(project.folder.rglob("*"))
    result = project.run("build", "in", "-t", "epub", "--no-cover")
    assert result.code == 0
    assert "\x1b" not in result.out + result.err
    built = {p for p in project.folder.rglob("*") if p not in before and p.is_file()}
    assert len([path for path in built if path.suffix == ".epub"]) == len(NAMES)
    for path in built:
        assert path.parent == project.folder / "dist"
        assert path.name.isprintable()
        if path.suffix == ".epub":
            assert path.stem[0].isalnum()
            assert len(path.name.encode()) <= 255
            assert [f.status for f in artefacts.verify(path)] == ["unchanged"]


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="needs symbolic links")
def test_a_canary_outside_is_in_no_artefact(project: Project) -> None:
    """Whatever a text names: links out of the folder, paths, addresses of files."""
    project.write("canary.txt", CANARY)
    secret = project.write("canary.png", CANARY)
    project.write("in/words.md", "# Fine\n\nWords.\n")
    (project.folder / "in" / "link.png").symlink_to(secret)
    (project.folder / "in" / "folder").symlink_to(project.folder)
    (project.folder / "in" / "leak.txt").symlink_to(project.folder / "canary.txt")
    project.write("canary.toml", f'title = "{CANARY}"\n')
    project.write("in/side.txt")
    (project.folder / "in" / "side.toml").symlink_to(project.folder / "canary.toml")
    addresses = [
        "../canary.png", "link.png", "folder/canary.png", str(secret), "/canary.png",
        secret.as_uri(), "..%2Fcanary.png", "....//canary.png", "..\\canary.png",
        "file:../canary.png", "file://localhost/canary.png", "\\\\host\\canary.png",
    ]  # fmt: skip
    for number, address in enumerate(addresses):
        text = f"# Number {number}\n\nWords.\n\n![An image](<{address}>)\n"
        project.write(f"in/image-{number:02}.md", text)
    project.write("in/entity.md", f'<!ENTITY x SYSTEM "{secret.as_uri()}">\n\n&x;\n')
    project.write(
        "in/include.txt", "Headline\n\n{% include '../canary.txt' %} words.\n"
    )
    result = project.run("build", "in", "--no-cover", "-t", "epub")
    assert result.code == 1
    assert result.err.count("failed  ") == len(addresses) + len(("leak", "side"))
    artefact = project.listing()
    assert sorted(artefact) == ["entity.epub", "include.epub", "words.epub"]
    for name, data in artefact.items():
        if name.endswith(".epub"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = [archive.read(part) for part in archive.namelist()]
            assert not any(CANARY.encode() in part for part in parts)


@pytest.mark.parametrize("name", ["article.html", "paged.css", "parts.html"])
def test_a_layout_shows_no_file_of_elsewhere(project: Project, name: str) -> None:
    """A layout may be a link to where its user keeps it; links in it lead nowhere."""
    assert project.run("layouts", "new", "mine").code == 0
    folder = project.folder / "templates" / "mine"
    folder = folder.rename(project.folder / "kept")
    (project.folder / "templates" / "mine").symlink_to(folder)
    project.write("page.txt")
    build = ("build", "page.txt", "-l", "mine", "-t", "pdf")
    assert project.run(*build).code == 0
    if name == "parts.html":
        include = '{% include "mine/parts.html" %}{{ super() }}'
        page = f"{{% block body %}}{include}{{% endblock %}}"
        with (folder / "article.html").open("a") as file:
            file.write(page)
    secret = project.write("secret", f"{CANARY} {{}}")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    result = project.run(*build, "--force")
    assert result.code == 1
    assert f"{name}: is a link to outside of its layout" in result.err
    assert CANARY not in result.err
