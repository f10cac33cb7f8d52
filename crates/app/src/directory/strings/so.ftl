nav-directory = Raadi
find-title = Raadi taageero kuu dhow
find-words = Maxaa ku caawin kara?
find-words-hint = Tusaale heeso, deyn, cid aan la hadlo
find-near = U dhow
find-near-hint = Postcode ama qaybtiisa hore, sida E15
find-here = Meel ii dhow
find-here-waiting = Waan raadinaynaa …
find-here-failed = Browser-kaagu ma sheegin halka aad joogto. Qor postcode ama magaca degmo.
find-filters = { $n ->
    [0] Doorashooyin kale
   *[other] Doorashooyin kale ({ $n } ayaa shidan)
}
find-within = Masaafada
find-any-distance = Masaafo kasta
find-within-km = Ilaa { $km } km
find-borough = Degmada (borough)
find-any-borough = Degmo kasta
find-need = Waxa uu ka caawiyo
find-any-need = Wax kasta
find-day = Maalinta
find-any-day = Maalin kasta
find-language = Luqadda halkaas lagu hadlo
find-any-language = Luqad kasta
find-time = Waqtiga maalinta
find-any-time = Waqti kasta
find-free = Bilaash ah
find-for = Cidda loogu talagalay
find-anybody = Qof kasta
find-age = Da'da qofka
find-route = Miyay tahay in qof ku gudbiyo?
find-any-route = Mid kasta
route-yes = Iska imow, ama adigu la xiriir
route-no = Waa in qof ku gudbiyo
find-room = Hadda boos baa bannaan
find-holidays = Sidoo kale fasaxa iskuullada
find-bank-holidays = Sidoo kale fasaxa dadweynaha (bank holiday)
find-remote = Taleefan, internet ama gurigaaga
find-access = Waxa aad halkaas uga baahan tahay
find-counts = Tirooyinku waa adeegyada sidaas sheegay. Kuwa aan waxba ka sheegin waxay ku jiraan dhammaadka liiska, lamana tiriyo.
find-button = Raadi
find-not-sure = Ma hubtid? Shan su'aalood
find-by-need = Ku raadi waxa dadku u baahan yihiin
find-chips = Waxa aad dooratay; mid raac si aad uga saarto
find-remove = ka saar
find-results = Natiijooyinka
find-total = { $n ->
    [one] Hal adeeg
   *[other] { $n } adeeg
}
find-unsure = { $n ->
    [one] Hal ka mid ah, oo dhammaadka ku jira, ma ogin inuu ku habboon yahay wax kasta oo aad dooratay.
   *[other] { $n } ka mid ah, oo dhammaadka ku jira, ma ogin inay ku habboon yihiin wax kasta oo aad dooratay.
}
find-shown = { $first } ilaa { $last }
find-loose = Ma jiro mid ereyadaada oo dhan ay ku jiraan. Kuwan ayaa ugu habboon.
find-middle = U dhow { $place }: masaafada waxaa laga xisaabay qiyaastii bartamaha, xariiq toosan.
find-km = { $km } km
find-checked = { $n ->
    [0] Maanta ayaa la hubiyay
    [one] Shalay ayaa la hubiyay
   *[other] { $n } maalmood ka hor ayaa la hubiyay
}
find-pages = Bogagga natiijooyinka
find-earlier = Kuwii hore
find-later = Kuwa xiga
find-page = Bogga { $n }
find-nowhere = Meeshaas ma naqaan, markaa natiijooyinka looma kala hormarin masaafo ahaan. Isku day postcode qaybtiisa hore, sida E15, ama magaca degmo.
find-from-where = Masaafo ayaad dooratay. Sheeg halka laga cabbirayo: postcode ama qaybtiisa hore.
find-beyond = Waxaa jira { $n } kale. Wax dooro, si liisku u gaabto.
find-none = Waxba lama helin
find-none-text = Taas macnaheedu ma aha inaan waxba jirin: liiskayagu ma dhammaystirna. Isku day ereyo ka yar, ama:
find-none-there = Halkaas waxba lagama helin
find-none-there-text = Laakiin kuwan meel inaad u tagto uma baahnid:
find-remote-title = Meel inaad tagto uma baahnid: taleefan, internet ama gurigaaga
find-remote-all = Eeg dhammaan { $n }
find-private = Waxa aad qortay kuma jiro cinwaanka boggan. Browser-kaaga ayaa hayn doona nus saac. Annagu ma kaydinno.
find-lost = Waxa aad qortay hadda ma joogo. Browser-kaagu wuxuu hayaa ugu badnaan nus saac. Fadlan mar kale qor.
find-age-wrong = Ku qor da’da sannado, lambar u dhexeeya 0 ilaa 120
find-private-link = Fur raadintan ereyadaada la'aantood, si aad u kaydsato ama ugu dirto qof
find-long = Wax badan ayaad qortay, waana caadi. Waxaan raadinnay { $n } erey ee ugu horreeya.
crisis-title = Hadda caawimo ma u baahan tahay?
crisis-danger = Halis ma ku jirtaa, ama naf ma halis bay ku jirtaa? Wac
crisis-life = Si aad qof ula hadasho, habeen iyo maalin: Samaritans,
crisis-abuse = Ma jiraa qof wax ku yeela, ku cabsi geliya ama ku xakameeya? National Domestic Abuse Helpline (khadka caawimada qaranka ee xadgudubka guriga iyo qoyska), bilaash, habeen iyo maalin:
crisis-child = Ma jiraa ilmo wax loo geysanayo, ama baqaya? Childline, qof kasta oo ka yar 19 jir, habeen iyo maalin:
crisis-tonight = Miyaanad haysan cunto ama kulayl, ama meel aad seexato?
crisis-tonight-link = Eeg cidda hadda furan
now-title = Caawimo maanta
now-lead = Wixii aan ilaa berri sugi karin. Waxaan kuu tusaynaa cidda hadda furan, cidda goor dambe furmaysa, iyo cidda aad wici karto.
now-what = Maxaad u baahan tahay?
now-food = Cunto
now-warmth = Kulayl: kululaynta guriga, gaas ama koronto
now-bed = Meel aan caawa seexdo
now-eviction = Gurigayga ayaa la iga saarayaa
now-near = Xaggee joogtaa?
now-button = Tus cidda caawin karta
now-holiday = Maanta waa maalin fasax ah (bank holiday). Wac inta aadan tegin: waqtiyadu way ka duwanaan karaan sidii caadiga ahayd.
now-council-bed = Haddii aadan haysan meel aad caawa seexato, wac council-ka (dawladda hoose) ee meesha aad joogto. Waa qasab inay ku dhegaystaan, habeen iyo maalin. Haddii aad carruur wadatana inta badan waa qasab inay meel idiin helaan. Ku dheh: “Caawa guri la'aan ayaan ahay” (“I am homeless tonight.”).
now-council-eviction = Qasab kuma aha inaad baxdo oo keliya sababtoo ah landlord-ka (qofka guriga leh) ayaa yiri bax. Ku dhowaad xaalad kasta, maxkamad oo keliya ayaa kugu qasbi karta. Furayaasha ha celin inta aadan talo helin.
now-is-open = Hadda furan
now-is-later = Maanta goor dambe
now-is-on = Maalmaha soo socda
now-is-unknown = Ma ogin goorta: marka hore wac
now-until = Furan ilaa { $time }
now-from = Laga bilaabo { $time }
now-from-on = { $day } laga bilaabo { $time }
now-sent = Waa in qof ku gudbiyo: weydiiso GP-gaaga (dhakhtarka qoyska), xarun talo ama council-ka.
now-more = { $n ->
    [one] Iyo mid kale.
   *[other] Iyo { $n } kale.
}
now-none = Liiskayaga cidna kama sheegin inay arrintan ka caawiso. Wac council-kaaga (dawladda hoose), ama eeg caawimada degdegga ah.
now-find = Wax kale raadi
find-urgent = Haddii aysan sugi karin: caawimo degdeg ah
chip-words = “{ $words }”
chip-near = U dhow { $place }
chip-here = U dhow meesha aad joogto
chip-within = Ilaa { $km } km
chip-borough = Gudaha { $place }
chip-need = { $need }
chip-day = { $day }
chip-language = { $language }
chip-free = Bilaash
chip-time = { $part }
chip-age = Da'da { $age }
chip-for = { $who }
chip-walk-in = Iska imow
chip-room = Boos baa bannaan
chip-holidays = Fasaxa iskuullada
chip-bank-holidays = Fasaxa dadweynaha (bank holiday)
chip-remote = Meel looma tago
chip-access = { $what }
chip-part = Qaybta khariidadda ee muuqata
try-wider = Ka raadi ilaa { $km } km ({ $n })
try-anywhere = Ka raadi masaafo kasta ({ $n })
try-everywhere = Ka raadi meel walba, ma aha qaybtan khariidadda oo keliya ({ $n })
try-any-borough = Degmo kasta ({ $n })
try-any-day = Ka raadi maalin kasta ({ $n })
try-not-free = Sidoo kale kuwa lacagta ah ({ $n })
try-any-language = Luqad kasta ({ $n })
try-any-time = Waqti kasta oo maalinta ah ({ $n })
try-any-access = Meeshu si kasta ha ahaatee ({ $n })
try-referred = Sidoo kale kuwa ay tahay in qof ku gudbiyo ({ $n })
try-not-sent = Sidoo kale kuwa aad iska iman karto ({ $n })
try-full = Sidoo kale kuwa hadda buuxa ({ $n })
try-any-age = Da' kasta ({ $n })
try-anybody = Qof kasta ({ $n })
try-any-need = Wax kasta ha ka caawiyee ({ $n })
try-term-time = Fasaxa iskuullada ha ahaado ama yaanu ahaan ({ $n })
try-not-bank-holidays = Fasaxa dadweynaha ha ahaado ama yaanu ahaan ({ $n })
try-to-go-to = Sidoo kale meelaha la tago ({ $n })
try-no-filters = Isla raadintaas iyada oo aan xulashooyinka kale lahayn ({ $n })
try-without-words = Isla raadintan, ereyadaada la'aantood ({ $n })
by-need-title = Ku raadi baahida
by-need-lead = Dooro ka ugu dhow xaaladdaada. Qofna qasab kuma aha inuu si buuxda mid ugu habboonaado.
by-need-none = weli waxba kuma jiraan liiskayaga

