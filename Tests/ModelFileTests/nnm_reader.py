#!/usr/bin/env python3
"""A second reader of neural network model files, written from nnm(5) alone, to hold the first one against.

    nnm_reader.py check FILE...        a line each: the file, and its model identifier or the rule that it breaks
    nnm_reader.py predict MODEL CSV    the outputs of the network, a row of CSV for each row

Standard library only. It computes with Python's floats, which have 53 bits.
"""

import array
import csv
import hashlib
import math
import struct
import sys
import zlib

SIGNATURE = bytes.fromhex("894e4e4d0d0a1a0a")
PIECE = 1 << 20
LIMITS = {
    "chunks": 4096, "layers": 1024, "width": 1 << 24, "parameters": 1 << 27, "INPT": 1 << 24, "OUTP": 1 << 24,
    "tEXt": 1 << 20, "hIST": 1 << 26, "oPTS": (1 << 31) - 1, "unknown": 1 << 26,
    "sections": 4096,
}
LIMIT_RULES = {
    "INPT": "limit-schema", "OUTP": "limit-schema", "tEXt": "limit-notes", "hIST": "limit-history",
    "oPTS": "limit-state",
}
SCALAR_WIDTHS = {1: 4, 2: 8, 3: 2, 4: 2, 5: 1}
HAS_PARAMETER = {4, 5}  # leaky ReLU, ELU
SIGMOID, SOFTMAX = 1, 10
GREATEST_SCALE = float.fromhex("0x1.fffffep127") / 128
OVERFLOW = float.fromhex("0x1.ffffffp127")  # from here on a number rounds to infinity among those of 32 bits


class Broken(Exception):
    """The file breaks a rule of nnm(5)."""

    def __init__(self, rule, place=""):
        super().__init__(f"{rule} ({place})")
        self.rule = rule


class Fields:
    """Little-endian fields of a payload."""

    def __init__(self, payload, place):
        self.payload, self.place, self.position = payload, place, 0

    def broken(self, rule):
        return Broken(rule, self.place)

    def take(self, count):
        if count > len(self.payload) - self.position:
            raise self.broken("payload-short")
        self.position += count
        return self.payload[self.position - count:self.position]

    def number(self, code):
        return struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))[0]

    def finite(self):
        value = self.number("d")
        if not math.isfinite(value):
            raise self.broken("not-finite")
        return value

    def zero(self, count):
        if any(self.take(count)):
            raise self.broken("reserved")

    def utf8(self, count):
        text = self.take(count)
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            raise self.broken("utf-8") from None
        return text

    def string(self):
        return self.utf8(self.number("H"))

    def count(self, code, least):
        count = self.number(code)
        if count > (len(self.payload) - self.position) // least:
            raise self.broken("count")
        return count

    def distinct(self, rule):
        strings = {}
        for _ in range(self.count("I", 2)):
            string = self.string()
            if string in strings:
                raise self.broken(rule)
            strings[string] = True
        return list(strings)

    def scaling(self, scaler):
        shift, scale = self.finite(), self.finite()
        if scaler > 2:
            raise self.broken("unsupported-scaler")
        if scale <= 0:
            raise self.broken("scale")
        if scaler == 0 and (shift, scale) != (0, 1):
            raise self.broken("scaler-none")
        return shift, scale

    def end(self):
        if self.position < len(self.payload):
            raise self.broken("payload-long")


