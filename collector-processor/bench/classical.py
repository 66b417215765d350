"""scikit-learn's side of classical.ts: the same shapes, CPU milliseconds, best of five."""

import time

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor
from sklearn.svm import OneClassSVM

rng = np.random.default_rng(1)
train, test = rng.normal(size=(2000, 8)), rng.normal(size=(1000, 8))


def best(run):
    def once():
        began = time.process_time()
        run()
        return (time.process_time() - began) * 1000

    return min(once() for _ in range(5))


for name, model in {
    "isolation-forest": IsolationForest(n_estimators=100, max_samples=256),
    "one-class-svm": OneClassSVM(nu=0.05),
    "lof": LocalOutlierFactor(n_neighbors=20, novelty=True),
}.items():
    learn = best(lambda: model.fit(train))
    print(f"  scikit-learn {name}: learn {learn:.1f}, score {best(lambda: model.score_samples(test)):.1f}")
