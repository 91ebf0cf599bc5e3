"""Writes `tile.heic`: the sample picture `astronaut.jpg`, 512 x 512 pixels, which is the size of the tiles of phones.

Needs `pip install -r ../requirements.txt`.
"""

from pathlib import Path

from PIL import Image
from pillow_heif import register_heif_opener

register_heif_opener()
here = Path(__file__).parent
picture = Image.open(here / "../../../models/samples/astronaut.jpg").convert("RGB")
picture.save(here / "tile.heic", quality=50, chroma=420)
