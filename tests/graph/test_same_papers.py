"""Which listings are one paper."""

from collections.abc import Sequence

import pytest

from paperatlas.graph.same_papers import Listed, same_papers

TITLE = "Stacking Boxes With Robot Arms"


def listed(
    *ids: str,
    title: str = TITLE,
    authors: Sequence[str] = ("author:ann lee",),
    published: str | None = None,
    url: str | None = None,
) -> Listed:
    return Listed(ids, title, url, published, authors, "a.bib", 1)


TEAM = ("author:ann lee", "author:bo roe")


def short(*ids: str, authors: Sequence[str] = TEAM, published: str | None = None) -> Listed:
    return listed(*ids, title="Box Nets", authors=authors, published=published)


@pytest.mark.parametrize(
    ("one", "other", "papers"),
    [
        # A preprint and its publication; a version; an id that both give.
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1"), 1),
        (listed("arxiv:2404.00001"), listed("arxiv:2404.00001", title="Another Title", authors=()), 1),
        (listed("arxiv:2404.00001", "doi:10.1000/1"), listed("doi:10.1000/1", title="x", authors=()), 1),
        # The same title of others; the same people with another title; a translated title.
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", authors=["author:bo roe"]), 2),
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", title="Robot Arms Stacking Other Boxes"), 2),
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", title="로봇 팔로 상자를 쌓는 방법에 대한 연구"), 2),
        # Two ids of one scheme; years too far apart; a title that tells nothing.
        (listed("arxiv:2404.00001"), listed("arxiv:2404.00002"), 2),
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", published="2027"), 2),
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", published="2026-12-31"), 1),
        (listed("arxiv:2404.00001", title="Introduction"), listed("doi:10.1000/1", title="Introduction"), 2),
        # Initials, where nobody else is on the paper; a short title of all the same people in about one year.
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", authors=["author:a lee"]), 1),
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", authors=["author:b lee"]), 2),
        (
            listed("arxiv:2404.00001", authors=TEAM),
            listed("doi:10.1000/1", authors=["author:a lee", "author:b roe"]),
            1,
        ),
        (listed("arxiv:2404.00001", authors=TEAM), listed("doi:10.1000/1", authors=["author:a lee"]), 2),
        (
            listed("arxiv:2404.00001", authors=TEAM),
            listed("doi:10.1000/1", authors=["author:a lee", "author:c poe"]),
            2,
        ),
        (short("arxiv:2404.00001"), short("doi:10.1000/1", published="2025"), 1),
        (short("arxiv:2404.00001"), short("doi:10.1000/1", published="2026"), 2),
        (short("arxiv:2404.00001"), short("doi:10.1000/1"), 2),
        (short("arxiv:2404.00001"), short("doi:10.1000/1", published="2024", authors=["author:ann lee"]), 2),
        (short("arxiv:2404.00001", authors=["author:a lee"]), short("doi:10.1000/1", published="2024"), 2),
        (listed("arxiv:2404.00001", title="Preface"), listed("doi:10.1000/1", title="Preface", published="2024"), 2),
        # No authors: by the title alone.
        (listed("arxiv:2404.00001"), listed(authors=()), 1),
        (listed(authors=()), listed(authors=()), 1),
        (listed(title="Box", authors=()), listed(title="Box", authors=()), 2),
        # Case, accents, LaTeX's remains and signs make no other title.
        (listed("arxiv:2404.00001"), listed("doi:10.1000/1", title="STACKING boxes—with robot arms."), 1),
    ],
)
def test_two_listings(one: Listed, other: Listed, papers: int) -> None:
    for listings in ([one, other], [other, one]):
        assert len(set(same_papers(listings).papers)) == papers


def test_the_best_id_names_a_paper_and_all_are_kept_with_their_rules() -> None:
    found = same_papers([listed("doi:10.1000/1"), listed("arxiv:2404.00001", "openalex:W1"), listed(authors=())])
    assert set(found.papers) == {"arxiv:2404.00001"}
    assert {(each.id, each.rule) for each in found.ids} == {
        ("arxiv:2404.00001", "given"),
        ("openalex:W1", "given"),
        ("doi:10.1000/1", "title"),
        ("title:stacking boxes with robot arms", "title alone"),
    }


def test_an_id_between_two_papers_goes_to_the_first_and_is_told() -> None:
    found = same_papers(
        [
            listed("arxiv:2404.00001", "doi:10.1000/1"),
            listed("arxiv:2404.00002", "doi:10.1000/1", title="Another Paper of Other People", authors=()),
        ]
    )
    assert found.papers == ["arxiv:2404.00001", "arxiv:2404.00002"]
    (problem,) = found.problems
    assert (problem.code, "doi:10.1000/1" in problem.message) == ("ids-conflict", True)


def test_a_title_alone_chooses_no_one_of_two() -> None:
    first, second = listed("arxiv:2404.00001"), listed("arxiv:2404.00002", authors=["author:bo roe"])
    assert len(set(same_papers([first, second, listed(authors=())]).papers)) == 3


def test_the_user_goes_before_all_evidence() -> None:
    one, other = listed("arxiv:2404.00001"), listed("doi:10.1000/1")
    apart = same_papers([one, other], different=[["arxiv:2404.00001", "doi:10.1000/1"]])
    assert apart.papers == ["arxiv:2404.00001", "doi:10.1000/1"]
    far = listed("arxiv:2404.00002", title="Wholly Another Title of It", authors=())
    together = same_papers([one, far], same=[["arxiv:2404.00002", "arxiv:2404.00001"]])
    assert set(together.papers) == {"arxiv:2404.00001"}
    assert ("arxiv:2404.00002", "same") in {(each.id, each.rule) for each in together.ids}


def test_papers_without_ids_have_names_of_their_own() -> None:
    listings = [
        listed(title="Box", authors=["author:ann lee"]),
        listed(title="Box", authors=["author:bo roe"]),
        listed(title="Box", authors=["author:bo roe"], published="1999"),
        listed(title="Ball", authors=(), url="https://example.org/ball"),
    ]
    assert same_papers(listings).papers == [
        "title:box",
        "title:box~bo roe",
        "title:box~bo roe~2",
        "url:https://example.org/ball",
    ]


def test_thousands_of_one_title_and_author_are_joined_in_good_time() -> None:
    listings = [listed(f"doi:10.1000/{number}") for number in range(20_000)]
    assert len(set(same_papers(listings).papers)) == 20_000


def test_one_odd_date_of_a_paper_parts_no_other_listing_from_it() -> None:
    preprint = listed("arxiv:1706.03762", published="2017-06-12")
    reference = listed("doi:10.1000/1", published="2017")
    note = listed("arxiv:1706.03762", published="2024-05-01", authors=())
    for listings in ([preprint, reference, note], [note, reference, preprint], [reference, note]):
        assert len(set(same_papers(listings).papers)) == 1
    yearly = [listed(f"{scheme}:1", published=f"{year}") for scheme, year in YEARLY]
    assert len(set(same_papers(yearly).papers)) == 2


YEARLY = (("pmid", 2020), ("corpusid", 2022), ("acl", 2024))


def test_many_works_of_one_title_without_authors_stay_apart() -> None:  # for hours, were each compared with all
    title = "Message from the general chairs of the conference"
    listings = [listed(f"doi:10.1000/{number}", title=title, authors=()) for number in range(20_000)]
    assert len(set(same_papers(listings).papers)) == 20_000


def test_one_title_in_many_lists_without_authors_and_ids_is_one_paper() -> None:
    assert len(set(same_papers([listed(authors=()) for _ in range(200)]).papers)) == 1
