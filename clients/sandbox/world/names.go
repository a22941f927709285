package world

import "strings"

// Given and family names of many places, so that addresses, sorting and display meet more than one kind.
const (
	givenNames = `Ana Bruno Chiara Dmitri Elif Farid Greta Hanna Ines Jakub Kaito Leila Mateo Nadia Omar Priya Quentin Rosa Sipho Tariq
Uma Viktor Wanjiru Xavier Yuki Zoë José Łukasz Søren Björn Amélie Çağla Márta Aoife Nguyên Ikram Kwame Lucía Malik Noor Oskar Pilar
Rania Saoirse Thandiwe Ulrike Valeria Wei Ximena Yusuf Zainab Aarav Beatriz Cédric Deepak Esther Fatima Gustavo Henrik Ivana Jamal
Katarzyna Liam Mei Nikolai Olga Pedro Ravi Sakura Tomáš Umberto Veronika Wassim Yara Zhen Abebe Bianca Carmen Diego Emeka Freya
Giulia Hugo Ingrid Jin Kofi Lena Marek Naveen Oluwaseun Petra Rashid Sven Tamar Vera Willem Yosef Zuzana Alejandro Boris Camila`
	familyNames = `Ruiz Rossi Ivanov Yılmaz Haddad Müller Nováková Costa Kowalski Tanaka Hosseini García Petrov Okafor Sharma Dubois Nkosi
Khan Larsen Mwangi Nakamura Svensson Öztürk Nagy Murphy Trần Benali Mensah Fernández Hassan Lindqvist Torres Mansour Kelly Dlamini
Schneider Moreau Zhang Castillo Demir Bello Patel Oliveira Lefèvre Reddy Cohen Silva Johansson Horvat Williams Wójcik Smith Chen Popov
Kuznetsova Santos Gupta Suzuki Dvořák Ricci Bauer Saleh Amari Li Tesfaye Romano Jiménez Romero Eze Andersen Conti Bernard Nielsen
Kim Boateng Fischer Zieliński Iyer Adeyemi Weber Rahman Berg Levi Sokolova de_Vries Mizrahi Procházka Vargas Antonov Herrera Becker
Watanabe Park Singh O'Brien Hoffmann Jensen Morales Virtanen Papadopoulos Chowdhury Ito Ionescu Kovács Nguyen Ferreira Marino Jansen
Abdullah Wagner Takahashi Mbeki Stone Wood Green Hill Young Walker Baker Carter Gray Fox Lane Marsh Reed Shaw West Ziegler`
)

func nameList(text string) []string {
	list := strings.Fields(text)
	for i, name := range list {
		list[i] = strings.ReplaceAll(name, "_", " ")
	}
	return list
}

// folding writes the letters that no address has in those that it has.
var folding = strings.NewReplacer(
	"á", "a", "à", "a", "ã", "a", "ä", "ae", "ç", "c", "Ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "ı", "i", "ó", "o",
	"ö", "oe", "Ö", "oe", "ø", "o", "ü", "ue", "ú", "u", "ğ", "g", "ş", "s", "š", "s", "ž", "z", "ř", "r", "ł", "l", "Ł", "l",
	"ń", "n", "ñ", "n", "ầ", "a")

// plain returns a name as it stands in an address: lower case, ASCII, letters only.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, folding.Replace(strings.ToLower(name)))
}
