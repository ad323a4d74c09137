package import ArgumentParser
package import ModelFile

/// A choice that goes by its name on the command line, and whose raw value is its code in a model file.
package protocol NamedChoice: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == UInt8 {
  /// The name on the command line.
  var name: String { get }
}

extension NamedChoice {
  /// By its name.
  package init?(argument: String) {
    guard let choice = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = choice
  }

  /// The names, for the help.
  package static var allValueStrings: [String] { allCases.map(\.name) }
}

extension ScalarType: NamedChoice {}
