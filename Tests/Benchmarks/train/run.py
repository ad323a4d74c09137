#!/usr/bin/env python3
"""Scores and time of nn-train's defaults beside those of scikit-learn's MLP on standardized features.

usage: run.py BIN        the folder with the built tools; needs scikit-learn

Tables come from scikit-learn, a quarter held out; means over five seeds. A time of ours is a whole process, from CSV to
the model; of theirs the call of fit alone, on arrays. Prints the table of the README.
"""
import csv
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np
from sklearn import datasets
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")  # of fits that have not converged
BIN = pathlib.Path(sys.argv[1])
SEEDS = range(1, 6)


def xor(rows):
    x = np.random.default_rng(1).uniform(-1, 1, (rows, 2))
    return x, (x[:, 0] * x[:, 1] > 0).astype(int)


TABLES = {
    "iris": datasets.load_iris(return_X_y=True),
    "wine": datasets.load_wine(return_X_y=True),
    "breast cancer": datasets.load_breast_cancer(return_X_y=True),
    "digits": datasets.load_digits(return_X_y=True),
    "circles": datasets.make_circles(1000, noise=0.1, factor=0.1, random_state=1),
    "moons": datasets.make_moons(1000, noise=0.3, random_state=1),
    "xor": xor(1000),
    "diabetes": datasets.load_diabetes(return_X_y=True),
    "friedman": datasets.make_friedman1(1000, noise=1, random_state=1),
}
QUANTITIES = {"diabetes", "friedman"}


def write(path, x, y):
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([f"x{i + 1}" for i in range(x.shape[1])] + ["y"])
        rows.writerows([*map(repr, map(float, row)), value] for row, value in zip(x, y))


def ours(folder, seed, metric):
    start = time.perf_counter()
    subprocess.run(
        [BIN / "nn-train", folder / "train.csv", "-q", "-o", folder / "m.nnm", "--seed", str(seed)],
        check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    table = subprocess.run(
        [BIN / "nn-score", folder / "m.nnm", folder / "test.csv", "-m", metric],
        check=True, capture_output=True, text=True).stdout
    return float(table.split()[1].split(",")[1]), seconds


def theirs(parts, seed, isQuantity):
    model = make_pipeline(StandardScaler(), (MLPRegressor if isQuantity else MLPClassifier)(random_state=seed))
    start = time.perf_counter()
    model.fit(parts[0], parts[2])
    seconds = time.perf_counter() - start
    return model.score(parts[1], parts[3]), seconds


print("| table | rows | metric | nn-train | scikit-learn | nn-train, s | scikit-learn, s |")
print("| --- | --- | --- | --- | --- | --- | --- |")
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for table, (x, y) in TABLES.items():
        parts = train_test_split(x, y, test_size=0.25, random_state=1)
        write(folder / "train.csv", parts[0], parts[2])
        write(folder / "test.csv", parts[1], parts[3])
        metric = "r2" if table in QUANTITIES else "accuracy"
        pairs = [(ours(folder, seed, metric), theirs(parts, seed, metric == "r2")) for seed in SEEDS]
        scores = [statistics.mean(pair[side][0] for pair in pairs) for side in (0, 1)]
        seconds = [statistics.median(pair[side][1] for pair in pairs) for side in (0, 1)]
        print(f"| {table} | {len(parts[0])} | {metric} | {scores[0]:.3f} | {scores[1]:.3f} "
              f"| {seconds[0]:.2f} | {seconds[1]:.2f} |")
