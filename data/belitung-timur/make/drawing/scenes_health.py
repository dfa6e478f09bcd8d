"""Scenes of the health centres and schools."""

from .kit import *


def ikan_baik():
    bowl = shape("M-190,-70 H190 C180,30 110,90 0,90 C-110,90 -180,30 -190,-70 Z", SUNSET) + oval(0, -70, 190, 44, "#F7E9CF") + oval(0, -70, 172, 36, PEACH)
    food = at(-60, -90, oval(0, 0, 56, 22, CORAL)) + at(50, -80, oval(0, 0, 60, 20, GOLD)) + leaf(-10, -60, 1.3, 70, LEAF) + leaf(110, -66, 1.1, -70, LEAF_LIGHT) + leaf(-110, -64, 1.1, 60, LEAF_DARK) + circle(10, -104, 14, SUNSET) + circle(-20, -66, 10, LEAF_LIGHT)
    return sheet(sky("rose"), circle(480, 200, 190, "#FBE6D8"), rect(0, 400, W, 140, SEA_LIGHT), "".join(rect(80 * i, 400, 40, 140, "#5FB0B0") for i in range(12)), fish(480, 130, 1.3, SEA, SEA_DEEP), drop(250, 220, 0.7, GOLD, SAND), drop(720, 220, 0.7, GOLD, SAND), at(480, 370, bowl, food, s=1.1), at(820, 400, rect(-9, -40, 18, 150, WOOD, 9), oval(0, -60, 34, 46, WOOD), turn=16), leaf(150, 470, 1.8, -40, LEAF), leaf(170, 480, 1.6, 30, LEAF_DARK))


def antar_obat():
    wheel = circle(0, 0, 54, INK) + circle(0, 0, 30, MIST) + circle(0, 0, 9, INK)
    bike = at(-120, 0, wheel) + at(130, 0, wheel) + shape("M-150,-50 C-130,-96 -60,-92 -20,-84 L40,-40 L96,-44 L122,-140 L150,-140 L138,-40 L100,-10 H-60 Z", SUNSET) + line("M126,-136 L100,-176 L74,-182", INK, 10) + rect(-96, -112, 104, 22, INK, 10) + circle(152, -118, 16, GOLD)
    box = rect(-190, -206, 120, 100, SAND, 10) + rect(-190, -206, 120, 22, MIST, 10) + cross(-130, -146, 0.8, LEAF, SAND)
    rider = shape("M-50,-110 C-54,-190 -20,-214 14,-206 C34,-200 40,-160 30,-110 Z", SEA) + line("M10,-186 L60,-150 L84,-176", SEA, 24) + circle(12, -240, 36, SEA_DEEP) + shape("M20,-250 h26 a30,30 0 0 1 -8,28 h-18 Z", MIST) + line("M0,-110 L52,-92 L44,-30", INK, 26)
    return sheet(sky("day"), sun(820, 110, 46), cloud(300, 100), hills(330, LEAF_LIGHT, "#C4DEC0"), house(130, 400, 0.9, PEACH, ROSE), house(830, 396, 0.95, SAND, SEA), palm(250, 404, 1.2), palm(710, 400, 1.1, -18), ground(394, LEAF), rect(0, 440, W, 100, GREY), line("M20,490 H940", SAND, 7, "46 40"), at(470, 446, bike, rider, box, s=1.1), line("M150,330 h70 M120,380 h80 M170,420 h50", SAND, 7))


def antre_rumah():
    block = rect(-230, -200, 460, 200, SAND) + rect(-250, -216, 500, 24, SEA_DEEP) + "".join(rect(-206 + 68 * i, -172 + 84 * j, 44, 46, SEA_LIGHT, 4) for i in range(7) for j in range(2) if not (i == 3 and j == 1)) + rect(-34, -84, 68, 84, SEA) + line("M0,-84 V0", SAND, 4) + rect(-60, -286, 120, 84, SAND) + cross(0, -244, 0.9, LEAF, WHITE)
    clock = circle(0, 0, 88, INK) + circle(0, 0, 74, WHITE) + line("M0,0 V-50 M0,0 L34,18", SUNSET, 10) + "".join(at(0, 0, rect(-4, -70, 8, 14, GREY), turn=30 * i) for i in range(12)) + circle(0, 0, 9, INK)
    chairs = "".join(at(110 + 96 * i, 500, rect(-34, -46, 68, 14, CORAL, 6), rect(-34, -104, 68, 52, SUNSET, 8), line("M-26,-32 V4 M26,-32 V4", INK, 7)) for i in range(5))
    return sheet(sky("plain"), cloud(140, 90), cloud(600, 70, 0.8), hills(360, LEAF_LIGHT, "#A9CDB9"), ground(400, "#D9E3C8"), at(380, 410, block, s=1.1), tree(90, 410, 1.0, LEAF_DARK), at(790, 240, clock, s=1.15), rect(782, 340, 16, 120, INK), bush(790, 462, 1.1, LEAF), chairs)


