"""TorchVision's ResNet-18 by PyTorch, as services and scripts use it. Weights are random, since speed does not depend on them.

    pytorch.py serve PORT FORM            behind Flask
    pytorch.py loop FORM                  answers each line of stdin, {"picture": PATH, "topK": N}
    pytorch.py files FOLDER WORKERS FORM  through a DataLoader in batches of 32; prints a line for each picture
    pytorch.py forms ROUNDS               prints the milliseconds of each form for batches of 1 and 32

FORM is eager, frozen (torch.jit.freeze), optimized (torch.jit.optimize_for_inference) or compiled (torch.compile).
"""

import base64
import io
import json
import os
import sys
import time
import warnings

import torch
from PIL import Image
from pillow_heif import register_heif_opener
from torchvision.models import ResNet18_Weights, resnet18

warnings.simplefilter("ignore")
register_heif_opener()
weights = ResNet18_Weights.IMAGENET1K_V1
labels = weights.meta["categories"]
prepare = weights.transforms()

forms = {
    "eager": lambda network: network,
    "frozen": lambda network: torch.jit.freeze(torch.jit.script(network)),
    "optimized": lambda network: torch.jit.optimize_for_inference(torch.jit.script(network)),
    "compiled": torch.compile,
}


def build(form):
    return forms[form](resnet18(weights=None).eval())


def open_picture(source):
    return prepare(Image.open(source).convert("RGB"))


@torch.inference_mode()
def classify(network, batch, top_k):
    best = network(batch).softmax(1).topk(top_k)
    return [
        [{"label": labels[i], "score": float(s)} for s, i in zip(scores, indices)]
        for scores, indices in zip(best.values, best.indices)
    ]


def serve(port, form):
    from flask import Flask, jsonify, request

    network = build(form)
    app = Flask(__name__)

    @app.get("/health")
    def health():
        return "ok"

    @app.post("/predict")
    def predict():
        if request.is_json:
            data = base64.b64decode(request.get_json()["image"])
        else:
            data = request.files["image"].read()
        return jsonify(classify(network, open_picture(io.BytesIO(data)).unsqueeze(0), 5)[0])

    app.run("127.0.0.1", int(port))


def loop(form):
    network = build(form)
    pictures = {}
    say = lambda line: print(json.dumps(line), flush=True)
    say({"ready": True})
    for line in sys.stdin:
        task = json.loads(line)
        try:
            path = task["picture"]
            if path not in pictures:
                with open(path, "rb") as file:
                    pictures[path] = file.read()
            batch = open_picture(io.BytesIO(pictures[path])).unsqueeze(0)
            say({"classes": len(classify(network, batch, task["topK"])[0])})
        except Exception as error:
            say({"error": str(error)})


class Pictures(torch.utils.data.Dataset):
    def __init__(self, folder):
        self.paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        return open_picture(self.paths[index])


def files(folder, workers, form):
    network = build(form)
    pictures = Pictures(folder)
    at = 0
    for batch in torch.utils.data.DataLoader(pictures, batch_size=32, num_workers=int(workers)):
        for answer in classify(network, batch, 5):
            print(json.dumps({"path": pictures.paths[at], "answer": answer}))
            at += 1
        sys.stdout.flush()


@torch.inference_mode()
def compare_forms(rounds):
    networks = {}
    for form in forms:
        try:
            networks[form] = build(form)
            networks[form](torch.zeros(1, 3, 224, 224))
        except Exception as error:
            networks.pop(form, None)
            print(json.dumps({"form": form, "error": str(error).strip().split("\n")[0]}), flush=True)
    for size in (1, 32):
        batch = torch.rand(size, 3, 224, 224)
        for number in range(-3, int(rounds)):
            for form, network in networks.items():
                started = time.perf_counter()
                network(batch)
                ms = (time.perf_counter() - started) * 1000
                if number >= 0:
                    print(json.dumps({"form": form, "batch": size, "round": number, "ms": ms}), flush=True)


# Workers of a DataLoader import this file again where processes do not fork.
if __name__ == "__main__":
    mode, *arguments = sys.argv[1:]
    {"serve": serve, "loop": loop, "files": files, "forms": compare_forms}[mode](*arguments)
