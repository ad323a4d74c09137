"""Area under the curve, accuracy and log loss with scikit-learn. usage: scikit_score.py TABLE"""

import sys

import polars as pl
from sklearn.metrics import accuracy_score, log_loss, roc_auc_score

d = pl.read_csv(sys.argv[1])
y, p = d["label"].to_numpy(), d["probability"].to_numpy()
print("auc", roc_auc_score(y, p))
print("accuracy", accuracy_score(y, p >= 0.5))
print("log_loss", log_loss(y, p))
