nav-directory = Căutare
find-title = Găsiți sprijin în apropiere
find-words = Ce v-ar ajuta?
find-words-hint = De exemplu cor, datorii, cineva cu care să vorbesc
find-near = Aproape de
find-near-hint = Un cod poștal sau prima lui jumătate, ca E15
find-here = Aproape de mine
find-here-waiting = Aflăm unde sunteți …
find-here-failed = Browserul nu a spus unde sunteți. Scrieți un cod poștal sau numele unui sector (borough).
find-filters = { $n ->
    [0] Mai multe opțiuni
    [one] Mai multe opțiuni ({ $n } aleasă)
   *[other] Mai multe opțiuni ({ $n } alese)
}
find-within = Cât de departe
find-any-distance = Orice distanță
find-within-km = Până la { $km } km
find-borough = Sector (borough)
find-any-borough = Orice sector
find-need = La ce ajută
find-any-need = Orice
find-day = Ziua
find-any-day = Orice zi
find-language = Limba care se vorbește acolo
find-any-language = Orice limbă
find-free = Gratuit
find-button = Căutați
find-by-need = Căutați după ce au oamenii nevoie
find-chips = Opțiuni alese; apăsați pe una ca să o scoateți
find-remove = scoateți
find-results = Rezultate
find-total = { $n ->
    [one] Un serviciu
    [few] { $n } servicii
   *[other] { $n } de servicii
}
find-unsure = { $n ->
    [one] Despre unul dintre ele, la sfârșit, nu știm dacă se potrivește cu toate opțiunile.
   *[other] Despre { $n } dintre ele, la sfârșit, nu știm dacă se potrivesc cu toate opțiunile.
}
find-shown = De la { $first } la { $last }
find-loose = Nimic nu conține toate cuvintele scrise. Acestea se potrivesc cel mai bine.
find-middle = Aproape de { $place }: distanțele sunt măsurate cam de la mijlocul acestui loc, în linie dreaptă.
find-km = { $km } km
find-checked = { $n ->
    [0] Verificat astăzi
    [one] Verificat ieri
    [few] Verificat acum { $n } zile
   *[other] Verificat acum { $n } de zile
}
find-pages = Pagini cu rezultate
find-earlier = Înapoi
find-later = Înainte
find-page = Pagina { $n }
find-nowhere = Nu cunoaștem acest loc, așa că rezultatele nu sunt puse în ordinea distanței. Încercați prima jumătate a unui cod poștal, ca E15, sau numele unui sector (borough).
find-from-where = Ați ales o distanță. Scrieți de unde: un cod poștal sau prima lui jumătate.
find-beyond = Mai sunt { $n }. Alegeți ceva în plus, ca lista să fie mai scurtă.
find-none = Nu am găsit nimic
find-none-text = Asta nu înseamnă că nu există nimic: lista noastră nu este completă. Încercați cu mai puține cuvinte sau:
find-urgent = Dacă nu poate aștepta: ajutor urgent
chip-words = „{ $words }”
chip-near = Aproape de { $place }
chip-here = Aproape de locul unde sunteți
chip-within = Până la { $km } km
chip-borough = În { $place }
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = Gratuit
chip-part = În partea de hartă care se vede
try-wider = Căutați până la { $km } km ({ $n })
try-anywhere = Căutați la orice distanță ({ $n })
try-everywhere = Căutați peste tot, nu doar în această parte a hărții ({ $n })
try-any-borough = În orice sector ({ $n })
try-any-day = Căutați în orice zi ({ $n })
try-not-free = Și ce costă ceva ({ $n })
try-any-language = În orice limbă ({ $n })
try-any-need = Orice fel de ajutor ({ $n })
try-term-time = În vacanțele școlare sau nu ({ $n })
try-not-bank-holidays = În zilele de sărbătoare legală sau nu ({ $n })
try-to-go-to = Și locuri la care se merge ({ $n })
try-no-filters = Același lucru, fără celelalte filtre ({ $n })
try-without-words = La fel, fără cuvintele dumneavoastră ({ $n })
by-need-title = Căutați după nevoie
by-need-lead = Alegeți ce se apropie cel mai mult. Nimeni nu trebuie să se potrivească într-o căsuță.
by-need-none = încă nimic în lista noastră
places-title = Căutați după sector (borough)
places-lead = { $n ->
    [one] În listă este un serviciu.
    [few] În listă sunt { $n } servicii.
   *[other] În listă sunt { $n } de servicii.
}
places-means = Un serviciu se numără în sectorul în care se află și în sectoarele pentru ai căror locuitori este făcut. Așa că se poate număra de mai multe ori. Într-un sector pot fi mai multe decât ce vedeți aici: lista noastră nu este completă.
places-none = Lista noastră este încă goală.
places-nowhere-title = Fără sector
places-nowhere = { $n ->
    [one] Un serviciu nu spune unde se află.
    [few] { $n } servicii nu spun unde se află.
   *[other] { $n } de servicii nu spun unde se află.
}
places-nowhere-comes = { $n ->
    [one] Unul dintre ele vine la oameni sau este la telefon ori online.
   *[other] { $n } dintre ele vin la oameni sau sunt la telefon ori online.
}
places-nowhere-more = { $n ->
    [one] Și încă unul, în lista tuturor serviciilor
   *[other] Și încă { $n }, în lista tuturor serviciilor
}
places-empty = Încă nimic în listă
place-title = Sprijin în { $place }
place-lead = { $n ->
    [one] Un serviciu se află aici sau este pentru oamenii care locuiesc aici.
    [few] { $n } servicii se află aici sau sunt pentru oamenii care locuiesc aici.
   *[other] { $n } de servicii se află aici sau sunt pentru oamenii care locuiesc aici.
}
place-words = Ce v-ar ajuta în { $place }?
place-needs = La ce există ajutor
place-all-needs = { $n ->
    [one] Un singur fel de nevoie, cu numărul de servicii care ajută
    [few] Toate cele { $n } feluri de nevoi, cu numărul de servicii care ajută la fiecare
   *[other] Toate cele { $n } de feluri de nevoi, cu numărul de servicii care ajută la fiecare
}
place-missing = { $n ->
    [one] Nimic în listă aici pentru un fel de nevoie
    [few] Nimic în listă aici pentru { $n } feluri de nevoi
   *[other] Nimic în listă aici pentru { $n } de feluri de nevoi
}
place-nearest = cel mai aproape: { $place }
place-other = doar servicii fără sector
place-far = în altă parte din lista noastră
place-known = Ce se știe despre ele
place-what = Ce
place-yes = Da
place-no = Nu
place-unknown = Nu s-a spus
place-free = Gratuit
place-step-free = Intrare fără trepte
place-evening = Seara
place-weekend = În weekend
place-there = Un loc unde mergeți
place-comes = Vin la dumneavoastră sau sunt la telefon ori online
place-masked = Adresa nu este publică
place-unsaid = Nu s-a spus unde anume în sector
place-elsewhere = În alt sector, pentru oamenii care locuiesc aici
place-coming = Servicii care vin la dumneavoastră sau sunt la telefon ori online
place-coming-more = { $n ->
    [one] Și încă unul, în lista tuturor
   *[other] Și încă { $n }, în lista tuturor
}
place-languages = Limbi care se vorbesc acolo
place-silent = { $n ->
    [one] Un serviciu nu a spus ce limbi se vorbesc. Întrebați.
    [few] { $n } servicii nu au spus ce limbi se vorbesc. Întrebați.
   *[other] { $n } de servicii nu au spus ce limbi se vorbesc. Întrebați.
}
place-cards = Verificate cel mai recent
place-all = { $n ->
    [one] Singurul serviciu din { $place }
    [few] Toate cele { $n } servicii din { $place }
   *[other] Toate cele { $n } de servicii din { $place }
}
place-means = Ce înseamnă aceste numere
place-means-services = Servicii
place-means-services-text = Toate cele deschise care spun că se află în { $place } sau că sunt pentru oamenii care locuiesc acolo. Un serviciu cu mai multe grupuri sau zile se numără o singură dată.
place-means-needs-text = Așa cum spun serviciile. Un serviciu poate ajuta la mai multe lucruri, așa că, adunate, aceste numere sunt mai mari decât numărul de servicii.
place-means-unknown-text = Nu ne-a spus nimeni. Nu se numără niciodată ca „nu”. Dacă sunt căutate servicii gratuite sau într-o anumită limbă, apar și acestea, la sfârșit.
place-means-when-text = Se întâmplă ceva după ora șase seara; sâmbăta sau duminica. „Nu s-a spus” înseamnă că nimeni nu a spus în ce zile sau până la ce oră.
place-means-languages-text = Limbile celor care țin serviciul, așa cum spun ei. Un serviciu în mai multe limbi se numără la fiecare dintre ele.
place-means-cards-text = Cele zece servicii ale căror informații au fost confirmate ultimele, de grupul însuși sau de cineva din echipa noastră. Asta nu spune nimic despre cât de bune sunt.
place-means-near = Cel mai aproape
place-means-near-text = După mijlocul fiecărui sector, în linie dreaptă.
place-map = Harta serviciilor din { $place }
place-map-help = Tot ce este pe hartă este și în lista tuturor serviciilor.
place-none = Încă nimic în listă pentru { $place }
place-none-text = Asta nu înseamnă că nu există nimic: lista noastră nu este completă. Iată ce este aproape.
place-link-workers = Îndrumători (link workers) în { $place }: cum cereți unul
place-progress = Progresul în { $place }, în cifre
place-near = Sectoare din apropiere
why-phrase = Scrie „{ $words }”
why-words = Scrie despre { $words }
why-words-like = Scrie despre ceva asemănător cu { $words }
why-need = Ajută la: { $need }
why-km = La vreo { $km } km
why-km-from = La vreo { $km } km de { $place }
why-comes = Vine la dumneavoastră sau este la telefon ori online
why-free = Gratuit
why-price = { $price } pe întâlnire
why-costs = Se plătește
why-language = Se vorbește: { $language }
why-day = Se ține în ziua: { $day }
why-access = Există: { $what }
why-full = Nu are locuri în acest moment
why-paused = Deocamdată nu este trimis nimeni aici
unknown-need = Nimeni nu ne-a spus la ce ajută. După descriere, poate: { $need }
unknown-cost = Nu se știe: cât costă
unknown-languages = Nu se știe: ce limbi se vorbesc
unknown-days = Nu se știe: în ce zile
unknown-access = Nu se știe: { $what }
unknown-masked = Adresa nu este publică, așa că nu apare distanța
unknown-place = Nu se știe: unde anume
unknown-checked = Neverificat de mult (zile: { $days })
unknown-checked-never = Neverificat niciodată: întrebați înainte
unknown-reached = Cineva a încercat de curând și nu i-a răspuns nimeni
day-mon = Luni
day-tue = Marți
day-wed = Miercuri
day-thu = Joi
day-fri = Vineri
day-sat = Sâmbătă
day-sun = Duminică
every-fortnight = o dată la două săptămâni
every-once = o singură dată
every-1st = prima din lună
every-2nd = a doua din lună
every-3rd = a treia din lună
every-4th = a patra din lună
every-last = ultima din lună
access-step-free = intrare fără trepte
access-toilet = toaletă pentru persoane cu dizabilități
access-lift = lift
access-parking = parcare
access-hearing-loop = buclă de inducție pentru aparate auditive
access-bsl = limbajul britanic al semnelor (BSL)
access-large-print = texte cu litere mari
access-quiet-room = cameră liniștită
access-creche = loc unde pot sta copiii (crèche)
access-home-visits = vizite acasă
access-online = online
access-telephone = la telefon
gender-women = Doar pentru femei
gender-men = Doar pentru bărbați
gender-lgbt = Pentru persoane LGBT
route-self = Veniți pur și simplu sau luați legătura direct
route-any = Luați legătura direct sau vă poate trimite altcineva
route-professional = Trebuie să vă trimită un specialist
not-known = Nu se știe.
service-run-by = organizat de { $provider }
service-closed = Acest serviciu s-a închis.
service-full = Nu sunt locuri în acest moment. Întrebați de o listă de așteptare.
service-what = Ce se face acolo
service-when = Când
service-where = Unde
service-cost = Cât costă
service-who = Cine poate veni
service-how = Pot veni pur și simplu?
service-languages = Limbi
service-contact = Contact
service-access = Intrare și participare
service-needs = La ce ajută
service-has-not = Nu există:
service-not-known = Nu se știe, întrebați înainte:
service-ask-first = Întrebați înainte să mergeți.
service-masked = Adresa nu este publică, pentru siguranța oamenilor de acolo. Luați legătura cu ei și v-o vor spune.
service-masked-short = adresa nu este publică
service-comes = Vin la dumneavoastră sau este la telefon ori online.
service-comes-short = vine la dumneavoastră sau la telefon
service-way = Dacă nu știți drumul, întrebați-i: pe această pagină scrie cum puteți lua legătura cu ei.
service-map-label = Harta locului
service-map-help-in = Semnul arată cam unde se află în { $borough }. Pe această hartă nu sunt străzi: luați-vă după adresă.
service-map-help = Semnul arată cam unde se află. Pe această hartă nu sunt străzi: luați-vă după adresă.
service-map-help-ground = Semnul arată cam unde se află. Luați-vă și după adresă.
service-map-failed = Harta nu a putut fi afișată. Luați-vă după adresă.
service-approximate = Pe hărți și la distanțe, locul este aproximativ.
service-also = Și aici:
cost-free = Gratuit
cost-price = { $price } pe întâlnire
cost-some = Se plătește.
service-ages = Vârsta: de la { $from } la { $to }
service-age-from = Vârsta: de la { $from } în sus
service-age-to = Vârsta: până la { $to }
service-serves = Oameni care locuiesc în { $places }
service-anybody = Oricine, din câte știm
service-places = { $n ->
    [one] Un loc liber la ultima verificare
    [few] { $n } locuri libere la ultima verificare
   *[other] { $n } de locuri libere la ultima verificare
}
service-wait = { $n ->
    [one] Se așteaptă cam o săptămână
    [few] Se așteaptă cam { $n } săptămâni
   *[other] Se așteaptă cam { $n } de săptămâni
}
service-checked-group = { $n ->
    [0] Verificat astăzi de grup.
    [one] Verificat ieri de grup.
    [few] Verificat acum { $n } zile de grup.
   *[other] Verificat acum { $n } de zile de grup.
}
service-checked-officer = { $n ->
    [0] Verificat astăzi de cineva din echipa noastră.
    [one] Verificat ieri de cineva din echipa noastră.
    [few] Verificat acum { $n } zile de cineva din echipa noastră.
   *[other] Verificat acum { $n } de zile de cineva din echipa noastră.
}
service-checked-worker = { $n ->
    [0] Verificat astăzi, prin telefon, de un îndrumător (link worker).
    [one] Verificat ieri, prin telefon, de un îndrumător (link worker).
    [few] Verificat acum { $n } zile, prin telefon, de un îndrumător (link worker).
   *[other] Verificat acum { $n } de zile, prin telefon, de un îndrumător (link worker).
}
service-checked-publisher = { $n ->
    [0] Verificat astăzi de cei care țin lista din care provine.
    [one] Verificat ieri de cei care țin lista din care provine.
    [few] Verificat acum { $n } zile de cei care țin lista din care provine.
   *[other] Verificat acum { $n } de zile de cei care țin lista din care provine.
}
service-checked-never = Nu a verificat nimeni încă.
service-print = Puteți tipări această pagină: pe hârtie apare doar ce contează.
map-title = Hartă
map-label = Harta serviciilor din listă
map-show = Arătați harta
map-hide = Ascundeți harta
map-list = Arătați lista
map-here = În acest loc:
map-here-list = Arătați lista serviciilor din acest loc
map-skip = Săriți peste hartă
map-help = Mișcați harta, măriți-o sau micșorați-o: lista arată ce se vede pe ea. Tot ce este pe hartă este și în listă.
map-off-it = Serviciile care vin la dumneavoastră sau al căror loc este ținut secret nu apar pe nicio hartă.
map-everywhere = Arătați serviciile de peste tot
map-failed = Harta nu a putut fi afișată. În listă este tot ce se află pe ea.
map-behind = Lista nu a putut ține pasul cu harta. Mișcați-o din nou.
map-zoom-in = Măriți
map-zoom-out = Micșorați
map-two-fingers = Mișcați harta cu două degete
map-ctrl = Țineți apăsat Ctrl și derulați ca să măriți sau să micșorați harta
map-command = Țineți apăsat ⌘ și derulați ca să măriți sau să micșorați harta
map-credit = Limitele sectoarelor: National Statistics și Ordnance Survey © Crown copyright and database right
map-close = Închideți

