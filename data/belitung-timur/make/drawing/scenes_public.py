"""Scenes of the agencies, districts and villages: one function for each innovation, named after its slug."""

from .kit import *


def simpul():
    ticks = "".join(circle(-38, -84 + 50 * i, 15, c) + line(f"M-45,{-84 + 50 * i} l6,6 l10,-13", WHITE, 5) + rect(-12, -90 + 50 * i, 58 - 10 * (i % 2), 12, MIST, 6) for i, c in enumerate((LEAF, LEAF, LEAF, GOLD)))
    return sheet(sky("day"), sun(800, 130, 50, GOLD, "#F7E3AE"), hills(360, LEAF, LEAF_LIGHT), ground(430, DUNE), hall(300, 440, 1.35), tree(80, 446, 1.1), tree(540, 446, 0.9), phone(730, 330, 1.35, SAND, ticks, turn=7))


def jaga_rob():
    pole = "".join(rect(-13, -250 + 36 * i, 26, 36, SUNSET if i % 2 == 0 else SAND) for i in range(7))
    return sheet(sky("dusk"), sun(690, 300, 78, SUNSET, "#F5B27A"), sea(320, SEA_DEEP, SEA), stilts(300, 430, 1.7), stilts(90, 392, 0.9, SOIL, ROSE), at(590, 470, pole, circle(0, -268, 18, GOLD), waves_out(8, -268, 0.7, SAND)),
                 shape("M0,452 C120,410 190,474 320,452 S540,418 680,456 S880,430 960,456 V540 H0 Z", SEA), shape("M0,492 C140,462 240,512 380,490 S640,470 760,496 S900,484 960,494 V540 H0 Z", SEA_LIGHT))


def kolong():
    water = shape("M150,400 C240,330 420,340 520,362 C660,330 820,372 850,420 C860,490 600,514 420,506 C240,508 120,470 150,400 Z", "#3FA7A0")
    return sheet(sky("day"), sun(160, 120, 46), cloud(420, 120), cloud(770, 90, 0.8), hills(320, DUNE, BEACH), shape("M560,330 L700,190 L850,330 Z", "#F7EDD7"), shape("M700,190 L850,330 H740 Z", DUNE), ground(330, BEACH), water,
                 line("M260,420 q30,-12 60,0 t60,0", SEA_PALE, 5), line("M600,440 q30,-12 60,0 t60,0", SEA_PALE, 5), fish(470, 372, 0.8, CORAL, SUNSET, turn=-32), circle(402, 430, 7, SEA_PALE), circle(540, 420, 9, SEA_PALE), sprout(110, 450, 1.3), sprout(190, 520, 1.6), sprout(800, 520, 1.6), sprout(890, 460, 1.3), sprout(330, 528, 1.2), sprout(690, 530, 1.3))


def aduk_kopi():
    laptop = rect(-120, -150, 240, 156, INK, 12) + rect(-106, -136, 212, 126, SEA_PALE, 4) + rect(-150, 4, 300, 18, GREY, 8) + circle(-52, -82, 24, SEA) + rect(-14, -104, 96, 12, SEA) + rect(-14, -80, 70, 12, SEA_LIGHT) + rect(-84, -40, 168, 12, SEA_LIGHT)
    return sheet(sky("warm"), rect(0, 0, W, 92, WOOD_DARK), awning(0, 60, 960, 1, ROSE, SAND, 12), rect(80, 150, 190, 150, "#F6E9CE", 6), line("M175,150 V300 M80,225 H270", WOOD, 8), rect(0, 400, W, 140, WOOD), rect(0, 400, W, 16, WOOD_DARK), cup(310, 404, 1.5), steam(300, 244, 1.1), at(680, 384, laptop, s=1.15), at(478, 400, rect(-52, -20, 120, 16, GOLD, 4), rect(-60, -4, 128, 16, SEA, 4), rect(-48, -36, 108, 16, SAND, 4)))


