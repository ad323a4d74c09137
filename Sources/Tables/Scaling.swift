/// A linear change of scale: x′ = (x − shift) / scale.
package struct Scaling: Sendable, Equatable {
  /// How shift and scale are found. The raw value is its code in the model file.
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// Left as it is: shift 0, scale 1.
    case none = 0
    /// Mean 0 and standard deviation 1 over the training rows.
    case standard = 1
    /// 0 … 1 over the training rows.
    case minmax = 2

    /// The name on the command line.
    package var name: String {
      switch self {
      case .none: "none"
      case .standard: "standard"
      case .minmax: "minmax"
      }
    }
  }

  package var kind: Kind
  package var shift: Double
  package var scale: Double

  package static let identity = Scaling(kind: .none, shift: 0, scale: 1)

  package init(kind: Kind, shift: Double, scale: Double) {
    self.kind = kind
    self.shift = shift
    self.scale = scale
  }

  /// Fits a scaling to `values`, of which those that are NaN (missing) do not count. Where all are equal the scale is
  /// 1, and so it is where shift or scale would not be finite.
  package init(fitting kind: Kind, to values: [Double]) {
    self = .identity
    self.kind = kind
    let present = values.lazy.filter { !$0.isNaN }
    guard kind != .none, let lowest = present.min(), let highest = present.max(), lowest < highest else {
      if kind != .none, let only = present.first { shift = only }
      return
    }
    switch kind {
    case .none: break
    case .minmax:
      shift = lowest
      scale = highest - lowest
    case .standard:
      // Two passes, so that a large offset costs no digits, in units of a power of two, so that no square overflows and
      // nothing is rounded by it.
      let unit = Double(sign: .plus, exponent: max(lowest.magnitude, highest.magnitude).exponent, significand: 1)
      var count = 0.0
      var sum = 0.0
      for value in present {
        sum += value / unit
        count += 1
      }
      let mean = sum / count
      var squares = 0.0
      for value in present {
        let distance = value / unit - mean
        squares += distance * distance
      }
      shift = mean * unit
      scale = (squares / count).squareRoot() * unit
    }
    if !(shift.isFinite && scale.isFinite && scale > 0) {
      shift = lowest
      scale = 1
    }
  }

  package func apply(_ value: Double) -> Double { (value - shift) / scale }

  package func undo(_ value: Double) -> Double { value * scale + shift }
}