places-title = Ku raadi degmada
places-lead = { $n ->
    [one] Hal adeeg ayaa liiska ku jira.
   *[other] { $n } adeeg ayaa liiska ku jira.
}
places-means = Adeeg waxaa lagu tiriyaa degmada uu ku yaal, iyo degmooyinka dadkooda loogu talagalay. Markaa in ka badan hal mar ayaa la tirin karaa. Degmo waxaa ku yaalli kara wax ka badan inta halkan ku qoran: liiskayagu ma dhammaystirna.
places-none = Liiskayagu weli waa faaruq.
places-nowhere-title = Degmo la'aan
places-nowhere = { $n ->
    [one] Hal adeeg ma sheego meesha uu ku yaal.
   *[other] { $n } adeeg ma sheegaan meesha ay ku yaalliin.
}
places-nowhere-comes = { $n ->
    [one] Mid ka mid ah ayaa dadka u yimaada, ama ku shaqeeya taleefan ama internet.
   *[other] { $n } ka mid ah ayaa dadka u yimaada, ama ku shaqeeya taleefan ama internet.
}
places-nowhere-more = { $n ->
    [one] Iyo mid kale, liiska adeegyada oo dhan
   *[other] Iyo { $n } kale, liiska adeegyada oo dhan
}
places-empty = Weli waxba kuma qorna
place-title = Taageerada laga helo { $place }
place-lead = { $n ->
    [one] Hal adeeg ayaa halkan ku yaal, ama loogu talagalay dadka halkan deggan.
   *[other] { $n } adeeg ayaa halkan ku yaal, ama loogu talagalay dadka halkan deggan.
}
place-words = { $place }: maxaa ku caawin kara?
place-needs = Waxa caawimo laga helo
place-all-needs = Dhammaan { $n } nooc oo baahi ah, iyo inta adeeg ee mid kasta ka caawisa
place-missing = { $n ->
    [one] Hal nooc oo baahi ah waxba halkan looguma hayo
   *[other] { $n } nooc oo baahi ah waxba halkan looguma hayo
}
place-nearest = ka ugu dhow: { $place }
place-other = kuwo aan degmo lahayn oo keliya
place-far = meel kale oo liiskeenna ku jirta
place-known = Waxa laga og yahay
place-what = Waxa
place-yes = Haa
place-no = Maya
place-unknown = Lama sheegin
place-free = Bilaash
place-step-free = Albaab aan jaranjaro lahayn
place-evening = Fiidkii
place-weekend = Sabtida iyo Axadda
place-there = Meel la tago
place-comes = Iyagaa kuu yimaada, ama taleefan ama internet
place-masked = Cinwaanka lama shaaciyo
place-unsaid = Lama sheegin meesha uu degmada kaga yaal
place-elsewhere = Degmo kale, loogu talagalay dadka halkan deggan
place-coming = Kuwa kuu yimaada, ama ku shaqeeya taleefan ama internet
place-coming-more = { $n ->
    [one] Iyo mid kale, liiska oo dhan
   *[other] Iyo { $n } kale, liiska oo dhan
}
place-languages = Luqadaha halkaas lagu hadlo
place-silent = { $n ->
    [one] Hal adeeg ma sheegin luqadaha lagu hadlo. Weydii.
   *[other] { $n } adeeg ma sheegin luqadaha lagu hadlo. Weydii.
}
place-cards = Kuwii ugu dambeeyay ee la hubiyay
place-all = { $n ->
    [one] Adeegga keliya ee { $place }
   *[other] Dhammaan adeegyada { $place } ({ $n })
}
place-means = Macnaha tirooyinkan
place-means-services = Adeegyada
place-means-services-text = Dhammaan kuwa furan ee sheega inay ku yaalliin { $place }, ama inay u yihiin dadka halkaas deggan. Adeeg leh dhowr kooxood ama dhowr maalmood hal mar ayaa la tiriyaa.
place-means-needs-text = Sida adeegyadu sheegaan. Hal adeeg dhowr baahiyood ayuu ka caawin karaa, markaa tirooyinkan marka la isku daro way ka badan yihiin tirada adeegyada.
place-means-unknown-text = Cidna nooma sheegin. Marnaba “maya” looma tiriyo. Marka aad raadiso wax bilaash ah ama luqad, kuwanna way soo baxaan, dhammaadka.
place-means-when-text = Wax baa socda lixda fiidnimo ka dib; Sabtida ama Axadda. Waxaa la qoraa “Lama sheegin” haddii aan cidna sheegin maalmaha, ama goorta ay dhammaato.
place-means-languages-text = Luqadaha ay ku hadlaan dadka adeegga wada, sida ay sheegeen. Adeeg dhowr luqadood leh mid kasta waa lagu tiriyaa.
place-means-cards-text = Tobanka ugu dambeeyay ee xogtooda la xaqiijiyay; waxaa xaqiijiyay kooxda lafteeda ama shaqaale. Taasi ma sheegayso sida ay u fiican yihiin.
place-means-near = Ugu dhow
place-means-near-text = Waxaa laga xisaabay bartamaha degmooyinka, xariiq toosan.
place-map = Khariidadda adeegyada { $place }
place-map-help = Wax kasta oo khariidadda ku yaal waxay sidoo kale ku jiraan liiska adeegyada oo dhan.
place-none = Weli liiska kuma jiro adeeg ku yaal { $place }
place-none-text = Taas macnaheedu ma aha inaan waxba jirin: liiskayagu ma dhammaystirna. Kuwani waa kuwa u dhow.
place-link-workers = Xiriiriyayaasha (link workers) { $place }: sida loo weydiisto
place-progress = Horumarka { $place }, tiro ahaan
place-near = Degmooyinka u dhow

