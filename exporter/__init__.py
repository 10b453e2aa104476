"""Export articles to PDF and EPUB with their date, source and original inside."""
