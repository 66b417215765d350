"""Writes forecasts.json: what statsmodels and statsforecast say of small fixed series; then format it with prettier.

Run once, by hand; the JSON is committed and the tests read that:
    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install statsmodels==0.15.0 statsforecast==2.1.1
    /tmp/reference/bin/python collector-processor/test/reference/forecasts.py
"""

import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import statsforecast
import statsmodels
from statsforecast.ets import pegelsresid_C
from statsforecast.models import AutoARIMA
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.statespace.sarimax import SARIMAX
from statsmodels.tsa.stattools import kpss

DIGITS = 12
AHEAD = 14
warnings.simplefilter("ignore")


def rounded(values):
    return [float(f"{value:.{DIGITS}g}") for value in np.asarray(values, dtype=float).ravel()]


def seasonal_series(rng, count=120, season=12):
    t = np.arange(count)
    values = 200 + 0.5 * t + 40 * np.sin(2 * np.pi * t / season) + np.cumsum(rng.normal(0, 2, count)) + rng.normal(0, 6, count)
    return np.round(np.maximum(values, 5), 3)


def smoothing(values):
    """Every model of the family at given parameters and initial states: likelihood and forecast."""
    alpha, beta, gamma, phi = 0.4, 0.05, 0.2, 0.9
    level, slope = 195.0, 0.6
    additive = np.round(40 * np.sin(2 * np.pi * np.arange(12) / 12), 6)
    multiplicative = np.round(1 + additive / 200, 6)
    cases = []
    for error in ("add", "mul"):
        for trend, damped in ((None, False), ("add", False), ("add", True)):
            for season in (None, "add", "mul"):
                if error == "add" and season == "mul":
                    continue
                if season == "mul":
                    cases.append(multiplicative_season(values, trend, damped, (alpha, beta, gamma, phi), (level, slope), multiplicative))
                    continue
                start = {"initial_level": level}
                parameters = {"smoothing_level": alpha}
                if trend:
                    start["initial_trend"] = slope
                    parameters["smoothing_trend"] = beta
                if season:
                    start["initial_seasonal"] = additive if season == "add" else multiplicative
                    parameters["smoothing_seasonal"] = gamma
                if damped:
                    parameters["damping_trend"] = phi
                model = ETSModel(
                    pd.Series(values), error=error, trend=trend, damped_trend=damped, seasonal=season,
                    seasonal_periods=12 if season else None, initialization_method="known", **start,
                )
                fitted = model.smooth([parameters[name] for name in model.param_names if name in parameters])
                cases.append({
                    "error": error, "trend": "damped" if damped else (trend or "none"), "season": season or "none",
                    "logLikelihood": float(fitted.llf), "forecast": rounded(fitted.forecast(AHEAD)),
                })
                if error == "add" and season != "mul":
                    told = fitted.get_prediction(start=len(values), end=len(values) + AHEAD - 1)
                    cases[-1]["variance"] = rounded(told.forecast_variance)
                    cases[-1]["scale"] = float(fitted.scale)
    return {
        "values": rounded(values), "alpha": alpha, "beta": beta, "gamma": gamma, "phi": phi, "level": level,
        "slope": slope, "additive": rounded(additive), "multiplicative": rounded(multiplicative), "cases": cases,
    }


def multiplicative_season(values, trend, damped, parameters, start, indices):
    """By statsforecast's port of R's forecast: statsmodels divides by the new level, which is another model."""
    alpha, beta, gamma, phi = parameters
    level, slope = start
    state = np.array([level, *([slope] if trend else []), *indices[::-1]])
    kind = "A" if trend else "N"
    _, _, states, lik = pegelsresid_C(values, 12, state, "M", kind, "M", damped, alpha, beta if trend else 0.0, gamma, phi, 3)
    # Its own forecast counts the first power of phi twice, so the definition is written out.
    last = states[-1]
    growth = np.cumsum((phi if damped else 1.0) ** np.arange(1, AHEAD + 1))
    season = last[::-1][:12]
    forecast = (last[0] + (growth * last[1] if trend else 0)) * season[np.arange(AHEAD) % 12]
    count = len(values)
    return {
        "error": "mul", "trend": "damped" if damped else (trend or "none"), "season": "mul",
        "logLikelihood": float(-lik / 2 - count / 2 * (np.log(2 * np.pi / count) + 1)), "forecast": rounded(forecast),
    }


def box_jenkins(rng):
    """Forecast and its standard error at given coefficients; the series are long, so that their start is forgotten."""
    cases = []
    for order, seasonal, parameters in (
        ((2, 0, 1), (0, 0, 0, 0), [0.5, 0.2, 0.4]),
        ((1, 1, 1), (0, 0, 0, 0), [0.6, -0.3]),
        ((0, 1, 1), (0, 1, 1, 12), [-0.4, -0.6]),
        ((1, 0, 1), (1, 1, 1, 12), [0.7, -0.2, 0.3, -0.5]),
    ):
        values = seasonal_series(rng, 400)
        values = np.round(values - values.mean(), 3) if seasonal[3] == 0 and order[1] == 0 else values
        model = SARIMAX(values, order=order, seasonal_order=seasonal, trend="n")
        told = model.filter([*parameters, 4.0]).get_forecast(AHEAD)
        cases.append({
            "order": list(order), "seasonal": list(seasonal), "parameters": parameters, "variance": 4.0,
            "values": rounded(values), "forecast": rounded(told.predicted_mean), "spread": rounded(told.se_mean),
        })
    return cases


def automatic(rng):
    """What AutoARIMA's choice reaches: the variance of its errors."""
    def simulate(ar, ma, count):
        noise = rng.normal(0, 1, count + 50)
        out = np.zeros(count + 50)
        for t in range(2, count + 50):
            out[t] = sum(a * out[t - 1 - i] for i, a in enumerate(ar)) + noise[t] + sum(b * noise[t - 1 - i] for i, b in enumerate(ma))
        return out[50:]

    series = {
        "ar2": (simulate([0.6, 0.25], [], 300) + 10, 1),
        "ma1": (simulate([], [0.7], 300) + 10, 1),
        "walk": (np.cumsum(simulate([0.4], [], 300)) + 50, 1),
        "seasonal": (seasonal_series(rng, 240), 12),
    }
    cases = []
    for name, (values, season) in series.items():
        values = np.round(values, 4)
        model = AutoARIMA(season_length=season, max_p=5, max_q=5).fit(values).model_
        cases.append({
            "name": name, "season": season, "values": rounded(values), "variance": float(model["sigma2"]),
            "order": [int(x) for x in model["arma"]],
        })
    return cases


def main():
    rng = np.random.default_rng(7)
    values = seasonal_series(rng)
    kpss_cases = [
        {"values": rounded(series), "lags": lags, "statistic": float(kpss(series, regression="c", nlags=lags)[0])}
        for series in (rng.normal(0, 1, 100), np.cumsum(rng.normal(0, 1, 100)))
        for lags in (0, 4)
    ]
    out = {
        "versions": {"statsmodels": statsmodels.__version__, "statsforecast": statsforecast.__version__},
        "smoothing": smoothing(values), "boxJenkins": box_jenkins(rng), "automatic": automatic(rng), "kpss": kpss_cases,
    }
    Path(__file__).with_name("forecasts.json").write_text(json.dumps(out, indent=2) + "\n")


main()
