"""Weights learned by `python benchmarks/support.py FOLDER --learn`; not edited by hand.

Each table: the constant, then one weight for each figure in the order of `ranking`, `coverage`, `marking`.
From 349 claims of Wikipedia and the articles cited for them, and 374 claims whose uncovered words are known
(WiCE). Chances: `EVIDENCE_FROM` of being evidence, `PARTIAL_BELOW` of full support, `MARKED_FROM` of being
uncovered."""

RANKING = (
    -3.5924,
    2.4209,
    -3.6912,
    -3.0022,
    1.2493,
    0.8908,
    1.0433,
    -0.2096,
    -8.3728,
    -1.0023,
    0.2337,
    5.1877,
    6.1560,
    0.2013,
    1.5836,
    0.2749,
    1.3400,
)
RERANKING = (
    0.1918,
    0.5082,
    -0.0609,
    -0.0864,
    -0.0202,
    2.4638,
    0.5975,
    0.0861,
    -0.4194,
    -0.5808,
    0.1246,
    -0.1249,
)
MEANING = (
    -0.1840,
    0.9397,
    0.6169,
    -0.5679,
)
SUPPORT = (
    -6.2941,
    0.0230,
    0.2666,
    0.5425,
    0.9471,
    1.2211,
    1.4097,
    0.3000,
    0.0670,
    0.0149,
    -0.0305,
    1.5328,
    1.0487,
    -0.2891,
    0.9158,
)
MARKING = (
    -0.4205,
    -0.5046,
    -0.8610,
    -0.3923,
    -1.0523,
    0.1252,
    -0.7103,
    1.0853,
    0.4031,
    1.8564,
    3.3156,
    -0.2843,
    -1.0452,
    -1.2242,
    -0.2840,
    0.2483,
    0.0520,
    -0.5605,
    1.5367,
    -0.3601,
    -1.4321,
)
EVIDENCE_FROM = 0.550
PARTIAL_BELOW = 0.240
MARKED_FROM = 0.440
