"""One epoch of Adam with PyTorch: ReLU layers, sigmoid or softmax at the end.

usage: torch_train.py TABLE SIZES BATCH; prints "epochs SECONDS".
"""

import sys
import time

import numpy as np
import torch
from tables import read

x, y = (torch.from_numpy(part) for part in read(sys.argv[1]))
sizes = [int(size) for size in sys.argv[2].split(",")]
batch = int(sys.argv[3])
torch.manual_seed(1)
layers = []
for n, m in zip(sizes, sizes[1:]):
    layers += [torch.nn.Linear(n, m), torch.nn.ReLU()]
model = torch.nn.Sequential(*layers[:-1])
loss = torch.nn.BCEWithLogitsLoss() if sizes[-1] == 1 else torch.nn.CrossEntropyLoss()
target = y.float()[:, None] if sizes[-1] == 1 else y
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
start = time.perf_counter()
order = torch.from_numpy(np.random.default_rng(1).permutation(len(x)))
for some in order.split(batch):
    optimizer.zero_grad()
    loss(model(x[some]), target[some]).backward()
    optimizer.step()
print("epochs", time.perf_counter() - start)
