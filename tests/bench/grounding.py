"""How well questions are answered from their text: `python -m tests.bench.grounding`.

Asks every literal question of the catalogue of its own text, and of another text, which does not say.
"""

from collections import Counter

from litcoach_desktop.domain.coaching.grounding import NEAR, SURE, best_sentence, carrying_words, with_next
from litcoach_desktop.domain.texts import QuestionKind
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue

_OTHER = 37


def answered(body: str, question: str) -> tuple[str, str]:
    """(what became of it, the words that were quoted)."""
    for name, enough in (("quoted", SURE), ("near", NEAR)):
        found = best_sentence(body, question, [(0, len(body))], enough)
        if found is not None:
            start, end = with_next(body, found)
            return name, body[start:end]
    return "not said", ""


def main() -> None:
    """Print how many of the questions were answered in which way."""
    texts, _ = read_catalogue(DATA / "texts" / "texts.json")
    own: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for place, text in enumerate(texts):
        for one in text.questions:
            if one.kind is QuestionKind.LITERAL:
                status, quote = answered(text.body, one.prompt)
                answer = set(carrying_words(one.choices[one.answer]))
                own[status] += 1
                holding[status] += bool(answer) and 2 * len(answer & set(carrying_words(quote))) >= len(answer)
                other[answered(texts[(place + _OTHER) % len(texts)].body, one.prompt)[0]] += 1
    print("asked of their own text:", dict(own), "the right choice stands in the quotation:", dict(holding))
    print("asked of another text:", dict(other))


if __name__ == "__main__":
    main()
