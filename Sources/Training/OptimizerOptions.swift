/// The rules by which a gradient moves the parameters, as PyTorch defines them.
package enum OptimizerKind: String, Sendable, CaseIterable {
  /// Gradient descent with no memory.
  case sgd
  /// Gradient descent with momentum (Polyak 1964).
  case momentum
  /// Momentum that looks ahead (Nesterov 1983; Sutskever et al. 2013).
  case nesterov
  /// Kingma & Ba 2015.
  case adam
  /// Adam with the weights' decay apart from the gradient (Loshchilov & Hutter 2019).
  case adamw
  /// Tieleman & Hinton 2012.
  case rmsprop
  /// Duchi, Hazan & Singer 2011.
  case adagrad
  /// L-BFGS (Liu & Nocedal 1989): all rows at once, one line search an epoch.
  case lbfgs

  /// Whether there is a momentum to set.
  package var hasMomentum: Bool { self == .momentum || self == .nesterov || self == .rmsprop }
}

/// A rule and its numbers. The defaults are PyTorch's, but for the momentum of `momentum` and `nesterov`, which is 0.9.
package struct OptimizerOptions: Sendable, Equatable {
  package let kind: OptimizerKind
  /// Of momentum and Nesterov, and of RMSprop, where it is 0 by default.
  package var momentum: Double
  /// Momentum takes the gradient times 1 − dampening.
  package var dampening = 0.0
  /// How much of the mean gradient a step of Adam keeps.
  package var beta1 = 0.9
  /// How much of the mean squared gradient a step of Adam or RMSprop keeps.
  package var beta2: Double
  package var epsilon: Double
  /// Whether Adam divides by the largest mean square so far (AMSGrad; Reddi, Kale & Kumar 2018).
  package var amsgrad = false
  /// Whether RMSprop divides by the standard deviation of the gradient (Graves 2013).
  package var centered = false
  /// λ of the penalty λ Σ|w| on the weights.
  package var l1 = 0.0
  /// λ of the penalty ½ λ Σw² on the weights; in AdamW, of the decay by 1 − rate · λ in each step.
  package var l2 = 0.0

  package init(_ kind: OptimizerKind) {
    self.kind = kind
    momentum = kind == .momentum || kind == .nesterov ? 0.9 : 0
    beta2 = kind == .rmsprop ? 0.99 : 0.999
    epsilon = kind == .adagrad ? 1e-10 : 1e-8
  }
}
