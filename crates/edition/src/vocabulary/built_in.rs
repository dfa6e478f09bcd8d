//! The vocabulary that every edition has unless it brings its own.

use wire::{Localized, Term, Vocabulary};

/// Forms, kinds, stages, initiators (Government Regulation 38/2017 and the
/// forms in use), 38 fields of government, 17 Sustainable Development Goals.
pub fn built_in() -> Vocabulary {
    Vocabulary {
        forms: vec![
            term(
                "governance",
                "Tata kelola pemerintahan daerah",
                "Governance",
            ),
            term("public_service", "Pelayanan publik", "Public service"),
            term("other", "Inovasi daerah lainnya sesuai urusan", "Other"),
        ],
        kinds: vec![
            term("digital", "Digital", "Digital"),
            term("non_digital", "Nondigital", "Non-digital"),
        ],
        stages: vec![
            term("initiative", "Inisiatif", "Initiative"),
            term("trial", "Uji coba", "Trial"),
            term("implementation", "Penerapan", "Implementation"),
        ],
        initiators: vec![
            term("regional_head", "Kepala daerah", "Head of the region"),
            term(
                "council_member",
                "Anggota DPRD",
                "Member of the regional council",
            ),
            term("agency", "Perangkat daerah", "Local agency"),
            term("civil_servant", "ASN", "Civil servant"),
            term("community", "Masyarakat", "Community"),
        ],
        affairs: numbered(&AFFAIRS),
        goals: numbered(&GOALS),
    }
}

fn term(code: &str, id: &str, en: &str) -> Term {
    Term {
        code: code.to_owned(),
        label: Localized::from([("id", id), ("en", en)]),
    }
}

fn numbered(labels: &[(&str, &str)]) -> Vec<Term> {
    let terms = (1..)
        .zip(labels)
        .map(|(n, (id, en)): (u32, _)| term(&n.to_string(), id, en));
    terms.collect()
}

/// Urusan pemerintahan: 1 to 6 basic services, to 24 other mandatory ones, to 32
/// optional ones, to 38 support (Law 23/2014, article 12).
const AFFAIRS: [(&str, &str); 38] = [
    ("Pendidikan", "Education"),
    ("Kesehatan", "Health"),
    (
        "Pekerjaan Umum dan Penataan Ruang",
        "Public works and spatial planning",
    ),
    (
        "Perumahan Rakyat dan Kawasan Permukiman",
        "Housing and settlements",
    ),
    (
        "Ketenteraman, Ketertiban Umum, dan Pelindungan Masyarakat",
        "Public order and community protection",
    ),
    ("Sosial", "Social affairs"),
    ("Tenaga Kerja", "Labour"),
    (
        "Pemberdayaan Perempuan dan Pelindungan Anak",
        "Women's empowerment and child protection",
    ),
    ("Pangan", "Food"),
    ("Pertanahan", "Land"),
    ("Lingkungan Hidup", "Environment"),
    (
        "Administrasi Kependudukan dan Pencatatan Sipil",
        "Population administration and civil registration",
    ),
    (
        "Pemberdayaan Masyarakat dan Desa",
        "Community and village empowerment",
    ),
    (
        "Pengendalian Penduduk dan Keluarga Berencana",
        "Population control and family planning",
    ),
    ("Perhubungan", "Transport"),
    (
        "Komunikasi dan Informatika",
        "Communication and informatics",
    ),
    (
        "Koperasi, Usaha Kecil, dan Menengah",
        "Cooperatives and small enterprises",
    ),
    ("Penanaman Modal", "Investment"),
    ("Kepemudaan dan Olahraga", "Youth and sports"),
    ("Statistik", "Statistics"),
    ("Persandian", "Information security"),
    ("Kebudayaan", "Culture"),
    ("Perpustakaan", "Libraries"),
    ("Kearsipan", "Archives"),
    ("Kelautan dan Perikanan", "Marine affairs and fisheries"),
    ("Pariwisata", "Tourism"),
    ("Pertanian", "Agriculture"),
    ("Kehutanan", "Forestry"),
    (
        "Energi dan Sumber Daya Mineral",
        "Energy and mineral resources",
    ),
    ("Perdagangan", "Trade"),
    ("Perindustrian", "Industry"),
    ("Transmigrasi", "Transmigration"),
    ("Perencanaan", "Planning"),
    ("Keuangan", "Finance"),
    ("Kepegawaian", "Civil service"),
    (
        "Pendidikan dan Pelatihan",
        "Education and training of staff",
    ),
    ("Penelitian dan Pengembangan", "Research and development"),
    ("Fungsi Lain", "Other functions"),
];

/// Sustainable Development Goals with their Indonesian and English names.
const GOALS: [(&str, &str); 17] = [
    ("Tanpa Kemiskinan", "No poverty"),
    ("Tanpa Kelaparan", "Zero hunger"),
    (
        "Kehidupan Sehat dan Sejahtera",
        "Good health and well-being",
    ),
    ("Pendidikan Berkualitas", "Quality education"),
    ("Kesetaraan Gender", "Gender equality"),
    (
        "Air Bersih dan Sanitasi Layak",
        "Clean water and sanitation",
    ),
    (
        "Energi Bersih dan Terjangkau",
        "Affordable and clean energy",
    ),
    (
        "Pekerjaan Layak dan Pertumbuhan Ekonomi",
        "Decent work and economic growth",
    ),
    (
        "Industri, Inovasi, dan Infrastruktur",
        "Industry, innovation and infrastructure",
    ),
    ("Berkurangnya Kesenjangan", "Reduced inequalities"),
    (
        "Kota dan Permukiman yang Berkelanjutan",
        "Sustainable cities and communities",
    ),
    (
        "Konsumsi dan Produksi yang Bertanggung Jawab",
        "Responsible consumption and production",
    ),
    ("Penanganan Perubahan Iklim", "Climate action"),
    ("Ekosistem Lautan", "Life below water"),
    ("Ekosistem Daratan", "Life on land"),
    (
        "Perdamaian, Keadilan, dan Kelembagaan yang Tangguh",
        "Peace, justice and strong institutions",
    ),
    (
        "Kemitraan untuk Mencapai Tujuan",
        "Partnerships for the goals",
    ),
];
