"""Scenes of small businesses and public enterprises."""

import math

from .kit import *


def satu_pohon():
    label = rect(-66, -60, 132, 130, SAND, 8) + "".join(rect(-48 + 16 * i, -42 + 16 * j, 16, 16, INK) for i in range(6) for j in range(6) if (i * 5 + j * 3 + i * j) % 3 == 0 or (i < 2 and j < 2) or (i > 3 and j < 2) or (i < 2 and j > 3))
    pepper = "".join(circle(-82 + (i * 43) % 166, -128 + (i * 29) % 250, 15, ("#F3E9D6", "#E9DAC0", "#FBF5E8")[i % 3]) for i in range(60))
    jar = rect(-112, -150, 224, 300, "#F0F6F3", 36) + pepper + rect(-96, -196, 192, 56, SUNSET, 12) + rect(-104, -150, 208, 18, ROSE, 6) + label
    vine = rect(-10, -330, 20, 340, SOIL) + "".join(leaf((-1) ** i * 12, -30 - 38 * i, 1.5, (-1) ** i * 64, LEAF if i % 2 else LEAF_LIGHT, LEAF_DARK) for i in range(8)) + "".join(circle(x, -84 - 90 * k + 15 * j, 9, SUNSET if j % 2 else LEAF_DARK) for k, x in enumerate((-54, 54, -54)) for j in range(4))
    return sheet(sky("leaf"), hills(390, LEAF_LIGHT, "#C6DCA6"), ground(440, LEAF), at(110, 480, vine, s=0.8), at(270, 510, vine, s=1.2), line("M330,270 C420,190 480,330 560,270", INK, 6, "4 18"), circle(334, 268, 13, SUNSET), circle(560, 270, 13, SUNSET), rect(520, 480, 400, 60, WOOD, 8), at(700, 336, jar, s=0.98), circle(560, 470, 15, "#F3E9D6"), circle(860, 474, 14, "#E9DAC0"), circle(886, 462, 15, "#F3E9D6"))


def kopi_kolong():
    branch = line("M960,60 C780,60 620,90 430,150", SOIL, 16) + "".join(leaf(x, y, 2.3, t, f, LEAF_DARK) for x, y, t, f in ((880, 70, -24, LEAF), (800, 76, 150, LEAF_LIGHT), (720, 80, -30, LEAF), (640, 96, 160, LEAF), (560, 110, -34, LEAF_LIGHT), (480, 136, 168, LEAF), (430, 150, -76, LEAF)))
    cherries = "".join(circle(x, y, 19, SUNSET if i % 3 else ROSE) + circle(x - 6, y - 6, 5, PEACH) for i, (x, y) in enumerate(((840, 98), (862, 122), (822, 126), (680, 116), (702, 138), (662, 140), (524, 152), (546, 172), (506, 176))))
    return sheet(sky("dawn"), shape("M60,360 L220,220 L400,360 Z", "#EFE0C0"), shape("M220,220 L400,360 H270 Z", LEAF_LIGHT), shape("M420,362 L560,262 L740,362 Z", LEAF_LIGHT), shape("M560,262 L740,362 H610 Z", LEAF), rect(0, 350, W, 190, "#3FA7A0"), line("M120,386 h60 M300,402 h70 M560,384 h60 M820,396 h70", SEA_PALE, 5), ground(446, WOOD, 10), branch, cherries, cup(290, 470, 1.45, SAND, WOOD_DARK, SUNSET), steam(276, 310, 1.0, WHITE), *(oval(x, y, 22, 15, WOOD_DARK, t) + line(f"M{x - 12},{y} q12,-7 24,0", SOIL, 4) for x, y, t in ((560, 490, 12), (620, 474, -20), (680, 500, 30), (760, 484, 0), (840, 504, 18))))


