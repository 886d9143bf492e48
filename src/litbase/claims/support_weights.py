"""Weights by which the chance of full support follows from a claim's coverage; learned by `benchmarks/support.py`.

From 349 claims of Wikipedia and the articles cited for them (WiCE, development part), in the order of
`Coverage.values`; the first weight is the constant.
"""

MEANS = (0.4448, 0.6509, 0.7391, 0.8179, 0.2192, 0.3558, 2.6759)
SCALES = (0.1927, 0.2074, 0.3997, 0.2851, 0.1791, 0.2542, 2.1160)
WEIGHTS = (-0.9951, 0.1944, 0.4915, 0.4602, 0.2400, 0.1055, 0.0776, -0.2394)
