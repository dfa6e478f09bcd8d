#!/usr/bin/env python3
"""Draws areas.geojson of the sample edition from the published point and coast data in source/.

The borders are approximate on purpose: no official boundary is used.
  village    Voronoi cells of the village points, inside their district; islands stay whole
  district   the dissolve of its villages
  region     the dissolve of its districts
  neighbour  the rest of Belitung, cut along the region's own border

All lines are noded together once and the faces are dealt out to the villages, so a
district's cells partition it exactly and neighbours have the same vertices on a shared edge.

    python3 -m venv .venv && .venv/bin/pip install shapely==2.2.0
    .venv/bin/python make/areas.py
"""

import cmath
import json
from pathlib import Path

import shapely
from shapely import geometry, ops

HERE = Path(__file__).resolve().parent.parent
GRID = 1e-4  # degrees, about eleven metres: finer would feign a precision that the sources lack
SLIVER = 3e-5  # square degrees, about 0.4 km2: a smaller piece of a cell joins its neighbour
NEEDLE = 0.05  # radians
REGION = "19.06"
NEIGHBOUR = "19.02"
TAIL = 0.006  # degrees: neighbour land thinner than twice this is a difference between sources


def read(name):
    return json.loads((HERE / "source" / name).read_text(encoding="utf-8"))["features"]


def polygons(shape):
    parts = getattr(shape, "geoms", [shape])
    return [part for part in parts if part.geom_type == "Polygon"]


def snapped(shape):
    return shapely.set_precision(shape, GRID)


def despiked(shape):
    """The shape without needles: vertices where the outline turns back on itself."""
    rings = []
    for part in polygons(shape):
        ring = list(part.exterior.coords)[:-1]
        kept = [b for a, b, c in zip(ring[-1:] + ring, ring, ring[1:] + ring[:1]) if angle(a, b, c) > NEEDLE]
        rings.append(geometry.Polygon(kept))
    return geometry.MultiPolygon(rings)


def angle(a, b, c):
    """The angle at b, in radians."""
    u, v = complex(a[0] - b[0], a[1] - b[1]), complex(c[0] - b[0], c[1] - b[1])
    return abs(cmath.phase(u / v))


def cells(points, main):
    """Voronoi cells of {code: point} inside the polygon `main`, without loose slivers."""
    hull = geometry.MultiPoint(list(points.values())).union(main.envelope).envelope.buffer(1)
    diagram = shapely.voronoi_polygons(geometry.MultiPoint(list(points.values())), extend_to=hull)
    pieces = []
    for cell in diagram.geoms:
        code = next(code for code, point in points.items() if cell.covers(point))
        pieces += [[code, piece] for piece in polygons(cell.intersection(main))]
    largest = {code: max((p for c, p in pieces if c == code), key=lambda p: p.area, default=None) for code in points}
    for entry in pieces:
        code, piece = entry
        if piece is not largest[code] and piece.area < SLIVER:
            others = [c for c, p in pieces if c != code]
            entry[0] = max(others, key=lambda c: largest[c].intersection(piece).length if largest[c] else 0)
    return pieces


def dealt(owners):
    """{code: shape} of [code, polygon] pairs whose borders were noded together, without gaps.

    A face that no owner holds is a rounding gap between two of them: it goes to the nearest.
    """
    lines = shapely.unary_union([p.exterior for _, p in owners], grid_size=GRID)
    faces = {}
    for face in ops.polygonize(lines):
        inside = face.representative_point()
        holders = [code for code, piece in owners if piece.contains(inside)]
        if not holders and face.area > SLIVER:
            continue
        code = holders[0] if holders else min(owners, key=lambda owner: owner[1].distance(inside))[0]
        faces.setdefault(code, []).append(face)
    return {code: ops.unary_union(parts) for code, parts in faces.items()}


def villages(districts, points):
    """[village code, polygon] pairs: the cells of each district's main land, and its islands whole."""
    owners = []
    for district, shape in districts.items():
        own = {code: point for code, (point, parent) in points.items() if parent == district}
        main = max(polygons(shape), key=lambda part: part.area)
        owners += cells({code: point for code, point in own.items() if point.distance(main) < 0.05}, main)
        for island in polygons(shape):
            if island is not main:
                owners.append([min(own, key=lambda code: own[code].distance(island)), island])
    return owners


def neighbour(region):
    """[code, polygon] pairs of the land of Belitung beside the region."""
    land = [p for f in read("bangka-belitung-ne10m.geojson") for p in polygons(geometry.shape(f["geometry"]))]
    near = [part for part in land if 107.3 < part.bounds[0] < 107.6]
    rest = snapped(ops.unary_union(near)).difference(region)
    # The two sources draw the coast differently: thin tails along the region's coast are cut off.
    body = rest.buffer(-TAIL).buffer(TAIL * 1.5)
    kept = [part for part in polygons(rest.intersection(body)) if part.area > 100 * SLIVER]
    return [[NEIGHBOUR, part] for part in kept]


def feature(code, name, level, parent, shape):
    parts = [geometry.polygon.orient(part) for part in polygons(shape)]
    rings = [[[list(map(lambda v: round(v, 4), xy)) for xy in ring.coords] for ring in [p.exterior, *p.interiors]] for p in parts]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "level": level, "parent": parent},
        "geometry": {"type": "MultiPolygon", "coordinates": rings},
    }


def main():
    titik = read("beltim-titik.geojson")
    names = {f["properties"]["code"]: f["properties"]["name"] for f in titik}
    points = {
        f["properties"]["code"]: (geometry.shape(f["geometry"]), f["properties"]["parent"])
        for f in titik if f["properties"]["level"] == "desa"
    }
    source = {
        f["properties"]["code"]: despiked(geometry.shape(f["geometry"]))
        for f in read("beltim-kecamatan-approx-osm.geojson")
    }
    village = dealt(villages(source, points) + neighbour(ops.unary_union(list(source.values()))))
    beside = village.pop(NEIGHBOUR)
    district = {code: ops.unary_union([s for c, s in village.items() if c.startswith(code)]) for code in source}
    region = ops.unary_union(list(village.values()))
    features = [feature(REGION, "Belitung Timur", "region", None, region)]
    features += [feature(c, names[c], "district", REGION, s) for c, s in sorted(district.items())]
    features += [feature(c, names[c], "village", c[:8], s) for c, s in sorted(village.items())]
    features.append(feature(NEIGHBOUR, "Belitung", "neighbour", None, beside))
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    (HERE / "areas.geojson").write_text('{"type":"FeatureCollection","features":[\n' + text + "\n]}\n", encoding="utf-8")


main()
