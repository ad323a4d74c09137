"""Makes paired.json: tests of two predictions of the same rows, by libraries that others made.

pip install numpy statsmodels MLstatkit; python3 paired.py > paired.json

McNemar's exact test is statsmodels', DeLong's is MLstatkit's.
"""

import json
import sys

import numpy
from MLstatkit import Delong_test
from statsmodels.stats.contingency_tables import mcnemar

generator = numpy.random.default_rng(20261125)


def scores(truth, strength, step):
    values = 1 / (1 + numpy.exp(-(strength * (truth - 0.5) + generator.normal(size=truth.size))))
    return numpy.round(values, 4) if step == 0 else numpy.round(numpy.round(values / step) * step, 4)


def delong():
    for rows, strengths, step in [
        (12, (1, 2), 0), (40, (1, 1.2), 0.1), (150, (0.5, 2), 0.05), (400, (2, 2.1), 0), (400, (3, 3), 0.01),
        (1000, (1, 1.3), 0.001),
    ]:
        truth = (generator.random(rows) < 0.4).astype(int)
        one, two = (scores(truth, strength, step) for strength in strengths)
        z, p, _, _, area, other, details = Delong_test(truth, one, two)
        assert details["method"] == "delong", details
        yield {
            "truth": truth.tolist(), "first": one.tolist(), "second": two.tolist(), "z": float(z), "p": float(p),
            "areas": [float(area), float(other)],
        }


def mcnemars():
    for first, second in [(0, 0), (1, 0), (0, 5), (3, 3), (10, 4), (25, 12), (300, 250), (20000, 19500), (7, 900)]:
        p = mcnemar([[50, first], [second, 50]], exact=True).pvalue
        yield {"first": first, "second": second, "p": float(p)}


json.dump({"delong": list(delong()), "mcnemar": list(mcnemars())}, sys.stdout, separators=(",", ":"))
print()