class Model:
    """A file that was read whole."""

    def __init__(self):
        self.head = self.layers = self.inputs = self.targets = None
        self.means = self.notes = self.history = self.state = None
        self.raw = []  # the raw bytes of each layer
        self.identifier = None

    # The payloads, in the order of the page.

    def take_HEAD(self, fields):
        version, reader = fields.number("H"), fields.number("H")
        if not 1 <= reader <= version:
            raise fields.broken("version")
        if reader > 1:
            raise fields.broken("unsupported-version")
        task, scalar = fields.number("B"), fields.number("B")
        if task not in (1, 2, 3):
            raise fields.broken("unsupported-task")
        if scalar not in SCALAR_WIDTHS:
            raise fields.broken("unsupported-scalar")
        layers, inputs, outputs = fields.number("H"), fields.number("I"), fields.number("I")
        parameters = fields.number("Q")
        if layers == 0:
            raise fields.broken("no-layers")
        if inputs == 0 or outputs == 0:
            raise fields.broken("zero-width")
        if layers > LIMITS["layers"]:
            raise fields.broken("limit-layers")
        if max(inputs, outputs) > LIMITS["width"]:
            raise fields.broken("limit-width")
        if parameters > LIMITS["parameters"]:
            raise fields.broken("limit-parameters")
        self.task, self.scalar, self.layer_count = task, scalar, layers
        self.input_count, self.output_count, self.parameters = inputs, outputs, parameters
        self.head = True

    def take_ARCH(self, fields):
        layers = []
        for _ in range(self.layer_count):
            units, activation, bias = fields.number("I"), fields.number("H"), fields.number("B")
            fields.zero(1)
            parameter = fields.finite()
            if units == 0:
                raise fields.broken("zero-width")
            if units > LIMITS["width"]:
                raise fields.broken("limit-width")
            if activation > 10:
                raise fields.broken("unsupported-activation")
            if bias > 1:
                raise fields.broken("bias-code")
            if bias == 0:
                raise fields.broken("unsupported-bias")
            if parameter != 0 and activation not in HAS_PARAMETER:
                raise fields.broken("activation-parameter")
            layers.append((units, activation, parameter))
        fields.end()
        if any(activation == SOFTMAX for _, activation, _ in layers[:-1]):
            raise fields.broken("hidden-softmax")
        widths = [self.input_count] + [units for units, _, _ in layers]
        total = sum(units * (below + 1) for below, units in zip(widths, widths[1:]))
        if total > LIMITS["parameters"]:
            raise fields.broken("limit-parameters")
        if widths[-1] != self.output_count:
            raise fields.broken("outputs-sum")
        if total != self.parameters:
            raise fields.broken("parameters-sum")
        self.layers, self.widths = layers, widths
        self.pieces = []
        for layer in range(len(layers)):
            size = self.layer_bytes(layer)
            self.pieces += [(layer, min(PIECE, size - start)) for start in range(0, size, PIECE)]
        self.seen = 0

    def layer_bytes(self, layer):
        below, units = self.widths[layer:layer + 2]
        if self.scalar == 5:
            return 8 * units + units * below
        return SCALAR_WIDTHS[self.scalar] * units * (below + 1)

    def take_INPT(self, fields):
        columns = []
        for _ in range(fields.count("I", 34)):
            name = fields.string()
            kind, missing, scaler = fields.number("B"), fields.number("B"), fields.number("B")
            fields.zero(1)
            fill = fields.finite()
            shift, scale = fields.scaling(scaler)
            categories = fields.distinct("duplicate-category")
            if missing > 4:
                raise fields.broken("unsupported-missing")
            if kind == 0:
                if categories:
                    raise fields.broken("numeric-categories")
            elif kind == 1:
                if not categories:
                    raise fields.broken("no-categories")
                if scaler != 0 or fill != 0:
                    raise fields.broken("categorical-numbers")
            else:
                raise fields.broken("unsupported-input")
            columns.append((name, kind, missing, fill, shift, scale, categories))
        fields.end()
        if len({column[0] for column in columns}) < len(columns):
            raise fields.broken("duplicate-input")
        self.inputs = columns

    def take_OUTP(self, fields):
        targets = []
        for _ in range(fields.count("I", 38)):
            name = fields.string()
            kind, scaler = fields.number("B"), fields.number("B")
            fields.zero(2)
            shift, scale = fields.scaling(scaler)
            threshold, positive = fields.finite(), fields.number("I")
            labels = fields.distinct("duplicate-label")
            if kind == 0:
                if len(labels) < 2:
                    raise fields.broken("few-labels")
                if positive >= len(labels):
                    raise fields.broken("positive-label")
                if not 0 <= threshold <= 1:
                    raise fields.broken("threshold")
                if scaler != 0:
                    raise fields.broken("class-scaler")
            elif kind == 1:
                if labels or positive or threshold != 0:
                    raise fields.broken("quantity-labels")
            else:
                raise fields.broken("unsupported-target")
            targets.append((name, kind, shift, scale, threshold, positive, labels))
        fields.end()
        if len({target[0] for target in targets}) < len(targets):
            raise fields.broken("duplicate-target")
        if not targets:
            raise fields.broken("no-targets")
        if len(targets) > 1 and any(target[1] == 0 for target in targets):
            raise fields.broken("mixed-targets")
        if sum(len(column[6]) or 1 for column in self.inputs) != self.input_count:
            raise fields.broken("inputs-sum")
        labels = targets[0][6]
        task = 3 if not labels else 1 if len(labels) == 2 else 2
        if task != self.task:
            raise fields.broken("task-targets")
        single = len(labels) == 2 and self.output_count == 1
        if self.output_count != (len(labels) or len(targets)) and not single:
            raise fields.broken("outputs-targets")
        last = self.layers[-1][1]
        if last == SOFTMAX if not labels else last != (SIGMOID if single else SOFTMAX):
            raise fields.broken("last-activation")
        self.targets = targets

    def take_mEAN(self, fields):
        self.means = [fields.finite() for _ in range(self.input_count)]
        fields.end()

    def take_tEXt(self, fields):
        notes, last = {}, None
        for _ in range(fields.count("I", 4)):
            key = fields.string()
            if last is not None and key <= last:
                raise fields.broken("note-order")
            last = key
            notes[key] = fields.string()
        fields.end()
        self.notes = notes

    def take_hIST(self, fields):
        columns = fields.number("H")
        if columns == 0:
            raise fields.broken("no-columns")
        names = [fields.string() for _ in range(columns)]
        rows = fields.count("I", 8 * columns)
        values = struct.unpack(f"<{rows * columns}d", fields.take(8 * rows * columns))
        fields.end()
        self.history = names, values

    def take_oPTS(self, fields):
        names = []
        count = fields.count("I", 11)
        if count > LIMITS["sections"]:
            raise fields.broken("limit-state")
        for _ in range(count):
            names.append(fields.string())
            kind = fields.number("B")
            if kind not in (1, 2, 3, 4):
                raise fields.broken("unsupported-section")
            size = {1: 8, 2: 4, 3: 8, 4: 1}[kind]
            count = fields.count("Q", size)
            if kind == 4:
                fields.utf8(count)
            else:
                fields.take(count * size)
        fields.end()
        if len(set(names)) < len(names):
            raise fields.broken("duplicate-section")
        self.state = names

    def take_WGHT(self, fields):
        layer, _ = self.pieces[self.seen - 1]
        if layer == len(self.raw):
            self.raw.append(bytearray())
        raw, begin = self.raw[layer], len(self.raw[layer])
        raw += fields.payload
        if self.scalar == 5:
            numbers = 8 * self.widths[layer + 1]
            if begin < numbers <= len(raw):
                scales, biases = floats(raw[:numbers // 2]), floats(raw[numbers // 2:numbers])
                if not all(0 <= scale <= GREATEST_SCALE for scale in scales):
                    raise fields.broken("row-scale")
                if not all(map(math.isfinite, biases)):
                    raise fields.broken("weight-not-finite")
        elif not all(map(math.isfinite, decoded(fields.payload, self.scalar))):
            raise fields.broken("weight-not-finite")

    # What may stand where.

    def bound(self, kind, place):
        """The size of a raw payload if it follows, or its limit, or nothing for a chunk that is skipped."""
        in_weights = self.layers is not None and self.seen > 0
        has_all = self.layers is not None and self.seen == len(self.pieces)
        before = self.targets is not None and not in_weights
        allowed = {
            "HEAD": self.head is None,
            "ARCH": self.head is not None and self.layers is None,
            "INPT": self.layers is not None and self.inputs is None,
            "OUTP": self.inputs is not None and self.targets is None,
            "mEAN": before and self.means is None and self.notes is None and self.history is None,
            "tEXt": before and self.notes is None and self.history is None,
            "hIST": before and self.history is None,
            "WGHT": self.targets is not None and not has_all,
            "oPTS": has_all and self.state is None,
            "ENDM": True,
        }
        if kind not in allowed:
            if self.head is None:
                raise Broken("order", place)
            if kind[0].isupper():
                raise Broken("unsupported-chunk", place)
            return None, None
        if not allowed[kind]:
            raise Broken("order", place)
        if kind == "ENDM" and not has_all:
            raise Broken("incomplete", place)
        if kind == "WGHT":
            self.seen += 1
            return self.pieces[self.seen - 1][1], None
        exact = {
            "HEAD": lambda: 24, "ARCH": lambda: 16 * self.layer_count, "mEAN": lambda: 8 * self.input_count,
            "ENDM": lambda: 44,
        }
        return (exact[kind](), None) if kind in exact else (None, LIMITS[kind])

    # Running it.

    def weights(self):
        """Of each layer the rows of weights and the biases."""
        for layer, raw in enumerate(self.raw):
            below, units = self.widths[layer:layer + 2]
            if self.scalar == 5:
                scales, biases = floats(raw[:4 * units]), floats(raw[4 * units:8 * units])
                numbers = array.array("b", raw[8 * units:])
                rows = [[single(scales[unit] * number) for number in numbers[unit * below:(unit + 1) * below]]
                        for unit in range(units)]
            else:
                values = [single(value) for value in decoded(raw, self.scalar)]
                rows = [values[unit * below:(unit + 1) * below] for unit in range(units)]
                biases = values[units * below:]
            yield rows, biases

    def encoded(self, row):
        """What a row of texts, by the names of the columns, feeds."""
        fed = []
        for name, kind, missing, fill, shift, scale, categories in self.inputs:
            text = row[name.decode("utf-8")]
            is_missing = text in ("", "NA", "N/A", "NaN", "nan", "null", "NULL", "?")
            if is_missing and missing < 2:
                raise ValueError("a missing value")
            if kind == 0:
                fed.append(single(((fill if is_missing else float(text)) - shift) / scale))
            else:
                own = None if is_missing else text.encode("utf-8")
                fed += [float(category == own) for category in categories]
        return fed

    def outputs(self, fed):
        x = fed
        for (rows, biases), (_, activation, parameter) in zip(self.weights(), self.layers):
            z = [math.fsum(w * v for w, v in zip(row, x)) + bias for row, bias in zip(rows, biases)]
            x = softmax(z) if activation == SOFTMAX else [activated(v, activation, parameter) for v in z]
        if self.task == 3:
            x = [y * target[3] + target[2] for y, target in zip(x, self.targets)]
        return x


def single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def floats(raw):
    return struct.unpack(f"<{len(raw) // 4}f", raw)


def decoded(raw, scalar):
    if scalar == 4:
        return floats(b"".join(b"\0\0" + raw[i:i + 2] for i in range(0, len(raw), 2)))
    values = struct.unpack(f"<{len(raw) // SCALAR_WIDTHS[scalar]}{ {1: 'f', 2: 'd', 3: 'e'}[scalar]}", raw)
    if scalar != 2:
        return values
    return [value if abs(value) < OVERFLOW else math.inf for value in values]


def activated(z, activation, parameter):
    if activation == 0:
        return z
    if activation == 1:
        return 1 / (1 + math.exp(-z)) if z > -700 else 0.0
    if activation == 2:
        return math.tanh(z)
    if activation == 3:
        return max(z, 0.0)
    if activation == 4:
        return z if z > 0 else parameter * z
    if activation == 5:
        return z if z > 0 else parameter * math.expm1(z)
    if activation == 6:
        s, a = 1.0507009873554805, 1.6732632423543773
        return s * z if z > 0 else s * a * math.expm1(z)
    if activation == 7:
        return z * math.erfc(-z / math.sqrt(2)) / 2
    if activation == 8:
        return z / (1 + math.exp(-z)) if z > -700 else 0.0
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))  # softplus