why-phrase = Waxaa ku qoran “{ $words }”
why-words = Waxaa ku qoran { $words }
why-words-like = Waxaa ku qoran wax u eg { $words }
why-need = Wuxuu ka caawiyaa: { $need }
why-km = Qiyaastii { $km } km ayuu kuu jiraa
why-km-from = Qiyaastii { $km } km ayuu u jiraa { $place }
why-comes = Iyagaa kuu yimaada, ama waa taleefan ama internet
why-free = Bilaash
why-price = { $price } kulankiiba
why-costs = Lacag baa laga bixiyaa
why-language = { $language } ayaa lagu hadlaa
why-day = Wuxuu qabsoomaa maalinta { $day }
why-then = Waqtigaas wuu qabsoomaa
why-room = Boos baa bannaan
why-only-for = { $who }
unknown-then = Ma ogin inuu waqtigaas qabsoomo iyo in kale
unknown-route = Ma ogin inay tahay in qof ku gudbiyo iyo in kale
unknown-room = Ma ogin in boos bannaan yahay iyo in kale
unknown-only-for = Waxaa laga yaabaa inuu qof walba u furan yahay
unknown-holidays = Ma ogin inuu qabsoomo fasaxa iskuullada iyo in kale
unknown-bank-holidays = Ma ogin inuu qabsoomo fasaxa dadweynaha (bank holiday) iyo in kale
unknown-ages = Ma ogin da'da loogu talagalay
why-access = Waxaa jira: { $what }
why-full = Hadda waa buuxaa
why-paused = Hadda cidna halkan looma soo dirayo
unknown-need = Cidna nooma sheegin waxa uu ka caawiyo. Sida uu isu sharraxay, laga yaabaa: { $need }
unknown-cost = Lama oga: lacagta laga bixiyo
unknown-languages = Lama oga: luqadaha lagu hadlo
unknown-days = Lama oga: maalmaha
unknown-access = Lama oga: { $what }
unknown-masked = Cinwaanka lama shaaciyo, markaa masaafo ma leh
unknown-place = Lama oga: meesha saxda ah
unknown-checked = Lama hubin { $days } maalmood
unknown-checked-never = Weligii lama hubin: marka hore weydii
unknown-reached = Dhowaan qof baa isku dayay, cidna ma helin

