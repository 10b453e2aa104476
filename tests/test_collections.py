"""Collections through the command line: editions of records, briefings of some."""

from __future__ import annotations

import json

from conftest import Project, Result
from website import answer, serving

from exporter import artefacts

EPUB = ("-t", "epub", "--no-cover", "-o", "out")
TEXT = "The gauge stood at two metres on Tuesday, and the town kept its pumps ready."


def record(title: str, **facts: object) -> str:
    """Return a line of JSON with a title and a text."""
    return json.dumps({"title": title, "text": f"{title}. {TEXT}", **facts}) + "\n"


def dump(project: Project, *lines: str, name: str = "news.jsonl") -> None:
    project.write(name, "".join(lines))


def build(project: Project, *arguments: str) -> Result:
    return project.run("build", *arguments, *EPUB)


def books(project: Project) -> dict[str, artefacts.Artefact]:
    """Return what is in the output folder, by name, read back."""
    folder = project.folder / "out"
    return {path.name: artefacts.read(path) for path in sorted(folder.glob("*.epub"))}


def test_each_record_is_an_edition_and_a_bad_one_an_error(project: Project) -> None:
    dump(project, record("River rises"), "{broken\n", record("River falls"))
    done = build(project, "news.jsonl")
    assert done.code == 1
    assert "news.jsonl:2: not valid JSON" in done.err
    assert "2 built, 1 failed" in done.err
    titles = [book.title for book in books(project).values()]
    assert sorted(titles) == ["River falls", "River rises"]
    assert all(name.startswith("news-river-") for name in books(project))
    assert not list((project.folder / "out").glob(".*"))


def test_a_record_stays_fresh_when_others_come_before_it(project: Project) -> None:
    dump(project, record("One"), record("Two"))
    assert build(project, "news.jsonl").code == 0
    dump(project, record("Zero"), record("One"), record("Two", note="changed"))
    again = build(project, "news.jsonl")
    assert again.err.splitlines()[-1] == "2 built, 1 fresh"


def test_records_with_one_name_are_numbered(project: Project) -> None:
    dump(project, record("Rain", id="7"), record("Rain", id="7", day=2))
    assert build(project, "news.jsonl").code == 0
    first, second = sorted(books(project), key=len)
    assert second == first.replace(".epub", "-2.epub")


def test_a_file_of_one_record_is_called_as_any_other(project: Project) -> None:
    dump(project, record("Rain"), name="rain.jsonl")
    assert build(project, "rain.jsonl", "--source", "The Post").code == 0
    (book,) = books(project).values()
    assert list(books(project)) == ["rain.epub"]
    assert book.articles[0].source_name == "The Post"


def test_facts_and_a_file_are_for_one_record_only(project: Project) -> None:
    dump(project, record("One"), record("Two"))
    assert build(project, "news.jsonl", "--author", "A").code == 2
    done = project.run("build", "news.jsonl", "-o", "one.pdf")
    assert done.code == 2
    assert "several inputs can't all become one.pdf" in done.err


def test_a_sidecar_speaks_of_all_records(project: Project) -> None:
    dump(project, record("One"), record("Two", source="The Post"))
    project.write("news.toml", 'source = "A crawl"\nrights = "For research only"\n')
    assert build(project, "news.jsonl").code == 0
    records = [book.articles[0] for book in books(project).values()]
    assert {r.rights for r in records} == {"For research only"}
    assert {r.source_name for r in records} == {"A crawl"}
    project.write("news.toml", 'rights = "CC BY 4.0"\n')
    assert build(project, "news.jsonl").err.splitlines()[-1] == "2 built"


def test_the_original_of_a_record_is_its_line(project: Project) -> None:
    line = record("One")
    dump(project, line, record("Two"))
    build(project, "news.jsonl")
    name = next(name for name in books(project) if "one" in name)
    path = project.folder / "out" / name
    with path.open("rb") as file:
        (held,) = artefacts.held(file, str(path))
    assert held.data == line.encode()
    assert project.run("verify", str(path)).code == 0
    assert project.run("build", str(path), "-o", "b", "-t", "epub").code == 0


def test_standard_input_may_be_a_collection(project: Project) -> None:
    lines = (record("One") + record("Two")).encode()
    done = project.run("build", "-", *EPUB, stdin=lines)
    assert done.code == 0, done.err
    assert len(books(project)) == 2


def test_a_dry_run_says_what_is_bad(project: Project) -> None:
    dump(project, record("One"), "[]\n")
    done = build(project, "news.jsonl", "--dry-run")
    assert done.code == 1
    assert done.err.splitlines()[-1] == "1 to build, 0 fresh, 1 bad"
    assert not (project.folder / "out").exists()


