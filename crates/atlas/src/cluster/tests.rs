use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};

use super::*;

const EVERYWHERE: Bounds = Bounds {
    west: -1e9,
    north: -1e9,
    east: 1e9,
    south: 1e9,
};

/// Points in heaps, on a line and alone, as they are on real maps.
fn points() -> impl Strategy<Value = Vec<[f64; 2]>> {
    let coordinate =
        || proptest::prop_oneof![0.0..8192.0f64, (0..8i32).prop_map(|n| f64::from(n) * 100.0)];
    proptest::collection::vec(
        (coordinate(), coordinate()).prop_map(|(x, y)| [x, y]),
        0..300,
    )
}

/// Every spacing from closer than anything to wider than everything.
fn spacings() -> impl Iterator<Item = f64> {
    (0..22).map(|n| 0.01 * 2f64.powi(n))
}

proptest! {
    #[test]
    fn work_in_advance_changes_nothing(points in points(), first in 0..22usize) {
        let mut plain = ClusterIndex::new(&points);
        let mut prepared = ClusterIndex::new(&points);
        prepared.query(EVERYWHERE, spacings().nth(first).unwrap());
        while prepared.prepare() {}
        for spacing in spacings() {
            let seen = |index: &mut ClusterIndex| {
                let mut seen: Vec<_> = index
                    .query(EVERYWHERE, spacing)
                    .iter()
                    .map(|cluster| (cluster.id, cluster.count, cluster.at.map(f64::to_bits)))
                    .collect();
                seen.sort_unstable();
                seen
            };
            prop_assert_eq!(seen(&mut prepared), seen(&mut plain));
        }
    }

    #[test]
    fn sums_equal_the_total_at_every_zoom_and_under_every_filter(
        points in points(), mask in proptest::collection::vec(proptest::bool::ANY, 300),
    ) {
        let mut index = ClusterIndex::new(&points);
        for pass in 0..2 {
            let expected: Vec<u32> = (0..points.len() as u32)
                .filter(|&i| pass == 0 || mask[i as usize])
                .collect();
            if pass == 1 {
                index.select(|i| mask[i as usize]);
            }
            prop_assert_eq!(index.total(), expected.len());
            for spacing in spacings() {
                let clusters = index.query(EVERYWHERE, spacing);
                let sum: u32 = clusters.iter().map(|cluster| cluster.count).sum();
                prop_assert_eq!(sum as usize, expected.len());
                let mut members = Vec::new();
                for cluster in &clusters {
                    let own = index.members(cluster);
                    prop_assert_eq!(own.len(), cluster.count as usize);
                    prop_assert!(own.contains(&cluster.first));
                    members.extend(own);
                }
                members.sort_unstable();
                prop_assert_eq!(&members, &expected);
            }
        }
    }

    #[test]
    fn no_two_clusters_are_closer_than_the_spacing(points in points()) {
        let mut index = ClusterIndex::new(&points);
        for spacing in spacings().skip(5) {
            let clusters = index.query(EVERYWHERE, spacing);
            for (i, a) in clusters.iter().enumerate() {
                for b in &clusters[..i] {
                    let apart = (a.at[0] - b.at[0]).hypot(a.at[1] - b.at[1]);
                    prop_assert!(apart >= spacing * 0.999_999, "{apart} at {spacing}");
                }
            }
        }
    }

    #[test]
    fn moving_the_view_changes_nothing_but_what_is_seen(
        points in points(), x in 0.0..8000.0f64, y in 0.0..8000.0f64,
    ) {
        let mut index = ClusterIndex::new(&points);
        let view = Bounds { west: x, north: y, east: x + 900.0, south: y + 900.0 };
        let all = index.query(EVERYWHERE, 200.0);
        let seen = index.query(view, 200.0);
        let expected: Vec<Cluster> =
            all.into_iter().filter(|cluster| view.contains(cluster.at)).collect();
        prop_assert_eq!(seen, expected);
    }

    #[test]
    fn ids_are_unique_in_a_level(points in points()) {
        let mut index = ClusterIndex::new(&points);
        for spacing in spacings() {
            let clusters = index.query(EVERYWHERE, spacing);
            let mut ids: Vec<u64> = clusters.iter().map(|cluster| cluster.id).collect();
            ids.sort_unstable();
            ids.dedup();
            prop_assert_eq!(ids.len(), clusters.len());
        }
    }
}

#[test]
fn points_at_one_spot_stay_together_and_can_be_listed() {
    let mut index = ClusterIndex::new(&[[5.0, 5.0], [900.0, 900.0], [5.0, 5.0], [5.0, 5.0]]);
    let clusters = index.query(EVERYWHERE, 0.000_1);
    assert_eq!(clusters.len(), 2);
    assert_eq!(index.members(&clusters[0]), [0, 2, 3]);
    let bounds = index.bounds(&clusters[0]);
    assert_eq!((bounds.width(), bounds.height()), (0.0, 0.0));
}

#[test]
fn a_single_point_keeps_its_id_over_the_levels() {
    let mut index = ClusterIndex::new(&[[0.0, 0.0], [8000.0, 8000.0], [8001.0, 8000.0]]);
    let near = index.query(EVERYWHERE, 0.1);
    let far = index.query(EVERYWHERE, 900.0);
    assert_eq!((near.len(), far.len()), (3, 2));
    assert!(near.iter().any(|cluster| cluster.id == 0));
    assert!(far.iter().any(|cluster| cluster.id == 0));
}

#[test]
fn a_cluster_that_is_gone_has_no_members() {
    let mut index = ClusterIndex::new(&[[0.0, 0.0], [1.0, 0.0], [900.0, 0.0]]);
    let pair = index.query(EVERYWHERE, 100.0)[0];
    assert_eq!(index.members(&pair), [0, 1]);
    index.select(|i| i == 2);
    assert!(index.members(&pair).is_empty());
}

#[test]
fn nothing_makes_no_clusters() {
    let mut index = ClusterIndex::new(&[]);
    assert!(index.query(EVERYWHERE, 10.0).is_empty());
    assert_eq!(index.total(), 0);
}
