package import ByteStreams

/// What a training needs to go on where it stopped: sections under names, in the order that the training gave them.
///
/// What the names and values mean is the training's affair; the file keeps them to the bit.
package struct ResumeState: Sendable, Equatable {
  /// What a section holds.
  package enum Value: Sendable, Equatable {
    /// Counters, seeds, the state of a generator.
    case integers([UInt64])
    /// Moments, best weights: any floats, also such that are not finite.
    case floats([Float])
    case doubles([Double])
    /// UTF-8.
    case text(ByteString)

    /// By their bits: a NaN is itself.
    package static func == (a: Value, b: Value) -> Bool {
      switch (a, b) {
      case (.integers(let a), .integers(let b)): a == b
      case (.floats(let a), .floats(let b)): a.elementsEqual(b) { $0.bitPattern == $1.bitPattern }
      case (.doubles(let a), .doubles(let b)): a.elementsEqual(b) { $0.bitPattern == $1.bitPattern }
      case (.text(let a), .text(let b)): a == b
      default: false
      }
    }
  }

  /// A value under its name.
  package struct Section: Sendable, Equatable {
    package var name: ByteString
    package var value: Value

    package init(name: ByteString, value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// No two have one name.
  package var sections: [Section]

  package init(_ sections: [Section] = []) { self.sections = sections }

  /// Adds a section of a name that there is not yet.
  package mutating func append(_ name: ByteString, _ value: Value) {
    sections.append(Section(name: name, value: value))
  }

  /// The section of a name; nil where there is none.
  package subscript(_ name: ByteString) -> Value? { sections.first { $0.name == name }?.value }
}