day-mon = Isniin
day-tue = Talaado
day-wed = Arbaco
day-thu = Khamiis
day-fri = Jimce
day-sat = Sabti
day-sun = Axad
day-today = Maanta
day-tomorrow = Berri
day-week = Toddobada maalmood ee soo socda
part-of-day-morning = Subaxdii
part-of-day-afternoon = Galabtii
part-of-day-evening = Fiidkii
every-fortnight = labadii toddobaadba mar
every-once = hal mar
every-1st = ta koowaad ee bisha
every-2nd = ta labaad ee bisha
every-3rd = ta saddexaad ee bisha
every-4th = ta afraad ee bisha
every-last = ta ugu dambaysa bisha

access-step-free = albaab aan jaranjaro lahayn
access-toilet = musqul naafada ku habboon
access-lift = wiish (lift)
access-parking = meel baabuurta la dhigto
access-hearing-loop = qalab maqalka fududeeya (hearing loop)
access-bsl = luqadda dhegoolayaasha ee Ingiriiska (BSL)
access-large-print = far waaweyn
access-quiet-room = qol deggan oo aan qaylo lahayn
access-creche = meel carruurta lagu hayo (crèche)
access-home-visits = booqasho guriga ah
access-online = internetka (online)
access-interpreter = turjubaan
access-telephone = taleefan
gender-women = Haweenka keliya
gender-men = Ragga keliya
gender-lgbt = Loogu talagalay dadka LGBT
route-self = Iska imow, ama adigu la xiriir
route-any = Adigu la xiriir, ama qof ha ku gudbiyo
route-professional = Waa in qof xirfadle ah, sida dhakhtar, uu ku gudbiyo

