//! Headings: what a list in the field calls a column, and what is said of a header
//! that is not ours.

use super::Layout;
use crate::fault::{Expected, Fault, Faults, Place};
use crate::text::{and, is_language, nearest, shortened};

/// What real lists call our columns: forms of ministries and agencies, lists of
/// local governments, our own glossary. The first one that a file may have counts.
const LIKELY: &[(&str, &str)] = &[
    ("no_registrasi", "id"),
    ("nomor_registrasi", "id"),
    ("reg_no", "id"),
    ("kode_inovasi", "id"),
    ("id_inovasi", "id"),
    ("kode", "id"),
    ("kode", "code"),
    ("nomor", "id"),
    ("no", "id"),
    ("nama_inovasi", "name"),
    ("judul_inovasi", "name"),
    ("judul", "name"),
    ("nama", "name"),
    ("inovasi", "name"),
    ("inovasi", "innovation"),
    ("nama_inovasi", "innovation"),
    ("nomor", "innovation"),
    ("no", "innovation"),
    ("nilai", "mean"),
    ("rata_rata", "mean"),
    ("skor", "mean"),
    ("kepanjangan", "expansion"),
    ("singkatan_dari", "expansion"),
    ("produk_inovasi", "summary"),
    ("ringkasan", "summary"),
    ("ringkas", "summary"),
    ("deskripsi_singkat", "summary"),
    ("kategori", "category"),
    ("kategori_inovator", "category"),
    ("kelompok_inovator", "category"),
    ("kelompok_inovator_tafsir", "category"),
    ("kode_wilayah", "area"),
    ("desa_kode", "area"),
    ("kode_desa", "area"),
    ("kecamatan_kode", "area"),
    ("kode_kecamatan", "area"),
    ("kecamatan", "area"),
    ("desa", "area"),
    ("kelurahan", "area"),
    ("wilayah", "area"),
    ("lokasi", "area"),
    ("lon", "longitude"),
    ("long", "longitude"),
    ("lng", "longitude"),
    ("x", "longitude"),
    ("bujur", "longitude"),
    ("lat", "latitude"),
    ("y", "latitude"),
    ("lintang", "latitude"),
    ("unit_instansi", "agency"),
    ("nama_instansi", "agency"),
    ("instansi", "agency"),
    ("perangkat_daerah", "agency"),
    ("nama_perangkat_daerah", "agency"),
    ("opd", "agency"),
    ("skpd", "agency"),
    ("tahapan", "stage"),
    ("tahapan_inovasi", "stage"),
    ("tahap", "stage"),
    ("jenis", "kind"),
    ("jenis_inovasi", "kind"),
    ("bentuk", "form"),
    ("bentuk_inovasi", "form"),
    ("urusan_utama", "affair"),
    ("urusan", "affair"),
    ("urusan_pemerintahan", "affair"),
    ("urusan_inovasi", "affair"),
    ("bidang", "affair"),
    ("urusan_beririsan", "related_affairs"),
    ("urusan_lain", "related_affairs"),
    ("sdgs", "goals"),
    ("sdg", "goals"),
    ("tpb", "goals"),
    ("tematik", "themes"),
    ("tema", "themes"),
    ("inisiator", "initiator"),
    ("nama_inisiator", "initiator_name"),
    ("rancang_bangun", "design"),
    ("deskripsi", "design"),
    ("tujuan", "purpose"),
    ("tujuan_inovasi", "purpose"),
    ("manfaat", "benefit"),
    ("manfaat_inovasi", "benefit"),
    ("hasil_sebelum", "before"),
    ("sebelum", "before"),
    ("hasil_sesudah", "after"),
    ("sesudah", "after"),
    ("hasil", "after"),
    ("hasil_inovasi", "after"),
    ("jumlah_penerima_manfaat", "beneficiaries"),
    ("penerima_manfaat", "beneficiaries"),
    ("waktu_uji_coba", "trial_on"),
    ("tanggal_uji_coba", "trial_on"),
    ("waktu_penerapan", "in_use_since"),
    ("tanggal_penerapan", "in_use_since"),
    ("waktu_implementasi", "in_use_since"),
    ("anggaran", "budget"),
    ("anggaran_rp", "budget"),
    ("sumber_anggaran", "budget_source"),
    ("jangkauan", "reach"),
    ("jangkauan_wilayah", "reach"),
    ("no_stan", "booth"),
    ("nomor_stan", "booth"),
    ("stan", "booth"),
    ("stand", "booth"),
    ("foto", "pictures"),
    ("gambar", "pictures"),
    ("teks_alternatif", "picture_alts"),
    ("keterangan_foto", "picture_alts"),
    ("video", "video_url"),
    ("tautan_video", "video_url"),
    ("link_video", "video_url"),
    ("kontak", "contact"),
    ("kontak_publik", "contact"),
    ("penghargaan", "awards"),
    ("replikasi", "replications"),
    ("jumlah_replikasi", "replications"),
    ("label", "label_id"),
    ("nama", "label_id"),
    ("kategori", "label_id"),
    ("warna", "colour"),
    ("color", "colour"),
    ("bentuk", "shape"),
    ("daftar", "list"),
];