def wastra_simpor():
    def motif(x, y, s, a, b, c):
        return at(x, y, leaf(0, 30, 2.0, 0, a, c), leaf(0, 30, 1.7, -52, b, c), leaf(0, 30, 1.7, 52, b, c), leaf(0, 30, 1.2, -104, a, c), leaf(0, 30, 1.2, 104, a, c), circle(0, 34, 11, c), s=s)
    tiles = "".join(motif(190 + 193 * i + (97 if j % 2 else 0), 152 + 152 * j, 1.02, *((SEA, SEA_LIGHT, SAND) if (i + j) % 3 == 0 else (SUNSET, CORAL, SAND) if (i + j) % 3 == 1 else (WOOD_DARK, SOIL, GOLD))) for j in range(2) for i in range(4 - j % 2))
    edge = rect(70, 40, 820, 26, SUNSET) + rect(70, 388, 820, 26, SUNSET) + "".join(poly([(80 + 41 * i, y + 4), (94 + 41 * i, y + 13), (80 + 41 * i, y + 22), (66 + 41 * i, y + 13)], GOLD) for i in range(1, 20, 2) for y in (40, 388))
    bowl = lambda fill: shape("M-70,-30 H70 C64,24 36,40 0,40 C-36,40 -64,24 -70,-30 Z", SOIL) + oval(0, -30, 70, 17, WOOD) + oval(0, -29, 58, 12, fill)
    stamp = rect(-16, -110, 32, 76, WOOD, 10) + rect(-60, -44, 120, 40, WOOD_DARK, 6) + rect(-52, -6, 104, 14, SEA, 3)
    return sheet(sky("leaf"), line("M20,40 H940", WOOD_DARK, 16), rect(70, 40, 820, 374, "#F6E7CB"), tiles, edge, rect(0, 446, W, 94, WOOD), rect(0, 446, W, 12, WOOD_DARK), at(150, 480, bowl(SEA)), at(330, 492, bowl(SUNSET)), at(510, 482, bowl(GOLD)), at(740, 500, stamp, s=1.15, turn=10), leaf(880, 520, 1.6, 50, LEAF, LEAF_DARK))


def kerupuk_tuntas():
    ring = lambda a0, a1, fill: line(f"M{480 + 205 * math.sin(a0):.0f},{270 - 205 * math.cos(a0):.0f} A205,205 0 0 1 {480 + 205 * math.sin(a1):.0f},{270 - 205 * math.cos(a1):.0f}", fill, 15) + at(round(480 + 205 * math.sin(a1)), round(270 - 205 * math.cos(a1)), poly([(0, -24), (32, 0), (0, 24)], fill), turn=round(math.degrees(a1)))
    cracker = lambda x, y, r: circle(x, y, r, "#F7E2B8") + circle(x, y, r * 0.86, "#FBEFD3") + "".join(circle(x + r * 0.5 * math.sin(i * 1.3), y + r * 0.5 * math.cos(i * 1.7), r * 0.12, DUNE) for i in range(6))
    bottle = rect(-36, -60, 72, 130, GOLD, 14) + rect(-18, -100, 36, 44, GOLD, 6) + rect(-22, -116, 44, 22, WOOD_DARK, 5) + rect(-36, -20, 72, 50, SAND) + fish(2, 6, 0.26, SEA, SEA_DEEP)
    pot = poly([(-52, -50), (52, -50), (38, 40), (-38, 40)], SUNSET) + rect(-60, -66, 120, 24, ROSE, 5) + leaf(0, -60, 1.8, -44, LEAF) + leaf(0, -60, 1.8, 44, LEAF) + leaf(0, -62, 2.0, 0, LEAF_LIGHT)
    return sheet(sky("plain"), circle(480, 270, 250, "#D8ECE9"), ring(0.5, 1.5, SEA_LIGHT), ring(2.6, 3.6, SEA_LIGHT), ring(4.7, 5.7, SEA_LIGHT), fish(486, 270, 1.35, SEA, SEA_DEEP), cracker(480, 78, 52), cracker(410, 116, 38), cracker(548, 122, 40), at(690, 400, bottle, s=1.1), at(268, 410, pot, s=1.1), cracker(90, 470, 40), cracker(880, 90, 46), cracker(820, 160, 26), drop(130, 150, 0.8, SEA_LIGHT), drop(880, 420, 0.6, SEA_LIGHT))


def madu_pelawan():
    comb = "".join(poly([(x + 30 * math.sin(i * math.pi / 3), y + 30 * math.cos(i * math.pi / 3)) for i in range(6)], c) for x, y, c in ((0, 0, GOLD), (52, 0, "#E09A2B"), (-52, 0, "#E09A2B"), (26, 45, GOLD), (-26, 45, "#F6C868"), (26, -45, "#F6C868"), (-26, -45, GOLD), (0, 90, "#E09A2B"), (52, 90, GOLD), (-52, 90, GOLD)))
    bee = oval(0, 0, 30, 20, GOLD) + rect(-12, -19, 9, 38, INK) + rect(5, -19, 9, 38, INK) + oval(-8, -24, 16, 11, WHITE, -24) + oval(14, -24, 16, 11, WHITE, 24) + circle(28, -2, 9, INK)
    trunk = shape("M150,540 C190,400 150,200 190,0 H300 C270,180 300,400 330,540 Z", BARK) + "".join(line(f"M{x},{y} c12,30 -8,60 6,90", "#C97257", 8) for x, y in ((200, 60), (260, 120), (210, 240), (272, 300), (220, 400))) + line("M290,170 C400,150 520,120 640,128", BARK, 34)
    jar = rect(-70, -110, 140, 150, "#F3B43A", 20) + rect(-70, -110, 140, 44, "#FBE0A0", 18) + rect(-60, -140, 120, 38, WOOD, 8) + rect(-44, -48, 88, 56, SAND, 6) + flower(0, -20, 0.9, SUNSET, GOLD)
    blossoms = "".join(flower(x, y, 1.2, WHITE, GOLD) for x, y in ((640, 124), (690, 96), (700, 150), (590, 90)))
    return sheet(sky("leaf"), circle(120, 60, 150, LEAF_DARK), circle(340, 30, 130, LEAF), circle(560, 10, 110, LEAF_DARK), hills(400, LEAF_LIGHT, "#C6DBA6"), ground(450, LEAF), trunk, leaf(650, 130, 1.8, 70, LEAF), leaf(600, 110, 1.6, -20, LEAF), blossoms, at(440, 250, oval(0, 30, 118, 140, "#D18E2E"), comb, s=1.0), line("M560,330 C640,300 650,220 690,190", INK, 4, "2 14"), at(700, 230, bee, s=1.2, turn=-20), at(600, 330, bee, s=1.0, turn=14), at(820, 180, bee, s=0.9), at(780, 470, jar, s=1.3))


