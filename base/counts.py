"""Numbers with what they count."""


def counted(number: int, noun: str) -> str:
    """A number and its noun, in the plural where it is one.

    >>> counted(1, "file"), counted(1200, "NUL byte")
    ('1 file', '1,200 NUL bytes')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"
