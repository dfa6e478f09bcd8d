"""Shapes that the scenes are built from. Everything is flat SVG text on a 960 x 540 sheet."""

import math

W, H = 960, 540

SAND, INK, SEA, SUNSET = "#FBF8F3", "#14213D", "#0B6E75", "#D9480F"
BEACH, DUNE = "#F3E3C3", "#E6CFA0"
SEA_LIGHT, SEA_PALE, SEA_DEEP = "#4FA3A5", "#BFDEDB", "#084F55"
GOLD, CORAL, PEACH, ROSE = "#F2B441", "#EE8A5A", "#FBD9B5", "#C8553D"
LEAF, LEAF_LIGHT, LEAF_DARK = "#4F8A57", "#8DB871", "#2C5B4A"
SOIL, WOOD, WOOD_DARK, BARK = "#8A5A3B", "#B97F4F", "#6F4630", "#A4553B"
GREY, MIST, NIGHT, WHITE = "#8E9AA6", "#DCE5E4", "#1D2C52", "#FFFFFF"


def rect(x, y, w, h, fill, r=0):
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}"/>'


def circle(x, y, r, fill):
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"/>'


def oval(x, y, rx, ry, fill, turn=0):
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}" transform="rotate({turn} {x:g} {y:g})"/>'


def shape(d, fill):
    return f'<path d="{d}" fill="{fill}"/>'


def line(d, stroke, width=6, dash=""):
    dash = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"{dash}/>'


def poly(points, fill):
    return shape("M" + "L".join(f"{x:g},{y:g}" for x, y in points) + "Z", fill)


def at(x, y, *parts, s=1.0, turn=0, flip=False):
    """Parts moved to x, y, scaled by s, turned by degrees."""
    sx = -s if flip else s
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({sx} {s})">' + "".join(parts) + "</g>"


# Grounds and skies

def sky(kind="day"):
    bands = {
        "day": ("#DDEFEC", "#EAF5F1", "#F6F7EE"),
        "dawn": ("#F9DDBB", "#FCE8CF", "#FEF2E1"),
        "dusk": ("#E9905F", "#F3AE7C", "#F9CC9F"),
        "night": ("#16233F", NIGHT, "#2B3D66"),
        "rain": ("#B9CCD0", "#C9D9DA", "#DAE5E4"),
        "plain": (SEA_PALE, SEA_PALE, SEA_PALE),
        "warm": (PEACH, PEACH, PEACH),
        "leaf": ("#DDE9C9", "#DDE9C9", "#DDE9C9"),
        "ink": (NIGHT, NIGHT, NIGHT),
        "rose": ("#F7D5C4", "#F7D5C4", "#F7D5C4"),
    }[kind]
    return rect(0, 0, W, H, bands[0]) + wave_band(120, bands[1]) + wave_band(235, bands[2])


def wave_band(y, fill):
    return shape(f"M0,{y} C240,{y - 34} 360,{y + 30} 560,{y} S840,{y - 26} 960,{y + 8} V540 H0 Z", fill)


def sun(x, y, r=56, fill=GOLD, halo=None):
    return (circle(x, y, r * 1.5, halo) if halo else "") + circle(x, y, r, fill)


def cloud(x, y, s=1.0, fill=WHITE):
    return at(x, y, oval(0, 0, 62, 20, fill), circle(-22, -12, 24, fill), circle(14, -20, 30, fill), circle(44, -6, 18, fill), s=s)


def hills(y, fill, far=None):
    back = shape(f"M0,{y + 6} C120,{y - 70} 220,{y - 84} 330,{y - 20} C430,{y - 96} 560,{y - 104} 680,{y - 26} C780,{y - 76} 880,{y - 64} 960,{y - 10} V540 H0 Z", far) if far else ""
    return back + shape(f"M0,{y - 18} C150,{y - 66} 260,{y + 4} 400,{y - 4} C560,{y - 58} 700,{y + 6} 960,{y - 40} V540 H0 Z", fill)


def ground(y, fill, lift=24):
    return shape(f"M0,{y} C260,{y - lift} 620,{y + lift} 960,{y - lift / 2:g} V540 H0 Z", fill)


def sea(y, fill=SEA, foam=SEA_LIGHT, lines=7):
    marks = ""
    for i in range(lines):
        row, x = y + 24 + i * (H - y) / lines, (i * 271 + 60) % 780
        marks += line(f"M{x},{row:g} q22,-10 44,0 t44,0", foam, 5) + line(f"M{(x + 430) % 860},{row + 14:g} h56", foam, 5)
    return rect(0, y, W, H - y, fill) + marks


def island(x, y, s=1.0, fill=LEAF):
    return at(x, y, shape("M-120,0 C-90,-46 -40,-58 4,-50 C50,-74 96,-34 124,0 Z", fill), s=s)


# Things that grow

