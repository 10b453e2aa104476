"""Prints what the README tells a reader to do, so that a script can do just that.

Usage: readme.py commands WORDS    the commands of the console block with these words
       readme.py packages          the Debian packages that exporter needs
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def main(wanted: str, words: str = "") -> int:
    """Print what is wanted, or fail if the README does not say it."""
    text = README.read_text("utf-8")
    found = _packages(text) if wanted == "packages" else _commands(text, words)
    if not found:
        print(f"readme.py: README.md has no {wanted} {words}", file=sys.stderr)
        return 1
    print(found)
    return 0


def _commands(text: str, words: str) -> str:
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    block = next((block for block in blocks if words in block), "")
    return "\n".join(re.findall(r"^\$ (.*)", block, re.MULTILINE))


def _packages(text: str) -> str:
    for names in re.findall(r"apt-get install((?:\s+[a-z0-9][a-z0-9.+-]*)+)", text):
        if "libpango" in names:
            return " ".join(names.split())
    return ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
