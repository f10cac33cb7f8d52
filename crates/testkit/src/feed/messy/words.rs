//! The words that made-up services are made of. Boroughs, districts and their areas are real; groups, halls, streets and people are not, and no sentence
//! here was taken from anybody's feed.

/// Somewhere in London: about where a street map has it.
#[derive(Debug)]
pub(super) struct Place {
    pub borough: &'static str,
    pub outcode: &'static str,
    pub area: &'static str,
    pub lat: f64,
    pub lon: f64,
    /// The figure after the space of a postcode. The district has no postcode with it (Code-Point Open, October 2025), so that a made-up one is nobody's.
    pub sector: u8,
}

/// Two in each of the thirty-three boroughs (the City counts as one).
#[rustfmt::skip]
pub(super) const PLACES: &[Place] = &[
    Place { borough: "Barking and Dagenham", outcode: "IG11", area: "Barking", lat: 51.536, lon: 0.081, sector: 2 },
    Place { borough: "Barking and Dagenham", outcode: "RM9", area: "Becontree", lat: 51.545, lon: 0.129, sector: 0 },
    Place { borough: "Barnet", outcode: "N12", area: "North Finchley", lat: 51.614, lon: -0.177, sector: 1 },
    Place { borough: "Barnet", outcode: "NW4", area: "Hendon", lat: 51.589, lon: -0.222, sector: 0 },
    Place { borough: "Bexley", outcode: "DA6", area: "Bexleyheath", lat: 51.454, lon: 0.138, sector: 0 },
    Place { borough: "Bexley", outcode: "DA15", area: "Sidcup", lat: 51.437, lon: 0.104, sector: 1 },
    Place { borough: "Brent", outcode: "NW2", area: "Cricklewood", lat: 51.556, lon: -0.213, sector: 0 },
    Place { borough: "Brent", outcode: "HA0", area: "Alperton", lat: 51.549, lon: -0.300, sector: 0 },
    Place { borough: "Bromley", outcode: "BR1", area: "Bromley", lat: 51.410, lon: 0.020, sector: 0 },
    Place { borough: "Bromley", outcode: "BR6", area: "Orpington", lat: 51.370, lon: 0.092, sector: 2 },
    Place { borough: "Camden", outcode: "NW3", area: "Hampstead", lat: 51.554, lon: -0.171, sector: 0 },
    Place { borough: "Camden", outcode: "NW5", area: "Kentish Town", lat: 51.553, lon: -0.144, sector: 0 },
    Place { borough: "City of London", outcode: "EC2Y", area: "Barbican", lat: 51.520, lon: -0.095, sector: 0 },
    Place { borough: "City of London", outcode: "EC3N", area: "Aldgate", lat: 51.512, lon: -0.077, sector: 0 },
    Place { borough: "Croydon", outcode: "SE25", area: "South Norwood", lat: 51.397, lon: -0.075, sector: 0 },
    Place { borough: "Croydon", outcode: "CR7", area: "Thornton Heath", lat: 51.398, lon: -0.103, sector: 0 },
    Place { borough: "Ealing", outcode: "W5", area: "Ealing", lat: 51.515, lon: -0.303, sector: 0 },
    Place { borough: "Ealing", outcode: "UB1", area: "Southall", lat: 51.514, lon: -0.377, sector: 0 },
    Place { borough: "Enfield", outcode: "EN3", area: "Ponders End", lat: 51.655, lon: -0.041, sector: 0 },
    Place { borough: "Enfield", outcode: "N9", area: "Edmonton", lat: 51.626, lon: -0.058, sector: 2 },
    Place { borough: "Greenwich", outcode: "SE10", area: "Greenwich", lat: 51.482, lon: -0.002, sector: 2 },
    Place { borough: "Greenwich", outcode: "SE18", area: "Woolwich", lat: 51.483, lon: 0.072, sector: 0 },
    Place { borough: "Hackney", outcode: "E8", area: "Dalston", lat: 51.545, lon: -0.066, sector: 0 },
    Place { borough: "Hackney", outcode: "E5", area: "Clapton", lat: 51.559, lon: -0.053, sector: 1 },
    Place { borough: "Hammersmith and Fulham", outcode: "W6", area: "Hammersmith", lat: 51.493, lon: -0.228, sector: 1 },
    Place { borough: "Hammersmith and Fulham", outcode: "SW6", area: "Fulham", lat: 51.476, lon: -0.202, sector: 0 },
    Place { borough: "Haringey", outcode: "N17", area: "Tottenham", lat: 51.598, lon: -0.067, sector: 2 },
    Place { borough: "Haringey", outcode: "N22", area: "Wood Green", lat: 51.600, lon: -0.109, sector: 0 },
    Place { borough: "Harrow", outcode: "HA1", area: "Harrow", lat: 51.582, lon: -0.338, sector: 0 },
    Place { borough: "Harrow", outcode: "HA3", area: "Wealdstone", lat: 51.594, lon: -0.325, sector: 1 },
    Place { borough: "Havering", outcode: "RM1", area: "Romford", lat: 51.580, lon: 0.183, sector: 0 },
    Place { borough: "Havering", outcode: "RM12", area: "Hornchurch", lat: 51.556, lon: 0.209, sector: 0 },
    Place { borough: "Hillingdon", outcode: "UB3", area: "Hayes", lat: 51.502, lon: -0.420, sector: 0 },
    Place { borough: "Hillingdon", outcode: "UB8", area: "Uxbridge", lat: 51.538, lon: -0.473, sector: 0 },
    Place { borough: "Hounslow", outcode: "TW3", area: "Hounslow", lat: 51.467, lon: -0.366, sector: 0 },
    Place { borough: "Hounslow", outcode: "W4", area: "Chiswick", lat: 51.490, lon: -0.263, sector: 0 },
    Place { borough: "Islington", outcode: "N5", area: "Highbury", lat: 51.554, lon: -0.098, sector: 0 },
    Place { borough: "Islington", outcode: "N7", area: "Holloway", lat: 51.555, lon: -0.118, sector: 2 },
    Place { borough: "Kensington and Chelsea", outcode: "W10", area: "North Kensington", lat: 51.521, lon: -0.213, sector: 0 },
    Place { borough: "Kensington and Chelsea", outcode: "SW10", area: "World's End", lat: 51.482, lon: -0.182, sector: 2 },
    Place { borough: "Kingston upon Thames", outcode: "KT1", area: "Kingston", lat: 51.410, lon: -0.297, sector: 0 },
    Place { borough: "Kingston upon Thames", outcode: "KT6", area: "Surbiton", lat: 51.388, lon: -0.299, sector: 0 },
    Place { borough: "Lambeth", outcode: "SW9", area: "Stockwell", lat: 51.469, lon: -0.113, sector: 2 },
    Place { borough: "Lambeth", outcode: "SW2", area: "Brixton Hill", lat: 51.450, lon: -0.120, sector: 0 },
    Place { borough: "Lewisham", outcode: "SE13", area: "Lewisham", lat: 51.459, lon: -0.010, sector: 0 },
    Place { borough: "Lewisham", outcode: "SE6", area: "Catford", lat: 51.437, lon: -0.016, sector: 0 },
    Place { borough: "Merton", outcode: "SW19", area: "Wimbledon", lat: 51.422, lon: -0.203, sector: 0 },
    Place { borough: "Merton", outcode: "CR4", area: "Mitcham", lat: 51.404, lon: -0.161, sector: 0 },
    Place { borough: "Newham", outcode: "E15", area: "Stratford", lat: 51.540, lon: 0.003, sector: 0 },
    Place { borough: "Newham", outcode: "E6", area: "East Ham", lat: 51.528, lon: 0.054, sector: 0 },
    Place { borough: "Redbridge", outcode: "IG1", area: "Ilford", lat: 51.559, lon: 0.074, sector: 0 },
    Place { borough: "Redbridge", outcode: "E18", area: "South Woodford", lat: 51.593, lon: 0.026, sector: 0 },
    Place { borough: "Richmond upon Thames", outcode: "TW9", area: "Richmond", lat: 51.465, lon: -0.295, sector: 0 },
    Place { borough: "Richmond upon Thames", outcode: "TW1", area: "Twickenham", lat: 51.449, lon: -0.328, sector: 0 },
    Place { borough: "Southwark", outcode: "SE15", area: "Peckham", lat: 51.471, lon: -0.064, sector: 0 },
    Place { borough: "Southwark", outcode: "SE5", area: "Camberwell", lat: 51.474, lon: -0.092, sector: 1 },
    Place { borough: "Sutton", outcode: "SM1", area: "Sutton", lat: 51.367, lon: -0.191, sector: 0 },
    Place { borough: "Sutton", outcode: "SM5", area: "Carshalton", lat: 51.366, lon: -0.165, sector: 0 },
    Place { borough: "Tower Hamlets", outcode: "E1", area: "Whitechapel", lat: 51.517, lon: -0.058, sector: 9 },
    Place { borough: "Tower Hamlets", outcode: "E3", area: "Bow", lat: 51.529, lon: -0.028, sector: 0 },
    Place { borough: "Waltham Forest", outcode: "E17", area: "Walthamstow", lat: 51.586, lon: -0.019, sector: 1 },
    Place { borough: "Waltham Forest", outcode: "E10", area: "Leyton", lat: 51.567, lon: -0.014, sector: 0 },
    Place { borough: "Wandsworth", outcode: "SW18", area: "Wandsworth", lat: 51.451, lon: -0.191, sector: 0 },
    Place { borough: "Wandsworth", outcode: "SW11", area: "Battersea", lat: 51.467, lon: -0.164, sector: 0 },
    Place { borough: "Westminster", outcode: "W9", area: "Maida Vale", lat: 51.526, lon: -0.192, sector: 0 },
    Place { borough: "Westminster", outcode: "SW1V", area: "Pimlico", lat: 51.490, lon: -0.138, sector: 0 },
];

