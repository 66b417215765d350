"""The networks of neural.ts in PyTorch on one thread: CPU seconds an epoch as one line of JSON; fails where there is no torch."""

import json
import time

import torch
from torch import nn

WINDOW, WINDOWS, BATCH, UNITS, REPEATS = 60, 2000, 32, 32, 3
torch.set_num_threads(1)
torch.manual_seed(1)


class Recurrent(nn.Module):
    def __init__(self, cell, convolved=False):
        super().__init__()
        self.front = nn.Sequential(nn.Conv1d(1, 16, 5), nn.Tanh(), nn.MaxPool1d(2)) if convolved else None
        self.cell = cell(16 if convolved else 1, UNITS, batch_first=True)
        self.head = nn.Linear(UNITS, 1)

    def forward(self, x):
        if self.front is not None:
            x = self.front(x.transpose(1, 2)).transpose(1, 2)
        return self.head(self.cell(x)[0][:, -1])


def epoch_seconds(network):
    steps = torch.arange(WINDOWS + WINDOW)
    series = torch.sin(2 * torch.pi * steps / 144) + (torch.rand(len(steps)) - 0.5) / 5
    windows = series.unfold(0, WINDOW, 1)[:WINDOWS].unsqueeze(-1).contiguous()
    targets = series[WINDOW:].unsqueeze(-1)
    adam = torch.optim.Adam(network.parameters(), 1e-3)
    best = float("inf")
    for repeat in range(REPEATS + 1):
        before = time.process_time()
        for batch in torch.randperm(WINDOWS).split(BATCH):
            adam.zero_grad()
            nn.functional.mse_loss(network(windows[batch]), targets[batch]).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
        if repeat > 0:
            best = min(best, time.process_time() - before)
    return best


print(
    json.dumps(
        {
            "lstm": epoch_seconds(Recurrent(nn.LSTM)),
            "gru": epoch_seconds(Recurrent(nn.GRU)),
            "rnn": epoch_seconds(Recurrent(nn.RNN)),
            "c-lstm": epoch_seconds(Recurrent(nn.LSTM, convolved=True)),
        }
    )
)
