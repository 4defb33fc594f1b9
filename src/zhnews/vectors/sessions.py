"""Networks in ONNX files, opened on the CPU."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from zhnews.errors import using

if TYPE_CHECKING:
    from pathlib import Path

    from onnxruntime import InferenceSession


def open_session(path: Path, *, fuse: bool = True) -> InferenceSession:
    """Open a network that is run on the thread that asks.

    Threads that share one spend a third of their time waiting. Without `fuse` ONNX Runtime keeps
    the nodes that the graph was written with. Raises ModelFormatError where it is no network.

    ONNX Runtime 1.32 would report to its makers over the network and leave an id of the device at
    home. It is told not to, which holds unless it was imported before.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read when it is imported
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    if not fuse:
        basic = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.graph_optimization_level = basic
    with using(path):
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
