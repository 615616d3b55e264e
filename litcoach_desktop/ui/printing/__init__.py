"""Pages for paper: each document lays itself out for a size of paper and paints itself, on a PDF or a printer."""
