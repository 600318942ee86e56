"""Fail a build if the speakers of annotated articles are found less often than before."""

import sys

import factx

golds = factx.read(sys.argv[1])
report = factx.evaluate(golds, [factx.extract(gold.article) for gold in golds])
f1 = report.value("attribution.entity") or 0.0
print(f"{report.system}: same speaker in {f1:.1%} of the attributions")
sys.exit(f1 < float(sys.argv[2]))