def palm(x, y, s=1.0, lean=18):
    fronds = "".join(
        at(lean, -150, shape("M0,0 C26,-34 72,-36 104,4 C70,-14 34,-8 0,0 Z", LEAF if i % 2 else LEAF_DARK), turn=a)
        for i, a in enumerate((-60, -12, 30, 168, 205, 245)))
    return at(x, y, line(f"M0,0 C-6,-60 2,-110 {lean},-150", SOIL, 12), fronds, circle(lean - 8, -142, 9, WOOD_DARK), circle(lean + 10, -140, 9, WOOD_DARK), s=s)


def tree(x, y, s=1.0, crown=LEAF, trunk=SOIL):
    return at(x, y, rect(-7, -60, 14, 62, trunk), circle(0, -96, 50, crown), circle(-34, -74, 34, crown), circle(34, -72, 34, crown), s=s)


def bush(x, y, s=1.0, fill=LEAF):
    return at(x, y, circle(-26, -16, 24, fill), circle(0, -26, 32, fill), circle(28, -15, 23, fill), rect(-50, -16, 100, 16, fill), s=s)


def sprout(x, y, s=1.0, fill=LEAF, stem=LEAF_DARK):
    return at(x, y, line("M0,0 V-46", stem, 6), leaf(0, -30, 0.9, -50, fill), leaf(0, -38, 0.9, 50, fill), s=s)


def leaf(x, y, s=1.0, turn=0, fill=LEAF, vein=None):
    mid = line("M0,-4 V-40", vein, 3) if vein else ""
    return at(x, y, shape("M0,0 C-22,-16 -20,-40 0,-56 C20,-40 22,-16 0,0 Z", fill), mid, s=s, turn=turn)


def flower(x, y, s=1.0, petal=SAND, heart=GOLD):
    return at(x, y, *(at(0, 0, oval(0, -18, 10, 16, petal), turn=a) for a in range(0, 360, 72)), circle(0, 0, 9, heart), s=s)


# Buildings and boats

def house(x, y, s=1.0, wall=SAND, roof=ROSE, door=WOOD_DARK):
    return at(x, y, rect(-60, -80, 120, 80, wall), poly([(-80, -76), (0, -136), (80, -76)], roof), rect(-16, -50, 32, 50, door), rect(-48, -58, 22, 22, SEA_LIGHT), rect(27, -58, 22, 22, SEA_LIGHT), s=s)


def stilts(x, y, s=1.0, wall=WOOD, roof=SEA_DEEP):
    legs = "".join(rect(k, -40, 9, 60, WOOD_DARK) for k in (-66, -26, 16, 56))
    return at(x, y, legs, rect(-78, -110, 156, 74, wall), poly([(-100, -106), (-44, -164), (44, -164), (100, -106)], roof), rect(-18, -92, 36, 56, WOOD_DARK), rect(-60, -90, 28, 26, PEACH), rect(34, -90, 28, 26, PEACH), rect(-90, -40, 180, 9, WOOD_DARK), s=s)


def hall(x, y, s=1.0, wall=SAND, roof=ROSE, columns=4):
    span = 280
    cols = "".join(rect(-span / 2 + 22 + i * (span - 44 - 14) / (columns - 1), -104, 14, 104, WHITE) for i in range(columns))
    return at(x, y, rect(-span / 2, -110, span, 110, wall), cols, rect(-26, -70, 52, 70, WOOD_DARK), poly([(-180, -106), (-96, -170), (96, -170), (180, -106)], roof), rect(-164, -6, 328, 14, MIST), s=s)


def boat(x, y, s=1.0, hull=SUNSET, trim=SAND, mast=False):
    sail = (rect(-4, -150, 8, 120, WOOD_DARK) + poly([(10, -146), (10, -46), (86, -46)], SAND) + poly([(-10, -126), (-10, -46), (-58, -46)], PEACH)) if mast else ""
    return at(x, y, sail, shape("M-130,-40 C-60,-24 60,-24 140,-50 C120,4 90,14 60,14 H-70 C-100,12 -118,-10 -130,-40 Z", hull), line("M-124,-32 C-60,-16 60,-16 134,-40", trim, 8), s=s)


def awning(x, y, w, s=1.0, a=SUNSET, b=SAND, n=8):
    step = w / n
    strips = "".join(shape(f"M{i * step:g},0 H{(i + 1) * step:g} V46 a{step / 2:g},{step / 2.4:g} 0 0 1 {-step:g},0 Z", a if i % 2 == 0 else b) for i in range(n))
    return at(x, y, strips, s=s)


# Small things

def phone(x, y, s=1.0, screen=SAND, *inside, turn=0):
    return at(x, y, rect(-74, -140, 148, 280, INK, 22), rect(-62, -118, 124, 236, screen, 8), rect(-18, -132, 36, 6, GREY, 3), *inside, s=s, turn=turn)


