import ByteStreams
import CSV
package import Drawing
import Matrices
package import ModelFile
import Networks
package import Tables

extension PictureRequest {
  /// The network of a model, its inputs and outputs under the names of columns and labels.
  package func network(_ model: Model, look: NetworkLook = .plain) -> NetworkPicture {
    let network = model.network
    let shape = network.shape
    return NetworkPicture(
      layers: shape.layers.enumerated().map { index, layer in
        NetworkLayer(
          activation: layer.activation.name, units: layer.units, weights: Array(network.weights(ofLayer: index)),
          biases: Array(network.biases(ofLayer: index)))
      },
      inputNames: model.schema.inputNames, outputNames: model.outputNames,
      title: title, maxUnits: maxUnits, minWeight: minWeight, showsLabels: showsLabels, look: look)
  }

  /// The picture of a model over a table: what it makes of two features, or of one row.
  package func picture(
    of model: Model, over table: inout TableReader
  ) throws(PictureError) -> any Picture {
    guard !table.isEmpty else { throw .table(.noRows(file: table.columns.file)) }
    let kind = kind ?? (row == nil ? .surface : .network)
    try refuseRow(for: kind)
    switch kind {
    case .network: return try network(model, row: row ?? 1, of: &table)
    case .surface: return try surface(model, over: &table)
    case .units: return try units(model, over: &table)
    case let other:
      throw .usage("a picture of kind \(other.rawValue) draws a table by itself; leave out the model, or predict first")
    }
  }

  // MARK: One row

  private func network(
    _ model: Model, row wanted: Int, of table: inout TableReader
  ) throws(PictureError) -> NetworkPicture {
    let trace = try RowTrace(model, rows: wanted...wanted, of: &table, spellings: spellings)
    return network(model, look: .row(trace.values[0]))
  }

  /// The network with the first rows of a table to step through, as many as a page can hold; without a table, none.
  package func page(
    of model: Model, over table: inout TableReader?
  ) throws(PictureError) -> NetworkPicture {
    let sizes = model.network.shape.sizes
    var request = self
    let weights = { (limit: Int) in zip(sizes, sizes.dropFirst()).reduce(0) { $0 + min($1.0, limit) * min($1.1, limit) }
    }
    while request.maxUnits > 8, weights(request.maxUnits) > Self.pageWeights { request.maxUnits -= 1 }
    var picture = request.network(model)
    picture.page = ([], 0)
    guard var reader = table.take() else { return picture }
    let shown = sizes.reduce(0) { $0 + min($1, request.maxUnits) } + 2 * request.maxUnits
    let most = min(max(Self.pageValues / (8 * shown), 1), 500)
    // A row further down comes with those before it.
    let wanted = row ?? 1
    let first = max(1, wanted - most + 1)
    let trace = try RowTrace(model, rows: first...max(most, wanted), of: &reader, spellings: spellings)
    guard wanted - first < trace.values.count else {
      throw .table(
        .unfit(
          file: reader.columns.file,
          "there is no row \(wanted); the last one is row \(first + trace.values.count - 1)"))
    }
    picture.page = (trace.values, wanted - first)
    return picture
  }

  /// A page holds no more weights than this, and about so many bytes of values.
  private static let pageWeights = 4_000
  private static let pageValues = 50_000

  // MARK: Two features

  /// Nodes along an axis of a surface, and of the map of a unit.
  private static let surfaceSide = 81
  private static let unitSide = 25

  private func surface(
    _ model: Model, over table: inout TableReader
  ) throws(PictureError) -> SurfacePicture {
    let file = table.columns.file
    let plane = try FeaturePlane(model, reader: &table, axes: try axes(in: table.columns), spellings: spellings)
    guard let ranges = plane.ranges else {
      throw .drawing(.nothingToDraw("no row has two finite values to draw"), file: file)
    }
    let answer = ModelAnswer(model.schema)
    let side = Self.surfaceSide
    let planes = max(answer.classNames.count, 1)
    var values = [[Double]](repeating: [], count: planes)
    let width = model.network.shape.outputs
    plane.forEachNode(side: side, of: model) { forward, _, batch in
      let outputs = forward.outputs(ofLayer: model.network.shape.layers.count - 1, rows: 0..<batch.count).elements
      for node in 0..<batch.count {
        let own = outputs[node * width..<(node + 1) * width]
        let probabilities = answer.probabilities(own)
        if probabilities.isEmpty {
          values[0].append(answer.quantity(own))
        } else {
          for (index, probability) in probabilities.enumerated() { values[index].append(Double(probability)) }
        }
      }
    }
    let grids = values.map { ValueGrid(columns: side, rows: side, values: $0) }
    let content: SurfacePicture.Content
    if let classes = model.schema.classes {
      content = .classes(
        grids, names: answer.classNames, positive: classes.positive, threshold: classes.threshold, cloud: plane.cloud,
        hasTruth: plane.hasTruth)
    } else {
      content = .quantity(
        grids[0], name: model.schema.targets.first?.name.description ?? "", rows: plane.rows, total: plane.total)
    }
    return SurfacePicture(
      title: title, xName: plane.x.name, yName: plane.y.name, x: ranges.x, y: ranges.y, content: content,
      note: plane.note(model))
  }

  /// What every unit makes of two features.
  private func units(
    _ model: Model, over table: inout TableReader
  ) throws(PictureError) -> NetworkPicture {
    let file = table.columns.file
    let plane = try FeaturePlane(model, reader: &table, axes: try axes(in: table.columns), spellings: spellings)
    guard plane.ranges != nil else {
      throw .drawing(.nothingToDraw("no row has two finite values to draw"), file: file)
    }
    let shape = model.network.shape
    let shown = shape.sizes.map { NetworkPicture.shownUnits(of: $0, limit: maxUnits) }
    var values = shown.map { $0.map { _ in [Float]() } }
    plane.forEachNode(side: Self.unitSide, of: model) { forward, inputs, batch in
      for layer in shape.sizes.indices {
        let outputs = layer == 0 ? inputs : forward.outputs(ofLayer: layer - 1, rows: 0..<batch.count)
        for (place, unit) in shown[layer].enumerated() {
          for node in 0..<batch.count { values[layer][place].append(outputs[node, unit]) }
        }
      }
    }
    let maps = shape.sizes.indices.map { layer in
      let activation = layer == 0 ? "input" : shape.layers[layer - 1].activation.name
      return UnitMaps.scaled(
        Dictionary(uniqueKeysWithValues: zip(shown[layer], values[layer])), side: Self.unitSide,
        activation: activation)
    }
    return network(
      model,
      look: .maps(UnitMaps(maps: maps, xName: plane.x.name, yName: plane.y.name, note: plane.note(model))))
  }
}

extension Model {
  /// The names of the outputs; a label that is a number says of what.
  var outputNames: [String] {
    let names = schema.outputNames(outputs: network.shape.outputs)
    guard let target = schema.targets.first, schema.classes != nil else { return names }
    return names.map { Double($0) == nil ? $0 : "\(target.name) = \($0)" }
  }
}
