import ByteStreams
import Tables
import Testing

@testable import Pictures

@Suite struct PictureKindTests {
  @Test(
    "A table is drawn by its columns",
    arguments: [
      ("epoch,seconds,rate,loss", PictureKind.history), ("a,b,k,predicted_k", .points),
      ("a,k,predicted_k,p_u,p_v", .points), ("a,k,predicted_k,why_a", .explanation), ("threshold,fpr,tpr", .roc),
      ("threshold,recall,precision", .pr), ("bin,mean_p,fraction,count", .calibration),
      ("actual,predicted,count", .confusion), ("feature,mean_drop,sd", .importance),
      ("rate,loss", .rate), ("metric,value", .scores), ("metric,value,low,high", .scores),
      ("metric,a,b,difference,low,high,p,test", .comparison), ("label,precision,recall,f1,support", .perClass),
      ("fold,metric,value", .folds), ("rank,trial,folds,loss,auc,hidden,activation,rate,batch,l2,dropout", .tuning),
    ])
  func kinds(header: String, kind: PictureKind) throws {
    let names = header.split(separator: ",").map { ByteString(String($0)) }
    #expect(try PictureKind(of: Columns(names: names, file: "t.csv")) == kind)
  }

  @Test("Other tables are no pictures", arguments: ["a,b", "predicted_k,a", "fpr", "epochs,loss", "metric,a,b"])
  func none(header: String) throws {
    let names = header.split(separator: ",").map { ByteString(String($0)) }
    #expect(try PictureKind(of: Columns(names: names, file: "t.csv")) == nil)
  }

  @Test(
    "Predictions of which two columns bear a name are told", arguments: ["c,predicted_c,p_a,p_a", "c,c,predicted_c"])
  func twice(header: String) {
    let names = header.split(separator: ",").map { ByteString(String($0)) }
    #expect(throws: TableError.self) { try PictureKind(of: Columns(names: names, file: "t.csv")) }
  }
}
