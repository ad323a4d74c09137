"""Times nn-predict and Polars with ONNX Runtime over the same tables; see README.md."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

TOOLS = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../../.build/release"))
PEER = """
import sys, numpy as np, polars as pl, onnxruntime as ort
table, model, out = sys.argv[1:4]
x = pl.read_csv(table).to_numpy().astype(np.float32)
options = ort.SessionOptions()
session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
name = session.get_inputs()[0].name
p = np.concatenate([session.run(None, {name: x[i:i + 65536]})[0][:, 0] for i in range(0, len(x), 65536)])
pl.DataFrame({"p_0": 1 - p, "p_1": p}).write_csv(out)
"""


def onnx_model(sizes, path):
    import numpy
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    generator = numpy.random.default_rng(1)
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


def timed(command):
    start = time.perf_counter()
    with open(os.devnull, "wb") as null:
        process = subprocess.Popen(command, stdout=null)
        _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def report(work, ours, theirs, rounds):
    times = {"ours": [], "theirs": []}
    for _ in range(rounds):
        times["ours"].append(timed(ours))
        if theirs:
            times["theirs"].append(timed(theirs))
    line = [work]
    for name, runs in times.items():
        if runs:
            wall, cpu, memory = (statistics.median(run[i] for run in runs) for i in range(3))
            line.append(f"{name} {wall:.3f} s (processor {cpu:.2f} s, {memory / 1024:.0f} MB)")
    if theirs:
        walls = [statistics.median(run[0] for run in times[name]) for name in ("theirs", "ours")]
        line.append(f"ratio {walls[0] / walls[1]:.2f}")
    print(" · ".join(line), flush=True)


SIZES = {"W4a": (1_000_000, (28, 300, 300, 1)), "W4b": (5_000_000, (2, 9, 6, 1))}


def make(work):
    """Makes the table and both models of a work, in a process of its own: what it holds would count as ours."""
    import numpy
    import polars

    rows, sizes = SIZES[work]
    x = numpy.random.default_rng(1).normal(size=(rows, sizes[0])).astype("f4")
    names = [f"x{i + 1}" for i in range(sizes[0])]
    polars.DataFrame({name: x[:, i] for i, name in enumerate(names)}).write_csv(f"{work}.csv")
    learned = polars.DataFrame({name: x[:1000, i] for i, name in enumerate(names)})
    learned.with_columns(y=polars.col("x1") > 0).write_csv("train.csv")
    subprocess.run(
        [os.path.join(TOOLS, "nn-train"), "train.csv", "-s", ",".join(map(str, sizes)), "-a", "relu", "-e", "1", "-q",
         "-o", f"{work}.nnm", "--log", os.devnull], check=True)
    onnx_model(sizes, f"{work}.onnx")


def main():
    if sys.argv[1:2] == ["make"]:
        return make(sys.argv[2])
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    script = os.path.abspath(__file__)
    predict = os.path.join(TOOLS, "nn-predict")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("peer.py", "w") as peer:
            peer.write(PEER)
        for work in SIZES:
            subprocess.run([sys.executable, script, "make", work], check=True)
            ours = [predict, f"{work}.nnm", "-k", "none", "--only", "probability", "-o", "ours.csv", f"{work}.csv"]
            report(work, ours, [sys.executable, "peer.py", f"{work}.csv", f"{work}.onnx", "theirs.csv"], rounds)
        with open("row.csv", "w") as row:
            row.write("x1,x2\n0.5,0.25\n")
        report("W6", [predict, "W4b.nnm", "row.csv"], None, 20 * rounds)


if __name__ == "__main__":
    main()
