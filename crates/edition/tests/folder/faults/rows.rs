//! innovations.csv.

use super::check;

#[test]
fn innovations() {
    let file = "innovations.csv";
    check(&[
        (
            file,
            "BLT-001",
            "BLT 001",
            "innovations.csv, row 2, column \"id\": found \"BLT 001\", expected letters, digits, -, ., / and _",
        ),
        (
            file,
            "BLT-002",
            "BLT-001",
            "innovations.csv, row 3, column \"id\": found \"BLT-001\", expected a value that no other row has (row 2 has the same)",
        ),
        (
            file,
            "BLT-002",
            "blt-1",
            "innovations.csv, row 3, column \"id\": found \"blt-1\", expected an id that differs by more than zeros and capitals (row 2 has \"BLT-001\")",
        ),
        (
            file,
            "SI LAUT",
            "",
            "innovations.csv, row 2, column \"name\": expected a value",
        ),
        (
            file,
            "agency,19.06.01",
            "agncy,19.06.01",
            "innovations.csv, row 2, column \"category\": found \"agncy\", expected a code of categories.csv (did you mean \"agency\"?)",
        ),
        (
            file,
            "school,19",
            "umkm,19",
            "innovations.csv, row 3, column \"category\": found \"umkm\", expected a code of categories.csv: agency (Perangkat daerah), school (Sekolah)",
        ),
        (
            file,
            "19.06.01.2001",
            "19.06.01.2002",
            "innovations.csv, row 2, column \"area\": found \"19.06.01.2002\", expected the code of an area (areas.geojson has no area of this code)",
        ),
        (
            file,
            "school,19.06.02",
            "school,19.02",
            "innovations.csv, row 3, column \"area\": found \"19.02\", expected the code of an area (this is Belitung, a neighbour)",
        ),
        (
            file,
            "108.1,-2.9",
            "108.39,-2.9",
            "innovations.csv, row 2, column \"longitude\": found \"108.39 -2.9\", expected a place in 19.06.01.2001 Lalang (this one is 21.1 km outside)",
        ),
        (
            file,
            "108.1,-2.9",
            ",-2.9",
            "innovations.csv, row 2, column \"longitude\": expected a value, as there is a latitude",
        ),
        (
            file,
            "108.1,-2.9",
            "-2.9,108.1",
            "innovations.csv, row 2, column \"latitude\": found \"108.1\", expected -90 to 90; are longitude and latitude swapped?",
        ),
        (
            file,
            "108.1,-2.9",
            "108°06',-2.9",
            "innovations.csv, row 2, column \"longitude\": found \"108°06'\", expected degrees with a decimal point, such as 108.267 or -2.883",
        ),
        (
            file,
            "trial,digital",
            "tial,digital",
            "innovations.csv, row 2, column \"stage\": found \"tial\", expected a code of the list stage (did you mean \"trial\"?)",
        ),
        (
            file,
            "8|14",
            "8|14|18",
            "innovations.csv, row 2, column \"goals\": found \"18\", expected a code of the list goal: 1 (Tanpa Kemiskinan), 2 (Tanpa Kelaparan), 3 (Kehidupan Sehat dan Sejahtera), 4 (Pendidikan Berkualitas), 5 (Kesetaraan Gender), 6 (Air Bersih dan Sanitasi Layak), 7 (Energi Bersih dan Terjangkau), 8 (Pekerjaan Layak dan Pertumbuhan Ekonomi), 9 (Industri, Inovasi, dan Infrastruktur), 10 (Berkurangnya Kesenjangan), 11 (Kota dan Permukiman yang Berkelanjutan), 12 (Konsumsi dan Produksi yang Bertanggung Jawab), 13 (Penanganan Perubahan Iklim), 14 (Ekosistem Lautan), 15 (Ekosistem Daratan), 16 (Perdamaian, Keadilan, dan Kelembagaan yang Tangguh), 17 (Kemitraan untuk Mencapai Tujuan)",
        ),
        (
            file,
            "8|14",
            "8|8",
            "innovations.csv, row 2, column \"goals\": found \"8\", expected each code once",
        ),
        (
            file,
            "8|14",
            "8||14",
            "innovations.csv, row 2, column \"goals\": found \"8||14\", expected a value before and after each |",
        ),
        (
            file,
            ",25,17,",
            ",25,25,",
            "innovations.csv, row 2, column \"related_affairs\": found \"25\", expected fields other than affair",
        ),
        (
            file,
            "2025-01-02",
            "02/01/2025",
            "innovations.csv, row 2, column \"trial_on\": found \"02/01/2025\", expected a date such as 2026-08-04",
        ),
        (
            file,
            "2026-01-02",
            "2024-02-30",
            "innovations.csv, row 2, column \"in_use_since\": found \"2024-02-30\", expected a date such as 2026-08-04",
        ),
        (
            file,
            "2026-01-02",
            "2024-02-28",
            "innovations.csv, row 2, column \"in_use_since\": found \"2024-02-28\", expected 2025-01-02 (trial_on) or later",
        ),
        (
            file,
            "1500000",
            "1.500.000",
            "innovations.csv, row 2, column \"budget\": found \"1.500.000\", expected a whole number from 0 to 100000000000000, digits only",
        ),
        (
            file,
            "boat.png",
            "boot.png",
            "innovations.csv, row 2, column \"pictures\": found \"boot.png\", expected a file in media/ (did you mean \"boat.png\"?)",
        ),
        (
            file,
            "boat.png",
            "../boat.png",
            "innovations.csv, row 2, column \"pictures\": found \"../boat.png\", expected the name of a file in media/, without folders",
        ),
        (
            file,
            "Perahu di dermaga",
            "",
            "innovations.csv, row 2, column \"picture_alts\": expected an alternative text for each of 1 pictures",
        ),
        (
            file,
            "https://video",
            "http://video",
            "innovations.csv, row 2, column \"video_url\": found \"http://video.example.org/1\", expected an address that begins with https://",
        ),
        (
            file,
            "19.06.02,2025",
            "19.06.09,2025",
            "innovations.csv, row 2, column \"reach\": found \"19.06.09\", expected the code of an area (areas.geojson has no area of this code)",
        ),
        (
            file,
            "Bank sampah",
            "\"Bank\nsampah\"",
            "innovations.csv, row 3, column \"summary\": found \"Bank\u{fffd}sampah\", expected one line without control characters",
        ),
    ]);
}
