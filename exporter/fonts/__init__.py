"""The typefaces of the pages: which there are, and which a text needs."""