/// What a service does.
#[derive(Debug)]
pub(super) struct Kind {
    /// "lunch club".
    pub label: &'static str,
    /// What it is filed under.
    pub topic: &'static str,
    /// What happens there, as a sentence.
    pub blurb: &'static str,
    /// For whom, after "for".
    pub who: &'static str,
    pub ages: (Option<i64>, Option<i64>),
}

const fn kind(
    label: &'static str,
    topic: &'static str,
    who: &'static str,
    ages: (Option<i64>, Option<i64>),
    blurb: &'static str,
) -> Kind {
    Kind { label, topic, blurb, who, ages }
}

const ANY: (Option<i64>, Option<i64>) = (None, None);
const ADULTS: (Option<i64>, Option<i64>) = (Some(18), None);
const OLDER: (Option<i64>, Option<i64>) = (Some(55), None);

/// The one that has no address anybody may know.
pub(super) const HIDDEN: &str = "safe housing outreach";

#[rustfmt::skip]
pub(super) const KINDS: &[Kind] = &[
    kind("lunch club", "Food and company", "older people", OLDER, "A hot meal, two courses, and a table that has room for one more."),
    kind("choir", "Music and singing", "anybody who likes to sing", ANY, "We sing everything from rounds to radio hits. Nobody has to read music or to audition."),
    kind("walking group", "Walking", "adults", ADULTS, "A slow walk of forty minutes on level paths, with a bench every ten."),
    kind("seated exercise", "Gentle exercise", "older people", OLDER, "Movement on a chair, to music, led by somebody who has taught falls prevention for years."),
    kind("debt advice", "Money", "adults", ADULTS, "A caseworker goes through the letters with you and writes to those you owe."),
    kind("benefits advice", "Money", "adults", ADULTS, "Help with forms, checks of what you could claim, and letters for appeals."),
    kind("housing advice", "Housing", "tenants", ADULTS, "For repairs that never come, arrears, notices and the council's list."),
    kind("food pantry", "Food and company", "local residents", ANY, "Members choose about fifteen things a week from our shelves, fresh food among them."),
    kind("community fridge", "Food and company", "everybody", ANY, "Take what you need and leave what you can spare. No questions are asked."),
    kind("befriending", "Company", "people who are alone a lot", ADULTS, "A volunteer visits for an hour each week, for as long as both like it."),
    kind("telephone befriending", "Company", "people who rarely go out", ADULTS, "The same person rings every week at a time that you choose."),
    kind("bereavement group", "Loss", "people who have lost somebody", ADULTS, "Talking and not talking are both fine. Two of us were bereaved ourselves."),
    kind("carers' meeting", "Carers", "unpaid carers", ADULTS, "A morning for those who look after somebody, with tea and somebody from the carers' service."),
    kind("memory café", "Dementia", "people with dementia and their families", ADULTS, "Songs, games and photographs for people whose memory lets them down, and whoever comes with them."),
    kind("men's workshop", "Making things", "men", ADULTS, "Benches, tools and company. We mend chairs for neighbours and argue about football."),
    kind("knitting circle", "Making things", "anybody", ANY, "Bring what you are working on or start something from our box of wool."),
    kind("gardening group", "Outdoors", "anybody", ANY, "Raised beds, a greenhouse and a kettle. Gloves are there."),
    kind("art class", "Arts", "adults", ADULTS, "Drawing and watercolours, a different theme each week, all materials there."),
    kind("pottery", "Arts", "adults", ADULTS, "Hand building and glazing. What you make is fired and yours."),
    kind("dance class", "Dance", "anybody over sixteen", (Some(16), None), "Steps from several continents, taught slowly and then less slowly."),
    kind("women's swimming", "Sport", "women and girls over twelve", (Some(12), None), "The pool is ours for an hour. Women lifeguards only, and blinds on the windows."),
    kind("tai chi", "Gentle exercise", "adults", ADULTS, "Slow movements that help balance and breath, indoors when it rains."),
    kind("cookery course", "Food and company", "adults", ADULTS, "Six dishes in six weeks, cheap ones, and we eat together afterwards."),
    kind("English conversation", "Learning", "people who are new to English", (Some(16), None), "Small tables, one volunteer each, and topics from everyday life."),
    kind("computer help", "Learning", "people who are not at ease online", ADULTS, "Bring your own telephone or tablet, or use ours. One question at a time."),
    kind("job club", "Work", "people who are looking for work", (Some(16), None), "Help with applications and practice interviews, and a printer that works."),
    kind("parent and toddler group", "Families", "parents of children under five", (Some(0), Some(5)), "Toys, songs at eleven, and coffee that is still warm."),
    kind("youth club", "Young people", "young people", (Some(11), Some(18)), "Pool table, music room, kitchen, and adults who listen."),
    kind("homework club", "Young people", "pupils", (Some(8), Some(16)), "Quiet desks after school with somebody who can explain fractions."),
    kind("boxing for beginners", "Sport", "young people", (Some(11), Some(25)), "Fitness and footwork without contact. Kit is lent."),
    kind("repair café", "Making things", "everybody", ANY, "Bring a lamp, a zip or a toaster. Somebody will look at it with you."),
    kind("book group", "Reading", "adults", ADULTS, "One book a month, copies lent, audio books too."),
    kind("listening service", "Mental health", "adults", ADULTS, "Half an hour with a trained listener. This is not counselling and has no waiting list to speak of."),
    kind("peer support group", "Mental health", "adults with anxiety or low mood", ADULTS, "People who know it from the inside, meeting in a room with soft chairs."),
    kind("stroke group", "Long-term conditions", "people who have had a stroke and their families", ADULTS, "Exercises, speech practice and company."),
    kind("diabetes group", "Long-term conditions", "people with type 2 diabetes", ADULTS, "A nurse comes to every second meeting; the other ones we cook."),
    kind("legal clinic", "Law", "local residents", ADULTS, "Twenty minutes with a solicitor, by appointment, about family, work or housing."),
    kind("warm space", "Company", "everybody", ANY, "Heating, sockets, soup and newspapers. Stay as long as you like."),
    kind("LGBT+ social", "Company", "LGBT+ people and friends", ADULTS, "Board games and talk in a room where nobody has to explain themselves."),
    kind(HIDDEN, "Safety", "women who are not safe at home", (Some(16), None), "Somebody to plan with, in confidence, wherever you can meet."),
];