not-known = Lama oga.
service-run-by = waxaa wada { $provider }
service-closed = Adeeggan waa la xiray.
service-full = Hadda waa buuxaa. Weydii liiska sugitaanka.
service-what = Waxa halkaas ka socda
service-when = Goorma
service-where = Meesha
service-cost = Lacagta
service-who = Cidda iman karta
service-how = Ma iska iman karaa?
service-languages = Luqadaha
service-contact = La xiriir
service-access = Gelitaanka iyo ka qaybgalka
service-needs = Waxa uu ka caawiyo
service-has-not = Ma jiro:
service-not-known = Lama oga, marka hore weydii:
service-ask-first = Weydii inta aadan tegin.
service-masked = Cinwaanka lama shaaciyo, si ay u badbaadaan dadka halkaas jooga. La xiriir, iyagaa kuu sheegi doona.
service-masked-short = cinwaanka lama shaaciyo
service-comes = Iyagaa kuu yimaada, ama waa taleefan ama internet.
service-comes-short = way kuu yimaadaan ama waa taleefan
service-way = Haddii aad jidka u baahan tahay, iyaga weydii: sida loola xiriiro boggan ayay ku qoran tahay.
service-map-label = Khariidadda meesha uu ku yaal
service-map-help-in = Calaamaddu waa qiyaastii meesha uu ku yaal gudaha { $borough }. Khariidaddan waddooyin kuma qorna: raac cinwaanka.
service-map-help = Calaamaddu waa qiyaastii meesha uu ku yaal. Khariidaddan waddooyin kuma qorna: raac cinwaanka.
service-map-help-ground = Calaamaddu waa qiyaastii meesha uu ku yaal. Cinwaankana raac.
service-map-failed = Khariidadda lama soo tusi karin. Raac cinwaanka.
service-approximate = Khariidadaha iyo masaafada, meeshiisu waa qiyaas.
service-also = Sidoo kale halkan:
cost-free = Bilaash
cost-price = { $price } kulankiiba
cost-some = Lacag baa laga bixiyaa.
service-ages = Da'da { $from } ilaa { $to }
service-age-from = Da'da { $from } iyo ka weyn
service-age-to = Ilaa da'da { $to }
service-serves = Dadka deggan { $places }
service-anybody = Qof kasta, inta aan ognahay
service-places = { $n ->
    [one] Hal boos ayaa bannaanaa markii ugu dambaysay ee la hubiyay
   *[other] { $n } boos ayaa bannaanaa markii ugu dambaysay ee la hubiyay
}
service-wait = { $n ->
    [one] Qiyaastii hal toddobaad ayaa la sugaa
   *[other] Qiyaastii { $n } toddobaad ayaa la sugaa
}
service-checked-group = { $n ->
    [0] Maanta waxaa hubisay kooxda.
    [one] Shalay waxaa hubisay kooxda.
   *[other] { $n } maalmood ka hor waxaa hubisay kooxda.
}
service-checked-officer = { $n ->
    [0] Maanta waxaa hubiyay shaqaale.
    [one] Shalay waxaa hubiyay shaqaale.
   *[other] { $n } maalmood ka hor waxaa hubiyay shaqaale.
}
service-checked-worker = { $n ->
    [0] Maanta waxaa hubiyay xiriiriye (link worker) oo wacay.
    [one] Shalay waxaa hubiyay xiriiriye (link worker) oo wacay.
   *[other] { $n } maalmood ka hor waxaa hubiyay xiriiriye (link worker) oo wacay.
}
service-checked-publisher = { $n ->
    [0] Maanta waxaa hubiyay liiska uu ka yimid.
    [one] Shalay waxaa hubiyay liiska uu ka yimid.
   *[other] { $n } maalmood ka hor waxaa hubiyay liiska uu ka yimid.
}
service-checked-never = Weli cidna ma hubin.
service-print = Boggan waad daabici kartaa: waxa muhiimka ah oo keliya ayaa warqadda ku soo baxaya.

