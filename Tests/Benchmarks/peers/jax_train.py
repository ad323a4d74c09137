"""One epoch of Adam with JAX, compiled: ReLU layers, sigmoid or softmax at the end.

usage: jax_train.py TABLE SIZES BATCH; prints "epochs SECONDS", without the compilation.
"""

import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
from tables import read

x, y = read(sys.argv[1])
sizes = [int(size) for size in sys.argv[2].split(",")]
batch = int(sys.argv[3])
keys = jax.random.split(jax.random.PRNGKey(1), len(sizes))
parameters = [
    (jax.random.normal(key, (n, m)) * (2 / n) ** 0.5, jnp.zeros(m)) for key, n, m in zip(keys, sizes, sizes[1:])
]
zeros = jax.tree.map(jnp.zeros_like, parameters)


def loss(parameters, x, y):
    for w, b in parameters[:-1]:
        x = jax.nn.relu(x @ w + b)
    z = x @ parameters[-1][0] + parameters[-1][1]
    if sizes[-1] == 1:
        return jnp.mean(jax.nn.softplus(z[:, 0]) - z[:, 0] * y)
    return -jnp.mean(jax.nn.log_softmax(z)[jnp.arange(len(y)), y])


@jax.jit
def step(state, x, y):
    parameters, m, v, t = state
    g = jax.grad(loss)(parameters, x, y)
    t = t + 1
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
    parameters = jax.tree.map(
        lambda p, m, v: p - 0.001 * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8), parameters, m, v)
    return parameters, m, v, t


state = (parameters, zeros, zeros, jnp.float32(0))
jax.block_until_ready(step(state, x[:batch], y[:batch]))
start = time.perf_counter()
order = np.random.default_rng(1).permutation(len(x))
for first in range(0, len(x) - batch + 1, batch):
    some = order[first:first + batch]
    state = step(state, x[some], y[some])
jax.block_until_ready(state)
print("epochs", time.perf_counter() - start)
