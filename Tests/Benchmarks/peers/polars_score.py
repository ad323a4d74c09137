"""Area under the curve, accuracy and log loss with Polars. usage: polars_score.py TABLE"""

import sys

import polars as pl

d = pl.read_csv(sys.argv[1])
y, p = pl.col("label"), pl.col("probability")
c = p.clip(2**-52, 1 - 2**-52)
positives = int(d["label"].sum())
ranks = d.select(p.rank("average").filter(y == 1).sum()).item()
print("auc", (ranks - positives * (positives + 1) / 2) / (positives * (d.height - positives)))
print("accuracy", d.select(((p >= 0.5) == (y == 1)).mean()).item())
print("log_loss", d.select(-pl.when(y == 1).then(c).otherwise(1 - c).log().mean()).item())
