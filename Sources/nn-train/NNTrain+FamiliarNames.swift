import ToolSupport

extension NNTrain {
  /// Mostly scikit-learn's, Keras's and PyTorch's names.
  static let familiarNames = [
    "lr": "--rate", "learning-rate": "--rate", "learning-rate-init": "--rate", "eta": "--rate", "eta0": "--rate",
    "hidden-layers": "--hidden", "hidden-layer-sizes": "--hidden", "hidden-sizes": "--hidden", "units": "--hidden",
    "layers": "--sizes", "layer-sizes": "--sizes", "topology": "--sizes", "shape": "--sizes",
    "batch-size": "--batch", "minibatch": "--batch", "mini-batch": "--batch",
    "max-iter": "--epochs", "iterations": "--epochs", "n-epochs": "--epochs", "num-epochs": "--epochs",
    "max-epochs": "--epochs", "epoch": "--epochs",
    "random-state": "--seed", "random-seed": "--seed",
    "solver": "--optimizer", "optim": "--optimizer", "optimiser": "--optimizer",
    "early-stopping": "--holdout 0.1 --patience 20", "n-iter-no-change": "--patience", "tol": "--min-delta",
    "validation-fraction": "--holdout", "validation-split": "--holdout", "test-size": "--holdout",
    "test": "--holdout", "validation-data": "--validate", "validation": "--validate",
    "alpha": "--l2", "weight-decay": "--l2", "decay": "--l2",
    "label": "--target", "labels": "--target", "y": "--target", "x": "--features", "exclude": "--ignore",
    "drop": "--ignore", "skip": "--ignore", "cv": "--folds", "cross-validation": "--folds", "kfold": "--folds",
    "clipnorm": "--clip-norm", "gradient-clip": "--clip-norm", "max-grad-norm": "--clip-norm",
    "sample-weight": "--weight", "class-weights": "--class-weight", "model": "--output", "save": "--output",
    "out": "--output", "warm-start": "--resume", "normalize": "--scale", "standardize": "--scale",
    "input": "nn-train CSV", "data": "nn-train CSV", "file": "nn-train CSV", "train": "nn-train CSV",
    "sep": "--delimiter", "separator": "--delimiter",
  ]
}
