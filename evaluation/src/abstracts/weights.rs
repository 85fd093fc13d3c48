//! Learned weights as the bytes that paperlint reads: `paperlint::analysis::moves::model::Model`.

use paperlint::internal::analysis::moves::model::{BUCKETS, Curve, Head, MICRO};
use paperlint::internal::analysis::moves::{Move, Role};

use crate::learner::Learned;

/// The bytes of a model. `known` are the hashes of the features, rising.
pub fn bytes(
    known: &[u32],
    roles: &Learned<{ Role::COUNT }>,
    moves: &Learned<{ Move::COUNT }>,
    curves: &[Curve],
) -> Vec<u8> {
    let (role_unit, move_unit) = (unit(&roles.weights), unit(&moves.weights));
    let rows: Vec<(u32, Vec<i8>)> = known
        .iter()
        .zip(roles.weights.iter().zip(&moves.weights))
        .map(|(&hash, (roles, moves))| {
            let roles = roles.iter().map(|weight| whole(*weight, role_unit));
            let moves = moves.iter().map(|weight| whole(*weight, move_unit));
            (hash, roles.chain(moves).collect())
        })
        .filter(|(_, weights): &(u32, Vec<i8>)| weights.iter().any(|&weight| weight != 0))
        .collect();
    let mut bytes = Vec::new();
    let mut push = |value: i32| bytes.extend(value.to_le_bytes());
    push(rows.len() as i32);
    let roles = Head { unit: role_unit, links: roles.links.clone() };
    let moves = Head { unit: move_unit, links: moves.links.clone() };
    let curves = curves.iter().flatten().copied();
    roles.values().chain(moves.values()).chain(curves).for_each(|value| push((value * MICRO).round() as i32));
    let bits = BUCKETS.trailing_zeros();
    for bucket in 0..=BUCKETS {
        let start = rows.partition_point(|(hash, _)| ((hash >> (32 - bits)) as usize) < bucket);
        push(start as i32);
    }
    bytes.extend(rows.iter().flat_map(|(hash, _)| hash.to_le_bytes()));
    bytes.extend(rows.iter().flat_map(|(_, weights)| weights).map(|&weight| weight as u8));
    bytes
}

/// Returns what 1 stands for where the greatest weight is to be 127, in whole millionths.
fn unit<const N: usize>(weights: &[[f64; N]]) -> f64 {
    let greatest = weights.iter().flatten().fold(0.0, |greatest: f64, weight| greatest.max(weight.abs()));
    (greatest / 127.0 * MICRO).ceil().max(1.0) / MICRO
}

fn whole(weight: f64, unit: f64) -> i8 {
    (weight / unit).round() as i8
}