/// How services are called.
#[rustfmt::skip]
pub(super) const NAMES: &[&str] = &[
    "{Kind}", "{area} {kind}", "{Kind} at {venue}", "{Kind} for {who}", "{day} {kind}", "The {word} {kind}",
    "{org}: {kind}", "{Kind} – {area}", "{Kind} ({area})", "{borough} {kind}", "{Kind} and a cup of tea", "Tea and {kind}",
    "Come and try: {kind}", "{word} {kind} group", "{area} {day} {kind}", "{Kind} (drop-in)", "Open {kind}", "{Kind} in {borough}",
    "{Kind} for beginners", "Friendly {kind}", "{Kind} with {word}", "Our {kind}", "{Kind}, {day}s", "{venue} {kind}",
    "Neighbours' {kind}", "Let's meet: {kind}", "{Kind} for {area}", "{word}'s {kind}", "{Kind} for all", "{area} community {kind}",
    "{Kind} near you", "New {kind} in {area}", "{Kind}: {day} mornings", "{Kind} – everyone welcome", "{word} & friends {kind}", "The {area} {kind}",
    "{Kind} on {day}s", "{org} {kind}", "{Kind} project", "{Kind} – {org}", "{Kind} 4 U", "Step by step {kind}",
    "{Kind} (by appointment)", "{word} House {kind}", "{Kind}/{area}", "Not just a {kind}",
];