def lada_pintar():
    vine = line("M0,0 C-24,-60 26,-110 0,-180 C-22,-240 22,-290 0,-340", LEAF_DARK, 10)
    leaves = "".join(leaf((-1) ** i * 12, -24 - 36 * i, 1.5, (-1) ** i * 66, LEAF if i % 3 else LEAF_LIGHT, LEAF_DARK) for i in range(9))
    berries = "".join(circle(x + dx, -70 - 100 * k + 15 * j, 9, SUNSET if (j + k) % 3 == 0 else LEAF_DARK) for k, x in enumerate((-62, 60, -60)) for j in range(4) for dx in ((0, 13) if j < 3 else (6,)))
    one = rect(-9, -370, 18, 380, SOIL) + vine + leaves + berries
    return sheet(sky("leaf"), hills(400, LEAF_LIGHT, "#C4DBA4"), ground(450, LEAF), at(150, 480, one, s=0.8), at(380, 520, one, s=1.15), at(880, 486, one, s=0.85), phone(660, 310, 1.35, SEA_PALE, leaf(0, 66, 2.8, 0, LEAF, LEAF_DARK), circle(12, -20, 12, GOLD), line("M-48,-96 v-0 h22 M-48,-96 v22 M48,-96 h-22 M48,-96 v22 M-48,86 h22 M-48,86 v-22 M48,86 h-22 M48,86 v-22", SUNSET, 6), turn=-8))


def perahu_baca():
    colours = (SUNSET, GOLD, SEA_LIGHT, LEAF, ROSE, SAND, CORAL, SEA_PALE, LEAF_LIGHT, PEACH)
    books = "".join(rect(-96 + 19 * i, -128 + (i * 7) % 16, 15, 66 - (i * 7) % 16, colours[i], 2) + rect(-96 + 19 * i, -206 + (i * 11) % 20, 15, 62 - (i * 11) % 20, colours[(i * 3 + 1) % 10], 2) for i in range(10))
    shelf = rect(-110, -222, 220, 170, WOOD_DARK, 6) + rect(-101, -213, 202, 72, SOIL) + rect(-101, -132, 202, 72, SOIL) + books
    return sheet(sky("dawn"), sun(780, 210, 60, GOLD, "#FBE7B4"), island(810, 318, 1.1), palm(780, 276, 0.6), palm(850, 284, 0.55, -18), sea(312), bird(200, 120), bird(260, 96, 0.8), bird(550, 110, 0.9), at(390, 440, shelf, s=1.08), boat(390, 440, 2.1, SEA_DEEP, GOLD), line("M130,486 q30,-12 60,0 t60,0 t60,0 t60,0 t60,0 t60,0 t60,0 t60,0", SEA_PALE, 7))


def sapa_renggiang():
    card = rect(-84, -130, 168, 210, SAND, 14) + rect(-84, -130, 168, 50, SUNSET, 14) + rect(-84, -96, 168, 16, SUNSET) + circle(0, 0, 44, SEA_PALE) + "".join(circle(x, y, 9, SEA) for x, y in ((-17, -17), (17, -17), (0, 0), (-17, 17), (17, 17)))
    return sheet(sky("day"), cloud(180, 110), cloud(760, 140, 1.2), hills(350, LEAF_LIGHT, "#BBD7B4"), ground(400, LEAF), road(410, 540, DUNE, 330, 420), hall(350, 420, 1.5, SAND, ROSE, 5), tree(70, 430, 1.1, LEAF_DARK), tree(640, 424, 0.9, LEAF_DARK), at(790, 390, rect(-8, 60, 16, 120, WOOD_DARK), card, s=1.15, turn=4))


def pandu_damar():
    seats = "".join(circle(x, y, 34, c) + circle(x, y, 22, WHITE) for x, y, c in ((250, 410, SUNSET), (710, 410, GOLD), (330, 490, LEAF), (480, 510, CORAL), (630, 490, SEA_LIGHT)))
    return sheet(sky("day"), hills(330, LEAF_LIGHT, "#C8DEBB"), ground(380, "#CFE0A8"), rect(462, 150, 36, 250, SOIL), circle(480, 110, 130, LEAF_DARK), circle(360, 140, 90, LEAF), circle(600, 140, 90, LEAF), circle(480, 70, 84, LEAF), circle(420, 190, 56, LEAF_DARK), circle(550, 186, 56, LEAF), house(120, 396, 1.0), house(860, 396, 1.0, PEACH, SEA_DEEP), seats, oval(480, 420, 205, 62, WOOD_DARK), oval(480, 408, 205, 62, WOOD),
                 at(390, 402, rect(-36, -16, 70, 32, WHITE, 3), turn=-10), at(480, 420, rect(-36, -16, 70, 32, SEA_PALE, 3), turn=4), at(570, 400, rect(-36, -16, 70, 32, GOLD, 3), turn=12), at(478, 378, rect(-30, -12, 60, 24, WHITE, 3), turn=-3))


