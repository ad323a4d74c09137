import ArgumentParser
import ByteStreams
import CSV
import ModelFile
import Tables

/// An error as the user meets it: one line and an exit status.
package struct ToolError: Error, Sendable {
  package let message: String
  package let status: Int32

  package init(_ message: String, status: Int32) {
    self.message = message
    self.status = status
  }

  package static func usage(_ message: String) -> ToolError { ToolError(message, status: ExitStatus.usage) }
  package static func badData(_ message: String) -> ToolError { ToolError(message, status: ExitStatus.badData) }
  package static func badModel(_ message: String) -> ToolError { ToolError(message, status: ExitStatus.badModel) }

  /// What a library threw, as a line and a status; nil for an error that is none of ours.
  init?(_ error: any Error) {
    switch error {
    case let error as ToolError: self = error
    case let error as StreamError: self.init(error.description, status: error.status)
    case let error as CSVError: self.init(error.description, status: error.status)
    case let error as TableError: self.init(error.description, status: error.status)
    case let error as ModelFileError: self.init(error.description, status: error.status)
    default: return nil
    }
  }
}

extension StreamError {
  fileprivate var status: Int32 { isBadData ? ExitStatus.badData : ExitStatus.inputOutput }
}

extension CSVError {
  fileprivate var status: Int32 {
    if case .stream(let error) = self { error.status } else { ExitStatus.badData }
  }
}

extension TableError {
  fileprivate var status: Int32 {
    switch self {
    case .csv(let error): error.status
    case .noSuchColumn, .ambiguousColumn, .columnUsedTwice, .notAFeature: ExitStatus.usage
    default: ExitStatus.badData
    }
  }
}

extension ModelFileError {
  fileprivate var status: Int32 {
    switch self {
    case .stream: ExitStatus.inputOutput
    case .notRepresentable: ExitStatus.badData
    case .broken: ExitStatus.badModel
    }
  }
}
