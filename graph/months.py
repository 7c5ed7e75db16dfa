"""The months as sources write them, apart from the calendar: reading needs no Arrow."""

MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
"""The English months, shortened as BibTeX and most services have them, with their numbers."""
