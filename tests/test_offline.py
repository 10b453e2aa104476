"""Nothing connects: neither the tests, nor workers, nor the command line, nor C code.

``tests/offline/sitecustomize.py`` refuses connections of every test and of every
command that a test starts. Libraries in C escape it; they are watched by the system,
which in a network without routes counts what has nowhere to go.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from conftest import Project

from exporter.executors import Lost, run

AWAY = ("192.0.2.1", 9)  # of no network (RFC 5737)
FORBIDDEN = f"import socket; socket.create_connection({AWAY}, 1)"
_NAMESPACE = ["unshare", "--map-root-user", "--net"]
CONTENT = {
    "links.md": """---
title: A page of links
url: https://example.org/page
---

# A page of links

[A link](https://example.org/), <https://example.net/a>, and text that names
www.example.org. <img src="http://192.0.2.1/pixel.png"> <script
src="//192.0.2.1/x.js"></script> <link rel=stylesheet href="http://192.0.2.1/x.css">

<iframe src="http://192.0.2.1/"></iframe>
<style>@import url(http://192.0.2.1/y.css); p { background: url(//192.0.2.1/z) }</style>
<svg><image href="http://192.0.2.1/a.svg"/><use href="file:///etc/passwd#a"/></svg>

<!DOCTYPE x [<!ENTITY y SYSTEM "http://192.0.2.1/dtd">]> &y;
""",
    "image.md": "# Remote\n\n![An image](http://192.0.2.1/a.png)\n",
    "page.txt": "Bridge\n\nIt reopened, see http://192.0.2.1/page and {{ 7*7 }}.\n",
}
STYLES = (
    "@import url(http://192.0.2.1/import.css);",
    "@font-face { font-family: A; src: url(http://192.0.2.1/a) } p { font: 9pt A }",
    "p { background: url(http://192.0.2.1/paper.png) }",
    "p::before { content: url('http://192.0.2.1/a.png') }",
)


def connect(address: tuple[str, int]) -> str:
    with socket.socket() as connection:
        connection.connect(address)
    return "connected"


def refused(call: object, *arguments: object) -> str:
    """Return what the hook says; its class is that of another load of the file."""
    assert callable(call)
    with pytest.raises(BaseException, match=r"^socket\.") as caught:
        call(*arguments)
    assert type(caught.value).__name__ == "Connecting"
    return str(caught.value)


def test_this_process_connects_nowhere() -> None:
    assert "192.0.2.1" in refused(connect, AWAY)
    assert "example.org" in refused(urllib.request.urlopen, "http://example.org/")
    assert "example.org" in refused(socket.gethostbyname, "example.org")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        refused(datagrams.sendto, b"x", ("192.0.2.1", 53))
        refused(datagrams.connect_ex, ("0.0.0.0", 53))


def test_workers_connect_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    ((_, lost),) = run(connect, [AWAY], workers=1, time_limit=20)
    assert isinstance(lost, Lost)
    assert "Connecting: socket.connect" in capfd.readouterr().err


def test_commands_connect_nowhere(project: Project) -> None:
    result = project.run_python("-c", FORBIDDEN)
    assert result.code == 1
    assert "Connecting: socket.connect" in result.err


def test_this_machine_is_no_network() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), 5) as connection,
    ):
        assert connection.getpeername() == server.getsockname()


@pytest.fixture
def hostile(project: Project) -> Project:
    """Return a project whose every file would like to be fetched for."""
    for name, text in CONTENT.items():
        project.write(f"in/{name}", text)
    return project


BUILD = ("build", "in", "--force", "-o", "out")


def test_content_that_asks_for_the_network_gets_none(hostile: Project) -> None:
    result = hostile.run(*BUILD)
    assert "Connecting" not in result.err
    assert result.code == 1
    assert result.err.count("failed  ") == 1
    assert "nothing is fetched" in result.err
    assert sorted(hostile.listing("out")) == [
        "links.epub", "links.pdf", "page.epub", "page.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_a_stylesheet_that_asks_for_the_network_gets_none(
    project: Project, style: str
) -> None:
    project.write("page.txt")
    project.write("style.css", style)
    result = project.run("build", "page.txt", "--css", "style.css", "-t", "pdf")
    assert "Connecting" not in result.err
    assert result.code in (1, 2)
    assert not project.listing()


def unrouted(counters: str) -> int:
    """Return how many packets had nowhere to go (RFC 4293, ipOutNoRoutes)."""
    names, values = (
        line.split() for line in counters.splitlines() if line.startswith("Ip:")
    )
    return int(values[names.index("OutNoRoutes")])


def in_no_network(project: Project, *command: str) -> int:
    """Run a command where no network is; return how many packets it sent in vain."""
    script = '"$@" >&2; cat /proc/net/snmp'
    done = subprocess.run(
        [*_NAMESPACE, "sh", "-c", script, "sh", *command],
        cwd=project.folder,
        env={**project.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        timeout=120,
        check=True,
    )
    return unrouted(done.stdout.decode())


def has_namespaces() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_NAMESPACE, "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not has_namespaces(), reason="may make no networks of its own")
def test_no_library_in_c_connects_either(hostile: Project) -> None:
    """The system counts what is sent; that it does is seen by sending something."""
    tell = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect_ex({})"
    assert in_no_network(hostile, sys.executable, "-c", tell.format(AWAY)) > 0
    assert in_no_network(hostile, sys.executable, "-m", "exporter", *BUILD) == 0
    assert len(hostile.listing("out")) == 4
