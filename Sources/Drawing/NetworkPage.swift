#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a page needs of a network to answer to its reader.
struct PageData: Sendable {
  let json: String
  /// The row to begin with, from 0.
  let start: Int
}

extension NetworkPicture {
  /// The units that are shown, the weights between them and their values in some rows, as JSON.
  func pageData(_ rows: [UnitValues], start: Int, layout: NetworkLayout) -> PageData {
    let columns = layout.columns.enumerated().map { index, column -> String in
      let names = column.shown.map { unit in
        JSONText.string(
          column.layer == 0
            ? inputName(unit)
            : column.layer == layers.count ? outputName(unit) : "layer \(column.layer), unit \(unit + 1)")
      }
      let bias = column.hasBias ? layout.bias(in: index) : nil
      let place = bias.map { "[\(JSONText.number($0.x)),\(JSONText.number($0.y))]" } ?? "null"
      return "{\"names\":[\(names.joined(separator: ","))],\"bias\":\(place)}"
    }
    let weights = layout.columns.enumerated().map { index, column -> String in
      guard column.feedsNext else { return "null" }
      let layer = layers[column.layer]
      let targets = layout.columns[index + 1].shown.map { target -> String in
        let own = column.shown.map { layer.weights[target * column.units + $0] }
        let all = (layer.biases.isEmpty ? [0] : [layer.biases[target]]) + own
        return "[\(all.map { JSONText.number(Double($0)) }.joined(separator: ","))]"
      }
      return "[\(targets.joined(separator: ","))]"
    }
    let table = rows.map { row -> String in
      let values = layout.columns.map { column in
        "[\(column.shown.map { JSONText.number(Double(row.values[column.layer][$0])) }.joined(separator: ","))]"
      }
      let first = layout.columns.first?.shown.map { JSONText.string(row.inputTexts[$0]) } ?? []
      let last = layout.columns.last?.shown.map { JSONText.string(row.outputTexts[$0]) } ?? []
      return """
        {"name":\(JSONText.string(row.name)),"values":[\(values.joined(separator: ","))],\
        "first":[\(first.joined(separator: ","))],"last":[\(last.joined(separator: ","))]}
        """
    }
    let shares = layout.columns.map { UnitRange.isShare(activation(ofLayer: $0.layer)) ? "true" : "false" }
    return PageData(
      json: """
        {"columns":[\(columns.joined(separator: ","))],"weights":[\(weights.joined(separator: ","))],\
        "shares":[\(shares.joined(separator: ","))],"rows":[\(table.joined(separator: ","))]}
        """, start: start)
  }
}