def lentera_jiwa():
    lamp = line("M-30,-124 A30,34 0 0 1 30,-124", INK, 8) + poly([(-44, -112), (44, -112), (30, -132), (-30, -132)], INK) + rect(-40, -112, 80, 100, "#FCE7AE", 8) + shape("M0,-92 C22,-66 24,-50 22,-42 A22,22 0 0 1 -22,-42 C-24,-52 -14,-66 0,-92 Z", SUNSET) + shape("M0,-66 C10,-52 12,-44 10,-38 A10,10 0 0 1 -10,-38 C-10,-46 -6,-54 0,-66 Z", GOLD) + line("M-40,-112 V-12 M40,-112 V-12", INK, 7) + rect(-50, -14, 100, 18, INK, 4)
    chair = rect(-50, -64, 100, 16, WOOD, 5) + rect(-50, -150, 16, 100, WOOD) + rect(-50, -140, 16, 90, WOOD) + line("M-42,-50 V0 M42,-50 V0", WOOD_DARK, 10) + line("M-44,-140 V-60", WOOD_DARK, 12)
    stars = "".join(circle((x * 173) % 960, 20 + (x * 61) % 150, 3, SAND) for x in range(18))
    return sheet(sky("night"), stars, hills(420, "#22385C", "#1A2C4E"), rect(230, 120, 560, 330, "#3B2F3A"), poly([(170, 140), (310, 40), (710, 40), (850, 140)], "#7A3E34"), circle(510, 300, 180, "#6B4A3A"), circle(510, 300, 120, "#9A6A42"), rect(400, 190, 220, 200, "#F8CE7B", 6), line("M510,190 V390 M400,290 H620", "#7A5234", 10), at(510, 388, lamp, s=1.25), rect(390, 384, 240, 18, WOOD), rect(0, 446, W, 94, "#5A4036"), line("M0,480 H960 M0,514 H960", "#493229", 4), at(300, 470, chair, s=1.0), at(730, 470, chair, s=1.0, flip=True), at(480, 500, rect(-70, -20, 140, 12, WOOD, 4), line("M-50,-10 V24 M50,-10 V24", WOOD_DARK, 9)), cup(450, 480, 0.26, SAND), cup(514, 480, 0.26, CORAL), tree(120, 450, 1.2, "#2C4A4E", "#1A2C4E"), tree(890, 450, 1.0, "#2C4A4E", "#1A2C4E"))


def sehat_melaut():
    lantern = line("M-22,-84 A22,26 0 0 1 22,-84", INK, 6) + rect(-30, -88, 60, 12, INK, 3) + rect(-26, -76, 52, 62, "#FBE3A2", 8) + shape("M0,-64 C12,-48 14,-38 10,-30 A11,11 0 0 1 -10,-30 C-14,-40 -6,-50 0,-64 Z", SUNSET) + rect(-32, -16, 64, 16, INK, 4)
    kit_ = rect(-70, -84, 140, 84, SAND, 10) + rect(-24, -104, 48, 26, SAND, 8) + rect(-14, -96, 28, 14, CORAL, 4) + rect(-70, -50, 140, 6, MIST) + cross(0, -40, 0.7, LEAF, WHITE)
    planks = "".join(rect(0, 424 + 24 * i, 640, 20, WOOD if i % 2 == 0 else "#AD7546") for i in range(5)) + "".join(rect(x, 400, 18, 140, WOOD_DARK, 6) for x in (60, 260, 460, 622))
    return sheet(sky("dusk"), sun(640, 292, 84, SUNSET, "#F6B88A"), island(150, 312, 0.9, "#6D5A58"), sea(306, "#2B6A75", "#E59A68"), boat(800, 400, 1.35, SAND, SUNSET), rect(796, 250, 9, 110, WOOD_DARK), circle(800, 246, 12, GOLD), planks, at(180, 424, kit_, s=1.6), at(420, 424, lantern, s=1.7), bird(300, 110), bird(360, 140, 0.8), line("M640,440 C690,450 720,420 690,396", SAND, 6))


