#!/usr/bin/python3
"""Prints what PyTorch makes of a trained model's file, for tests/models/handwritten_digits_test.cc.

    /usr/bin/python3 models/handwritten_digits/builder/check.py models/handwritten_digits/handwritten_digits.bin
"""
import struct
import sys

import numpy as np
import torch
from torch import nn


def frames(path, strip):
    with open(path, "rb") as file:
        data = file.read()
    at = 12
    x = torch.from_numpy(strip)[None, None]
    count = struct.unpack_from("<I", data, 8)[0]
    for layer in range(count):
        outputs, inputs, rows, columns, pool_rows, pool_columns = struct.unpack_from("<6I", data, at)
        at += 24
        size = outputs * inputs * rows * columns
        weight = np.frombuffer(data, "<f2", size, at).astype(np.float32).reshape(outputs, inputs, rows, columns)
        bias = np.frombuffer(data, "<f2", outputs, at + 2 * size).astype(np.float32)
        at += 2 * (size + outputs)
        padding = (0 if rows == 4 else rows // 2, columns // 2)
        x = nn.functional.conv2d(x, torch.from_numpy(weight), torch.from_numpy(bias), padding=padding)
        if layer + 1 < count:
            x = x.relu()
        x = nn.functional.max_pool2d(x, (pool_rows, pool_columns))
    return x[0, :, 0].log_softmax(0).T


rows, columns = np.mgrid[0:32, 0:24]
strip = (((rows * 7 + columns * 5 + rows * columns) % 11) / 10).astype(np.float32)
result = frames(sys.argv[1], strip)
for number in (2, 11):
    print(number, ", ".join(f"{value:.4f}" for value in result[number].tolist()))
