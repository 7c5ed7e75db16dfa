"""Titles whose second part stands in a field of its own."""


def with_subtitle(title: str, subtitle: str) -> str:
    """Both in one, as a title page has them.

    >>> with_subtitle("Looms", "A Key"), with_subtitle("Why Looms?", "A Key"), with_subtitle("Looms: a Key", "A Key")
    ('Looms: A Key', 'Why Looms? A Key', 'Looms: a Key')
    """
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title or subtitle
    return f"{title}{' ' if title[-1] in ':?!.–—' else ': '}{subtitle}"
