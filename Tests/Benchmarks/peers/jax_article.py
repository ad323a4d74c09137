"""The article's training with JAX, an epoch being one compiled scan: 2-9-6-1, sigmoid, one record a step.

usage: jax_article.py TABLE EPOCHS; prints "epochs SECONDS", without the compilation.
"""

import sys
import time

import jax
import jax.numpy as jnp
import numpy as np

data = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1, dtype="f4")
x, y = jnp.asarray(data[:, :2]), jnp.asarray(data[:, 2])
sizes = (2, 9, 6, 1)
keys = jax.random.split(jax.random.PRNGKey(1), 6)
parameters = [
    (jax.random.normal(keys[2 * i], (m, n)), jax.random.normal(keys[2 * i + 1], (m,)))
    for i, (n, m) in enumerate(zip(sizes, sizes[1:]))
]


def loss(parameters, row, target):
    for w, b in parameters[:-1]:
        row = jax.nn.sigmoid(w @ row + b)
    z = (parameters[-1][0] @ row + parameters[-1][1])[0]
    return jax.nn.softplus(z) - z * target


def step(parameters, record):
    gradient = jax.grad(loss)(parameters, *record)
    return jax.tree.map(lambda p, g: p - 0.05 * g, parameters, gradient), None


epoch = jax.jit(lambda parameters: jax.lax.scan(step, parameters, (x, y))[0])
jax.block_until_ready(epoch(parameters))
start = time.perf_counter()
for _ in range(int(sys.argv[2])):
    parameters = epoch(parameters)
jax.block_until_ready(parameters)
print("epochs", time.perf_counter() - start)