map-title = Khariidad
map-label = Khariidadda adeegyada liiska ku jira
map-show = Muuji khariidadda
map-hide = Qari khariidadda
map-list = Muuji liiska
map-here = Meeshan:
map-here-list = Muuji liiska adeegyada meeshan ku yaal
layer-title = Sidoo kale muuji
layer-none = Waxba
layer-counts = Inta ku taal degmo kasta
layer-missing = Meelaha aan midna u dhowayn
layer-deprivation = Saboolnimada xaafadaha yaryar
layer-counts-means = Marka midabka degmadu sii madoobaado, adeegyadan ayaa ku sii badan. Liiska waxaa lagu koobi karaa hal degmo.
layer-missing-means = Meelaha midabka leh, marka aad si ku filan u soo dhowayso: adeegyadan midna kama jiro { $km } km gudahood, xariiq toosan. Adeegyada dadka u yimaada iyo meelaha la qariyo khariidad kuma yaalliin.
layer-deprivation-means = Marka midabku sii madoobaado, saboolnimada xaafaddu way sii badan tahay (English Indices of Deprivation { $year }). Qof gaar ah oo halkaas deggan waxba kama sheegayso.
layer-workers = Xiriiriyeyaal (link worker)
layer-workers-means = Meelaha ay xiriiriyeyaal joogaan, inta aan ognahay. Taabo degmo si aad u aragto sida loo helo.
layer-workers-table = Isla wixii oo shax ah
layer-workers-live = Hadda way joogaan
layer-workers-planned = La qorsheeyay
layer-workers-nothing = Lama oga
layer-workers-of = Xiriiriyeyaal (link worker): { $place }
map-skip = Ka bood khariidadda
map-help = Dhaqaaji khariidadda, soo dhowee ama fogee: liisku wuxuu muujinayaa waxa ku jira. Wax kasta oo khariidadda ku yaal liiskana way ku jiraan.
map-off-it = Adeegyada kuu yimaada, ama meeshooda la qariyo, khariidad kuma yaalliin.
map-everywhere = Muuji adeegyada meel walba
map-failed = Khariidadda lama soo tusi karin. Wax kasta oo ku yaal liiska ayay ku jiraan.
map-behind = Liisku wuu raaci kari waayay khariidadda. Mar kale dhaqaaji.
map-zoom-in = Soo dhowee
map-zoom-out = Fogee
map-two-fingers = Khariidadda laba farood ku dhaqaaji
map-ctrl = Isticmaal Ctrl iyo scroll si aad khariidadda u soo dhowayso
map-command = Isticmaal ⌘ iyo scroll si aad khariidadda u soo dhowayso
map-credit = Xuduudaha degmooyinka: xogta National Statistics iyo Ordnance Survey © Crown copyright and database right
map-close = Xir

service-as-given = Qoraalkani waa Ingiriisi, sidii naloo siiyay.
