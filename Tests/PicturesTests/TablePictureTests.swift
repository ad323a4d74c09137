import ByteStreams
import CSV
import Tables
import Testing

@testable import Drawing
@testable import Pictures

/// The picture of a table.
private func picture(of text: String, kind: PictureKind? = nil) throws -> any Picture {
  let reader = try TableReader(Reader(source: ByteSource(bytes: Array(text.utf8), name: "t.csv")), header: .yes)
  var request = PictureRequest()
  request.kind = kind
  return try request.picture(of: [NamedTable(name: "t", reader: reader)])
}

@Suite struct TablePictureTests {
  /// For each kind of table its header, and a row with a number in it.
  private static let tables: [(kind: PictureKind, header: String, row: @Sendable (Int, String) -> String)] = [
    (.history, "epoch,loss,auc,val_loss,val_auc", { "\($0 + 1),\($1),\($1),0.5,\($1)" }),
    (.rate, "rate,loss", { "\(0.001 * Double($0 + 1)),\($1)" }),
    (.rate, "rate,loss", { "\($1),\($0)" }),
    (.points, "a,b,k,predicted_k", { "\($1),\($0),\($0 % 2 == 0 ? "u" : "v"),u" }),
    (.regression, "y,predicted_y", { "\($0).5,\($1)" }),
    (.explanation, "x,predicted_k,p_u,p_v,why_x,why_z", { "\($0),u,0.25,0.75,\($1),0.125" }),
    (.roc, "threshold,fpr,tpr", { "0.\($0),0.\($0),\($1)" }),
    (.pr, "threshold,recall,precision", { "0.\($0),0.\($0),\($1)" }),
    (.calibration, "bin,mean_p,fraction,count", { "\($0),0.\($0),\($1),\($1)" }),
    (.confusion, "actual,predicted,count", { "c\($0),c\($0 / 2),\($1)" }),
    (.importance, "feature,mean_drop,sd", { "f\($0),\($1),\($1)" }),
    (.scores, "metric,value,low,high", { "m\($0),\($1),\($1),0.9" }),
    (.comparison, "metric,a,b,difference,low,high,p,test", { "m\($0),1,2,\($1),\($1),0.9,," }),
    (.perClass, "label,precision,recall,f1,support", { "l\($0),\($1),0.5,\($1),\($1)" }),
    (.folds, "fold,metric,value", { "\($0 + 1),m,\($1)" }),
    (.tuning, "rank,trial,folds,loss,auc,hidden,rate", { "\($0),\($0),2,\($1),0.5,8,0.01" }),
  ]

  @Test("Every kind of table has a test here")
  func complete() {
    let kinds = Set(Self.tables.map(\.kind))
    #expect(PictureKind.allCases.filter { !$0.columns.isEmpty && !kinds.contains($0) } == [])
  }

  @Test("A table of usual numbers is a picture of its kind", arguments: tables.indices)
  func usual(index: Int) throws {
    let (kind, header, row) = Self.tables[index]
    let value = kind == .confusion ? "3" : "0.75"
    let text = ([header] + (0..<6).map { row($0, value) }).joined(separator: "\n")
    let svg = try picture(of: text).svg()
    #expect(try picture(of: text, kind: kind).svg() == svg)
  }