service-as-given = Acest text este în engleză, așa cum ne-a fost dat.

find-time = Ora din zi
find-any-time = Orice oră
find-for = Doar pentru
find-anybody = Oricine
find-age = Vârsta persoanei
find-route = Trebuie să vă trimită cineva?
find-any-route = Nu contează
route-yes = Veniți pur și simplu sau luați legătura direct
route-no = Trebuie să vă trimită cineva
find-room = Are locuri acum
find-holidays = Și în vacanțele școlare
find-bank-holidays = Și în zilele de sărbătoare legală (bank holiday)
find-remote = La telefon, online sau la dumneavoastră acasă
find-access = Ce vă trebuie acolo
find-counts = Numerele arată câte servicii spun asta. Cele despre care nu s-a spus vin la sfârșitul listei și nu se numără.
find-not-sure = Nu știți sigur? Cinci întrebări
find-none-there = Nu am găsit nimic acolo
find-none-there-text = Dar pentru acestea nu trebuie să mergeți nicăieri:
find-remote-title = Fără drum: la telefon, online sau la dumneavoastră acasă
find-remote-all = Vedeți-le pe toate ({ $n })
find-private = Ce ați scris nu apare în adresa acestei pagini. Browserul dumneavoastră păstrează textul o jumătate de oră. Noi nu îl păstrăm.
find-lost = Ce ați scris nu mai este aici. Browserul păstrează textul cel mult o jumătate de oră. Vă rugăm să scrieți din nou.
find-age-wrong = Scrieți vârsta în ani, un număr de la 0 la 120
find-private-link = Deschideți această căutare fără cuvintele dumneavoastră, ca să o păstrați sau să o trimiteți cuiva
find-long = Ați scris mult și e în regulă. Am căutat după primele { $n } de cuvinte.
crisis-title = Aveți nevoie de ajutor chiar acum?
crisis-danger = Sunteți în pericol sau este în pericol viața cuiva? Sunați la
crisis-life = Ca să vorbiți cu cineva, zi și noapte: Samaritans,
crisis-abuse = Cineva vă face rău, vă sperie sau vă controlează? National Domestic Abuse Helpline, linia națională de ajutor pentru abuz și violență domestică, gratuit, zi și noapte:
crisis-child = I se face rău unui copil sau îi este frică? Childline, pentru oricine are sub 19 ani, zi și noapte:
crisis-tonight = Nu aveți mâncare sau căldură ori nu aveți unde dormi?
crisis-tonight-link = Vedeți cine este deschis acum
now-title = Ajutor astăzi
now-lead = Pentru ce nu poate aștepta până mâine. Vă arătăm cine este deschis acum, cine se deschide mai târziu și pe cine puteți suna.
now-what = De ce aveți nevoie?
now-food = Mâncare
now-warmth = Căldură: încălzire, gaz sau curent
now-bed = Un pat pentru noaptea asta
now-eviction = Vor să mă dea afară din casă
now-near = Unde sunteți?
now-button = Arătați cine poate ajuta
now-holiday = Astăzi este zi liberă legală (bank holiday). Sunați înainte să mergeți: orele pot fi altele.
now-council-bed = Dacă nu aveți unde dormi în noaptea asta, sunați la council (primăria) din locul în care sunteți. Trebuie să vă asculte, zi și noapte, iar dacă aveți copii, aproape întotdeauna trebuie să vă găsească un loc unde să stați. Spuneți: „Sunt fără adăpost în noaptea asta.” (“I am homeless tonight.”)
now-council-eviction = Nu trebuie să plecați doar pentru că așa spune proprietarul. Aproape întotdeauna, numai un tribunal vă poate obliga. Nu dați cheile înapoi înainte să vă sfătuiască cineva care se pricepe.
now-is-open = Deschis acum
now-is-later = Mai târziu, astăzi
now-is-on = În zilele următoare
now-is-unknown = Nu știm când: sunați înainte
now-until = Deschis până la ora { $time }
now-from = De la ora { $time }
now-from-on = { $day }, de la ora { $time }
now-sent = Trebuie să vă trimită cineva: întrebați la GP (medicul de familie), la un centru care dă sfaturi sau la council (primărie).
now-more = { $n ->
    [one] Și încă unul.
   *[other] Și încă { $n }.
}
now-none = Nimeni din lista noastră nu spune că ajută la asta. Sunați la council (primăria zonei dumneavoastră) sau uitați-vă la ajutorul urgent.
now-find = Căutați altceva
chip-time = { $part }
chip-age = Vârsta: { $age }
chip-for = { $who }
chip-walk-in = Veniți pur și simplu
chip-room = Are locuri
chip-holidays = În vacanțele școlare
chip-bank-holidays = În zilele de sărbătoare legală (bank holiday)
chip-remote = Fără drum
chip-access = { $what }
try-any-time = La orice oră din zi ({ $n })
try-any-access = Oricum ar fi locul ({ $n })
try-referred = Și unde trebuie să vă trimită cineva ({ $n })
try-not-sent = Și unde puteți veni pur și simplu ({ $n })
try-full = Și ce nu are locuri în acest moment ({ $n })
try-any-age = Pentru orice vârstă ({ $n })
try-anybody = Pentru oricine ({ $n })
why-then = Se ține atunci
why-room = Are locuri
why-only-for = { $who }
unknown-then = Nu se știe: dacă se ține atunci
unknown-route = Nu se știe: dacă trebuie să vă trimită cineva
unknown-room = Nu se știe: dacă are locuri
unknown-only-for = Poate fi pentru toată lumea
unknown-holidays = Nu se știe: dacă se ține în vacanțele școlare
unknown-bank-holidays = Nu se știe: dacă se ține în zilele de sărbătoare legală (bank holiday)
unknown-ages = Nu se știe: pentru ce vârste
day-today = Astăzi
day-tomorrow = Mâine
day-week = În următoarele șapte zile
part-of-day-morning = Dimineața
part-of-day-afternoon = După-amiaza
part-of-day-evening = Seara
access-interpreter = interpret
layer-title = Arătați și
layer-none = Nimic în plus
layer-counts = Câte sunt în fiecare sector
layer-missing = Unde nu este niciunul aproape
layer-deprivation = Cât de defavorizate sunt zonele mici
layer-counts-means = Cu cât un sector este mai închis la culoare, cu atât sunt acolo mai multe dintre aceste servicii. Lista se poate restrânge la un singur sector.
layer-missing-means = Colorat, când măriți destul harta: niciunul dintre aceste servicii până la { $km } km, în linie dreaptă. Serviciile care vin la oameni și locurile ținute secrete nu apar pe nicio hartă.
layer-deprivation-means = Cu cât culoarea este mai închisă, cu atât zona este mai defavorizată (English Indices of Deprivation { $year }). Asta nu spune nimic despre un om anume de acolo.
layer-workers = Îndrumători (link worker)
layer-workers-means = Unde sunt îndrumători, din câte știm. Apăsați pe un sector ca să vedeți cum îi găsiți.
layer-workers-table = Același lucru, într-un tabel
layer-workers-live = Există acum
layer-workers-planned = Planificat
layer-workers-nothing = Nu se știe
layer-workers-of = Îndrumători (link worker): { $place }
