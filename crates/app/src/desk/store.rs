//! The SQL of the pages that put things together: it reads what others wrote and writes nothing.
//!
//! Today is the page that everybody opens most. Whatever it asks for is found by an index over what waits, never by walking through what is over: of
//! the inbox and of notes by the parties for whom the reader acts, which narrows where to look and decides nothing.

// Tables that this slice writes, drawn from the migrations by `cargo xtask gen`:
// (end of tables)

use base::{Result, Rx, Scope};
use kernel::{Id, Instant, Private};

base::sql! {
    /// New referrals in the inboxes of the reader's teams, the oldest first.
    WAITING = "
        SELECT r.id, p.name, r.sent_at AS at, '' AS what
        FROM referral r
        JOIN person o ON o.id = r.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        WHERE r.accepted_at IS NULL
          AND r.returned_at IS NULL
          AND r.withdrawn_at IS NULL
          AND r.team_id IN (SELECT t.party FROM reach t WHERE t.account = $1)
          AND EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = r.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
        ORDER BY r.sent_at, r.id
        LIMIT $3";
    /// People nobody has spoken with yet, whose clock has passed or passes before an instant. `CROSS JOIN` keeps SQLite to this order: the few cases first,
    /// and not all clocks there ever were.
    CLOCKS = "
        SELECT c.id, p.name, k.due_at AS at, '' AS what
        FROM support_case c
        CROSS JOIN case_clock k
        JOIN person o ON o.id = c.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        WHERE c.closed_at IS NULL
          AND c.last_contact_at IS NULL
          AND k.case_id = c.id
          AND k.kind = 'first-contact'
          AND k.due_at < $4
          AND (CAST($5 AS UUID) IS NULL OR c.worker_id = $5)
          AND EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = c.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
        ORDER BY k.due_at, c.id
        LIMIT $3";
    /// What services have answered since an instant, of open cases in which nothing has been done about it since, the latest first.
    ANSWERED = "
        SELECT o.case_id AS id, p.name, COALESCE(o.attended_at, o.declined_at, o.accepted_at) AS at,
          CASE WHEN o.came THEN 'came' WHEN o.attended_at IS NOT NULL THEN 'did-not-come' WHEN o.declined_at IS NOT NULL THEN 'said-no'
            ELSE 'said-yes' END AS what
        FROM onward_referral o
        JOIN support_case c ON c.id = o.case_id
        JOIN person q ON q.id = c.person_id
        JOIN person p ON p.id = COALESCE(q.merged_into, q.id)
        WHERE c.closed_at IS NULL
          AND o.withdrawn_at IS NULL
          AND COALESCE(o.attended_at, o.declined_at, o.accepted_at) >= $4
          AND NOT EXISTS (
            SELECT 1
            FROM contact k
            WHERE k.case_id = o.case_id AND k.at > COALESCE(o.attended_at, o.declined_at, o.accepted_at) AND k.withdrawn_at IS NULL)
          AND NOT EXISTS (
            SELECT 1
            FROM onward_referral n
            WHERE n.case_id = o.case_id AND n.withdrawn_at IS NULL AND n.sent_at > COALESCE(o.attended_at, o.declined_at, o.accepted_at))
          AND NOT EXISTS (
            SELECT 1
            FROM note n
            WHERE n.case_id = o.case_id AND n.made_at > COALESCE(o.attended_at, o.declined_at, o.accepted_at))
          AND (CAST($5 AS UUID) IS NULL OR c.worker_id = $5)
          AND EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = c.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
        ORDER BY COALESCE(o.attended_at, o.declined_at, o.accepted_at) DESC, o.id
        LIMIT $3";
    /// Open cases in which the referrer has written something that nobody has read.
    WORDS = "
        SELECT c.id, p.name, MAX(w.sent_at) AS at, '' AS what
        FROM referral_word w
        JOIN support_case c ON c.referral_id = w.referral_id
        JOIN person o ON o.id = c.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        WHERE w.read_at IS NULL
          AND c.closed_at IS NULL
          AND (CAST($4 AS UUID) IS NULL OR c.worker_id = $4)
          AND EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = c.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
        GROUP BY c.id, p.name
        ORDER BY MAX(w.sent_at), c.id
        LIMIT $3";
    /// Notes that nobody has filed, the oldest first.
    UNFILED = "
        SELECT n.id, p.name, n.made_at AS at, '' AS what
        FROM note n
        JOIN support_case c ON c.id = n.case_id
        JOIN person o ON o.id = c.person_id
        JOIN person p ON p.id = COALESCE(o.merged_into, o.id)
        WHERE n.filed_at IS NULL
          AND n.organisation_id IN (SELECT t.party FROM reach t WHERE t.account = $1)
          AND EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = n.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
        ORDER BY n.made_at, n.id
        LIMIT $3";
    /// Referrals that the reader sent and that were sent back since an instant, the latest first. The name is the one they wrote: that of a record into
    /// which a team has put theirs would tell them whom else the team knows.
    RETURNED = "
        SELECT r.id, p.name, r.returned_at AS at, '' AS what
        FROM referral r
        JOIN person p ON p.id = r.person_id
        WHERE r.returned_at >= $4
          AND r.worker_id = $1
          AND EXISTS (
            SELECT 1
            FROM standing s
            JOIN reach h ON h.party = s.party
            JOIN allowed a ON a.role = h.role AND a.how = s.how
            WHERE s.subject = r.id AND s.until_at IS NULL AND h.account = $1 AND a.action = $2)
        ORDER BY r.returned_at DESC, r.id
        LIMIT $3";
}

/// Something that waits for the reader: what it is about, whose it is, since or until when.
#[derive(Debug, sqlx_macros::FromRow)]
pub(super) struct Waits {
    pub id: Id<()>,
    pub name: Private<String>,
    pub at: Instant,
    /// A code of what has happened, where there are several.
    pub what: String,
}

/// So many of one kind are counted; of more it is only said that there are more.
pub(super) const MOST: usize = 100;
const LIMIT: i64 = MOST as i64 + 1;

pub(super) async fn waiting(rx: &mut Rx, scope: &Scope) -> Result<Vec<Waits>> {
    rx.all(WAITING, (scope.account(), scope.action(), LIMIT)).await
}

/// `of`: only the cases that this worker holds.
pub(super) async fn clocks(rx: &mut Rx, scope: &Scope, before: Instant, of: Option<Id<()>>) -> Result<Vec<Waits>> {
    rx.all(CLOCKS, (scope.account(), scope.action(), LIMIT, before, of)).await
}

pub(super) async fn answered(rx: &mut Rx, scope: &Scope, since: Instant, of: Option<Id<()>>) -> Result<Vec<Waits>> {
    rx.all(ANSWERED, (scope.account(), scope.action(), LIMIT, since, of)).await
}

pub(super) async fn words(rx: &mut Rx, scope: &Scope, of: Option<Id<()>>) -> Result<Vec<Waits>> {
    rx.all(WORDS, (scope.account(), scope.action(), LIMIT, of)).await
}

pub(super) async fn unfiled(rx: &mut Rx, scope: &Scope) -> Result<Vec<Waits>> {
    rx.all(UNFILED, (scope.account(), scope.action(), LIMIT)).await
}

pub(super) async fn returned(rx: &mut Rx, scope: &Scope, since: Instant) -> Result<Vec<Waits>> {
    rx.all(RETURNED, (scope.account(), scope.action(), LIMIT, since)).await
}
