"""statsforecast's side of forecast.ts: the same series on standard input, CPU milliseconds of each fit with 48 steps."""

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
for name in sys.argv[1:] or models:
    # Compiled code is compiled on first use: a short series pays for that.
    models[name]().forecast(y=series[0][-400:], h=4, level=[95])
    spent = []
    for each in series:
        began = time.process_time()
        models[name]().forecast(y=each, h=48, level=[95])
        spent.append((time.process_time() - began) * 1000)
    print(f"  statsforecast {name}: {np.median(spent):.1f}", flush=True)