def meter_jujur():
    dial = circle(0, 0, 180, SEA_DEEP) + circle(0, 0, 158, WHITE) + "".join(at(0, 0, rect(-5, -148, 10, 26 if i % 3 == 0 else 14, INK), turn=30 * i) for i in range(12)) + rect(-92, -76, 184, 50, INK, 8) + "".join(rect(-84 + 34 * i, -69, 29, 36, SAND if i < 4 else SUNSET, 4) + circle(-69.5 + 34 * i, -51, 6 + i % 3, INK if i < 4 else SAND) for i in range(5)) + circle(0, 70, 54, MIST) + line("M0,70 L30,36", SUNSET, 9) + circle(0, 70, 10, SUNSET)
    tap = rect(-150, -30, 150, 40, GREY, 8) + shape("M-30,-30 H30 C70,-30 80,0 80,50 H36 C36,20 30,10 0,10 H-30 Z", GREY) + rect(-74, -80, 20, 54, INK) + rect(-120, -100, 112, 24, SUNSET, 12) + rect(30, 46, 56, 16, INK, 4)
    return sheet(sky("plain"), shape("M0,410 C160,380 320,430 480,410 S800,384 960,412 V540 H0 Z", SEA_LIGHT), shape("M0,460 C180,436 340,480 520,458 S820,440 960,462 V540 H0 Z", SEA), rect(0, 270, 190, 44, GREY), rect(480, 270, 130, 44, GREY), rect(150, 252, 40, 80, INK, 6), rect(486, 252, 40, 80, INK, 6), at(336, 270, dial, s=1.06), at(750, 230, tap, s=1.2), rect(590, 194, 44, 130, INK, 8), drop(834, 350, 0.6, SEA_LIGHT), drop(834, 450, 0.95, "#9AD4D6"), drop(120, 130, 0.7, SEA_LIGHT), drop(600, 100, 0.5, SEA_LIGHT))


def es_matahari():
    block = poly([(0, -70), (110, -110), (220, -70), (110, -30)], "#EAF7F8") + poly([(0, -70), (110, -30), (110, 90), (0, 50)], "#BFE3E8") + poly([(220, -70), (110, -30), (110, 90), (220, 50)], "#93CBD4") + line("M24,-40 V10 M50,-24 V0", WHITE, 6)
    plant = rect(-190, -130, 380, 130, SAND) + rect(-60, -96, 120, 96, SEA) + rect(-50, -86, 46, 86, SEA_DEEP) + rect(4, -86, 46, 86, SEA_DEEP) + rect(-166, -96, 72, 50, SEA_PALE, 4) + rect(96, -96, 72, 50, SEA_PALE, 4) + poly([(-214, -126), (-170, -186), (214, -186), (190, -126)], INK)
    return sheet(sky("day"), sun(160, 130, 70, GOLD, "#F9E3A2"), "".join(at(160, 130, rect(-5, -132, 10, 24, GOLD, 5), turn=30 * i) for i in range(12)), cloud(820, 80), sea(330), boat(830, 410, 1.1, SUNSET, SAND), rect(826, 290, 8, 90, WOOD_DARK), shape("M0,400 H640 L700,470 V540 H0 Z", DUNE), at(430, 410, plant, s=1.15), panel(246, 196, 0.95, (9, 2)), at(90, 470, block), at(300, 490, block, s=0.8), at(180, 400, block, s=0.55), rect(640, 456, 320, 16, WOOD_DARK), "".join(rect(x, 470, 14, 70, WOOD_DARK) for x in (700, 800, 900)), line("M120,190 m0,0", SAND))


