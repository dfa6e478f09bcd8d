"""Scenes of students, civil servants and residents."""

import math

from .kit import *


def saring_kolong():
    bits = "".join(shape(f"M{x},{y} a16,14 0 0 1 32,0 Z", CORAL if (x + y) % 3 else SAND) for x, y in ((-66, 24), (-28, 20), (12, 26), (38, 22), (-50, 48), (-10, 46), (30, 50)))
    coal = "".join(rect(x, y, 22, 15, INK, 4) for x, y in ((-68, 70), (-40, 66), (-10, 72), (18, 66), (46, 70), (-54, 92), (-24, 94), (6, 92), (36, 94)))
    tube = rect(-86, -150, 172, 340, "#E8F3F1", 26) + rect(-74, -120, 148, 130, "#B59A6A", 8) + rect(-74, 6, 148, 54, "#F0D9BC") + bits + rect(-74, 60, 148, 54, GREY) + coal + rect(-74, 114, 148, 60, DUNE) + "".join(circle(-62 + (i * 37) % 126, 124 + (i * 17) % 44, 3, WOOD) for i in range(20)) + rect(-96, -166, 192, 26, SEA, 10) + rect(-16, 188, 32, 26, SEA_DEEP, 4)
    glass = shape("M-60,-110 H60 L48,0 H-48 Z", WHITE) + shape("M-54,-62 H54 L47,-4 H-47 Z", "#9AD4D6")
    return sheet(sky("day"), hills(330, LEAF_LIGHT, "#C9DFC0"), shape("M0,390 C200,340 420,372 520,400 C700,360 860,380 960,400 V540 H0 Z", BEACH), oval(170, 440, 190, 46, "#B59A6A"), line("M90,440 q30,-10 60,0 t60,0", "#D6BE92", 5), line("M240,430 C330,420 300,90 390,76 H480 V100", SEA_DEEP, 18), at(480, 262, tube, s=0.98), drop(480, 478, 0.3, SEA_LIGHT), at(480, 538, glass, s=0.5), at(760, 470, glass, s=1.6), drop(760, 230, 1.0, SEA_LIGHT), sprout(900, 490, 1.6))


def jejak_batu():
    def stone(x, y, rx, ry, fill, light):
        return at(x, y, shape(f"M{-rx},0 C{-rx},{-ry * 1.3:g} {rx * 0.9:g},{-ry * 1.4:g} {rx},{-ry * 0.1:g} C{rx * 1.04:g},{ry * 0.5:g} {-rx * 1.02:g},{ry * 0.5:g} {-rx},0 Z", fill) + shape(f"M{-rx * 0.7:g},{-ry * 0.45:g} C{-rx * 0.4:g},{-ry:g} {rx * 0.2:g},{-ry * 1.02:g} {rx * 0.5:g},{-ry * 0.8:g} C{rx * 0.1:g},{-ry * 0.8:g} {-rx * 0.3:g},{-ry * 0.7:g} {-rx * 0.7:g},{-ry * 0.45:g} Z", light))
    posts = "".join(at(x, y, rect(-9, -70, 18, 74, WOOD_DARK, 3), rect(-24, -84, 48, 34, SUNSET if i % 2 == 0 else GOLD, 5), circle(0, -67, 8, SAND), s=s) for i, (x, y, s) in enumerate(((690, 512, 1.15), (610, 440, 0.85), (700, 396, 0.6))))
    return sheet(sky("day"), sun(800, 120, 52, GOLD, "#F7E6B4"), cloud(520, 90), sea(300, "#27979A", SEA_PALE), island(880, 304, 0.7), shape("M0,360 C260,352 520,380 660,364 S900,392 960,400 V540 H0 Z", BEACH), shape("M840,540 C720,480 600,470 640,430 S740,400 720,374 L750,372 C790,410 700,430 700,450 S860,490 960,530 V540 Z", DUNE), stone(120, 440, 170, 130, "#7E8790", "#A3ABB1"), stone(330, 430, 150, 170, "#6C7680", "#949EA6"), stone(210, 300, 150, 110, "#8D969E", "#B4BBC0"), stone(420, 470, 90, 60, "#7E8790", "#A3ABB1"), stone(300, 214, 84, 60, "#79838C", "#A3ABB1"), posts, palm(570, 380, 0.9, 22), bird(650, 170), bird(700, 200, 0.8))


