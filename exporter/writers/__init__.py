"""Writers: a composition becomes the bytes of a PDF or an EPUB."""
