nav-directory = Szukaj
find-title = Znajdź wsparcie w pobliżu
find-words = Co mogłoby pomóc?
find-words-hint = Na przykład chór, długi, ktoś do rozmowy
find-near = W pobliżu
find-near-hint = Kod pocztowy albo jego pierwsza połowa, np. E15
find-here = Blisko mnie
find-here-waiting = Sprawdzamy, gdzie jesteś …
find-here-failed = Przeglądarka nie podała, gdzie jesteś. Wpisz kod pocztowy albo nazwę dzielnicy.
find-filters = { $n ->
    [0] Więcej opcji
   *[other] Więcej opcji (włączone: { $n })
}
find-within = Jak daleko
find-any-distance = Dowolna odległość
find-within-km = Do { $km } km
find-borough = Dzielnica (borough)
find-any-borough = Dowolna dzielnica
find-need = W czym pomaga
find-any-need = W czymkolwiek
find-day = Dzień
find-any-day = Dowolny dzień
find-language = W jakim języku tam mówią
find-any-language = Dowolny język
find-time = Pora dnia
find-any-time = Dowolna pora
find-free = Bezpłatnie
find-for = Tylko dla
find-anybody = Dla każdego
find-age = Wiek osoby
find-route = Czy ktoś musi Cię skierować?
find-any-route = Bez znaczenia
route-yes = Można po prostu przyjść albo odezwać się bezpośrednio
route-no = Ktoś musi Cię skierować
find-room = Teraz są miejsca
find-holidays = Także w ferie i wakacje szkolne
find-bank-holidays = Także w święta państwowe (bank holiday)
find-remote = Przez telefon, internet albo u Ciebie w domu
find-access = Co jest Ci tam potrzebne
find-counts = Liczby pokazują, ile usług tak o sobie podaje. Te, które tego nie podają, są na końcu listy i nie są wliczone.
find-button = Szukaj
find-not-sure = Nie wiesz? Pięć pytań
find-by-need = Szukaj według potrzeb
find-chips = Włączone opcje; wybierz którąś, aby ją usunąć
find-remove = usuń
find-results = Wyniki
find-total = { $n ->
    [one] Jedna usługa
    [few] { $n } usługi
   *[other] { $n } usług
}
find-unsure = { $n ->
    [one] O jednej z nich, na końcu, nie wiemy, czy spełnia wszystkie warunki.
   *[other] O { $n } z nich, na końcu, nie wiemy, czy spełniają wszystkie warunki.
}
find-shown = Od { $first } do { $last }
find-loose = Nic nie zawiera wszystkich Twoich słów. Te wyniki pasują najlepiej.
find-middle = W pobliżu: { $place }. Odległości liczymy w linii prostej, mniej więcej od środka tego miejsca.
find-km = { $km } km
find-checked = { $n ->
    [0] Sprawdzono dzisiaj
    [one] Sprawdzono wczoraj
   *[other] Sprawdzono { $n } dni temu
}
find-pages = Strony wyników
find-earlier = Poprzednia
find-later = Następna
find-page = Strona { $n }
find-nowhere = Nie znamy tego miejsca, więc wyniki nie są ułożone według odległości. Spróbuj wpisać pierwszą połowę kodu pocztowego, np. E15, albo nazwę dzielnicy.
find-from-where = Wybrano odległość. Napisz skąd: kod pocztowy albo jego pierwsza połowa.
find-beyond = Jest jeszcze { $n }. Wybierz coś więcej, żeby lista była krótsza.
find-none = Nic nie znaleziono
find-none-text = To nie znaczy, że nic nie ma: nasza lista nie jest pełna. Spróbuj wpisać mniej słów albo:
find-none-there = Nic tam nie znaleziono
find-none-there-text = Ale do tych nie trzeba dojeżdżać:
find-remote-title = Bez dojazdu: przez telefon, internet albo u Ciebie w domu
find-remote-all = Zobacz wszystkie ({ $n })
find-private = Tego, co wpisujesz, nie ma w adresie tej strony. Twoja przeglądarka przechowuje to przez pół godziny. My nie.
find-lost = Nie ma już tego, co wpisano. Przeglądarka przechowuje to najwyżej pół godziny. Wpisz to jeszcze raz.
find-age-wrong = Wpisz wiek w latach, liczbę od 0 do 120
find-private-link = Otwórz to wyszukiwanie bez Twoich słów, aby je zachować albo komuś wysłać
find-long = Tekst jest długi i to nic złego. Szukaliśmy według pierwszych { $n } słów.
crisis-title = Potrzebujesz pomocy teraz?
crisis-danger = Grozi niebezpieczeństwo albo czyjeś życie jest zagrożone? Dzwoń pod
crisis-life = Aby z kimś porozmawiać, w dzień lub w nocy: Samaritans,
crisis-abuse = Ktoś Cię krzywdzi, kontroluje albo sprawia, że się boisz? National Domestic Abuse Helpline, telefon pomocy w sprawach przemocy domowej, bezpłatnie, w dzień i w nocy:
crisis-child = Ktoś krzywdzi dziecko albo dziecko się boi? Childline, dla każdego poniżej 19 lat, w dzień i w nocy:
crisis-tonight = Nie masz jedzenia lub ogrzewania? Nie masz gdzie spać?
crisis-tonight-link = Zobacz, gdzie jest teraz otwarte
now-title = Pomoc dzisiaj
now-lead = Na to, co nie może czekać do jutra. Pokazujemy, gdzie jest teraz otwarte, gdzie otworzą później i do kogo można zadzwonić.
now-what = Czego potrzebujesz?
now-food = Jedzenie
now-warmth = Ciepło: ogrzewanie, gaz lub prąd
now-bed = Nocleg na tę noc
now-eviction = Wyrzucają mnie z mieszkania
now-near = Gdzie jesteś?
now-button = Pokaż, kto może pomóc
now-holiday = Dzisiaj jest dzień wolny (bank holiday). Zadzwoń, zanim pójdziesz: godziny mogą być inne.
now-council-bed = Jeśli nie masz gdzie spać tej nocy, zadzwoń do councilu (urzędu lokalnego) w miejscu, w którym jesteś. Muszą Cię wysłuchać, w dzień i w nocy, a jeśli są z Tobą dzieci, prawie zawsze muszą znaleźć Wam jakieś miejsce. Powiedz: „Tej nocy nie mam dachu nad głową” (“I am homeless tonight.”).
now-council-eviction = Nie musisz się wyprowadzać tylko dlatego, że tak mówi właściciel mieszkania (landlord). Prawie zawsze może Cię do tego zmusić tylko sąd. Nie oddawaj kluczy, zanim nie dostaniesz porady.
now-is-open = Otwarte teraz
now-is-later = Dzisiaj, później
now-is-on = W najbliższych dniach
now-is-unknown = Nie wiemy, kiedy: najpierw zadzwoń
now-until = Otwarte do { $time }
now-from = Od { $time }
now-from-on = { $day } od { $time }
now-sent = Ktoś musi Cię tam skierować: poproś GP (lekarza rodzinnego), punkt porad albo council (urząd lokalny).
now-more = { $n ->
    [one] I jeszcze jedna.
   *[other] I jeszcze { $n }.
}
now-none = Nikt na naszej liście nie podaje, że w tym pomaga. Zadzwoń do swojego councilu (urzędu lokalnego) albo zobacz stronę „Pilna pomoc”.
now-find = Szukaj czegoś innego
find-urgent = Jeśli to nie może czekać: pilna pomoc
chip-words = „{ $words }”
chip-near = W pobliżu: { $place }
chip-here = W pobliżu miejsca, w którym jesteś
chip-within = Do { $km } km
chip-borough = Dzielnica: { $place }
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = Bezpłatnie
chip-time = { $part }
chip-age = Wiek: { $age }
chip-for = { $who }
chip-walk-in = Można po prostu przyjść
chip-room = Są miejsca
chip-holidays = W ferie i wakacje szkolne
chip-bank-holidays = W święta państwowe (bank holiday)
chip-remote = Bez dojazdu
chip-access = { $what }
chip-part = Na widocznej części mapy
try-wider = Szukaj w odległości do { $km } km ({ $n })
try-anywhere = Szukaj w dowolnej odległości ({ $n })
try-everywhere = Szukaj wszędzie, nie tylko w tej części mapy ({ $n })
try-any-borough = W dowolnej dzielnicy ({ $n })
try-any-day = Szukaj w dowolnym dniu ({ $n })
try-not-free = Także to, co kosztuje ({ $n })
try-any-language = W dowolnym języku ({ $n })
try-any-time = O dowolnej porze dnia ({ $n })
try-any-access = Niezależnie od tego, jakie jest to miejsce ({ $n })
try-referred = Także tam, gdzie ktoś musi Cię skierować ({ $n })
try-not-sent = Także tam, gdzie można po prostu przyjść ({ $n })
try-full = Także tam, gdzie teraz nie ma miejsc ({ $n })
try-any-age = Dla osób w dowolnym wieku ({ $n })
try-anybody = Dla każdego ({ $n })
try-any-need = Niezależnie od tego, w czym pomaga ({ $n })
try-term-time = Niezależnie od ferii i wakacji szkolnych ({ $n })
try-not-bank-holidays = Niezależnie od świąt państwowych (bank holiday) ({ $n })
try-to-go-to = Także miejsca, do których trzeba przyjść ({ $n })
try-no-filters = To samo bez pozostałych filtrów ({ $n })
try-without-words = To samo bez Twoich słów ({ $n })
by-need-title = Szukaj według potrzeb
by-need-lead = Wybierz to, co jest najbliższe. Nikt nie musi pasować do szufladki.
by-need-none = na razie nic na naszej liście
places-title = Szukaj według dzielnic
places-lead = { $n ->
    [one] Na liście jest jedna usługa.
    [few] Na liście są { $n } usługi.
   *[other] Na liście jest { $n } usług.
}
places-means = Usługa liczy się w dzielnicy (borough), w której działa, i w tych, dla których mieszkańców jest. Może więc być policzona kilka razy. W dzielnicy może być więcej, niż tu widać: nasza lista nie jest pełna.
places-none = Nasza lista jest na razie pusta.
places-nowhere-title = Bez dzielnicy
places-nowhere = { $n ->
    [one] Jedna usługa nie podaje, gdzie działa.
    [few] { $n } usługi nie podają, gdzie działają.
   *[other] { $n } usług nie podaje, gdzie działa.
}
places-nowhere-comes = { $n ->
    [one] Jedna z nich przychodzi do ludzi albo działa przez telefon lub internet.
    [few] { $n } z nich przychodzą do ludzi albo działają przez telefon lub internet.
   *[other] { $n } z nich przychodzi do ludzi albo działa przez telefon lub internet.
}
places-nowhere-more = { $n ->
    [one] I jeszcze jedna, na liście wszystkich usług
   *[other] I jeszcze { $n }, na liście wszystkich usług
}
places-empty = Na razie nic na liście
place-title = Wsparcie w dzielnicy { $place }
place-lead = { $n ->
    [one] Na liście jest jedna usługa, która działa tutaj albo jest dla osób, które tu mieszkają.
    [few] Na liście są { $n } usługi, które działają tutaj albo są dla osób, które tu mieszkają.
   *[other] Na liście jest { $n } usług, które działają tutaj albo są dla osób, które tu mieszkają.
}
place-words = Co mogłoby pomóc w dzielnicy { $place }?
place-needs = W czym można dostać pomoc
place-all-needs = Wszystkie rodzaje potrzeb ({ $n }) i liczba usług, które w nich pomagają
place-missing = { $n ->
    [one] Dla jednego rodzaju potrzeb nie ma tu nic na liście
   *[other] Dla { $n } rodzajów potrzeb nie ma tu nic na liście
}
place-nearest = najbliżej w dzielnicy { $place }
place-other = tylko bez podanej dzielnicy
place-far = gdzie indziej na naszej liście
place-known = Co o nich wiadomo
place-what = Co
place-yes = Tak
place-no = Nie
place-unknown = Nie podano
place-free = Bezpłatnie
place-step-free = Wejście bez schodów
place-evening = Wieczorem
place-weekend = W weekend
place-there = Miejsce, do którego się idzie
place-comes = Przychodzą do Ciebie albo działają przez telefon lub internet
place-masked = Adres nie jest publiczny
place-unsaid = Nie podano, gdzie w dzielnicy
place-elsewhere = W innej dzielnicy, dla osób, które mieszkają tutaj
place-coming = Te, które przychodzą do Ciebie albo działają przez telefon lub internet
place-coming-more = { $n ->
    [one] I jeszcze jedna, na liście wszystkich
   *[other] I jeszcze { $n }, na liście wszystkich
}
place-languages = W jakich językach tam mówią
place-silent = { $n ->
    [one] Jedna usługa nie podała, w jakich językach tam mówią. Zapytaj.
    [few] { $n } usługi nie podały, w jakich językach tam mówią. Zapytaj.
   *[other] { $n } usług nie podało, w jakich językach tam mówią. Zapytaj.
}
place-cards = Ostatnio sprawdzone
place-all = { $n ->
    [one] Jedyna usługa w dzielnicy { $place }
   *[other] Wszystkie usługi w dzielnicy { $place } ({ $n })
}
place-means = Co znaczą te liczby
place-means-services = Usługi
place-means-services-text = Usługa to na przykład grupa, zajęcia albo punkt porad. Liczymy wszystkie, które są czynne i podają, że działają w dzielnicy { $place } albo że są dla jej mieszkańców. Usługa z kilkoma grupami lub dniami liczy się raz.
place-means-needs-text = Tak, jak podają same usługi. Jedna może pomagać w kilku sprawach, więc suma tych liczb jest większa niż liczba usług.
place-means-unknown-text = Nikt nam tego nie powiedział. Nigdy nie liczymy tego jako „nie”. Gdy szukasz czegoś bezpłatnego albo w jakimś języku, pokazujemy też te usługi, na końcu.
place-means-when-text = Coś się dzieje po szóstej wieczorem albo w sobotę lub niedzielę. „Nie podano” znaczy, że nikt nie powiedział, w jakie dni albo do której godziny.
place-means-languages-text = Języki osób, które prowadzą usługę, tak jak same podają. Usługa w kilku językach liczy się przy każdym z nich.
place-means-cards-text = Dziesięć usług, których wpisy potwierdzono ostatnio. Potwierdziła je sama grupa albo ktoś z naszego zespołu. To nic nie mówi o tym, jak są dobre.
place-means-near = Najbliżej
place-means-near-text = Liczymy od środków dzielnic, w linii prostej.
place-map = Mapa usług w dzielnicy { $place }
place-map-help = Wszystko, co jest na mapie, jest też na liście wszystkich usług.
place-none = W dzielnicy { $place } nie ma na razie nic na liście
place-none-text = To nie znaczy, że nic nie ma: nasza lista nie jest pełna. Oto, co jest w pobliżu.
place-link-workers = Koordynatorzy wsparcia (link workers) w dzielnicy { $place }: jak o nich poprosić
place-progress = Postępy w dzielnicy { $place } w liczbach
place-near = Dzielnice w pobliżu
why-phrase = W opisie: „{ $words }”
why-words = W opisie: { $words }
why-words-like = W opisie jest coś podobnego do: { $words }
why-need = Pomaga, gdy chodzi o: { $need }
why-km = Odległość: około { $km } km
why-km-from = Od miejsca { $place }: około { $km } km
why-comes = Przychodzą do Ciebie albo działają przez telefon lub internet
why-free = Bezpłatnie
why-price = { $price } za spotkanie
why-costs = Trzeba zapłacić
why-language = Język, w którym tam mówią: { $language }
why-day = Dzień spotkań: { $day }
why-then = Działa w tym czasie
why-room = Są miejsca
why-only-for = { $who }
unknown-then = Nie wiadomo, czy działa w tym czasie
unknown-route = Nie wiadomo, czy ktoś musi Cię skierować
unknown-room = Nie wiadomo, czy są miejsca
unknown-only-for = Może jest dla wszystkich
unknown-holidays = Nie wiadomo, czy działa w ferie i wakacje szkolne
unknown-bank-holidays = Nie wiadomo, czy działa w święta państwowe (bank holiday)
unknown-ages = Nie wiadomo, dla osób w jakim wieku
why-access = Jest: { $what }
why-full = Teraz nie ma miejsc
why-paused = Teraz nikogo się tu nie kieruje
unknown-need = Nikt nam nie powiedział, w czym pomaga. Sądząc po opisie, być może: { $need }
unknown-cost = Nie wiadomo: ile to kosztuje
unknown-languages = Nie wiadomo: w jakich językach tam mówią
unknown-days = Nie wiadomo: w jakie dni
unknown-access = Nie wiadomo: { $what }
unknown-masked = Adres nie jest publiczny, więc nie podajemy odległości
unknown-place = Nie wiadomo: gdzie dokładnie
unknown-checked = Nie sprawdzano tego od { $days } dni
unknown-checked-never = Nigdy nie sprawdzono: najpierw zapytaj
unknown-reached = Ktoś niedawno próbował i nie udało się z nikim skontaktować
day-mon = Poniedziałek
day-tue = Wtorek
day-wed = Środa
day-thu = Czwartek
day-fri = Piątek
day-sat = Sobota
day-sun = Niedziela
day-today = Dzisiaj
day-tomorrow = Jutro
day-week = W ciągu siedmiu dni
part-of-day-morning = Przed południem
part-of-day-afternoon = Po południu
part-of-day-evening = Wieczorem
every-fortnight = co dwa tygodnie
every-once = jeden raz
every-1st = pierwszy taki dzień w miesiącu
every-2nd = drugi taki dzień w miesiącu
every-3rd = trzeci taki dzień w miesiącu
every-4th = czwarty taki dzień w miesiącu
every-last = ostatni taki dzień w miesiącu
access-step-free = wejście bez schodów
access-toilet = toaleta dla osób z niepełnosprawnością
access-lift = winda
access-parking = parking
access-hearing-loop = pętla indukcyjna (dla osób słabosłyszących)
access-bsl = brytyjski język migowy (BSL)
access-large-print = duży druk
access-quiet-room = cichy pokój
access-creche = opieka nad dziećmi na miejscu
access-home-visits = wizyty w domu
access-online = udział przez internet
access-interpreter = tłumacz
access-telephone = pomoc przez telefon
gender-women = Tylko dla kobiet
gender-men = Tylko dla mężczyzn
gender-lgbt = Dla osób LGBT
route-self = Po prostu przyjdź albo odezwij się bezpośrednio
route-any = Odezwij się bezpośrednio albo poproś kogoś o skierowanie
route-professional = Skierować musi Cię specjalista, np. GP (lekarz rodzinny)
not-known = Nie wiadomo.
service-run-by = prowadzi: { $provider }
service-closed = Ta usługa już nie działa.
service-full = Teraz nie ma miejsc. Zapytaj o listę oczekujących.
service-what = Co się tam dzieje
service-when = Kiedy
service-where = Gdzie
service-cost = Koszt
service-who = Kto może przyjść
service-how = Czy mogę po prostu przyjść?
service-languages = Języki
service-contact = Kontakt
service-access = Wejście i udział
service-needs = W czym pomaga
service-has-not = Brak:
service-not-known = Nie wiadomo, najpierw zapytaj:
service-ask-first = Zapytaj, zanim pójdziesz.
service-masked = Adres nie jest publiczny, aby osoby, które tam są, były bezpieczne. Skontaktuj się z nimi, a podadzą Ci adres.
service-masked-short = adres nie jest publiczny
service-comes = Przychodzą do Ciebie albo działają przez telefon lub internet.
service-comes-short = przychodzą do Ciebie albo działają przez telefon
service-way = Jeśli nie znasz drogi, zapytaj ich: kontakt do nich jest na tej stronie.
service-map-label = Mapa: gdzie to jest
service-map-help-in = Znak pokazuje mniej więcej, gdzie w dzielnicy { $borough } to jest. Na tej mapie nie ma ulic: kieruj się adresem.
service-map-help = Znak pokazuje mniej więcej, gdzie to jest. Na tej mapie nie ma ulic: kieruj się adresem.
service-map-help-ground = Znak pokazuje mniej więcej, gdzie to jest. Kieruj się też adresem.
service-map-failed = Nie udało się pokazać mapy. Kieruj się adresem.
service-approximate = Na mapach i w odległościach to miejsce jest podane w przybliżeniu.
service-also = Także tutaj:
cost-free = Bezpłatnie
cost-price = { $price } za spotkanie
cost-some = Trzeba zapłacić.
service-ages = Wiek: od { $from } do { $to } lat
service-age-from = Wiek: od { $from } lat
service-age-to = Wiek: do { $to } lat
service-serves = Dla osób, które mieszkają tutaj: { $places }
service-anybody = Każdy, o ile nam wiadomo
service-places = { $n ->
    [one] Jedno wolne miejsce w chwili ostatniego sprawdzenia
    [few] { $n } wolne miejsca w chwili ostatniego sprawdzenia
   *[other] { $n } wolnych miejsc w chwili ostatniego sprawdzenia
}
service-wait = { $n ->
    [one] Czeka się około tygodnia
   *[other] Czeka się około { $n } tygodni
}
service-checked-group = { $n ->
    [0] Grupa sprawdziła to dzisiaj.
    [one] Grupa sprawdziła to wczoraj.
   *[other] Grupa sprawdziła to { $n } dni temu.
}
service-checked-officer = { $n ->
    [0] Ktoś z naszego zespołu sprawdził to dzisiaj.
    [one] Ktoś z naszego zespołu sprawdził to wczoraj.
   *[other] Ktoś z naszego zespołu sprawdził to { $n } dni temu.
}
service-checked-worker = { $n ->
    [0] Koordynator wsparcia (link worker) zadzwonił i sprawdził to dzisiaj.
    [one] Koordynator wsparcia (link worker) zadzwonił i sprawdził to wczoraj.
   *[other] Koordynator wsparcia (link worker) zadzwonił i sprawdził to { $n } dni temu.
}
service-checked-publisher = { $n ->
    [0] Organizacja, z której listy to pochodzi, sprawdziła to dzisiaj.
    [one] Organizacja, z której listy to pochodzi, sprawdziła to wczoraj.
   *[other] Organizacja, z której listy to pochodzi, sprawdziła to { $n } dni temu.
}
service-checked-never = Nikt jeszcze tego nie sprawdził.
service-print = Możesz wydrukować tę stronę: na papierze będzie tylko to, co ważne.
map-title = Mapa
map-label = Mapa usług z listy
map-show = Pokaż mapę
map-hide = Ukryj mapę
map-list = Pokaż listę
map-here = W tym miejscu:
map-here-list = Pokaż listę usług w tym miejscu
layer-title = Pokaż też
layer-none = Nic więcej
layer-counts = Ile ich jest w każdej dzielnicy
layer-missing = Gdzie w pobliżu nie ma żadnej
layer-deprivation = Niedostatek (deprivation) w małych obszarach
layer-counts-means = Im ciemniejsza dzielnica, tym więcej tych usług w niej jest. Listę można zawęzić do jednej dzielnicy.
layer-missing-means = Kolor, widoczny po odpowiednim przybliżeniu: w promieniu { $km } km, w linii prostej, nie ma żadnej z tych usług. Usług, które przychodzą do ludzi, i miejsc, które nie są publiczne, nie ma na żadnej mapie.
layer-deprivation-means = Im ciemniejszy obszar, tym większy niedostatek (English Indices of Deprivation { $year }). To nic nie mówi o żadnej konkretnej osobie, która tam mieszka.
layer-workers = Koordynatorzy wsparcia (link worker)
layer-workers-means = Gdzie są koordynatorzy wsparcia, o ile wiemy. Naciśnij dzielnicę, aby zobaczyć, jak do nich dotrzeć.
layer-workers-table = To samo w tabeli
layer-workers-live = Są teraz
layer-workers-planned = W planie
layer-workers-nothing = Nie wiadomo
layer-workers-of = Koordynatorzy wsparcia (link worker): { $place }
map-skip = Pomiń mapę
map-help = Przesuwaj i powiększaj mapę: lista pokazuje to, co na niej widać. Wszystko, co jest na mapie, jest też na liście.
map-off-it = Usług, które przychodzą do Ciebie albo których miejsce nie jest publiczne, nie ma na żadnej mapie.
map-everywhere = Pokaż usługi wszędzie
map-failed = Nie udało się pokazać mapy. Wszystko, co na niej jest, jest też na liście.
map-behind = Lista nie nadążyła za mapą. Przesuń mapę jeszcze raz.
map-zoom-in = Przybliż
map-zoom-out = Oddal
map-two-fingers = Przesuwaj mapę dwoma palcami
map-ctrl = Aby przybliżyć mapę, przytrzymaj Ctrl i przewijaj
map-command = Aby przybliżyć mapę, przytrzymaj ⌘ i przewijaj
map-credit = Granice dzielnic: dane National Statistics i Ordnance Survey © Crown copyright and database right
map-close = Zamknij

service-as-given = Ten tekst jest po angielsku, taki, jaki nam podano.
