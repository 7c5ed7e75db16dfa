"""What stands beside a figure says what that counts."""

import pytest

from paperatlas.graph.concepts.figures import is_beside_figure


@pytest.mark.parametrize(
    ("text", "is_counted"),
    [
        ("an [FID] of 2.3", True),
        ("reaches 27.13 [PSNR] here", True),
        ("a 38.2% [success rate]", True),
        ("with [WER] 5%", True),
        ("its [GenEval] score of 0.77", False),
        ("[FID]가 12.5로 낮다", True),
        ("[MMLU] 점수가 71.2점", False),
        ("3.3%의 [WER]을", True),
        ("on [GSM8K] (81.5%)", False),
        ("[GSM8K]에서 81.5%", False),
        ("[GPT]-4", False),
        ("boosts [GPT-4o] by 7.8%", False),
        ("a [LLaMA] 7B", False),
        ("in 20 [steps]", False),
        ("v2.5 [PSNR]", False),
        ("12.5x [speedup]", False),
    ],
)
def test_a_measure_is_told_by_its_figure(text: str, is_counted: bool) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert is_beside_figure(text.replace("[", "").replace("]", ""), start, end) == is_counted
