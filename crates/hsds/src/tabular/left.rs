//! What was left over when all records were put together, and why: for the publisher, table by table.

/// Rows of one table that went into no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub file: String,
    pub why: Lost,
    pub rows: u64,
    /// The first of them, where it is known where they stood.
    pub lines: Vec<u64>,
}

macro_rules! lost {
    ($($(#[$doc:meta])* $name:ident $code:literal $says:literal,)*) => {
        /// Why rows went into no record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Lost { $($(#[$doc])* $name,)* }

        impl Lost {
            pub const ALL: &[Lost] = &[$(Lost::$name),*];

            /// For scripts and tables.
            pub const fn code(self) -> &'static str {
                match self { $(Lost::$name => $code),* }
            }

            /// For whoever publishes the feed.
            pub const fn says(self) -> &'static str {
                match self { $(Lost::$name => $says),* }
            }
        }
    };
}

lost! {
    /// It names what it belongs to, and that is not there.
    Orphan "orphan" "they belong to something that is not in the feed",
    Nowhere "nowhere" "no column says what they belong to",
    NoPlace "no-place" "the place that they name is not in the feed",
    Unused "unused" "no service is held there",
    Unreadable "unreadable" "they could not be read",
    Twice "id-twice" "their id is used by an earlier row already",
    Private "private" "the publisher marked them as private",
    NoTerm "no-term" "the term that they name is not in the feed",
    NoProgram "no-program" "the programme that they name is not in the feed",
    NoUnit "no-unit" "the unit that they name is not in the feed",
}