  @Test("A number of any kind is drawn or told, and never stands in a coordinate", arguments: tables.indices)
  func hostile(index: Int) throws {
    let (kind, header, row) = Self.tables[index]
    for value in ["0", "-3", "", "inf", "1e300", "-1e300", "1e-300", "1.7e308", "12345678901234567890"] {
      for rows in [0, 1, 2, 7] {
        let text = ([header] + (0..<rows).map { row($0, value) }).joined(separator: "\n") + "\n"
        do {
          let svg = try picture(of: text, kind: kind).svg(theme: .auto)
          #expect(rows > 0)
          // What stands between quotes is an attribute, or text that no coordinate is in.
          let attributes = svg.split(separator: "\"").filter { !$0.hasPrefix("#") && !$0.hasPrefix("nn-") }
          let broken = attributes.first { $0.hasPrefix("M") && $0.contains("n") || $0 == "nan" || $0 == "inf" }
          #expect(broken == nil, "\(kind) \(value) \(rows)")
        } catch let error as PictureError {
          if case .table(let error) = error { #expect(!"\(error)".isEmpty && !"\(error)".contains("\n")) }
        } catch let error as DrawingError {
          #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"))
        }
      }
    }
  }

  @Test(
    "A table of more rows than a picture shows is refused, whatever they are",
    arguments: [
      ("mean_p,fraction", "0.5,0.5", "bins"), ("rate,loss", "0.1,0.5", "rates"), ("metric,value", "m,1", "scores"),
      ("feature,mean_drop", "f,1", "features"),
    ])
  func tooLong(header: String, row: String, what: String) throws {
    let most = PictureRequest.mostRows
    for (rows, isTaken) in [(most, true), (most + 1, false)] {
      let text = header + "\n" + String(repeating: row + "\n", count: rows)
      do {
        _ = try picture(of: text)
        #expect(isTaken)
      } catch PictureError.table(let error) {
        #expect(!isTaken && error.description == "t.csv: more than \(most) \(what)")
      }
    }
  }

  // MARK: Scores

  private func panels(_ text: String) throws -> [DotsPicture.Panel] {
    try #require(try picture(of: text) as? DotsPicture).panels
  }

  @Test("Scores, shares of error and errors in units of their own are apart, and the number of rows is none")
  func metrics() throws {
    let panels = try panels("metric,value,low,high\nn,10,,\nauc,0.9,0.8,1\nrmse,12,,\nbrier,0.1,0,0.2\nloss,0.3,,\n")
    #expect(panels.map { $0.rows.map(\.name) } == [["auc"], ["brier", "loss"], ["rmse"]])
    #expect(panels.map { $0.name.contains("larger") } == [true, false, false])
    let auc = panels[0].rows[0]
    #expect(auc.dots.map(\.value) == [0.9] && auc.spread?.low == 0.8 && auc.spread?.high == 1 && auc.note == "0.9")
  }

  @Test("Folds have their mean and standard deviation, whether or not the table tells them")
  func folds() throws {
    let whole = try panels("fold,metric,value\n1,auc,0.5\n2,auc,0.7\nmean,auc,0.6\nsd,auc,0.1414\n")
    let cut = try panels("fold,metric,value\n1,auc,0.5\n2,auc,0.7\n")
    for panels in [whole, cut] {
      let row = panels[0].rows[0]
      #expect(row.dots.map(\.group) == [0, 0, 1] && row.dots.map(\.value).prefix(2) == [0.5, 0.7])
      #expect((row.dots[2].value - 0.6).magnitude < 1e-12)
      // Of two values 0.2 apart, the standard deviation is 0.2 / √2.
      let spread = try #require(row.spread)
      #expect((spread.high - spread.low - 2 * 0.14142135623730953).magnitude < 1e-12)
      #expect(row.note == "0.6 ± 0.141")
    }
  }

  @Test("A comparison shows its differences about none")
  func comparison() throws {
    let picture = try #require(
      try picture(of: "metric,a,b,difference,low,high,p,test\nauc,0.5,0.6,0.1,-0.05,0.2,0.3,delong\n") as? DotsPicture)
    #expect(picture.origin == 0)
    #expect(picture.panels[0].rows.map(\.note) == ["+0.1"] && picture.panels[0].rows[0].spread?.low == -0.05)
  }

  @Test("Classes have three dots, and settings their names in one")
  func classesAndSettings() throws {
    let classes = try panels("label,precision,recall,f1,support\na,1,0.5,0.75,1234\n")
    #expect(classes[0].rows[0].dots.map(\.value) == [1, 0.5, 0.75] && classes[0].rows[0].note == "1,234 rows")
    let settings = try panels("rank,trial,folds,loss,auc,hidden,activation,rate\n1,4,5,0.25,1,\"8,4\",tanh,0.01\n")
    #expect(settings[0].rows.map(\.name) == ["8,4 · tanh · 0.01"] && settings[0].rows[0].dots.map(\.value) == [0.25])
  }

  @Test("The rate that is marked is the one that nn-train suggests")
  func rate() throws {
    let losses = [0.7, 0.69, 0.66, 0.5, 0.3, 0.25, 0.24, 0.5]
    let rows = losses.indices.map { "\(["1e-5", "1e-4", "1e-3", "1e-2", "0.1", "1", "2", "4"][$0]),\(losses[$0])" }
    let picture = try picture(of: "rate,loss\n" + rows.joined(separator: "\n"))
    let curves = try #require(picture as? CurvesPicture)
    // The steepest of the slopes over five points, 0.25 − 0.66, is that around the fourth rate.
    #expect(curves.panels[0].marks.map(\.text) == ["falls fastest at 0.01"])
  }
}
