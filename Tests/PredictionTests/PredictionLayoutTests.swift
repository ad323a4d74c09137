import ByteStreams
import CSV
import Matrices
import Prediction
import Tables
import Testing

@Suite struct PredictionLayoutTests {
  private func line(_ layout: PredictionLayout, _ outputs: [Float]) -> String {
    var writer = Writer()
    layout.write(Matrix(rows: 1, columns: outputs.count, elements: outputs), row: 0, to: &writer)
    writer.keepRow()
    return String(decoding: writer.takeRows(), as: UTF8.self)
  }

  private func classes(_ labels: [ByteString], positive: Int = 1) -> Schema {
    Schema(
      inputs: [],
      targets: [
        TargetColumn(name: "kind", kind: .classes(Classes(labels: labels, positive: positive, threshold: 0.5)))
      ])
  }

  @Test("One output tells both probabilities; the threshold belongs to the positive class")
  func binary() {
    let schema = classes(["no", "yes"])
    let layout = PredictionLayout(schema, outputs: 1)
    #expect(layout.columnNames == ["predicted_kind", "p_no", "p_yes"])
    #expect(line(layout, [0.5]) == "yes,0.5,0.5\n")
    #expect(line(layout, [0.25]) == "no,0.75,0.25\n")
    #expect(line(PredictionLayout(schema, outputs: 1, threshold: 0.2), [0.25]) == "yes,0.75,0.25\n")
    #expect(line(layout, [0.625, 0.375]) == "no,0.625,0.375\n")
    // The Float lies just below its text, which is what a threshold is found from.
    #expect(line(PredictionLayout(schema, outputs: 1, threshold: 0.7), [0.7]).hasPrefix("yes,"))
  }

  @Test("Of several classes the most probable one is predicted, the first of equals")
  func multiclass() {
    let layout = PredictionLayout(classes(["a", "b,c", "d"], positive: 0), outputs: 3)
    #expect(line(layout, [0.25, 0.5, 0.25]) == "\"b,c\",0.25,0.5,0.25\n")
    #expect(line(layout, [0.25, 0.375, 0.375]) == "\"b,c\",0.25,0.375,0.375\n")
  }

  @Test("Quantities come in their own unit, with the digits that they need")
  func regression() {
    func schema(_ scaling: Scaling) -> Schema {
      Schema(inputs: [], targets: [TargetColumn(name: "y", kind: .quantity(scaling))])
    }
    let usual = PredictionLayout(schema(Scaling(kind: .standard, shift: 10, scale: 4)), outputs: 1)
    #expect(usual.columnNames == ["predicted_y"])
    #expect(line(usual, [0.1]) == "10.4\n")
    // Seconds since 1970 with a spread of a second: a Float would be 128 seconds off.
    let far = PredictionLayout(schema(Scaling(kind: .standard, shift: 1_700_000_000, scale: 1)), outputs: 1)
    #expect(line(far, [0.5]) == "1700000000.5\n")
    var short = usual
    short.digits = 2
    #expect(line(short, [0.123]) == "10\n")
  }

  @Test("Labels or probabilities alone")
  func parts() {
    var layout = PredictionLayout(classes(["no", "yes"]), outputs: 1)
    layout.scores = nil
    #expect(layout.columnNames == ["predicted_kind"])
    #expect(line(layout, [0.75]) == "yes\n")
    layout.scores = .probabilities
    layout.label = false
    #expect(layout.columnNames == ["p_no", "p_yes"])
    #expect(line(layout, [0.75]) == "0.25,0.75\n")
  }

  @Test("Logits stand in the place of the probabilities, one for each output")
  func logits() {
    var layout = PredictionLayout(classes(["no", "yes"]), outputs: 1)
    layout.scores = .logits
    #expect(layout.columnNames == ["predicted_kind", "z_yes"])
    #expect(line(layout, [0.75]) == "yes\n")
    var several = PredictionLayout(classes(["a", "b", "c"], positive: 0), outputs: 3)
    several.scores = .logits
    #expect(several.columnNames == ["predicted_kind", "z_a", "z_b", "z_c"])
  }

  @Test("Every added name begins with the prefix; units are numbered by layer, shares named after features")
  func names() {
    var schema = classes(["no", "yes"])
    schema.inputs = ["x", "y"].map {
      InputColumn(name: $0, kind: .numeric(.identity), missing: .fail, fill: 0)
    }
    var layout = PredictionLayout(schema, outputs: 1)
    layout.prefix = "m1_"
    layout.activations = [2, 1]
    layout.explanation = true
    #expect(
      layout.columnNames == [
        "m1_predicted_kind", "m1_p_no", "m1_p_yes", "m1_a_1_1", "m1_a_1_2", "m1_a_2_1", "m1_why_x", "m1_why_y",
      ])
    schema.targets = ["u", "v"].map { TargetColumn(name: $0, kind: .quantity(.identity)) }
    var quantities = PredictionLayout(schema, outputs: 2)
    quantities.explanation = true
    #expect(
      quantities.columnNames == [
        "predicted_u", "predicted_v", "why_u_x", "why_u_y", "why_v_x", "why_v_y",
      ])
  }
}
