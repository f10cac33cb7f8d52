frame-title = Taageero kuu dhow
frame-none-text = Taas macnaheedu ma aha inaan waxba jirin: liiskayagu ma dhammaystirna. Hoos wax kale ka raadi.
frame-search = Wax kale raadi
frame-search-hint = Waxay furaysaa raadinta oo dhan ee { $name }.

frame-offer = Adeegyadan ku muuji websaydhkaaga
frame-lead = Dooro waxa boggaagu muujiyo. Ka dibna hal sadar koobbi garee oo boggaaga geli.
frame-cut = Wax ka mid ah waxa aad qortay waan ka reebnay. Waxaa la isticmaali karaa ugu badnaan afar erey, iyo postcode qaybtiisa hore oo keliya.
frame-line = Sadarka boggaaga
frame-shows = Wuxuu muujiyaa:
frame-all = wax kasta oo liiskayaga ku jira
frame-now = { $n ->
    [0] Hadda liiskayaga kuma jiro wax ku habboon.
    [one] Hadda hal adeeg ayaa ku habboon.
   *[other] Hadda { $n } adeeg ayaa ku habboon.
}
frame-label = Koobbi garee sadarkan
frame-copy = Sadarka koobbi garee
frame-look = Eeg sida uu u muuqdo
frame-choose = Dooro waxa uu muujiyo
frame-near = U dhow
frame-near-hint = Postcode qaybtiisa hore, sida E15, ama magaca degmo (borough)
frame-spoken = Luqadda halkaas lagu hadlo
frame-words = Ereyo
frame-words-hint = Ugu badnaan afar. Tusaale: heeso
frame-show = Waxa halkaas ka muuqda
frame-show-map = Liis, oo ay ag taal khariidad ama badhan lagu furo khariidadda
frame-show-list = Liiska oo keliya. JavaScript uma baahna
frame-tongue = Luqadda lagu muujiyo
frame-tongue-any = Luqadda uu codsado browserka qofka akhriya
frame-high = Dhererka, kor ilaa hoos
frame-pixels = { $n } pixel
frame-button = Samee sadarka
frame-about = Waxa fiican inaad ogaato
frame-about-fresh = Mar walba wuxuu muujiyaa waxa hadda liiskayaga ku jira. Wuxuu kaloo sheegaa waxa aan cidna noo sheegin, iyo waxa aan muddo dheer la hubin.
frame-about-reader = Cookies ma dhigo, cidna ma tiriyo.
frame-about-out = Waxa ay doortaan dadka boggaaga akhriya wuxuu ku furmaa meel ka baxsan boggaaga. Caawimada degdegga ah waxay u jirtaa hal tallaabo.
frame-about-hidden = Cinwaanka la qariyo lama muujiyo.

find-private-none = Raadintan kuma jiraan wax kale oo la kaydiyo ama la diro. Dooro baahi ama degmo.
place-tonight = Furan fiidkan
place-this-weekend = Furan dhammaadka toddobaadkan
day-weekend = Dhammaadka toddobaadka
