"""A document (HTML, text dump, plain text, feed item) becomes a Report with its furniture."""
