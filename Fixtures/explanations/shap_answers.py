"""Makes answers.json: networks with random weights, rows, and their Shapley values by the exact explainer of shap.

pip install shap numpy; python3 shap_answers.py > answers.json

A feature that does not take part is set to the mean; a column of categories is one player, its mean the share of each
category. Shares are those of the last activation's output: of one output, of the most probable of several, or of each
quantity in its own unit.
"""

import json
import sys

import numpy
import shap

generator = numpy.random.default_rng(7)


def network(sizes, output):
    layers = [
        (generator.normal(size=(units, inputs)) * 1.5 / numpy.sqrt(inputs), generator.normal(size=units) * 0.5)
        for inputs, units in zip(sizes, sizes[1:])
    ]
    # What 32 bits hold.
    layers = [(w.astype("f4").astype(float), b.astype("f4").astype(float)) for w, b in layers]

    def run(x):
        for weights, biases in layers[:-1]:
            x = numpy.tanh(x @ weights.T + biases)
        z = x @ layers[-1][0].T + layers[-1][1]
        if output == "sigmoid":
            return 1 / (1 + numpy.exp(-z))
        if output == "softmax":
            e = numpy.exp(z - z.max(axis=1, keepdims=True))
            return e / e.sum(axis=1, keepdims=True)
        return z

    return layers, run


class Mean:
    """A masker of features that feed several inputs each."""

    def __init__(self, widths, mean):
        self.spans = numpy.split(numpy.arange(sum(widths)), numpy.cumsum(widths)[:-1])
        self.mean = mean
        self.shape = (1, len(widths))
        self.clustering = None

    def __call__(self, mask, x):
        out = self.mean.copy()
        for feature, span in enumerate(self.spans):
            if mask[feature]:
                out[span] = self.inputs[span]
        return (out[None, :],)


def case(widths, hidden, outputs, output, rows, scale=None):
    layers, run = network([sum(widths), *hidden, outputs], output)
    mean = numpy.concatenate([[generator.normal() * 0.3] if w == 1 else numpy.full(w, 1 / w) for w in widths])
    mean = mean.astype("f4").astype(float)
    masker = Mean(widths, mean)
    answers = []
    for _ in range(rows):
        x = numpy.concatenate([[generator.normal()] if w == 1 else numpy.eye(w)[generator.integers(w)] for w in widths])
        x = x.astype("f4").astype(float)
        masker.inputs = x
        out = run(x[None])[0]
        chosen = [0] if output == "sigmoid" else [int(out.argmax())] if output == "softmax" else range(outputs)
        shares = []
        for k in chosen:
            factor, shift = scale[k] if scale else (1, 0)
            explainer = shap.explainers.Exact(lambda z: run(z)[:, k] * factor + shift, masker)
            shares.append(explainer(numpy.zeros((1, len(widths)))).values[0].tolist())
        answers.append({"inputs": x.tolist(), "outputs": out.tolist(), "shares": shares})
    return {
        "widths": widths, "output": output, "means": mean.tolist(), "scale": scale,
        "layers": [{"weights": w.ravel().tolist(), "biases": b.tolist()} for w, b in layers], "rows": answers,
    }


json.dump(
    [
        case([1, 1], [9, 6], 1, "sigmoid", 4),
        case([1], [3], 1, "sigmoid", 2),
        case([1, 3, 1, 4], [8], 3, "softmax", 4),
        case([1] * 12, [10], 1, "sigmoid", 2),
        case([1, 2, 1], [5], 2, "identity", 3, scale=[(4.0, 10.0), (0.5, -3.0)]),
    ],
    sys.stdout, separators=(",", ":"))
print()
