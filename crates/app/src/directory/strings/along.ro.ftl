service-ring = Sunați
service-finding = Cum ajungeți
along-title = Trimiteți sau tipăriți
along-scan = Pe un telefon
along-scan-text = Deschideți camera telefonului și îndreptați-o spre pătrat. Se deschide pagina acestui serviciu.
along-qr = Pătrat de scanat, cu pagina pentru { $name }
along-send = Trimiteți de pe acest dispozitiv
along-send-text = Dumneavoastră alegeți cui trimiteți. Mesajul pleacă de pe dispozitivul dumneavoastră, nu de la noi.
along-text = Mesaj scris (SMS)
along-email = E-mail
along-copy = Copiați linkul
along-copied = Copiat
along-print = Pagină de tipărit, cu litere mari
along-print-now = Tipăriți
along-print-menu = Ca să tipăriți, folosiți meniul browserului.
along-what = Asta se trimite
along-phone = Telefon: { $phone }
along-nothing-kept = Nu păstrăm nimic despre cine trimite sau tipărește asta.
along-not-counted = Această pagină este pentru dumneavoastră sau pentru cineva cu care lucrați și nu se numără.
along-careful-title = Gândiți-vă întâi: cine mai vede acest telefon, e-mailul sau hârtia?
along-careful = Dacă cineva îi face rău persoanei, o urmărește sau o controlează, un mesaj sau un link o poate pune în pericol. Poate apărea pe ecranul blocat și poate rămâne în mesaje, în e-mail și în lista paginilor vizitate.
along-careful-instead = Poate fi mai sigur să îi spuneți prin viu grai sau să scrieți doar numărul de telefon. Întrebați persoana ce este sigur pentru ea.
along-sheet-scan = Scanați asta cu un telefon ca să vedeți pagina:
along-sheet-printed = Tipărit la { $day }.

shortlist-title = Lista dumneavoastră
shortlist-private = Lista dumneavoastră se păstrează doar în acest browser. Noi nu o păstrăm și nimeni altcineva nu o vede dacă nu o trimiteți dumneavoastră. Mai folosesc și alții acest dispozitiv? Goliți lista înainte să plecați.
shortlist-no-scripts = Fără scripturi (JavaScript), lista este doar pe această pagină. Dispare când plecați de pe pagină. Adăugați mai jos, apoi tipăriți sau trimiteți lista.
shortlist-count = { $n ->
    [0] Nimic din lista dumneavoastră nu mai este aici
    [one] Un serviciu în lista dumneavoastră
    [few] { $n } servicii în lista dumneavoastră
   *[other] { $n } de servicii în lista dumneavoastră
}
shortlist-keep = Păstrați
shortlist-kept = În lista dumneavoastră
shortlist-remove = Scoateți
shortlist-empty = Goliți lista
shortlist-none = Încă nimic în lista dumneavoastră
shortlist-none-text = Găsiți un serviciu și alegeți „Păstrați”. Lista o puteți tipări sau trimite.
shortlist-gone = Un serviciu pe care l-ați păstrat nu mai este aici.
shortlist-full = Lista dumneavoastră este plină. Numărul maxim de servicii: { $n }. Scoateți unul ca să adăugați altul.
shortlist-add = Adăugați încă unul
shortlist-add-hint = Numele lui sau ce v-ar ajuta
shortlist-put = Puneți în listă
shortlist-failed = Lista nu a putut fi afișată. Încercați din nou când aveți internet.