def kebun_hitung():
    beds = "".join(at(150 + 190 * i, 476, poly([(-84, 0), (84, 0), (100, 54), (-100, 54)], SOIL), *(at(-54 + 36 * j, 30, leaf(0, 0, 0.8, -34, LEAF), leaf(0, 0, 0.8, 34, LEAF), leaf(0, -4, 0.9, 0, LEAF_LIGHT if (i + j) % 2 else LEAF)) for j in range(4))) for i in range(4))
    ruler = rect(-30, -330, 60, 350, GOLD, 6) + "".join(rect(-30, -310 + 30 * i, 34 if i % 5 == 0 else 20, 6, WOOD_DARK) for i in range(11))
    fly = at(0, 0, oval(-20, -10, 26, 18, GOLD, 30), oval(20, -10, 26, 18, GOLD, -30), oval(-14, 16, 18, 13, CORAL, -20), oval(14, 16, 18, 13, CORAL, 20), rect(-4, -20, 8, 46, INK, 4))
    return sheet(sky("day"), sun(130, 110, 50), cloud(560, 90), hills(330, LEAF_LIGHT, "#C9E0BE"), ground(390, "#B9D38E"), hall(430, 404, 1.35, "#FCEBC5", SEA, 5), tree(90, 410, 1.0, LEAF_DARK), beds, at(850, 500, ruler, s=1.1, turn=4), sprout(770, 500, 3.4, LEAF), at(680, 230, fly, s=1.2, turn=-18), at(270, 170, fly, s=0.8, turn=20))


def mading_bersuara():
    notes = "".join(at(x, y, rect(-46, -38, 92, 76, c, 4), rect(-30, -20, 60, 7, INK), rect(-30, -4, 46, 7, INK), rect(-30, 12, 54, 7, INK), circle(0, -36, 7, SUNSET), turn=t) for x, y, c, t in ((190, 170, SAND, -6), (320, 150, GOLD, 5), (640, 150, SEA_PALE, -4), (770, 172, PEACH, 7), (180, 300, PEACH, 4), (300, 380, SEA_PALE, -6), (660, 384, SAND, 5), (780, 304, "#CFE0A8", -5), (190, 410, "#CFE0A8", -3), (790, 412, GOLD, 3)))
    speaker = rect(-70, -110, 140, 220, INK, 18) + circle(0, 36, 50, GREY) + circle(0, 36, 34, INK) + circle(0, 36, 13, SUNSET) + circle(0, -58, 28, GREY) + circle(0, -58, 15, INK)
    return sheet(sky("warm"), rect(80, 70, 800, 410, WOOD_DARK, 14), rect(100, 90, 760, 370, "#D2A36B", 6), rect(180, 480, 26, 60, WOOD_DARK), rect(754, 480, 26, 60, WOOD_DARK), notes, circle(480, 280, 150, "#E3BE8C"), at(480, 280, speaker), waves_out(546, 316, 1.25, SUNSET), at(414, 316, waves_out(0, 0, 1.25, SUNSET), flip=True))


def stasiun_cuaca():
    mast = rect(-8, -330, 16, 340, GREY) + rect(-90, -300, 180, 10, GREY, 5) + circle(0, -340, 14, INK) + line("M-70,-340 H70 M-46,-376 L0,-340 L46,-376", INK, 7) + "".join(circle(x, y, 22, SUNSET) + circle(x - 6, y, 14, PEACH) for x, y in ((-82, -340), (82, -340), (0, -392))) + line("M0,-340 V-380", INK, 7) + rect(-112, -298, 44, 54, SAND, 6) + line("M-104,-284 h28 M-104,-270 h28 M-104,-256 h28", GREY, 4) + shape("M64,-298 H108 L98,-240 H74 Z", SEA_LIGHT)
    kite = poly([(0, -60), (44, 0), (0, 70), (-44, 0)], GOLD) + poly([(0, -60), (44, 0), (0, 0)], SUNSET) + poly([(0, 70), (-44, 0), (0, 0)], ROSE) + line("M0,70 C30,110 -10,140 20,190", INK, 4)
    return sheet(sky("day"), cloud(200, 110, 1.4), cloud(800, 90, 1.1), cloud(560, 60, 0.8), sea(340), boat(800, 400, 0.8, SAND, SUNSET, True), poly([(0, 470), (80, 390), (560, 390), (640, 470)], ROSE), rect(30, 466, 580, 80, SAND), "".join(rect(70 + 110 * i, 488, 64, 60, SEA_LIGHT, 4) for i in range(5)), at(340, 410, mast, s=0.9), at(660, 190, kite, s=0.9, turn=18), island(90, 344, 0.8), bird(480, 200), bird(520, 180, 0.7))


