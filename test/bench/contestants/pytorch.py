"""The original service: Flask, PyTorch, TorchVision's ResNet-18. Weights are random, since speed does not depend on them."""

import io
import sys

import torch
from flask import Flask, jsonify, request
from PIL import Image
from torchvision.models import ResNet18_Weights, resnet18

weights = ResNet18_Weights.IMAGENET1K_V1
labels = weights.meta["categories"]
prepare = weights.transforms()
network = resnet18(weights=None).eval()
app = Flask(__name__)


@app.post("/predict")
def predict():
    picture = Image.open(io.BytesIO(request.files["image"].read())).convert("RGB")
    with torch.inference_mode():
        scores = network(prepare(picture).unsqueeze(0)).softmax(1)[0]
    best = scores.topk(3)
    return jsonify([{"label": labels[i], "score": float(s)} for s, i in zip(best.values, best.indices)])


app.run("127.0.0.1", int(sys.argv[1]))
