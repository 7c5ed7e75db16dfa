"""What papers and listings are called by besides the ids of sources: addresses, folded titles, citation keys.

A paper that no source gives an id is called by its address or its title, `title:on looms`. Where a bibliography has two
works of one title, an entry is told from the others by its key, `title:on looms~lee2020`, else by year or author. The
user says by these, or by `key:lee2020`, what is one paper and what is two.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.identity import STROKES

MAX_TITLE_ID = 300
LEAST_WORDS = 4
LEAST_LETTERS = 12
"""A title tells papers apart with as many words, or as many Han, Hangul or kana letters."""
KEY = "key:"
TITLE = "title:"
MADE_UP = (TITLE, KEY, "url:")
"""What the names begin with that no source gives."""
# Titles of which a book or a journal has many, also by one team in one year.
OF_MANY = frozenset(
    "abstract,acknowledgements,acknowledgments,afterword,announcement,announcements,appendix,author index,book review,"
    "book reviews,call for papers,comment,comments,commentary,conclusion,conclusions,contents,contributors,correction,"
    "corrections,corrigendum,corrigenda,discussion,editorial,editorial board,editorial introduction,editorial note,"
    "editors introduction,editors note,epilogue,errata,erratum,foreword,front matter,guest editorial,in memoriam,index,"
    "introduction,invited talk,keynote,letter,letter to the editor,letters,news,note,notes,obituary,opening remarks,"
    "overview,panel,perspective,poster,preface,program,prologue,references,rejoinder,remarks,reply,report,reports,"
    "response,retraction,review,reviews,summary,table of contents,tutorial,untitled,welcome,workshop report".split(",")
)
_ONE_SIGN = str.maketrans({"≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=", "≠": "!=", "∗": "*", "⋆": "*", "♯": "#"})
_COMPARED = re.compile(r"([\w)\]}|])\s{0,9}(<=|>=|!=|<|>)\s{0,9}(?=[\w(\[{|])")
# Signs end a word, as in C#; between words they join these as a hyphen does.
_WORD = re.compile(r"[^\W_]+(?:\+\++|[+#*]+(?![^\W_]))?|(?<= )(?:[<>]=?|!=)(?= )")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{4})\*+\s*$")
"""The mark behind a long last word is one of a note."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MARKS = re.compile("[\u0300-\u036f]+")


def title_key(title: str) -> str:
    """Folds a title: letters and digits, without case and accents, and signs that make another word or statement.

    >>> title_key("Schrödinger's Cat: A Re-Examination")
    'schrodingers cat a re examination'
    >>> title_key("A*-Search & C++ for K⁺"), title_key("#1 Vision+Language -> C#"), title_key("If p<q, then q ≥ p")
    ('a* search and c++ for k+', '1 vision language c#', 'if p < q then q >= p')
    """
    folded = title.lower() if title.isascii() else _unaccented(title.translate(_ONE_SIGN))
    if "<" in folded or ">" in folded or "!=" in folded:
        folded = _COMPARED.sub(r"\1 \2 ", folded)
    if " & " in folded:
        folded = folded.replace(" & ", " and ")
    words = _WORD.findall(_FOOTNOTE.sub("", folded.replace("'", "").replace("’", "")))
    return " ".join(words)


def _unaccented(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(STROKES)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))


def tells(key: str) -> bool:
    """Whether a folded title is long enough to tell papers apart.

    >>> tells("attention is all you need"), tells("introduction"), tells("확산 모델을 이용한 이미지 생성 연구")
    (True, False, True)
    """
    return key.count(" ") + 1 >= LEAST_WORDS or len(_UNSPACED.findall(key)) >= LEAST_LETTERS


def title_id(title: str, mark: str = "") -> str:
    """What a paper is called by its title, and by what tells it from others of that title.

    >>> title_id("On Looms"), title_id("On Looms", "lee2020")
    ('title:on looms', 'title:on looms~lee2020')
    """
    folded = f"{TITLE}{title_key(title)[:MAX_TITLE_ID]}"
    return f"{folded}~{mark[:MAX_TITLE_ID]}" if mark else folded


def unmarked(name: str) -> str:
    """What a paper is called by its title, without what tells it from others of that title."""
    return name.partition("~")[0] if name.startswith(TITLE) else name


def address_id(url: str | None) -> str | None:
    """What a paper is called by its address."""
    address = web_address(url) if url else None
    return f"url:{address}" if address and len(address) <= MAX_TITLE_ID else None


def called(ids: Sequence[str], title: str, url: str | None, key: str, *marks: str) -> Iterator[str]:
    """What the user may call a listing by, besides its ids.

    Args:
        ids: Of the paper, by the source.
        title: Its title.
        url: Its address.
        key: Its citation key, or nothing.
        marks: What tells it from other papers of the title: year, author.
    """
    if key:
        yield f"{KEY}{key}"
    if not ids:
        yield title_id(title)
        yield from (title_id(title, mark) for mark in (key, *marks) if mark)
        if address := address_id(url):
            yield address


def paper_reference(text: str) -> str | None:
    """What names a paper in the user's rules, in its one spelling; None for what is no id and no such name.

    >>> paper_reference("https://doi.org/10.1000/182"), paper_reference("title: On Looms ~ lee"), paper_reference("x")
    ('doi:10.1000/182', 'title:on looms~lee', None)
    """
    scheme, _, value = text.strip().partition(":")
    if scheme == "key":
        return f"{KEY}{value.strip()}" if value.strip() else None
    if scheme == "url":
        return address_id(value.strip())
    if scheme == "title":
        title, _, mark = value.partition("~")
        return title_id(title, mark.strip()) if title_key(title) else None
    return recognised(text)
