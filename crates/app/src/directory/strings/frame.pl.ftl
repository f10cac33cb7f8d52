frame-title = Pomoc w okolicy
frame-none-text = To nie znaczy, że niczego nie ma: nasza lista nie jest pełna. Poszukaj czegoś innego poniżej.
frame-search = Poszukaj czegoś innego
frame-search-hint = Otworzy się cała wyszukiwarka w { $name }.

frame-offer = Pokaż te usługi na swojej stronie
frame-lead = Wybierz, co ma pokazywać Twoja strona. Potem skopiuj do niej jedną linijkę.
frame-cut = Coś pominęliśmy. Można podać najwyżej cztery słowa i tylko pierwszą połowę kodu pocztowego.
frame-line = Linijka dla Twojej strony
frame-shows = Pokazuje:
frame-all = wszystko z naszej listy
frame-now = { $n ->
    [0] Teraz nic z naszej listy nie pasuje.
    [one] Teraz pasuje jedna usługa.
    [few] Teraz pasują { $n } usługi.
   *[other] Teraz pasuje { $n } usług.
}
frame-label = Skopiuj tę linijkę
frame-copy = Skopiuj linijkę
frame-look = Zobacz, jak to wygląda
frame-choose = Wybierz, co pokazuje
frame-near = W pobliżu
frame-near-hint = Pierwsza połowa kodu pocztowego, np. E15, albo nazwa dzielnicy
frame-spoken = W jakim języku tam mówią
frame-words = Słowa
frame-words-hint = Najwyżej cztery. Na przykład: chór
frame-show = Co ma się tam pokazać
frame-show-map = Lista, a obok niej mapa albo przycisk z mapą
frame-show-list = Sama lista. Nie potrzebuje skryptów
frame-tongue = W jakim języku ma się pokazywać
frame-tongue-any = Taki, o jaki prosi przeglądarka czytelnika
frame-high = Wysokość
frame-pixels = { $n } pikseli
frame-button = Utwórz linijkę
frame-about = Dobrze wiedzieć
frame-about-fresh = Zawsze pokazuje to, co jest teraz na naszej liście. Mówi też, czego nikt nam nie podał i czego dawno nikt nie sprawdzał.
frame-about-reader = Nie używa plików cookie i nikogo nie liczy.
frame-about-out = To, co wybiorą Twoi czytelnicy, otwiera się poza Twoją stroną. Do pilnej pomocy jest jeden krok.
frame-about-hidden = Adres, który jest tajny, nie jest pokazywany.

find-private-none = W tym wyszukiwaniu nie ma nic więcej, co można zachować albo wysłać. Wybierz potrzebę albo dzielnicę.
place-tonight = Otwarte dziś wieczorem
place-this-weekend = Otwarte w ten weekend
day-weekend = W weekend
