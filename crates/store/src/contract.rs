//! What every implementation of [`Store`](crate::Store) must do, as tests.
//!
//! An implementation's test file says how a fresh, empty store is made and
//! gets one test for each clause:
//!
//! ```text
//! async fn fresh() -> (impl Sized, std::sync::Arc<dyn store::Store>) { … }
//! store::contract_tests!(fresh);
//! ```
//!
//! What `fresh` returns first is held until the test ends.

#![allow(
    clippy::missing_panics_doc,
    reason = "a clause panics where the contract is broken"
)]

pub mod again;
pub mod casting;
pub mod codes;
pub mod concurrency;
pub mod editions;
pub mod floor;
pub mod kiosk;
pub mod log;
pub mod paper;
pub mod phases;
pub mod queue;
pub mod replay;
pub mod sample;
pub mod show;

/// One `#[tokio::test]` for each clause of the contract.
#[macro_export]
macro_rules! contract_tests {
    ($fresh:path) => {
        $crate::contract_tests! { $fresh;
            editions: what_is_imported_comes_back,
            editions: media_come_back_and_go,
            editions: a_number_stays_with_its_id,
            editions: a_known_id_keeps_its_slug,
            editions: an_old_slug_is_nobody_elses,
            editions: much_is_removed_only_by_number,
            editions: an_import_keeps_the_phase,
            editions: all_else_may_change_while_voting,
            editions: what_is_signed_against_stays,
            editions: the_revision_goes_up,
            phases: the_manifest_is_made_once,
            phases: the_recount_page_is_fixed_with_the_manifest,
            phases: phases_follow_the_table,
            phases: voting_needs_something_to_vote_on,
            phases: an_unknown_edition_is_named,
            show: the_first_import_is_on_show_and_no_other,
            show: while_a_vote_runs_nothing_else_is_shown,
            show: what_has_changed_since_it_was_seen_is_not_done,
            show: a_result_is_final_after_the_objections,
            show: voters_are_counted_by_channel,
            casting: a_ballot_is_stored_once,
            again: a_retry_gets_its_receipt_after_the_close,
            again: a_higher_seq_replaces,
            again: a_lower_seq_is_outdated,
            again: other_bytes_are_a_conflict,
            casting: phase_and_hours_are_checked_in_the_write,
            casting: another_manifest_is_refused,
            casting: only_devices_register_by_casting,
            casting: a_device_has_one_credential,
            casting: an_import_never_touches_ballots,
            casting: positions_have_no_gaps_and_pages_no_seams,
            again: batches_do_not_show,
            codes: a_code_votes_once_its_batch_is_active,
            codes: a_code_is_one_credential,
            codes: what_is_voided_votes_no_more,
            codes: no_random_code_is_accepted,
            codes: known_keys_and_late_batches_are_refused,
            floor: the_servers_keys_are_made_once,
            floor: a_link_is_revoked_for_good,
            floor: a_link_enrols_one_tablet,
            floor: a_code_votes_through_a_kiosk_and_stays_one_voter,
            floor: what_was_in_time_counts_until_the_result_is_final,
            queue: envelopes_come_in_any_order_and_once,
            queue: a_head_before_the_close_counts_and_no_later_one,
            queue: a_fork_is_refused_and_listed,
            queue: before_the_vote_nothing_is_in_time,
            queue: a_revoked_kiosk_is_refused_and_can_be_recovered,
            floor: booths_have_the_codes_that_may_vote,
            queue: replays_write_nothing_new,
            paper: paper_counts_where_two_people_agree,
            paper: paper_needs_a_code_that_may_vote,
            log: the_log_has_what_happened_in_its_order,
            log: the_log_only_grows,
            log: without_a_signature_nothing_is_appended,
            log: the_logs_key_is_made_once,
            replay: an_incident_is_told,
            log: what_settles_ties_comes_once_and_after_the_close,
            log: what_no_rule_asks_for_is_refused,
            concurrency: one_credential_cast_by_many_counts_once,
            concurrency: writers_without_a_queue_are_safe,
            concurrency: a_full_queue_says_so,
            concurrency: stopping_answers_all_that_wait,
            concurrency: two_who_open_fix_one_recount_page,
            concurrency: many_ask_where_their_ballots_stand,
        }
        $crate::contract_tests! { two $fresh;
            replay: lost_entries_come_back,
            replay: what_stays_sealed_is_void,
        }
    };
    (two $fresh:path; $($module:ident: $clause:ident),+ $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $clause() {
                let (_held, store) = $fresh().await;
                let (_held_too, other) = $fresh().await;
                $crate::contract::$module::$clause(store, other).await.unwrap();
            }
        )+
    };
    ($fresh:path; $($module:ident: $clause:ident),+ $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $clause() {
                let (_held, store) = $fresh().await;
                $crate::contract::$module::$clause(store).await.unwrap();
            }
        )+
    };
}
