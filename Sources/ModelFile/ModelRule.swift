/// A rule of nnm(5) that a file can break. The raw value is its name in that page.
package enum ModelRule: String, CaseIterable, Sendable {
  /// The file does not begin as a model does.
  case signature
  /// The file ends before its end.
  case truncated

  // The header of a chunk.

  /// The check of a header fails.
  case headerCheck = "header-check"
  /// A type is not four letters, or its third one is small.
  case chunkType = "chunk-type"
  /// The reserved byte of a header is not zero.
  case headerReserved = "header-reserved"
  /// A chunk bears another number than its place.
  case sequence
  /// A length of 2³¹ or more.
  case chunkLength = "chunk-length"
  /// Codec 2 of something else than weights.
  case shuffledPlace = "shuffled-place"
  /// `ENDM` is compressed.
  case endStored = "end-stored"
  /// A chunk stands where it may not, or twice.
  case order
  /// `ENDM` comes before all layers are there.
  case incomplete

  // Its payload.

  /// The check of a payload fails.
  case payloadCheck = "payload-check"
  /// A raw length that is missing, or over 64 times the length.
  case rawLength = "raw-length"
  /// A zlib stream is broken.
  case zlibStream = "zlib-stream"
  /// A zlib stream ends before the raw length.
  case zlibEarly = "zlib-early"
  /// A zlib stream goes on after the raw length.
  case zlibLate = "zlib-late"
  /// Bytes follow a zlib stream within its payload.
  case zlibTrailing = "zlib-trailing"
  /// A payload has another size than follows from its type and the chunks before.
  case payloadSize = "payload-size"
  /// A payload ends within its fields.
  case payloadShort = "payload-short"
  /// A payload goes on after its fields.
  case payloadLong = "payload-long"

  // Its fields.

  /// A count is more than the payload could hold.
  case count
  /// A reserved byte of a payload is not zero.
  case reserved
  /// A string is not UTF-8.
  case utf8 = "utf-8"
  /// A number is not finite.
  case notFinite = "not-finite"
  /// The version is 0, or that of the least reader is 0 or more than it.
  case version
  /// There is no layer.
  case noLayers = "no-layers"
  /// A width is 0.
  case zeroWidth = "zero-width"
  /// Whether a layer has biases is neither 0 nor 1.
  case biasCode = "bias-code"
  /// A parameter of an activation that has none.
  case activationParameter = "activation-parameter"
  /// Softmax before the last layer.
  case hiddenSoftmax = "hidden-softmax"
  /// The last layer has another number of units than `HEAD` says.
  case outputsSum = "outputs-sum"
  /// The layers have another number of parameters than `HEAD` says.
  case parametersSum = "parameters-sum"
  /// A scale is not more than 0.
  case scale
  /// A shift or scale where there is no scaler.
  case scalerNone = "scaler-none"
  /// A numeric column has categories.
  case numericCategories = "numeric-categories"
  /// A categorical column has no category.
  case noCategories = "no-categories"
  /// A categorical column has a scaler or a fill.
  case categoricalNumbers = "categorical-numbers"
  /// Two columns that feed the network have one name.
  case duplicateInput = "duplicate-input"
  /// Two categories of a column are the same.
  case duplicateCategory = "duplicate-category"
  /// The columns feed another number of inputs than `HEAD` says.
  case inputsSum = "inputs-sum"
  /// There is no target.
  case noTargets = "no-targets"
  /// Two targets have one name.
  case duplicateTarget = "duplicate-target"
  /// Two labels are the same.
  case duplicateLabel = "duplicate-label"
  /// Classes have fewer than two labels.
  case fewLabels = "few-labels"
  /// The positive class is none of the labels.
  case positiveLabel = "positive-label"
  /// The threshold is not from 0 to 1.
  case threshold
  /// Classes have a scaler.
  case classScaler = "class-scaler"
  /// A quantity has labels, a positive class or a threshold.
  case quantityLabels = "quantity-labels"
  /// Classes stand beside other targets.
  case mixedTargets = "mixed-targets"
  /// The targets are not those of the task.
  case taskTargets = "task-targets"
  /// The targets do not match the outputs.
  case outputsTargets = "outputs-targets"
  /// The last activation is not that of the targets.
  case lastActivation = "last-activation"
  /// Keys of the notes are not in order, or two are the same.
  case noteOrder = "note-order"
  /// A history has no columns.
  case noColumns = "no-columns"
  /// A weight or bias is not finite.
  case weightNotFinite = "weight-not-finite"
  /// The scale of a row of 8-bit weights is negative or not finite.
  case rowScale = "row-scale"
  /// Two sections of a training's state have one name.
  case duplicateSection = "duplicate-section"
  /// `ENDM` tells another number of chunks.
  case endChunks = "end-chunks"
  /// `ENDM` tells another number of bytes.
  case endBytes = "end-bytes"
  /// The digest is another.
  case digest
  /// Bytes follow `ENDM`.
  case endTrailing = "end-trailing"

  // What a later version may know.

  case unsupportedVersion = "unsupported-version"
  case unsupportedTask = "unsupported-task"
  case unsupportedScalar = "unsupported-scalar"
  case unsupportedCodec = "unsupported-codec"
  /// An unknown chunk that is not ancillary.
  case unsupportedChunk = "unsupported-chunk"
  case unsupportedActivation = "unsupported-activation"
  /// A layer without biases.
  case unsupportedBias = "unsupported-bias"
  /// A kind of column that is neither numeric nor categorical.
  case unsupportedInput = "unsupported-input"
  /// A kind of target that is neither classes nor a quantity.
  case unsupportedTarget = "unsupported-target"
  case unsupportedMissing = "unsupported-missing"
  case unsupportedScaler = "unsupported-scaler"
  case unsupportedSection = "unsupported-section"

  // What this reader does not believe.

  case limitChunks = "limit-chunks"
  case limitLayers = "limit-layers"
  /// Inputs, outputs or units.
  case limitWidth = "limit-width"
  case limitParameters = "limit-parameters"
  /// The raw bytes of `INPT` or `OUTP`.
  case limitSchema = "limit-schema"
  case limitNotes = "limit-notes"
  case limitHistory = "limit-history"
  case limitState = "limit-state"
  /// The stored bytes of an unknown chunk.
  case limitUnknown = "limit-unknown"

  /// The six kinds of error but for the one that is the system's own, a file that cannot be read.
  package enum Kind: String, Sendable {
    case notAModel = "not a model"
    case truncated
    case damaged
    case unsupported
    case overLimit = "over a limit"
  }

  package var kind: Kind {
    switch self {
    case .signature: .notAModel
    case .truncated: .truncated
    case .unsupportedVersion, .unsupportedTask, .unsupportedScalar, .unsupportedCodec, .unsupportedChunk,
      .unsupportedActivation, .unsupportedBias, .unsupportedInput, .unsupportedTarget, .unsupportedMissing,
      .unsupportedScaler, .unsupportedSection:
      .unsupported
    case .limitChunks, .limitLayers, .limitWidth, .limitParameters, .limitSchema, .limitNotes, .limitHistory,
      .limitState, .limitUnknown:
      .overLimit
    default: .damaged
    }
  }
}
