"""statsforecast's side of forecast.ts and forecast-peers.ts: the same series on standard input, 48 steps each.

Prints the CPU milliseconds of each model, or, with --forecasts, a line of JSON a series: its forecast and CPU seconds.
"""

import json
import sys
import time

import numpy as np
from statsforecast.models import MSTL, AutoARIMA, AutoETS

series = [np.array(each, dtype=np.float64) for each in json.load(sys.stdin)]
models = {
    "AutoARIMA": lambda: AutoARIMA(season_length=24),
    "AutoETS": lambda: AutoETS(season_length=24),
    "MSTL": lambda: MSTL(season_length=[24, 168]),
}
told = "--forecasts" in sys.argv
for name in [name for name in sys.argv[1:] if not name.startswith("-")] or models:
    # Compiled code is compiled on first use: a short series pays for that.
    models[name]().forecast(y=series[0][-400:], h=4, level=[95])
    spent = []
    for each in series:
        began = time.process_time()
        made = models[name]().forecast(y=each, h=48, level=[95])
        spent.append(time.process_time() - began)
        if told:
            line = {part: list(map(float, made[key])) for part, key in [("expected", "mean"), ("lower", "lo-95"), ("upper", "hi-95")]}
            print(json.dumps({"model": name, "seconds": spent[-1], **line}), flush=True)
    if not told:
        print(f"  statsforecast {name}: {np.median(spent) * 1000:.1f}", flush=True)