/// JSON that can stand within a page.
enum JSONText {
  static func string(_ text: String) -> String {
    let brief = DisplayText.brief(text, count: 60)
    let escaped = brief.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
          + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// The number to four significant digits; 0 for what is not finite, next to nothing or beyond all measure.
  static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude > 1e-30, value.magnitude < 1e30 else { return "0" }
    let scale = pow(10, 3 - log10(value.magnitude).rounded(.down))
    let text = ((value * scale).rounded() / scale).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// The behaviour of the page of a network.
enum NetworkPage {
  static let script = """

    const data = JSON.parse(document.getElementById('data').textContent);
    const svg = document.querySelector('svg'), told = document.getElementById('told'),
      hint = told.textContent;
    const slider = document.getElementById('row'), label = document.getElementById('name');
    // Of the lines before the circles, the last are the arrows of the ends.
    const circles = [...svg.querySelectorAll('circle')], lines = [...svg.querySelectorAll('g[fill=none]')]
      .filter(g => g.compareDocumentPosition(circles[0]) & Node.DOCUMENT_POSITION_FOLLOWING).slice(0, -1);
    const make = (name, attributes) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const key in attributes) element.setAttribute(key, attributes[key]);
      return element;
    };
    const overlay = make('g', {}), dots = make('g', {'pointer-events': 'none'});
    circles[0].parentNode.before(overlay);
    circles.at(-1).parentNode.after(dots);
    const units = [];
    let next = 0;
    data.columns.forEach((column, c) => column.names.forEach((name, i) => {
      const circle = circles[next++];
      circle.setAttribute('tabindex', 0);
      circle.setAttribute('aria-label', name);
      units.push({circle, name, c, i, x: +circle.getAttribute('cx'), y: +circle.getAttribute('cy'),
        r: +circle.getAttribute('r')});
    }));
    const unit = (c, i) => units.find(u => u.c === c && u.i === i);
    const named = (name, value) => name + (name.includes('=') ? ': ' : ' = ') + value;
    const short = v => String(+v.toPrecision(3)).replace('-', '\\u2212');
    let row = null, shown = null;
    // Weight by weight: what comes into a unit, times what it carries where a row is shown.
    const links = [];
    data.weights.forEach((targets, c) => targets && targets.forEach((weights, t) => weights.forEach((w, s) => {
      const from = s === 0 ? data.columns[c].bias && {x: data.columns[c].bias[0], y: data.columns[c].bias[1],
        name: 'bias'} : unit(c, s - 1);
      if (from) links.push({from, to: unit(c + 1, t), w, c, s});
    })));
    const strength = link => row && link.s > 0 ? link.w * row.values[link.c][link.s - 1] : link.w;
    function draw() {
      const some = shown ? links.filter(l => l.from === shown || l.to === shown) : row ? links : [];
      const most = Math.max(...some.map(l => Math.abs(strength(l))), 1e-30);
      lines.forEach(g => g.classList.toggle('dim', some.length > 0));
      overlay.replaceChildren(...some.map(l => {
        const v = strength(l), share = Math.abs(v) / most;
        return make('path', {d: `M${l.from.x} ${l.from.y}L${l.to.x} ${l.to.y}`, class: v < 0 ? 'minus' : 'plus',
          'stroke-width': .4 + 4 * share, 'stroke-opacity': .25 + .7 * share});
      }));
      dots.replaceChildren(...(row ? units.map(u => {
        const own = row.values[u.c], most = Math.max(...own.map(Math.abs), 1e-30);
        const share = data.shares[u.c] ? 2 * own[u.i] - 1 : own[u.i] / most;
        return make('circle', {cx: u.x, cy: u.y, r: (u.r - 2) * Math.sqrt(Math.min(Math.abs(share), 1)),
          class: share < 0 ? 'minus' : 'plus', stroke: 'none', style: 'stroke:none'});
      }) : []));
      if (shown) {
        const into = links.filter(l => l.to === shown).sort((a, b) => Math.abs(strength(b)) - Math.abs(strength(a)));
        const value = row && (shown.c === 0 ? row.first[shown.i] : shown.c === data.columns.length - 1
          ? row.last[shown.i] : short(row.values[shown.c][shown.i]));
        told.textContent = (row ? named(shown.name, value) : shown.name) + (into.length ? ', from ' + into.slice(0, 4)
          .map(l => `${l.from.name} ${short(strength(l))}`).join(', ') : '');
      } else if (row) {
        // Of many outputs, the largest.
        const outputs = data.columns.at(-1).names
          .map((name, i) => ({text: named(name, row.last[i]), v: row.values.at(-1)[i]}));
        if (outputs.length > 6) outputs.sort((a, b) => b.v - a.v);
        told.textContent = outputs.slice(0, 6).map(o => o.text).join(', ') + (outputs.length > 6 ? ', …' : '');
      } else told.textContent = hint;
    }
    units.forEach(u => {
      for (const start of ['pointerenter', 'focus']) u.circle.addEventListener(start, () => { shown = u; draw(); });
      for (const end of ['pointerleave', 'blur']) u.circle.addEventListener(end, () => { shown = null; draw(); });
    });
    function step() {
      row = data.rows[+slider.value];
      label.textContent = row.name.replace('row ', '');
      draw();
    }
    if (data.rows.length) {
      const start = slider.getAttribute('value');
      slider.max = data.rows.length - 1;
      slider.value = start;
      slider.addEventListener('input', step);
      step();
    } else slider.form.remove();

    """
}