def rapi_pesak():
    wheel = circle(0, 0, 42, INK) + circle(0, 0, 32, PEACH) + circle(0, 0, 8, INK)
    people = (person(180, 420, 1.15, SEA, "#B97A50"), person(310, 384, 1.05, GOLD, "#8F5B3C", SOIL), person(440, 372, 1.0, ROSE, "#C68A5E"), person(700, 386, 1.05, LEAF, "#A66C45"))
    board = rect(-56, -70, 112, 84, WHITE, 8) + circle(-24, -36, 14, SEA_LIGHT) + poly([(4, -22), (22, -54), (40, -22)], SUNSET) + rect(-38, -14, 76, 10, MIST, 5)
    return sheet(sky("warm"), rect(90, 60, 780, 24, WOOD_DARK), poly([(40, 66), (180, 0), (780, 0), (920, 66)], ROSE), rect(120, 80, 22, 360, WOOD), rect(818, 80, 22, 360, WOOD), hills(330, LEAF_LIGHT, "#CDDDA9"), rect(0, 420, W, 120, WOOD), line("M0,452 H960 M0,490 H960", WOOD_DARK, 4), *people, person(570, 392, 1.05, CORAL, "#B97A50"), at(570, 408, board, s=0.86), person(830, 452, 1.25, SEA_DEEP, "#9C6440"), at(826, 470, wheel, s=1.2), rect(770, 440, 90, 14, INK, 6), oval(440, 470, 190, 26, PEACH), circle(380, 466, 14, SUNSET), circle(440, 474, 14, SEA), circle(500, 464, 14, GOLD))


def sigap_ladang():
    tower = line("M-46,0 L-26,-190 M46,0 L26,-190 M-40,-60 L34,-120 M40,-60 L-34,-120", WOOD_DARK, 11) + rect(-48, -262, 96, 76, WOOD) + rect(-32, -250, 64, 34, PEACH) + poly([(-66, -258), (0, -308), (66, -258)], SEA_DEEP) + rect(-2, -350, 6, 50, WOOD_DARK) + poly([(4, -350), (48, -336), (4, -322)], SUNSET)
    crops = "".join(sprout(x * (1 + row * 0.12) - row * 58, 424 + row * 46, 0.62 + row * 0.26, LEAF_LIGHT if row % 2 else "#A8CB80") for row in range(3) for x in range(40, 980, 110))
    return sheet(sky("dusk"), sun(280, 210, 62, GOLD, "#F8C78C"), hills(330, LEAF_DARK, "#7C7F5A"), *(tree(x, 360, s, LEAF_DARK, WOOD_DARK) for x, s in ((40, 1), (130, 0.8), (560, 0.8), (640, 1.05), (900, 1.1), (960, 0.8))), ground(370, LEAF), shape("M0,410 C300,390 660,420 960,392 V420 C660,446 300,416 0,436 Z", SOIL), shape("M0,462 C300,440 660,474 960,444 V474 C660,504 300,470 0,490 Z", SOIL), crops, at(770, 400, tower))


def desa_dalam_saku():
    sound = "".join(rect(-46 + 12 * i, -h / 2, 7, h, SEA, 3) for i, h in enumerate((12, 26, 40, 22, 48, 30, 16, 34)))
    screen = sun(30, -76, 16, GOLD) + shape("M-62,50 C-30,20 20,20 62,44 V110 a8,8 0 0 1 -8,8 H-54 a8,8 0 0 1 -8,-8 Z", LEAF) + house(0, 78, 0.62) + tree(44, 80, 0.42, LEAF_DARK)
    hand = shape("M-110,300 C-150,150 -150,60 -96,10 C-84,60 -84,120 -70,160 L80,160 C100,120 110,60 92,10 C140,30 134,130 150,300 Z", "#B97A50")
    fingers = "".join(rect(58, -40 + 46 * i, 62, 34, "#B97A50", 17) for i in range(4))
    bubble = rect(-96, -50, 192, 100, SAND, 30) + poly([(-70, 40), (-100, 86), (-30, 48)], SAND) + at(0, 0, sound, s=1.35)
    return sheet(sky("plain"), circle(420, 270, 250, "#A7D0CC"), at(420, 330, hand, s=1.2), phone(420, 270, 1.42, "#EAF5F1", screen, turn=0), at(420, 270, fingers, s=1.1), at(-2, 0, at(750, 170, bubble, s=1.15)), at(150, 150, circle(0, 0, 50, LEAF), line("M-20,2 l14,14 l28,-32", WHITE, 10)), at(170, 400, rect(-50, -70, 100, 130, SAND, 8), rect(-32, -48, 64, 10, MIST, 5), rect(-32, -24, 64, 10, MIST, 5), circle(16, 28, 18, CORAL), turn=-8))


