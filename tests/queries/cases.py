"""Values to ask each saved query with, as a user types them; each graph answers some and knows nothing of others."""

_PEOPLE: list[dict[str, str]] = [
    {"author": "Tri Dao"},
    {"author": "ashish VASWANI"},
    {"author": "Jose Alvarez"},
    {"author": "author:fay fox", "limit": "3"},
    {"author": "finn flynn", "limit": "1"},
    {"author": "김민지"},
    {"author": "Zoë 😀 Smile", "limit": "100"},
    {"author": "Nan Night"},
    {"author": "Nobody At All"},
    {"author": "Wei Zhang"},
    {"author": "w zhang", "limit": "1"},
    {"author": "author:wei zhang"},
    {"author": "Wei Zhang ~ 2102.00002"},
    {"author": "author:wei zhang~arxiv:math%2F0309136"},
    {"author": "author:wei zhang~"},
]
_TWO_PEOPLE: list[dict[str, str]] = [
    {"author": "Tri Dao", "other": "Christopher Ré"},
    {"author": "Ashish Vaswani", "other": "noam shazeer"},
    {"author": "Ann Able", "other": "Fay Fox"},
    {"author": "Sercan O. Arik", "other": "李雷"},
    {"author": "Gus Green", "other": "Jose Alvarez"},
    {"author": "Ida Ivy", "other": "Kim Kay"},
    {"author": "Max Moon", "other": "Ida Ivy"},
    {"author": "Max Moon", "other": "Ann Able"},
    {"author": "Fay Fox", "other": "FAY FOX"},
    {"author": "Fay Fox", "other": "Nobody At All"},
    {"author": "Wei Zhang", "other": "Bo Li"},
    {"author": "wei zhang", "other": "WEI ZHANG"},
]
_CONCEPTS: list[dict[str, str]] = [
    {"concept": "large language model"},
    {"concept": "llm", "limit": "2"},
    {"concept": "Transformer"},
    {"concept": "LORA"},
    {"concept": "로라", "limit": "4"},
    {"concept": "diffusion models"},
    {"concept": "concept:c++"},
    {"concept": "Élan Vital", "limit": "100"},
    {"concept": "ROBOTS"},
    {"concept": "elan  vital"},
    {"concept": "확산모델"},
    {"concept": "nothing of the kind"},
]
_TWO_CONCEPTS: list[dict[str, str]] = [
    {"concept": "Transformer", "other": "large language model"},
    {"concept": "lora", "other": "확산 모델"},
    {"concept": "Attention", "other": "ÉLAN VITAL", "limit": "3"},
    {"concept": "robot", "other": "robots"},
    {"concept": "C++", "other": "nothing of the kind"},
]
_MONTHS: list[dict[str, str]] = [
    {},
    {"month": "2024-01"},
    {"month": "2024-02", "limit": "3"},
    {"month": "2024-03", "limit": "100"},
    {"month": "2019-12"},
]
_LIMITS: list[dict[str, str]] = [{}, {"limit": "1"}, {"limit": "5"}, {"limit": "0"}]
_TEAMS: list[dict[str, str]] = [{}, {"papers": "1"}, {"papers": "2", "limit": "7"}, {"papers": "1000"}]
_PAPERS: list[dict[str, str]] = [
    {"paper": "1706.03762"},
    {"paper": "https://arxiv.org/abs/2205.14135v2", "limit": "3"},
    {"paper": "arxiv:2401.00001"},
    {"paper": "2401.00003", "limit": "5"},
    *({"paper": f"2401.{number:05}"} for number in range(4, 20)),
    {"paper": "2401.99999"},
]
_WORDS: list[dict[str, str]] = [
    {"word": "a"},
    {"word": "LO"},
    {"word": "é", "limit": "3"},
    {"word": "로라"},
    {"word": "paper 3", "limit": "4"},
    {"word": "' OR true //"},
    {"word": "Jose alvarez"},
    {"word": "ÖZTURK"},
    {"word": "finn f"},
    {"word": "Y. w"},
    {"word": "oneil"},
    {"word": "C++"},
    {"word": ""},
    {"word": ".*"},
    {"word": "확산 모"},
]


def _without_limits(cases: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: text for name, text in case.items() if name != "limit"} for case in cases]


CASES: dict[str, list[dict[str, str]]] = {
    "authors-citing-authors": [*_TEAMS, {"papers": "1", "limit": "1000"}],
    "authors-of-concept": _CONCEPTS,
    "bridges": _TWO_CONCEPTS,
    "busiest-days": _LIMITS,
    "citation-paths": [
        {"paper": "2401.00003", "other": "2401.00011"},
        *({"paper": f"2401.{one:05}", "other": f"2401.{other:05}"} for one in (1, 4, 9) for other in (4, 17, 30, 47)),
        {"paper": "2401.00001", "other": "2401.99999"},
    ],
    "cited-by": _PAPERS,
    "co-cited-papers": _PAPERS,
    "concept-by-month": _without_limits(_CONCEPTS),
    "concepts-of-author": _PEOPLE,
    "coupled-papers": _PAPERS,
    "find-authors": _WORDS,
    "find-concepts": _WORDS,
    "find-papers": _WORDS,
    "incomplete-papers": _LIMITS,
    "most-cited-here": _LIMITS,
    "most-co-cited": _LIMITS,
    "most-coupled": _LIMITS,
    "most-voted": _MONTHS,
    "new-authors": _MONTHS,
    "new-concepts": _MONTHS,
    "papers-by-month": [{}],
    "papers-of-author": _PEOPLE,
    "papers-of-concept": _CONCEPTS,
    "papers-of-venue": _WORDS,
    "papers-of-year": [{"year": "2023"}, {"year": "2024", "limit": "7"}, {"year": "2024"}, {"year": "1899"}],
    "papers-of-day": [{}, {"day": "2024-01-01"}, {"day": "2024-02-15"}, {"day": "2019-12-24"}],
    "papers-together": _TWO_PEOPLE,
    "people-to-meet": _PEOPLE,
    "prolific-authors": _TEAMS,
    "related-concepts": _CONCEPTS,
    "rising-concepts": [{}, {"days": "15"}, {"days": "1", "limit": "3"}, {"days": "31"}, {"days": "0"}],
    "shortest-path": [
        *_TWO_PEOPLE,
        {"author": "Ida Ivy", "other": "Kim Kay", "limit": "1"},
        *({"author": "Wei Zhang", "other": other, "limit": limit} for other in ("Bo Li", "Eva Roe") for limit in "123"),
        {"author": "Wei Zhang", "other": "Wei Zhang", "limit": "1"},
    ],
    "references-of": _PAPERS,
    "similar-papers": _PAPERS,
    "steady-pairs": _TEAMS,
    "steady-trios": [*_TEAMS, {"papers": "3"}],
    "top-collaborators": _PEOPLE,
}