def softmax(z):
    powers = [math.exp(v - max(z)) for v in z]
    return [power / math.fsum(powers) for power in powers]


def chunks(data, model):
    """Yields the type and raw payload of every chunk, checked; returns at the end of ENDM."""
    if data[:8] != SIGNATURE:
        raise Broken("truncated" if data and SIGNATURE.startswith(data) else "signature")
    offset, number = 8, 0
    while True:
        place = f"chunk {number}, byte {offset}"
        header = data[offset:offset + 16]
        if len(header) < 16:
            raise Broken("truncated", place)
        length, kind, codec, reserved, sequence, check = struct.unpack("<I4sBBHI", header)
        if zlib.crc32(header[:12]) != check:
            raise Broken("header-check", place)
        if not (kind.isalpha() and kind[2:3].isupper()):
            raise Broken("chunk-type", place)
        kind = kind.decode("ascii")
        if reserved:
            raise Broken("header-reserved", place)
        if sequence != number:
            raise Broken("sequence", place)
        if length >= 1 << 31:
            raise Broken("chunk-length", place)
        if codec > 2:
            raise Broken("unsupported-codec", place)
        if codec == 2 and kind != "WGHT":
            raise Broken("shuffled-place", place)
        if codec != 0 and kind == "ENDM":
            raise Broken("end-stored", place)
        if number >= LIMITS["chunks"]:
            raise Broken("limit-chunks", place)
        exact, limit = model.bound(kind, place)
        skipped = exact is None and limit is None

        def size(count):
            if exact is not None and count != exact:
                raise Broken("payload-size", place)
            if limit is not None and count > limit:
                raise Broken(LIMIT_RULES[kind], place)

        most = exact if exact is not None else limit
        if skipped:
            if length > LIMITS["unknown"]:
                raise Broken("limit-unknown", place)
        elif codec == 0 or length > most + most // 1000 + 1024:
            size(length)
        payload = data[offset + 16:offset + 16 + length]
        check = data[offset + 16 + length:offset + 20 + length]
        if len(payload) < length or len(check) < 4:
            raise Broken("truncated", place)
        if struct.pack("<I", zlib.crc32(payload, zlib.crc32(header[:12]))) != check:
            raise Broken("payload-check", place)
        offset += 20 + length
        number += 1
        if skipped:
            continue
        if codec:
            if length < 8:
                raise Broken("raw-length", place)
            told, = struct.unpack_from("<Q", payload)
            size(told)
            if told > 64 * length:
                raise Broken("raw-length", place)
            payload = inflated(payload[8:], told, place)
            if codec == 2:
                payload = unshuffled(payload, SCALAR_WIDTHS[model.scalar])
        yield kind, payload, place
        if kind == "ENDM":
            fields = Fields(payload, place)
            if fields.number("I") != number:
                raise Broken("end-chunks", place)
            if fields.number("Q") != offset:
                raise Broken("end-bytes", place)
            if fields.take(32) != model.identifier:
                raise Broken("digest", place)
            if len(data) > offset:
                raise Broken("end-trailing", place)
            return