def panen_hujan():
    rain = "".join(line(f"M{(x * 97) % 960},{120 + (x * 53) % 220} l-8,24", SEA_LIGHT, 6) for x in range(34))
    tank = rect(-90, -190, 180, 190, SEA_LIGHT, 18) + rect(-90, -190, 180, 34, SEA, 14) + shape("M-90,-110 C-50,-126 -30,-96 10,-110 S70,-122 90,-108 V-16 a18,18 0 0 1 -18,16 H-72 a18,18 0 0 1 -18,-16 Z", "#2E8D95") + rect(84, -36, 34, 12, INK, 3) + rect(106, -36, 12, 28, INK, 3)
    return sheet(sky("rain"), cloud(180, 110, 1.7, "#EEF3F2"), cloud(520, 80, 2.0, WHITE), cloud(830, 120, 1.5, "#EEF3F2"), rain, hills(380, LEAF, "#8FB39A"), ground(440, LEAF_DARK), stilts(330, 470, 2.0, PEACH, ROSE), line("M528,258 H600 V280", INK, 14), at(670, 480, tank, s=1.15), drop(600, 320, 0.4, SEA, WHITE), drop(820, 250, 0.9, SEA_LIGHT), drop(890, 350, 0.6, SEA_LIGHT), drop(100, 290, 0.7, SEA_LIGHT), bush(110, 486, 1.2, LEAF), sprout(850, 510, 1.4, LEAF_LIGHT, LEAF))


def jaring_sampah():
    bottle = rect(-16, -60, 32, 84, SEA_PALE, 9) + rect(-9, -80, 18, 22, SEA_PALE, 3) + rect(-11, -88, 22, 12, SUNSET, 3) + rect(-16, -34, 32, 22, SEA_LIGHT)
    can = rect(-20, -34, 40, 62, GOLD, 6) + rect(-20, -34, 40, 12, MIST, 5) + rect(-20, -8, 40, 14, ROSE)
    net = line("M-120,-40 C-110,90 -50,130 10,132 C70,130 120,80 126,-40", INK, 6) + "".join(line(f"M{-120 + 40 * i},-40 C{-96 + 34 * i},40 {-50 + 20 * i},100 {-20 + 10 * i},130", INK, 3) + line(f"M{-112 + 8 * i},{-10 + 32 * i} C{-40},{10 + 34 * i} {40},{10 + 34 * i} {118 - 8 * i},{-10 + 32 * i}", INK, 3) for i in range(4))
    return sheet(sky("dawn"), sun(480, 268, 74, SUNSET, "#F9C79A"), island(170, 310, 1.2, LEAF_DARK), island(850, 312, 0.9, LEAF), sea(304), boat(300, 430, 1.7, GOLD, SAND), person(270, 378, 1.0, SUNSET, "#9C6440"), line("M330,330 L560,196 M560,196 L652,260", WOOD_DARK, 10), at(690, 306, at(-48, 44, bottle, turn=-24), at(20, 66, can, turn=14), at(62, 22, bottle, turn=30, s=0.9), at(-12, 8, can, turn=-40, s=0.8), net, s=1.2), line("M500,500 q30,-12 60,0 t60,0 t60,0", SEA_PALE, 7))


