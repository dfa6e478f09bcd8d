//! The log's word on a receipt.

use wire::{Channel, Hex, Promise, Receipt};

use crate::signers::{ORIGIN, signer};

fn receipt(ballot: u8) -> Receipt {
    Receipt {
        edition: "belitung-timur-2026".into(),
        credential: Hex([1; 32]),
        seq: 1,
        channel: Channel::Device,
        ballot: Hex([ballot; 32]),
        position: 5,
        recorded_at: "2026-08-06T07:07:00Z".parse().unwrap(),
        replaced: false,
        promise: None,
    }
}

/// Signed by another program from docs/PROTOCOL.md.
#[test]
fn a_promise_has_the_bytes_of_the_protocol() {
    let promise = signer(ORIGIN, 7).promise(&receipt(0xb0));
    assert_eq!(promise.deadline, 1_786_000_620);
    assert_eq!(
        promise.signature.to_string(),
        "89375b462764c1cfc7bd537a5b86b79c60c4d470eaf6f7802fb8984da6e623b877a4085dc081afcb8fadec5addb550e91478741e6e965f3aac3f561ca4003104"
    );
}

#[test]
fn a_promise_is_of_one_log_one_ballot_and_one_time() {
    let log = signer(ORIGIN, 7);
    let receipt = receipt(0xb0);
    let promise = log.promise(&receipt);
    assert!(log.verifier().has_promised(&receipt.ballot, &promise));
    let later = Promise {
        deadline: promise.deadline + 1,
        ..promise
    };
    assert!(!log.verifier().has_promised(&receipt.ballot, &later));
    assert!(!log.verifier().has_promised(&Hex([0xb1; 32]), &promise));
    for other in [signer(ORIGIN, 8), signer("vote.example/lain", 7)] {
        assert!(!other.verifier().has_promised(&receipt.ballot, &promise));
    }
}
