/// Why a training cannot go on from a saved state.
package enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The state is of another network, other options or other rows.
  case unfitState(String)

  package var description: String {
    switch self {
    case .unfitState(let reason): reason
    }
  }
}
