"""Predicts a table with Polars and ONNX Runtime. usage: polars_onnx.py TABLE MODEL OUTPUT"""

import sys

import numpy as np
import onnxruntime as ort
import polars as pl

table, model, out = sys.argv[1:]
x = pl.read_csv(table).to_numpy().astype(np.float32)
session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
name = session.get_inputs()[0].name
p = np.concatenate([session.run(None, {name: x[i:i + 65536]})[0][:, 0] for i in range(0, len(x), 65536)])
pl.DataFrame({"p_0": 1 - p, "p_1": p}).write_csv(out)
