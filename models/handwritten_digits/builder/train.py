#!/usr/bin/python3
"""Trains handwritten_digits.bin: MNIST FOLDER -> model file, figures on standard output. See README.md.

    /usr/bin/python3 models/handwritten_digits/train.py MNIST_FOLDER models/handwritten_digits/handwritten_digits.bin

MNIST_FOLDER holds the four idx files. Wants python3-torch, python3-numpy, python3-pil and the faces that strips.py names
(Debian). The seed is fixed; the same packages on the same machine give the same file.
"""
import argparse
import multiprocessing
import os
import pickle
import struct

import numpy as np
import torch
from torch import nn

import strips

SEED = 20260
SIZE = 100  # strips a batch

# Channels, kernel rows and columns, and the pool (rows, columns) behind it. Rows go 32 -> 16 -> 8 -> 4 -> 1, columns are
# halved once. The last layer gives, a column: 0 nothing, 1-10 the digits 0-9, 11 a letter.
LAYERS = [
    (1, 8, 3, 3, 2, 2),
    (8, 16, 3, 3, 2, 1),
    (16, 32, 3, 3, 2, 1),
    (32, 48, 3, 3, 1, 1),
    (48, 64, 4, 3, 1, 1),
    (64, 64, 1, 5, 1, 1),
    (64, 12, 1, 3, 1, 1),
]

_composers = {}


def made(job):
    folder, part, seed, index, number = job
    if (folder, part) not in _composers:
        _composers[folder, part] = strips.Composer(*strips.read_mnist(folder, part))
    return strips.batch(_composers[folder, part], seed, index, SIZE, number)


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        parts = []
        for i, (inputs, outputs, rows, columns, pool_rows, pool_columns) in enumerate(LAYERS):
            padding = (0 if rows == 4 else rows // 2, columns // 2)
            last = i + 1 == len(LAYERS)
            parts.append(nn.Conv2d(inputs, outputs, (rows, columns), padding=padding, bias=last))
            if not last:
                parts += [nn.BatchNorm2d(outputs), nn.ReLU()]
            if pool_rows * pool_columns > 1:
                parts.append(nn.MaxPool2d((pool_rows, pool_columns)))
        self.parts = nn.Sequential(*parts)

    def forward(self, x):  # batch, 32, columns -> columns / 2, batch, 12
        return self.parts(x.unsqueeze(1)).squeeze(2).permute(2, 0, 1)


def tensors(made_batch):
    pictures, labels = made_batch
    x = torch.from_numpy(pictures).float() / 255
    flat = torch.tensor([c + 1 for label in labels for c in label], dtype=torch.long)
    return x, flat, torch.tensor([len(label) for label in labels])


def read(model, x):
    """The best path's labels of each strip and its probability as the sum over all paths."""
    log = model(x).log_softmax(2)
    best = log.argmax(2).T.tolist()
    texts = []
    for row in best:
        texts.append([c - 1 for i, c in enumerate(row) if c > 0 and (i == 0 or row[i - 1] != c)])
    flat = torch.tensor([c + 1 for text in texts for c in text], dtype=torch.long)
    sizes = torch.tensor([len(text) for text in texts])
    frames = torch.full((x.shape[0],), log.shape[0], dtype=torch.long)
    loss = nn.functional.ctc_loss(log, flat, frames, sizes, reduction="none")
    return texts, (-loss).exp().tolist()


def train(model, sets):
    """Once over the strips, the rate up and down again."""
    order = np.random.default_rng([SEED, 0])
    optimiser = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=len(sets), pct_start=0.15)
    model.train()
    losses = []
    for step, i in enumerate(order.permutation(len(sets))):
        x, flat, sizes = tensors(sets[i])
        x = torch.roll(x, (int(order.integers(-1, 2)), int(order.integers(0, 2))), (1, 2))
        log = model(x).log_softmax(2)
        frames = torch.full((x.shape[0],), log.shape[0], dtype=torch.long)
        loss = nn.functional.ctc_loss(log, flat, frames, sizes, zero_infinity=True)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 99:
            print("step", step + 1, "loss", round(sum(losses[-100:]) / 100, 4), flush=True)


def folded(model):
    """Weights (out, in, rows, columns) and biases with the batch norms in them, as float16."""
    parts = list(model.parts)
    out = []
    for i, part in enumerate(parts):
        if not isinstance(part, nn.Conv2d):
            continue
        weight = part.weight.detach()
        bias = part.bias.detach() if part.bias is not None else torch.zeros(weight.shape[0])
        if i + 1 < len(parts) and isinstance(parts[i + 1], nn.BatchNorm2d):
            norm = parts[i + 1]
            scale = norm.weight.detach() / torch.sqrt(norm.running_var + norm.eps)
            bias = norm.bias.detach() + (bias - norm.running_mean) * scale
            weight = weight * scale[:, None, None, None]
        out.append((weight.half(), bias.half()))
    return out


def write(model, path):
    """"VKDIGIT1", the count of layers, then for each six 32-bit numbers as in LAYERS, weights, biases; little-endian."""
    with open(path, "wb") as file:
        file.write(b"VKDIGIT1" + struct.pack("<I", len(LAYERS)))
        for layer, (weight, bias) in zip(LAYERS, folded(model)):
            file.write(struct.pack("<6I", layer[1], layer[0], *layer[2:]))
            file.write(weight.numpy().astype("<f2").tobytes())
            file.write(bias.numpy().astype("<f2").tobytes())


def score(model, sets, name):
    """Strips read right, and how many of those read with some probability are."""
    model.eval()
    results = []
    with torch.no_grad():
        for made_batch in sets:
            texts, sure = read(model, tensors(made_batch)[0])
            results += [(p, text == label, len(label)) for text, p, label in zip(texts, sure, made_batch[1])]
    print(f"{name}: {sum(r[1] for r in results)} of {len(results)} strips right")
    for low in (0.5, 0.8, 0.9, 0.95, 0.98, 0.99):
        kept = [r for r in results if r[0] >= low]
        print(f"  read with {low:.2f} or more: {len(kept)}, right {sum(r[1] for r in kept) / max(1, len(kept)):.4f}")


def strips_of(args):
    """The strips to train and to test on; made once and kept in the work folder."""
    path = f"{args.work}/strips.pickle"
    if not os.path.exists(path):
        jobs = [(args.mnist, "train", SEED, i, i % 9 < 5) for i in range(args.batches)]
        tests = [(args.mnist, "t10k", SEED + 1, i, i % 2 == 0) for i in range(80)]
        with multiprocessing.Pool(args.threads) as pool:
            made_sets = pool.map(made, jobs, 10), pool.map(made, tests, 10)
        with open(path, "wb") as file:
            pickle.dump(made_sets, file, protocol=4)
    with open(path, "rb") as file:
        return pickle.load(file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mnist")
    parser.add_argument("model")
    parser.add_argument("--batches", type=int, default=2200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--work", default=".", help="folder for the strips made")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    sets, tests = strips_of(args)
    model = Reader()
    print("weights:", sum(p.numel() for p in model.parameters()))
    train(model, sets)
    score(model, tests[0::2], "numbers (digits of MNIST's test part)")
    score(model, tests[1::2], "days and months")
    write(model, args.model)
    torch.save(model.state_dict(), f"{args.work}/state.pt")


if __name__ == "__main__":
    main()
