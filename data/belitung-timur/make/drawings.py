#!/usr/bin/env python3
"""Draws media/*.webp of the sample edition: one flat scene for each innovation, made for this project.

Needs rsvg-convert (librsvg2-bin) and cwebp (webp); no Python package.

    python3 make/drawings.py            all scenes
    python3 make/drawings.py jaga-rob   some of them
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from drawing import scenes_health, scenes_maker, scenes_people, scenes_public

HERE = Path(__file__).resolve().parent.parent
LIMIT = 14_000  # bytes of one picture: it is loaded on phones
GOAL = 12_000  # reached unless it costs too much quality
QUALITIES = range(78, 20, -6)
FAIR = 54  # from here on down LIMIT is good enough


def scenes():
    """{slug: function}: every public function of the scene modules."""
    found = {}
    for module in (scenes_public, scenes_health, scenes_people, scenes_maker):
        for name, function in vars(module).items():
            if getattr(function, "__module__", "") == module.__name__:
                found[name.replace("_", "-")] = function
    return found


def draw(slug, svg, folder):
    source, flat, target = folder / "a.svg", folder / "a.png", HERE / "media" / f"{slug}.webp"
    source.write_text(svg, encoding="utf-8")
    subprocess.run(["rsvg-convert", "-w", "960", "-h", "540", "-o", flat, source], check=True)
    for quality in QUALITIES:
        subprocess.run(["cwebp", "-quiet", "-m", "6", "-sharp_yuv", "-q", str(quality), flat, "-o", target], check=True)
        if target.stat().st_size <= (GOAL if quality > FAIR else LIMIT):
            return target.stat().st_size
    sys.exit(f"{slug}: larger than {LIMIT} bytes at every quality")


def main():
    chosen = {slug: f for slug, f in scenes().items() if not sys.argv[1:] or slug in sys.argv[1:]}
    (HERE / "media").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sizes = {slug: draw(slug, function(), Path(folder)) for slug, function in chosen.items()}
    print(f"{len(sizes)} drawings, {sum(sizes.values())} bytes, largest {max(sizes.values())}")


main()
