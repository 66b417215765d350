"""Reference values for src/detect/neural, from PyTorch on the CPU: fixed weights and input, forward result, gradients.

Writes neural.json beside itself. Run once, with the versions that the JSON names:

    python -m venv venv && venv/bin/pip install torch==2.1.2 "numpy<2" && venv/bin/python neural.py

Arrays are flat, in Tidemark's layout: signals are steps x batch x width, weights input x output with the gates of a
recurrent cell side by side (the transpose of PyTorch's).
"""

import json
import pathlib

import torch
from torch import nn

STEPS, BATCH, WIDTH, UNITS, FILTERS, TAPS = 7, 5, 3, 8, 6, 3
torch.manual_seed(20261121)


def flat(tensor):
    return [float(f"{value:.8g}") for value in tensor.detach().reshape(-1).tolist()]


def transposed(weight):
    return weight.t()


def taps(weight):
    """filters x inputs x taps -> taps x inputs x filters"""
    return weight.permute(2, 1, 0)


def recurrent_parameters(cell, both_biases):
    parameters = [
        ("weights", cell.weight_ih_l0, transposed),
        ("recurrent", cell.weight_hh_l0, transposed),
        ("bias", cell.bias_ih_l0, lambda bias: bias),
    ]
    if both_biases:
        parameters.append(("recurrentBias", cell.bias_hh_l0, lambda bias: bias))
    else:
        nn.init.zeros_(cell.bias_hh_l0)
    return parameters


def dense_parameters(layer):
    return [("weights", layer.weight, transposed), ("bias", layer.bias, lambda bias: bias)]


def convolution_parameters(layer):
    return [("weights", layer.weight, taps), ("bias", layer.bias, lambda bias: bias)]


def convolve(layer, x):
    """Over steps x batch x width; PyTorch wants batch x width x steps."""
    return layer(x.permute(1, 2, 0)).permute(2, 0, 1)


def case(forward, parameters, steps=STEPS, width=WIDTH):
    """The loss is the mean squared error against a fixed target: its gradient goes into every parameter and the input."""
    x = torch.randn(steps, BATCH, width, requires_grad=True)
    output = forward(x)
    target = torch.randn(output.shape)
    loss = nn.functional.mse_loss(output, target)
    loss.backward()
    return {
        "input": flat(x),
        "target": flat(target),
        "output": flat(output),
        "loss": loss.item(),
        "inputGradient": flat(x.grad),
        "weights": [flat(layout(weight)) for _, weight, layout in parameters],
        "gradients": [flat(layout(weight.grad)) for _, weight, layout in parameters],
        "names": [name for name, _, _ in parameters],
    }


def last(cell):
    return lambda x: cell(x)[0][-1:]


def layers():
    dense = nn.Linear(WIDTH, UNITS)
    rnn, lstm, gru = (cell(WIDTH, UNITS) for cell in (nn.RNN, nn.LSTM, nn.GRU))
    convolution = nn.Conv1d(WIDTH, FILTERS, TAPS)
    pool = nn.MaxPool1d(2)
    return {
        "dense": case(dense, dense_parameters(dense)),
        "tanh": case(torch.tanh, []),
        "simpleRnn": case(last(rnn), recurrent_parameters(rnn, False)),
        "lstm": case(last(lstm), recurrent_parameters(lstm, False)),
        "gru": case(last(gru), recurrent_parameters(gru, True)),
        "convolution": case(lambda x: convolve(convolution, x), convolution_parameters(convolution)),
        "maxPool": case(lambda x: convolve(pool, x), []),
    }


def forecaster(cell, both_biases):
    recurrent, head = cell(WIDTH, UNITS), nn.Linear(UNITS, 1)
    parameters = recurrent_parameters(recurrent, both_biases) + dense_parameters(head)
    return case(lambda x: head(last(recurrent)(x)), parameters)


def c_lstm():
    convolution, pool, recurrent, head = nn.Conv1d(WIDTH, FILTERS, TAPS), nn.MaxPool1d(2), nn.LSTM(FILTERS, UNITS), nn.Linear(UNITS, 1)
    parameters = convolution_parameters(convolution) + recurrent_parameters(recurrent, False) + dense_parameters(head)
    return case(
        lambda x: head(last(recurrent)(convolve(pool, torch.tanh(convolve(convolution, x))))), parameters
    )


def autoencoder():
    sizes = [STEPS, UNITS, 4, UNITS, STEPS]
    dense = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]

    def forward(x):
        for layer in dense[:-1]:
            x = torch.tanh(layer(x))
        return dense[-1](x)

    return case(forward, [entry for layer in dense for entry in dense_parameters(layer)], steps=1, width=STEPS)


def adam():
    """Three clipped steps on the same weights with given gradients."""
    weights = nn.Parameter(torch.randn(10))
    optimizer = torch.optim.Adam([weights], lr=0.05)
    before, gradients, after = flat(weights), [], []
    for _ in range(3):
        weights.grad = torch.randn(10) * 2
        gradients.append(flat(weights.grad))
        nn.utils.clip_grad_norm_([weights], 1.0)
        optimizer.step()
        after.append(flat(weights))
    return {"learningRate": 0.05, "clipNorm": 1.0, "weights": before, "gradients": gradients, "after": after}


reference = {
    "torch": torch.__version__,
    "shape": {"steps": STEPS, "batch": BATCH, "width": WIDTH, "units": UNITS, "filters": FILTERS, "taps": TAPS},
    "networks": {
        **layers(),
        "rnn model": forecaster(nn.RNN, False),
        "lstm model": forecaster(nn.LSTM, False),
        "gru model": forecaster(nn.GRU, True),
        "c-lstm model": c_lstm(),
        "autoencoder model": autoencoder(),
    },
    "adam": adam(),
}
pathlib.Path(__file__).with_name("neural.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")
