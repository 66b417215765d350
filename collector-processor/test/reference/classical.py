"""Writes classical.json, the scores that scikit-learn gives for small fixed data sets; then format it with prettier.

Run once, by hand; the JSON is committed and the tests read that:
    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install scikit-learn==1.9.1
    /tmp/reference/bin/python collector-processor/test/reference/classical.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor
from sklearn.svm import OneClassSVM

DIGITS = 12


def grid(values):
    """Multiples of 1/1024 are exact in the float32 that scikit-learn's trees compute in."""
    return np.round(np.asarray(values) * 1024) / 1024


def rounded(values):
    return [float(f"{value:.{DIGITS}g}") for value in np.asarray(values).ravel()]


def data_set(rng, rows, inliers, outliers, width):
    """Two correlated clusters of different density; tested on more of them and on scattered points."""

    def cluster(count):
        mix = np.random.default_rng(7).normal(size=(width, width)) / np.sqrt(width)
        dense = rng.normal(size=(count - count // 3, width)) @ mix
        sparse = rng.normal(size=(count // 3, width)) * 1.5 + 4
        return np.concatenate([dense, sparse])

    train = grid(cluster(rows))
    test = grid(np.concatenate([cluster(inliers), rng.uniform(-6, 9, size=(outliers, width))]))
    return train, test, inliers


def lof(train, test, neighbours):
    model = LocalOutlierFactor(n_neighbors=neighbours, novelty=True).fit(train)
    return {"neighbours": neighbours, "test": rounded(-model.score_samples(test))}


def one_class_svm(train, test, nu, gamma):
    model = OneClassSVM(nu=nu, gamma=gamma, tol=1e-8).fit(train)
    return {
        "nu": nu,
        "gamma": gamma,
        "gammaUsed": float(model._gamma),
        "supportVectors": int(model.support_.size),
        "offset": float(-model.intercept_[0]),
        "test": rounded(model.decision_function(test)),
    }


def isolation_forest(train, test, inliers, sample_size):
    """Statistics over many seeds: the random streams differ, so only what does not depend on them can be compared."""
    truth = np.r_[np.zeros(inliers), np.ones(len(test) - inliers)]
    runs = np.array(
        [
            -IsolationForest(n_estimators=100, max_samples=sample_size, random_state=seed).fit(train).score_samples(test)
            for seed in range(20)
        ]
    )
    return {
        "trees": 100,
        "sampleSize": sample_size,
        "meanScores": rounded(runs.mean(axis=0)),
        "auc": float(np.mean([roc_auc_score(truth, run) for run in runs])),
        "meanInlierScore": float(runs[:, :inliers].mean()),
    }


def given_trees(train, test, sample_size):
    """A small forest, node by node, with the scores it gives."""
    model = IsolationForest(n_estimators=5, max_samples=sample_size, random_state=1).fit(train)
    trees = [
        {
            "feature": [int(f) if f >= 0 else -1 for f in tree.feature],
            "threshold": [float(t) for t in tree.threshold],
            "left": [int(child) for child in tree.children_left],
            "right": [int(child) for child in tree.children_right],
            "rows": [int(count) for count in tree.n_node_samples],
        }
        for tree in (estimator.tree_ for estimator in model.estimators_)
    ]
    return {"sampleSize": sample_size, "trees": trees, "test": rounded(-model.score_samples(test))}


def case(seed, rows, width, neighbours, nu, gamma, sample_size):
    train, test, inliers = data_set(np.random.default_rng(seed), rows, 60, 20, width)
    return {
        "train": train.tolist(),
        "test": test.tolist(),
        "inliers": inliers,
        "lof": lof(train, test, neighbours),
        "oneClassSvm": one_class_svm(train, test, nu, gamma),
        "isolationForest": isolation_forest(train, test, inliers, sample_size),
        "givenTrees": given_trees(train, test, 32),
    }


reference = {
    "sklearn": sklearn.__version__,
    "cases": {
        "two columns": case(1, 150, 2, 10, 0.1, "scale", 64),
        "six columns": case(2, 300, 6, 20, 0.05, "scale", 128),
        "a narrow kernel": case(3, 200, 4, 5, 0.3, 0.7, 150),
    },
}
path = Path(__file__).with_name("classical.json")
path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")
