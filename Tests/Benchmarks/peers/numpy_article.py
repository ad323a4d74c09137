"""The article's training as it is written there, with NumPy: 2-9-6-1, sigmoid, one record a step.

usage: numpy_article.py TABLE EPOCHS; prints "epochs SECONDS".
"""

import sys
import time

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


data = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
x, y = data[:, :2, None], data[:, 2]
generator = np.random.default_rng(1)
sizes = (2, 9, 6, 1)
weights = [generator.normal(size=(m, n)) for n, m in zip(sizes, sizes[1:])]
biases = [generator.normal(size=(m, 1)) for m in sizes[1:]]
start = time.perf_counter()
for _ in range(int(sys.argv[2])):
    for row, target in zip(x, y):
        outputs = [row]
        for w, b in zip(weights, biases):
            outputs.append(sigmoid(w @ outputs[-1] + b))
        delta = outputs[-1] - target
        for layer in (2, 1, 0):
            below = outputs[layer]
            back = weights[layer].T @ delta
            weights[layer] -= 0.05 * delta @ below.T
            biases[layer] -= 0.05 * delta
            delta = back * below * (1 - below)
print("epochs", time.perf_counter() - start)