def cendil_bakau():
    roots = "".join(line(f"M0,-60 C{d * 0.4},-40 {d * 0.9},-20 {d},46", SOIL, 11) for d in (-120, -78, -36, 36, 78, 120))
    mangrove = roots + rect(-14, -190, 28, 140, SOIL) + circle(0, -230, 96, LEAF) + circle(-86, -190, 64, LEAF_DARK) + circle(86, -192, 66, LEAF_DARK) + circle(40, -270, 60, LEAF_LIGHT)
    heron = oval(0, 0, 50, 26, WHITE, -14) + line("M36,-12 C66,-30 40,-66 58,-92", WHITE, 13) + circle(62, -98, 15, WHITE) + poly([(74, -104), (116, -94), (74, -90)], GOLD) + line("M-6,22 V92 M14,20 V92", INK, 5) + circle(66, -101, 3, INK)
    return sheet(sky("day"), sun(150, 130, 50), hills(330, "#8FB7A0", "#B9D4C4"), sea(350, SEA_LIGHT, SEA_PALE, 5), at(330, 404, mangrove, s=1.25), at(90, 384, mangrove, s=0.7), at(860, 376, mangrove, s=0.75), ground(470, "#A58A66"), at(660, 400, heron, s=1.15), *(at(x, 520, line("M0,10 V-50", LEAF_DARK, 8), leaf(0, -44, 0.8, -38, LEAF), leaf(0, -44, 0.8, 38, LEAF), leaf(0, -52, 0.8, 0, LEAF_LIGHT)) for x in (470, 560, 770, 860)))


def rumah_singgah():
    sawit = rect(-16, -150, 32, 152, WOOD_DARK) + "".join(at(0, -150, shape("M0,0 C30,-44 90,-50 124,8 C80,-18 36,-10 0,0 Z", LEAF if i % 2 else LEAF_DARK), turn=a) for i, a in enumerate((-80, -45, -10, 25, 155, 190, 225, 255)))
    flags = line("M180,150 Q330,210 480,150 Q630,210 780,150", INK, 3) + "".join(poly([(x, y), (x + 30, y), (x + 15, y + 36)], c) for (x, y), c in zip(((205, 166), (260, 178), (316, 182), (374, 176), (428, 162), (506, 164), (560, 178), (616, 182), (674, 178), (730, 164)), (SUNSET, GOLD, SEA, LEAF, CORAL) * 2))
    swing = line("M-70,0 L-40,-150 H80 L110,0 M-10,-150 V-40 M50,-150 V-40", SEA_DEEP, 10) + rect(-20, -44, 82, 14, SUNSET, 4)
    return sheet(sky("dawn"), hills(340, LEAF_LIGHT, "#D5DDA9"), at(100, 420, sawit, s=1.25), at(880, 420, sawit, s=1.25), at(760, 390, sawit, s=0.8), ground(410, "#C7DA98"), house(430, 440, 2.1, "#FCEBC5", SEA, SUNSET), flags, at(660, 470, swing), circle(240, 476, 32, SUNSET), shape("M240,444 A32,32 0 0 1 240,508 C226,488 226,464 240,444 Z", SAND), flower(150, 500, 1.1, ROSE), flower(560, 510, 1.0, SAND), flower(820, 506, 1.1, GOLD, SUNSET))


def padat_mayang():
    fold = poly([(120, 150), (360, 110), (360, 430), (120, 470)], "#EEF3DA") + poly([(360, 110), (600, 150), (600, 470), (360, 430)], "#DCE8BE") + poly([(600, 150), (840, 110), (840, 430), (600, 470)], "#EEF3DA")
    lens = circle(0, 0, 96, INK) + circle(0, 0, 80, "#E4F3F1") + at(0, 46, house(0, 0, 0.85)) + rect(-13, 92, 26, 120, WOOD_DARK, 12)
    return sheet(sky("plain"), fold, line("M120,330 C240,300 300,360 360,330 S520,250 600,300 S760,380 840,330", SEA_LIGHT, 20), line("M200,140 C240,230 160,320 240,450 M480,134 C440,220 520,330 480,446 M740,130 C700,220 780,300 730,446", WHITE, 12), *(house(x, y, 0.44, SAND, c) for x, y, c in ((170, 230, ROSE), (290, 210, SEA), (160, 420, SEA), (300, 410, ROSE), (420, 230, ROSE), (560, 240, GOLD), (410, 400, SEA), (790, 210, ROSE), (800, 400, ROSE))), pin(290, 300, 0.9), pin(545, 360, 0.9, SEA), pin(780, 300, 0.9, GOLD), at(660, 250, lens, turn=-32))
