"""Web pages: saved ones, and HTML that mail and documents hold."""

from exporter.readers.web.fragments import fragment
from exporter.readers.web.reading import read

__all__ = ["fragment", "read"]
