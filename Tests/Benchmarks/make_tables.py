"""Makes the tables and models of the works, in the current folder. usage: make_tables.py TOOLS WORK…"""

import os
import subprocess
import sys

import numpy as np
import polars as pl

TOOLS = sys.argv[1]


def tool(name, *arguments, **more):
    subprocess.run([os.path.join(TOOLS, name), *arguments], check=True, stderr=subprocess.DEVNULL, **more)


def write(path, x, **more):
    table = pl.DataFrame({f"x{i + 1}": x[:, i] for i in range(x.shape[1])})
    table.with_columns(**{name: pl.Series(values) for name, values in more.items()}).write_csv(path)


def onnx_model(sizes, path):
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    generator = np.random.default_rng(1)
    nodes, weights, last = [], [], "x"
    for layer, (inputs, units) in enumerate(zip(sizes, sizes[1:])):
        for name, shape in (("w", (inputs, units)), ("b", (units,))):
            values = (generator.normal(size=shape) / inputs**0.5).astype("f4")
            weights.append(numpy_helper.from_array(values, f"{name}{layer}"))
        nodes.append(helper.make_node("Gemm", [last, f"w{layer}", f"b{layer}"], [f"z{layer}"]))
        kind = "Sigmoid" if layer == len(sizes) - 2 else "Relu"
        nodes.append(helper.make_node(kind, [f"z{layer}"], [f"a{layer}"]))
        last = f"a{layer}"
    graph = helper.make_graph(
        nodes, "network", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["rows", sizes[0]])],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, ["rows", sizes[-1]])], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, path)


def prediction(work, rows, sizes):
    """A table, and a model of our kind and of theirs for it."""
    x = np.random.default_rng(1).normal(size=(rows, sizes[0])).astype("f4")
    write(f"{work}.csv", x)
    few = np.random.default_rng(2).normal(size=(1000, sizes[0])).astype("f4")
    write("learned.csv", few, y=few[:, 0] > 0)
    tool(
        "nn-train", "learned.csv", "-s", ",".join(map(str, sizes)), "-a", "relu", "-e", "1", "-q", "-o", f"{work}.nnm",
        "--log", os.devnull)
    onnx_model(sizes, f"{work}.onnx")


def W1():
    with open("W1.csv", "w") as table:
        tool("nn-data", "circles", "-n", "750", "--noise", "0.1", "--factor", "0.1", "--seed", "7", stdout=table)


def W2():
    x = np.random.default_rng(1).normal(size=(500_000, 28)).astype("f4")
    write("W2.csv", x, label=(x[:, :14].sum(1) * x[:, 14] + x[:, 15] > 0).astype("i1"))


def W3():
    # As of handwritten digits: whole numbers to 255, four of five of them 0.
    generator = np.random.default_rng(1)
    label = generator.integers(0, 10, 60_000)
    ink = generator.random((10, 784)) < 0.2
    x = np.where(ink[label], generator.integers(0, 256, (60_000, 784)), 0).astype("i2")
    write("W3.csv", x, label=label)


def W4a():
    prediction("W4a", 1_000_000, (28, 300, 300, 1))


def W4b():
    prediction("W4b", 5_000_000, (2, 9, 6, 1))


def W5():
    generator = np.random.default_rng(1)
    label = (generator.random(10_000_000) < 0.3).astype("i1")
    p = (1 / (1 + np.exp(1 - 2 * label - generator.normal(size=label.size)))).astype("f4")
    pl.DataFrame({"label": label, "probability": p}).write_csv("W5.csv")


def W6():
    prediction("W6", 1, (2, 9, 6, 1))


for work in sys.argv[2:]:
    globals()[work]()