def pilah_mengkubang():
    pail = lambda fill, dark, sign: poly([(-66, -120), (66, -120), (50, 40), (-50, 40)], fill) + rect(-76, -138, 152, 28, dark, 8) + circle(0, -44, 32, SAND) + sign
    cart = rect(-110, -96, 200, 100, SEA_DEEP, 8) + rect(-110, -96, 200, 22, SEA, 8) + "".join(circle(x, 8, 34, INK) + circle(x, 8, 15, GREY) for x in (-60, 50)) + line("M90,-30 H150 V-90 M134,-92 h36", INK, 10) + circle(150, 12, 28, INK) + circle(150, 12, 12, GREY) + leaf(-70, -92, 1.2, -20, LEAF) + rect(-30, -140, 22, 50, SEA_PALE, 5) + rect(10, -126, 46, 34, DUNE, 3)
    heap = shape("M-90,0 C-70,-60 -30,-74 0,-74 C34,-74 70,-56 90,0 Z", SOIL)
    return sheet(sky("dawn"), sun(480, 140, 54, GOLD, "#FBE5AE"), hills(330, LEAF_LIGHT, "#D2DCA6"), house(210, 400, 1.5, SAND, ROSE), tree(420, 404, 1.1, LEAF_DARK), ground(396, "#CBDB9C"), shape("M0,430 C300,412 660,440 960,420 V540 H0 Z", DUNE), at(740, 408, cart, s=1.15), at(150, 496, pail(LEAF, LEAF_DARK, leaf(0, -22, 0.8, 0, LEAF))), at(330, 500, pail(SEA, SEA_DEEP, rect(-8, -62, 16, 36, SEA_LIGHT, 4))), at(510, 496, pail(CORAL, SUNSET, circle(0, -44, 11, SUNSET))), at(820, 530, heap), sprout(820, 462, 1.2), leaf(660, 300, 0.9, 110, LEAF), leaf(720, 250, 0.8, 150, LEAF_DARK), leaf(610, 240, 0.8, 60, LEAF))


def titip_panen():
    scale_ = rect(-110, -20, 220, 26, INK, 8) + rect(-90, -110, 180, 92, SEA, 14) + circle(0, -64, 34, WHITE) + line("M0,-64 L16,-86", SUNSET, 6) + rect(-14, -140, 28, 34, GREY) + shape("M-130,-160 H130 C120,-130 90,-124 0,-124 C-90,-124 -120,-130 -130,-160 Z", GREY) + oval(-50, -168, 54, 20, LEAF, -8) + oval(46, -170, 60, 20, LEAF_LIGHT, 8)
    basket = lambda: shape("M-86,-50 H86 L66,50 H-66 Z", WOOD) + line("M-80,-20 H80 M-74,10 H74", WOOD_DARK, 6) + "".join(line(f"M{x},-48 L{x * 0.8:.0f},48", SOIL, 4) for x in (-50, -17, 17, 50)) + rect(-96, -62, 192, 22, WOOD_DARK, 8)
    chilli = "".join(at(-60 + 24 * i, -62, shape("M-8,0 C-14,-44 10,-60 18,-66 C18,-40 12,-10 8,0 Z", SUNSET if i % 2 else ROSE), turn=-20 + 8 * i) for i in range(6))
    aubergine = "".join(at(-54 + 36 * i, -62, oval(0, -22, 19, 40, "#5B3A6B", -10 + 7 * i), leaf(0, -50, 0.5, 0, LEAF)) for i in range(4))
    banana = "".join(shape(f"M{-60 + 22 * i},-60 C{-80 + 22 * i},-110 {-40 + 22 * i},-130 {-16 + 22 * i},-126 C{-36 + 22 * i},-104 {-36 + 22 * i},-80 {-30 + 22 * i},-60 Z", GOLD if i % 2 else "#F7CE6B") for i in range(5))
    greens = "".join(leaf(-56 + 22 * i, -56, 1.5, -30 + 12 * i, (LEAF, LEAF_LIGHT, LEAF_DARK)[i % 3]) for i in range(6))
    return sheet(sky("day"), hills(330, LEAF_LIGHT, "#C6DEBE"), ground(410, "#CBDB9C"), rect(90, 90, 16, 370, WOOD_DARK), rect(854, 90, 16, 370, WOOD_DARK), poly([(110, 20), (850, 20), (930, 84), (30, 84)], ROSE), awning(30, 80, 900, 1, SUNSET, SAND, 10), rect(150, 330, 660, 26, WOOD_DARK, 5), rect(180, 350, 600, 110, WOOD), at(480, 326, scale_, s=1.05), at(260, 330, rect(-60, -16, 120, 16, SEA, 4), rect(-54, -32, 108, 16, SAND, 4)), at(690, 330, rect(-14, -70, 28, 70, GREY, 6), circle(0, -84, 24, GOLD)), *(at(x, 486, basket(), top, s=1.0) for x, top in ((120, chilli), (350, aubergine), (600, banana), (840, greens))))