/// A heading as our columns are spelt: ` Nama  Inovasi ` is `nama_inovasi`.
pub(super) fn normal(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_alphanumeric() && c != '-');
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

impl Layout {
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }

    pub(super) fn knows(&self, column: &str) -> bool {
        let label = self.labels && column.strip_prefix("label_").is_some_and(is_language);
        label || self.columns().any(|it| it == column)
    }

    /// The column that a foreign heading likely means.
    pub(super) fn likely(&self, heading: &str) -> Option<&'static str> {
        let known = |column: &&'static str| self.columns().any(|it| it == *column);
        let mut named = LIKELY.iter().filter(|(it, _)| *it == heading);
        named
            .find_map(|(_, column)| Some(*column).filter(known))
            .or_else(|| nearest(heading, self.columns()))
    }
}

/// Whether all required columns are there, each once; says all that is wrong.
pub(super) fn check(
    layout: &Layout,
    row: u32,
    columns: &[Option<String>],
    faults: &mut Faults,
) -> bool {
    let named: Vec<&str> = columns.iter().flatten().map(String::as_str).collect();
    let mut twice: Vec<&str> = Vec::new();
    for (i, column) in named.iter().enumerate() {
        if named[..i].contains(column) && !twice.contains(column) {
            twice.push(column);
            let place = Place::Column(shortened(column));
            let expected = "this column once, not twice";
            faults.add(Fault::new(layout.file, place, None, expected));
        }
    }
    let mut missing: Vec<&str> = layout.required.to_vec();
    missing.retain(|column| !named.contains(column));
    let is_sound = missing.is_empty() && twice.is_empty();
    let mut renamed: Vec<(String, &str)> = Vec::new();
    let mut foreign: Vec<String> = Vec::new();
    for heading in named.iter().filter(|it| !layout.knows(it)) {
        let found = format!("\"{}\"", shortened(heading));
        let taken = |column: &str| {
            named.contains(&column) || renamed.iter().any(|(_, other)| *other == column)
        };
        match layout.likely(heading).filter(|column| !taken(column)) {
            Some(column) => renamed.push((found, column)),
            None => foreign.push(found),
        }
    }
    missing.retain(|column| !renamed.iter().any(|(_, other)| other == column));
    let missing: Vec<String> = missing.iter().map(|it| format!("\"{it}\"")).collect();
    let renamed = renamed
        .iter()
        .map(|(found, column)| format!("{found} to \"{column}\""));
    if let Some(expected) = sentence(&renamed.collect::<Vec<_>>(), &missing, &foreign) {
        let place = Place::Row { row, column: None };
        faults.add(Fault::new(layout.file, place, None, expected));
    }
    is_sound
}

/// What to do with the header, in one sentence.
fn sentence(renamed: &[String], missing: &[String], foreign: &[String]) -> Option<Expected> {
    let parts = [("rename", renamed), ("add", missing), ("take out", foreign)];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what} {}", and(names)))
        .collect();
    let done = parts.join("; ");
    (!done.is_empty()).then(|| Expected::new(format!("the headings of this file: {done}")))
}