def bengkel_surya():
    cart = rect(-150, -120, 250, 110, SEA, 10) + rect(-150, -120, 250, 26, SEA_DEEP, 10) + rect(-120, -80, 80, 50, SAND, 6) + at(-80, -56, rect(-4, -16, 8, 32, SUNSET), rect(-16, -20, 32, 12, SUNSET, 4)) + rect(-20, -80, 90, 50, PEACH, 6) + shape("M24,-74 L8,-50 H22 L14,-32 L38,-58 H24 L34,-74 Z", GOLD) + line("M100,-40 H170 M170,-40 V-130 M150,-130 h40", INK, 10) + "".join(circle(x, 0, 44, INK) + circle(x, 0, 22, GREY) for x in (-90, 50)) + circle(176, 6, 36, INK) + circle(176, 6, 17, GREY) + line("M-130,-120 V-170 M80,-120 V-170", INK, 8)
    lamps = "".join(at(x, 420, rect(-5, -h, 10, h, INK), line(f"M0,{-h} h{34 * k}", INK, 8), circle(38 * k, -h + 8, 13, GOLD), panel(-26, -h - 34, 0.3, (3, 1))) for x, h, k in ((80, 190, 1), (250, 160, 1), (800, 170, -1), (920, 210, -1)))
    return sheet(sky("dawn"), sun(620, 170, 92, GOLD, "#FBE3A6"), "".join(at(620, 170, rect(-5, -182, 10, 30, GOLD, 5), turn=30 * i) for i in range(12)), hills(350, LEAF_LIGHT, "#DCE2AE"), house(170, 410, 0.7, SAND, ROSE), house(860, 404, 0.8, PEACH, SEA), ground(404, LEAF), shape("M0,450 C300,420 660,470 960,436 V540 H0 Z", DUNE), lamps, at(440, 470, cart, s=1.25), panel(310, 150, 1.25, (5, 2)))


def kotak_ajaib():
    box = poly([(-210, -150), (210, -150), (250, -110), (-250, -110)], WOOD_DARK) + rect(-230, -110, 460, 170, WOOD, 8) + rect(-230, -60, 460, 14, "#A66D40") + rect(-230, 0, 460, 14, "#A66D40") + rect(-40, -92, 80, 24, WOOD_DARK, 10)
    toys = at(-150, -150, rect(-44, -88, 88, 96, SEA, 6)) + at(-60, -150, poly([(-54, 8), (54, 8), (0, -96)], SUNSET)) + at(30, -160, circle(0, -30, 48, GOLD), circle(0, -30, 18, WOOD_DARK), *(at(0, -30, rect(-4, -44, 8, 40, WOOD_DARK), turn=60 * i) for i in range(6))) + at(130, -146, circle(0, -84, 34, PEACH), shape("M-50,10 C-46,-60 46,-60 50,10 Z", ROSE), line("M-30,-70 q6,-46 34,-46 t30,46", SOIL, 10), circle(-11, -84, 4, INK), circle(11, -84, 4, INK), line("M-9,-70 q9,8 18,0", INK, 4))
    shell = "".join(at(0, 0, shape("M0,0 C-16,-40 -12,-60 0,-70 C12,-60 16,-40 0,0 Z", CORAL if i % 2 else PEACH), turn=-60 + 24 * i) for i in range(6))
    return sheet(sky("leaf"), circle(480, 250, 240, "#EAF1DC"), rect(0, 430, W, 110, "#C7DA98"), at(480, 420, toys, box, s=1.05), at(170, 470, shell, s=1.2), at(800, 476, rect(-44, -80, 88, 88, LEAF, 6), rect(60, -44, 56, 52, GOLD, 6)), at(740, 420, circle(0, 40, 30, SUNSET)), *(star(x, y, r) for x, y, r in ((180, 150, 26), (270, 90, 16), (720, 110, 22), (820, 180, 28), (480, 50, 18), (100, 270, 14), (880, 300, 16))))
