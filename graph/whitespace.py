"""White space as names and keys have it: one blank, whatever and however much of it was written."""


def squeezed(text: str) -> str:
    r"""The text with every run of white space as one blank, none at its ends.

    Tabs, line feeds, no-break and ideographic spaces are white space too.

    >>> squeezed(" reinforcement \t learning\u3000of\u00a0agents")
    'reinforcement learning of agents'
    """
    if "  " not in text and text.isprintable() and text[:1] != " " != text[-1:]:
        return text  # of what is printable only the blank is white space
    return " ".join(text.split())
