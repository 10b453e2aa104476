"""What addresses lead to, captured as files by workers; all else has no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from exporter.config import Settings
from exporter.errors import ExporterError, FetchError
from exporter.jobs import Held

if TYPE_CHECKING:
    from exporter.fetching import Fetched

_AT_ONCE = 4


def take(settings: Settings, addresses: Iterable[str]) -> dict[str, Held]:
    """Return what each address gave, or why it gave nothing.

    A web page comes with the images of its article, as one MHTML file. Each is
    fetched and looked into by a worker, within the time and memory of a job.
    """
    from exporter import executors

    unique = tuple(dict.fromkeys(addresses))
    found: dict[str, Held] = {}
    run = executors.run(
        partial(capture, settings.private_addresses),
        unique,
        workers=min(_AT_ONCE, max(1, len(unique))),
        time_limit=settings.time_limit,
        memory_limit=settings.memory_limit,
    )
    with closing(run) as results:
        for address, result in results:
            if isinstance(result, Held):
                found[address] = result
            else:
                reason = ExporterError(result.reason, where=address, hint=result.hint)
                found[address] = Held(address=address, flaw=reason)
    return found


def capture(private: bool, address: str) -> Held:
    """Fetch what an address leads to; ``private`` ones only if that is allowed."""
    from exporter.fetching import Terms
    from exporter.fetching.capture import capture as fetch

    try:
        found = fetch(address, _wanted, Terms(private=private))
    except FetchError as error:
        where = error.where or address
        flaw = FetchError(error.message, where=where, hint=error.hint)
        return Held(address=address, flaw=flaw)
    return Held(
        name=found.original.name,
        data=found.original.data,
        address=found.address,
        retrieved=found.retrieved,
        notices=found.notices,
    )


def _wanted(page: Fetched) -> Sequence[str]:
    from exporter.readers.web.wanted import wanted

    return wanted(page.data, page.charset or None, page.address)