def rupa_laut():
    strands = "".join(line(f"M{x},300 C{x - 14},320 {x + 14},340 {x - 6},{372 + (x * 7) % 26} M{x},300 C{x + 12},326 {x - 4},344 {x + 12},{362 + (x * 5) % 24}", LEAF_DARK if (x // 34) % 2 else LEAF, 9) for x in range(236, 740, 34))
    dome = shape("M190,440 V330 C190,180 770,180 770,330 V440 Z", "#E3F2EF") + line("M210,300 H750", WOOD, 10) + strands + line("M190,440 V330 C190,180 770,180 770,330 V440 M335,440 V236 M480,440 V217 M625,440 V236", WOOD_DARK, 9) + rect(170, 430, 620, 22, INK, 5)
    vent = rect(448, 160, 64, 62, SEA_DEEP, 4) + poly([(430, 164), (480, 132), (530, 164)], SUNSET)
    return sheet(sky("dawn"), sun(160, 130, 62, GOLD, "#FBE5AE"), cloud(740, 110, 1.3), cloud(420, 80, 0.9), sea(320, SEA, SEA_LIGHT), ground(424, BEACH, 16), dome, vent, panel(630, 150, 0.8, (3, 2)), line("M664,212 V272", INK, 8), steam(480, 130, 0.7, WHITE), palm(880, 450, 1.3, -20), at(110, 480, oval(0, 0, 74, 24, WOOD), oval(0, -10, 66, 18, LEAF_DARK), line("M-40,-14 q14,-30 28,0 M0,-14 q14,-34 30,0", LEAF, 8)))


def kamus_bunyi():
    def head(fill, hair):
        return shape("M-92,170 C-96,110 -60,100 -52,70 C-96,10 -80,-104 16,-110 C84,-112 104,-56 98,-14 L116,22 L96,30 L98,58 C98,80 70,82 44,78 C40,110 60,130 90,170 Z", fill) + shape("M-66,40 C-104,-20 -84,-124 16,-128 C74,-130 104,-96 104,-62 C60,-76 20,-78 -8,-56 C-40,-34 -36,16 -66,40 Z", hair)
    book = poly([(0, 0), (-150, -26), (-150, 70), (0, 96)], SAND) + poly([(0, 0), (150, -26), (150, 70), (0, 96)], WHITE) + line("M0,0 V96", MIST, 6) + "".join(line(f"M-130,{6 + 20 * i} L-24,{24 + 20 * i} M24,{24 + 20 * i} L130,{6 + 20 * i}", SEA_LIGHT, 6) for i in range(3))
    bars = "".join(rect(-130 + 26 * i, -h / 2, 13, h, (SUNSET, GOLD, SEA)[i % 3], 6) for i, h in enumerate((24, 60, 100, 48, 130, 76, 116, 44, 90, 56, 22)))
    return sheet(sky("warm"), circle(480, 220, 230, "#FCE6CB"), at(170, 290, head("#B97A50", INK), s=1.35), at(790, 290, head("#8F5B3C", GREY), s=1.35, flip=True), at(480, 220, bars, s=1.0), at(480, 420, book, s=1.0), at(480, 360, *(flower(x, y, 0.9, GOLD, SUNSET) for x, y in ((-120, 10), (120, 10))), flower(0, -8, 1.2, SAND, GOLD)))


def lapak_arsip():
    pegged = "".join(at(x, y, paper(0, 84, 1.0, 0, c, MIST if c == WHITE else DUNE), rect(-7, -8, 14, 32, SUNSET, 3), turn=t) for x, y, c, t in ((190, 128, WHITE, -3), (340, 146, "#FBEFD5", 2), (490, 152, WHITE, -2), (640, 144, "#FBEFD5", 4), (790, 124, WHITE, -2)))
    seal = circle(0, 0, 20, ROSE) + circle(0, 0, 11, GOLD)
    return sheet(sky("plain"), poly([(0, 0), (960, 0), (960, 56), (0, 56)], WOOD_DARK), "".join(poly([(80 * i, 56), (80 * i + 70, 56), (80 * i + 35, 84)], WOOD) for i in range(12)), rect(0, 330, W, 210, "#A9CFCB"), line("M0,110 Q480,200 960,100", INK, 5), pegged, at(520, 250, seal), at(206, 228, seal, s=0.8), rect(0, 440, W, 100, WOOD), rect(0, 440, W, 14, WOOD_DARK), at(730, 440, rect(-110, -110, 220, 112, SEA, 8), rect(-122, -128, 244, 34, SEA_DEEP, 8), rect(-34, -70, 68, 26, SAND, 4)), at(200, 430, rect(-80, -50, 160, 60, GOLD, 16), *(circle(-54 + 36 * i, -28 + 14 * (i % 2), 6, "#D9952B") for i in range(4))), at(430, 420, rect(-90, -9, 130, 18, WOOD_DARK, 9), rect(40, -16, 26, 32, GREY), shape("M66,-16 C110,-14 130,-4 150,0 C130,4 110,14 66,16 Z", INK), turn=-10))


def kalender_bulan():
    grid = rect(-300, -86, 600, 196, SAND, 12) + "".join(rect(-284 + 82 * i, -70 + 58 * j, 70, 48, "#E4EEEA" if (i + j) % 3 else PEACH, 5) for i in range(7) for j in range(3))
    phases = "".join(circle(-249 + 82 * i, -46, 15, INK) + shape(f"M{-249 + 82 * i},-61 A15,15 0 0 1 {-249 + 82 * i},-31 A{abs(15 - 5 * i) or 1},15 0 0 {1 if i > 3 else 0} {-249 + 82 * i},-61 Z", GOLD) for i in range(7))
    fishes = "".join(fish(-249 + 82 * i, 12, 0.24, (SEA, CORAL)[i % 2], SEA_DEEP) for i in (0, 2, 3, 5)) + "".join(fish(-249 + 82 * i, 70, 0.24, (CORAL, SEA)[i % 2], SEA_DEEP) for i in (1, 2, 4, 6)) + "".join(circle(-249 + 82 * i + d, y, 5, SUNSET) for i, y in ((1, 12), (4, 12), (5, 70)) for d in (-12, 0, 12))
    stars = "".join(circle((x * 191) % 960, 20 + (x * 67) % 200, 3, SAND) for x in range(22))
    return sheet(sky("night"), stars, circle(480, 150, 128, "#33466F"), circle(480, 150, 96, "#FBEBC0"), circle(450, 130, 16, "#EFD9A0"), circle(510, 176, 22, "#EFD9A0"), circle(520, 116, 10, "#EFD9A0"), sea(280, "#0E4A5A", "#2C7482", 5), rect(420, 286, 120, 8, "#FBEBC0", 4), rect(440, 306, 80, 7, "#DCCF9F", 3), boat(790, 330, 0.95, SUNSET, SAND), rect(786, 230, 7, 90, WOOD_DARK), circle(790, 228, 12, GOLD), circle(150, 322, 0.1, SAND), boat(150, 330, 0.7, SAND, SUNSET), circle(150, 262, 9, GOLD), rect(147, 264, 6, 50, WOOD_DARK), at(480, 416, grid, phases, fishes))


def saksi_jalan():
    cone = poly([(-14, -92), (14, -92), (34, 0), (-34, 0)], SUNSET) + poly([(-21, -60), (21, -60), (27, -34), (-27, -34)], SAND) + rect(-44, -4, 88, 14, SUNSET, 4)
    bridge = shape("M560,330 C620,280 700,280 760,330", "none") + line("M540,336 C620,270 700,270 790,336", WOOD_DARK, 12) + "".join(line(f"M{x},{y} V338", WOOD_DARK, 6) for x, y in ((590, 302), (630, 288), (665, 284), (700, 288), (740, 304)))
    return sheet(sky("day"), sun(120, 120, 50), cloud(420, 90, 1.2), hills(330, LEAF, "#B4D3A8"), ground(350, LEAF_LIGHT), shape("M500,372 C620,356 760,360 960,376 V408 C760,392 620,396 470,410 Z", SEA_LIGHT), shape("M640,340 C600,390 300,400 200,540 H720 C700,440 700,400 712,340 Z", "#6F7B86"), line("M674,352 C650,400 540,430 460,532", SAND, 8, "30 26"), bridge, oval(500, 462, 84, 26, INK), oval(500, 458, 70, 18, "#3C4757"), at(390, 476, cone), at(610, 480, cone, s=1.05), at(470, 426, cone, s=0.75), pin(500, 400, 2.0, SEA, SAND), tree(90, 420, 1.3, LEAF_DARK), tree(860, 470, 1.2, LEAF_DARK), bush(190, 470, 0.9, LEAF_DARK))


def terang_anggaran():
    def wedge(a, b, r, fill):
        x0, y0, x1, y1 = r * math.sin(a), -r * math.cos(a), r * math.sin(b), -r * math.cos(b)
        return shape(f"M0,0 L{x0:.1f},{y0:.1f} A{r},{r} 0 {1 if b - a > math.pi else 0} 1 {x1:.1f},{y1:.1f} Z", fill)
    cuts, colours = (0, 2.1, 3.5, 4.5, 5.4, 2 * math.pi), (SEA, GOLD, SUNSET, LEAF, CORAL)
    pie = circle(0, 0, 190, WOOD) + circle(0, 0, 176, SAND) + "".join(wedge(cuts[i], cuts[i + 1], 162, colours[i]) for i in range(5))
    grains = "".join(oval(r * math.sin(a), -r * math.cos(a), 9, 4, "#FDF6E6", (i * 47) % 180) for i in range(64) for a, r in (((i * 2.399) % 6.283, 20 + 17.2 * math.sqrt(i)),))
    bulb = circle(0, -50, 64, GOLD) + rect(-26, 4, 52, 38, GREY, 6) + line("M-22,18 H22 M-22,30 H22", INK, 5) + line("M-18,8 V-40 L0,-20 L18,-40 V8", SUNSET, 6) + "".join(at(0, -50, rect(-5, -112, 10, 30, GOLD, 5), turn=a) for a in (-80, -40, 0, 40, 80))
    coins = "".join(oval(0, -18 * i, 62, 20, "#D9952B" if i % 2 else GOLD) for i in range(6)) + oval(0, -96, 46, 13, "#FBE0A0")
    return sheet(sky("warm"), rect(0, 440, W, 100, ROSE), "".join(poly([(80 * i, 440), (80 * i + 40, 490), (80 * i + 80, 440)], "#B84A34") for i in range(12)), at(380, 280, pie, grains, s=1.08), at(740, 230, bulb, s=1.2), at(720, 460, coins), at(850, 470, coins, s=0.75), at(100, 470, shape("M-70,-40 H70 C66,20 40,34 0,34 C-40,34 -66,20 -70,-40 Z", SEA), oval(0, -40, 70, 16, SAND)))


def bata_kerang():
    def hexagon(x, y, r, fill):
        return poly([(x + r * math.cos(a), y + r * 0.56 * math.sin(a)) for a in (i * math.pi / 3 for i in range(6))], fill)
    tiles = "".join(hexagon(x * 102 + (0 if y % 1 else 0), 386 + y * 58 + (29 if x % 2 else 0), 64, (DUNE, "#D9C39B", "#E9D8B6", "#CDB48A")[(x * 3 + y) % 4]) for x in range(10) for y in range(4))
    rim = [(218 * math.sin(a), -40 - 190 * math.cos(a)) for a in (-1.3 + 0.26 * i for i in range(11))]
    edge = "".join(f"A30,30 0 0 1 {x:.0f},{y:.0f}" for x, y in rim[1:])
    fan = shape(f"M0,24 L{rim[0][0]:.0f},{rim[0][1]:.0f} {edge} Z", CORAL)
    ribs = "".join(line(f"M0,10 L{x * 0.9:.0f},{y * 0.9:.0f}", SUNSET if i % 2 else PEACH, 9) for i, (x, y) in enumerate(rim))
    bands = "".join(line(f"M{rim[0][0] * k:.0f},{rim[0][1] * k + 8:.0f} A{218 * k:.0f},{200 * k:.0f} 0 0 1 {rim[-1][0] * k:.0f},{rim[-1][1] * k + 8:.0f}", ROSE, 5) for k in (0.45, 0.72))
    shell = fan + bands + ribs + shape("M-76,30 L-50,-14 H50 L76,30 C40,48 -40,48 -76,30 Z", ROSE)
    return sheet(sky("rain"), cloud(150, 90, 1.5), cloud(800, 100, 1.6), rect(0, 330, W, 210, "#8A9A7B"), tiles, drop(120, 260, 0.7, SEA_LIGHT), drop(70, 350, 0.5, SEA_LIGHT), drop(800, 200, 0.8, SEA_LIGHT), drop(860, 290, 0.6, SEA_LIGHT), *(line(f"M{x},{y} v26", SEA, 7) + oval(x, y + 34, 22, 6, SEA_LIGHT) for x, y in ((152, 420), (254, 480), (764, 440), (866, 490), (660, 500))), at(480, 390, shell, s=1.25))


def rantang_tetangga():
    tier = lambda y, fill, band: rect(-96, y, 192, 78, fill, 14) + rect(-102, y - 6, 204, 18, band, 8) + oval(0, y + 44, 26, 15, band) + oval(0, y + 44, 14, 8, SAND)
    rantang = line("M-112,140 V-150 C-112,-230 112,-230 112,-150 V140", GREY, 13) + rect(-52, -226, 104, 26, WOOD_DARK, 12) + tier(70, SEA, SEA_DEEP) + tier(-16, CORAL, SUNSET) + tier(-102, SEA_LIGHT, SEA) + shape("M-96,-108 C-80,-148 80,-148 96,-108 Z", SEA_LIGHT) + circle(0, -146, 12, SEA_DEEP)
    return sheet(sky("warm"), rect(0, 0, W, 460, "#F6DDB6"), rect(250, 30, 460, 430, WOOD_DARK, 6), rect(276, 56, 408, 404, "#7C4F38"), rect(300, 84, 170, 340, SOIL, 4), rect(490, 84, 170, 340, SOIL, 4), circle(476, 270, 9, GOLD), rect(0, 452, W, 88, ROSE), rect(220, 440, 520, 26, DUNE, 5), steam(480, 110, 1.0, SAND), at(480, 300, rantang, s=1.05), at(120, 460, rect(-56, -84, 112, 90, SUNSET, 8), rect(-64, -96, 128, 24, ROSE, 6), line("M0,-96 V-190 M0,-110 C-40,-130 -40,-170 -52,-190 M0,-110 C40,-130 40,-160 50,-180", LEAF_DARK, 7), flower(0, -206, 1.4, SAND, GOLD), flower(-54, -200, 1.1, CORAL, GOLD), flower(52, -188, 1.1, GOLD, SUNSET)), at(846, 460, rect(-46, -70, 92, 76, SEA, 8), leaf(0, -60, 1.7, -38, LEAF), leaf(0, -60, 1.7, 38, LEAF_DARK), leaf(0, -64, 2.0, 0, LEAF)), oval(810, 500, 40, 13, INK), oval(890, 506, 40, 13, INK))


def sekolah_perahu():
    ribs = "".join(line(f"M{x},{-6 - abs(x) * 0.1:g} C{x - 6},{-60} {x + 4},{-100 - abs(x) * 0.14:g} {x + 16},{-140 - abs(x) * 0.18:g}", WOOD, 12) for x in range(-220, 240, 62))
    frame = line("M-290,-190 C-250,-40 -180,0 -60,8 H140 C240,0 290,-90 320,-200", WOOD_DARK, 20) + ribs + line("M-286,-170 C-160,-110 160,-110 312,-180 M-264,-110 C-140,-56 150,-56 284,-118", WOOD_DARK, 11)
    trestle = line("M-40,0 L0,-70 L40,0 M-24,-28 H24", SOIL, 12)
    hammer = rect(-8, -130, 16, 140, WOOD, 7) + rect(-46, -152, 92, 38, INK, 6)
    plane = rect(-80, -34, 160, 34, WOOD, 6) + shape("M-60,-34 C-60,-66 -20,-66 -24,-34 Z", WOOD_DARK) + poly([(10, -34), (34, -84), (50, -34)], GREY)
    curls = "".join(line(f"M{x},{y} c0,-18 24,-18 22,0 c-2,12 -14,8 -12,0", DUNE if i % 2 else WOOD, 6) for i, (x, y) in enumerate(((120, 500), (210, 516), (330, 506), (560, 518), (650, 504), (480, 498))))
    return sheet(sky("dawn"), sun(200, 210, 60, GOLD, "#FBE5AE"), sea(300), island(820, 304, 0.7), boat(150, 345, 0.75, SEA_DEEP, SAND, True), ground(372, BEACH, 14), palm(930, 410, 1.4, -26), at(310, 430, trestle), at(620, 430, trestle), at(460, 370, frame), at(170, 500, hammer, s=0.9, turn=64), at(780, 500, plane, s=1.0), curls)


def rumah_benih():
    barn = "".join(rect(x, -60, 16, 80, WOOD_DARK) for x in (-130, -50, 40, 118)) + rect(-160, -66, 320, 16, WOOD_DARK, 4) + poly([(-140, -66), (-116, -210), (116, -210), (140, -66)], WOOD) + "".join(line(f"M{x},-66 L{x * 0.83:.0f},-208", SOIL, 4) for x in range(-110, 120, 36)) + shape("M-190,-196 C-110,-250 -60,-300 0,-326 C60,-300 110,-250 190,-196 Z", "#B98E4A") + "".join(line(f"M0,-320 L{x},-200", "#9C7438", 4) for x in range(-150, 160, 50)) + rect(-30, -160, 60, 94, WOOD_DARK) + line("M170,20 L120,-60 M186,4 L148,-60 M182,-4 h-34 M170,-22 h-34", WOOD_DARK, 8)
    rice = lambda lean: line(f"M0,0 C4,-80 {lean},-120 {lean * 2.4},-120", LEAF, 6) + "".join(oval(lean * (0.8 + 0.26 * i), -116 + 5 * (i - 2) ** 2 / 2 + 9, 8, 14, GOLD, lean) for i in range(7))
    jar = lambda fill: rect(-24, -62, 48, 62, "#E6F1EE", 9) + rect(-19, -40, 38, 36, fill, 5) + rect(-19, -76, 38, 18, WOOD_DARK, 4)
    sheaves = "".join(at(x, 480 + (i % 2) * 24, *(rice(k) for k in (-26, -12, 14, 28)), s=1.0) for i, x in enumerate((60, 150, 240, 720, 810, 900)))
    return sheet(sky("dusk"), sun(180, 180, 60, GOLD, "#F9CC8F"), hills(340, "#8D9B52", "#C9A765"), ground(400, "#C8BE62"), at(480, 440, barn, s=1.2), sheaves, *(at(356 + 62 * i, 520, jar(c)) for i, c in enumerate((GOLD, ROSE, INK, PEACH, LEAF))))


def sapa_isyarat():
    def hand(fingers, skin):
        bones = "".join(at(x, y, rect(-15, -h, 30, h + 30, skin, 15), turn=t) for x, y, h, t in fingers)
        return bones + rect(-58, -20, 116, 116, skin, 36) + rect(-40, 70, 80, 150, skin, 10)
    open_hand = ((-44, 0, 86, -14), (-15, -8, 104, -4), (15, -8, 100, 5), (44, 2, 84, 15), (60, 50, 60, 62))
    love = ((-44, 0, 88, -10), (-15, 10, 24, 0), (15, 10, 24, 0), (44, 2, 88, 12), (60, 50, 66, 66))
    fruit = "".join(circle(80 + 46 * i, 410 - (i % 2) * 14, 25, (SUNSET, GOLD, LEAF)[i % 3]) for i in range(6)) + "".join(circle(640 + 46 * i, 410 - (i % 2) * 14, 25, (ROSE, LEAF_LIGHT, CORAL)[i % 3]) for i in range(6))
    return sheet(sky("day"), rect(50, 40, 14, 480, WOOD_DARK), rect(896, 40, 14, 480, WOOD_DARK), rect(0, 0, W, 64, SEA_DEEP), awning(0, 56, 960, 1, SEA, SAND, 12), rect(30, 424, 900, 120, WOOD), rect(30, 424, 900, 16, WOOD_DARK), fruit, leaf(370, 430, 1.2, -30, LEAF_DARK), leaf(392, 430, 1.3, 10, LEAF), leaf(600, 430, 1.3, -8, LEAF_DARK), circle(480, 270, 170, "#F7E3C0"), at(390, 300, hand(open_hand, "#B97A50"), s=1.05, turn=-8), at(580, 300, hand(love, "#8F5B3C"), s=1.05, turn=8), rect(310, 480, 340, 60, SUNSET), rect(310, 470, 340, 16, ROSE), line("M478,150 l6,-26 M440,160 l-12,-24 M520,160 l14,-22", SUNSET, 7))
