#!/usr/bin/env python3
"""Makes model files that a reader must refuse, one or more for each rule of nnm(5), from that page alone.

    hostile.py FOLDER

A file is named after the rule that it breaks: RULE.nnm or RULE.VARIANT.nnm. Its checks are right, and so is its digest,
unless they are what is wrong: it is refused for its rule or not at all. Files named accepted.* look as bad and are
sound. Standard library only; the same bytes everywhere, since no compressor is called.
"""

import hashlib
import os
import struct
import sys
import zlib

NAN, INFINITY = float("nan"), float("inf")


def text(value):
    data = value if isinstance(value, bytes) else value.encode("utf-8")
    return struct.pack("<H", len(data)) + data


def stored_stream(data):
    """A zlib stream of stored blocks."""
    blocks = [data[i:i + 65535] for i in range(0, len(data), 65535)] or [b""]
    stream = b"\x78\x01"
    for index, block in enumerate(blocks):
        stream += struct.pack("<BHH", index == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
    return stream + struct.pack(">I", zlib.adler32(data))


def zeros_stream(count, stored=0):
    """A zlib stream of `count` zeros, 1,032 for each of its bytes: one block in which a match is two bits. `stored` of
    them stand in a block before it that is as long as they are."""
    before = struct.pack("<BHH", 0, stored, stored ^ 0xFFFF) + bytes(stored) if stored else b""
    adler = (count % 65521) << 16 | 1
    count -= stored
    bits = []

    def number(value, width):  # least bit first
        bits.extend(value >> i & 1 for i in range(width))

    def code(word):  # a Huffman code, first bit first
        bits.extend(map(int, word))

    number(1, 1), number(2, 2)  # the last block, with codes of its own
    number(29, 5), number(0, 5), number(14, 4)  # 286 literals and lengths, 1 distance, 18 lengths of lengths
    lengths = {18: 1, 1: 2, 2: 2}
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1]:
        number(lengths.get(symbol, 0), 3)
    one, two, run = "10", "11", "0"

    def zeros(count):
        while count:
            part = min(count, 138)
            code(run), number(part - 11, 7)
            count -= part

    code(two), zeros(255), code(two), zeros(28), code(one), code(one)  # 0, 256, 285; distance 1
    matches, rest = divmod(count - 1, 258)
    for _ in range(rest + 1):
        code("10")
    prefix, body = bits, 2 * matches  # every match is two zero bits
    whole, left = divmod(len(prefix) + body, 8)
    data = bytearray((len(prefix) + 7) // 8)
    for index, bit in enumerate(prefix):
        data[index // 8] |= bit << index % 8
    data += bytes(whole + 1 - len(data))
    end = [1, 1]  # the code of 256
    for index, bit in enumerate(end, start=left):
        while whole + index // 8 >= len(data):
            data.append(0)
        data[whole + index // 8] |= bit << index % 8
    return b"\x78\xda" + before + bytes(data[:whole + (left + 2 + 7) // 8]) + struct.pack(">I", adler)


class Chunk:
    def __init__(self, kind, payload, codec=0, stored=None, **wrong):
        self.kind, self.payload, self.codec, self.wrong = kind, payload, codec, wrong
        self.stored = payload if stored is None else stored

    def bytes(self, sequence):
        kind = self.kind.encode("latin-1")
        header = struct.pack(
            "<I4sBBH", self.wrong.get("length", len(self.stored)), kind, self.codec, self.wrong.get("reserved", 0),
            self.wrong.get("sequence", sequence) & 0xFFFF)
        check = zlib.crc32(header)
        header += struct.pack("<I", check ^ self.wrong.get("header_check", 0))
        payload_check = zlib.crc32(self.stored, check) ^ self.wrong.get("payload_check", 0)
        return header + self.stored + struct.pack("<I", payload_check)


def packed(kind, payload, stream=None, told=None, codec=1, **wrong):
    """A chunk of codec 1."""
    stored = struct.pack("<Q", len(payload) if told is None else told)
    return Chunk(kind, payload, codec, stored + (stored_stream(payload) if stream is None else stream), **wrong)


def file(chunks, chunk_count=0, byte_count=0, digest=0, end=None, tail=b""):
    data, seen = bytes.fromhex("894e4e4d0d0a1a0a"), hashlib.sha256()
    for sequence, chunk in enumerate(chunks):
        data += chunk.bytes(sequence)
        if chunk.kind[0].isupper():
            seen.update(chunk.kind.encode() + struct.pack("<Q", len(chunk.payload)))
            seen.update(hashlib.sha256(chunk.payload).digest())
    identifier = bytearray(seen.digest())
    identifier[0] ^= digest
    payload = struct.pack("<IQ", len(chunks) + 1 + chunk_count, len(data) + 64 + byte_count) + identifier
    last = Chunk("ENDM", payload) if end is None else end(payload)
    return data + last.bytes(len(chunks)) + tail


# The payloads of a small model: two inputs, two classes, one unit.

def head(version=1, reader=1, task=1, scalar=1, layers=1, inputs=2, outputs=1, parameters=3):
    return struct.pack("<HHBBHIIQ", version, reader, task, scalar, layers, inputs, outputs, parameters)


def layer(units=1, activation=1, bias=1, reserved=0, parameter=0.0):
    return struct.pack("<IHBBd", units, activation, bias, reserved, parameter)


def column(name="x1", kind=0, missing=0, scaler=1, reserved=0, fill=0.0, shift=0.5, scale=2.0, categories=(),
           count=None):
    numbers = struct.pack("<BBBBddd", kind, missing, scaler, reserved, fill, shift, scale)
    count = len(categories) if count is None else count
    return text(name) + numbers + struct.pack("<I", count) + b"".join(map(text, categories))


def category(name="x2", **fields):
    return column(**{**dict(name=name, kind=1, scaler=0, shift=0.0, scale=1.0, categories=["a"]), **fields})


def inputs(*columns, count=None):
    return struct.pack("<I", len(columns) if count is None else count) + b"".join(columns)


def classes(name="y", kind=0, scaler=0, reserved=0, shift=0.0, scale=1.0, threshold=0.5, positive=1,
            labels=("no", "yes")):
    numbers = struct.pack("<BBHdddII", kind, scaler, reserved, shift, scale, threshold, positive, len(labels))
    return text(name) + numbers + b"".join(map(text, labels))


def quantity(name="y", **fields):
    return classes(**{**dict(name=name, kind=1, threshold=0.0, positive=0, labels=()), **fields})


def section(name="s", kind=1, count=1, values=struct.pack("<Q", 7)):
    return text(name) + struct.pack("<BQ", kind, count) + values


WEIGHTS = struct.pack("<3f", 1, -2, 0.5)
TWO = inputs(column("x1"), column("x2"))
YES = inputs(classes())
NOTE = struct.pack("<I", 1) + text("key") + text("value")
HISTORY = struct.pack("<H", 1) + text("epoch") + struct.pack("<Id", 1, 1.0)
STATE = struct.pack("<I", 1) + section()


def small(HEAD=None, ARCH=None, INPT=None, OUTP=None, WGHT=None, before=(), after=(), **end):
    """The file, with other payloads or chunks in place of some, more before the weights, and more after them."""
    own = {"HEAD": head(), "ARCH": layer(), "INPT": TWO, "OUTP": YES, "WGHT": WEIGHTS}
    given = {"HEAD": HEAD, "ARCH": ARCH, "INPT": INPT, "OUTP": OUTP, "WGHT": WGHT}
    made = {}
    for kind, payload in own.items():
        value = payload if given[kind] is None else given[kind]
        made[kind] = value if isinstance(value, Chunk) else Chunk(kind, value)
    chunks = [made[kind] for kind in ("HEAD", "ARCH", "INPT", "OUTP")] + list(before) + [made["WGHT"]] + list(after)
    return file(chunks, **end)


def kinds(*names):
    """The file, of these chunks in this order."""
    own = {"HEAD": head(), "ARCH": layer(), "INPT": TWO, "OUTP": YES, "WGHT": WEIGHTS, "tEXt": NOTE, "hIST": HISTORY,
           "mEAN": struct.pack("<2d", 1, 2), "oPTS": STATE}
    return file([Chunk(name, own[name]) for name in names])


def notes(*pairs):
    return Chunk("tEXt", struct.pack("<I", len(pairs)) + b"".join(text(key) + text(value) for key, value in pairs))


def targets(*columns, task=3, outputs=None, activation=0):
    outputs = outputs or len(columns)
    return small(HEAD=head(task=task, outputs=outputs, parameters=3 * outputs),
                 ARCH=layer(outputs, activation), OUTP=inputs(*columns), WGHT=bytes(12 * outputs))


def eight_bits(scale=0.5, bias=0.25, **fields):
    return small(HEAD=head(scalar=5), WGHT=struct.pack("<ffbb", scale, bias, 127, -128), **fields)


def hostile():
    GIB = 1 << 30
    sound = small()
    yield "accepted", sound
    yield "accepted.all-chunks", kinds("HEAD", "ARCH", "INPT", "OUTP", "mEAN", "tEXt", "hIST", "WGHT", "oPTS")
    yield "accepted.unknown-ancillary", small(before=[Chunk("abCd", b"\xff" * 99)], after=[Chunk("zzZz", b"")])
    yield "accepted.unknown-codec-1-that-is-not-zlib", small(before=[Chunk("abCd", b"", 1, b"no stream")])
    yield "accepted.unknown-bomb", small(before=[packed("abCd", b"", zeros_stream(1 << 26), 1 << 26)])
    yield "accepted.later-version", small(HEAD=head(version=9))
    yield "accepted.composed-and-decomposed", small(INPT=inputs(column("\u00e9"), column("e\u0301")))
    yield "accepted.zlib", small(INPT=packed("INPT", TWO), WGHT=packed("WGHT", WEIGHTS))
    yield "accepted.shuffled", small(
        WGHT=Chunk("WGHT", WEIGHTS, 2, struct.pack("<Q", 12) + stored_stream(
            b"".join(WEIGHTS[i::4] for i in range(4)))))
    yield "accepted.eight-bits", eight_bits()
    yield "accepted.control-characters", small(
        INPT=inputs(column("\x1b[2J"), column("\u202e\r\n")), before=[notes(("\x07", "\x00\x7f\u2028"))])
    yield "accepted.empty-strings", small(
        INPT=inputs(column(""), category(" ", categories=[""])), OUTP=inputs(classes("", labels=("", " "))))
    yield "accepted.greatest-weights", small(WGHT=struct.pack("<3f", 3.4028234663852886e38, -3.4028234663852886e38, 0))

    # The signature and the end of the file.
    yield "signature.empty", b""
    yield "signature.gzip", bytes.fromhex("1f8b0800000000000003") + sound
    yield "signature.zip", b"PK\x03\x04" + sound[4:]
    yield "signature.png", bytes.fromhex("89504e470d0a1a0a") + sound[8:]
    yield "signature.numpy", b"\x93NUMPY\x01\x00" + sound[8:]
    yield "signature.hdf5", b"\x89HDF\r\n\x1a\n" + sound[8:]
    yield "signature.safetensors", struct.pack("<Q", 60) + b'{"__metadata__":{}}' + sound[27:]
    yield "signature.text", b"x1,x2,y\n1,2,no\n"
    yield "signature.newlines-converted-to-lf", sound.replace(b"\r\n", b"\n")
    yield "signature.newlines-converted-to-crlf", sound.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    yield "signature.seven-bits", bytes(byte & 0x7F for byte in sound)
    yield "signature.utf-8", sound.decode("latin-1").encode("utf-8")
    yield "truncated.in-the-signature", sound[:5]
    yield "truncated.after-the-signature", sound[:8]
    yield "truncated.in-a-header", sound[:20]
    yield "truncated.in-a-payload", sound[:30]
    yield "truncated.before-the-end", sound[:-64]
    yield "truncated.last-byte", sound[:-1]
    yield "truncated.two-gigabytes-told", small(after=[Chunk("oPTS", b"", length=(1 << 31) - 1)])[:-64]
    for name, scalar in (("", 1), ("-of-8-bits", 5)):
        # As many parameters as a reader believes, and a megabyte of them.
        units, width = 8000, 16383
        labels = [format(index, "x") for index in range(width)]
        head_and_more = [
            Chunk("HEAD", head(scalar=scalar, layers=2, inputs=width, parameters=units * (width + 1) + units + 1)),
            Chunk("ARCH", layer(units) + layer()), Chunk("INPT", inputs(category("c", categories=labels))),
            Chunk("OUTP", YES), packed("WGHT", bytes(1 << 20), zeros_stream(1 << 20, 16384), 1 << 20)]
        yield "truncated.large-model-told" + name, file(head_and_more)[:-64]
    yield "limit-state.sections", small(
        after=[Chunk("oPTS", struct.pack("<I", 4097) + b"".join(section(str(index)) for index in range(4097)))])
    yield "end-trailing", small(tail=b"\0")
    yield "end-trailing.twice", sound + sound

    # Headers.
    yield "header-check", small(ARCH=Chunk("ARCH", layer(), header_check=1))
    yield "chunk-type.small-third-letter", small(before=[Chunk("abcd", b"")])
    yield "chunk-type.digits", small(before=[Chunk("ab1d", b"")])
    yield "chunk-type.not-ascii", small(before=[Chunk("\xe1bCd", b"")])
    yield "header-reserved", small(ARCH=Chunk("ARCH", layer(), reserved=1))
    yield "sequence", small(ARCH=Chunk("ARCH", layer(), sequence=2))
    yield "sequence.doubled", small(ARCH=Chunk("ARCH", layer(), sequence=0))
    yield "chunk-length", small(ARCH=Chunk("ARCH", layer(), length=1 << 31))
    yield "chunk-length.greatest", small(ARCH=Chunk("ARCH", layer(), length=(1 << 32) - 1))
    yield "shuffled-place", small(INPT=packed("INPT", TWO, codec=2))
    yield "end-stored", small(end=lambda payload: packed("ENDM", payload))
    yield "unsupported-codec", small(ARCH=Chunk("ARCH", layer(), 3))
    yield "unsupported-codec.greatest", small(before=[Chunk("abCd", b"", 255)])
    yield "unsupported-chunk", small(before=[Chunk("ABCD", b"")])
    yield "limit-chunks", small(before=[Chunk("abCd", b"")] * 4092)
    yield "limit-unknown", small(before=[Chunk("abCd", b"", length=(1 << 26) + 1)])

    # The order.
    yield "order.ancillary-first", file([Chunk("abCd", b"")])
    yield "order.no-head", kinds("ARCH")
    yield "order.two-heads", kinds("HEAD", "HEAD", "ARCH", "INPT", "OUTP", "WGHT")
    yield "order.two-architectures", kinds("HEAD", "ARCH", "ARCH", "INPT", "OUTP", "WGHT")
    yield "order.no-architecture", kinds("HEAD", "INPT")
    yield "order.two-inputs", kinds("HEAD", "ARCH", "INPT", "INPT")
    yield "order.no-inputs", kinds("HEAD", "ARCH", "OUTP")
    yield "order.two-outputs", kinds("HEAD", "ARCH", "INPT", "OUTP", "OUTP")
    yield "order.means-before-outputs", kinds("HEAD", "ARCH", "INPT", "mEAN")
    yield "order.means-after-notes", kinds("HEAD", "ARCH", "INPT", "OUTP", "tEXt", "mEAN", "WGHT")
    yield "order.two-means", kinds("HEAD", "ARCH", "INPT", "OUTP", "mEAN", "mEAN", "WGHT")
    yield "order.notes-after-history", kinds("HEAD", "ARCH", "INPT", "OUTP", "hIST", "tEXt", "WGHT")
    yield "order.two-notes", kinds("HEAD", "ARCH", "INPT", "OUTP", "tEXt", "tEXt", "WGHT")
    yield "order.two-histories", kinds("HEAD", "ARCH", "INPT", "OUTP", "hIST", "hIST", "WGHT")
    yield "order.history-after-weights", kinds("HEAD", "ARCH", "INPT", "OUTP", "WGHT", "hIST")
    yield "order.weights-before-outputs", kinds("HEAD", "ARCH", "INPT", "WGHT")
    yield "order.too-many-weights", kinds("HEAD", "ARCH", "INPT", "OUTP", "WGHT", "WGHT")
    yield "order.state-before-weights", kinds("HEAD", "ARCH", "INPT", "OUTP", "oPTS", "WGHT")
    yield "order.two-states", kinds("HEAD", "ARCH", "INPT", "OUTP", "WGHT", "oPTS", "oPTS")
    yield "incomplete", kinds("HEAD", "ARCH", "INPT", "OUTP")
    yield "incomplete.nothing", kinds()
    yield "incomplete.one-layer-of-two", small(
        HEAD=head(layers=2, parameters=5), ARCH=layer() + layer())

    # Payloads.
    yield "payload-check", small(INPT=Chunk("INPT", TWO, payload_check=1 << 31))
    yield "payload-check.unknown-chunk", small(before=[Chunk("abCd", b"abc", payload_check=1)])
    yield "payload-size.head", small(HEAD=head() + b"\0")
    yield "payload-size.short-head", small(HEAD=head()[:-1])
    yield "payload-size.architecture", small(ARCH=layer() + layer())
    yield "payload-size.means", small(before=[Chunk("mEAN", struct.pack("<d", 1))])
    yield "payload-size.weights", small(WGHT=WEIGHTS + bytes(4))
    yield "payload-size.few-weights", small(WGHT=WEIGHTS[:8])
    yield "payload-size.end", small(end=lambda payload: Chunk("ENDM", payload + b"\0"))
    yield "payload-size.weights-told", small(WGHT=packed("WGHT", WEIGHTS, told=16))
    yield "payload-size.weights-bomb", small(WGHT=packed("WGHT", WEIGHTS, zeros_stream(1 << 26), 12))
    many = 512 * 513 * 4
    yield "payload-size.layer-in-one-piece", file([
        Chunk("HEAD", head(layers=2, inputs=512, parameters=512 * 513 + 513)), Chunk("ARCH", layer(512) + layer()),
        Chunk("INPT", inputs(*[column(f"x{i}") for i in range(512)])), Chunk("OUTP", YES),
        packed("WGHT", bytes(many), zeros_stream(many), many)])
    yield "raw-length.missing", small(INPT=Chunk("INPT", TWO, 1, b"1234567"))
    yield "raw-length.bomb", small(before=[packed("hIST", b"", zeros_stream(1 << 25), 1 << 25)])
    stream = zeros_stream(4000)
    yield "raw-length.just-above", small(before=[packed("tEXt", b"", stream, 64 * (8 + len(stream)) + 1)])
    yield "zlib-stream.header", small(INPT=packed("INPT", TWO, b"\x79\x01" + stored_stream(TWO)[2:]))
    yield "zlib-stream.block", small(INPT=packed("INPT", TWO, b"\x78\x01\x07" + stored_stream(TWO)[3:]))
    yield "zlib-stream.adler", small(INPT=packed("INPT", TWO, stored_stream(TWO)[:-1] + b"\xee"))
    yield "zlib-stream.dictionary", small(INPT=packed("INPT", TWO, b"\x78\x20\0\0\0\1" + stored_stream(TWO)[2:]))
    yield "zlib-stream.distance-too-far", small(INPT=packed("INPT", TWO, b"\x78\x01\x63\x00\x81\x00" + bytes(9)))
    yield "zlib-early", small(INPT=packed("INPT", TWO, told=len(TWO) + 1))
    yield "zlib-early.cut", small(INPT=packed("INPT", TWO, stored_stream(TWO)[:-6]))
    yield "zlib-early.no-adler", small(INPT=packed("INPT", TWO, stored_stream(TWO)[:-4]))
    yield "zlib-early.no-stream", small(INPT=packed("INPT", TWO, b""))
    yield "zlib-late", small(INPT=packed("INPT", TWO, told=len(TWO) - 1))
    yield "zlib-late.bomb", small(before=[packed("tEXt", b"", zeros_stream(GIB), 1 << 20)])
    yield "zlib-trailing", small(INPT=packed("INPT", TWO, stored_stream(TWO) + b"\0"))
    yield "zlib-trailing.second-stream", small(INPT=packed("INPT", TWO, stored_stream(TWO) * 2))
    yield "payload-short.inputs", small(INPT=TWO[:-1])
    yield "payload-short.string", small(before=[Chunk("tEXt", struct.pack("<IH", 1, 65535) + b"too short")])
    yield "payload-short.nothing", small(INPT=b"")
    yield "payload-long.inputs", small(INPT=TWO + b"\0")
    yield "payload-long.outputs", small(OUTP=YES + b"\0")
    yield "payload-long.notes", small(before=[Chunk("tEXt", NOTE + b"\0")])
    yield "payload-long.history", small(before=[Chunk("hIST", HISTORY + b"\0")])
    yield "payload-long.state", small(after=[Chunk("oPTS", STATE + b"\0")])

    # HEAD and ARCH.
    yield "version.zero", small(HEAD=head(version=0, reader=0))
    yield "version.no-reader", small(HEAD=head(version=1, reader=0))
    yield "version.reader-above", small(HEAD=head(version=1, reader=2))
    yield "unsupported-version", small(HEAD=head(version=2, reader=2))
    yield "unsupported-version.greatest", small(HEAD=head(version=65535, reader=65535))
    yield "unsupported-task.zero", small(HEAD=head(task=0))
    yield "unsupported-task.four", small(HEAD=head(task=4))
    yield "unsupported-scalar.zero", small(HEAD=head(scalar=0))
    yield "unsupported-scalar.six", small(HEAD=head(scalar=6))
    yield "no-layers", small(HEAD=head(layers=0))
    yield "zero-width.inputs", small(HEAD=head(inputs=0))
    yield "zero-width.outputs", small(HEAD=head(outputs=0))
    yield "zero-width.units", small(ARCH=layer(units=0))
    yield "limit-layers", small(HEAD=head(layers=1025))
    yield "limit-layers.greatest", small(HEAD=head(layers=65535))
    yield "limit-width.inputs", small(HEAD=head(inputs=(1 << 24) + 1))
    yield "limit-width.outputs", small(HEAD=head(outputs=(1 << 32) - 1))
    yield "limit-width.units", small(ARCH=layer(units=(1 << 32) - 1))
    yield "limit-parameters.head", small(HEAD=head(parameters=(1 << 27) + 1))
    yield "limit-parameters.greatest", small(HEAD=head(parameters=(1 << 64) - 1))
    yield "limit-parameters.product", small(
        HEAD=head(inputs=1 << 24, outputs=1 << 24, parameters=1 << 27), ARCH=layer(units=1 << 24))
    yield "limit-parameters.sum-wraps-around", small(
        HEAD=head(layers=1024, inputs=1 << 24, outputs=1 << 24, parameters=0), ARCH=layer(1 << 24, 0) * 1024)
    yield "unsupported-activation", small(ARCH=layer(activation=11))
    yield "unsupported-activation.greatest", small(ARCH=layer(activation=65535))
    yield "bias-code", small(ARCH=layer(bias=2))
    yield "unsupported-bias", small(ARCH=layer(bias=0))
    yield "reserved.architecture", small(ARCH=layer(reserved=1))
    yield "activation-parameter", small(ARCH=layer(parameter=0.5))
    yield "not-finite.activation-parameter", small(ARCH=layer(activation=4, parameter=NAN))
    yield "hidden-softmax", small(
        HEAD=head(layers=2, parameters=9), ARCH=layer(2, 10) + layer(1), WGHT=bytes(24))
    yield "outputs-sum", small(HEAD=head(outputs=2))
    yield "parameters-sum", small(HEAD=head(parameters=4))
    yield "parameters-sum.none", small(HEAD=head(parameters=0))

    # INPT.
    yield "count.columns", small(INPT=inputs(column(), column("x2"), count=(1 << 32) - 1))
    yield "count.categories", small(INPT=inputs(column(), column("x2", count=(1 << 32) - 1)))
    yield "count.notes", small(before=[Chunk("tEXt", struct.pack("<I", 1 << 31) + bytes(64))])
    yield "count.history", small(before=[Chunk("hIST", struct.pack("<H", 1) + text("e") + struct.pack("<I", 1 << 31))])
    yield "count.sections", small(after=[Chunk("oPTS", struct.pack("<I", 1 << 31) + bytes(64))])
    yield "count.values", small(after=[Chunk("oPTS", struct.pack("<I", 1) + section(count=1 << 63))])
    yield "count.values-times-eight-wraps", small(after=[Chunk("oPTS", struct.pack("<I", 1) + section(count=1 << 61))])
    yield "utf-8.column", small(INPT=inputs(column(b"x\xff"), column("x2")))
    yield "utf-8.overlong", small(INPT=inputs(column(b"\xc0\x80"), column("x2")))
    yield "utf-8.surrogate", small(INPT=inputs(column(b"\xed\xa0\x80"), column("x2")))
    yield "utf-8.cut", small(INPT=inputs(column(b"\xe2\x82"), column("x2")))
    yield "utf-8.label", small(OUTP=inputs(classes(labels=("no", b"\x80"))))
    yield "utf-8.note", small(before=[notes((b"\xfe", "v"))])
    yield "utf-8.history", small(
        before=[Chunk("hIST", struct.pack("<H", 1) + text(b"\xff") + struct.pack("<I", 0))])
    yield "utf-8.state", small(after=[Chunk("oPTS", struct.pack("<I", 1) + section(kind=4, values=b"\xff"))])
    yield "unsupported-input", small(INPT=inputs(column(kind=2), column("x2")))
    yield "unsupported-missing", small(INPT=inputs(column(missing=5), column("x2")))
    yield "unsupported-scaler.input", small(INPT=inputs(column(scaler=3), column("x2")))
    yield "unsupported-scaler.output", small(OUTP=inputs(classes(scaler=255)))
    yield "reserved.input", small(INPT=inputs(column(reserved=1), column("x2")))
    yield "reserved.output", small(OUTP=inputs(classes(reserved=0x100)))
    yield "not-finite.fill", small(INPT=inputs(column(fill=NAN), column("x2")))
    yield "not-finite.shift", small(INPT=inputs(column(shift=INFINITY), column("x2")))
    yield "not-finite.scale", small(INPT=inputs(column(scale=INFINITY), column("x2")))
    yield "not-finite.threshold", small(OUTP=inputs(classes(threshold=NAN)))
    yield "not-finite.mean", small(before=[Chunk("mEAN", struct.pack("<2d", 1, -INFINITY))])
    yield "scale.zero", small(INPT=inputs(column(scale=0.0), column("x2")))
    yield "scale.negative", small(INPT=inputs(column(scale=-1.0), column("x2")))
    yield "scale.minus-zero", small(OUTP=inputs(classes(scale=-0.0)))
    yield "scaler-none.shift", small(INPT=inputs(column(scaler=0, scale=1.0), column("x2")))
    yield "scaler-none.scale", small(INPT=inputs(column(scaler=0, shift=0.0), column("x2")))
    yield "numeric-categories", small(INPT=inputs(column(), column("x2", categories=["a"])))
    yield "no-categories", small(INPT=inputs(column(), category(categories=[])))
    yield "categorical-numbers.scaler", small(INPT=inputs(column(), category(scaler=1)))
    yield "categorical-numbers.fill", small(INPT=inputs(column(), category(fill=1.0)))
    yield "duplicate-input", small(INPT=inputs(column("x"), column("x")))
    yield "duplicate-category", small(HEAD=head(inputs=3, parameters=4), WGHT=bytes(16),
                                      INPT=inputs(column(), category(categories=["a", "a"])))
    yield "inputs-sum.few", small(INPT=inputs(column()))
    yield "inputs-sum.many", small(INPT=inputs(column(), category(categories=["a", "b"])))
    yield "inputs-sum.none", small(INPT=inputs())
    yield "limit-schema.inputs", small(INPT=Chunk("INPT", b"", length=(1 << 24) + 1))
    yield "limit-schema.told", small(OUTP=packed("OUTP", b"", zeros_stream(1 << 25), 1 << 25))

    # OUTP.
    yield "no-targets", small(OUTP=inputs())
    yield "unsupported-target", small(OUTP=inputs(classes(kind=2)))
    yield "duplicate-target", targets(quantity("y"), quantity("y"))
    yield "duplicate-label", small(OUTP=inputs(classes(labels=("a", "a"))))
    yield "few-labels.one", small(OUTP=inputs(classes(labels=("a",), positive=0)))
    yield "few-labels.none", small(OUTP=inputs(classes(labels=(), positive=0)))
    yield "positive-label", small(OUTP=inputs(classes(positive=2)))
    yield "positive-label.greatest", small(OUTP=inputs(classes(positive=(1 << 32) - 1)))
    yield "threshold.above", small(OUTP=inputs(classes(threshold=1.5)))
    yield "threshold.below", small(OUTP=inputs(classes(threshold=-1e-9)))
    yield "class-scaler", small(OUTP=inputs(classes(scaler=1)))
    yield "quantity-labels", targets(quantity(labels=("a",)))
    yield "quantity-labels.positive", targets(quantity(positive=1))
    yield "quantity-labels.threshold", targets(quantity(threshold=0.5))
    yield "mixed-targets", targets(quantity("y"), classes("z"))
    yield "mixed-targets.two-of-classes", targets(classes("y"), classes("z"))
    yield "task-targets.quantity", targets(quantity(), task=1)
    yield "task-targets.two-labels", targets(classes(), task=2, outputs=2, activation=10)
    yield "task-targets.three-labels", targets(classes(labels=("a", "b", "c")), task=1, outputs=3, activation=10)
    yield "outputs-targets.classes", targets(classes(labels=("a", "b", "c")), task=2, outputs=4, activation=10)
    yield "outputs-targets.one-of-three", targets(classes(labels=("a", "b", "c")), task=2, outputs=1, activation=1)
    yield "outputs-targets.quantities", targets(quantity("y"), outputs=2)
    yield "last-activation.identity", targets(classes(), task=1, outputs=1)
    yield "last-activation.sigmoid", targets(classes(), task=1, outputs=2, activation=1)
    yield "last-activation.softmax", targets(quantity(), activation=10)
    yield "last-activation.one-softmax", targets(classes(), task=1, outputs=1, activation=10)

    # The other payloads.
    yield "note-order", small(before=[notes(("b", ""), ("a", ""))])
    yield "note-order.same", small(before=[notes(("a", "1"), ("a", "2"))])
    yield "note-order.prefix", small(before=[notes(("ab", ""), ("a", ""))])
    yield "limit-notes", small(before=[Chunk("tEXt", b"", length=(1 << 20) + 1)])
    yield "limit-notes.bomb", small(before=[packed("tEXt", b"", zeros_stream(GIB), GIB)])
    yield "limit-notes.greatest", small(before=[packed("tEXt", b"", told=(1 << 64) - 1)])
    yield "no-columns", small(before=[Chunk("hIST", struct.pack("<HI", 0, 0))])
    yield "limit-history", small(before=[Chunk("hIST", b"", length=(1 << 26) + 1)])
    yield "limit-history.told", small(before=[packed("hIST", b"", zeros_stream(1 << 27), 1 << 27)])
    yield "limit-state", small(after=[packed("oPTS", b"", told=1 << 31)])
    yield "unsupported-section", small(after=[Chunk("oPTS", struct.pack("<I", 1) + section(kind=5))])
    yield "duplicate-section", small(after=[Chunk("oPTS", struct.pack("<I", 2) + section() + section())])
    yield "payload-short.section", small(after=[Chunk("oPTS", struct.pack("<I", 1) + text("a longer name") + b"\x01" + b"234")])
    yield "weight-not-finite", small(WGHT=struct.pack("<3f", 1, NAN, 0))
    yield "weight-not-finite.bias", small(WGHT=struct.pack("<3f", 1, 0, INFINITY))
    yield "weight-not-finite.double", small(HEAD=head(scalar=2), WGHT=struct.pack("<3d", 1, NAN, 0))
    yield "weight-not-finite.double-above-single", small(HEAD=head(scalar=2), WGHT=struct.pack("<3d", 1, 1e39, 0))
    yield "weight-not-finite.half", small(HEAD=head(scalar=3), WGHT=struct.pack("<3H", 0, 0x7C00, 0))
    yield "weight-not-finite.brain", small(HEAD=head(scalar=4), WGHT=struct.pack("<3H", 0, 0, 0xFFC0))
    yield "weight-not-finite.eight-bits", eight_bits(bias=NAN)
    yield "row-scale.negative", eight_bits(scale=-1.0)
    yield "row-scale.not-a-number", eight_bits(scale=NAN)
    yield "row-scale.too-large", eight_bits(scale=3e38)

    # ENDM.
    yield "end-chunks", small(chunk_count=1)
    yield "end-chunks.fewer", small(chunk_count=-1)
    yield "end-bytes", small(byte_count=1)
    yield "digest", small(digest=1)
    yield "digest.of-an-ancillary-chunk", small(
        before=[Chunk("tEXt", NOTE)],
        end=lambda payload: Chunk("ENDM", payload[:12] + hashlib.sha256(NOTE).digest()))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.makedirs(sys.argv[1], exist_ok=True)
    names = set()
    for name, data in hostile():
        if name in names:
            sys.exit(f"two files are named {name}")
        names.add(name)
        with open(os.path.join(sys.argv[1], name + ".nnm"), "wb") as output:
            output.write(data)


if __name__ == "__main__":
    main()
