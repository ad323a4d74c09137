"""One epoch of Adam with scikit-learn's MLPClassifier.

usage: scikit_train.py TABLE SIZES BATCH; prints "epochs SECONDS".
"""

import sys
import time
import warnings

from sklearn.neural_network import MLPClassifier
from tables import read

warnings.filterwarnings("ignore")  # one epoch converges to nothing
x, y = read(sys.argv[1])
hidden = [int(size) for size in sys.argv[2].split(",")][1:-1]
model = MLPClassifier(hidden, batch_size=int(sys.argv[3]), alpha=0, max_iter=1, random_state=1)
start = time.perf_counter()
model.fit(x, y)
print("epochs", time.perf_counter() - start)