def pin(x, y, s=1.0, fill=SUNSET, dot=SAND):
    return at(x, y, shape("M0,0 C-12,-26 -34,-40 -34,-66 A34,34 0 0 1 34,-66 C34,-40 12,-26 0,0 Z", fill), circle(0, -66, 13, dot), s=s)


def drop(x, y, s=1.0, fill=SEA_LIGHT, shine=WHITE):
    return at(x, y, shape("M0,-60 C26,-22 38,-4 38,16 A38,38 0 0 1 -38,16 C-38,-4 -26,-22 0,-60 Z", fill), line("M-20,18 A22,22 0 0 0 -4,38", shine, 6), s=s)


def fish(x, y, s=1.0, body=SEA, fin=SEA_DEEP, flip=False, turn=0):
    return at(x, y, shape("M-90,0 C-50,-52 40,-50 84,0 C40,50 -50,52 -90,0 Z", body), poly([(-74, 0), (-126, -40), (-112, 0), (-126, 40)], fin), shape("M-20,-34 C0,-64 30,-60 40,-30 Z", fin), line("M38,-26 Q24,0 38,26", fin, 5), circle(60, -8, 7, SAND), circle(61, -8, 3.5, INK), s=s, flip=flip, turn=turn)


def cup(x, y, s=1.0, body=SAND, coffee=WOOD_DARK, saucer=SEA_LIGHT):
    return at(x, y, oval(0, 6, 112, 18, saucer), line("M62,-78 C112,-86 112,-24 56,-26", body, 15), shape("M-70,-104 H70 C70,-40 50,0 0,0 C-50,0 -70,-40 -70,-104 Z", body), oval(0, -104, 70, 15, MIST), oval(0, -103, 59, 11, coffee), s=s)


def steam(x, y, s=1.0, fill=WHITE):
    return at(x, y, *(line(f"M{k},0 c-18,-26 18,-44 0,-72", fill, 8) for k in (-26, 2, 30)), s=s)


def cross(x, y, s=1.0, fill=LEAF, plate=WHITE):
    return at(x, y, circle(0, 0, 44, plate), rect(-9, -28, 18, 56, fill), rect(-28, -9, 56, 18, fill), s=s)


def waves_out(x, y, s=1.0, stroke=SEA, n=3, turn=0):
    return at(x, y, *(line(f"M{20 + 22 * i},{-22 - 18 * i} A{34 + 26 * i},{34 + 26 * i} 0 0 1 {20 + 22 * i},{22 + 18 * i}", stroke, 9) for i in range(n)), s=s, turn=turn)


def paper(x, y, s=1.0, turn=0, fill=WHITE, ink=MIST, rows=5):
    rows_ = "".join(rect(-38, -48 + 22 * i, 76 - (24 if i == rows - 1 else 0), 8, ink, 4) for i in range(rows))
    return at(x, y, rect(-54, -72, 108, 144, fill, 6), rows_, s=s, turn=turn)


def person(x, y, s=1.0, shirt=SEA, skin="#C68A5E", hair=INK):
    """A seated or standing figure without a face, from the waist up."""
    return at(x, y, shape("M-42,0 C-44,-62 -24,-78 0,-78 C24,-78 44,-62 42,0 Z", shirt), circle(0, -102, 27, skin), shape("M-29,-104 A29,29 0 0 1 29,-104 C14,-116 -10,-118 -29,-104 Z", hair), s=s)


def panel(x, y, s=1.0, cells=(4, 2), turn=0):
    cols, rows = cells
    grid = "".join(rect(6 + i * 46, 6 + j * 40, 40, 34, "#2E5A8A") for i in range(cols) for j in range(rows))
    return at(x, y, f'<g transform="skewX(-18)">', rect(0, 0, cols * 46 + 6, rows * 40 + 6, INK, 3), grid, "</g>", s=s, turn=turn)


def star(x, y, r, fill=GOLD):
    points = [(x + (r if i % 2 == 0 else r * 0.42) * math.sin(i * math.pi / 5), y - (r if i % 2 == 0 else r * 0.42) * math.cos(i * math.pi / 5)) for i in range(10)]
    return poly(points, fill)


def bird(x, y, s=1.0, stroke=INK):
    return at(x, y, line("M-20,-6 Q-10,-16 0,0 Q10,-16 20,-6", stroke, 4), s=s)


def road(y0, y1, fill=GREY, x0=470, x1=420):
    return shape(f"M{x0},{y0} C{x0 + 90},{(y0 + y1) / 2} {x1 - 160},{(y0 + y1) / 2 + 20} {x1 - 190},{y1} H{x1 + 210} C{x1 + 120},{(y0 + y1) / 2 + 10} {x0 + 190},{(y0 + y1) / 2} {x0 + 34},{y0} Z", fill)


def sheet(*parts):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {W} {H}" width="{W}" height="{H}">' + "".join(parts) + "</svg>"
