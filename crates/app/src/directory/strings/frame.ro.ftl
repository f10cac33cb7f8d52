frame-title = Sprijin în zonă
frame-none-text = Asta nu înseamnă că nu există nimic: lista noastră nu este completă. Căutați altceva mai jos.
frame-search = Căutați altceva
frame-search-hint = Se deschide căutarea întreagă pe { $name }.

frame-offer = Arătați aceste servicii pe site-ul dumneavoastră
frame-lead = Alegeți ce arată pagina dumneavoastră. Apoi copiați un singur rând în ea.
frame-cut = Am lăsat ceva pe dinafară. Se pot folosi cel mult patru cuvinte și doar prima jumătate a codului poștal.
frame-line = Rândul pentru pagina dumneavoastră
frame-shows = Arată:
frame-all = tot ce este în lista noastră
frame-now = { $n ->
    [0] Acum nu se potrivește nimic din lista noastră.
    [one] Acum se potrivește un serviciu.
    [few] Acum se potrivesc { $n } servicii.
   *[other] Acum se potrivesc { $n } de servicii.
}
frame-label = Copiați acest rând
frame-copy = Copiați rândul
frame-look = Vedeți cum arată
frame-choose = Alegeți ce arată
frame-near = Aproape de
frame-near-hint = Prima jumătate a unui cod poștal, ca E15, sau numele unui sector (borough)
frame-spoken = Limba vorbită acolo
frame-words = Cuvinte
frame-words-hint = Cel mult patru. De exemplu: cor
frame-show = Ce apare acolo
frame-show-map = O listă, cu harta alături sau cu un buton care o deschide
frame-show-list = Doar lista. Nu are nevoie de scripturi
frame-tongue = În ce limbă apare
frame-tongue-any = Cea cerută de browserul cititorului
frame-high = Înălțimea
frame-pixels = { $n } de pixeli
frame-button = Creați rândul
frame-about = Bine de știut
frame-about-fresh = Arată mereu ce spune lista noastră acum. Spune și ce nu ne-a spus nimeni și ce nu a fost verificat de mult.
frame-about-reader = Nu folosește cookie-uri și nu numără pe nimeni.
frame-about-out = Ce aleg cititorii se deschide în afara paginii dumneavoastră. Ajutorul urgent este la un pas.
frame-about-hidden = O adresă secretă nu este arătată.

find-private-none = În această căutare nu mai este nimic de păstrat sau de trimis. Alegeți o nevoie sau un sector (borough).
place-tonight = Deschis în seara aceasta
place-this-weekend = Deschis în acest weekend
day-weekend = În weekend