def test_a_dump_becomes_a_briefing_without_its_bad_records(project: Project) -> None:
    days = [record(f"Day {n}", date=f"2024-03-{n:02d}") for n in (5, 7, 6)]
    dump(project, *days, "{broken\n")
    done = build(project, "news.jsonl", "--briefing", "Week")
    assert done.code == 1
    assert "news.jsonl:4: not valid JSON" in done.err
    (book,) = books(project).values()
    assert [a.title for a in book.articles] == ["Day 7", "Day 6", "Day 5"]
    assert build(project, "news.jsonl", "--briefing", "Week").code == 1


def test_a_briefing_chooses_records_by_date_source_and_tag(project: Project) -> None:
    dump(
        project,
        record("Old", date="2024-01-01", source="The Post", tags=["water"]),
        record("Other", date="2024-03-05", source="The Mail", tags=["water"]),
        record("Untagged", date="2024-03-05", source="The Post"),
        record("Right", date="2024-03-06", source="The Post", tags=["Water", "sea"]),
        name="content/dumps/news.jsonl",
    )
    rule = 'path = "dumps/news.jsonl", source = "the post", tags = ["water"]'
    project.write(
        "content/briefings/water.toml",
        f'title = "Water"\narticles = [{{ {rule}, from = 2024-03-01 }}]\n',
    )
    path = "content/briefings/water.toml"
    assert build(project, path).code == 0
    (book,) = books(project).values()
    assert [a.title for a in book.articles] == ["Right"]
    assert build(project, path).err.splitlines()[-1] == "1 fresh"
    dump(
        project,
        record("New", date="2024-03-07", source="The Post", tags=["water"]),
        name="content/dumps/news.jsonl",
    )
    assert build(project, path).err.splitlines()[-1] == "1 built"
    told = project.run("inspect", path, "--json")
    assert json.loads(told.out)["sections"][0]["articles"][0]["title"] == "New"


def test_a_rule_that_no_record_follows_says_what_there_is(project: Project) -> None:
    dump(project, record("A", tags=["harbour"]), name="content/news.jsonl")
    project.write(
        "content/briefings/b.toml",
        'title = "B"\narticles = [{ path = "news.jsonl", tags = ["harbor"] }]\n',
    )
    done = build(project, "content/briefings/b.toml")
    assert done.code == 1
    assert "no article matches" in done.err


def test_a_collection_in_a_folder_is_passed_over(project: Project) -> None:
    dump(project, record("One"), name="in/news.jsonl")
    project.write("in/a.txt")
    assert build(project, "in").code == 0
    assert list(books(project)) == ["a.epub"]


def test_inspect_sums_a_collection_up(project: Project) -> None:
    dump(project, record("One", date="2024-03-05"), "{broken\n")
    done = project.run("inspect", "news.jsonl", "--json")
    assert done.code == 1
    found = json.loads(done.out)
    assert found["records"] == 1
    assert found["bad"]["first"][0]["where"] == "news.jsonl:2"
    assert found["having"]["published"] == 1


def test_a_feed_is_built_from_its_address(project: Project) -> None:
    feed = (
        b'<rss version="2.0"><channel><title>The Post</title><item><title>Rain</title>'
        b"<description>" + TEXT.encode() + b"</description>"
        b"<pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate></item></channel></rss>"
    )
    date = "Date: Wed, 06 Mar 2024 08:00:00 GMT"
    with serving() as site:
        site.pages["/feed.rss"] = answer(feed, "application/rss+xml", date)
        address = site.address("/feed.rss")
        refused = build(project, address)
        assert refused.code == 1
        assert "--private-addresses" in refused.err
        done = build(project, address, "--private-addresses")
        assert done.code == 0, done.err
        again = build(project, address, "--private-addresses")
        assert again.err.splitlines()[-1] == "1 fresh"
    (book,) = books(project).values()
    (article,) = book.articles
    assert article.published == "2024-03-05T10:00:00+01:00"
    assert str(article.retrieved).startswith("2024-03-06")


def test_a_collection_that_is_a_link_to_outside_is_refused(project: Project) -> None:
    """A briefing chooses from files of the content folder; a link leads nowhere."""
    elsewhere = project.write("elsewhere/news.jsonl", record("Canary"))
    (project.folder / "content").mkdir()
    (project.folder / "content" / "news.jsonl").symlink_to(elsewhere)
    project.write(
        "content/briefings/b.toml", 'title = "B"\narticles = ["news.jsonl"]\n'
    )
    done = build(project, "content/briefings/b.toml")
    assert done.code == 1
    assert "is a link to outside of" in done.err
    assert not books(project)


def test_names_of_fields_are_nothing_to_other_articles(project: Project) -> None:
    """A change of [fields] makes records stale, and nothing else."""
    project.write("a.txt")
    dump(project, record("One", kind="Sea"), record("Two"))
    assert build(project, "a.txt", "news.jsonl").code == 0
    project.write("exporter.toml", '[fields]\nkind = "kicker"\n')
    again = build(project, "a.txt", "news.jsonl")
    assert again.err.splitlines()[-1] == "2 built, 1 fresh"
