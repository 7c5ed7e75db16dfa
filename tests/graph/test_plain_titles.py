import pytest

from paperatlas.graph.plain_titles import plain_title


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("**Bold** and *slanted* and `code.py`", "Bold and slanted and code.py"),
        ("***Both*** of **one *in* another**", "Both of one in another"),
        (r"$\textbf{Trans-\emph{LoRA}}$: \textsc{small} caps", "Trans-LoRA: small caps"),
        (r"M$^{2}$UGen, MVD$^2$, $L_2$, $\nabla^2$DFT, $\sim$20, $x^n$", "M²UGen, MVD², L₂, ∇²DFT, ~20, xⁿ"),
        (r"$\pi$ and $\Delta$ and $\unheard{of}$ and $\unheardof$", "π and Δ and of and unheardof"),
        (r"R\&D at 5\% of \$9 and \_x\_ \*y\*", "R&D at 5% of $9 and _x_ *y*"),
        ("Beyond A*: AtP* for $200k or $300k", "Beyond A*: AtP* for $200k or $300k"),
        ("2*3*4 ** a ** __init__ E^2-LLM ^RFLAV", "2*3*4 ** a ** __init__ E²-LLM ^RFLAV"),
        (
            "L^2M, Mask^2DiT, 10^{-3}, CO_{2}, a ^ b, x^n, snake_case_2",
            "L²M, Mask²DiT, 10⁻³, CO₂, a ^ b, x^n, snake_case_2",
        ),
        (r"M$ ^{2}$UGen, $ \pi $-Net, A$^*$, B$^\dagger$, f$\colon$", "M²UGen, π-Net, A*, B†, f:"),
        ("Pay $5 to $10 for a_b or $ alone and x^2$", "Pay $5 to $10 for a_b or $ alone and x²$"),
        (r"$\{0, \frac{1}{2}\}$ in $$x^2$$, \(y^2\), \(not in this\)", "{0, 1/2} in x², y², (not in this)"),
        (r"{\em Looms} of $\boldsymbol{\lambda}$ and $\sqrt{n}$", "Looms of λ and √n"),
        (r"\textbf{open and $\textbf{$", r"\textbf{open and textbf"),
        ("대규모 **언어** 모델", "대규모 언어 모델"),
        (r"\[Re\] R&amp;D of <i>E. coli</i>", "[Re] R&D of E. coli"),
        (r"Erd\H{o}s, M\"uller, Fran\c{c}ois, \'{\i} and \~n", "Erdős, Müller, François, í and ñ"),
        ("a < b & c > d", "a < b & c > d"),
    ],
)
def test_a_title_loses_the_marks_of_markdown_and_tex(title: str, shown: str) -> None:
    assert plain_title(title) == shown


@pytest.mark.parametrize(
    "piece", ["$", "*", "**a", "`", "\\a{", "$\\a{", "_{", "\\", "^2", "x^{", "$ \\a ", "\\(x^", "$$x", "{\\em "]
)
def test_marks_without_end_are_read_in_good_time(piece: str) -> None:
    assert len(plain_title(piece * 3000)) <= 3000 * len(piece)


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        (r"The {\TeX}book and {\LaTeX}", "The TeXbook and LaTeX"),
        (r"{\textless}i{\textgreater}In situ{\textless}/i{\textgreater} looms", "In situ looms"),
        (r"Looms\textquotesingle{} ends 1\textendash 2 \textemdash{} all", "Looms' ends 1–2 — all"),
        (r"A \href{http://example.org/a_b}{link} and \url{https://example.org}", "A link and https://example.org"),
        (r"\textsc{small} $\alpha$ na\"{\i}ve", "small α naïve"),
    ],
)
def test_what_tex_prints_for_a_command_stays(printed: str, plain: str) -> None:
    assert plain_title(printed) == plain
