"""``exporter build --catalogue`` as a user meets it."""

from __future__ import annotations

import json

import desk
from catalogues import ATOM, TERMS
from conftest import TEXT, Project
from lxml import etree

from exporter import artefacts

QUICK = ("build", "-t", "epub", "--no-cover")
MORNING = 'title = "Morning"\narticles = ["articles/*.md"]\n'


def titles(project: Project) -> list[str]:
    feed = etree.fromstring((project.folder / "dist/opds/newest.xml").read_bytes())
    return [element.text for element in feed.iterfind(f"{ATOM}entry/{ATOM}title")]


def test_an_edition_is_one_entry_with_all_its_files(project: Project) -> None:
    """PDF and EPUB are two links of one entry, called as both files are."""
    desk.desk(project, 2, 1)
    desk.briefing(project, MORNING)
    result = project.run("build", "--catalogue")
    assert (result.code, result.err) == (0, "3 built\n")
    assert "opds" not in result.out
    dist = project.folder / "dist"
    feed = etree.fromstring((dist / "opds/briefings.xml").read_bytes())
    (entry,) = feed.findall(f"{ATOM}entry")
    links = {link.get("type"): link for link in entry.iterfind(f"{ATOM}link")}
    for kind, name in (("epub+zip", "morning.epub"), ("pdf", "morning.pdf")):
        link = links[f"application/{kind}"]
        assert link.get("href") == f"../{name}"
        assert link.get("rel") == "http://opds-spec.org/acquisition"
        said = artefacts.read(dist / name)
        assert entry.findtext(f"{ATOM}id") == said.identifier
        assert entry.findtext(f"{ATOM}title") == said.title
        assert entry.findtext(f"{TERMS}issued") == said.date
    assert len(titles(project)) == 3
    before = project.listing()
    assert project.run("build", "--catalogue").err == "3 fresh\n"
    assert project.listing() == before


def test_a_briefing_of_one_article_is_a_briefing(project: Project) -> None:
    """It is told from its article, although both have the same original."""
    desk.desk(project, 1, 1)
    desk.briefing(project, MORNING)
    assert project.run(*QUICK, "--catalogue").code == 0
    for name, title in (
        ("briefings", "Morning"),
        ("articles", "Report 0 from the harbour"),
    ):
        path = project.folder / f"dist/opds/{name}.xml"
        feed = etree.fromstring(path.read_bytes())
        assert feed.findtext(f"{ATOM}entry/{ATOM}title") == title


def test_earlier_runs_are_listed_and_failures_are_not(project: Project) -> None:
    """The catalogue is of what lies in the folder; the exit code is the run's."""
    project.write("content/bridge.txt")
    assert project.run(*QUICK).code == 0
    project.write("content/bridge.txt", b"")
    project.write("content/tunnel.txt", TEXT.replace("Harbour bridge", "Tunnel"))
    result = project.run(*QUICK, "--catalogue")
    assert result.code == 1
    assert titles(project) == [
        "Harbour bridge reopens after two years", "Tunnel reopens after two years",
    ]  # fmt: skip


def test_warnings_of_the_catalogue_fail_nothing(project: Project) -> None:
    """A file that is left out is told of, in words or as JSON."""
    project.write("content/bridge.txt")
    project.write("dist/notes.pdf", b"%PDF-1.7 cut off")
    result = project.run(*QUICK, "--catalogue", "--strict")
    assert result.code == 0
    assert "dist/notes.pdf: left out of the catalogue: " in result.err
    assert "[not-catalogued]" in result.err
    told = project.run(*QUICK, "--catalogue", "--log-format", "json")
    event = json.loads(told.err.splitlines()[-1])
    assert (event["event"], event["where"]) == ("catalogue", "dist/notes.pdf")
    assert project.run(*QUICK, "--catalogue", "-q").err == ""


def test_a_foreign_page_stops_the_run_before_it_begins(project: Project) -> None:
    """Nothing is built, and the page is as it was."""
    project.write("content/bridge.txt")
    project.write("dist/index.html", "<p>My page</p>")
    result = project.run(*QUICK, "--catalogue")
    assert result.code == 1
    assert "index.html: is not of a catalogue" in result.err
    assert project.listing() == {"index.html": b"<p>My page</p>"}
    assert project.run(*QUICK).code == 0


def test_it_is_a_setting(project: Project) -> None:
    """exporter.toml and the environment ask for it; an option says no."""
    project.write("content/bridge.txt")
    project.write("exporter.toml", "catalogue = true\n")
    assert project.run(*QUICK, "--dry-run").code == 0
    assert not (project.folder / "dist").exists()
    assert project.run(*QUICK, "--no-catalogue").code == 0
    assert set(project.listing()) == {"bridge.epub"}
    assert project.run(*QUICK).code == 0
    assert {"index.html", "opds.xml"} < set(project.listing())
    off = project.run(*QUICK, "-o", "other", EXPORTER_CATALOGUE="no")
    assert off.code == 0
    assert set(project.listing("other")) == {"bridge.epub"}


def test_one_file_has_no_catalogue(project: Project) -> None:
    """A setting is passed over where one file is asked for; an option is wrong."""
    project.write("exporter.toml", "catalogue = true\n")
    project.write("in.txt")
    command = ("build", "in.txt", "--no-cover", "-o", "out/my.epub")
    assert project.run(*command).code == 0
    assert set(project.listing("out")) == {"my.epub"}
    result = project.run(*command, "--catalogue")
    assert result.code == 2
    assert "a catalogue is of a folder" in result.err
