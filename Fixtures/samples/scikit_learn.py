#!/usr/bin/env python3
"""Makes points.tsv, counts.tsv, friedman.tsv and moments.tsv: what scikit-learn's generators of tables give.

    python3 scikit_learn.py        # in this folder; needs scikit-learn
"""

import numpy
from sklearn import datasets

LARGE = 200_000


def write(name, rows):
    with open(name, "w") as file:
        for row in rows:
            file.write("\t".join(str(cell) if isinstance(cell, (str, int)) else repr(float(cell)) for cell in row) + "\n")


def points():
    """Without noise the points of rings and half rings are the same, but for their order: set, rows, factor, label, x, y."""
    for rows, factor in ((101, 0.3), (3, 0.0), (2, 0.8)):
        for (x, y), label in zip(*datasets.make_circles(rows, factor=factor)):
            yield "circles", rows, factor, int(label), x, y
    for rows in (51, 3, 2):
        for (x, y), label in zip(*datasets.make_moons(rows)):
            yield "moons", rows, 0.0, int(label), x, y


def counts():
    """How many rows each cloud has: rows, centres, and a count for each."""
    for rows, centers in ((100, 7), (6, 4), (2, 3)):
        labels = datasets.make_blobs(rows, centers=centers)[1]
        yield rows, centers, *(int((labels == label).sum()) for label in range(centers))


def friedman():
    """Features and the value of Friedman's function."""
    for features, value in zip(*datasets.make_friedman1(50, n_features=6, random_state=1)):
        yield *features, value


def moments():
    """Of large tables with noise: set, what is looked at, its mean and standard deviation."""
    x, label = datasets.make_circles(LARGE, noise=0.2, factor=0.5, random_state=1)
    for ring in (0, 1):
        radius = numpy.hypot(*x[label == ring].T)
        yield "circles", f"radius {ring}", radius.mean(), radius.std()
    x, label = datasets.make_moons(LARGE, noise=0.2, random_state=1)
    for moon in (0, 1):
        for axis in (0, 1):
            values = x[label == moon, axis]
            yield "moons", f"x{axis + 1} {moon}", values.mean(), values.std()
    x, label, centers = datasets.make_blobs(LARGE, centers=3, cluster_std=2, random_state=1, return_centers=True)
    distances = (x - centers[label]).ravel()
    yield "blobs", "distance", distances.mean(), distances.std()
    y = datasets.make_friedman1(LARGE, noise=1, random_state=1)[1]
    yield "friedman", "y", y.mean(), y.std()


for part in (points, counts, friedman, moments):
    write(f"{part.__name__}.tsv", part())