/// First words of groups, halls and streets: made up, or so common that they are nobody's.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "Larkmead", "Ashgrove", "Copperfold", "Tidewell", "Hollin", "Brackenhurst", "Fernlea", "Saltbox", "Marrow", "Quillon",
    "Wrenfield", "Oddlane", "Pennywell", "Thistledown", "Halcyon", "Greywether", "Lanternlight", "Millrace", "Ninefold", "Orchardleigh",
    "Plumtree", "Rookwater", "Sandling", "Tallowfield", "Umberley", "Vinelark", "Willowbeck", "Yarrowgate", "Applecote", "Bellwether",
    "Candlewick", "Dovecot", "Elderflower", "Foxholt", "Gatherwell", "Harebell", "Inglemoor", "Jackdaw", "Kestrelmere", "Loomhouse",
    "Meadowsong", "Nightingrove", "Oatfield", "Pebblebrook", "Quaymaker", "Ribbonwood", "Starling", "Turnstone",
];

/// How groups are called.
#[rustfmt::skip]
pub(super) const GROUPS: &[&str] = &[
    "{} Community Association", "{} Trust", "Friends of {}", "{} Together", "{} Neighbours", "{} Women's Network", "{} Settlement", "Project {}",
    "{} Arts", "{} Residents' Group", "{} Advice CIC", "{} Wellbeing Partnership", "{} Youth", "The {} Foundation", "{} Carers", "{} Care Ltd",
];

