"""Weights learned by `python benchmarks/support.py FOLDER --learn`; not edited by hand.

Each table: the constant, then one weight for each figure in the order in which `ranking`, `coverage` and
`marking` give them. From 349 claims of Wikipedia and the articles cited for them, and 374 claims whose uncovered
words are known (WiCE). Chances: `EVIDENCE_FROM` of being evidence, `PARTIAL_BELOW` of full support, `MARKED_FROM`
of being uncovered."""

RANKING = (
    -3.5204,
    2.2740,
    -3.2029,
    -3.0478,
    1.1198,
    0.9609,
    0.8232,
    -0.2324,
    -8.5205,
    -0.9922,
    0.2555,
    5.2781,
    6.4119,
    0.2034,
    1.5890,
    0.3154,
)
RERANKING = (
    0.3772,
    0.4999,
    -0.0600,
    -0.0824,
    -0.0534,
    2.4842,
    0.6591,
    -0.0915,
    -0.6495,
    -0.6552,
    0.1533,
    -0.1236,
)
MEANING = (
    -0.6900,
    0.7611,
    1.3813,
    -0.0792,
)
SUPPORT = (
    -5.9133,
    0.1947,
    0.1850,
    0.6447,
    0.7973,
    1.1865,
    1.4011,
    0.2748,
    0.2321,
    0.0134,
    -0.0237,
    1.3420,
    1.1406,
    -0.2874,
    0.5836,
)
MARKING = (
    -1.4151,
    -0.7080,
    -0.1939,
    -0.4120,
    -0.5349,
    0.1924,
    -1.0801,
    1.4949,
    0.6918,
    2.2691,
    1.6371,
    -0.2809,
    -0.9764,
)
EVIDENCE_FROM = 0.450
PARTIAL_BELOW = 0.200
MARKED_FROM = 0.370
