"""Reads a table of floats with a target in the last column, as the peers that read none themselves do."""

import numpy as np
import polars as pl


def read(path):
    table = pl.read_csv(path)
    x = table[:, :-1].to_numpy().astype(np.float32)
    mean, sd = x.mean(0), x.std(0)
    sd[sd == 0] = 1
    return (x - mean) / sd, table[:, -1].to_numpy().astype(np.int64)