/// How halls are called.
pub(super) const HALLS: &[&str] = &[
    "{} Hall",
    "{} Community Centre",
    "{} Library",
    "St {}'s Church Hall",
    "{} House",
    "{} Rooms",
    "{} Leisure Centre",
    "The {} Hub",
    "{} Children's Centre",
];

/// How streets are called.
pub(super) const STREETS: &[&str] =
    &["{} Road", "{} Street", "{} Lane", "{} Gardens", "{} Square", "{} Way", "{} Terrace"];

/// Days and their codes.
pub(super) const DAYS: &[(&str, &str)] = &[
    ("Monday", "MO"),
    ("Tuesday", "TU"),
    ("Wednesday", "WE"),
    ("Thursday", "TH"),
    ("Friday", "FR"),
    ("Saturday", "SA"),
    ("Sunday", "SU"),
];

/// Languages and their codes.
#[rustfmt::skip]
pub(super) const LANGUAGES: &[(&str, &str)] = &[
    ("English", "en"), ("Bengali", "bn"), ("Somali", "so"), ("Turkish", "tr"), ("Polish", "pl"), ("Arabic", "ar"), ("Urdu", "ur"), ("Gujarati", "gu"),
    ("Portuguese", "pt"), ("Romanian", "ro"), ("Tamil", "ta"), ("Yoruba", "yo"), ("British Sign Language", "bfi"),
];

/// What a place has, in a word that machines use and in words.
#[rustfmt::skip]
pub(super) const ACCESS: &[(&str, &str)] = &[
    ("wheelchair-accessible-entrance", "The entrance has no step"), ("accessible-toilet", "There is an accessible toilet"),
    ("hearing-loop", "The hall has a hearing loop"), ("car-parking", "Two parking bays for blue badges"), ("lift", "A lift goes to all floors"),
    ("bus-stop-nearby", "A bus stops outside"), ("quiet-room", "A quiet room can be used at any time"),
];

/// What a sentence about coming may say.
pub(super) const COMING: &[&str] = &[
    "Just turn up.",
    "Please ring first, we are a small room.",
    "A link worker or doctor can send you, or you can ask yourself.",
    "Send us an e-mail and we answer within a week.",
    "Book for six weeks at a time.",
    "New people are met at the door.",
];

/// Who answers the telephone.
pub(super) const ROLES: &[&str] = &["Reception", "The duty desk", "Group coordinator", "Volunteer desk", "Bookings"];