def inflated(stream, told, place):
    unpacker = zlib.decompressobj()
    try:
        payload = unpacker.decompress(stream, told + 1)
    except zlib.error:
        raise Broken("zlib-stream", place) from None
    if len(payload) > told:
        raise Broken("zlib-late", place)
    if len(payload) < told or not unpacker.eof:
        raise Broken("zlib-early", place)
    if unpacker.unused_data:
        raise Broken("zlib-trailing", place)
    return payload


def unshuffled(payload, width):
    count = len(payload) // width
    result = bytearray(len(payload))
    for byte in range(width):
        result[byte::width] = payload[byte * count:(byte + 1) * count]
    return bytes(result)


def read(data):
    """The model in a file's bytes. Raises Broken."""
    model, digest = Model(), hashlib.sha256()
    model.identifier = b""
    for kind, payload, place in chunks(data, model):
        if kind == "ENDM":
            model.identifier = digest.digest()
            continue
        if kind[0].isupper():
            digest.update(kind.encode() + struct.pack("<Q", len(payload)) + hashlib.sha256(payload).digest())
        fields = Fields(payload, place)
        getattr(model, "take_" + kind)(fields)
    return model


def raw_layers(path):
    """The raw bytes of each layer of a large model: nothing of them is looked at but the checks of the chunks."""
    model = Model()
    model.take_WGHT = lambda fields: None
    layers = []
    with open(path, "rb") as file:
        data = file.read()
    generator = chunks(data, model)
    for kind, payload, place in generator:
        if kind == "ENDM":
            break
        if kind == "WGHT":
            layer, _ = model.pieces[model.seen - 1]
            if layer == len(layers):
                layers.append(bytearray())
            layers[layer] += payload
        else:
            getattr(model, "take_" + kind)(Fields(payload, place))
    return layers


def main(arguments):
    if len(arguments) > 2 and arguments[1] == "check":
        for path in arguments[2:]:
            with open(path, "rb") as file:
                data = file.read()
            try:
                print(f"{path}\t{read(data).identifier.hex()}")
            except Broken as broken:
                print(f"{path}\t{broken.rule}")
    elif len(arguments) == 4 and arguments[1] == "predict":
        with open(arguments[2], "rb") as file:
            model = read(file.read())
        with open(arguments[3], newline="", encoding="utf-8") as table:
            for row in csv.DictReader(table):
                print(",".join(map(repr, model.outputs(model.encoded(row)))))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv)
