#!/usr/bin/env python3
"""dequantise.py IN.lstm OUT.lstm: an integer LSTM of Tesseract 5 with its weights as doubles, so that lstmtraining goes on
from it. Integer weights are rows of int8 with a scale a row; a double is their product. Layers are copied as they are."""
import array
import struct
import sys

CONTAINERS = {"Series", "Parallel", "Replicated", "ParBidiLSTM", "DepParUDLSTM", "Par2dLSTM", "RTLReversed",
              "TTBReversed", "XYTranspose"}
FULLY_CONNECTED = {"Softmax", "SoftmaxNoCTC", "Relu", "Tanh", "Linear", "Logistic", "LinLogistic", "LinTanh"}
INT8, ADAM, DOUBLE = 1, 4, 128  # flags of a weight matrix
LAYER_RATES = 64  # flag of a network: a learning rate a layer follows
INT_MODE = 1  # flag of the recogniser

source = open(sys.argv[1], "rb").read()
at = 0
out = bytearray()


def take(size):
    global at
    part = source[at:at + size]
    if len(part) != size:
        sys.exit("dequantise: the file is cut off")
    at += size
    return part


def copy(form):
    raw = take(struct.calcsize(form))
    out.extend(raw)
    return struct.unpack(form, raw)


def copy_text():
    (size,) = copy("<I")
    raw = take(size)
    out.extend(raw)
    return raw.decode()


def weights():
    mode, rows, columns, _ = struct.unpack("<Biib", take(10))
    if not mode & INT8 or not mode & DOUBLE:
        sys.exit("dequantise: the weights are no integers of Tesseract 5")
    cells = array.array("b", take(rows * columns))
    (count,) = struct.unpack("<I", take(4))
    scales = struct.unpack(f"<{count}d", take(8 * count))
    out.extend(struct.pack("<Biid", mode & ADAM | DOUBLE, rows, columns, 0.0))
    out.extend(array.array("d", (cells[i] * scales[i // columns] for i in range(rows * columns))).tobytes())
    return rows


def network():
    copy("<b")
    kind = copy_text()
    copy("<bb")
    flags, inputs, _, _ = copy("<iiii")
    copy_text()
    if kind in CONTAINERS:
        for _ in range(copy("<I")[0]):
            network()
        if flags & LAYER_RATES:
            copy(f"<{copy('<I')[0]}f")
    elif kind == "Input":
        copy("<5i")
    elif kind in ("Convolve", "Maxpool", "Reconfig"):
        copy("<ii")
    elif kind in ("LSTM", "SummLSTM"):
        (wide,) = copy("<i")
        states = weights()
        for _ in range(4 if wide == inputs + 2 * states else 3):
            weights()
    elif kind in FULLY_CONNECTED:
        weights()
    else:
        sys.exit(f"dequantise: a layer that is not known: {kind}")


network()
copy_text()
(flags,) = struct.unpack("<i", take(4))
out.extend(struct.pack("<i", flags & ~INT_MODE))
out.extend(source[at:])
open(sys.argv[2], "wb").write(out)
