"""How long the preview of a 2 MB book takes, as text, Markdown, EPUB, Word and PDF.

    python -m tests.bench.import_speed

The book is made of the library's words in sentences of eleven and paragraphs of 30 to 160, with a chapter every sixty
paragraphs. Prints passages and seconds of processor time.
"""

import random
import tempfile
import textwrap
import time
from pathlib import Path

from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from litcoach_desktop.services.content.importing import preview_file
from tests.fakes.books import epub_file, pdf_file, word_file, word_paragraph

CHARACTERS = 2_000_000
CHAPTER = 60
SEED = 1


def paragraphs(words: list[str]) -> list[str]:
    """The book: paragraphs and chapter headings."""
    dice, made, length = random.Random(SEED), list[str](), 0
    while length < CHARACTERS:
        if len(made) % CHAPTER == 0:
            made.append(f"CHAPTER {len(made) // CHAPTER + 1}")
        some = [dice.choice(words) for _ in range(dice.randint(30, 160))]
        made.append(" ".join(word + "." if place % 11 == 10 else word for place, word in enumerate(some)) + ".")
        length += len(made[-1])
    return made


def main() -> None:
    """Make the book in each form and look at it."""
    texts, _ = read_catalogue(DATA / "texts" / "texts.json")
    words = [word.text for text in texts for word in text.passage.words if word.text.isascii() and word.text.isalpha()]
    book = paragraphs(words)
    chapters = [book[start : start + CHAPTER] for start in range(0, len(book), CHAPTER)]
    lines = [line for paragraph in book for line in textwrap.wrap(paragraph, 90)]
    forms = {
        "book.txt": "\n\n".join(book).encode(),
        "book.md": "\n\n".join(book).encode(),
        "book.epub": epub_file(["".join(f"<p>{one}</p>" for one in chapter) for chapter in chapters]),
        "book.docx": word_file("".join(word_paragraph(one) for one in book)),
        "book.pdf": pdf_file([lines[start : start + 40] for start in range(0, len(lines), 40)]),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, content in forms.items():
            path = Path(folder) / name
            path.write_bytes(content)
            begun = time.process_time()
            preview = preview_file(path, texts, 250, lambda *_far: None)
            spent = time.process_time() - begun
            print(f"{name}: {len(content) / 1e6:.1f} MB, {len(preview.passages):,} passages, {spent:.1f} s")


if __name__ == "__main__":
    main()
